"""A story: documents that tell the same, and the reason that each is in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cached_property

from reader.duplicates import UNKNOWN, Candidate, Kind

_ZONE = re.compile(r"(?:[+-]\d\d:?\d\d|Z)$")
# The time that no time zone is farther from UTC.
_ZONES = timedelta(hours=14)
# The date of a document as it is sorted; empty where it has none.
Moment = Callable[[str], str]


def moment(date: str) -> str:
    """Return a date in ISO 8601 as it is sorted: in UTC where it says its offset from it."""
    try:
        parsed = datetime.fromisoformat(date)
    except ValueError:
        return date
    if parsed.tzinfo is not None:
        parsed = parsed.astimezone(UTC).replace(tzinfo=None)
    return parsed.isoformat(timespec="minutes") if "T" in date else date


def date_order(date: str) -> str:
    """Return a date as versions are sorted by it: one without a time is behind its whole day."""
    return moment(date) if "T" in date or not date else f"{date}T23:59:59"


def first_sign(date: str, others: Iterable[str]) -> str:
    """Return the word for the version that is likely first, by its date and those of the others.

    It has a question mark where one of the others may be earlier: one without a date, one that is
    known to the day where that is the same day, one of another time zone where it is not known
    which. Nothing is said where it has no date itself, or another one is surely earlier: what
    people have linked stands before it.
    """
    dates = tuple(others)
    if not date or any(_is_surely_before(other, date) for other in dates):
        return ""
    return "first" if all(_is_surely_before(date, other) for other in dates) else "first?"


def _is_surely_before(one: str, other: str) -> bool:
    a, b = moment(one), moment(other)
    if b.startswith(a) or a.startswith(b):
        return False
    if "T" in one and "T" in other and _is_zoned(one) != _is_zoned(other):
        try:
            return datetime.fromisoformat(a) + _ZONES < datetime.fromisoformat(b)
        except ValueError:
            return False
    return a < b


def _is_zoned(date: str) -> bool:
    return _ZONE.search(date, 16) is not None


def zones_decide(dates: Sequence[str]) -> bool:
    """Tell whether dates have another order than their clocks say, or none, for their time zones.

    Where only some times say their zone, it decides as well: the others' order to them is unsure.
    """
    known = sorted(filter(None, dates), key=moment)
    clocks = [date[:16] for date in known]
    zoned = {_is_zoned(date) for date in dates if "T" in date}
    at_once = len(set(map(moment, known))) < len(set(clocks))
    return len(zoned) > 1 or at_once or clocks != sorted(clocks)


def shown_date(date: str, *, zone: bool) -> str:
    """Return a date in ISO 8601 as it is shown, to the minute; with its time zone if asked."""
    time, offset = date[:16].replace("T", " "), _ZONE.search(date, 16)
    return f"{time} {offset[0]}" if zone and offset else time


class VersionStanding(StrEnum):
    """The reason that a version is in its story."""

    FIRST = "first"
    LINKED = "linked"
    COPY = "copy"
    LIKELY = "likely"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class StoryVersion:
    """A document in a story.

    ``candidate`` is what speaks for it best: a pair with a version that stands before it. ``kind``
    is the one that a person has given, or that of the candidate; it is None for the first version.
    ``along`` names the version that it is linked with already and is decided with.
    """

    document: str
    standing: VersionStanding
    kind: Kind | None = None
    candidate: Candidate | None = None
    along: str = ""

    @property
    def score(self) -> float:
        """The probability that it belongs here (0 to 1)."""
        return self.candidate.score if self.candidate else 1.0

    @property
    def share(self) -> float:
        """The share of its words (0 to 1) that the version has that speaks for it."""
        if self.candidate is None:
            return 0.0
        evidence = self.candidate.evidence
        return evidence.share_a if self.candidate.a == self.document else evidence.share_b

    def in_words(self, beside: str) -> str:
        """Return the kind, share and score of the version; empty for the first one.

        ``beside`` names the version that speaks for it: the share is of the words of that one.
        """
        if self.candidate is None:
            return self.kind or ""
        return f"{self.kind} · {self.share:.0%} of its words in {beside} · score {self.score:.2f}"

    @property
    def is_open(self) -> bool:
        """Tell whether a person has still to say whether it belongs here."""
        return self.standing in (VersionStanding.LIKELY, VersionStanding.UNDECIDED)

    @property
    def beside(self) -> str:
        """The version that speaks for it; empty where none does."""
        if self.candidate is None:
            return ""
        a, b = self.candidate.a, self.candidate.b
        return b if a == self.document else a


@dataclass(frozen=True, eq=False)
class Story:
    """The versions of a story: the first one first, then linked ones by date, then open ones.

    It stays the same object until a verdict changes it.
    """

    versions: tuple[StoryVersion, ...]

    @property
    def first(self) -> str:
        """The version that the others stand beside."""
        return self.versions[0].document

    @cached_property
    def documents(self) -> tuple[str, ...]:
        """The documents of all versions."""
        return tuple(version.document for version in self.versions)

    @cached_property
    def linked(self) -> tuple[StoryVersion, ...]:
        """The first version, those that people have linked with it, and copies of these."""
        return tuple(version for version in self.versions if not version.is_open)

    @cached_property
    def open(self) -> tuple[StoryVersion, ...]:
        """The versions that are still to be decided, one for all that come along with it."""
        return tuple(one for one in self.versions if one.is_open and not one.along)

    @property
    def is_of_copies(self) -> bool:
        """Tell whether all versions are exact copies of the first: nobody has to say so."""
        return all(one.standing is VersionStanding.COPY for one in self.versions[1:])

    def surely_with(self, document: str) -> tuple[str, ...]:
        """Return the documents that surely tell the same as one of them, itself among them.

        They are held together by links, as copies, or as likely ones; what quotes is not among
        them.
        """
        group_of: dict[str, list[str]] = {}
        for version in self.versions:
            beside = version.along or (self.first if not version.is_open else version.beside)
            is_held = version.standing is not VersionStanding.UNDECIDED or bool(version.along)
            joins = is_held and version.kind is not Kind.QUOTING and beside in group_of
            group = group_of[beside] if joins else []
            group.append(version.document)
            group_of[version.document] = group
        return tuple(group_of.get(document, (document,)))

    def pair(self, version: StoryVersion) -> tuple[str, str]:
        """Return the version beside which one is shown and judged, and that one."""
        return version.beside or self.first, version.document

    def pairs_apart(self, version: StoryVersion) -> tuple[Candidate, ...]:
        """Return the pairs to reject so that a version is split off.

        What it is shown beside may be undecided itself: were that pair alone rejected, the story
        might stay with the version that was to leave it.
        """
        kind = version.kind or Kind.SAME_EVENT
        first = Candidate(self.first, version.document, kind, 0.0, UNKNOWN)
        shown = version.candidate or first
        return (shown,) if kind is Kind.QUOTING else (shown, first)
