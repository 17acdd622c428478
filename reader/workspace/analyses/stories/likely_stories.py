"""The stories of a corpus: which documents are versions of one, and which may be.

A story is made in three steps. Accepted links and exact copies make units. Strong candidates join
units that surely tell the same; its versions are likely. All other candidates join these to a story
whose further versions are undecided. Nothing is asked twice: what follows from the verdicts so far
is no candidate any more. `reader.duplicates.decision` has the thresholds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from operator import itemgetter
from typing import TypeAlias

from reader.annotations import Link, Verdict, other_end
from reader.duplicates import JOINING, LOOSE, STRONG, Candidate, Kind
from reader.workspace.analyses.stories.story import Moment, Story, StoryVersion, VersionStanding
from reader.workspace.analyses.stories.verdicts import LinkGroups, Relation, joins


def _undated(document: str) -> str:  # noqa: ARG001
    """Return no date for any document."""
    return ""


class Stories:
    """The stories of a corpus, kept up to date with the verdicts.

    What candidates and links connect is a part of the corpus; a part is looked at anew only where
    its links have changed.
    """

    def __init__(self, candidates: Iterable[Candidate], when: Moment = _undated) -> None:
        self._when = when
        self._connected = _Connected()
        ordered = sorted(candidates, key=lambda one: (-one.score, one.a, one.b))
        for candidate in ordered:
            self._connected.join(candidate.a, candidate.b)
        self._parts: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in ordered:
            self._parts[self._connected.top(candidate.a)].append(candidate)
        self._unformed = set(self._parts)
        self._linked: Mapping[str, list[Link]] = {}
        self._formed: dict[str, list[_Ranked]] = {}
        self._ranked: list[_Ranked] = []

    def judged(self, links: Iterable[Link]) -> tuple[Story, ...]:
        """Return the stories under these verdicts, those with the likeliest open version first.

        Stories that are decided come last, the largest first. One thread may ask at a time.
        """
        links = tuple(links)
        for link in links:
            self._connect(link.a, link.b)
        linked: dict[str, list[Link]] = defaultdict(list)
        for link in links:
            linked[self._connected.top(link.a)].append(link)
        changed = self._unformed | {
            key
            for key in self._linked.keys() | linked.keys()
            if self._linked.get(key) != linked.get(key)
        }
        gone = {story for key in changed for _, story in self._formed.pop(key, ())}
        before = {story.first: story for story in gone}
        self._ranked = [one for one in self._ranked if one[1] not in gone]
        for key in changed:
            if key not in self._parts and key not in linked:
                continue
            forming = _Forming(self._parts.get(key, ()), linked.get(key, ()), self._when)
            formed = (_same(before.get(story.first), story) for story in forming.stories())
            self._formed[key] = [(_turn(story), story) for story in formed]
            self._ranked += self._formed[key]
        self._ranked.sort(key=itemgetter(0))
        self._linked, self._unformed = linked, set()
        return tuple(story for _, story in self._ranked)

    def _connect(self, a: str, b: str) -> None:
        """Make one part of two that a link connects."""
        one, other = self._connected.top(a), self._connected.top(b)
        if one != other:
            kept = self._connected.join(one, other)
            merged = [*self._parts.pop(one, ()), *self._parts.pop(other, ())]
            merged.sort(key=lambda candidate: (-candidate.score, candidate.a, candidate.b))
            self._parts[kept] = merged
            self._unformed |= {one, other}


def stories(
    candidates: Iterable[Candidate], links: Iterable[Link] = (), when: Moment = _undated
) -> tuple[Story, ...]:
    """Return the stories that candidates and verdicts make; see ``Stories.judged``."""
    return Stories(candidates, when).judged(links)


_Turn: TypeAlias = tuple[bool, float, int, str]
_Ranked: TypeAlias = tuple[_Turn, Story]


def _same(before: Story | None, story: Story) -> Story:
    """Return a story as the object that it was before, where no version has changed."""
    return before if before is not None and before.versions == story.versions else story


def _turn(story: Story) -> _Turn:
    best = max((version.score for version in story.open), default=0.0)
    return not story.open, -best, -len(story.versions), story.first


class _Connected:
    """Documents that pairs connect, each part known by one of its documents."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def top(self, document: str) -> str:
        """Return the document that a part is known by."""
        above = self._above
        while (next_ := above.setdefault(document, document)) != document:
            above[document] = document = above[next_]
        return document

    def join(self, a: str, b: str) -> str:
        """Make one part of two; return what it is known by."""
        top = self.top(b)
        self._above[self.top(a)] = top
        return top


@dataclass(eq=False)
class _Unit:
    """Documents that are decided as one: accepted links join them.

    ``near`` has the best candidate with each other unit of which nothing is said.
    """

    documents: tuple[str, ...]
    near: dict[_Unit, Candidate] = field(default_factory=dict)


class _Forming:
    """Stories on their way from the candidates and links of one part of the corpus."""

    def __init__(
        self, candidates: Sequence[Candidate], links: Sequence[Link], when: Moment
    ) -> None:
        self._candidates, self._when = candidates, when
        self._verdicts = LinkGroups(links)
        self._copies = self._verdicts.take_copies(candidates)
        self._between = {_ends(one.a, one.b): one for one in candidates}
        self._units: dict[str, _Unit] = {}
        # The units that one has a strong candidate with, and those that it was kept apart from.
        self._strong: dict[_Unit, set[_Unit]] = defaultdict(set)
        self._apart: dict[_Unit, set[_Unit]] = defaultdict(set)
        self._groups: dict[_Unit, list[_Unit]] = {}
        self._sure: dict[_Unit, int] = {}  # the group, by a number, that a unit is surely in
        self._sizes = Counter[int]()

    def stories(self) -> Iterator[Story]:
        """Yield the stories of two versions and more."""
        for link in self._verdicts.links.values():
            one, other = self._unit(link.a), self._unit(link.b)
            if self._verdicts.relation(link.a, link.b) is Relation.APART:
                self._apart[one].add(other)
                self._apart[other].add(one)
        quoting, near = [], list[tuple[_Unit, _Unit]]()
        for candidate in self._candidates:
            one, other = self._unit(candidate.a), self._unit(candidate.b)
            if one is other:
                continue
            if other not in one.near:
                if self._verdicts.relation(candidate.a, candidate.b) is not Relation.OPEN:
                    continue
                if candidate.kind is Kind.QUOTING:
                    quoting.append(candidate)
                    continue
                one.near[other] = other.near[one] = candidate
                near.append((one, other))
            if candidate.score >= STRONG and candidate.kind not in LOOSE:
                self._strong[one].add(other)
                self._strong[other].add(one)
        for one, other in near:
            if other in self._strong.get(one, ()):
                self._join(self._groups[one], self._groups[other], surely=True)
        self._sure = {unit: id(group) for unit, group in self._groups.items()}
        self._sizes.update(self._sure.values())
        for one, other in near:
            self._join(self._groups[one], self._groups[other], surely=False)
        hosts, guests = self._hosts(quoting)
        for group in {id(group): group for group in self._groups.values()}.values():
            story = self._story(group, hosts.get(id(group), []))
            if len(story.versions) > 1 and group[0] not in guests:
                yield story
        for unit in self._groups:  # of a large corpus more than to be found as garbage one day
            unit.near.clear()

    def _unit(self, document: str) -> _Unit:
        if document not in self._units:
            unit = _Unit(self._verdicts.group(document))
            self._units.update(dict.fromkeys(unit.documents, unit))
            self._groups[unit] = [unit]
        return self._units[document]

    def _join(self, one: list[_Unit], other: list[_Unit], *, surely: bool) -> None:
        """Make one group of two where enough speaks for it, and nothing against it.

        Most of the candidates between them do, or several; ``surely`` if these are strong. One is
        enough for a single unit, to be asked about, or surely where it leads to documents that are
        one already.
        """
        if one is other:
            return
        large, small = (one, other) if len(one) >= len(other) else (other, one)
        if self._is_apart(small[0], large[0]):
            return
        bonds = [
            close
            for unit in small
            for close in (self._strong.get(unit, ()) if surely else unit.near)
            if self._groups[close] is large
        ]
        is_held = len(small) == 1 and (not surely or any(len(one.documents) > 1 for one in bonds))
        if is_held or len(bonds) >= JOINING or 2 * len(bonds) > len(small) * len(large):
            large += small
            self._groups.update(dict.fromkeys(small, large))

    def _hosts(
        self, quoting: Iterable[Candidate]
    ) -> tuple[Mapping[int, list[Candidate]], Set[_Unit]]:
        """Return the candidates that make a document a guest of another one's story, and guests.

        What has a story of its own is no guest, and a guest is asked of in one story at a time. It
        is not in one that was kept apart from another one of its hosts, or from itself.
        """
        guests, busy = set[_Unit](), set[_Unit]()
        hosts: dict[int, list[Candidate]] = defaultdict(list)
        hosting: dict[_Unit, list[_Unit]] = defaultdict(list)
        for link in self._verdicts.links.values():
            if link.verdict is Verdict.ACCEPTED and not joins(link):
                one, other = self._unit(link.a), self._unit(link.b)
                hosting[one].append(other)
                hosting[other].append(one)
        for candidate in quoting:
            one, other = self._unit(candidate.a), self._unit(candidate.b)
            if self._groups[one] is self._groups[other] or self._is_apart(one, other):
                continue
            guest, host = sorted((one, other), key=self._size)
            if len(self._groups[guest]) > 1 or self._judged(guest) or guest in busy:
                continue
            if host not in guests and not any(self._is_apart(host, k) for k in hosting[guest]):
                guests.add(guest)
                busy.update((guest, *self._groups[host]))
                hosts[id(self._groups[host])].append(candidate)
        return hosts, guests

    def _size(self, unit: _Unit) -> tuple[int, int, int]:
        """Return the size of a unit's story as it is compared: the larger one is the host."""
        return len(self._groups[unit]), -self._judged(unit), len(unit.documents)

    def _is_apart(self, one: _Unit, other: _Unit) -> bool:
        """Tell whether the groups of two units were kept apart from each other."""
        group = self._groups[other]
        return any(
            self._groups[far] is group
            for unit in self._groups[one]
            for far in self._apart.get(unit, ())
        )

    # -- what a story shows ------------------------------------------------------------------

    def _story(self, group: list[_Unit], guests: Sequence[Candidate]) -> Story:
        core = min(group, key=self._anchor)
        versions = [*self._core(core), *self._quotes(core)]
        shown = {version.document for version in versions}
        for unit, closest in self._closest_first(core, set(group)):
            shown.update(unit.documents)
            is_sure = self._sure[unit] == self._sure[closest]
            as_core = core in unit.near and is_sure == (self._sure[unit] == self._sure[core])
            beside = core if as_core else closest
            standing = VersionStanding.LIKELY if is_sure else VersionStanding.UNDECIDED
            versions += self._open(unit, unit.near[beside], standing)
        for candidate in guests:
            mine = self._groups[self._unit(candidate.a)] is group
            guest = self._unit(candidate.b if mine else candidate.a)
            if not shown & set(guest.documents):
                shown.update(guest.documents)
                versions += self._open(guest, candidate, VersionStanding.UNDECIDED)
        return Story(tuple(versions))

    def _anchor(self, unit: _Unit) -> tuple[bool, int, str, int, float, str]:
        """Return the sort key by which units become the core of a story.

        One with a date comes before those without, then what people linked most with, then the
        earliest; without dates it is one of the most that surely tell the same, and of these the
        one that most is close to.
        """
        date = min(filter(None, map(self._when, unit.documents)), default="")
        held = sum(candidate.score for candidate in unit.near.values())
        alike = -self._sizes[self._sure[unit]]
        return not date, self._judged(unit), date, alike, -round(held, 1), unit.documents[0]

    def _judged(self, unit: _Unit) -> int:
        """Return how many documents people joined in a unit, below zero; 0 where none did."""
        if len(unit.documents) == 1:
            return 0
        links = (link for one in unit.documents for link in self._verdicts.links_of(one))
        is_decided = any(joins(link) and not self._is_copy(link) for link in links)
        return -len(unit.documents) if is_decided else 0

    def _is_copy(self, link: Link) -> bool:
        return frozenset((link.a, link.b)) in self._copies

    def _core(self, core: _Unit) -> Iterator[StoryVersion]:
        ordered = sorted(core.documents, key=self._by_date)
        yield StoryVersion(ordered[0], VersionStanding.FIRST)
        for place, document in enumerate(ordered[1:], 1):
            link = self._link(document, ordered[:place]) or self._link(document, ordered)
            candidate = self._best(document, ordered[:place])
            kind = _kind(link) or (candidate.kind if candidate else Kind.SAME_EVENT)
            is_copy = link is not None and self._is_copy(link)
            standing = VersionStanding.COPY if is_copy else VersionStanding.LINKED
            yield StoryVersion(document, standing, kind, candidate)

    def _quotes(self, core: _Unit) -> Iterator[StoryVersion]:
        """Yield the documents that were accepted as quoting the story."""
        seen = set(core.documents)
        for document in core.documents:
            for link in self._verdicts.links_of(document):
                other = other_end(link, document)
                guest = self._unit(other)
                accepted = link.verdict is Verdict.ACCEPTED and other not in seen
                if accepted and self._is_host(core, guest, link):
                    seen.add(other)
                    candidate = self._between.get(_ends(document, other))
                    yield StoryVersion(other, VersionStanding.LINKED, Kind.QUOTING, candidate)

    def _is_host(self, unit: _Unit, guest: _Unit, link: Link) -> bool:
        """Tell whether a link between two units is shown in the story of the first of them."""
        if len(unit.documents) != len(guest.documents):
            return len(unit.documents) > len(guest.documents)
        return link.a in unit.documents

    def _open(
        self, unit: _Unit, candidate: Candidate, standing: VersionStanding
    ) -> Iterator[StoryVersion]:
        head = candidate.a if candidate.a in unit.documents else candidate.b
        yield StoryVersion(head, standing, candidate.kind, candidate)
        for document in sorted(set(unit.documents) - {head}, key=self._by_date):
            link = self._best(document, [head])
            kind = link.kind if link else candidate.kind
            yield StoryVersion(document, standing, kind, link, head)

    def _closest_first(self, core: _Unit, group: Set[_Unit]) -> Iterator[tuple[_Unit, _Unit]]:
        """Yield the other units of a story, each with an earlier one that it is closest to.

        Those that are surely with an earlier one come before others.
        """
        placed, number = set[_Unit](), count()
        todo = [(False, 0.0, next(number), core, core)]
        while todo:
            *_, unit, closest = heappop(todo)
            if unit in placed or unit not in group:
                continue
            placed.add(unit)
            if unit is not core:
                yield unit, closest
            for other, candidate in unit.near.items():
                if other not in placed:
                    is_other = self._sure[unit] != self._sure[other]
                    heappush(todo, (is_other, -candidate.score, next(number), other, unit))

    def _by_date(self, document: str) -> tuple[bool, str, str]:
        date = self._when(document)
        return not date, date, document

    def _link(self, document: str, others: Sequence[str]) -> Link | None:
        """Return the link that joins a document with the first of some others that has one."""
        links = (self._verdicts.links.get(frozenset((document, other))) for other in others)
        return next((link for link in links if link is not None and joins(link)), None)

    def _best(self, document: str, others: Iterable[str]) -> Candidate | None:
        found = (self._between.get(_ends(document, other)) for other in others)
        return max(filter(None, found), key=_score, default=None)


def _ends(a: str, b: str) -> tuple[str, str]:
    """Return two documents in the order by which what is between them is found."""
    return (a, b) if a < b else (b, a)


def _score(candidate: Candidate) -> float:
    return candidate.score


def _kind(link: Link | None) -> Kind | None:
    return Kind(link.kind) if link is not None and link.kind in set(Kind) else None
