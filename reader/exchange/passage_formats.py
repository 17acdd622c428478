"""Passages as a list: Markdown to read on, CSV and JSON to count with."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import groupby
from types import MappingProxyType

from reader.exchange.shared.spreadsheets import csv_bytes
from reader.text import numbered, one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageRecord:
    """A passage with what is known of its document; offsets are code points of the source.

    ``group`` is the heading that it stands under, ``versions`` counts the passages that it stands
    for in its story, ``before`` and ``after`` are what surrounds it. ``pages`` is the page that it
    stands on, or the first and last; empty where its document has none.
    ``length`` is that which a press database tells.
    """

    group: str
    id: str
    document: str
    title: str
    source: str
    date: str
    start: int
    end: int
    before: str
    quote: str
    after: str
    tags: tuple[str, ...]
    note: str
    author: str
    created: str
    story: str
    versions: int
    url: str
    length: str
    pages: str


def write_passages_csv(records: Iterable[PassageRecord]) -> bytes:
    """Return a row for each passage; tags are in one cell, with semicolons between them."""
    names = [field.name for field in fields(PassageRecord)]
    rows = ([getattr(record, name) for name in names] for record in records)
    return csv_bytes(names, ([_cell(value) for value in row] for row in rows))


def write_passages_json(records: Iterable[PassageRecord]) -> bytes:
    """Return an array with an object for each passage."""
    rows = [asdict(record) for record in records]
    return f"{json.dumps(rows, ensure_ascii=True, indent=1)}\n".encode()


def write_passages_markdown(records: Iterable[PassageRecord]) -> bytes:
    """Return the passages as quotations under the headings of their groups, with where from."""
    parts: list[str] = []
    for group, own in groupby(records, key=lambda record: record.group):
        parts.append(f"## {_plain(group)}\n")
        for record in own:
            parts.append(f"> {_plain(record.quote)}\n")
            heading = (record.title, record.source, record.date.partition("T")[0])
            where = ", ".join(_plain(part) for part in heading if part)
            page = f", p. {record.pages}" if record.pages else ""
            place = f"{_plain(record.document)}{page} [{record.start}:{record.end}]"
            parts.append(f"{where} ({place})\n" if where else f"{place}\n")
            if record.tags:
                parts.append(f"Tags: {', '.join(map(_plain, record.tags))}\n")
            if record.versions > 1:
                parts.append(f"In {numbered(record.versions, 'version')}\n")
            if record.note:
                parts.append(f"Note: {_plain(record.note)}\n")
    return "\n".join(parts).encode("utf-8", "backslashreplace")


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """Return rows as a table of Markdown, numbers on the right."""
    rows = list(rows)
    sides = ["--:" if isinstance(one, int) else "---" for one in (rows or [header])[0]]
    lines = [[_plain(str(one)) for one in row] for row in (header, *rows)]
    lines.insert(1, sides)
    text = "".join(f"| {' | '.join(line)} |\n" for line in lines)
    return text.encode("utf-8", "backslashreplace")


# By their names on the command line.
PASSAGE_FORMATS: Mapping[str, Callable[[Iterable[PassageRecord]], bytes]] = MappingProxyType(
    {"csv": write_passages_csv, "json": write_passages_json, "markdown": write_passages_markdown}
)
_MARKUP = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>#|"})


def _plain(text: str) -> str:
    """Return a text as one line of Markdown that shows it as it is."""
    return one_line(text).translate(_MARKUP)


def _cell(value: object) -> object:
    return "; ".join(value) if isinstance(value, Sequence) and not isinstance(value, str) else value
