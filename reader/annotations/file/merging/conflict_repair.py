"""Reading every record of a file that a merge has left with two versions in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from reader.annotations.file.merging.merge import Merge, joined, merged, settle
from reader.annotations.line_table import LineTable, Tables
from reader.annotations.record_codec import JSON, dump

_MARK = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: .*)?")
_LAST_MARK = re.compile(r"\n>{7}(?: .*)?\s*\Z")
_BASE_MARK = re.compile(r"^\|{7}(?: .*)?$", re.MULTILINE)
_END = "\n}\n}"
_HEADER = re.compile(r'("(?:[^"\\]|\\.)*"): \{')
_ROW = re.compile(r'("(?:[^"\\]|\\.)*"): (.*?),?')
_BRACKETS = frozenset(["{", "}", "},", "{}", ""])
# What tells a row's table, whatever lines a merge has put around it.
_SIGNS = (
    ("texts", {"zlib"}),
    ("history", {"undone", "ways"}),
    ("deleted", {"table", "revision"}),
    ("suggestions", {"document", "anchor", "answer"}),
    ("passages", {"document", "anchor"}),
    ("links", {"a", "b", "kind"}),
    ("corrections", {"verdict", "entity"}),
    ("documents", {"document"}),
    ("views", {"name", "query"}),
    ("tags", {"name", "revision"}),
)


def heal(text: str, loads: Callable[[str], JSON]) -> Merge | None:
    """Merge the two sides of a file with git's conflict markers, or of a union of two files.

    None where there is something in it that is no record, or its end is missing. The common base
    is known where ``diff3`` style shows it. ``loads`` reads JSON, and raises ValueError.
    """
    if not text.rstrip().endswith(_END) and not _LAST_MARK.search(text):
        return None
    ours, theirs = (_tables(list(_side(text, sign)), loads) for sign in "<>")
    if ours is None or theirs is None:
        return None
    base = _tables(list(_side(text, "|")), loads) if _BASE_MARK.search(text) else None
    return merged(base or {}, ours, theirs)


def _tables(lines: list[str], loads: Callable[[str], JSON]) -> Tables | None:
    tables = _whole(lines, loads)
    if tables is None:
        tables = _by_line(lines, loads)
    if tables is not None:
        settle(tables)
    return tables


def _side(text: str, wanted: str) -> Iterator[str]:
    """Yield the lines of one side: those outside of conflicts, and its own."""
    part = ""
    for line in text.splitlines():
        mark = _MARK.fullmatch(line)
        if mark is None:
            if part in {"", wanted}:
                yield line
        else:
            sign = mark[1][0]
            part = {"<": "<", "|": "|", "=": ">", ">": ""}[sign]


def _whole(lines: list[str], loads: Callable[[str], JSON]) -> Tables | None:
    """Read a side that is sound JSON by itself."""
    try:
        found = loads("\n".join(lines))
    except ValueError:
        return None
    if not isinstance(found, dict):
        return None
    tables = (table for table in found.items() if isinstance(table[1], dict))
    return {
        name: LineTable({key: dump(row) for key, row in table.items()})
        for name, table in tables
        if isinstance(table, dict)
    }


def _by_line(lines: list[str], loads: Callable[[str], JSON]) -> Tables | None:
    """Read lines that are one record each, whatever has become of the brackets and commas."""
    tables: Tables = {}
    current = ""
    for line in map(str.strip, lines):
        if line in _BRACKETS:
            continue
        header = _HEADER.fullmatch(line)
        try:
            if header is not None:
                current = str(loads(header[1]))
                continue
            found = _ROW.fullmatch(line)
            if found is None:
                return None
            key, row = str(loads(found[1])), loads(found[2])
        except ValueError:
            return None
        rows = tables.setdefault(table_of(row) or current, LineTable())
        known = rows.lines.get(key)
        rows.lines[key] = dump(row if known is None else joined(loads(known.decode()), row))
    return tables


def table_of(row: JSON) -> str:
    """Return the table that a row is of by its fields; empty where they do not tell."""
    if isinstance(row, dict):
        for name, signs in _SIGNS:
            if signs <= row.keys():
                return name
    return ""
