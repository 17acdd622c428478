"""A bundle in a format of another tool: what is lost on the way, and the parts of the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.exchange import Bundle, ExchangeFormat
from reader.workspace.actions.exchange_texts import TextKind, with_texts

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Export:
    """An export that is to be written: its bundle, as ``form`` needs it, and all that is lost."""

    form: ExchangeFormat
    bundle: Bundle
    losses: Mapping[str, int]

    @property
    def size(self) -> int:
        """The number of texts or passages that are written one after the other."""
        return len(self.bundle.texts) if self.form.with_texts else len(self.bundle.passages)

    def parts(self, tell: Callable[[int], object] = lambda _: None) -> Iterator[bytes]:
        """Yield the file; ``tell`` is told how many of ``size`` are written."""
        size = self.size
        return self.form.parts(self.bundle, lambda done: tell(min(done, size)))


def export_as(
    workspace: Workspace,
    bundle: Bundle,
    form: ExchangeFormat,
    kind: TextKind,
    tell: Callable[[int], object] = lambda _: None,
    *,
    named: bool = True,
) -> Export:
    """Return the export of a bundle in a format; its losses are those of the texts and the format.

    ``tell`` is told how many documents were read. Without ``named`` it has not the names that texts
    mention, which are no losses either and take their time to find.
    """
    losses: Counter[str] = Counter()
    if form.with_texts:
        named = named and form.with_names
        bundle, missing = with_texts(workspace, bundle, kind, named=named, tell=tell)
        losses.update(missing)
        tell(len(bundle.documents))
    losses.update(form.losses(bundle))
    return Export(form, bundle, {what: count for what, count in losses.items() if count})
