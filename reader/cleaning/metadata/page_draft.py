"""The draft of an article: what its lines are, as far as cleaning has judged them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as data_field

from reader.cleaning.article import Field, Role
from reader.cleaning.metadata.found import FoundMetadata
from reader.cleaning.parse.lines import Line
from reader.text import Excerpt, Span


@dataclass(slots=True)
class PageDraft:
    """A page while the article in it is found.

    ``keep`` tells of each line whether it is running text, and ``chances`` how likely (0 to 1) the
    models hold that; ``roles`` is what a rule says that it is instead. ``found`` is the metadata,
    ``headline`` the line that shows the title which the page declares. ``month_first`` tells which
    number of 3/4/2022 is the month, if that is known. ``is_clean`` tells that the
    page is an article already, with nothing around it.
    """

    source: str
    lines: Sequence[Line]
    headline: int | None = None
    month_first: bool | None = None
    found: FoundMetadata = data_field(default_factory=FoundMetadata)
    keep: list[bool] = data_field(default_factory=list)
    chances: list[float] = data_field(default_factory=list)
    roles: list[Role | None] = data_field(default_factory=list)
    is_clean: bool = False

    def barred(self) -> set[int]:
        """Return the lines that are no running text by a rule, or name the metadata."""
        return {index for index, role in enumerate(self.roles) if role} | self.found.roles.keys()

    def field(self, line: int, span: Span | None = None, value: str | None = None) -> Field:
        """Return the field that a line is, or a span of its text."""
        text, runs = self.lines[line].text, self.lines[line].runs
        span = span or Span(0, len(text))
        place = Excerpt.of(self.source, [runs]).to_source(span)
        return Field(place.start, place.end, span.of(text), value)
