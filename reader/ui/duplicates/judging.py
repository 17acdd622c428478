"""Judging candidates: what the queue and the comparison of two versions share."""

from __future__ import annotations

from functools import partial

from reader.annotations import Verdict
from reader.duplicates import Candidate, Kind
from reader.ui.commands import command
from reader.ui.shared.screen import ReaderScreen
from reader.workspace.actions.annotating import link, link_between

KINDS = tuple(Kind)


class JudgingScreen(ReaderScreen):
    """A screen that shows one candidate to be accepted or rejected."""

    BINDINGS = [
        command("version.accept", "a", "accept", "Accept", "Link as suggested", footer=True),
        *(
            command(
                f"version.accept-{kind}",
                str(number),
                f"accept('{kind}')",
                kind,
                f"Link as {kind}",
            )
            for number, kind in enumerate(KINDS, 1)
        ),
        command(
            "version.reject",
            "x",
            "reject",
            "Reject",
            "Keep apart, and never suggest it again",
            footer=True,
        ),
    ]

    @property
    def candidate(self) -> Candidate | None:
        """The candidate that a verdict is meant for."""
        raise NotImplementedError

    def judged(self, candidate: Candidate) -> None:
        """Go on after a verdict was kept."""

    def action_accept(self, kind: str = "") -> None:
        """Link the two, as the kind that is shown where no other is said."""
        candidate = self.candidate
        if candidate is not None:
            known = link_between(self.store, candidate.a, candidate.b)
            shown = known.kind if known is not None else candidate.kind
            self._judge(candidate, kind or shown, Verdict.ACCEPTED)

    def action_reject(self) -> None:
        """Say that the two don't belong together."""
        candidate = self.candidate
        if candidate is not None:
            self._judge(candidate, candidate.kind, Verdict.REJECTED)

    def _judge(
        self, candidate: Candidate, kind: str, verdict: Verdict, note: str | None = None
    ) -> None:
        """Keep a verdict; the note that the link has stays where there is no other."""
        known = link_between(self.store, candidate.a, candidate.b)
        act = partial(
            link,
            self.store,
            candidate.a,
            candidate.b,
            kind,
            verdict=verdict,
            note=(known.note if known else "") if note is None else note,
            evidence=candidate.evidence.summary,
        )
        if self.attempt(act) is not None:
            self.judged(candidate)
            done = f"Linked as {kind}" if verdict is Verdict.ACCEPTED else "Kept apart"
            self.say(f"{done}; u takes it back")
