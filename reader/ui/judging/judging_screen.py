"""Judging pairs: what the comparison of two versions and the list of links share."""

from __future__ import annotations

from functools import partial

from textual import work

from reader.annotations import Verdict, link_between
from reader.duplicates import Candidate, Kind
from reader.text import numbered, one_line
from reader.ui.judging.breaking import BreakChoice
from reader.ui.shared.commands import edit, undoable
from reader.ui.shared.screen import ReaderScreen
from reader.ui.shared.signs import KIND_SIGNS
from reader.workspace.actions.judging import accept_pair, breaks, reject_pair

KINDS = tuple(Kind)
LEGEND = "  ".join(f"{number} {KIND_SIGNS[kind]} {kind}" for number, kind in enumerate(KINDS, 1))


class JudgingScreen(ReaderScreen):
    """A screen that shows one pair to be accepted or rejected."""

    ON_ROWS = frozenset({"accept", "reject"})
    BINDINGS = [
        edit("version.accept", "a", "accept", "Accept", "Link as what was found", footer=True),
        *(
            edit(
                f"version.accept-{kind}", str(number), f"accept('{kind}')", kind, f"Link as {kind}"
            )
            for number, kind in enumerate(KINDS, 1)
        ),
        edit(
            "version.reject",
            "x",
            "reject",
            "Reject",
            "Keep apart, and never list it again",
            footer=True,
        ),
    ]

    @property
    def candidate(self) -> Candidate | None:
        """The pair that a verdict is meant for."""
        raise NotImplementedError

    def judged(self, candidate: Candidate) -> None:
        """Go on after a verdict was kept."""

    def action_accept(self, kind: str = "") -> None:
        """Link the two, as the kind that is shown where no other is said."""
        candidate = self.candidate
        if candidate is not None:
            link = link_between(self.store, candidate.a, candidate.b)
            shown = link.kind if link is not None else candidate.kind
            self._judge(candidate, kind or shown, Verdict.ACCEPTED)

    def action_reject(self) -> None:
        """Say that the two don't belong together; ask where their story breaks."""
        candidate = self.candidate
        if candidate is not None:
            self._judge(candidate, candidate.kind, Verdict.REJECTED)

    def _judge(
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
            self._reject(candidate, note, message)
            return
        act = partial(accept_pair, self.workspace, candidate, kind, note)
        ruling = self.attempt(act)
        if ruling:
            self.judged(candidate)
            gone = numbered(len(ruling.removed), "rejection")
            also = f" and {gone} between the two stories taken back" if ruling.removed else ""
            self.say(undoable(f"{message or f'Linked as {kind}'}{also}"))

    def _reject(self, candidate: Candidate, note: str | None, message: str = "") -> None:
        places = breaks(self.workspace, candidate.a, candidate.b)
        own = {candidate.a, candidate.b}
        if len(places) > 1 or any({one.a, one.b} != own for at in places for one in at.crossing):
            self._ask_break(candidate, note)
            return
        act = partial(reject_pair, self.workspace, candidate, next(iter(places), None), note)
        if self.attempt(act):
            self.judged(candidate)
            self.say(undoable(f"{message or 'Kept apart'}"))

    @work(group="dialog")
    async def _ask_break(self, candidate: Candidate, note: str | None) -> None:
        """Ask for the place to break the story of the two, and break it there."""
        places = breaks(self.workspace, candidate.a, candidate.b)
        at = await self.app.push_screen_wait(BreakChoice(places, self.title_of))
        if at is None:
            return
        act = partial(reject_pair, self.workspace, candidate, at, note)
        if self.attempt(act):
            self.judged(candidate)
            count = f"{len(at.left)} and {len(at.right)} versions"
            self.say(undoable(f"Broken into {count}"))

    def title_of(self, document: str) -> str:
        """Return the title of a document in a line: source, date and title, or its path."""
        summary = self.workspace.summaries.get(document)
        if summary is None or not summary.title:
            return one_line(document)
        return " · ".join(
            part for part in (summary.dated(10), summary.source, summary.title) if part
        )

    def titles_of(self, a: str, b: str) -> tuple[str, str]:
        """Return the titles of two documents, behind their paths where they are the same."""
        one, other = self.title_of(a), self.title_of(b)
        return (
            (f"{one_line(a)} · {one}", f"{one_line(b)} · {other}") if one == other else (one, other)
        )
