"""The status line says of a passage what it has room for, the most telling first."""

from __future__ import annotations

from rich.text import Text

from reader.annotations import Anchor, Passage
from reader.ui.article.caret_state import filled, passage_about
from reader.ui.shared.signs import quoted
from reader.ui.shared.times import local_minute

ANCHOR = Anchor(0, 3, "The", "", "", "")
CARRIED = Passage(
    id="p",
    author="root",
    created="2024-05-01T10:00:00+00:00",
    modified="2024-05-01T10:00:00+00:00",
    document="b.txt",
    anchor=ANCHOR,
    origin="o",
)
WHEN = local_minute(CARRIED.created)


def line(width: int, reader: str = "Mina", note: str = "") -> str:
    about = passage_about(CARRIED, reader, "harbor/first-account.txt")
    told = [Text("q quote"), Text("27 words")]
    return " · ".join(part.plain for part in filled(told, about, Text(note), width))


def test_author_moment_and_origin_stand_where_there_is_room() -> None:
    assert line(80) == f"q quote · 27 words · root, {WHEN} · ⇄ from harbor/first-account.txt"
    assert line(72) == f"q quote · 27 words · root, {WHEN} · ⇄ from first-account.txt"
    assert line(46) == f"q quote · 27 words · root, {WHEN}"
    assert line(30) == "q quote · 27 words · root"
    assert line(20) == "q quote · 27 words"


def test_an_own_passage_tells_no_author_and_a_note_keeps_its_place() -> None:
    assert line(80, "root").endswith(f"⇄ from harbor/first-account.txt · {WHEN}")
    assert line(80, note="✎ " + "ask " * 9).startswith(f"q quote · 27 words · root, {WHEN} · ✎ ask")
    assert line(30, "root", note="✎ " + "ask " * 9) == "q quote · 27 words · ✎ ask as…"


def test_words_that_are_quoted_already_get_no_marks_again() -> None:
    assert [quoted(words) for words in ("I think", "“I think", "«Да", '"No"')] == [
        "“I think”",
        "“I think",
        "«Да",
        '"No"',
    ]
