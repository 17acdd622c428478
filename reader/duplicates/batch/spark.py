"""The engine of many machines: Spark brings the groups together.

The session is the one that is running, or a local one; ``spark-submit`` decides the rest.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from operator import add
from pathlib import Path
from typing import TypeVar

from reader.duplicates.batch import steps
from reader.duplicates.batch.record_file import BatchRecord, refused, same_id

_Pair = tuple[str, str]
_Document = tuple[str, tuple[str, bytes]]
_Both = tuple[str, bytes, str, bytes]
T = TypeVar("T")

# So many parts of the work for each core.
_PARTS = 4


def candidates(path: Path) -> Iterator[dict[str, object]]:
    """Yield a row for each pair of the records in ``path``, JSON Lines or Parquet.

    Raises:
        CorpusError: where the file, or a record in it, can't be read.
    """
    from py4j.protocol import Py4JJavaError
    from pyspark.errors import PySparkException

    try:
        yield from _candidates(path)
    except PySparkException as error:
        raise refused(path, error) from error
    except Py4JJavaError as error:  # what it says itself is the call that failed
        raise refused(path, error.java_exception) from error


def _candidates(path: Path) -> Iterator[dict[str, object]]:
    from pyspark import StorageLevel
    from pyspark.sql import SparkSession

    # On one machine the workers must be the Python that has reader; a cluster has its own setting.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    session = SparkSession.builder.appName("reader duplicates").getOrCreate()
    read = session.read.parquet if path.suffix == ".parquet" else session.read.json
    source = read(str(path))
    fields = [name for name in BatchRecord._fields if name in source.columns]
    # A file of some megabytes would be one part, and the work of one core.
    parts = session.sparkContext.defaultParallelism * _PARTS
    spread = source.select(*fields).repartition(parts)
    records = spread.rdd.map(lambda fields: BatchRecord.of(fields.asDict()))
    documents = records.map(
        lambda record: (record.id, (steps.sha(record), steps.signed(record)))
    ).cache()
    ids = documents.map(lambda document: (document[0], 1)).reduceByKey(add)
    for twice, _ in ids.filter(lambda counted: counted[1] > 1).take(1):
        raise same_id(path, twice)
    codes = documents.mapPartitions(_codes).reduceByKey(add).filter(lambda code: code[1] > 1)
    counts = session.sparkContext.broadcast(
        steps.Counts(documents.count(), codes.toLocalIterator())
    )

    def held(some: Iterable[_Document]) -> Iterator[tuple[int, tuple[str, int]]]:
        for part in _parts(some):
            found = steps.votes_of([packed for _, (_, packed) in part], counts.value)
            for (document, _), (keys, votes) in zip(part, found, strict=True):
                for key, vote in zip(keys.tolist(), votes.tolist(), strict=True):
                    yield key, (document, vote)

    def pairs(group: tuple[int, Iterable[tuple[str, int]]]) -> Iterator[tuple[_Pair, int]]:
        for a, b, vote in steps.pairs_of(group[1]):
            yield (a, b), vote

    def rows(pairs: Iterable[_Both]) -> Iterator[dict[str, object]]:
        for some in _parts(pairs):
            scores = steps.scored([(a, b) for _, a, _, b in some], counts.value)
            for pair, (sha_a, _, sha_b, _) in zip(scores, some, strict=True):
                if pair:
                    yield steps.row(pair, sha_a, sha_b, "spark")

    votes = documents.mapPartitions(held).groupByKey().flatMap(pairs).reduceByKey(add)
    found = (
        votes.filter(lambda vote: vote[1] >= steps.VOTES)
        .map(lambda vote: (vote[0][0], (vote[1], vote[0][1])))
        .groupByKey()
        .flatMap(_nearest)
        .distinct()
        .join(documents)
        .map(lambda joined: (joined[1][0], joined[1][1]))
        .join(documents)
        .map(lambda joined: (*joined[1][0], *joined[1][1]))
        .mapPartitions(rows)
    )
    # The iterator asks for one part after the other: all are scored before, side by side.
    found.persist(StorageLevel.DISK_ONLY).count()
    yield from found.toLocalIterator()


def _parts(items: Iterable[T]) -> Iterator[list[T]]:
    items = iter(items)
    while part := list(islice(items, steps.AT_ONCE)):
        yield part


def _codes(documents: Iterable[_Document]) -> Iterator[tuple[int, int]]:
    for part in _parts(documents):
        for codes in steps.counted([packed for _, (_, packed) in part]):
            yield from ((code, 1) for code in codes.tolist())


def _nearest(votes: tuple[str, Iterable[tuple[int, str]]]) -> Iterator[_Pair]:
    document, others = votes
    yield from ((min(document, other), max(document, other)) for other in steps.nearest_of(others))
