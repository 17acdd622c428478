"""The table of formats for a codebook alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from reader.exchange.codebooks import codebook_csv, codebook_json, codebook_qdc
from reader.exchange.exchange_format import Written
from reader.exchange.shared.spreadsheets import harmless
from reader.exchange.values import Bundle, TagCount, TagItem
from reader.text import numbered


class CodebookFormat(NamedTuple):
    """A format: how tags, with how often they are used by their names, are written, and read.

    ``read`` takes bytes and the file's name for messages, and raises FormatError; ``left_out`` of
    the bundle tells, too, where tags are here otherwise than in the file.
    """

    write: Callable[[Sequence[TagItem], Mapping[str, TagCount]], Written]
    read: Callable[[bytes, str], Bundle]


def _csv(tags: Sequence[TagItem], counts: Mapping[str, TagCount]) -> Written:
    marked = sum(harmless(tag.name) != tag.name for tag in tags)
    notes = (
        [f"written with an apostrophe in front, for spreadsheets: {numbered(marked, 'name')}"]
        if marked
        else []
    )
    return replace(Written.of(codebook_csv.write_codebook_csv(tags, counts)), notes=tuple(notes))


def _json(tags: Sequence[TagItem], counts: Mapping[str, TagCount]) -> Written:
    return Written.of(codebook_json.write_codebook_json(tags, counts))


def _qdc(tags: Sequence[TagItem], _: Mapping[str, TagCount]) -> Written:
    losses = {"keys of tags": sum(bool(tag.key) for tag in tags)}
    return Written.of(codebook_qdc.write_qdc(tags), losses)


# By the ending of the file.
CODEBOOK_FORMATS: Mapping[str, CodebookFormat] = MappingProxyType(
    {
        "json": CodebookFormat(_json, codebook_json.read_codebook_json),
        "csv": CodebookFormat(_csv, codebook_csv.read_codebook_csv),
        "qdc": CodebookFormat(_qdc, codebook_qdc.read_qdc),
    }
)
