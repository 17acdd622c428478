"""Verdicts on a pair, for screens that show one: linked as a kind, or kept apart."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from reader.annotations import Verdict, link_between
from reader.duplicates import Candidate, Kind
from reader.text import numbered
from reader.ui.judging.breaking import BreakChoice
from reader.ui.judging.pair_titles import title_of
from reader.ui.shared.commands import part_edit, undoable
from reader.ui.shared.screen import ReaderScreen
from reader.ui.shared.signs import KIND_SIGNS
from reader.workspace.actions.judging import accept_pair, breaks, reject_pair

KINDS = tuple(Kind)
LEGEND = "  ".join(f"{number} {KIND_SIGNS[kind]} {kind}" for number, kind in enumerate(KINDS, 1))


class PairCommands:
    """Accepts or rejects the ``candidate`` that a screen means, which has this as ``judging``."""

    COMMANDS = (
        part_edit(
            "version.accept",
            "a",
            "judging.accept",
            "Accept",
            "Link as what was found",
            footer=True,
        ),
        *(
            part_edit(
                f"version.accept-{kind}",
                str(number),
                f"judging.accept('{kind}')",
                kind,
                f"Link as {kind}",
            )
            for number, kind in enumerate(KINDS, 1)
        ),
        part_edit(
            "version.reject",
            "x",
            "judging.reject",
            "Reject",
            "Keep apart, and never list it again",
            footer=True,
        ),
    )

    def __init__(self, screen: ReaderScreen, candidate: Callable[[], Candidate | None]) -> None:
        self._screen, self._candidate = screen, candidate

    def accept(self, kind: str = "") -> None:
        """Link the two, as the kind that is shown where no other is said."""
        candidate = self._candidate()
        if candidate is not None:
            link = link_between(self._screen.store, candidate.a, candidate.b)
            shown = link.kind if link is not None else candidate.kind
            self.judge(candidate, kind or shown, Verdict.ACCEPTED)

    def reject(self) -> None:
        """Say that the two don't belong together; ask where their story breaks."""
        candidate = self._candidate()
        if candidate is not None:
            self.keep_apart(candidate)

    def judge(
        self,
        candidate: Candidate,
        kind: str,
        verdict: Verdict,
        note: str | None = None,
        message: str = "",
    ) -> None:
        """Keep a verdict; the note that the link has stays where there is no other.

        ``message`` tells what was done, where it is not the verdict.
        """
        if verdict is Verdict.REJECTED:
            self.keep_apart(candidate, note, message)
            return
        act = partial(accept_pair, self._screen.workspace, candidate, kind, note)
        ruling = self._screen.attempt(act)
        if ruling:
            gone = numbered(len(ruling.removed), "rejection")
            also = f" and {gone} between the two stories taken back" if ruling.removed else ""
            self._screen.say(undoable(f"{message or f'Linked as {kind}'}{also}"))

    def keep_apart(self, candidate: Candidate, note: str | None = None, message: str = "") -> None:
        """Reject a pair; where other links join the two, ask where their story breaks."""
        places = breaks(self._screen.workspace, candidate.a, candidate.b)
        own = {candidate.a, candidate.b}
        if len(places) > 1 or any({one.a, one.b} != own for at in places for one in at.crossing):
            self._screen.run_worker(self._ask_break(candidate, note), group="dialog")
            return
        at = next(iter(places), None)
        act = partial(reject_pair, self._screen.workspace, candidate, at, note)
        if self._screen.attempt(act):
            self._screen.say(undoable(message or "Kept apart"))

    async def _ask_break(self, candidate: Candidate, note: str | None) -> None:
        """Ask for the place to break the story of the two, and break it there."""
        workspace = self._screen.workspace
        places = breaks(workspace, candidate.a, candidate.b)
        choice = BreakChoice(places, partial(title_of, workspace.summaries))
        at = await self._screen.app.push_screen_wait(choice)
        if at is None:
            return
        act = partial(reject_pair, workspace, candidate, at, note)
        if self._screen.attempt(act):
            count = f"{len(at.left)} and {len(at.right)} versions"
            self._screen.say(undoable(f"Broken into {count}"))
