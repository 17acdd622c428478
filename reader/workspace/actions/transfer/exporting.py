"""A bundle in a format of another tool: what is lost on the way, and the parts of the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.exchange import Bundle, ExchangeFormat, TextKind
from reader.workspace.actions.transfer.exchange_texts import as_shown, with_texts

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Export:
    """An export that is to be written: its bundle, as ``form`` needs it, and all that is lost.

    ``losses`` count what people made, ``of_reader`` names what reader set by itself.
    """

    form: ExchangeFormat
    bundle: Bundle
    losses: Mapping[str, int]
    of_reader: tuple[str, ...]

    @classmethod
    def of(cls, form: ExchangeFormat, bundle: Bundle, missing: Mapping[str, int]) -> Export:
        """Return the export of a bundle; ``missing`` counts what its texts could not take in."""
        losses = Counter(missing) + Counter(form.losses(bundle))
        return cls(form, bundle, dict(losses), form.losses_of_reader(bundle))

    @property
    def told_of_reader(self) -> str:
        """The sorts of ``of_reader`` in a sentence, "" where there are none."""
        if not self.of_reader:
            return ""
        return f"Left out as well, but set by reader itself: {', '.join(self.of_reader)}"

    @property
    def size(self) -> int:
        """The number of texts or passages that are written one after the other, and the end."""
        parts = self.bundle.texts if self.form.with_texts else self.bundle.passages
        return len(parts) + 1

    def parts(self, tell: Callable[[int], object] = lambda _: None) -> Iterator[bytes]:
        """Yield the file; ``tell`` is told how many of ``size`` are written."""
        size = self.size
        tell(0)  # many formats gather all before their first part
        yield from self.form.parts(self.bundle, lambda done: tell(min(done, size - 1)))
        tell(size)


def export_as(
    workspace: Workspace,
    bundle: Bundle,
    form: ExchangeFormat,
    kind: TextKind,
    tell: Callable[[int], object] = lambda _: None,
) -> Export:
    """Return the export of a bundle in a format, with the texts, names and words that this needs.

    ``tell`` is told how many documents were read, and one more when the losses are counted.
    """
    missing: Mapping[str, int] = {}
    shown = as_shown(workspace, bundle, tell) if form.as_shown else bundle
    if form.counts_in_texts(kind):
        bundle, missing = with_texts(workspace, bundle, kind, named=form.with_names, tell=tell)
        shown = replace(bundle, pages=shown.pages)
    tell(len(bundle.documents))
    export = Export.of(form, shown, missing)
    tell(len(bundle.documents) + 1)
    return export
