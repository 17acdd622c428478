"""The progress of the work on a corpus, told in the same way by every screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Progress:
    """The amount done of the work at hand.

    ``work`` names it in a word or a few (``finding``, ``reading``, ``comparing``); without one all
    is done, and what is known is whole. ``total`` is 0 where nobody can tell it yet. ``problem``
    says why the work ended before it was done.
    """

    work: str = ""
    done: int = 0
    total: int = 0
    problem: str = ""

    @property
    def is_over(self) -> bool:
        """Tell whether what is known is whole."""
        return not self.work

    @property
    def share(self) -> float | None:
        """The share (0 to 1) that is done, where it can be told."""
        return self.done / self.total if self.total else None

    def __str__(self) -> str:
        """Return it as a line: ``reading 84 of 1,204``; empty where all is done."""
        if self.problem:
            return f"{self.work} ended early: {self.problem}"
        if not self.work:
            return ""
        amount = f"{self.done:,} of {self.total:,}" if self.total else f"{self.done:,}"
        return f"{self.work} {amount}" if self.done or self.total else self.work


OVER: Final = Progress()
