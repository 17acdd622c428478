"""Questions until every likely duplicate is decided: by pair, and by story.

    python tests/bench/stories.py

Somebody who knows the truth answers: on the sample corpus and ../shared/seeds, where all articles
of a folder (of the whole of the seeds) tell one story, and on ../shared/bench/duplicates. "by pair"
asks every candidate, as the queue once did; "by story" asks each version of each story; "with keys
for several" also accepts or rejects all versions of a story at once where that is right. The
stories at the end are those of the accepted links, and of exact copies, in each case. "at least"
is what no order of questions can do without where each is about one version: a join for all but
one version of each true story (exact copies are one), a quotation and a rejection for each two
stories that candidates lead between.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from math import comb
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
from train_duplicates import DATA, ROOT, Benchmark

from reader.annotations import Link
from reader.duplicates import Candidate, CandidateIndex, Kind
from reader.resources import seeds_folder
from reader.workspace import Workspace
from reader.workspace.analyses.stories.likely_stories import Stories
from reader.workspace.analyses.stories.story import Story, StoryVersion
from reader.workspace.analyses.stories.verdicts import LinkGroups

Truth = Callable[[str, str], Kind | None]
"""How two documents belong together; None where they don't."""

PARTIAL = ("merge", "quote")
SAMPLE_RECORDS = {
    "mw-230609-002": "harbor-bridge",
    "mw-230917-014": "research-ship",
    "mw-240206-003": "battery-recall",
    "mw-240503-021": "lighthouse",
    "mw-240821-007": "moth",
}


class Judge:
    """Answers questions, and keeps the links."""

    def __init__(self, candidates: list[Candidate], truth: Truth) -> None:
        self._stories = Stories(candidates)
        self._truth = truth
        self.links: dict[frozenset[str], Link] = {}

    def asked(self, several: bool) -> int:
        """Answer until nothing is open; return how often a key was pressed.

        With ``several`` one key accepts what is right down to a kind, or rejects all of a story.
        """
        asked = 0
        while open_ := [one for one in self._stories.judged(self.links.values()) if one.open]:
            for story in open_:
                asked += 1
                for version in self._chosen(story) if several else story.open[:1]:
                    self._answer(story, version)
        return asked

    def _chosen(self, story: Story) -> tuple[StoryVersion, ...]:
        """Return the versions that one key decides: all of the right kinds, all, or the first."""
        right = {one.document: self._kind(story, one) is not None for one in story.open}
        if not any(right.values()):
            return story.open
        chosen: tuple[StoryVersion, ...] = ()
        for kind in Kind:
            closer = tuple(one for one in story.open if _rank(one.kind) <= _rank(kind))
            if not all(right[one.document] for one in closer):
                break
            chosen = closer
        return chosen or story.open[:1]

    def _kind(self, story: Story, version: StoryVersion) -> Kind | None:
        return self._truth(*story.pair(version))

    def _answer(self, story: Story, version: StoryVersion) -> None:
        a, b = story.pair(version)
        verdicts, kind = LinkGroups(self.links.values()), self._truth(a, b)
        ruling = (
            verdicts.rejecting(a, b, version.kind or Kind.EDITED)
            if kind is None
            else verdicts.accepting(a, b, kind)
        )
        for link in ruling.removed:
            del self.links[frozenset((link.a, link.b))]
        for link in ruling.put:
            key = frozenset((link.a, link.b))
            self.links[key] = replace(link, id="/".join(sorted(key)))


def _rank(kind: Kind | None) -> int:
    return list(Kind).index(kind or Kind.SAME_EVENT)


def measure(name: str, candidates: list[Candidate], truth: Truth, labels: dict[str, str]) -> None:
    """Print the questions that a corpus takes, and how well the final stories agree."""
    started = time.process_time()
    judges = {several: Judge(candidates, truth) for several in (False, True)}
    keys = {several: judge.asked(several) for several, judge in judges.items()}
    spent = time.process_time() - started
    pairwise = [
        Link(a=one.a, b=one.b, kind=kind)
        for one in candidates
        if (kind := truth(one.a, one.b)) is not None
    ]
    print(
        f"{name}: {len(labels):,} articles; {len(candidates):,} questions by pair,"
        f" {keys[False]:,} by story ({keys[False] / max(1, len(candidates)):.0%},"
        f" at least {least(candidates, truth):,}),"
        f" {keys[True]:,} with keys for several ({keys[True] / max(1, len(candidates)):.0%})"
    )
    print(
        f"    ARI of the final stories: {agreement(labels, pairwise):.4f} by pair,"
        f" {agreement(labels, judges[False].links.values(), candidates):.4f} by story,"
        f" {agreement(labels, judges[True].links.values(), candidates):.4f} with keys for several;"
        f" {spent:.0f} CPU s"
    )


def least(candidates: list[Candidate], truth: Truth) -> int:
    """Return how many questions about one version each it takes whatever their order."""
    kinds = {frozenset((one.a, one.b)): truth(one.a, one.b) for one in candidates}
    links = [
        Link(a=one.a, b=one.b, kind=kind)
        for one in candidates
        if (kind := kinds[frozenset((one.a, one.b))]) is not None
    ]
    verdicts = LinkGroups(links)
    groups = {verdicts.group(document) for pair in kinds for document in pair}
    copied = len(LinkGroups(()).take_copies(candidates))
    joined = sum(len(group) - 1 for group in groups) - copied
    between = {
        frozenset((verdicts.group(one.a)[0], verdicts.group(one.b)[0])) for one in candidates
    }
    return joined + sum(len(pair) == 2 for pair in between)


def agreement(
    labels: dict[str, str], links: Iterable[Link], copies: Iterable[Candidate] = ()
) -> float:
    """Return the adjusted Rand index of accepted links, with ``copies``, and the true stories."""
    verdicts = LinkGroups(links)
    verdicts.take_copies(copies)
    found = {document: verdicts.group(document)[0] for document in labels}
    both = _pairs(Counter((labels[one], found[one]) for one in labels))
    a, b = _pairs(Counter(labels.values())), _pairs(Counter(found.values()))
    expected = a * b / comb(len(labels), 2)
    most = (a + b) / 2
    return (both - expected) / (most - expected) if most != expected else 1.0


def _pairs(counts: Counter[str] | Counter[tuple[str, str]]) -> int:
    return sum(comb(count, 2) for count in counts.values())


def small(name: str, folder: Path, story_of: Callable[[str], str]) -> None:
    """Measure a folder in which each story has a name."""
    workspace = Workspace.open([folder], annotations=Path("unused.json"))
    documents = [entry.id for entry in workspace.scan()]
    for _ in workspace.analyse():
        pass
    labels = {document: story_of(document) for document in documents}

    def truth(a: str, b: str) -> Kind | None:
        return Kind.EDITED if labels[a] == labels[b] else None

    measure(name, list(workspace.duplicates.pairs), truth, labels)


def development() -> None:
    """Measure the development set; documents made of two articles quote both."""
    benchmark = Benchmark.read()
    index = CandidateIndex()
    for version in benchmark.versions:
        index.add(version)
    about = {one["id"]: one for one in benchmark.documents}
    known = {
        frozenset((benchmark.versions[a].id, benchmark.versions[b].id)) for a, b in benchmark.truth
    }

    def truth(a: str, b: str) -> Kind | None:
        one, other = about[a], about[b]
        if one["kind"] in PARTIAL or other["kind"] in PARTIAL:
            same = frozenset((a, b)) in known or one["cluster"] == other["cluster"]
            return Kind.QUOTING if same else None
        return Kind.EDITED if one["event"] == other["event"] else None

    labels = {key: one["event"] for key, one in about.items() if one["kind"] not in PARTIAL}
    measure("development set", list(index.pairs()), truth, labels)


def main() -> None:
    """Measure all three."""
    small("sample corpus", seeds_folder(), _sample_story)
    if (seeds := ROOT.parent / "shared" / "seeds").exists():
        small("real articles", seeds, lambda _: "one event")
    if DATA.exists():
        development()


def _sample_story(document: str) -> str:
    """Return the story of a sample article: its folder, and for the records what they tell of."""
    folder = document.partition("/")[0]
    story = document if folder == "world" else folder
    return SAMPLE_RECORDS.get(document.partition("#")[2], story)


if __name__ == "__main__":
    main()
