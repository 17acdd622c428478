"""Rows of the list and its columns: what they say, and what they leave out for want of room."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rich.style import Style

from reader.annotations import Status, Tag
from reader.corpus import NoteKind, ReadingNote
from reader.duplicates import UNKNOWN, Candidate, Kind
from reader.ui.corpus.catalogue import Catalogue
from reader.ui.corpus.list_columns import FilledColumns, ListColumn, columns
from reader.ui.corpus.list_rows import DocumentRow, RowDrawing, StoryRow, story_sums
from reader.ui.shared.lists.virtual_list import cell, fitted
from reader.workspace import DocumentSummary, Workspace
from reader.workspace.analyses.stories.listing import CorpusRow, ListedStory
from reader.workspace.analyses.stories.story import Story, StoryVersion, VersionStanding


def test_a_story_has_the_earliest_date_where_the_version_it_names_has_none() -> None:
    told = [
        DocumentRow(
            document=name, summary=DocumentSummary(title=name, date=date), status=Status.UNREAD
        )
        for name, date in (("a", ""), ("b", "2023-06-09"), ("c", "2023-06-08"))
    ]
    story = ListedStory(Story(()), ())
    assert StoryRow.of(story, "a", told, unfolded=False).date == "2023-06-08"
    assert StoryRow.of(story, "b", told, unfolded=False).date == "2023-06-09"


def test_tags_show_as_much_of_their_names_as_there_is_room_for() -> None:
    drawing = RowDrawing(lambda _, style: style, Style(), "")
    told = DocumentRow(
        "a.txt",
        DocumentSummary(),
        Status.UNREAD,
        2,
        tags=tuple(Tag(name=name, color="red", key=name[0]) for name in ("claim", "number")),
    )
    for room, shown in ((14, "❙claim ❙number"), (13, "❙claim ❙numb…"), (12, "❙c ❙n")):
        line = drawing.document(CorpusRow("a.txt"), told, [ListColumn("passages", room, gap=0)])
        assert "".join(segment.text for segment in line).strip() == shown


def test_a_title_has_the_room_of_tags_that_are_not_there() -> None:
    drawing = RowDrawing(lambda _, style: style, Style(), "")
    found = columns(80, FilledColumns(titles=70, dates=True, passages=True))
    for passages, shown in ((0, "x" * 64), (1, "…")):
        told = DocumentRow("a", DocumentSummary(title="x" * 64), Status.UNREAD, passages)
        line = "".join(part.text for part in drawing.document(CorpusRow("a"), told, found))
        assert len(line) == 80 and shown in line


def test_what_is_no_article_says_so_however_long_its_title_is() -> None:
    drawing = RowDrawing(lambda _, style: style, Style(), "")
    wall = ReadingNote("no article: the site asked for a person", NoteKind.WALL)
    told = DocumentRow("a", DocumentSummary(title="x" * 36, notes=(wall,)), Status.UNREAD)
    line = drawing.document(CorpusRow("a"), told, columns(40, FilledColumns(titles=60)))
    assert "no article" in "".join(part.text for part in line)


def test_a_story_names_a_source_that_of_its_title_before_others_and_counts_these() -> None:
    told = [
        DocumentRow(
            document=name, summary=DocumentSummary(title=name, source=source), status=Status.UNREAD
        )
        for name, source in (("a", ""), ("b", "Courier"), ("c", "Argus"), ("d", "Courier"))
    ]
    for named, shown in (("a", ("Courier", 1)), ("c", ("Argus", 1)), ("b", ("Courier", 1))):
        row = StoryRow.of(ListedStory(Story(()), ()), named, told, unfolded=False)
        assert (row.source, row.other_sources) == shown


@pytest.mark.parametrize(
    ("width", "titles", "source"), [(83, 60, 13), (110, 40, 24), (200, 99, 25)]
)
def test_columns_are_as_wide_as_what_they_hold_where_titles_leave_room(
    width: int, titles: int, source: int
) -> None:
    content = FilledColumns(
        titles=titles, stories=len(story_sums(300, 299)), dates=True, sources=22, passages=True
    )
    assert "passages" in {column.name for column in columns(39, content)}
    found = {column.name: column for column in columns(width, content)}
    assert found["kind"].size == len("300 299?")
    assert (found["source"].size, sum(column.width for column in found.values())) == (source, width)


@pytest.mark.parametrize(
    ("size", "shown"), [(9, "Won't… x"), (8, "Won't…"), (7, "Won't…"), (6, "Won'…")]
)
def test_what_is_cut_behind_an_ellipsis_has_one_only(size: int, shown: str) -> None:
    text = "Won't… x"
    assert cell(text, size, Style()).text == shown.ljust(size)
    parts = fitted([(text, Style())], size - 1, Style())
    assert "".join(part.text for part in parts) == shown.ljust(size - 1)


@pytest.mark.parametrize(("beside", "shown"), [("a", "? ≡ 90%"), ("b", "? ≡")])
def test_a_version_shows_the_share_that_the_first_one_has_and_no_other(
    beside: str, shown: str
) -> None:
    evidence = replace(UNKNOWN, share_a=0.9, share_b=0.5)
    found = Candidate("c", beside, Kind.SAME_PAGE, 0.98, evidence)
    version = StoryVersion("c", VersionStanding.LIKELY, found.kind, found)
    story = Story((StoryVersion("a", VersionStanding.FIRST), version))
    row = CorpusRow("c", ListedStory(story, story.versions), version)
    drawing = RowDrawing(lambda _, style: style, Style(), "")
    told = DocumentRow("c", DocumentSummary(), Status.UNREAD)
    shown_columns = [ListColumn("kind", 8), ListColumn("title", 1), ListColumn("passages", 4)]
    line = drawing.document(row, told, shown_columns)
    assert "".join(segment.text for segment in line)[:8].strip() == shown
    told_below = "same-page · 90% of its words in Argus · score 0.98"
    assert version.in_words("Argus") == told_below


def test_a_document_has_the_name_of_its_file_until_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "tide.txt").write_text("The tide came early\n\nNobody had asked it to.\n")
    workspace = Workspace.open([tmp_path])
    document = next(iter(workspace.scan())).id
    catalogue = Catalogue(workspace)
    assert catalogue.row(document).title == "tide.txt"
    for _ in workspace.analyse():
        pass
    assert catalogue.row(document).title == "The tide came early"
    workspace.close()


@pytest.mark.parametrize(
    ("keys", "suggested", "room", "shown"),
    [
        ("", 0, 8, "4 •"),
        ("c", 0, 4, "❙c"),
        ("cqn", 0, 4, "❙c+2"),
        ("cqn", 0, 8, "❙c ❙q ❙n"),
        ("cqnabd", 0, 14, "❙c ❙q ❙n ❙a+2"),
        ("", 3, 8, "4 • ?3"),
        ("cqn", 12, 8, "❙c+2 ?12"),
        ("c", 12, 4, " ?12"),
    ],
)
def test_tags_that_have_no_room_are_counted_and_suggestions_are(
    keys: str, suggested: int, room: int, shown: str
) -> None:
    tags = tuple(Tag(name=key, color="red", key=key) for key in keys)
    told = DocumentRow("a.txt", DocumentSummary(), Status.UNREAD, 4, suggested, tags)
    drawing = RowDrawing(lambda _, style: style, Style(), "")
    line = drawing.document(CorpusRow("a.txt"), told, [ListColumn("passages", room, gap=0)])
    assert "".join(segment.text for segment in line) == shown.ljust(room)
