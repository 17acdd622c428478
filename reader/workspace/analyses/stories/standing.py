"""The ways in which documents stand to the stories of a corpus, as ``is:`` asks for them."""

from __future__ import annotations

from collections.abc import Iterable, Set

from reader.workspace.analyses.stories.story import Story, StoryVersion, VersionStanding

_LIKELY = (VersionStanding.LIKELY, VersionStanding.COPY)


def by_standing(stories: Iterable[Story], documents: Set[str]) -> dict[str, Set[str]]:
    """Return the documents that are likely in a story, undecided there, and in no story."""
    likely, undecided, told = set[str](), set[str](), set[str]()
    for story in stories:
        told.update(story.documents)
        for version in story.versions:
            asked = _asked(story, version)
            if any(one.standing in _LIKELY for one in asked):
                likely.add(version.document)
            if any(one.is_open for one in asked):
                undecided.add(version.document)
    return {"likely": likely, "undecided": undecided, "single": documents - told}


def _asked(story: Story, version: StoryVersion) -> tuple[StoryVersion, ...]:
    """Return the versions whose standing counts for one: for the first version all."""
    return story.versions if version.kind is None else (version,)
