"""Encodings before Unicode, guessed by the letters of a language: samples of our own."""

from __future__ import annotations

import pytest

from reader.corpus.decoding import decided, decoded, encodings_for

SAMPLES = {
    "en": "The café isn’t what it was. “It’s over,” the mayor said – and she didn’t smile.",
    "en-short": "The mayor’s lock isn’t open.",
    "fr-euro": "Le prix a été fixé à 25 € par mois, a annoncé le maire de la ville hier.",
    "fr-oe": "Au cœur de la ville, l'œuvre plaît à tous, dit-on à l'hôtel de ville.",
    "de": "Der Rat von Marn öffnete die Schleuse am Dienstag. Für die Gäste gab es Brötchen, für "
    "die Schüler schulfrei.",
    "fr": "Le conseil a ouvert l’écluse mardi, deux ans après la date. Où étaient les élus ?",
    "es": "El consejo abrió la esclusa el martes. La señora Núñez dijo que costó más de un millón.",
    "pt": "O conselho não abriu a eclusa na terça-feira. A construção custará três milhões.",
    "da": "Rådet åbnede slusen i går. Den nye bro bliver færdig på søndag, sagde borgmesteren.",
    "is": "Ráðið opnaði lokuna á þriðjudag. Það var tveimur árum of seint, sagði bæjarstjórinn.",
    "pl": "Rada miasta otworzyła śluzę we wtorek. Budowa trwała dłużej niż się spodziewano, mówią.",
    "cs": "Městská rada otevřela zdymadlo v úterý. Příští týden začne oprava střechy nádraží.",
    "hu": "A városi tanács kedden megnyitotta a zsilipet. Az építőkő a vártnál többe került.",
    "ro": "Consiliul oraşului a deschis ecluza marţi. Preţul a fost mai mare decât se aştepta.",
    "hr": "Gradsko vijeće otvorilo je branu u utorak. Bit će još mnogo posla, kažu stručnjaci.",
    "tr": "Belediye meclisi kapağı salı günü açtı. Yapım iki yıl gecikti, dedi başkan yardımcısı.",
    "tr-few": "Meclis kapağın salı akşamı kapanmasını istedi.",
    "lt": "Miesto taryba antradienį atidarė šliuzą. Statyba užtruko ilgiau, nei žadėta, sakė jis.",
    "lt-few": "Miesto taryba vakarą nusprendė statyti naują tiltą per upę. Merė sakė, kad darbai "
    "prasidės rudenį.",
    "lv": "Pilsētas dome otrdien atvēra slūžas. Būvniecība ilga divus gadus vairāk, nekā solīts.",
    "ru": "Городской совет открыл шлюз во вторник, на два года позже. Работы обошлись дороже.",
    "uk": "Міська рада відкрила шлюз у вівторок. Роботи коштували більше, ніж її обіцяли.",
    "bg": "Общинският съвет отвори шлюза във вторник. Строежът закъсня с две години.",
    "el": "Το συμβούλιο άνοιξε την πύλη την Τρίτη. Το έργο καθυστέρησε δύο χρόνια, είπε.",
    "he": "מועצת העיר פתחה את הסכר ביום שלישי. העבודות התעכבו שנתיים.",
    "ar": "افتتح مجلس المدينة البوابة يوم الثلاثاء. تأخر العمل عامين كاملين.",
    "zh": "市议会星期二启用了新的船闸，比原定时间晚了两年。市长说费用超出预算。",
    "zh-tw": "市議會星期二啟用了新的船閘，比原定時間晚了兩年。市長說費用超出預算。",
    "ja": "市議会は火曜日に新しい水門を開いた。工事は二年おくれたと市長が話した。",
    "ko": "시의회는 화요일에 새 갑문을 열었다. 공사는 예정보다 두 해 늦었다고 시장이 말했다.",
}
CODECS = {
    "en": "mac_roman cp1252",
    "en-short": "mac_roman cp1252",
    "fr-euro": "iso8859_15 cp1252",
    "fr-oe": "iso8859_15 cp1252",
    "de": "cp1252 mac_roman",
    "fr": "cp1252 mac_roman",
    "es": "cp1252 latin-1",
    "pt": "cp1252",
    "da": "cp1252",
    "is": "cp1252",
    "pl": "cp1250 iso8859_2",
    "cs": "cp1250 iso8859_2",
    "hu": "cp1250 iso8859_2",
    "ro": "cp1250 iso8859_2",
    "hr": "cp1250 iso8859_2",
    "tr": "cp1254 iso8859_9",
    "tr-few": "cp1254 iso8859_9",
    "lt": "cp1257",
    "lt-few": "cp1257",
    "lv": "cp1257",
    "ru": "cp1251 koi8_r iso8859_5 cp866 mac_cyrillic",
    "uk": "cp1251 koi8_u",
    "bg": "cp1251",
    "el": "cp1253 iso8859_7",
    "he": "cp1255",
    "ar": "cp1256",
    "zh": "gbk",
    "zh-tw": "big5",
    "ja": "shift_jis euc_jp",
    "ko": "euc_kr",
}
PAIRS = [(name, codec) for name, codecs in CODECS.items() for codec in codecs.split()]


def test_forty_samples_in_twenty_encodings() -> None:
    assert len(PAIRS) >= 40
    assert len({codec for _, codec in PAIRS}) >= 20
    wrong = []
    for name, codec in PAIRS:
        found = decoded(SAMPLES[name].encode(codec))
        if found is None or found.text != SAMPLES[name]:
            wrong.append((name, codec, found and found.encoding))
        else:
            assert found.notes
    assert not wrong


@pytest.mark.parametrize("name", ["zh", "zh-tw", "ja", "el"])
def test_a_guess_goes_by_the_name_that_is_offered(name: str) -> None:
    data = SAMPLES[name].encode(CODECS[name].split()[0])
    found = decoded(data)
    assert found is not None
    assert f"guessed: {encodings_for(data)[0][0]}." in found.notes[0].text


@pytest.mark.parametrize("name", SAMPLES)
def test_utf8_is_never_harmed(name: str) -> None:
    text = SAMPLES[name]
    for broken in ("", "\xff", "\x80"):
        data = text.encode() + broken.encode("latin-1")
        found = decoded(data)
        assert found is not None
        assert found.text.startswith(text)


@pytest.mark.parametrize(
    ("encoding", "language"), [("iso2022_jp", "ja"), ("iso2022_kr", "ko"), ("hz", "zh")]
)
def test_encodings_of_east_asia_in_ascii_alone(encoding: str, language: str) -> None:
    data = SAMPLES[language].encode(encoding)
    found = decoded(data)
    assert found is not None
    assert (found.text, found.notes) == (SAMPLES[language], ())
    assert "decide" in decided(data)


@pytest.mark.parametrize("text", ["(format t ~{~a, ~}~%)", "from ~{AB~} to ~{CD~}", "\x1b[1mMarn"])
def test_ascii_that_only_looks_so_stays(text: str) -> None:
    assert decoded(text.encode()) == (text, "utf-8", ())


def test_a_byte_order_mark_decides() -> None:
    assert decided("Marn".encode("utf-16")) == "its byte order mark decides: it is UTF-16"
    assert not decided(SAMPLES["de"].encode("cp1252"))


@pytest.mark.parametrize("page", ["{}", '<meta charset="iso-8859-1"><p>{}</p>'])
@pytest.mark.parametrize(
    "text",
    [
        "The lock – two years late – opened on Monday, said the mayor – at last.",
        "• Lock opened • Mayor pleased • Ferry late",
        "“We paid £20m…” he said. It’ll cost £5m more.",
        "Under §5 of the act the mayor “must” resign at 5 °C – or at 20°C.",
        "Add 2½ cups of milk, ½tsp of salt and 1½oz of butter.",
        "The café – £5m – said “no”, so Señor Núñez paid €5 for 3 km² of it.",
    ],
)
def test_english_with_the_marks_of_windows_stays_so(page: str, text: str) -> None:
    whole = page.format(text)
    found = decoded(whole.encode("cp1252"))
    assert found is not None
    assert (found.text, found.encoding) == (whole, "cp1252")


@pytest.mark.parametrize(("language", "codec"), [("pl", "iso8859_2"), ("ru", "cp1251")])
def test_a_label_of_latin_1_on_other_letters_is_not_believed(language: str, codec: str) -> None:
    page = f'<meta charset="iso-8859-1"><p>{SAMPLES[language]}</p>'
    found = decoded(page.encode(codec))
    assert found is not None
    assert found.text == page


def test_texts_in_two_encodings_that_were_joined() -> None:
    text = SAMPLES["de"]
    found = decoded(text.encode() + b"\n" + text.encode("cp1252"))
    assert found is not None
    assert found.text == f"{text}\n{text}"
    assert "with UTF-8 between" in found.notes[0].text


def test_a_label_of_utf8_on_other_bytes_is_not_believed() -> None:
    page = f'<html><head><meta charset="utf-8"></head><p>{SAMPLES["de"]}</p>'
    found = decoded(page.encode("cp1252"))
    assert found is not None
    assert found.text == page


def test_a_label_behind_a_long_script_is_seen() -> None:
    script = "<script>" + "var a = 1;" * 1000 + "</script>"
    page = f'<html><head>{script}<meta charset="windows-1251"></head><p>Совет</p>'
    found = decoded(page.encode("cp1251"))
    assert found is not None
    assert found.text == page


def test_an_encoding_can_be_named() -> None:
    assert decoded("Šíp".encode("cp1250"), "cp1250").text == "Šíp"  # type: ignore[union-attr]
    assert decoded("Šíp".encode(), "cp1250").text == "Šíp"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "data",
    [
        "News 😀 today. ".encode() + b"caf\xe9",
        "A ticket is 5 €. ".encode() + b"caf\xe9",
        "She said: “It is ours.”".encode()[:-1],
        "A ticket is 5 €".encode()[:-1],
        "A ticket is 5 €".encode()[:-2],
    ],
)
def test_one_foreign_or_cut_byte_turns_no_other_letter(data: bytes) -> None:
    read = decoded(data)
    assert read is not None
    assert any(sign in read.text for sign in "😀€“\ufffd") and read.encoding == "utf-8"


@pytest.mark.parametrize(
    ("language", "codec"),
    [("zh", "gbk"), ("zh-tw", "big5"), ("ja", "shift_jis"), ("ja", "euc_jp"), ("ko", "euc_kr")],
)
@pytest.mark.parametrize("fault", ["cut", "broken", "foreign"])
def test_a_fault_in_a_short_text_of_east_asia_turns_no_other_letter(
    language: str, codec: str, fault: str
) -> None:
    text = SAMPLES[language]
    data, half = text.encode(codec), len(text[:12].encode(codec))
    faulty = {
        "cut": data[:-1],
        "broken": data[:half] + b"\xff" + data[half:],
        "foreign": data + "\nCafé.".encode("cp1252"),
    }
    read = decoded(faulty[fault])
    assert read is not None
    assert text[:12] in read.text and text[13:-2] in read.text


def test_the_letters_of_a_mac_are_german_where_the_words_are() -> None:
    text = (
        "Die Züge fahren über die Brücke nur noch im Schritttempo, teilte die Bahn am Mittwoch mit."
    )
    found = decoded(text.encode("mac_roman"))
    assert found and found.text == text


def test_borrowed_letters_of_a_mac_stay_in_english_words() -> None:
    text = "It’s a naïve plan — “an insult,” said the owner of the café at the fête."
    found = decoded(text.encode("mac_roman"))
    assert found and found.text == text


@pytest.mark.parametrize(
    ("label", "codec", "said"),
    [
        (
            "windows-1250",
            "iso8859_2",
            "Powiedział, że pieniądze pójdą na szkołę, a most będzie stał.",
        ),
        ("iso-8859-2", "cp1250", "Řekl, že věž opraví až příští rok a že škola zůstane otevřená."),
    ],
)
def test_signs_in_words_tell_that_a_page_names_another_encoding(
    label: str, codec: str, said: str
) -> None:
    text = f"<meta charset={label}><p>{said}</p>"
    found = decoded(text.encode(codec))
    assert found and found.text == text
    assert found.notes
