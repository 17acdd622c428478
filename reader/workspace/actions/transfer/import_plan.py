"""The plan of an import: what it would change, and its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reader import exchange
from reader.annotations import Link, Passage, Record, SuggestedPassage, Tag
from reader.text import numbered
from reader.workspace.actions.transfer.tag_differences import TagDifference
from reader.workspace.codebook_reading import describe_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """The changes that an import would make.

    ``records`` are put into the store, ``replaced`` tags go for them. ``passages``, ``links`` and
    ``tags`` count what has a place here, ``here`` what stays as it is already, ``moved`` the
    passages that are set where their quote stands, ``joined`` those on a place that had one,
    ``beside`` those that come beside one that says other things of the same place.
    ``keys`` are those that tags are given for keys that are taken, ``left_out`` tells by name what
    has no place. ``differences`` are what a person may take over.
    """

    records: tuple[Record, ...] = ()
    replaced: tuple[Tag, ...] = ()
    passages: int = 0
    links: int = 0
    tags: int = 0
    here: int = 0
    moved: int = 0
    joined: int = 0
    beside: int = 0
    keys: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    differences: tuple[TagDifference, ...] = ()
    candidates: tuple[exchange.CandidateItem, ...] = ()

    def new(self, kind: type[Record]) -> int:
        """Return the number of records of a kind that it takes in."""
        return sum(isinstance(record, kind) for record in self.records)

    def in_words(self) -> list[str]:
        """Return a line of what it takes in, and one for each thing that it does beside."""
        if self.candidates:
            return [f"{numbered(len(self.candidates), 'candidate')} that another search has found"]
        kinds = (("passage", Passage), ("link", Link), ("tag", Tag))
        taken = ", ".join(numbered(self.new(kind), name) for name, kind in kinds)
        counted = self.new(SuggestedPassage) + sum(self.new(kind) for _, kind in kinds)
        rest = len(self.records) - counted
        others = f", {rest:,} statuses and corrections" if rest else ""
        return [f"Taken in: {taken}{others}", *self.further_words()]

    def further_words(self) -> list[str]:
        """Return a line for each thing that it does beside taking in what a person has made."""
        fates = (
            (
                self.new(SuggestedPassage),
                "suggestion",
                "to be accepted or rejected (has:suggestion)",
            ),
            (self.here, "record", "here already: as they are"),
            (self.moved, "passage", "set where their quote stands"),
            (self.joined, "passage", "on a place that had one: joined"),
            (self.beside, "passage", "beside others on the same words"),
            (len(self.replaced), "starting tag", "that nobody used: gone; u takes it back"),
        )
        lines = [f"{numbered(count, noun)} {fate}" for count, noun, fate in fates if count]
        return lines + [f"keys that were taken: now {describe_keys(self.keys)}"] * bool(self.keys)
