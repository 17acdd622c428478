"""The annotation file: a JSON object of tables that plain TinyDB opens, one record a line."""

from __future__ import annotations

import itertools
import json
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast
from zlib import crc32

from reader import safe_files
from reader.annotations.file.backup import annotation_file_of, file_mode_for, journal_path
from reader.annotations.file.merging.conflict_repair import heal
from reader.annotations.file.merging.merge import joined
from reader.annotations.file.merging.merge_bases import META
from reader.annotations.history import TABLE as HISTORY
from reader.annotations.line_table import LineTable, Tables
from reader.annotations.operations import TOMBSTONES
from reader.annotations.record_codec import JSON, Row, dump, load
from reader.annotations.records import TABLES
from reader.errors import StoreError
from reader.text.surrogates import encodable, without_lone_surrogates

SCHEMA = 1  # the version of the format
FORMAT = "article-reader annotations"
META_KEY = "1"
_ORDER = (TOMBSTONES, *TABLES, "texts", HISTORY)
_TABLE_END = b"},\n"
_BLOCK = 1 << 20  # bytes
_BEGINNING = 4096  # bytes, within which a file says its format
_MAX_DIGITS = 4000  # digits; Python converts 4,300 at most
_BATCH = 500  # rows written at once


class DamagedError(StoreError):
    """A file that can't be understood: it is left alone."""


@dataclass(slots=True)
class FileContents:
    """The contents of a file.

    ``extras`` are top-level values that are no tables; they are written back. ``problems`` says in
    words what was irregular, ``clashes`` what a merge has found changed on both sides. ``exact``
    tells that the file is byte for byte as reader wrote it.
    """

    tables: Tables = field(default_factory=dict)
    extras: dict[str, JSON] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    clashes: list[str] = field(default_factory=list)
    exact: bool = False

    @property
    def meta(self) -> Row:
        """Return the record ``meta``, in which the file describes itself."""
        return self.tables.get(META, LineTable()).get(META_KEY, {})

    @property
    def save(self) -> str:
        """Return the id of the save that the file is; empty where it does not say."""
        save = self.meta.get("save")
        return save if isinstance(save, str) else ""

    @property
    def has_tables(self) -> bool:
        """Tell whether there is any table of an annotation file."""
        return not self.tables.keys().isdisjoint({META, *_ORDER})

    @property
    def says_so(self) -> bool:
        """Tell whether it calls itself an annotation file: what it lacks is deleted then."""
        return META in self.tables

    @property
    def foreign(self) -> bool:
        """Tell whether it is the file of another program."""
        return not self.has_tables and bool(self.tables or self.extras)

    @property
    def schema(self) -> int:
        """Return the version of the file's schema; a file without one is of the first."""
        schema = self.meta.get("schema")
        return schema if type(schema) is int else SCHEMA


def is_annotations(path: Path) -> bool:
    """Tell whether a file is an annotation file, by its beginning, or stands beside one."""
    mark = f'"{FORMAT}"'.encode()
    for file in (path, annotation_file_of(path)):
        with suppress(OSError):
            if file.is_file():
                with file.open("rb") as opened:
                    if mark in opened.read(_BEGINNING):
                        return True
    return False


def is_annotated(document: Path, annotations: Path) -> bool:
    """Tell whether an annotation file beside a document, or in a folder above, has its name."""
    if not is_annotations(annotations):
        return False
    id_ = dump(document.relative_to(annotations.parent).as_posix())
    ids = (id_, id_[:-1] + b"#")  # as a whole, or a part of it
    kept = [file.read_bytes() for file in (annotations, journal_path(annotations)) if file.exists()]
    return any(each in data for each in ids for data in kept)


def followed(path: Path) -> Path:
    """Return the file that ``path`` names, through links.

    Raises StoreError where it is a link itself, and not to an annotation file: whoever laid it
    there would have another file of the user's overwritten.
    """
    path = path.parent.resolve() / path.name
    if not path.is_symlink():
        return path
    try:
        target = path.resolve()
        contents = read(target)
    except (OSError, RuntimeError, DamagedError):
        contents = FileContents()
    if not contents.has_tables:
        raise StoreError(
            "It is a link that leads to no annotation file",
            place=str(path),
            remedy="Remove the link, or name another file with --annotations",
        )
    return target


def prepare(path: Path, tables: Tables, extras: dict[str, JSON], meta: Row) -> Path:
    """Write a file beside ``path`` that is to take its place. Raises OSError."""
    return safe_files.prepare(path, chunks(tables, extras, meta), file_mode_for(path))


def chunks(tables: Tables, extras: dict[str, JSON], meta: Row) -> Iterator[bytes]:
    """Yield the text of a file, with its checksum in ``meta``."""
    checksum = 0
    for chunk in _body(tables, extras):
        checksum = crc32(chunk, checksum)
    meta = meta | {"format": FORMAT, "schema": SCHEMA, "crc32": f"{checksum:08x}"}
    others = {
        key: row for key, row in tables.get(META, LineTable()).lines.items() if key != META_KEY
    }
    yield b"{\n"
    yield from _table(META, {META_KEY: dump(meta)} | others)
    yield from _body(tables, extras)


def read(path: Path) -> FileContents:
    """Read the file. Raises DamagedError where it holds something else, OSError."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise StoreError("The annotations can't be kept in a folder or device", place=str(path))
    handle = safe_files.open_to_read(path)
    try:
        with open(handle, "rb", closefd=False) as file:
            return _read_exact(file)
    except (ValueError, LookupError, RecursionError):
        data = safe_files.read(handle)
    finally:
        safe_files.close(handle)
    try:
        return parse(data)
    except (ValueError, RecursionError) as error:
        reason = "it is empty" if not data.strip() else str(error)
        raise DamagedError(f"The annotation file is damaged ({reason})", place=str(path)) from error


def parse(data: bytes) -> FileContents:
    """Return the contents of the text of any annotation file, however it was edited.

    Raises ValueError where it is no object of tables, RecursionError where it is nested too deep.
    """
    contents = FileContents()
    try:
        text = data.decode("utf-8-sig", "surrogatepass").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise ValueError(f"it is no text in UTF-8, from byte {error.start:,} on") from error
    if data.startswith(b"\xef\xbb\xbf"):
        contents.problems.append("began with a byte order mark")
    whole = without_lone_surrogates(encodable(text))
    if whole != text:
        contents.problems.append("held half of a character: U+FFFD stands for it")
    try:
        found = _loads(whole, contents.problems)
    except ValueError as error:
        healed = heal(whole, lambda part: _loads(part, []))
        if healed is None:
            raise ValueError(f"it is not JSON: {error}") from error
        contents.tables = healed.tables
        contents.problems.append("held two versions (a merge): every record of both was read")
        contents.clashes = healed.clashes
        return contents
    if not isinstance(found, dict) or not found:
        raise ValueError("it holds no tables")
    for name, table in found.items():
        if table is None:
            contents.tables[name] = LineTable()
        elif isinstance(table, dict):
            contents.tables[name] = LineTable({key: dump(row) for key, row in table.items()})
        elif name in {META, *_ORDER}:
            contents.problems.append(f"had no table in the place of {name!r}")
        else:
            contents.extras[name] = table
    return contents


def _read_exact(file: BinaryIO) -> FileContents:
    """Read a file that is as ``chunks`` yields it. Raises ValueError or LookupError otherwise."""
    contents = FileContents(exact=True)
    rows: dict[str, bytes] | None = None
    meta = b"".join(itertools.takewhile(_TABLE_END.__ne__, file))
    contents.tables = parse(meta + b"}}").tables
    checksum = 0
    for block in _blocks(file):
        checksum = crc32(block, checksum)
        for line in block[:-1].split(b"\n"):
            name, separator, row = line.partition(b'": ')
            if not separator:
                rows = None
            elif row == b"{":
                rows = contents.tables.setdefault(json.loads(name + b'"'), LineTable()).lines
            elif b"\\" in name:
                raise ValueError
            elif rows is None:
                contents.extras[name[1:].decode("ascii")] = load(row.removesuffix(b","))
            else:
                rows[name[1:].decode("ascii")] = row.removesuffix(b",")
    if contents.meta["crc32"] != f"{checksum:08x}":
        raise ValueError
    return contents


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    """Yield a file in blocks of whole lines."""
    while block := file.read(_BLOCK):
        yield block + file.readline()


def _body(tables: Tables, extras: dict[str, JSON]) -> Iterator[bytes]:
    """Yield all but the table of meta, in an order that does not change."""
    for name in sorted(extras):
        yield dump(name) + b": " + dump(extras[name]) + b",\n"
    names = [*_ORDER, *sorted(tables.keys() - {*_ORDER, META})]
    for name in names:
        yield from _table(name, tables.get(name, LineTable()).lines, last=name == names[-1])
    yield b"}\n"


def _table(name: str, lines: dict[str, bytes], *, last: bool = False) -> Iterator[bytes]:
    yield dump(name) + b": {\n"
    keys = sorted(lines)
    for start in range(0, len(keys), _BATCH):
        batch = keys[start : start + _BATCH]
        rows = b",\n".join([b"%b: %b" % (_key(key), lines[key]) for key in batch])
        yield rows + (b",\n" if start + _BATCH < len(keys) else b"\n")
    yield b"}\n" if last else b"},\n"


def _key(key: str) -> bytes:
    """Return an id as JSON; almost all are UUIDs, which need no encoder."""
    if key.isascii() and key.replace("-", "").isalnum():
        return b'"%b"' % key.encode()
    return dump(key)


def _loads(text: str, problems: list[str]) -> JSON:
    """Read JSON as people leave it: nothing is dropped without a word."""

    def unite(pairs: list[tuple[str, JSON]]) -> JSON:
        found: dict[str, JSON] = {}
        for key, value in pairs:
            if key in found and found[key] != value:
                problems.append(f"had two values for {key!r}: the newer one counts")
                found[key] = joined(found[key], value)
            else:
                found[key] = value
        return found

    def constant(name: str) -> JSON:
        problems.append(f"held {name}, which is no JSON: it became null")
        return None

    def whole(digits: str) -> JSON:
        if len(digits) > _MAX_DIGITS:
            problems.append("held a number of thousands of digits: it became text")
            return digits
        return int(digits)

    found = json.loads(text, object_pairs_hook=unite, parse_constant=constant, parse_int=whole)
    return cast(JSON, found)
