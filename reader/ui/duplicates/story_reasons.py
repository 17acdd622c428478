"""What speaks for the versions of a story, and against them, found while they are looked at."""

from __future__ import annotations

from collections.abc import Iterator

from reader.errors import ReaderError
from reader.workspace import Workspace
from reader.workspace.analyses.stories import Story, StoryVersion
from reader.workspace.cache.comparison import Comparison

_REASONED = 24
"""So many versions of a story are looked at closely."""


class StoryReasons:
    """The reasons for versions: in figures from the beginning, by name once they are compared."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known: dict[tuple[str, str], str] = {}

    def of(self, version: StoryVersion) -> str:
        """Return what is known by now."""
        candidate = version.candidate
        if candidate is None:
            return ""
        known = self._known.get((candidate.a, candidate.b))
        return known if known is not None else candidate.evidence.summary

    def find(self, story: Story) -> Iterator[StoryVersion]:
        """Compare the versions of a story that were not compared yet, and yield each when it is."""
        for version in story.versions[:_REASONED]:
            candidate = version.candidate
            if candidate is None or (candidate.a, candidate.b) in self._known:
                continue
            try:
                found = self._workspace.duplicates.compare(version.beside, version.document)
            except ReaderError:
                continue
            self._known[candidate.a, candidate.b] = _told(found)
            yield version


def _told(comparison: Comparison) -> str:
    """Return what speaks for a pair, and against it, by name and in figures."""
    named, counted = comparison.evidence.in_words(), comparison.candidate.evidence.summary
    return f"{named} · {counted}" if named else counted
