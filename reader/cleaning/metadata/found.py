"""The metadata found of an article, and the likelihood of each line to name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reader.cleaning.article import Field, Role


@dataclass(slots=True)
class FoundMetadata:
    """Metadata of an article, the roles of the lines that give it, and a note on the body.

    ``signed`` is how likely (0 to 1) the line names the authors that the byline was taken from;
    ``says_by`` tells that it begins as such lines do, ``is_full_name`` that it gives more than one
    word and no label.
    """

    roles: dict[int, Role] = field(default_factory=dict)
    title: Field | None = None
    byline: Field | None = None
    signed: float = 1.0
    says_by: bool = False
    is_full_name: bool = False
    date: Field | None = None
    publisher: Field | None = None
    section: Field | None = None
    standfirst: Field | None = None
    note: str = ""

    @property
    def headline(self) -> int | None:
        """The line that is the title, if one is."""
        return next((index for index, role in self.roles.items() if role is Role.TITLE), None)


@dataclass(frozen=True, slots=True)
class Likely:
    """The probabilities that lines name the title, the authors, and the date.

    ``guess`` is the title where none is likely, ``sure`` the line that shows the title which the
    page itself declares, ``least`` the chance that a title needs.
    """

    chances: Mapping[int, tuple[float, float, float]]
    guess: int | None
    sure: int | None = None
    least: float = 0.05
