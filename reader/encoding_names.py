"""The names that people give encodings."""

from __future__ import annotations

import codecs

from reader.errors import SettingsError

# Escapes of half a character, which is no text, and every byte.
_PROBE = b" \\ud800 +2AA- " + bytes(range(256))
# Files whose order of bytes has to be told begin with a mark, and need no name of an encoding.
_OF_ONE_ORDER = {"utf-16": "utf-16-le", "utf-32": "utf-32-le"}


def python_encoding(encoding: str, place: str) -> str:
    """Return the name of an encoding as Python has it; raise SettingsError where there is none.

    Python has other codecs too, which do not turn any bytes into a text.
    """
    if not encoding:
        return ""
    try:
        codec = codecs.lookup(encoding).name
        codec = _OF_ONE_ORDER.get(codec, codec)
        _PROBE.decode(codec, "replace").encode()
    except (LookupError, ValueError) as error:
        raise SettingsError(
            f"there is no encoding {encoding!r}",
            place=place,
            remedy="Name one such as windows-1251, iso-8859-2, gbk, shift_jis",
        ) from error
    return codec
