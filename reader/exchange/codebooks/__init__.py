"""The table of formats for a codebook alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from reader.exchange.codebooks import codebook_csv, codebook_qdc
from reader.exchange.exchange_format import Written
from reader.exchange.values import Bundle, TagItem


class CodebookFormat(NamedTuple):
    """A format: how tags, with the number of passages by their names, are written, and read.

    ``read`` takes bytes and the file's name for messages, and raises FormatError; ``left_out`` of
    the bundle tells, too, where tags are here otherwise than in the file.
    """

    write: Callable[[Sequence[TagItem], Mapping[str, int]], Written]
    read: Callable[[bytes, str], Bundle]


def _csv(tags: Sequence[TagItem], counts: Mapping[str, int]) -> Written:
    return Written.of(codebook_csv.write_codebook_csv(tags, counts))


def _qdc(tags: Sequence[TagItem], _: Mapping[str, int]) -> Written:
    losses = {"keys of tags": sum(bool(tag.key) for tag in tags)}
    return Written.of(codebook_qdc.write_qdc(tags), losses)


CODEBOOK_FORMATS: Mapping[str, CodebookFormat] = MappingProxyType(
    {
        "csv": CodebookFormat(_csv, codebook_csv.read_codebook_csv),
        "qdc": CodebookFormat(_qdc, codebook_qdc.read_qdc),
    }
)
"""By the ending of the file."""
