"""The verdicts of people on pairs of documents, and all that follows from them.

Accepted links join documents into groups: one story each. A rejected link keeps two groups apart,
so that nothing needs to be asked of any pair between them. An accepted link of the kind quoting
joins nothing: an article may quote two stories that have nothing to do with each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reader.annotations import Link, Verdict, other_end
from reader.duplicates import UNSCORED, Candidate, Kind


class Relation(StrEnum):
    """The relation of two documents by what people have said."""

    SAME = "same"
    QUOTING = "quoting"
    APART = "apart"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Ruling:
    """The links that a verdict writes and those that it takes back, in one step."""

    put: tuple[Link, ...] = ()
    removed: tuple[Link, ...] = ()

    @classmethod
    def joined(cls, rulings: Sequence[Ruling]) -> Ruling:
        """Return rulings as one; of two links of a pair the later one counts."""
        latest = {frozenset((one.a, one.b)): one for each in rulings for one in each.put}
        gone = {one.id: one for each in rulings for one in each.removed}
        kept = {one.id for one in latest.values() if one.id}
        return cls(
            tuple(latest.values()), tuple(one for key, one in gone.items() if key not in kept)
        )


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a story can be broken in two: at its ``link`` of the documents ``a`` and ``b``.

    ``left`` are the documents that stay with the first of the two that are to be apart, ``right``
    those that stay with the other; ``crossing`` are all accepted links and exact copies between
    them. ``holding`` are new links between those that only the other side held together.
    """

    link: Link
    left: frozenset[str]
    right: frozenset[str]
    crossing: tuple[Link, ...]
    holding: tuple[Link, ...] = ()


class LinkGroups:
    """The links of a corpus as groups of documents, and how these stand to each other."""

    def __init__(self, links: Iterable[Link]) -> None:
        self.links: dict[frozenset[str], Link] = {}
        self._members: dict[str, list[str]] = {}
        self._near: dict[str, list[Link]] = defaultdict(list)
        for link in {frozenset((link.a, link.b)): link for link in links}.values():
            self.add(link)

    def add(self, link: Link) -> None:
        """Take in a link of two documents that have none yet."""
        self.links[frozenset((link.a, link.b))] = link
        self._near[link.a].append(link)
        self._near[link.b].append(link)
        if joins(link):
            self._join(link.a, link.b)

    def take_copies(self, candidates: Iterable[Candidate]) -> frozenset[frozenset[str]]:
        """Join exact copies unless that contradicts a verdict; return the pairs that it took.

        They are of one text: nobody needs to be asked.
        """
        taken = []
        for one in candidates:
            if one.kind is Kind.EXACT and self.relation(one.a, one.b) is Relation.OPEN:
                self.add(Link(a=one.a, b=one.b, kind=one.kind))
                taken.append(frozenset((one.a, one.b)))
        return frozenset(taken)

    def group(self, document: str) -> tuple[str, ...]:
        """Return the documents that accepted links join with one, itself among them, in order."""
        return tuple(sorted(self._members.get(document, (document,))))

    def links_of(self, document: str) -> list[Link]:
        """Return the links of either verdict that a document has."""
        return self._near.get(document, [])

    def between(self, a: str, b: str) -> list[Link]:
        """Return the links between the groups of two documents."""
        one, other = sorted((self.group(a), self.group(b)), key=len)
        ends = set(other)
        return [
            link
            for document in one
            for link in self.links_of(document)
            if other_end(link, document) in ends
        ]

    def relation(self, a: str, b: str) -> Relation:
        """Return the relation of two documents by the verdicts on their groups."""
        if self._members.get(a, a) is self._members.get(b, b) or a == b:
            return Relation.SAME
        if a not in self._members and b not in self._members:
            # Most have no link, and this is asked of each candidate.
            direct = self.links.get(frozenset((a, b)))
            verdicts = set() if direct is None else {direct.verdict}
        else:
            verdicts = {link.verdict for link in self.between(a, b)}
        if Verdict.ACCEPTED in verdicts:
            return Relation.QUOTING
        return Relation.APART if verdicts else Relation.OPEN

    @property
    def contradictions(self) -> list[Link]:
        """The rejected links within a group: other programs, or merges, may leave such."""
        return [
            link
            for link in self.links.values()
            if link.verdict is Verdict.REJECTED and self.relation(link.a, link.b) is Relation.SAME
        ]

    # -- what a verdict does -----------------------------------------------------------------

    def accepting(
        self, a: str, b: str, kind: str, evidence: str = "", note: str | None = None
    ) -> Ruling:
        """Return the verdicts by which two documents belong together.

        Where that makes one story of their groups, what was rejected between these is taken back:
        it would contradict.
        """
        link = self._link(a, b, kind, Verdict.ACCEPTED, evidence)
        link = link if note is None else replace(link, note=note)
        removed = [
            judged
            for judged in self.between(a, b)
            if joins(link) and judged.verdict is Verdict.REJECTED and judged.id != link.id
        ]
        return Ruling((link,), tuple(removed))

    def rejecting(
        self,
        a: str,
        b: str,
        kind: str,
        evidence: str = "",
        *,
        at: Break | None = None,
        note: str | None = None,
    ) -> Ruling:
        """Return the verdicts by which two documents don't belong together.

        Where accepted links join them, ``at`` is the place where their story is broken. What was
        accepted as quoting between them is taken back: it would contradict.
        """
        link = self._link(a, b, kind, Verdict.REJECTED, evidence)
        link = link if note is None else replace(link, note=note)
        left, right = (at.left, at.right) if at is not None else map(self.group, (a, b))
        quoting = (
            judged
            for document in left
            for judged in self.links_of(document)
            if other_end(judged, document) in right
            and judged.verdict is Verdict.ACCEPTED
            and not joins(judged)
        )
        crossing = at.crossing if at is not None else ()
        broken = (replace(judged, verdict=Verdict.REJECTED) for judged in crossing)
        holding = at.holding if at is not None else ()
        return Ruling.joined([Ruling((*broken, *holding, link), tuple(quoting))])

    def keeping_apart(self, pairs: Iterable[Candidate]) -> Ruling:
        """Return the verdicts that reject those pairs which none decides, and take them in."""
        rulings = []
        for one in pairs:
            if self.relation(one.a, one.b) is Relation.OPEN:
                rejected = self.rejecting(one.a, one.b, one.kind, one.evidence.summary)
                for link in rejected.put:
                    self.add(link)
                rulings.append(rejected)
        return Ruling.joined(rulings)

    def breaks(self, a: str, b: str, candidates: Iterable[Candidate] = ()) -> tuple[Break, ...]:
        """Return the links whose rejection parts the story of two documents, the weakest first.

        Accepted links hold it together, and candidates within it as well: what was linked with one
        version may be closer to another. The places are on the strongest chain of these that leads
        from one document to the other, and those where one of the two is taken out alone; there is
        none where no link joins them. Those that put exact copies apart come last.
        """
        if a == b or self.relation(a, b) is not Relation.SAME:
            return ()
        scores = {_ends(one): one.score for one in candidates}
        copied = {_ends(one) for one in candidates if one.kind is Kind.EXACT}
        accepted = {
            _ends(link): link
            for document in self.group(a)
            for link in self.links_of(document)
            if joins(link)
        }
        close = {
            _ends(one): Link(a=one.a, b=one.b, kind=one.kind, evidence=one.evidence.summary)
            for one in candidates
            if one.kind is not Kind.QUOTING
            and _ends(one) not in self.links
            and self.relation(a, one.a) is self.relation(a, one.b) is Relation.SAME
        }

        def strength(link: Link) -> tuple[bool, float, str, str]:
            ends = _ends(link)
            return ends in copied, scores.get(ends, UNSCORED), link.a, link.b

        def weakness(place: Break) -> tuple[bool, float, int]:
            is_copy, score, *_ = strength(place.link)
            return is_copy, score, len(place.crossing)

        held = sorted([*accepted.values(), *close.values()], key=strength, reverse=True)
        # Each pair of copies is put apart: any one that is left would join the sides again.
        joined = (*accepted.values(), *(link for ends, link in close.items() if ends in copied))
        tree = _spanning(held)
        places = [_break_at(link, tree, a, joined) for link in _path(tree, a, b)]
        for alone in (b, a):
            # What holds the others together without it comes first, and it is a leaf.
            leaf = _spanning(sorted(held, key=lambda link: alone in (link.a, link.b)))
            if len(leaf[alone]) == 1:
                places.append(_break_at(leaf[alone][0], leaf, a, joined))
        parted: dict[frozenset[str], Break] = {}
        for place in sorted(places, key=weakness):
            parted.setdefault(place.left, place)
        return tuple(parted.values())

    def _link(self, a: str, b: str, kind: str, verdict: Verdict, evidence: str) -> Link:
        judged = self.links.get(frozenset((a, b))) or Link(a=a, b=b, kind=kind)
        return replace(judged, kind=kind, verdict=verdict, evidence=evidence or judged.evidence)

    def _join(self, a: str, b: str) -> None:
        one = self._members.setdefault(a, [a])
        other = self._members.setdefault(b, [b])
        if one is not other:
            if len(one) < len(other):
                one, other = other, one
            one += other
            self._members.update(dict.fromkeys(other, one))


def joins(link: Link) -> bool:
    """Tell whether a link makes one story of two."""
    return link.verdict is Verdict.ACCEPTED and link.kind != Kind.QUOTING


def _ends(of: Link | Candidate) -> frozenset[str]:
    """Return the two documents of a link or candidate."""
    return frozenset((of.a, of.b))


def _break_at(
    link: Link, tree: Mapping[str, list[Link]], start: str, accepted: Iterable[Link]
) -> Break:
    """Return the break of a story at a link of the tree that holds it; ``start`` is left of it."""
    left = _reached(tree, start, without=link)
    crossing = {_ends(one): one for one in accepted if len(_ends(one) & left) == 1}
    staying = LinkGroups(one for one in accepted if _ends(one) not in crossing)
    holding = []
    for one in dict.fromkeys(link for ends in tree.values() for link in ends):
        if one is not link and staying.relation(one.a, one.b) is Relation.OPEN:
            staying.add(one)
            holding.append(one)
    right = frozenset(tree) - left
    return Break(link, left, right, tuple(crossing.values()), tuple(holding))


def _spanning(links: Iterable[Link]) -> Mapping[str, list[Link]]:
    """Return the links, by their ends, of a tree that takes the first ones first."""
    root: dict[str, str] = {}

    def top(document: str) -> str:
        while root.get(document, document) != document:
            document = root[document]
        return document

    tree: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        one, other = top(link.a), top(link.b)
        if one != other:
            root[one] = other
            tree[link.a].append(link)
            tree[link.b].append(link)
    return tree


def _path(tree: Mapping[str, list[Link]], start: str, end: str) -> list[Link]:
    """Return the links of a tree from one document to another."""
    came: dict[str, Link | None] = {start: None}
    todo = [start]
    for document in todo:
        for link in tree[document]:
            other = other_end(link, document)
            if other not in came:
                came[other] = link
                todo.append(other)
    found = []
    here = end
    while (last := came[here]) is not None:
        found.append(last)
        here = other_end(last, here)
    return found[::-1]


def _reached(tree: Mapping[str, list[Link]], start: str, without: Link) -> frozenset[str]:
    """Return the documents that a tree leads to from one, but for one of its links."""
    seen = {start}
    todo = [start]
    for document in todo:
        for link in tree[document]:
            other = other_end(link, document)
            if link is not without and other not in seen:
                seen.add(other)
                todo.append(other)
    return frozenset(seen)
