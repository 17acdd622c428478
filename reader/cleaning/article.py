"""The article that a source holds: which of its characters, and what they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, Flag, StrEnum, auto
from functools import cached_property

from reader.text import Excerpt, Piece, Span, found_words


class Role(StrEnum):
    """The role of a stretch of a source for its reader."""

    TITLE = "title"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATE = "date"
    SOURCE = "source"
    SECTION = "section"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    LIST_ITEM = "list-item"
    CODE = "code"
    TABLE_ROW = "table-row"
    POST = "post"
    CAPTION = "caption"
    TEASER = "teaser"
    BOILERPLATE = "boilerplate"

    @property
    def is_body(self) -> bool:
        """Tell whether it belongs to the running text of the article."""
        return self in _BODY

    @property
    def is_hidden(self) -> bool:
        """Tell whether the cleaned article leaves it out."""
        return self in _HIDDEN


_BODY = frozenset(
    {
        Role.HEADING,
        Role.PARAGRAPH,
        Role.QUOTATION,
        Role.LIST_ITEM,
        Role.CODE,
        Role.TABLE_ROW,
        Role.POST,
    }
)
_HEAD = frozenset({Role.TITLE, Role.STANDFIRST})
_HIDDEN = frozenset({Role.CAPTION, Role.TEASER, Role.BOILERPLATE})
# Of lines left out with at least this doubt, a third belong to the article, of all others one in
# sixty (measured on pages of ../shared/bench/cleaning that the model had not seen).
_DOUBTFUL = 0.1


class Style(Flag):
    """The style that the markup of a source gives a run of its text."""

    PLAIN = 0
    STRONG = auto()
    EMPHASIS = auto()
    CODE = auto()
    LINK = auto()
    STRUCK = auto()


@dataclass(frozen=True, slots=True)
class StyledRun(Piece):
    """A piece of a block in one style; marks of markup lie between the runs."""

    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item ... of one role.

    ``level`` is the depth of a heading (1 to 6) or of a list item (from 0). ``doubt`` is how
    unsure cleaning is that the block is rightly shown or hidden, from 0 to 1.
    """

    role: Role
    runs: tuple[StyledRun, ...]
    level: int = 0
    doubt: float = 0.0

    @property
    def start(self) -> int:
        """The offset in the source at which the first run begins."""
        return self.runs[0].start

    @property
    def end(self) -> int:
        """The offset in the source at which the last run ends."""
        return self.runs[-1].end

    @property
    def is_aside(self) -> bool:
        """Tell whether it is hidden, yet stands beside the article, or may belong to it."""
        furniture = self.role is Role.BOILERPLATE and self.doubt < _DOUBTFUL
        return self.role.is_hidden and not furniture


@dataclass(frozen=True, slots=True)
class Field:
    """A piece of metadata: its words, where they stand in the source, and a normal form.

    ``value`` is the ISO 8601 form of a date (``2022-05-19``, ``2022-05-19T14:46-04:00``) or the
    bare name of a source.
    """

    start: int
    end: int
    text: str
    value: str | None = None


class Shown(Enum):
    """The part of a source that a view shows, from the running text alone to all of it.

    ``ASIDES`` is the article with captions, teasers and what may belong to it.
    """

    BODY = "body"
    ARTICLE = "article"
    ASIDES = "asides"
    SOURCE = "source"


@dataclass(frozen=True)
class Article:
    """The clean reading of a source: subtractive, so each character shown is one of the source.

    ``blocks`` lie in the order of the source and do not overlap; what lies between them (blanks and
    marks of markup) is shown by no view but the raw one. A field may lie within a block. ``note``
    says in a few words by which other way the body was found where the models saw none, else "".
    """

    source: str
    blocks: tuple[Block, ...]
    title: Field | None = None
    byline: Field | None = None
    date: Field | None = None
    publisher: Field | None = None
    section: Field | None = None
    standfirst: Field | None = None
    note: str = ""

    def shown(self, which: Shown = Shown.ARTICLE) -> Iterator[Block]:
        """Yield the blocks that a view shows."""
        for block in self.blocks:
            if (
                which is Shown.SOURCE
                or block.role.is_body
                or (which is not Shown.BODY and not block.role.is_hidden)
                or (which is Shown.ASIDES and block.is_aside)
            ):
                yield block

    def excerpt_of(self, which: Shown) -> Excerpt:
        """Return the blocks that a view shows as one text, a blank line between them."""
        return Excerpt.of(self.source, (block.runs for block in self.shown(which)))

    @cached_property
    def excerpt(self) -> Excerpt:
        """The text that the article shows, title and byline with it."""
        return self.excerpt_of(Shown.ARTICLE)

    @cached_property
    def body(self) -> Excerpt:
        """The running text alone: the blocks of the body joined by a blank line."""
        return self.excerpt_of(Shown.BODY)

    @cached_property
    def story(self) -> Excerpt:
        """The text of the story: title, standfirst and body, without byline and dateline."""
        blocks = (b for b in self.blocks if b.role.is_body or b.role in _HEAD)
        return Excerpt.of(self.source, (block.runs for block in blocks))

    def entitled(self, title: str) -> Article:
        """Return the article as it is below another title: its headline a heading of the text.

        A headline that says no more than ``title`` stays what it is.
        """
        title_words = set(found_words(title.casefold()))
        blocks = tuple(
            replace(block, role=Role.HEADING, level=block.level or 1)
            if block.role is Role.TITLE
            and not title_words.issuperset(found_words(self._headline(block).casefold()))
            else block
            for block in self.blocks
        )
        return self if not title_words or blocks == self.blocks else replace(self, blocks=blocks)

    def _headline(self, block: Block) -> str:
        """Return the part of the title in a block, or all of it where the title is another one."""
        title = self.title
        is_here = title is not None and block.start <= title.start < block.end
        return title.text if title and is_here else self.text_of(block)

    def text_of(self, block: Block) -> str:
        """Return the characters that a block shows."""
        return Excerpt.of(self.source, [block.runs]).text

    def shown_text(self, span: Span) -> str:
        """Return the text that the article shows of a span of the source.

        Of a span that it hides it is what the view of all blocks shows, else the source itself.
        """
        if shown := self.excerpt.from_source(span):
            return shown.of(self.excerpt.text)
        shown = self._whole.from_source(span)
        return shown.of(self._whole.text) if shown else span.of(self.source)

    def hides_words(self, span: Span) -> bool:
        """Tell whether the article leaves out a word of a span of the source."""
        shown, whole = (one.from_source(span) for one in (self.excerpt, self._whole))
        words = shown.of(self.excerpt.text).split() if shown else []
        return "".join(words) != "".join(whole.of(self._whole.text).split() if whole else words)

    @cached_property
    def _whole(self) -> Excerpt:
        return self.excerpt_of(Shown.SOURCE)

    def hidden(self) -> Iterator[Span]:
        """Yield the stretches of the source that the article does not show."""
        end = 0
        for block in self.shown():
            for run in block.runs:
                if run.start > end:
                    yield Span(end, run.start)
                end = run.end
        if end < len(self.source):
            yield Span(end, len(self.source))
