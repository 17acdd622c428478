"""The search for duplicates over more than fits one reader's folder: one process, DuckDB, Spark."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Literal, get_args

from reader.errors import ReaderError

Engine = Literal["local", "duckdb", "spark"]

ENGINES: tuple[Engine, ...] = get_args(Engine)


def candidates(path: Path, engine: Engine = "local") -> Iterator[dict[str, object]]:
    """Yield a row for each likely pair of records of a JSON Lines (or Parquet) file.

    A record has ``id`` and ``text``, perhaps ``title``, ``date``, ``hidden`` (see ``Version``) and
    ``sha256``, that of the source. A row has ``a``, ``b``, ``kind``, ``score``, ``evidence``,
    ``date_a`` and ``date_b`` (in ISO 8601, empty where there is none), ``sha_a`` and ``sha_b`` (of
    the texts where no other was given), ``signature_version`` and ``engine``. Every engine gives
    the same pairs.

    Raises:
        ReaderError: where the engine is not installed, or the file holds something else.
    """
    try:
        module = import_module(f"reader.duplicates.batch.{engine}")
        yield from module.candidates(path)
    except ModuleNotFoundError as error:
        raise ReaderError(
            f"the engine {engine} needs the package {error.name}",
            remedy=f"Install it with: pip install 'article-reader[{engine}]'",
        ) from error
