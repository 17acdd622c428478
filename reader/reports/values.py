"""The contents of a report, ready to be written."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from string import ascii_uppercase


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A part of a sentence, and whether the other version has something else there."""

    text: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Rewording:
    """A sentence of the first version, and the way another version puts it."""

    before: tuple[MarkedText, ...]
    after: tuple[MarkedText, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing that two versions tell in two ways: ``kind`` is name, number, date or speaker."""

    kind: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedVersion:
    """A version of a story, or an article, with what it changed against the first version.

    ``when`` is the date in UTC, the end of the day where only that is known, empty where none is;
    ``shown`` is the date by its own clock, behind ``date_mark`` where it is guessed. ``kind`` is
    how the version belongs to the first one, empty for the first itself; ``share`` is the share
    (0 to 1) of its words that the first has. ``standing`` is the reason that it is in the story,
    with the version that speaks for it where that is another.
    """

    letter: str
    document: str
    title: str
    byline: str = ""
    source: str = ""
    date: str = ""
    when: str = ""
    date_mark: str = ""
    shown: str = ""
    url: str = ""
    words: int = 0
    kind: str = ""
    share: float = 1.0
    standing: str = ""
    disagreements: tuple[Disagreement, ...] = ()
    rewordings: tuple[Rewording, ...] = ()
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportedStatement:
    """A statement with a cell for each version: how it says it, empty where it does not.

    ``against`` tells for each version whether it has another name, number, date or speaker.
    """

    text: str
    said: tuple[str, ...]
    against: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class ReportedTag:
    """A tag of the codebook; ``color`` is ``#rrggbb``, ``depth`` 0 is the top."""

    name: str
    color: str
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedPassage:
    """A passage with its note and where it stands; offsets are code points of the source.

    ``is_lost`` tells that the text has changed since, so that the place may hold something else.
    """

    version: ReportedVersion
    start: int
    end: int
    before: str
    quote: str
    after: str
    tags: tuple[ReportedTag, ...]
    note: str
    author: str
    created: str
    is_lost: bool = False

    @property
    def citation(self) -> list[str]:
        """The source of the words: author, title, source, date, file and place."""
        one = self.version
        date = one.date_mark + one.date[:10]
        place = f"{self.start}–{self.end}"
        parts = (one.byline, f"“{one.title}”", one.source, date, one.document, place)
        return [part for part in parts if part]


@dataclass(frozen=True, slots=True)
class ReportedFigure:
    """Tags counted by something: ``counts`` has a row for each tag and a number for each column.

    ``totals`` are the passages of each tag; there may be no columns beside them.
    """

    title: str
    tags: tuple[ReportedTag, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    totals: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The contents of a report.

    ``is_story`` says that the versions are those of one story; else they are articles that have
    passages. ``made`` is the day it was made on, ``scope`` says what of the corpus is in it,
    ``unfinished`` how far the reading of the corpus had come, where it was not over, ``undecided``
    how many of the versions nobody has said anything of.
    """

    title: str
    corpus: str
    scope: str
    made: str
    is_story: bool
    unfinished: str
    undecided: int = 0
    versions: tuple[ReportedVersion, ...]
    statements: tuple[ReportedStatement, ...]
    passages: tuple[ReportedPassage, ...]
    figures: tuple[ReportedFigure, ...]

    @property
    def groups(self) -> list[tuple[ReportedVersion, list[ReportedPassage]]]:
        """The passages of each version, in order."""
        groups = groupby(self.passages, attrgetter("version"))
        return [(version, list(own)) for version, own in groups]

    @property
    def contradictions(self) -> int:
        """The number of things that versions tell otherwise than the first one."""
        return sum(len(one.disagreements) for one in self.versions)


def letters(number: int) -> str:
    """Return the letters of a version by its number (from 0): A to Z, then AA, AB ..."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, len(ascii_uppercase))
        name = ascii_uppercase[rest] + name
    return name
