"""The names in each document of a corpus, a few bytes for each: a large corpus has millions."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from reader.workspace.cache.mention_codec import EntityNames


class KeptNames(Mapping[str, Iterable[tuple[EntityNames, int]]]):
    """For each document its names, each with how often it stands there."""

    def __init__(self) -> None:
        self._all: list[EntityNames] = []
        self._number: dict[EntityNames, int] = {}
        # For each document the numbers of its names, each before how often it stands there.
        self._of: dict[str, array[int]] = {}

    def put(self, document: str, counts: Mapping[EntityNames, int]) -> None:
        """Take in the names of a document."""
        self._of[document] = array(
            "I", chain.from_iterable((self._numbered(name), n) for name, n in counts.items())
        )

    def remove(self, document: str) -> None:
        """Remove the names of a document."""
        del self._of[document]

    def __getitem__(self, document: str) -> Iterator[tuple[EntityNames, int]]:
        """Return the names of a document."""
        numbers = self._of[document]
        return zip(map(self._all.__getitem__, numbers[::2]), numbers[1::2], strict=True)

    def __iter__(self) -> Iterator[str]:
        """Yield the documents."""
        return iter(self._of)

    def __len__(self) -> int:
        """Return the number of documents."""
        return len(self._of)

    def _numbered(self, name: EntityNames) -> int:
        number = self._number.setdefault(name, len(self._all))
        if number == len(self._all):
            self._all.append(name)
        return number
