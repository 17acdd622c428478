"""The names of fields and the encodings that a user gives for the files of a corpus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from reader.corpus.fields import NAMES
from reader.encoding_names import python_encoding
from reader.errors import SettingsError

# Changes with the text and the fields that are found in the bytes of a file of one text: with how
# encodings are guessed, and what heads and pages say.
READING_VERSION = "10"


@dataclass(frozen=True)
class Reading:
    """The names of fields and encodings for files that do not say them themselves.

    ``fields`` are pairs of a field of ours (``text``, ``title`` ...) and the name that it has in
    records; ``encoding`` is the one of all files that are no UTF-8, empty to guess it, and
    ``encodings`` are those of single files, by their paths in the corpus.
    """

    fields: tuple[tuple[str, str], ...] = ()
    encoding: str = ""
    encodings: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(
        cls,
        fields: Mapping[str, str],
        encoding: str = "",
        place: str = "",
        encodings: Mapping[str, str] = MappingProxyType({}),
    ) -> Reading:
        """Return the reading that was asked for; ``place`` is the place of that, for messages.

        Raises:
            SettingsError: where there is no such field or encoding.
        """
        for field in fields:
            if field not in NAMES:
                allowed = f"Allowed: {', '.join(NAMES)}"
                raise SettingsError(f"there is no field {field!r}", place=place, remedy=allowed)
        own = ((file, python_encoding(name, place)) for file, name in encodings.items())
        return cls(
            tuple(sorted(fields.items())), python_encoding(encoding, place), tuple(sorted(own))
        )

    def chosen_for(self, file: str) -> str:
        """Return the encoding that was chosen for a single file, by its path in the corpus."""
        return self._by_file.get(file, "") if self.encodings else ""

    def for_file(self, file: str) -> Reading:
        """Return the reading of one file."""
        chosen = self.chosen_for(file)
        return replace(self, encoding=chosen, encodings=()) if chosen else self

    def choosing(self, file: str, encoding: str) -> Reading:
        """Return this with the encoding of one file; an empty one takes the choice back.

        Raises:
            SettingsError: where there is no such encoding.
        """
        chosen = {**self._by_file, file: python_encoding(encoding, file)}
        own = (pair for pair in chosen.items() if pair[1])
        return replace(self, encodings=tuple(sorted(own)))

    @cached_property
    def _by_file(self) -> Mapping[str, str]:
        return dict(self.encodings)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The names that fields have in records, by field."""
        return dict(self.fields)

    @property
    def stamp(self) -> str:
        """A value that changes with how all documents are read; empty where nothing was said."""
        return f"{self.encoding}{self.fields}" if self.encoding or self.fields else ""


AS_THEY_STAND = Reading()
