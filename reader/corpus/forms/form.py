"""A form: how a kind of file holds documents, and what it gives of each."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any, BinaryIO, NamedTuple

from reader.corpus.decoding import Decoded, decoded
from reader.corpus.fields import declared, no_text, text_key, text_of, value_at
from reader.corpus.notes import ReadingNote
from reader.corpus.reading import Reading
from reader.errors import CorpusError
from reader.text import Format

# The most that a file may hold, unpacked: what all of it at once costs a few times in memory.
MOST_BYTES = 256 * 2**20
TOO_LARGE = f"it unpacks to more than {MOST_BYTES >> 20} MB"
_HTML = re.compile(
    r"\s*<(?:!--|!doctype|\?xml|(?:html|head|body|meta|article|main|section|div|h[1-6]|p|figure|"
    r"span|ul|img|br|a)\b)",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"</(?:p|div|li|h[1-6]|a|em|strong|ul)>|<br ?/?>", re.IGNORECASE)
_LIST = re.compile(r"\[\s*['\"{].*\]", re.DOTALL)
_ROW = re.compile(r"['\"]\s+['\"]")  # texts that NumPy writes without commas, and Python joins
_SHOWN_FIELDS = 8  # fields named in a message
# The extras of packages that forms need beside their own.
_EXTRAS = {"zstandard": "records"}


class Part(NamedTuple):
    """A document in a file: its text, what is said of it, and its own id, if it has one.

    ``problem`` says why there is no text, where there is none; ``left_out`` says so of what is
    no document at all, such as a record without a field for it. ``notes`` are for the user,
    ``encoding`` is the one of its file.
    """

    text: str
    metadata: Mapping[str, Any]
    own: str = ""
    format: Format = Format.TEXT
    problem: str = ""
    notes: tuple[ReadingNote, ...] = ()
    left_out: str = ""
    encoding: str = "utf-8"

    def decoded_as(self, found: Decoded) -> Part:
        """Return it with the encoding of its file, and what a user should know of that."""
        return self._replace(notes=found.notes + self.notes, encoding=found.encoding)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of files: its name, the ends of their names, and the module that reads them.

    The module in ``reader.corpus.forms`` has ``parts(data, reading) -> Iterator[Part]``, and raises
    ValueError, in words, for what can't be taken. Where a form ``holds_many``, each part is a
    document of its own, and a scan reads the file; else the file is one document, read when it is
    asked for. One that ``is_streamed`` has ``parts_at(stream, reading)``, and is read document by
    document, however large it is. ``version`` changes whenever other texts are found: where they
    are slow to find, they are kept by it (``is_kept``). ``extra`` names the extra of this package
    that is needed. For one that ``says_encoding`` a user can't name another.
    """

    name: str
    suffixes: tuple[str, ...]
    module: str
    holds_many: bool = True
    version: int = 1
    is_kept: bool = False
    is_streamed: bool = False
    extra: str = ""
    says_encoding: bool = False

    def parts(self, data: bytes, reading: Reading, place: str) -> Iterator[Part]:
        """Yield the documents in the bytes of a file; ``place`` is its name for messages.

        Raises:
            CorpusError: where it is broken, or needs a package that is not there.
        """
        with self._telling(place):
            yield from self._reader().parts(data, reading)

    def parts_at(
        self, stream: BinaryIO, reading: Reading, place: str
    ) -> Iterator[tuple[int, Part]]:
        """Yield the documents of a streamed form from where the stream stands, and their places.

        Raises:
            CorpusError: where it is broken, or needs a package that is not there.
        """
        with self._telling(place):
            yield from self._reader().parts_at(stream, reading)

    def _reader(self) -> ModuleType:
        return import_module(f".{self.module}", __package__)

    @contextmanager
    def _telling(self, place: str) -> Iterator[None]:
        """Tell in words of whatever goes wrong."""
        try:
            yield
        except CorpusError:
            raise
        except ModuleNotFoundError as error:
            package = (error.name or "").partition(".")[0]
            install = f"pip install 'article-reader[{_EXTRAS.get(package, self.extra)}]'"
            raise CorpusError(
                # A scan keeps the message alone, so it says what to do.
                f"{self.name} needs the package {package}: {install}",
                place=place,
                remedy="Install it, then open the corpus again",
            ) from error
        except (RecursionError, MemoryError) as error:
            remedy = "Split it into smaller files"
            raise CorpusError("too large or too deep", place=place, remedy=remedy) from error
        except Exception as error:  # other people's readers of broken files raise what they like
            is_told = not isinstance(
                error, AttributeError | TypeError | IndexError | AssertionError
            )
            reason = (str(error).partition("\n")[0] if is_told else "") or "it is broken"
            remedy = "Open it in the program that wrote it, and save it again"
            raise CorpusError(
                f"no sound {self.name}: {reason}", place=place, remedy=remedy
            ) from error


def list_in(text: str) -> list[object] | None:
    """Return the list that a text is, as JSON or Python writes it; None where it is another."""
    if not _LIST.fullmatch(text) or _ROW.search(text):
        return None
    for read in (json.loads, ast.literal_eval):
        with suppress(ValueError, SyntaxError, MemoryError, RecursionError):
            value = read(text)
            return value if isinstance(value, list) else None
    return None


def text_in(data: bytes, reading: Reading) -> Decoded:
    """Return the text of a file that is nothing but text.

    Raises:
        ValueError: where it is none.
    """
    found = decoded(data, reading.encoding)
    if found is None:
        raise ValueError("it is no text")
    return found


def name_in_order(author: str) -> str:
    """Return the name of a person in the order of speech: "Brink, Ada" is Ada Brink."""
    last, _, first = author.partition(", ")
    return f"{first} {last}".strip()


def page_starts(texts: Iterable[str]) -> Iterator[int]:
    """Yield the start of each page in the text of all, with two characters between pages."""
    at = 0
    for text in texts:
        yield at
        at += len(text) + 2 if text else 0


def part_of(metadata: Mapping[str, Any], reading: Reading, own: str = "") -> Part:
    """Return the document that a record of any form is."""
    key = text_key(metadata, reading.names)
    text = "" if key is None else text_of(value_at(metadata, key))
    if not text.strip():
        return Part("", metadata, own, left_out=without_text(metadata, reading, key))
    return Part(
        text, {name: metadata[name] for name in metadata if name != key}, own, format_of(text)
    )


def without_text(metadata: Mapping[str, Any], reading: Reading, key: str | None) -> str:
    """Say that a record has no text, and which fields it has."""
    wanted = key or reading.names.get("text") or no_text(metadata, reading.names) or "text"
    if key or wanted in metadata:
        return f'has no text in "{wanted}"'
    has = [str(name) for name in metadata]
    more = ", …" if len(has) > _SHOWN_FIELDS else ""
    fields = f"its fields are {', '.join(has[:_SHOWN_FIELDS])}{more}" if has else "it has no fields"
    fetch = (
        "; reader add fetches the page it names" if declared(metadata, reading.names).url else ""
    )
    return f'has no "{wanted}" ({fields}; another can be named: --field text=NAME{fetch})'


def format_of(text: str) -> Format:
    """Return the format of a record's text: HTML where it begins so, or is full of it."""
    is_html = _HTML.match(text) and (text.lstrip()[:4] != "<!--" or "<" in text[4:])
    return Format.HTML if is_html or _CLOSING.search(text, 0, 4000) else Format.TEXT
