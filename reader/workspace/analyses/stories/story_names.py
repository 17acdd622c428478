"""The names of the stories that documents tell, in a word that a list can show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reader.text import numbered
from reader.workspace.analyses.stories.story import Story


@dataclass(frozen=True, slots=True)
class StoryNames:
    """The story of each document, by the document that was likely first in it.

    A document that is alone is its own story. ``is_known`` tells whether stories were looked for.
    """

    first: Mapping[str, str] = field(default_factory=dict)
    is_known: bool = False

    def of(self, document: str) -> str:
        """Return the first document of the story of a document."""
        return self.first.get(document, document)

    def count(self, documents: Iterable[str]) -> int:
        """Return the number of stories that documents tell."""
        return len(set(map(self.of, documents)))

    def in_words(self, documents: Iterable[str]) -> str:
        """Return the number of stories that documents tell, in words, as far as it is known."""
        if not self.is_known:
            return "stories not known yet"
        return numbered(self.count(documents), "story", "stories")


def story_names(stories: Iterable[Story]) -> StoryNames:
    """Return the names of stories, as far as these are known: those still open are told as one."""
    first = {document: story.first for story in stories for document in story.documents}
    return StoryNames(first, is_known=True)
