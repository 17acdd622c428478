"""The table of formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reader.exchange import candidates, reader_json
from reader.exchange.values import Bundle


@dataclass(frozen=True, slots=True)
class ExchangeFormat:
    """A format: its name on the command line, what it is for, and its two directions.

    ``write`` gives the bytes of a file. ``read`` takes them and the file's name for messages, and
    raises FormatError; it is None for a format that can't be read back.
    """

    name: str
    summary: str
    write: Callable[[Bundle], bytes]
    read: Callable[[bytes, str], Bundle] | None = None


FORMATS: Mapping[str, ExchangeFormat] = MappingProxyType(
    {
        one.name: one
        for one in (
            ExchangeFormat(
                "json",
                "everything, as the JSON that --schema describes",
                reader_json.write,
                reader_json.read,
            ),
            ExchangeFormat(
                "candidates",
                "links that were only suggested, as reader duplicates --engine writes them",
                candidates.write,
                candidates.read,
            ),
        )
    }
)
