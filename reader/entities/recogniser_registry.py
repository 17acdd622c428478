"""Recognisers by name: the embedded one, and those that installed packages offer."""

from __future__ import annotations

from typing import Protocol

from reader.entities.mention import VERSION, Mention
from reader.errors import RecogniserError

# The group of entry points: each is called with what stands after the colon of a name (``MODEL`` in
# ``spacy:MODEL``), and returns an engine or raises RecogniserError.
GROUP = "reader.recognisers"


class Engine(Protocol):
    """Finds mentions in texts. It is picklable, as whole corpora are read in several processes.

    ``name`` is what a user calls it by. ``version`` changes when the same text may be found to
    mention something else; both are part of what results are cached by.
    """

    @property
    def name(self) -> str:
        """The name that a user calls it by."""

    @property
    def version(self) -> str:
        """A value that changes when it may find something else."""

    def recognise(self, text: str, *, date: str | None = None) -> tuple[Mention, ...]:
        """Return the mentions of an article, as ``reader.entities.recognise`` does."""

    def close(self) -> None:
        """Let go of processes and files, also while it is at work in another thread."""


class Embedded:
    """The recogniser that reader brings along; it is loaded when it is first used."""

    name = "embedded"

    @property
    def version(self) -> str:
        """A value that changes when it may find something else."""
        return VERSION

    def recognise(self, text: str, *, date: str | None = None) -> tuple[Mention, ...]:
        """Return the mentions of an article."""
        from reader.entities.recogniser import recognise

        return recognise(text, date=date)

    def close(self) -> None:
        """Let go of nothing."""


EMBEDDED = Embedded()


def engine(name: str) -> Engine:
    """Return the engine of a name such as ``embedded`` or ``spacy:en_core_web_sm``.

    Raises:
        RecogniserError: where there is none of that name, or what it needs is missing.
    """
    if name in ("", EMBEDDED.name):
        return EMBEDDED
    from importlib import metadata

    kind, _, model = name.partition(":")
    offered = metadata.entry_points(group=GROUP)
    if kind not in offered.names:
        names = ", ".join([EMBEDDED.name, *(f"{other}:MODEL" for other in sorted(offered.names))])
        raise RecogniserError("there is no such recogniser", place=name, remedy=f"Known: {names}")
    try:
        make = offered[kind].load()
    except (ImportError, AttributeError) as error:
        raise RecogniserError(
            f"its package can't be loaded ({error})", place=name, remedy="Install it again"
        ) from error
    made: Engine = make(model)
    return made
