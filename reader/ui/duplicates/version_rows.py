"""The versions of a story as rows that wait for a verdict."""

from __future__ import annotations

from collections.abc import Callable

from rich.segment import Segment
from rich.style import Style

from reader.duplicates import Candidate
from reader.text import numbered, one_line
from reader.ui.shared.lists.virtual_list import NARROW, VirtualList, cell
from reader.ui.shared.signs import KIND_SIGNS, NO_SOURCE
from reader.workspace import DocumentSummary
from reader.workspace.analyses.stories.story import Story, StoryVersion, VersionStanding, first_sign

# From so many columns on a row is one line, with what speaks for it at its end.
WIDE = 130
_SCORE = 12  # columns, and those of all before the title
_HEAD = 8 + _SCORE + 12 + 15


class VersionRows(VirtualList[StoryVersion]):
    """Versions: kind and likelihood, date, source and title; what speaks for each."""

    COMPONENT_CLASSES = {"versions--linked", "versions--against"}

    def __init__(
        self,
        summary: Callable[[str], DocumentSummary],
        reasons: Callable[[Candidate, int], str],
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._summary, self._reasons = summary, reasons
        self._story: Story | None = None

    def put(self, story: Story | None, cursor: int) -> None:
        """Show another story, or this one as it is now, with the cursor on a row."""
        self._story = story
        self._take(story.versions if story is not None else ())
        self._measure()
        self.cursor = cursor
        self.show_cursor()
        self.refresh()

    def on_resize(self) -> None:
        """Draw rows of one line where there is room, of two where not."""
        self._set_row_height(1 if self.size.width >= WIDE else 2)

    @property
    def reason(self) -> tuple[str, int]:
        """The reason of the version under the cursor, and the columns that its row has for it."""
        return self._reason(self.current, self.size.width) if self.current else ("", 1)

    def draw(self, item: StoryVersion, width: int, style: Style) -> list[list[Segment]]:
        """Draw a version, and what speaks for it."""
        summary = self._summary(item.document)
        faint = self.toned("list--faint", style)
        strong = style + Style(bold=True)
        if item.kind is None:
            others = (self._summary(one.document).date for one in self._items[1:])
            sign, score = f" {first_sign(summary.date, others)}", ""
        else:
            sign = f" {_mark(item)} {KIND_SIGNS[item.kind]}"
            score = f"score {item.score:.2f}" if item.candidate else ""
        tone = self.toned("versions--linked", style) if not item.is_open else style
        title = self._called(item, summary.title)
        why, room = self._reason(item, width)
        if width < NARROW:
            first = [
                cell(sign, 8, tone + Style(bold=True)),
                cell(score.removeprefix("score "), 6, tone),
            ]
            return [
                [*first, cell(title, max(1, width - 14), strong)],
                [cell("", 2, faint), cell(why, room, faint)],
            ]
        head = [
            cell(sign, 8, tone + Style(bold=True)),
            cell(score, _SCORE, tone),
            cell(_when(summary), 12, tone),
            cell(summary.source or NO_SOURCE, 15, tone),
        ]
        if self.row_height == 1:
            return [
                [*head, cell(title, max(1, width - _HEAD - room), strong), cell(why, room, faint)]
            ]
        return [
            [*head, cell(title, max(1, width - _HEAD), strong)],
            [cell("", 8, faint), cell(why, room, faint)],
        ]

    def _called(self, item: StoryVersion, title: str) -> str:
        """Return the title of a version, behind its file where others of the story have it too."""
        path = one_line(item.document)
        alike = [one for one in self._items if self._summary(one.document).title == title]
        if not title or len(alike) < 2:
            return title or path
        names = [_file(one.document) for one in alike]
        name = _file(item.document)
        return f"{one_line(name) if names.count(name) == 1 else path} · {title}"

    def _reason(self, item: StoryVersion, width: int) -> tuple[str, int]:
        """Return the reasons for a version, and the columns for them in a row of ``width``."""
        summary = self._summary(item.document)
        if width < NARROW:
            room = max(1, width - 2)
            parts = _when(summary), summary.source, self._why(item, summary, room)
            return " · ".join(filter(None, parts)), room
        beside = max(20, (width - _HEAD) * 2 // 5) + _HEAD if self.row_height == 1 else 8
        room = max(1, width - beside)
        return self._why(item, summary, room), room

    def _why(self, item: StoryVersion, summary: DocumentSummary, room: int) -> str:
        if item.along:
            return f"comes along with {self._summary(item.along).title or item.along}"
        if item.kind is None:
            return f"{numbered(summary.words, 'word')} · {one_line(item.document)}"
        reasons = ""
        if item.candidate is not None:
            reasons = self._reasons(item.candidate.seen_from(item.beside), room)
        story = self._story
        if story is not None and item.is_open and item.beside and item.beside != story.first:
            beside = self._summary(item.beside)
            name = beside.source or beside.title or item.beside
            reasons = f"{reasons} · beside {name}"
        return reasons


def _when(summary: DocumentSummary) -> str:
    return summary.dated(10) or "no date"


def _file(document: str) -> str:
    return document.rpartition("/")[2]


def _mark(version: StoryVersion) -> str:
    """Return the sign of what is decided: what comes along with another one needs no verdict."""
    if version.along or version.standing is VersionStanding.COPY:
        return "└"
    return "?" if version.is_open else "✔"
