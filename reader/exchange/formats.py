"""The table of formats: a name, two directions and a summary for each, its module loaded late.

A new format is a module beside this one, and a row of ``FORMATS``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Any

from reader.errors import FormatError, ReaderError
from reader.exchange.losses import unheld
from reader.exchange.values import Bundle

_PART = 1 << 20  # bytes that are written at once
_BINARY = frozenset({".zip", ".qdpx", ".spacy"})


@dataclass(frozen=True, slots=True)
class Written:
    """The bytes of an export, and what the format could not hold: in words, with how many."""

    data: bytes
    losses: Mapping[str, int]

    @classmethod
    def of(cls, data: bytes, losses: Mapping[str, int] | None = None) -> Written:
        """Return an export with the losses that there are."""
        return cls(data, {what: count for what, count in Counter(losses or {}).items() if count})


@dataclass(frozen=True, slots=True)
class ExchangeFormat:
    """A format: its name on the command line, what it is for, the end of its files' names.

    Its module in ``reader.exchange`` has, where it ``writes``, ``HOLDS``, the sorts of things that
    the format holds (see ``unheld``), perhaps ``further_losses(bundle)``, which counts what else it
    can't hold, and ``write(bundle)``, which yields the file in parts, one or more for each document
    or passage; an empty one tells no more than that another of these is done. Where
    it ``reads``, it has ``read(data, place) -> Bundle``; ``place`` is the file's name for messages,
    and FormatError is raised for what can't be taken. ``with_texts`` and ``with_names`` say that a
    bundle needs the texts of its documents, and the names in them; ``as_shown`` that it is for
    people, who read the words of passages without the markup of their sources. ``extra`` names the
    extra of this package that it needs.
    """

    name: str
    module: str
    summary: str
    suffix: str
    writes: bool = True
    reads: bool = True
    with_texts: bool = True
    with_names: bool = False
    as_shown: bool = False
    extra: str = ""

    @property
    def is_binary(self) -> bool:
        """Tell whether its files are no text, so that no program takes them by another ending."""
        return self.suffix in _BINARY

    def losses(self, bundle: Bundle) -> Mapping[str, int]:
        """Return what this format can't hold of a bundle: in words, with how many.

        Raises:
            ReaderError: where the format can't be written, or needs a package that is not there.
        """
        module = self._writing()
        found = unheld(bundle, module.HOLDS)
        if hasattr(module, "further_losses"):
            found += module.further_losses(bundle)
        return found

    def parts(
        self, bundle: Bundle, tell: Callable[[int], object] = lambda _: None
    ) -> Iterator[bytes]:
        """Yield a bundle in this format, in parts; ``tell`` is told how many are done.

        Raises:
            ReaderError: as ``losses``.
        """
        held, size = [], 0
        for done, part in enumerate(self._writing().write(bundle)):
            tell(done)
            held.append(part)
            size += len(part)
            if size >= _PART:
                yield b"".join(held)
                held, size = [], 0
        if size:
            yield b"".join(held)

    def write(self, bundle: Bundle) -> Written:
        """Return a bundle in this format as a whole.

        Raises:
            ReaderError: as ``losses``.
        """
        return Written(b"".join(self.parts(bundle)), self.losses(bundle))

    def read(self, data: bytes, place: str) -> Bundle:
        """Return the bundle in a file of this format.

        Raises:
            FormatError: for what is not of this format, with file and place.
            ReaderError: where the format can't be read, or needs a package that is not there.
        """
        if not self.reads:
            raise ReaderError(f"the format {self.name} can't be read back, only written")
        try:
            bundle: Bundle = self._module().read(data, place)
        except (RecursionError, MemoryError) as error:
            raise FormatError(
                "it is too large or too deep to be taken", place=place, remedy="Export it again"
            ) from error
        return bundle

    def _writing(self) -> Any:
        if not self.writes:
            raise ReaderError(f"the format {self.name} can't be written, only read")
        return self._module()

    def _module(self) -> Any:
        try:
            return import_module(f"reader.exchange.{self.module}")
        except ModuleNotFoundError as error:
            if not self.extra:
                raise
            raise ReaderError(
                f"the format {self.name} needs the package {error.name}",
                remedy=f"Install it with: pip install 'article-reader[{self.extra}]'",
            ) from error


FORMATS: Mapping[str, ExchangeFormat] = MappingProxyType(
    {
        one.name: one
        for one in (
            ExchangeFormat(
                "json",
                "reader_json",
                "everything, as the JSON that --schema describes",
                ".json",
                with_texts=False,
            ),
            ExchangeFormat(
                "candidates",
                "candidates",
                "candidates for links, as reader duplicates --engine writes them",
                ".jsonl",
                with_texts=False,
            ),
            ExchangeFormat(
                "webannotation",
                "web_annotation",
                "W3C Web Annotation (JSON-LD); reads the JSON of Hypothesis too",
                ".jsonld",
                with_texts=False,
            ),
            ExchangeFormat("labelstudio", "label_studio", "Label Studio: tasks as JSON", ".json"),
            ExchangeFormat("doccano", "doccano", "doccano: a text with labels a line", ".jsonl"),
            ExchangeFormat("brat", "brat", "brat: a ZIP of texts with .ann beside them", ".zip"),
            ExchangeFormat(
                "qdpx",
                "qdpx",
                "REFI-QDA project: NVivo, ATLAS.ti, MAXQDA, QualCoder, Taguette",
                ".qdpx",
            ),
            ExchangeFormat(
                "cas", "cas_json", "UIMA CAS in JSON; reads XMI too", ".zip", extra="cas"
            ),
            ExchangeFormat(
                "cas-xmi", "cas_xmi", "UIMA CAS in XMI; reads JSON too", ".zip", extra="cas"
            ),
            ExchangeFormat("prodigy", "prodigy", "Prodigy: texts, tokens and spans", ".jsonl"),
            ExchangeFormat(
                "spacy",
                "spacy_docs",
                "spaCy: a Doc a line, for Doc.from_json",
                ".jsonl",
                reads=False,
                with_names=True,
            ),
            ExchangeFormat(
                "docbin",
                "spacy_docbin",
                "spaCy: a DocBin, for spacy train",
                ".spacy",
                reads=False,
                with_names=True,
                extra="spacy",
            ),
            ExchangeFormat(
                "conll", "conll", "CoNLL: tokens with IOB2 labels", ".conll", reads=False
            ),
            ExchangeFormat(
                "csv",
                "passage_table",
                "a table, one passage a row",
                ".csv",
                reads=False,
                with_texts=False,
                as_shown=True,
            ),
            ExchangeFormat(
                "markdown",
                "markdown_notes",
                "passages by document, with citations",
                ".md",
                reads=False,
                with_texts=False,
                as_shown=True,
            ),
            ExchangeFormat(
                "markdown-by-tag",
                "markdown_by_tag",
                "passages by tag, with citations",
                ".md",
                reads=False,
                with_texts=False,
                as_shown=True,
            ),
        )
    }
)
