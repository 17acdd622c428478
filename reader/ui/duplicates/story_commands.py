"""Verdicts on the versions of a story: on one, on those of a kind, or on all at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from reader.duplicates import UNKNOWN, Candidate
from reader.text import numbered
from reader.ui.judging.pair_commands import KINDS, PairCommands
from reader.ui.shared.commands import part_edit, undoable
from reader.ui.shared.screen import ReaderScreen
from reader.workspace.actions.judging import accept_versions, reject_story, reject_versions
from reader.workspace.analyses.stories.story import Story, StoryVersion


class StoryCommands:
    """Judges the versions of the story ``at_hand``, beside its version under the cursor.

    It answers the commands on a pair too, for that version. ``is_acting`` while it writes: what
    changes then is done here.
    """

    COMMANDS = (
        *PairCommands.COMMANDS,
        part_edit(
            "version.accept-kinds",
            "A",
            "judging.accept_kinds",
            "Accept to here",
            "Accept the versions down to this one that are of its kind, or a closer one",
            footer=True,
        ),
        part_edit(
            "version.accept-story",
            "S",
            "judging.accept_story",
            "Whole story",
            "Accept all versions of this story, each as what was found",
            footer=True,
        ),
        part_edit(
            "version.reject-story",
            "X",
            "judging.reject_story",
            "None",
            "Nothing more belongs to this story: keep all versions apart",
            footer=True,
        ),
    )

    def __init__(
        self, screen: ReaderScreen, at_hand: Callable[[], tuple[Story, StoryVersion] | None]
    ) -> None:
        self._screen, self._at_hand = screen, at_hand
        self._pair = PairCommands(screen, self._candidate)
        self.is_acting = False

    def _candidate(self) -> Candidate | None:
        """Return the pair that the version makes with what it stands beside."""
        at_hand = self._at_hand()
        return at_hand[1].candidate if at_hand is not None else None

    def _act(self, action: Callable[[], int], message: str) -> None:
        """Write a verdict, and tell of it."""
        self.is_acting = True
        try:
            count = self._screen.attempt(action)
        finally:
            self.is_acting = False
        if count is not None:
            self._screen.say(undoable(message.format(numbered(count, "version"))))

    def accept(self, kind: str = "") -> None:
        """Accept the version under the cursor into the story."""
        if (asked := self._asked()) is not None:
            story, version = asked
            act = partial(accept_versions, self._screen.workspace, story, [version], kind)
            self._act(act, f"{{}} linked as {kind or version.kind}")

    def accept_kinds(self) -> None:
        """Accept the versions down to the cursor of the kind there, and of closer kinds."""
        if (asked := self._asked()) is None or asked[1].kind is None:
            return
        story, version = asked
        kinds = KINDS[: KINDS.index(version.kind) + 1]
        down = story.open[: story.open.index(version) + 1]
        closer = [one for one in down if one.kind in kinds]
        act = partial(accept_versions, self._screen.workspace, story, closer)
        self._act(act, f"{{}} linked, {version.kind} and closer")

    def accept_story(self) -> None:
        """Accept every version that is open in the story, each as what was found."""
        if (at_hand := self._at_hand()) is not None:
            story = at_hand[0]
            act = partial(accept_versions, self._screen.workspace, story, story.open)
            self._act(act, "{} linked")

    def reject(self) -> None:
        """Keep the version under the cursor out of the story."""
        if (at_hand := self._at_hand()) is None:
            return
        story, version = at_hand
        if version.is_open and not version.along:
            act = partial(reject_versions, self._screen.workspace, story, [version])
            self._act(act, "{} kept apart")
        elif version.kind is None:
            self._screen.say(
                "The others stand beside this one: x there splits one off, X all of them"
            )
        elif version.along:
            self._screen.say("It comes along with the one above: x there keeps both apart")
        else:
            a, b = story.pair(version)
            self._pair.keep_apart(version.candidate or Candidate(a, b, version.kind, 0.0, UNKNOWN))

    def reject_story(self) -> None:
        """Say that nothing more belongs to the story."""
        if (at_hand := self._at_hand()) is not None:
            act = partial(reject_story, self._screen.workspace, at_hand[0])
            self._act(act, "{} kept apart")

    def _asked(self) -> tuple[Story, StoryVersion] | None:
        """Return the story and its version that a verdict is meant for; say why there is none."""
        if (at_hand := self._at_hand()) is None:
            return None
        story, version = at_hand
        if version.along:
            return story, next(one for one in story.open if one.document == version.along)
        if not version.is_open:
            self._screen.say("It is in the story already: x takes it out")
            return None
        return story, version
