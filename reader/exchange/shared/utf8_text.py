"""The text of a file of another tool."""

from __future__ import annotations

from reader.errors import FormatError


def utf8_text(data: bytes, place: str, *, keeps_mark: bool = False) -> str:
    """Return the text of a file in UTF-8, without the mark of UTF-8 before it.

    A tool that counts the mark as a character of its text ``keeps_mark``.

    Raises FormatError, with the line, for what is none.
    """
    try:
        return data.decode("utf-8" if keeps_mark else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FormatError(
            "this is no UTF-8", place=f"{place}:{line}", remedy="Save it as UTF-8"
        ) from error
