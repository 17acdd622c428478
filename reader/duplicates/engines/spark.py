"""The engine of many machines: Spark brings the groups together.

The session is the one that is running, or a local one; ``spark-submit`` decides the rest.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from itertools import islice
from operator import add
from pathlib import Path

from reader.duplicates.engines.rows import Record
from reader.duplicates.engines.steps import (
    AT_ONCE,
    VOTES,
    Counts,
    keys_of,
    pairs_of,
    row,
    scored,
    sha,
    signed,
    words_of,
)

_Holder = tuple[str, int, bool]
_Both = tuple[str, bytes, str, bytes]


def candidates(path: Path) -> Iterator[dict[str, object]]:
    """Yield a row for each pair of the records in ``path``, JSON Lines or Parquet."""
    from pyspark import StorageLevel
    from pyspark.sql import SparkSession

    # On one machine the workers must be the Python that has reader; a cluster has its own setting.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    session = SparkSession.builder.appName("reader duplicates").getOrCreate()
    read = session.read.parquet if path.suffix == ".parquet" else session.read.json
    source = read(str(path))
    fields = [name for name in Record._fields if name in source.columns]
    records = source.select(*fields).rdd.map(lambda fields: Record.of(fields.asDict()))
    documents = records.map(lambda record: (record.id, (sha(record), signed(record)))).cache()
    words = documents.flatMap(lambda d: [(word, 1) for word in words_of(d[1][1])])
    counts = session.sparkContext.broadcast(
        Counts(documents.count(), words.reduceByKey(add).toLocalIterator())
    )

    def held(document: tuple[str, tuple[str, bytes]]) -> Iterator[tuple[int, _Holder]]:
        for key in keys_of(document[1][1], counts.value):
            yield key.code, (document[0], key.worth, key.squared)

    def pairs(group: tuple[int, list[_Holder]]) -> Iterator[tuple[tuple[str, str], int]]:
        for a, b, vote in pairs_of(list(group[1]), counts.value):
            yield (a, b), vote

    def rows(pairs: Iterator[_Both]) -> Iterator[dict[str, object]]:
        while some := list(islice(pairs, AT_ONCE)):
            scores = scored([(a, b) for _, a, _, b in some], counts.value)
            for pair, (sha_a, _, sha_b, _) in zip(scores, some, strict=True):
                if pair:
                    yield row(pair, sha_a, sha_b, "spark")

    votes = documents.flatMap(held).groupByKey().flatMap(pairs).reduceByKey(add)
    found = (
        votes.filter(lambda pair: pair[1] >= VOTES)
        .map(lambda pair: pair[0])
        .join(documents)
        .map(lambda joined: (joined[1][0], joined[1][1]))
        .join(documents)
        .map(lambda joined: (*joined[1][0], *joined[1][1]))
        .mapPartitions(rows)
    )
    # The iterator asks for one part after the other: all are scored before, side by side.
    found.persist(StorageLevel.DISK_ONLY).count()
    yield from found.toLocalIterator()
