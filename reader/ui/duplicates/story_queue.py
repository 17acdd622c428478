"""The stories that wait for verdicts, in an order that stays while they are judged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from reader.workspace import Card
from reader.workspace.analyses.stories import Story
from reader.workspace.analyses.story_filter import StoryFilter, narrowed


class StoryQueue:
    """Stories with open versions: those that the filter takes, the likeliest at first sight first.

    ``all`` has the decided ones too.
    """

    def __init__(self, card: Callable[[str], Card]) -> None:
        self.all: tuple[Story, ...] = ()
        self.decided = 0
        self.wanted = StoryFilter()
        self._card = card
        self._waiting: list[Story] = []
        self._seen: dict[str, int] = {}
        self._ranks: dict[Story, int] = {}

    def __len__(self) -> int:
        return len(self._waiting)

    def __getitem__(self, place: int) -> Story:
        return self._waiting[place]

    def take(self, stories: Sequence[Story]) -> None:
        """Take up the stories as they are judged now."""
        known, self._ranks = self._ranks, {}
        for story in stories:
            rank = known.get(story)
            self._ranks[story] = self._first_seen(story) if rank is None else rank
        self.all = tuple(stories)
        self.decided = sum(not story.open for story in stories)
        self.narrow(self.wanted)

    def narrow(self, wanted: StoryFilter) -> None:
        """Let only the open versions wait that are wanted."""
        self.wanted = wanted
        self._waiting = sorted(narrowed(self.all, wanted, self._card), key=self._rank)

    def place_of(self, documents: Iterable[str]) -> int | None:
        """Return where the first story stands that has one of some documents, or None."""
        wanted = set(documents)
        for place, story in enumerate(self._waiting if wanted else ()):
            if not wanted.isdisjoint(story.documents):
                return place
        return None

    def place_after(self, here: Story) -> int:
        """Return where a story stands now, or the one that came after it; 0 behind the last."""
        documents = set(here.documents)
        for place, story in enumerate(self._waiting):
            if not documents.isdisjoint(story.documents) and (
                here.first in story.documents
                or any(one.document in documents for one in story.linked)
            ):
                return place
        rank = self._rank(here)
        later = (place for place, story in enumerate(self._waiting) if self._rank(story) >= rank)
        return next(later, 0)

    def _rank(self, story: Story) -> int:
        rank = self._ranks.get(story)
        return self._first_seen(story) if rank is None else rank

    def _first_seen(self, story: Story) -> int:
        """Return when the first document of a story was seen, those that are new last."""
        return min(self._seen.setdefault(one, len(self._seen)) for one in story.documents)
