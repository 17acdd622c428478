"""Many short texts as searches compare them, folded once and kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, ItemsView, Iterable, Iterator, Mapping, Sequence
from time import sleep

from reader.text import Wording, fold

# Stands between texts while many are folded as one: no letter and no blank.
_BETWEEN = "\0"
# So many texts are folded before others get their turn.
_PORTION = 2_000
# A word between blanks is found as a piece of a text, three times as fast as by a pattern.
_SPACED = {code: " " for code in range(1, 128) if not chr(code).isalnum()}


class FoldedTextCache:
    """The folded texts of ids; ``texts_of`` gives what ids say now, in their order."""

    def __init__(self, texts_of: Callable[[Sequence[str]], Iterable[str]]) -> None:
        self._texts_of = texts_of
        self._folded: dict[str, str] = {}
        # Those of ASCII with their words between blanks, and the others.
        self._spaced: dict[str, str] = {}
        self._rest: dict[str, str] = {}

    def forget(self, ids: Iterable[str]) -> None:
        """Remove ids whose texts are gone or have changed."""
        for one in ids:
            for known in (self._folded, self._spaced, self._rest):
                known.pop(one, None)

    def update(self, ids: Collection[str]) -> Iterator[int]:
        """Take in the texts of ``ids``, which have all that are here; yield how many are done.

        Many are folded as one text: that takes a tenth of the time that each would take.
        """
        if len(ids) == len(self._folded):
            return
        fresh = [one for one in ids if one not in self._folded]
        for first in range(0, len(fresh), _PORTION):
            portion = fresh[first : first + _PORTION]
            texts = dict(zip(portion, self._texts_of(portion), strict=True))
            # Among others, those of ASCII would take ten times as long.
            plain = {one: text for one, text in texts.items() if text.isascii()}
            others = {one: text for one, text in texts.items() if one not in plain}
            folded = _folded(plain) | _folded(others)
            plain = {one: text for one, text in folded.items() if text.isascii()}
            spaced = f" {f' {_BETWEEN} '.join(plain.values()).translate(_SPACED)} "
            self._folded |= folded
            self._spaced |= zip(plain, spaced.split(_BETWEEN), strict=False)  # none is one
            self._rest |= {one: folded[one] for one in folded.keys() - plain.keys()}
            yield first + len(portion)
            sleep(0)  # keys go first

    def items(self) -> ItemsView[str, str]:
        """Return each id with its folded text."""
        return self._folded.items()

    def with_words(self, wording: Wording) -> set[str]:
        """Return the ids of the texts that have words in a row, not exactly as they stand."""
        word = wording.plain_word
        if not word:
            return wording.among(self._folded)
        piece = f" {word}" if wording.prefix else f" {word} "
        found = {one for one, text in self._spaced.items() if piece in text}
        found |= wording.among(self._rest)
        return found


def _folded(texts: Mapping[str, str]) -> dict[str, str]:
    """Return texts folded, all as one."""
    whole = fold(_BETWEEN.join(text.replace(_BETWEEN, " ") for text in texts.values()))
    return dict(zip(texts, whole.split(_BETWEEN), strict=False))  # none is one
