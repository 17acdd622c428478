"""Turn the bytes of a document into text, and say in plain words where that took a guess."""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import NamedTuple

from reader.corpus.guessing import guessed
from reader.corpus.notes import NoteKind, ReadingNote
from reader.lazy import lazy_re

# UTF-32 stands before UTF-16, whose mark is the beginning of its own.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Control characters that no text needs: all of C0 but white space and escape.
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b")
# A page may be scarred with some of them. Random bytes hold one in ten, but are never UTF-8.
_SCARS_IN_UTF8 = 0.3
_SCARS_ELSEWHERE = 0.03  # share of the bytes
# The five bytes that Windows-1252 leaves open stand for C1 controls, as in browsers
# (https://encoding.spec.whatwg.org/#windows-1252).
_OPEN_BYTES = {0xDC00 + byte: byte for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
# Bytes that are no UTF-8, as Windows-1252: all beyond ASCII, or those of a text that was joined.
_STRAY = {0xDC00 + n: bytes([n]).decode("cp1252", "replace") for n in range(128, 256)} | _OPEN_BYTES
_LONG = lazy_re(rb"[ -~\n](?:[\xe1-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})[ -~\n]")
# What is left of such a sign where a text of nothing else beyond ASCII was cut off.
_CUT = lazy_re(
    rb"(?:\xe2[\x80-\x84]|"
    rb"[^A-Za-z](?:\xe2|[\xe1-\xef][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{1,2}))\Z"
)
_JOINED = "Windows-1252, with UTF-8 between"
# What an HTML page says of itself, and the answer of a server of it; the wider encodings that
# browsers take for some, by their names in Python.
_DECLARED = lazy_re(rb"<(?:meta|\?xml)[^>]+(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.I)
_ANSWERED = lazy_re(r"charset\s*=\s*[\"']?([\w-]+)", re.I)
_LATIN_1 = "iso8859-1"  # which browsers take for Windows-1252
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "ascii": _LATIN_1,
}
# Controls, and signs within words: what is declared is not what was written.
_MISREAD = lazy_re("[\x80-\x9f]|(?<=[^\\W\\d_])[¢£¤¥¦§©¬®¯°±²³µ¶¹¼½¾¿×÷](?=[^\\W\\d_])")
_KNOWN = lazy_re(r"cp\d+|iso8859-\d\d?|koi8-[ru]|mac-\w+|big5\w*|euc_jp|gb18030")
_EAST_ASIAN = lazy_re("[\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffee\n\r ]")
_EAST_ASIAN_SHARE, _FEWEST_PAIRS, _SAMPLE = 0.9, 30, 4096  # share of pairs; pairs; bytes
# Scripts and styles may stand before what a page says of itself.
_HEAD_OF_PAGE = 64 * 1024
_GUESSED = "The encoding had to be guessed: {}. If letters look wrong, name another: --encoding."
# The encodings that a user is offered: names as people know them, and as Python does.
_OFFERED = {
    **{f"Windows-{number}": f"cp{number}" for number in (1252, 1251, 1250, *range(1253, 1259))},
    **{f"ISO 8859-{number}": f"iso8859_{number}" for number in (1, 2, 5, 7, 9, 15)},
    "KOI8-R": "koi8_r",
    "KOI8-U": "koi8_u",
    "GBK": "gb18030",
    "Big5": "big5",
    "Shift-JIS": "cp932",
    "EUC-JP": "euc_jp",
    "EUC-KR": "cp949",
    "Mac Roman": "mac_roman",
    "Mac Cyrillic": "mac_cyrillic",
    "DOS 437": "cp437",
    "DOS 850": "cp850",
    "DOS 852": "cp852",
    "DOS 866": "cp866",
    "Thai": "cp874",
    "ISO-2022-JP": "iso2022_jp_ext",
    "ISO-2022-KR": "iso2022_kr",
    "HZ": "hz",
    "UTF-16": "utf-16-le",
    "UTF-8": "utf-8",
}
# Words that stand over and below the articles in files of several, and how such files are encoded.
_WORDS_OF_FORMS = {
    ("cp1251", "koi8_r", "cp866"): ("документа", "слов\n", "слов\r", "Заголовок"),
    ("cp932", "euc_jp"): ("ドキュメント", "件の", "文字\n", "文字\r", "タイトル"),
    ("gb18030",): ("文档结尾", "文件结尾", "标题：", "标题:"),
    ("big5",): ("文件結尾", "標題：", "標題:"),
    ("cp949",): ("문서의", "단어\n", "단어\r", "제목"),
}
_MOST_OF_CHARACTER = 4  # bytes
# What turns to the letters of East Asia in a text of nothing but ASCII (ISO 2022, RFC 1843). The
# latter may stand in other texts by chance: all its characters must be common ones, and some.
_TURNS = {b"\x1b$B": "iso2022_jp_ext", b"\x1b$@": "iso2022_jp_ext", b"\x1b$)C": "iso2022_kr"}
_HZ = lazy_re(rb"~\{((?:[!-#0-W][!-~])+)~\}")
_FEWEST_TURNED = 4  # characters
_SPOKEN = {codec: name for name, codec in _OFFERED.items()}


class Decoded(NamedTuple):
    """A decoded text, the encoding it was in, and what a user should know of that."""

    text: str
    encoding: str = "utf-8"
    notes: tuple[ReadingNote, ...] = ()


def decoded(data: bytes, chosen: str = "", content_type: str = "") -> Decoded | None:
    """Decode ``data`` by its byte order mark, as UTF-8, as is said of it, or as Windows-1252.

    What is no UTF-8 is in the encoding that a user has ``chosen``, if there is one; else in the one
    of the ``content_type`` that it was answered with, or that its page declares. Return None where
    it is no text. Line ends stay as they are; a byte order mark goes.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = None
    if turned := _in_ascii(data):
        return _mended(data, turned)
    if text is not None and "\0" not in text:
        return Decoded(text.removeprefix("\ufeff"))
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _mended(data[len(mark) :], encoding)
    if chosen and (text is None or "utf" in chosen):
        return _mended(data, chosen)
    if utf16 := _utf16_of_east_asia(data) or _utf16_without_mark(data):
        return _mended(data, utf16, _guess("UTF-16 without a byte order mark"))
    if _share_of_controls(data) > (_SCARS_ELSEWHERE if text is None else _SCARS_IN_UTF8):
        return None
    return _not_quite_utf8(data, content_type) if text is None else Decoded(text)


def in_utf8(start: bytes) -> bytes:
    """Return the first bytes of a file in UTF-8, to look for what its form is.

    Those in an encoding before Unicode stay as they are where no words of other scripts tell of a
    form: a guess takes some milliseconds, and there may be 100,000 files.
    """
    start = start.removeprefix(codecs.BOM_UTF8)
    if b"\0" in start:
        whole = start[: len(start) // _MOST_OF_CHARACTER * _MOST_OF_CHARACTER]
        marked = (encoding for mark, encoding in _MARKS if start.startswith(mark))
        wide = next(marked, None) or _utf16_of_east_asia(whole) or _utf16_without_mark(whole)
        text = whole.decode(wide, "replace") if wide else ""
        return text.removeprefix("\ufeff").encode() or start
    try:
        start.decode()
    except UnicodeDecodeError as error:
        is_cut = error.start > len(start) - _MOST_OF_CHARACTER
        if not is_cut and any(word in start for word in _words_of_forms()):
            found = decoded(start)
            return found.text.encode("utf-8", "replace") if found else start
    return start


@cache
def _words_of_forms() -> frozenset[bytes]:
    """Return the words of forms as they are encoded."""
    return frozenset(
        word.encode(codec)
        for codecs_, words in _WORDS_OF_FORMS.items()
        for codec in codecs_
        for word in words
    )


def decided(data: bytes) -> str:
    """Return the mark in a file that decides its encoding, as a sentence; empty where none does."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            name = _SPOKEN.get(encoding, encoding[:6].upper())
            return f"its byte order mark decides: it is {name}"
    if turned := _in_ascii(data):
        return f"its escapes decide: it is {_SPOKEN[turned]}"
    return ""


def _in_ascii(data: bytes) -> str | None:
    """Return the encoding of East Asia that a text is in by nothing but ASCII characters."""
    if not data.isascii():
        return None
    turns = next((encoding for turn, encoding in _TURNS.items() if turn in data), None)
    if turns is None and b"~{" in data:
        found = _HZ.findall(data)
        if data.count(b"~{") == len(found) and sum(map(len, found)) >= 2 * _FEWEST_TURNED:
            turns = "hz"
    return turns


def _guess(encoding: str) -> ReadingNote:
    return ReadingNote(_GUESSED.format(encoding), NoteKind.GUESSED, encoding)


def encodings_for(data: bytes) -> list[tuple[str, str]]:
    """Return the encodings that bytes may be in: their names for people and for Python.

    The one that is guessed comes first, those in which some bytes stand for nothing last.
    """
    best = guessed(data)

    def rank(codec: str) -> int:
        return 0 if codec == best else 1 + ("\ufffd" in data.decode(codec, "replace"))

    return sorted(_OFFERED.items(), key=lambda item: rank(item[1]))


def offered_name(typed: str) -> str:
    """Return the name that ``encodings_for`` gives to an encoding; empty if it gives none.

    ``typed`` is any name of it: ``latin1``, ``iso-8859-2``, ``shift_jis``.
    """
    codec = _before_unicode(typed)
    same = (name for name, own in _OFFERED.items() if codec and _before_unicode(own) == codec)
    return next(same, "")


def _not_quite_utf8(data: bytes, content_type: str) -> Decoded:
    """Decode a text in an encoding before Unicode, or one in UTF-8 with some bytes broken."""
    declared = _declared(data, content_type)
    if declared and declared != _LATIN_1:
        found = _mended(data, declared)
        misread = len(_MISREAD.findall(found.text))
        likely = guessed(data, declared) if misread else None
        other = _in_guessed(data, likely) if likely else found
        return other if len(_MISREAD.findall(other.text)) < misread else found
    mended = _mended(data, "utf-8")
    broken = mended.text.count("\ufffd") - data.count("\ufffd".encode())
    whole = len(mended.text) - len(mended.text.encode("ascii", "ignore")) - broken
    # Quotation marks and emoji, of three bytes and more, are in no other encoding by chance.
    is_cut = (whole, broken) == (0, 1) and _CUT.search(data)
    if is_cut or whole > broken or (whole == broken and _LONG.search(data)):
        return mended
    encoding = guessed(data, "cp1252" if declared == _LATIN_1 else "")
    if encoding is not None and encoding != "cp1252":
        return _in_guessed(data, encoding)
    text = data.decode("utf-8", "surrogateescape").translate(_STRAY)
    if declared == _LATIN_1 and not whole:
        return Decoded(text, "cp1252")
    return Decoded(text, "cp1252", (_guess(_JOINED if whole else "Windows-1252"),))


def _declared(data: bytes, content_type: str) -> str | None:
    """Return the encoding that a server or the head of an HTML page names, if pages are in it.

    Both say UTF-8 of what is none, which tells nothing.
    """
    answered = _ANSWERED.search(content_type)
    names = [answered[1]] if answered else []
    if b"<" in data[:1024] and (match := _DECLARED.search(data, 0, _HEAD_OF_PAGE)):
        names.append(match[1].decode())
    return next(filter(None, map(_before_unicode, names)), None)


def _before_unicode(name: str) -> str | None:
    """Return an encoding before Unicode as Python names it; None of another name."""
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return None
    codec = _WIDER.get(codec, codec)
    return codec if _KNOWN.fullmatch(codec) else None


def _mended(data: bytes, encoding: str, *notes: ReadingNote) -> Decoded:
    """Decode with U+FFFD for what is broken, and say so."""
    try:
        return Decoded(data.decode(encoding), encoding, notes)
    except UnicodeDecodeError:
        broken = f"Some characters are broken in the file; \ufffd stands for them ({encoding})."
        return Decoded(data.decode(encoding, "replace"), encoding, (*notes, ReadingNote(broken)))


def _in_guessed(data: bytes, encoding: str) -> Decoded:
    """Decode in an encoding that was guessed, and say so."""
    return _mended(data, encoding, _guess(_SPOKEN.get(encoding, encoding)))


def _share_of_controls(data: bytes) -> float:
    """Return the share of control characters that no text needs."""
    return 1 - len(data.translate(None, _CONTROLS)) / max(1, len(data))


def _utf16_of_east_asia(data: bytes) -> str | None:
    """Return the encoding of UTF-16 in which next to all of a text is of East Asia.

    By chance every other pair of bytes is; ASCII characters, with a NUL each, look like it.
    """
    sample = data[:_SAMPLE]
    is_likely = _share_of_controls(sample) > _SCARS_ELSEWHERE and sample.count(0) < len(sample) / 4
    if len(data) % 2 or len(sample) < 2 * _FEWEST_PAIRS or not is_likely:
        return None
    found = {
        encoding: len(_EAST_ASIAN.findall(sample.decode(encoding, "replace")))
        for encoding in ("utf-16-le", "utf-16-be")
    }
    best = max(found, key=found.__getitem__)
    return best if found[best] >= _EAST_ASIAN_SHARE * len(sample) / 2 else None


def _utf16_without_mark(data: bytes) -> str | None:
    """Return the encoding of UTF-16 that NULs betray: on one side only of ASCII characters."""
    sample = data[:_SAMPLE]
    if b"\0" not in sample or len(data) % 2:
        return None
    first, second = sample[::2].count(0), sample[1::2].count(0)
    most, least = max(first, second), min(first, second)
    if most < len(sample) / 20 or least > most / 20:
        return None
    encoding = "utf-16-le" if second > first else "utf-16-be"
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return encoding
