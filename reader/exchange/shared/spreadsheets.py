"""CSV that spreadsheets open without harm, and that reads back as it was."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from itertools import chain

# What a spreadsheet takes for a formula begins so (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: it gets an apostrophe in front."""
    return f"'{text}" if text.startswith(_FORMULA) or _is_marked(text) else text


def unmarked(cell: str) -> str:
    """Return the text that ``harmless`` was given."""
    return cell[1:] if _is_marked(cell) else cell


def as_given(cells: Iterable[str]) -> Callable[[str], str]:
    """Return the function that gives back the text of a cell among all ``cells`` of a table.

    A text that stands there without the apostrophe, too, was not made harmless by ``harmless``.
    """
    bare = {cell for cell in cells if cell.startswith(_FORMULA)}
    return lambda cell: cell if cell.lstrip("'") in bare else unmarked(cell)


def csv_bytes(first: Sequence[object], rows: Iterable[Sequence[object]] = ()) -> bytes:
    """Return rows as CSV in UTF-8; texts are made harmless, numbers stay as they are."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in chain((first,), rows):
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode("utf-8", "backslashreplace")


def _is_marked(text: str) -> bool:
    """Tell whether a text begins with apostrophes before what a formula begins with."""
    return text.startswith("'") and text.lstrip("'").startswith(_FORMULA)
