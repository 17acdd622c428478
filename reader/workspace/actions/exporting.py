"""A bundle written in a format, with all that is lost on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.exchange import Bundle, ExchangeFormat, Written
from reader.workspace.actions.exchange_texts import TextKind, with_texts

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace


def written_as(
    workspace: Workspace,
    bundle: Bundle,
    chosen: ExchangeFormat,
    kind: TextKind,
    tell: Callable[[int], object] = lambda _: None,
) -> Written:
    """Return a bundle in a format; its losses are those of the texts and of the format.

    ``tell`` is told how many documents were read.
    """
    losses: Counter[str] = Counter()
    if chosen.with_texts:
        bundle, missing = with_texts(workspace, bundle, kind, named=chosen.with_names, tell=tell)
        losses.update(missing)
        tell(len(bundle.documents))
    written = chosen.write(bundle)
    losses.update(written.losses)
    return Written.of(written.data, losses)
