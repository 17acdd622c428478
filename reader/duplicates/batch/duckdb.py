"""The engine that works on disk: DuckDB brings the groups together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from reader.duplicates.batch.record_file import NO_RECORD, BatchRecord, refused, same_id
from reader.duplicates.batch.steps import (
    AT_ONCE,
    NEAREST,
    VOTES,
    Counts,
    counted,
    row,
    scored,
    sha,
    signed,
    votes_of,
)
from reader.parallel import in_order

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa
    from numpy.typing import NDArray

_VOTE_LIST = "STRUCT(key UBIGINT, vote BIGINT)[]"
_JSON = "format='nd', maximum_object_size=1073741824"

# The votes of so many documents are summed at once: each has up to ``STEPS``.
_VOTERS = 100_000


def candidates(path: Path) -> Iterator[dict[str, object]]:
    """Yield a row for each pair of the records in ``path``, JSON Lines or Parquet.

    Raises:
        CorpusError: where the file, or a record in it, can't be read.
    """
    import duckdb

    with TemporaryDirectory(prefix="reader-") as folder, duckdb.connect(f"{folder}/work") as db:
        db.execute("CREATE TABLE document (number INTEGER, id VARCHAR, sha VARCHAR, packed BLOB)")
        try:
            total = _sign(db, path)
        except duckdb.Error as error:
            raise refused(path, error) from error
        _register(db, "counted", "UBIGINT[]", _counted)
        keys = db.execute(
            "SELECT key, count(*) FROM (SELECT unnest(counted(packed)) AS key FROM document)"
            " GROUP BY key HAVING count(*) > 1"
        )
        counts = Counts(total, _rows(keys))
        _register(db, "votes_of", _VOTE_LIST, partial(_votes, counts))
        db.execute(
            "CREATE TABLE held AS SELECT number, unnest(votes_of(packed), recursive := true)"
            " FROM document"
        )
        db.execute("CREATE TABLE pair (a INTEGER, b INTEGER)")
        for first in range(0, total, _VOTERS):
            db.execute(
                "INSERT INTO pair SELECT if(one.id < two.id, a, b), if(one.id < two.id, b, a) FROM"
                " (SELECT mine.number AS a, other.number AS b, sum(mine.vote) AS votes"
                " FROM held mine JOIN held other ON mine.key = other.key"
                " WHERE mine.vote > 0 AND mine.number != other.number"
                f" AND mine.number >= {first} AND mine.number < {first + _VOTERS}"
                f" GROUP BY ALL HAVING votes >= {VOTES})"
                " JOIN document one ON one.number = a JOIN document two ON two.number = b QUALIFY"
                f" row_number() OVER (PARTITION BY a ORDER BY votes DESC, two.id) <= {NEAREST}"
            )
        found = db.execute(
            "SELECT one.packed, two.packed, one.sha, two.sha FROM (SELECT DISTINCT * FROM pair)"
            " JOIN document one ON one.number = a JOIN document two ON two.number = b"
        )
        while rows := found.fetchmany(AT_ONCE):
            pairs = scored([(a, b) for a, b, *_ in rows], counts)
            for pair, (*_, sha_a, sha_b) in zip(pairs, rows, strict=True):
                if pair:
                    yield row(pair, sha_a, sha_b, "duckdb")


def _rows(found: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while rows := found.fetchmany(10_000):
        yield from rows


def _sign(db: duckdb.DuckDBPyConnection, path: Path) -> int:
    """Put the documents into their table, signed in several processes; return their number."""
    import pyarrow as pa

    read = db.cursor()
    source = _source(read, path)
    ids = read.execute(f"SELECT id FROM ({source}) GROUP BY id HAVING count(*) > 1 LIMIT 1")
    for (twice,) in ids.fetchall():
        raise same_id(path, twice)
    records = map(BatchRecord._make, _rows(read.execute(source)))
    made, total = in_order(_document, records), 0
    while some := [*islice(made, AT_ONCE)]:
        columns = (range(total, total + len(some)), *zip(*some, strict=True))
        table = pa.table([pa.array(one) for one in columns], ["number", "id", "sha", "packed"])
        db.register("signed", table).execute("INSERT INTO document FROM signed")
        total += len(some)
    return total


def _document(record: BatchRecord) -> tuple[str, str, bytes]:
    return record.id, sha(record), signed(record)


def _source(db: duckdb.DuckDBPyConnection, path: Path) -> str:
    """Return the query for the records, with nothing for the fields that they may lack."""
    place = str(path).replace("'", "''")
    parquet = path.suffix == ".parquet"
    table = f"read_parquet('{place}')" if parquet else f"read_json('{place}', {_JSON})"
    there = {name for name, *_ in db.execute(f"DESCRIBE SELECT * FROM {table}").fetchall()}
    fields = []
    for name in BatchRecord._fields:
        value = f"CAST({name} AS VARCHAR)" if name in there else "NULL"
        otherwise = f"error('{NO_RECORD}')" if name in ("id", "text") else "''"
        fields.append(f"coalesce({value}, {otherwise}) AS {name}")
    return f"SELECT {', '.join(fields)} FROM {table}"


def _register(
    db: duckdb.DuckDBPyConnection, name: str, gives: str, step: Callable[[list[bytes]], Any]
) -> None:
    """Make a step known to DuckDB, which gives it the signatures of many documents at once."""
    from duckdb.func import ARROW

    # DuckDB would look for the types that the function names: a lambda has none.
    db.create_function(name, lambda many: step(many.to_pylist()), ["BLOB"], gives, type=ARROW)


def _counted(packed: list[bytes]) -> pa.Array[Any]:
    import pyarrow as pa

    found = counted(packed)
    return _lists(found, pa.array(np.concatenate(found)))


def _votes(counts: Counts, packed: list[bytes]) -> pa.Array[Any]:
    import pyarrow as pa

    keys, votes = zip(*votes_of(packed, counts), strict=True)
    columns = [pa.array(np.concatenate(column)) for column in (keys, votes)]
    return _lists(keys, pa.StructArray.from_arrays(columns, ["key", "vote"]))


def _lists(parts: Iterable[NDArray[Any]], values: pa.Array[Any]) -> pa.Array[Any]:
    """Return a list for each part, of as many values as the part has."""
    import pyarrow as pa

    ends = np.cumsum([0, *map(len, parts)], dtype=np.int32)
    return pa.ListArray.from_arrays(pa.array(ends), values)
