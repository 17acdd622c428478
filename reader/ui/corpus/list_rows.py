"""Drawing the rows of the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from reader.annotations import Status, Tag
from reader.ui.corpus.list_columns import ListColumn, without_tags
from reader.ui.shared import signs
from reader.ui.shared.colors import badge_style, letter_style
from reader.ui.shared.lists.virtual_list import fitted
from reader.workspace.analyses.stories.listing import CorpusRow, ListedStory
from reader.workspace.analyses.stories.story import StoryVersion
from reader.workspace.cache.document_summary import DocumentSummary

_SLANTED = Style(italic=True)
# So many letters tell a name from others; with fewer the key of a tag tells more.
_READABLE = 5

Toned = Callable[[str, Style], Style]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """The texts of a document in its row.

    ``tags`` are those of its passages, ``own`` those of the document itself; ``suggested`` counts
    what other tools suggest and nobody has answered; ``is_read`` tells whether its summary is
    known yet.
    """

    document: str
    summary: DocumentSummary
    status: Status
    passages: int = 0
    suggested: int = 0
    tags: tuple[Tag, ...] = ()
    own: tuple[Tag, ...] = ()
    has_note: bool = False
    is_new: bool = False
    is_gone: bool = False
    is_read: bool = True

    @property
    def title(self) -> str:
        """The title, or the path where there is none; the name of the file until it is read."""
        if not self.is_read:
            return self.document.rpartition("/")[2] or self.document
        return self.summary.title or self.document


@dataclass(frozen=True, slots=True)
class StoryRow:
    """The texts of a story in its row; ``named`` is the version that the row is called by.

    ``date`` and ``source`` are its own, those of the earliest of the others where it has none;
    ``other_sources`` counts further sources.
    """

    named: DocumentRow
    date: str
    source: str
    other_sources: int
    status: Status
    versions: int
    undecided: int
    passages: int
    suggested: int
    own: tuple[Tag, ...]
    tags: tuple[Tag, ...]
    has_note: bool
    new: int
    unfolded: bool

    @classmethod
    def of(
        cls, story: ListedStory, named: str, rows: Sequence[DocumentRow], *, unfolded: bool
    ) -> StoryRow:
        """Return the sums of the versions that are shown."""
        statuses = {row.status for row in rows}
        by = next(row for row in rows if row.document == named)
        sources = dict.fromkeys(row.summary.source for row in (by, *rows) if row.summary.source)
        own = {tag.id: tag for row in rows for tag in row.own}
        tags = {tag.id: tag for row in rows for tag in row.tags if tag.id not in own}
        return cls(
            by,
            by.summary.date
            or min((row.summary.date for row in rows if row.summary.date), default=""),
            next(iter(sources), ""),
            max(0, len(sources) - 1),
            statuses.pop() if len(statuses) == 1 else Status.READING,
            len(rows),
            story.undecided,
            sum(row.passages for row in rows),
            sum(row.suggested for row in rows),
            tuple(own.values()),
            tuple(tags.values()),
            any(row.has_note for row in rows),
            sum(row.is_new for row in rows),
            unfolded,
        )


class RowDrawing:
    """Draws rows: each column by its name."""

    def __init__(self, toned: Toned, style: Style, mark: str) -> None:
        self._toned, self._style, self._sign = toned, style, mark
        self._faint = toned("list--faint", style)

    def document(
        self,
        row: CorpusRow,
        texts: DocumentRow,
        columns: Sequence[ListColumn],
        year: str = "",
        first: str = "",
    ) -> list[Segment]:
        """Return the line of an article: below its story of a ``year``, or by itself.

        ``first`` says of the first version of a story how surely it is that.
        """
        if texts.summary.problem and not texts.is_gone:
            return self._broken(texts, columns)
        title, status = self._title_style(texts), self._status(texts)
        date = texts.summary.date[:10]
        if row.is_below:
            date = _within(date, year)
        shown = {
            "mark": self._mark(),
            "fold": [(signs.BELOW, self._faint)] if row.is_below else [],
            "status": status,
            "guess": self._guess(texts, date),
            "date": [(date, self._guessed(texts, "date", self._faint))],
            "source": [self._source(texts.summary.source, texts)],
            "kind": self._kind(row, row.version, columns, first) if row.version is not None else [],
            "title": [
                *self._new(1 if texts.is_new else 0),
                *self._no_article(texts),
                *self._encoding(texts),
                (texts.title, self._guessed(texts, "title", title)),
                *self._note(texts.has_note),
            ],
        }
        return self._line(shown, columns, texts)

    def story(self, story: StoryRow, columns: Sequence[ListColumn]) -> list[Segment]:
        """Return the line of a story."""
        is_done = story.status is Status.DONE
        title = self._toned("list--done", self._style) if is_done else self._style
        title = title if story.named.is_read else self._faint
        others = f" +{story.other_sources}" if story.other_sources else ""
        versions, asked = (f"{story.versions:>3}", story_sums(story.versions, story.undecided))
        undecided = [(asked.removeprefix(versions), self._toned("list--new", self._style))]
        shown = {
            "mark": self._mark(),
            "fold": [(signs.UNFOLDED if story.unfolded else signs.FOLDED, self._style)],
            "status": [(signs.STATUS_SIGNS[story.status], self._sign_style(story.status))],
            "guess": self._guess(story.named, story.named.summary.date),
            "date": [(story.date[:10], self._guessed(story.named, "date", self._faint))],
            "source": [self._source(story.source, story.named), (others, self._faint)],
            "kind": [(versions, self._style), *undecided],
            "title": [
                *self._new(story.new),
                (story.named.title, title),
                *self._note(story.has_note),
            ],
        }
        return self._line(shown, columns, story)

    def _broken(self, texts: DocumentRow, columns: Sequence[ListColumn]) -> list[Segment]:
        style = self._toned("list--problem", self._style)
        shown = {
            "mark": self._mark(),
            "status": [(signs.BROKEN, style)],
            "title": [(f"{texts.document}: {texts.summary.problem}", style)],
        }
        return self._line(shown, columns, texts)

    def _line(
        self,
        shown: dict[str, list[tuple[str, Style]]],
        columns: Sequence[ListColumn],
        texts: DocumentRow | StoryRow,
    ) -> list[Segment]:
        line: list[Segment] = []
        if not (texts.passages or texts.own or texts.suggested):
            columns = without_tags(columns)
        for column in columns:
            if column.name == "passages":
                line += self._tags(column.size, texts)
            else:
                line += fitted(shown.get(column.name, []), column.size, self._style)
            line.append(Segment(" " * column.gap, self._style))
        return line

    def _mark(self) -> list[tuple[str, Style]]:
        sign = self._sign.strip()
        return [(sign, self._toned("list--mark", self._style))] if sign else []

    def _new(self, count: int) -> list[tuple[str, Style]]:
        if not count:
            return []
        label = "new" if count == 1 else f"{count} new"
        return [(label, self._toned("list--new", self._style)), (" ", self._style)]

    def _note(self, has_note: bool) -> list[tuple[str, Style]]:
        return [(f" {signs.NOTE}", self._faint)] if has_note else []

    def _no_article(self, texts: DocumentRow) -> list[tuple[str, Style]]:
        label, colon, why = texts.summary.no_article.partition(":")
        style = self._toned("list--problem", self._style)
        # Each has a place of its own: where there is room for one alone, the label stays.
        return [(label, style), (colon + why, style), (" · ", self._faint)] if label else []

    def _source(self, source: str, texts: DocumentRow) -> tuple[str, Style]:
        """Return the source; nothing while it isn't known whether there is one."""
        return source or signs.NO_SOURCE * texts.is_read, self._faint

    def _guess(self, texts: DocumentRow, date: str) -> list[tuple[str, Style]]:
        """Return the sign before a date that only the path or the file tells."""
        return [(texts.summary.date_mark, self._faint)] if date else []

    def _encoding(self, texts: DocumentRow) -> list[tuple[str, Style]]:
        is_guess = texts.summary.has_guessed_encoding
        return [(f"{signs.GUESSED_ENCODING} ", self._faint)] if is_guess else []

    def _status(self, texts: DocumentRow) -> list[tuple[str, Style]]:
        if texts.is_gone:
            return [(signs.GONE, self._toned("list--gone", self._style))]
        return [(signs.STATUS_SIGNS[texts.status], self._sign_style(texts.status))]

    def _sign_style(self, status: Status) -> Style:
        return self._toned(f"list--{status}", self._style)

    def _title_style(self, texts: DocumentRow) -> Style:
        if texts.is_gone:
            return self._toned("list--gone", self._style)
        if not texts.is_read:
            return self._faint
        return (
            self._toned("list--done", self._style) if texts.status is Status.DONE else self._style
        )

    def _guessed(self, texts: DocumentRow, field: str, style: Style) -> Style:
        """Return the style of a field, slanted and faint where only its path or file tells it."""
        is_guess = f"{field}:" in texts.summary.guessed
        return self._toned("list--faint", style) + _SLANTED if is_guess else style

    def _kind(
        self, row: CorpusRow, version: StoryVersion, columns: Sequence[ListColumn], first: str
    ) -> list[tuple[str, Style]]:
        asked = (signs.UNDECIDED if version.is_open else " ", self._toned("list--new", self._style))
        if version.kind is None:
            wide = any(column.name == "kind" and column.size >= 5 for column in columns)
            # A number with a question mark is that of undecided versions, in the row of the story.
            short = "1st" if first == "first" else ""
            return [(f"{first:>7}" if wide else short, self._faint)]
        # What another version than the first has is said with its name, below the list.
        is_of_first = row.story is None or version.beside == row.story.story.first
        share = version.share if is_of_first else 0.0
        text = f" {signs.KIND_SIGNS[version.kind]}"
        return [asked, (text, self._style), (f"{share:>4.0%}" if share else "", self._faint)]

    def _tags(self, size: int, texts: DocumentRow | StoryRow) -> list[Segment]:
        """Return the tags as chips, those of the document itself in full colour.

        What there is no room for is counted (``+2``); so are passages where none has a tag, and
        suggestions (``?3``) in any case.
        """
        asked = f" {signs.UNDECIDED}{texts.suggested:,}"[:size] if texts.suggested else ""
        room = size - len(asked)
        tags = [*texts.own, *texts.tags]
        most = _letters([tag.name for tag in tags], room - len(texts.tags) - len(tags) + 1)

        def label(tag: Tag, style: Style) -> Segment:
            text = tag.name if most > 1 else signs.tag_letter(tag)
            return fitted([(text, style)], min(most, cell_len(text)), style)[0]

        chips = [[label(tag, self._style + badge_style(tag.color))] for tag in texts.own]
        chips += [
            [Segment(signs.TAG, self._style + letter_style(tag.color)), label(tag, self._style)]
            for tag in texts.tags
        ]
        rest = f"{texts.passages:,} {signs.UNTAGGED}" if texts.passages and not chips else ""
        kept: list[Segment] = []
        # Each takes a column at least: that more of them fit need not be tried.
        for count in range(min(len(chips), room), -1, -1):
            kept = [part for chip in chips[:count] for part in (*chip, Segment(" ", self._style))]
            kept = kept[:-1]
            rest = f"+{len(chips) - count}" if count < len(chips) else rest
            if Segment.get_line_length(kept) + len(rest) <= room:
                break
        taken = Segment.get_line_length(kept) + len(rest)
        return [
            *kept,
            Segment(rest[:room], self._faint),
            Segment(asked, self._toned("list--new", self._style)),
            Segment(" " * max(0, room - taken), self._style),
        ]


def story_sums(versions: int, undecided: int) -> str:
    """Return the number of the versions of a story, with that of the undecided ones if any."""
    return f"{versions:>3} {undecided}{signs.UNDECIDED}" if undecided else f"{versions:>3}"


def _letters(names: Sequence[str], room: int) -> int:
    """Return the columns that each of some names may take at most, so that all have room.

    It is 1 where there would be too few of them to tell names apart.
    """
    widths = [cell_len(name) for name in names]
    longest = max(widths, default=0)
    sizes = range(min(room, longest), min(_READABLE, longest) - 1, -1)
    return next((most for most in sizes if sum(min(most, width) for width in widths) <= room), 1)


def _within(date: str, year: str) -> str:
    """Return the day of a version, without the year where that is the year of its story."""
    return f"{date[5:]:>10}" if year and date[:4] == year else date
