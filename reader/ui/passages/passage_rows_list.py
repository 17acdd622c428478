"""Passages in their groups, one a line: tags, where from, the words in context, the note."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from reader.annotations import Glance
from reader.text import numbered, one_line
from reader.ui.shared.lists.context_words import ending
from reader.ui.shared.lists.marking_list import MarkingList
from reader.ui.shared.lists.virtual_list import cell, date_cell
from reader.workspace.analyses.passages.passage_list import (
    Grouping,
    Heading,
    PassageLine,
    PassageRow,
    PassageRows,
)

_TAGS = 3  # tags shown of a passage
# Columns of the list from which on it tells the dates of passages, their sources, their authors.
_WIDE, _WIDER, _WIDEST = 66, 76, 104
_AUTHOR, _MORE = 12, 3  # columns


class PassageLineTexts(NamedTuple):
    """The texts of a passage in its line, all harmless and without line ends.

    ``before`` and ``after`` stand around its ``words``; ``tags`` are signs on their colours.
    """

    before: str
    words: str
    after: str
    tags: Sequence[Segment]
    note: str
    date: str
    source: str
    author: str


class PassageList(MarkingList[PassageRow]):
    """Headings and lines; ``tell`` gives what a line shows, and is asked for what is seen alone.

    ``about`` gives what tells a document from others of its title.
    """

    COMPONENT_CLASSES = {"passages--heading", "passages--words", "passages--marked"}

    def __init__(
        self,
        tell: Callable[[Glance], PassageLineTexts],
        about: Callable[[str], str],
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._tell, self._about = tell, about
        self.grouping = Grouping.STORY
        self.shows_dates = True
        self.names_authors = self.counts_stories = False

    @property
    def _names_documents(self) -> bool:
        return self.grouping is not Grouping.DOCUMENT

    # -- marking -----------------------------------------------------------------------------

    def keys_of(self, item: PassageRow) -> Sequence[str]:
        """Return the ids of a passage and its versions, or of all passages of a group."""
        if isinstance(item, PassageLine):
            return [glance.id for glance in item.versions]
        assert isinstance(self.items, PassageRows)
        return [glance.id for glance in self.items.group(item.key).passages]

    def keys_in_range(self, item: PassageRow) -> Sequence[str]:
        """Return the ids on a row; a range that passes over a heading does not take its group."""
        return [] if isinstance(item, Heading) else self.keys_of(item)

    def keys_shown(self) -> Iterable[str]:
        """Return the ids of all passages in groups: lines are not made for it."""
        groups = self.items.groups if isinstance(self.items, PassageRows) else ()
        return (glance.id for group in groups for glance in group.passages)

    def keys_at_hand(self) -> Sequence[str]:
        """Return the ids on the line of the cursor; a group is meant only when it is marked."""
        return self.keys_in_range(self.current) if self.current is not None else ()

    def keep_marks(self, among: Container[str]) -> None:
        """Let go of the marks of passages that are gone."""
        self.marked = {key for key in self.marked if key in among}

    def why_none_chosen(self) -> str:
        """Return the words for an action that is meant for no passage."""
        if self.marked or not self.items:
            return super().why_none_chosen()
        return "No passage stands here: space marks the group, A marks all"

    # -- drawing -----------------------------------------------------------------------------

    def draw(self, item: PassageRow, width: int, style: Style) -> list[list[Segment]]:
        """Draw a heading or a passage."""
        if isinstance(item, Heading):
            return [self._heading(item, width, style)]
        return [self._line(item, width, style)]

    def _heading(self, item: Heading, width: int, style: Style) -> list[Segment]:
        bold, faint = self.toned("passages--heading", style), self.toned("list--faint", style)
        counts = f"{item.passages:,}"
        if item.lines != item.passages:
            counts += f", folded to {item.lines:,}"
        if self.counts_stories and self.grouping not in {Grouping.STORY, Grouping.DOCUMENT}:
            assert isinstance(self.items, PassageRows)
            counts += f", {numbered(self.items.stories(item.key), 'story', 'stories')}"
        tells = self.grouping is Grouping.DOCUMENT and width >= _WIDE
        about = self._about(item.key) if tells else ""
        size = min(cell_len(about) + 4, width // 3) if about else 0
        mark = Segment(self.mark_sign(item), self.toned("passages--marked", style))
        sign = f"{'  ' * item.depth}{'▾' if item.is_open else '▸'} "
        room = max(1, width - cell_len(counts) - 3)
        return [
            mark,
            Segment(sign, faint),
            cell(one_line(item.label), max(1, room - size - cell_len(sign)), bold),
            cell(f"  {about}", size, faint),
            Segment(counts, faint),
        ]

    def _line(self, item: PassageLine, width: int, style: Style) -> list[Segment]:
        glance = item.glance
        texts = self._tell(glance)
        faint = self.toned("list--faint", style)
        mark = Segment(f" {self.mark_sign(item)} ", self.toned("passages--marked", style))
        cells = [mark, *_badges(texts.tags, style)]
        if self._names_documents and self.shows_dates and width >= _WIDE:
            cells.append(date_cell(texts.date, faint))
        more = f" +{len(item.versions) - 1}" if len(item.versions) > 1 else ""
        if self._names_documents:
            source, size = (texts.source, width // 8) if width >= _WIDER else ("", 0)
            cells.append(cell(f" {source}", size + _MORE - cell_len(more), faint))
        cells.append(Segment(f"{more}  " if more or self._names_documents else " ", faint))
        if self.names_authors and self.grouping is not Grouping.AUTHOR and width >= _WIDEST:
            cells.append(cell(f" {texts.author}", _AUTHOR, faint))
        room = width - sum(cell_len(one.text) for one in cells) - 1
        size = min(cell_len(texts.note) + 5, room // 3) if texts.note else 0
        cells += self._words(texts, room - size, style)
        if texts.note:
            cells.append(cell(f"  ✎ {texts.note}", size, faint))
        return cells

    def _words(self, texts: PassageLineTexts, room: int, style: Style) -> list[Segment]:
        """Draw the words of a passage between what stands before and after them."""
        faint = self.toned("list--faint", style)
        words = texts.words
        width = cell_len(words)
        size = min(width, room)
        left = min(room // 4, max(0, room - size))
        before = ending(texts.before, left)
        rest = max(0, room - size - cell_len(before))
        tone = self.toned("passages--words", style)
        return [
            Segment(before, faint),
            Segment(words, tone) if size == width else cell(words, size, tone),
            cell(texts.after, rest, faint),
        ]


def _badges(tags: Sequence[Segment], style: Style) -> list[Segment]:
    """Return the signs of tags; of more than there is room for, how many."""
    cells = [*tags[:_TAGS]]
    if len(tags) > _TAGS:
        cells[-1] = Segment(f"+{len(tags) - _TAGS + 1:<2}", style)
    return [*cells, Segment("   " * (_TAGS - len(cells)), style)] if len(cells) < _TAGS else cells
