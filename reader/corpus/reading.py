"""What a user says of the files of a corpus: names of fields, and an encoding."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from reader.corpus.fields import NAMES
from reader.errors import SettingsError


@dataclass(frozen=True)
class Reading:
    """How files are read where they do not say it themselves.

    ``fields`` are pairs of a field of ours (``text``, ``title`` ...) and the name that it has in
    records; ``encoding`` is the one of all files that are no UTF-8, empty to guess it.
    """

    fields: tuple[tuple[str, str], ...] = ()
    encoding: str = ""

    @classmethod
    def of(cls, fields: Mapping[str, str], encoding: str = "", place: str = "") -> Reading:
        """Return what was said; ``place`` is where, for messages.

        Raises:
            SettingsError: where there is no such field or encoding.
        """
        for field in fields:
            if field not in NAMES:
                allowed = f"Allowed: {', '.join(NAMES)}"
                raise SettingsError(f"there is no field {field!r}", place=place, remedy=allowed)
        try:
            known = codecs.lookup(encoding).name if encoding else ""
            b"".decode(known or "utf-8")
        except LookupError as error:
            raise SettingsError(
                f"there is no encoding {encoding!r}",
                place=place,
                remedy="Name one such as windows-1251, iso-8859-2, gbk, shift_jis",
            ) from error
        return cls(tuple(sorted(fields.items())), known)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The names that fields have in records, by field."""
        return dict(self.fields)

    @property
    def stamp(self) -> str:
        """What changes when documents would be read otherwise; empty where nothing was said."""
        return f"{self.encoding}{self.fields}" if self.encoding or self.fields else ""


AS_THEY_STAND = Reading()
