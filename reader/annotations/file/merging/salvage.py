"""Reading the records that stand whole in a file that is damaged."""

from __future__ import annotations

import json
import re

from reader.annotations.file.merging.conflict_repair import table_of
from reader.annotations.history import TABLE as HISTORY
from reader.annotations.line_table import LineTable, Tables
from reader.annotations.record_codec import dump

_DECODER = json.JSONDecoder()
_NAMED = re.compile(r'("(?:[^"\\]|\\.)*")\s*:\s*(?=\{)')
_BROKEN = re.compile("[\udc80-\udcff]")  # what "surrogateescape" makes of bytes that are no UTF-8


def salvaged(data: bytes) -> Tables:
    """Return the records that can be read from the text of a damaged annotation file.

    The steps that undo takes back are not among them: without all of them some would undo more than
    they have done.
    """
    text = data.decode("utf-8", "surrogateescape")
    tables: Tables = {}
    at = 0
    while match := _NAMED.search(text, at):
        at = match.end() + 1
        try:
            row, end = _DECODER.raw_decode(text, match.end())
            key = str(json.loads(match[1]))
        except (ValueError, RecursionError):
            continue
        if name := table_of(row):
            at = end
            if name != HISTORY and not _BROKEN.search(text, match.start(), end):
                tables.setdefault(name, LineTable()).lines[key] = dump(row)
    return tables
