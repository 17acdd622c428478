"""Facts that lists of passages show beside the passages themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reader.annotations import Tag
from reader.workspace.analyses.stories.story_names import StoryNames
from reader.workspace.cache.document_summary import Card

_NO_CARD = Card()


class PassageBackground(NamedTuple):
    """The codebook, and what is known of documents: their cards and stories."""

    tags: Sequence[Tag]
    cards: Mapping[str, Card]
    stories: StoryNames

    def card(self, document: str) -> Card:
        """Return the card of a document, an empty one where it is not known yet."""
        return self.cards.get(document) or _NO_CARD
