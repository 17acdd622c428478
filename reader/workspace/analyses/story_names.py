"""The names of the stories that documents tell, in a word that a list can show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reader.duplicates import Cluster
from reader.workspace.cache.document_summary import Card


@dataclass(frozen=True, slots=True)
class StoryNames:
    """The story of each document, by the document that was likely first in it.

    A document that is alone is its own story.
    """

    first: Mapping[str, str] = field(default_factory=dict)

    def of(self, document: str) -> str:
        """Return the first document of the story of a document."""
        return self.first.get(document, document)


def story_names(clusters: Iterable[Cluster], cards: Mapping[str, Card]) -> StoryNames:
    """Return the stories as far as they are known: those of documents that stand alone are not in.

    The first document is the one with the earliest date, and of those without one by its name.
    """
    none = Card()
    first: dict[str, str] = {}
    for cluster in clusters:
        earliest = min(
            cluster.documents,
            key=lambda one: (not (date := cards.get(one, none).date), date, one),
        )
        first.update(dict.fromkeys(cluster.documents, earliest))
    return StoryNames(first)
