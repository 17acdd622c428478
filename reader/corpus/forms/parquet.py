"""Parquet: a table in columns, one article a row."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from pyarrow.parquet import ParquetFile

from reader.corpus.forms.form import MOST_BYTES, TOO_LARGE, Part, part_of
from reader.corpus.reading import Reading


def parts(data: bytes, reading: Reading) -> Iterator[Part]:
    """Yield the article of each row."""
    file = ParquetFile(BytesIO(data))
    groups = range(file.metadata.num_row_groups)
    if sum(file.metadata.row_group(group).total_byte_size for group in groups) > MOST_BYTES:
        raise ValueError(TOO_LARGE)
    for batch in file.iter_batches():
        for row in batch.to_pylist():
            own = row.get("id")
            yield part_of(row, reading, "" if own is None else str(own).strip())
