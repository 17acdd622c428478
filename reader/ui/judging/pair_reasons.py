"""Reasons for and against pairs, found while they are looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from itertools import islice

from textual.worker import get_current_worker

from reader.duplicates import Candidate, NamedEvidence
from reader.errors import ReaderError
from reader.ui.shared.screen import ReaderScreen

# So many pairs of a list are looked at closely.
_REASONED = 24


class PairReasons:
    """The reasons for pairs: in figures from the beginning, by name once they are compared.

    ``show`` is called on the ``screen`` when more of them are known.
    """

    def __init__(self, screen: ReaderScreen, show: Callable[[], object]) -> None:
        self._screen, self._show = screen, show
        self._known: dict[tuple[str, str], NamedEvidence] = {}

    def of(self, candidate: Candidate, room: int) -> str:
        """Return the reasons known by now, by name and in figures; names and all in ``room``."""
        known = self._known.get((candidate.a, candidate.b), NamedEvidence())
        return candidate.evidence.with_names(known.in_room(room))

    def find(self, candidates: Iterable[Candidate]) -> None:
        """Compare the first pairs, to say what they share and what they contradict."""
        self._screen.run_worker(
            partial(self._find, tuple(islice(candidates, _REASONED))),
            thread=True,
            group="reasons",
            exclusive=True,
            exit_on_error=False,
        )

    def _find(self, candidates: Iterable[Candidate]) -> None:
        worker, screen = get_current_worker(), self._screen
        for one in candidates:
            if (one.a, one.b) in self._known:
                continue
            try:
                found = screen.workspace.duplicates.compare(one.a, one.b)
            except ReaderError:
                continue
            self._known[one.a, one.b] = found.evidence
            if worker.is_cancelled:
                return
            screen.app.call_from_thread(self._show)
