"""Judging stories: what a verdict on versions writes, in one step that can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from reader.annotations import Link, Store, Verdict
from reader.duplicates import Candidate, Kind
from reader.workspace.analyses.stories.story import Story, StoryVersion, VersionStanding
from reader.workspace.analyses.stories.verdicts import Break, LinkGroups, Relation, Ruling, joins

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace

# The kinds that can be accepted all at once: nobody needs to look at each.
COPIES = (Kind.EXACT, Kind.SAME_PAGE)


def verdicts_around(workspace: Workspace, *documents: str) -> LinkGroups:
    """Return the links that decide how some documents stand to each other.

    Exact copies are one with what they are copies of.
    """
    store, pairs_of = workspace.store, workspace.duplicates.pairs_of
    links: dict[str, Link] = {}
    copies: dict[frozenset[str], Candidate] = {}
    reached = dict.fromkeys(documents)
    todo = list(reached)
    for document in todo:
        known = store.links(document)
        exact = [one for one in pairs_of(document) if one.kind is Kind.EXACT]
        links |= {link.id: link for link in known}
        copies |= {frozenset((one.a, one.b)): one for one in exact}
        ends = [(one.a, one.b) for one in known if joins(one)] + [(one.a, one.b) for one in exact]
        for other in (b if a == document else a for a, b in ends):
            if other not in reached:
                reached[other] = None
                todo.append(other)
    verdicts = LinkGroups(links.values())
    verdicts.take_copies(copies.values())
    return verdicts


def enact(store: Store, ruling: Ruling, name: str) -> Ruling:
    """Write a verdict with all its links, as one step."""
    with store.step(name) as step:
        for gone in ruling.removed:
            step.delete(gone)
        for link in ruling.put:
            step.put(link)
    return ruling


def accept_pair(
    workspace: Workspace, candidate: Candidate, kind: str, note: str | None = None
) -> Ruling:
    """Say that two documents belong together, and take back what contradicts it."""
    verdicts = verdicts_around(workspace, candidate.a, candidate.b)
    evidence = candidate.evidence.summary
    ruling = verdicts.accepting(candidate.a, candidate.b, kind, evidence, note)
    return enact(workspace.store, ruling, f"link as {kind}")


def reject_pair(
    workspace: Workspace, candidate: Candidate, at: Break | None = None, note: str | None = None
) -> Ruling:
    """Say that two documents don't belong together; ``at`` is where their story is broken."""
    verdicts = verdicts_around(workspace, candidate.a, candidate.b)
    a, b, evidence = candidate.a, candidate.b, candidate.evidence.summary
    ruling = verdicts.rejecting(a, b, candidate.kind, evidence, at=at, note=note)
    return enact(workspace.store, ruling, "break a story" if at else "reject a link")


def breaks(workspace: Workspace, a: str, b: str) -> tuple[Break, ...]:
    """Return the links whose rejection parts the story of two documents, the weakest first."""
    verdicts = verdicts_around(workspace, a, b)
    pairs_of = workspace.duplicates.pairs_of
    return verdicts.breaks(a, b, [one for each in verdicts.group(a) for one in pairs_of(each)])


def accept_versions(
    workspace: Workspace, story: Story, versions: Sequence[StoryVersion], kind: str = ""
) -> int:
    """Accept versions into a story, each as its own kind or as ``kind``; return how many."""
    # What was found of two documents is kept of these two, whichever the story begins with.
    pairs = [story.pair(version) for version in versions]
    verdicts = verdicts_around(workspace, *chain.from_iterable(pairs))
    rulings = []
    for version, (a, b) in zip(versions, pairs, strict=True):
        evidence = version.candidate.evidence.summary if version.candidate else ""
        each = kind or version.kind or Kind.SAME_EVENT
        rulings.append(verdicts.accepting(a, b, each, evidence))
    ruling, count = Ruling.joined(rulings), len(versions)
    what = kind or "versions" if count > 1 else kind or str(ruling.put[0].kind)
    enact(workspace.store, ruling, f"link as {what}" if count == 1 else f"link {count} versions")
    return count


def reject_versions(workspace: Workspace, story: Story, versions: Sequence[StoryVersion]) -> int:
    """Split versions off a story, each from what it is shown beside; return how many."""
    pairs = [pair for version in versions for pair in story.pairs_apart(version)]
    count = len(versions)
    name = f"keep {count} versions apart" if count > 1 else "reject a link"
    _reject_open(workspace, story, pairs, name)
    return count


def reject_story(workspace: Workspace, story: Story) -> int:
    """Say that nothing more belongs to a story; return how many versions are kept apart.

    Where nobody has linked anything in it yet, no two of its documents belong together but for
    copies.
    """
    if any(one.standing is VersionStanding.LINKED for one in story.versions):
        return reject_versions(workspace, story, story.open)
    documents = set(story.documents)
    pairs = [
        one
        for document in documents
        for one in workspace.duplicates.pairs_of(document)
        if {one.a, one.b} <= documents
    ]
    count = len(story.versions)
    _reject_open(workspace, story, pairs, f"keep {count} versions apart")
    return count


def _reject_open(workspace: Workspace, story: Story, pairs: Iterable[Candidate], name: str) -> None:
    """Reject those pairs of a story that no verdict decides yet, as one step."""
    ruling = verdicts_around(workspace, *story.documents).keeping_apart(pairs)
    enact(workspace.store, ruling, name)


def copies(candidates: Iterable[Candidate], links: Iterable[Link]) -> tuple[Candidate, ...]:
    """Return the exact and same-page candidates of which none follows from the others."""
    verdicts = LinkGroups(links)
    found = []
    for candidate in candidates:
        if (
            candidate.kind in COPIES
            and verdicts.relation(candidate.a, candidate.b) is Relation.OPEN
        ):
            found.append(candidate)
            verdicts.add(Link(a=candidate.a, b=candidate.b, kind=candidate.kind))
    return tuple(found)


def accept_copies(store: Store, chosen: Sequence[Candidate]) -> int:
    """Accept candidates that contradict nothing, in one step; return how many."""
    with store.step(f"link {len(chosen)} copies") as step:
        for one in chosen:
            evidence = one.evidence.summary
            step.put(
                Link(a=one.a, b=one.b, kind=one.kind, verdict=Verdict.ACCEPTED, evidence=evidence)
            )
    return len(chosen)
