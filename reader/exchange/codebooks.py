"""The table of formats for a codebook alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from reader.exchange import codebook_csv, codebook_qdc
from reader.exchange.values import TagItem


class CodebookFormat(NamedTuple):
    """A format: how tags, with the number of passages by their names, are written, and read.

    ``read`` takes bytes and the file's name for messages, and raises FormatError.
    """

    write: Callable[[Sequence[TagItem], Mapping[str, int]], bytes]
    read: Callable[[bytes, str], tuple[TagItem, ...]]


CODEBOOK_FORMATS: Mapping[str, CodebookFormat] = MappingProxyType(
    {
        "csv": CodebookFormat(codebook_csv.write_codebook_csv, codebook_csv.read_codebook_csv),
        "qdc": CodebookFormat(lambda tags, _: codebook_qdc.write_qdc(tags), codebook_qdc.read_qdc),
    }
)
"""By the ending of the file."""
