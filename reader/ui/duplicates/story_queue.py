"""The stories that wait for verdicts, in an order that stays while they are judged."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence, Set

from reader.annotations import Link, Verdict
from reader.workspace import DocumentSummary
from reader.workspace.analyses.stories.story import Story, StoryVersion
from reader.workspace.analyses.stories.story_filter import StoryFilter, narrowed


class KnownStories:
    """All stories, and those of each document, which is told in two at times.

    A worker makes it: there may be many. What a verdict changes is changed in it at once.
    """

    def __init__(self, stories: Sequence[Story] = ()) -> None:
        self.all = stories
        self.copies = sum(story.is_of_copies for story in stories)
        self._of: dict[str, list[Story]] = {}
        self._add(stories)

    def __contains__(self, story: Story) -> bool:
        return story in self._of.get(story.first, ())

    def of(self, documents: Iterable[str]) -> set[Story]:
        """Return the stories that have one of some documents."""
        return {story for one in documents for story in self._of.get(one, ())}

    def change(self, gone: Set[Story], made: Sequence[Story]) -> None:
        """Put stories in the place of others."""
        self.copies += sum(one.is_of_copies for one in made) - sum(s.is_of_copies for s in gone)
        for one in {one for story in gone for one in story.documents}:
            self._of[one] = [story for story in self._of[one] if story not in gone]
        self._add(made)
        at = _open_in(made)
        left = (story for story in self.all if story not in gone)
        self.all = [*made[:at], *left, *made[at:]]

    def _add(self, stories: Iterable[Story]) -> None:
        for story in stories:
            for one in story.documents:
                self._of.setdefault(one, []).append(story)

    def dissolved(self, links: Iterable[Link]) -> int:
        """Return how many stories are none any more, as all of their versions were kept apart."""
        groups: dict[str, set[str]] = {}
        for link in links:
            if link.verdict is Verdict.REJECTED:
                joined = groups.get(link.a, {link.a}) | groups.get(link.b, {link.b})
                groups |= dict.fromkeys(joined, joined)
        alone = {id(group): group for group in groups.values()}.values()
        return sum(not any(map(self._of.get, group)) for group in alone)


def _open_in(stories: Sequence[Story]) -> int:
    """Return how many of some stories have open versions: they come first."""
    return bisect_left(stories, True, key=lambda story: not story.open)


class StoryQueue:
    """Stories with open versions that the filter takes, those that were seen first before others.

    The story of the document at hand is the first of all. Stories of copies alone are neither
    ``decided`` nor do they wait; one of which all was kept apart is decided. A verdict changes few
    of many: what is known of the others is kept.
    """

    def __init__(
        self, summary: Callable[[str], DocumentSummary], at_hand: str | None = None
    ) -> None:
        self.known = KnownStories()
        self.decided = 0
        self.wanted = StoryFilter()
        self._summary = summary
        self._seen: dict[str, int] = {} if at_hand is None else {at_hand: 0}
        self._ranks: dict[Story, int] = {}
        # The rows of versions, in the order in which they were seen first.
        self._rows: dict[str, int] = {}
        self._shown: dict[Story, Story] = {}
        self._changed: Sequence[Story] = ()
        self._narrowed: dict[Story, Story | None] = {}
        self._open: Sequence[Story] = ()
        self._waiting: list[Story] = []

    def __len__(self) -> int:
        return len(self._waiting)

    def __getitem__(self, place: int) -> Story:
        """Return a story with those of its open versions that the filter takes.

        Its versions stay in the order in which they were seen first, whatever a verdict makes of
        them: none changes its row under the hands of somebody who decides.
        """
        story = self._narrow(self._waiting[place])
        assert story is not None
        if story not in self._shown:
            for one in story.documents:
                self._rows.setdefault(one, len(self._rows))
            self._shown[story] = Story(tuple(sorted(story.versions, key=self._row)))
        return self._shown[story]

    def _row(self, version: StoryVersion) -> tuple[bool, int, int]:
        """Return the place of a version among others: below the first, or what it comes with."""
        head = self._rows.get(version.along, self._rows[version.document])
        return version.kind is not None, head, self._rows[version.document]

    def ranked(self, stories: Iterable[Story]) -> Sequence[Story]:
        """Give places to stories, and return those not taken yet; many take a worker's time."""
        changed = [story for story in stories if story not in self.known]
        self._ranks |= {story: self._rank(story) for story in changed}
        return changed

    def take(self, known: KnownStories, links: Iterable[Link], changed: Sequence[Story]) -> None:
        """Take up the stories as they are judged now by ``links``, the decided ones last.

        Those that have ``changed`` were ``ranked`` before.
        """
        self.known, stories, self._changed = known, known.all, changed
        self._open = stories[: _open_in(stories)]
        self.decided = len(stories) - len(self._open) - known.copies + known.dissolved(links)
        self._wait()

    def judge(
        self,
        documents: Collection[str],
        stories_among: Callable[[Iterable[str]], Sequence[Story]],
        links: Iterable[Link],
    ) -> None:
        """Take up what a verdict on documents makes of their stories, by these stories alone."""
        gone = self.known.of(documents)
        made = stories_among({*documents, *(one for story in gone for one in story.documents)})
        changed = self.ranked(made)
        self.known.change(gone, made)
        self.take(self.known, links, changed)

    @property
    def total(self) -> int:
        """The number of stories that are decided, or have something to decide."""
        return self.decided + len(self._open)

    def narrow(self, wanted: StoryFilter) -> None:
        """Let only those open versions wait that are wanted."""
        self.wanted = wanted
        self._narrowed.clear()
        self._wait()

    def place_of(self, documents: Iterable[str]) -> int | None:
        """Return the place of the first story that has changed and has one of some documents."""
        wanted = set(documents)
        ranks = [self._ranks[one] for one in self._changed if not wanted.isdisjoint(one.documents)]
        places = (self._place(rank) for rank in sorted(ranks))
        found = (at for at in places if not wanted.isdisjoint(self._waiting[at].documents))
        return next(found, None) if self._waiting else None

    def place_after(self, here: Story) -> int:
        """Return the place of a story now, or of the one that came after it; 0 behind the last."""
        documents = set(here.documents)
        ranks = [
            self._ranks[story]
            for story in self._changed
            if here.first in story.documents or documents & {one.document for one in story.linked}
        ]
        return self._place(min(ranks, default=self._rank(here)))

    def _wait(self) -> None:
        open_ = self._open
        if self.wanted != StoryFilter():
            open_ = [story for story in open_ if self._narrow(story) is not None]
        self._waiting = sorted(open_, key=self._ranks.__getitem__)

    def _narrow(self, story: Story) -> Story | None:
        if self.wanted == StoryFilter():
            return story
        if story not in self._narrowed:
            self._narrowed[story] = narrowed(story, self.wanted, self._summary)
        return self._narrowed[story]

    def _place(self, rank: int) -> int:
        """Return the place of the first story of a rank or behind it; 0 behind the last."""
        place = bisect_left(self._waiting, rank, key=self._ranks.__getitem__)
        return place if place < len(self._waiting) else 0

    def _rank(self, story: Story) -> int:
        """Return the place of a story's first document among those seen, new ones last."""
        return min(self._seen.setdefault(one, len(self._seen)) for one in story.documents)
