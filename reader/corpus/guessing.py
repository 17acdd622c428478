"""Guess the encoding of a text by the letters of the languages that it may be in.

Of the 51 samples in ``tests/corpus/test_guessing.py`` charset-normalizer 3.5 finds 33, this all.
"""

from __future__ import annotations

from collections.abc import Iterator

from reader.lazy import lazy_re

# A text is known by its beginning, and by so many of its letters that are no ASCII.
_READ, _ENOUGH = 200_000, 2_000
# Letters beyond ASCII of languages in Latin letters, the commonest first, by the encodings that
# hold them; those of no name are of texts in several.
_LATIN = {
    "cp1252": {
        "de": "äüöß",
        "fr": "éèàêçîôûùâëïœ",
        "es": "óíáéñúü",
        "pt": "ãçáéíóêõâàúô",
        "it": "àèéùòì",
        "nl": "ëéïèöü",
        "da": "øåæé",
        "sv": "äåöé",
        "is": "áðíöéúþóæý",
        "": "äöüßéèàêçîôûùâëïœóíáñúãõøåæ",
    },
    "cp1250": {
        "pl": "łąęóśżćńź",
        "cs": "íáéěžýščřůúňťďó",
        "sk": "áéíýžčšľúťôňďäóŕĺ",
        "hu": "áéőóöüíúű",
        "ro": "ăîâşţ",
        "hr": "čćžšđ",
    },
    "cp1254": {"tr": "ıüşğçöiâ"},
    "cp1257": {"lt": "ėšžįųąūčę", "lv": "āīēšūņļķžģč", "et": "äõöüšž"},
}
_LATIN_SETS = (
    ("cp1252", "cp1252"),
    ("cp1250", "cp1250"),
    ("iso8859_2", "cp1250"),
    ("cp1254", "cp1254"),
    ("cp1257", "cp1257"),
    ("mac_roman", "cp1252"),
    ("mac_latin2", "cp1250"),
    ("cp852", "cp1250"),
    ("cp850", "cp1252"),
)
# Encodings that no program has written by itself for a long time must be much better.
_RARE = frozenset({"mac_roman", "mac_latin2", "cp852", "cp850"})
# The letters of other scripts, the commonest first.
_SCRIPTS = (
    ("ru", "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё", "cp1251 koi8_r iso8859_5 cp866 mac_cyrillic"),
    ("uk", "оаинтівреслкудмпзьяйбгчхїцжєшюфщґ", "cp1251 koi8_u iso8859_5"),
    ("bg", "аеоинтрсвлкдпмъзгбчяущжйцюшхфьщ", "cp1251 iso8859_5"),
    ("sr", "аоиенртсујвкдпмлзгбшчцњћжљфхђџ", "cp1251 iso8859_5"),
    ("el", "αοιετσνηυρπκμλςωίάόέήώύδγχθφβξζψϊϋΐΰ", "cp1253 iso8859_7"),
    ("he", "יוהלאתמרבשנכדםקעפחסטגזןצףךץ", "cp1255"),
    ("ar", "اليمنورتبةعدسفهكقحأجىشصطخإذزثضئغظءؤآ", "cp1256 iso8859_6"),
    ("th", "านรอกเงมยลวดทตสปบคหพแชขจใไผซธถศโภฟณษฝฐญึ่้ิ์ี็ัุูืําะำ", "cp874"),
)
_MARKS = frozenset("“”‘’„‚–—…«»‹›°§€•·№\xa0")
_TAG = lazy_re(r"<[^<>]{0,2000}>|&\w{2,8};")
_LATIN_LETTER = lazy_re(r"[A-Za-z]")
# The punctuation and signs of Windows-1252 as texts in Latin letters have them: within, before
# and after words, and by themselves. Letters of other encodings stand at these bytes, in words.
_WESTERN = lazy_re(
    "[‘’–—…•·\xa0\xad]|(?<![A-Za-z])[“«‹„‚¡¿]|[“”‘»›™®†‡](?![A-Za-z])|°(?=[CF]\\b)|(?<=m)[²³]"
    "|(?<![A-Za-z])[£€¥¢§¶©°±×÷²³¹‰“”»](?![A-Za-z])|(?<![A-Za-z])[¼½¾]"
)
_FEWEST_LETTERS = 2  # of ASCII, to one of those
# Quotation marks of Mac Roman as Windows-1252 reads them: capitals where no word has one.
_MARKS_OF_MAC = lazy_re("[a-z,.!?][ÒÓÔÕ]")
_BORROWED = lazy_re("(?<=[a-z])[áâäçèéêëíîïñóôöûü]")
# The euro and oe of ISO 8859-15 as Windows-1252 reads them, which has other bytes for both.
_LATIN_9 = lazy_re("¤|(?<=[A-Za-z])[¼½](?=[A-Za-z])|(?<!\\w)[¼½](?=uv|UV|uf|UF|il|IL)")
_ONLY_WINDOWS = lazy_re(rb"[\x80-\x9f]")
# Letters of other scripts stand in words of their own, which half of them at least must be in.
_WORD = lazy_re(rb"[\x80-\xff]{3,}")
_EAST_ASIAN_WORD = lazy_re("[^\x00-\x7f]{2,}")
_IN_WORDS = 0.5
# Of the bytes that are no ASCII, so many may be broken or of another text.
_BROKEN = 0.05
# So much speaks for an encoding that a page declares.
_DECLARED = 0.1
# Fewer bytes that are no ASCII tell nothing.
_FEWEST = 3
# The least that the letters of a language must speak for an encoding, from -1 to 1.
_LEAST = 0.2
_KANA = lazy_re("[\u3041-\u30ff]")
_HANGUL = lazy_re("[\uac00-\ud7a3]")
_HAN = lazy_re("[\u4e00-\u9fff]")
# The rows of common characters in GB 2312 and Big5, by their first byte.
_COMMON_GB = lazy_re(rb"[\xb0-\xd7][\xa1-\xfe]")
_COMMON_BIG5 = lazy_re(rb"[\xa4-\xc6][\x40-\x7e\xa1-\xfe]")
_HANGUL_ROWS = lazy_re(rb"[\xb0-\xc8][\xa1-\xfe]")


def guessed(data: bytes, declared: str = "") -> str | None:
    """Return the encoding in which the bytes of a text are most like a language; None if in none.

    It is one of those before Unicode: of one byte a letter, or of East Asia. Another than is
    ``declared`` must be much better.
    """
    start = data[:_READ]
    as_windows = start.decode("cp1252", "replace")
    found: str | None = "cp1252"
    if not _is_western(as_windows):
        if _MARKS_OF_MAC.search(as_windows) and _is_western(_in_english(start)):
            return "mac_roman"
        if _foreign(start) >= _FEWEST:
            ranked = (_east_asian(start), _of_one_byte(start, declared))
            points, best = max(ranked, key=lambda each: each[0])
            found = best if points >= _LEAST else None
    is_latin_9 = found == "cp1252" and not declared and _LATIN_9.search(as_windows)
    return "iso8859_15" if is_latin_9 and not _ONLY_WINDOWS.search(start) else found


def _in_english(data: bytes) -> str:
    """Return a text in Mac Roman without the letters of the words that English has borrowed."""
    return _BORROWED.sub("", data.decode("mac_roman"))


def _foreign(data: bytes) -> int:
    """Count the bytes of a text that are no ASCII."""
    return len(data.translate(None, bytes(range(128))))


def _is_western(text: str) -> bool:
    """Tell whether nothing but punctuation and signs of Windows-1252 is beyond ASCII in a text."""
    rest, count = _WESTERN.subn("", _TAG.sub(" ", text))
    return rest.isascii() and len(_LATIN_LETTER.findall(rest)) >= _FEWEST_LETTERS * count


def _east_asian(data: bytes) -> tuple[float, str]:
    """Return the East Asian encoding of a text and how much speaks for it."""
    best = (-1.0, "")
    for encoding in ("euc_jp", "cp932", "cp949", "gb18030", "big5"):
        text = _nearly(data, encoding)
        if text is None:
            continue
        kana, hangul, han = (len(each.findall(text)) for each in (_KANA, _HANGUL, _HAN))
        beyond = max(1, sum(character > "\x7f" for character in text))
        if sum(map(len, _EAST_ASIAN_WORD.findall(text))) < _IN_WORDS * beyond:
            continue
        if encoding in ("euc_jp", "cp932"):
            # Half-width kana, one byte each, are what other encodings look like.
            score = (kana + han) / beyond if kana > 0.15 * beyond else -1.0
        elif encoding == "cp949":
            rows = 2 * len(_HANGUL_ROWS.findall(data)) / max(1, _foreign(data))
            score = hangul / beyond if rows > 0.8 else -1.0
        else:
            common = _COMMON_GB if encoding == "gb18030" else _COMMON_BIG5
            pairs = len(common.findall(data))
            score = min(1.0, pairs / beyond) - 0.1 if han > 0.5 * beyond else -1.0
        if beyond >= 4:
            best = max(best, (score, encoding))
    return best


def _of_one_byte(data: bytes, declared: str) -> tuple[float, str]:
    """Return the encoding of one byte a letter of a text, and how much speaks for it."""
    best = (_DECLARED, declared) if declared else (-1.0, "")
    # Most texts are in an encoding of Windows, so those come first: another has to be better.
    for points, encoding in (*_latin(data), *_other_scripts(data)):
        score = points + _DECLARED * (encoding == declared)
        if score > best[0] + 0.01:
            best = (score, encoding)
    return best


def _latin(data: bytes) -> Iterator[tuple[float, str]]:
    from reader.text.languages.language import guessed_language  # tables of words

    for encoding, letters_of in _LATIN_SETS:
        text = _nearly(data, encoding)
        if text is None:
            continue
        text = _TAG.sub(" ", text)
        foreign = [c for c in text if c > "\x7f"][:_ENOUGH]
        plain = len(_LATIN_LETTER.findall(text[: 40 * _ENOUGH]))
        letters = sum(c.isalpha() for c in foreign)
        if not letters or letters > 0.7 * plain:
            continue
        language = guessed_language(text)
        for name, own in _LATIN[letters_of].items():
            points = sum(_latin_points(c, own) for c in foreign) - _shouted(text)
            # Unknown is no language: a text that is like none is not one in several.
            prior = (0.35 if name and language == name else 0) - 0.35 * (not name)
            prior -= 0.3 * (encoding in _RARE)
            # A few letters may be those of any language: the commonest encoding stays.
            prior -= (encoding != "cp1252") / len(foreign)
            yield points / len(foreign) + prior, encoding


def _latin_points(character: str, own: str) -> float:
    if character.isalpha():
        at = own.find(character.lower())
        return 1.0 - 0.4 * at / len(own) if at >= 0 else -1.0
    return 0.3 if character in _MARKS else -1.0


def _other_scripts(data: bytes) -> Iterator[tuple[float, str]]:
    if sum(map(len, _WORD.findall(data))) < _IN_WORDS * _foreign(data):
        return
    for _, letters, encodings in _SCRIPTS:
        weights = {c: 1.0 - 0.8 * n / len(letters) for n, c in enumerate(letters)}
        for encoding in encodings.split():
            text = _nearly(data, encoding)
            if text is None:
                continue
            text = _TAG.sub(" ", text)
            points, count, before = 0.0, 0, " "
            for c in text:
                if c > "\x7f":
                    points += _script_points(c, before, weights)
                    count += 1
                    if count == _ENOUGH:
                        break
                elif before > "\x7f" and before.isalpha() and c.isalpha():
                    points -= 1.0  # a word in two scripts
                before = c
            if count:
                # Half of a text in the commonest letters is as sure as can be.
                yield min(1.3, 1.6 * points / count), encoding


def _script_points(character: str, before: str, weights: dict[str, float]) -> float:
    if not character.isalpha() and character not in weights:
        return 0.2 if character in _MARKS else -1.0
    points = weights.get(character.lower(), -1.0)
    mixed = before < "\x7f" and before.isalpha()
    shouted = character.isupper() and before.islower()
    return points - 1.5 * (mixed or shouted)


def _shouted(text: str) -> int:
    """Count capitals beyond ASCII within words that are in small letters."""
    return sum(
        b > "\x7f" and b.isupper() and a.isalpha() and (a.islower() or c.islower())
        for a, b, c in zip(text, text[1:], text[2:], strict=False)
    )


def _nearly(data: bytes, encoding: str) -> str | None:
    """Decode bytes, with U+FFFD for what is broken or cut off; None where that is much."""
    text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    return None if broken and broken > _BROKEN * _foreign(data) else text
