"""Facts that lists of passages show beside the passages themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reader.annotations import Tag
from reader.workspace.analyses.stories.story_names import StoryNames
from reader.workspace.cache.document_summary import DocumentSummary

_NO_SUMMARY = DocumentSummary()


class PassageBackground(NamedTuple):
    """The codebook, and what is known of documents: their summaries and stories."""

    tags: Sequence[Tag]
    summaries: Mapping[str, DocumentSummary]
    stories: StoryNames

    def summary(self, document: str) -> DocumentSummary:
        """Return the summary of a document, an empty one where it is not known yet."""
        return self.summaries.get(document) or _NO_SUMMARY
