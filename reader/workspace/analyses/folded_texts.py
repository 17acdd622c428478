"""Many short texts as searches compare them, folded once and kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, ItemsView, Iterable, Iterator
from time import sleep

from reader.text import Wording, fold

# Stands between texts while many are folded as one: no letter and no blank.
_BETWEEN = "\0"
# So many texts are folded before others get their turn.
_PORTION = 2_000


class FoldedTexts:
    """The folded texts of ids; ``text_of`` gives what an id says now."""

    def __init__(self, text_of: Callable[[str], str]) -> None:
        self._text_of = text_of
        self._folded: dict[str, str] = {}

    def forget(self, ids: Iterable[str]) -> None:
        """Take ids out: they are gone, or say something else now."""
        for one in ids:
            self._folded.pop(one, None)

    def update(self, ids: Collection[str]) -> Iterator[int]:
        """Take in the texts of ``ids`` that are not here; yield how many are done.

        Many are folded as one text: that takes a tenth of the time that each would take.
        """
        fresh = [one for one in ids if one not in self._folded]
        for first in range(0, len(fresh), _PORTION):
            portion = fresh[first : first + _PORTION]
            whole = _BETWEEN.join(self._text_of(one).replace(_BETWEEN, " ") for one in portion)
            self._folded.update(zip(portion, fold(whole).split(_BETWEEN), strict=True))
            yield first + len(portion)
            sleep(0)  # keys go first

    def items(self) -> ItemsView[str, str]:
        """Return each id with its folded text."""
        return self._folded.items()

    def with_words(self, wording: Wording) -> set[str]:
        """Return the ids of the texts that have words in a row, not exactly as they stand."""
        return wording.among(self._folded)
