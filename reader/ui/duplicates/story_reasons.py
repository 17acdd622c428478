"""Reasons for and against the versions of a story, found while they are looked at."""

from __future__ import annotations

from collections.abc import Iterator

from reader.duplicates import NamedEvidence
from reader.errors import ReaderError
from reader.workspace import Workspace
from reader.workspace.analyses.stories.story import Story, StoryVersion

# So many versions of a story are looked at closely.
_REASONED = 24


class StoryReasons:
    """The reasons for versions: in figures from the beginning, by name once they are compared."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known: dict[tuple[str, str], NamedEvidence] = {}

    def of(self, version: StoryVersion, room: int) -> str:
        """Return the reasons known by now, by name and in figures; names and all in ``room``."""
        candidate = version.candidate
        if candidate is None:
            return ""
        named = self._known.get((candidate.a, candidate.b), NamedEvidence()).in_room(room)
        return " · ".join(filter(None, (named, candidate.evidence.summary)))

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
            self._known[candidate.a, candidate.b] = found.evidence
            yield version
