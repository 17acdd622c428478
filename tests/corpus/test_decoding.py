"""Text out of the bytes that are really found, and the words on what was guessed."""

from __future__ import annotations

import codecs
import os
import random
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.corpus import Corpus, Document
from reader.corpus.decoding import decoded
from reader.errors import CorpusError

MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
ARTICLE = "The ferry “Grønland” left at noon – late.\r\nIt cost 5 €.\n\n«Où?» he said.\r"


def read(tmp_path: Path, data: bytes, name: str = "x.txt") -> Document:
    (tmp_path / name).write_bytes(data)
    corpus = Corpus([tmp_path / name])
    (entry,) = corpus.scan()
    return corpus.read(entry)


@pytest.mark.parametrize("encoding", MARKS)
@given(text=TEXTS)
def test_a_marked_text_comes_back_as_it_was(encoding: str, text: str) -> None:
    found = decoded(MARKS[encoding] + text.encode(encoding))
    if encoding == "utf-16-le" and text.startswith("\0"):
        return  # its mark and this are the mark of UTF-32
    assert found == (text, encoding, ())


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
@example("\ufeffa mark in the text stays where two stood")
def test_utf8_comes_back_as_it_was(text: str) -> None:
    found = decoded(text.encode())
    assert found is not None
    assert found.text == text.removeprefix("\ufeff")
    assert not found.notes


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text",
    [
        ARTICLE,
        "Паром вышел в полдень, с опозданием на час. " * 3,
        "渡轮在中午离开，晚了一个小时。" * 5,
        "배는 정오에 떠났고, 한 시간 늦었다." * 5,
    ],
)
def test_utf16_without_a_mark_is_seen_and_noted(encoding: str, text: str) -> None:
    found = decoded(text.encode(encoding))
    assert found is not None
    assert (found.text, found.encoding) == (text, encoding)
    assert "UTF-16" in found.notes[0].text


WORDS = {
    "der Rat von Marn und die": ["Tür", "schön", "groß", "für", "Öl", "nächste"],
    "le conseil de la ville et les": ["été", "où", "français", "là", "même", "élève"],
    "el consejo de la ciudad y los": ["mañana", "según", "también", "niño", "fácil"],
}


@given(st.data())
def test_words_in_windows_1252(data: st.DataObject) -> None:
    start = data.draw(st.sampled_from(sorted(WORDS)))
    words = WORDS[start]
    text = " ".join((start, *data.draw(st.lists(st.sampled_from(words), min_size=1))))
    found = decoded(text.encode("cp1252"))
    assert found is not None
    assert found.text == text


def test_windows_1252_is_noted_and_loses_no_byte(tmp_path: Path) -> None:
    document = read(tmp_path, ARTICLE.encode("cp1252") + b"\x81\x8d\x8f\x90\x9d")
    assert document.source == ARTICLE + "\x81\x8d\x8f\x90\x9d"
    assert document.encoding == "cp1252"
    ((note, *_),) = document.notes
    assert "guessed" in note
    assert "Windows-1252" in note


def test_utf8_cut_off_in_a_character_stays_utf8(tmp_path: Path) -> None:
    document = read(tmp_path, ARTICLE.encode()[:-12] + "é".encode()[:1])
    assert document.source.startswith("The ferry “Grønland” left")
    assert document.source.endswith("\ufffd")
    assert "broken" in document.notes[0].text


def test_replacement_characters_of_an_earlier_program_are_kept(tmp_path: Path) -> None:
    text = "Caf\ufffd cr\ufffdme – the \ufffdld ferry"
    assert read(tmp_path, text.encode()).source == text
    assert read(tmp_path, text.encode() + b" \xe2\x80").source == text + " \ufffd"


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("windows-1251", "cp1251", "Паром вышел в полдень"),
        ("GB2312", "gb18030", "渡轮中午离开了港口"),
        ("Shift_JIS", "cp932", "フェリーは正午に出た"),
    ],
)
def test_an_html_page_is_believed(tmp_path: Path, label: str, codec: str, text: str) -> None:
    page = f'<html><head><META http-equiv=x content="text/html; charset={label}"></head><p>{text}'
    assert read(tmp_path, page.encode(codec), "page.html").source == page


def test_a_page_that_is_utf8_is_utf8_whatever_it_says(tmp_path: Path) -> None:
    page = '<meta charset="windows-1251"><p>Où est le café ?'
    assert read(tmp_path, page.encode(), "page.html").source == page


@pytest.mark.parametrize(
    ("content_type", "page", "codec"),
    [
        ("text/html; charset=iso-8859-2", "<p>The mayor of Plzeň", "iso8859-2"),
        (
            "text/html; charset=UTF-8",
            '<meta charset="iso-8859-2"><p>The mayor of Plzeň',
            "iso8859-2",
        ),
        ('text/html; charset="latin1"', "<p>She said “no” – for £20m", "cp1252"),
        ("text/html; charset=hex", "<p>She said “no” – for £20m", "cp1252"),
    ],
)
def test_a_server_is_believed_unless_it_is_wrong(content_type: str, page: str, codec: str) -> None:
    found = decoded(page.encode(codec), content_type=content_type)
    assert found is not None
    assert found.text == page


def test_line_ends_controls_and_a_nul_stay(tmp_path: Path) -> None:
    text = "one\r\ntwo\rthree\n\x1b]0;title\x07 four\0five\u2028six"
    assert read(tmp_path, text.encode()).source == text


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\2\0\0\0\1\0\x08\6\0\0\0",
        random.Random(1).randbytes(5000),
        random.Random(2).randbytes(5000).replace(b"\0", b"\1"),
        b"\0" * 5000,
        b"\x7fELF\2\1\1" + b"\0" * 60 + ARTICLE.encode("cp1252"),
    ],
)
def test_binary_data_is_no_text(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(CorpusError, match="binary") as raised:
        read(tmp_path, data)
    assert raised.value.place == "x.txt"


@pytest.mark.parametrize("data", [b" \r\n\t ", codecs.BOM_UTF8, "\u3000\n".encode("utf-16")])
def test_only_blanks_are_empty(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(CorpusError, match="empty"):
        read(tmp_path, data)


@given(st.binary(max_size=300))
def test_no_bytes_make_a_text_that_cannot_be_written(data: bytes) -> None:
    found = decoded(data)
    if found is not None:
        found.text.encode()


def test_a_file_that_vanished_or_turned_into_a_pipe_says_so(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("Here.")
    corpus = Corpus([tmp_path])
    (entry,) = corpus.scan()
    path.unlink()
    with pytest.raises(CorpusError, match=r"x\.txt: can't be read \(no such file"):
        corpus.read(entry)
    os.mkfifo(path)
    with pytest.raises(CorpusError, match="not a regular file"):
        corpus.read(entry)
