"""The engine that works on disk: DuckDB brings the groups together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.duplicates.batch.record_file import BatchRecord
from reader.duplicates.batch.steps import (
    AT_ONCE,
    NEAREST,
    VOTES,
    Counts,
    counted,
    keys_of,
    pairs_of,
    row,
    scored,
    sha,
    signed,
)

if TYPE_CHECKING:
    import duckdb

_KEY = "STRUCT(code UBIGINT, worth BIGINT)[]"
_JSON = "format='nd', maximum_object_size=1073741824"
_RECORD = f"STRUCT({', '.join(f'{name} VARCHAR' for name in BatchRecord._fields)})"
_PAIR = "STRUCT(a VARCHAR, b VARCHAR, vote BIGINT)[]"


def candidates(path: Path) -> Iterator[dict[str, object]]:
    """Yield a row for each pair of the records in ``path``, JSON Lines or Parquet."""
    import duckdb

    with duckdb.connect() as db:
        db.create_function(
            "signed", lambda fields: signed(BatchRecord(**fields)), [_RECORD], "BLOB"
        )
        db.create_function("sha", lambda fields: sha(BatchRecord(**fields)), [_RECORD], "VARCHAR")
        db.create_function("counted", lambda one: counted([one])[0], ["BLOB"], "UBIGINT[]")
        db.execute(f"CREATE TABLE source AS {_source(db, path)}")
        db.execute(
            "CREATE TABLE document AS SELECT id, sha(source) AS sha, signed(source) AS packed"
            " FROM source"
        )
        (total,) = db.execute("SELECT count(*) FROM document").fetchone() or (0,)
        codes = db.execute(
            "SELECT code, count(*) FROM (SELECT unnest(counted(packed)) AS code FROM document)"
            " GROUP BY code HAVING count(*) > 1"
        )
        counts = Counts(total, _rows(codes))
        _register(db, counts)
        db.execute(
            "CREATE TABLE held AS SELECT id, unnest(keys_of(packed), recursive := true)"
            " FROM document"
        )
        db.execute(
            "CREATE TABLE vote AS SELECT a, b, sum(vote) AS vote FROM (SELECT unnest(pairs_of("
            "code, list({'id': id, 'worth': worth})), recursive := true) FROM held"
            " GROUP BY code HAVING max(worth) > 0)"
            f" GROUP BY a, b HAVING sum(vote) >= {VOTES}"
        )
        db.execute(
            "CREATE TABLE pair AS SELECT DISTINCT least(a, b) AS a, greatest(a, b) AS b FROM"
            " (SELECT a, b FROM vote"
            f" QUALIFY row_number() OVER (PARTITION BY a ORDER BY vote DESC, b) <= {NEAREST})"
        )
        found = db.execute(
            "SELECT one.packed, other.packed, one.sha, other.sha FROM pair"
            " JOIN document one ON one.id = a JOIN document other ON other.id = b ORDER BY a, b"
        )
        while rows := found.fetchmany(AT_ONCE):
            pairs = scored([(a, b) for a, b, *_ in rows], counts)
            for pair, (*_, sha_a, sha_b) in zip(pairs, rows, strict=True):
                if pair:
                    yield row(pair, sha_a, sha_b, "duckdb")


def _rows(found: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while rows := found.fetchmany(10_000):
        yield from rows


def _source(db: duckdb.DuckDBPyConnection, path: Path) -> str:
    """Return the query for the records, with nothing for the fields that they lack."""
    place = str(path).replace("'", "''")
    parquet = path.suffix == ".parquet"
    table = f"read_parquet('{place}')" if parquet else f"read_json('{place}', {_JSON})"
    there = {name for name, *_ in db.execute(f"DESCRIBE SELECT * FROM {table}").fetchall()}
    fields = ", ".join(
        f"coalesce(CAST({name if name in there else 'NULL'} AS VARCHAR), '') AS {name}"
        for name in BatchRecord._fields
    )
    return f"SELECT {fields} FROM {table}"


def _register(db: duckdb.DuckDBPyConnection, counts: Counts) -> None:
    """Make the steps that look at the whole corpus known to DuckDB."""

    def keys(packed: bytes) -> list[dict[str, int]]:
        return [key._asdict() for key in keys_of([packed], counts)[0]]

    def pairs(code: int, group: list[dict[str, Any]]) -> list[dict[str, object]]:
        holders = ((one["id"], one["worth"]) for one in group)
        found = pairs_of(code, holders, len(counts))
        return [{"a": a, "b": b, "vote": vote} for a, b, vote in found]

    holder = "STRUCT(id VARCHAR, worth BIGINT)[]"
    db.create_function("keys_of", keys, ["BLOB"], _KEY)
    db.create_function("pairs_of", pairs, ["UBIGINT", holder], _PAIR)
