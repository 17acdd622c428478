"""A format of exchange: what it is for, what it can't hold, and how it is written and read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any, Literal

from reader.errors import FormatError, ReaderError
from reader.exchange.losses import unheld, unheld_of_reader
from reader.exchange.shared.foreign_json import told_halves
from reader.exchange.values import ITEMS, Bundle

# The text that goes along, or that offsets count in: that of the file, or the cleaned article.
TextKind = Literal["source", "clean"]
_PART = 1 << 20  # bytes that are written at once
_BINARY = frozenset({".zip", ".qdpx", ".spacy"})


@dataclass(frozen=True, slots=True)
class Written:
    """The bytes of an export, and what the format could not hold: in words, with how many.

    ``notes`` tell what is written otherwise than it is.
    """

    data: bytes
    losses: Mapping[str, int]
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, data: bytes, losses: Mapping[str, int] | None = None) -> Written:
        """Return an export with the losses that there are."""
        return cls(data, {what: count for what, count in Counter(losses or {}).items() if count})


@dataclass(frozen=True, slots=True)
class ExchangeFormat:
    """A format: its name on the command line, what it is for, the end of its files' names.

    ``module`` is one of ``reader.exchange.formats``. One that ``writes`` has

    - ``HOLDS``, the sorts of things that the format holds (see ``unheld``),
    - ``write(bundle)``, which yields the file in parts, one or more for each document or passage;
      an empty one tells no more than that another of these is done,
    - where more than whole sorts is lost, ``further_losses(bundle)``, which counts that.

    One that ``reads`` has ``read(data, place) -> Bundle``; ``place`` is the file's name for
    messages, and FormatError is raised for what can't be taken.

    ``with_texts`` and ``with_names`` say that a bundle always needs the texts of its documents, and
    the names in them; ``also_holds`` names a part of it that nobody made and that is written all
    the same; ``as_shown`` says that it is for people, who read the words of passages without the
    markup of their sources; ``of_source`` that its offsets never count in anything else. ``extra``
    names the extra of this package that it needs, ``instead`` is what a person can do who wants to
    have read what it does not read.
    """

    name: str
    module: str
    summary: str
    suffix: str
    writes: bool = True
    reads: bool = True
    with_texts: bool = True
    also_holds: str = ""
    with_names: bool = False
    as_shown: bool = False
    of_source: bool = False
    extra: str = ""
    instead: str = ""

    @property
    def is_binary(self) -> bool:
        """Tell whether its files are no text, so that no program takes them by another ending."""
        return self.suffix in _BINARY

    @property
    def no_clean(self) -> str:
        """The reason that its offsets never count in the clean text, "" where they can."""
        return f"the offsets of {self.name} are those of the source" if self.of_source else ""

    def counts_in_texts(self, kind: TextKind) -> bool:
        """Tell whether a bundle needs texts of a kind, to carry them or to count in them."""
        return self.with_texts or (kind == "clean" and not self.of_source)

    def losses(self, bundle: Bundle) -> Mapping[str, int]:
        """Return the losses of what people made: in words, with numbers.

        Raises:
            ReaderError: where the format can't be written, or needs a package that is not there.
        """
        module = self._writing()
        found = unheld(bundle, module.HOLDS)
        if hasattr(module, "further_losses"):
            found += module.further_losses(bundle)
        return found

    def is_empty(self, bundle: Bundle) -> bool:
        """Tell whether a file would hold none of a bundle's texts, and nothing that people made.

        Raises:
            ReaderError: as ``losses``.
        """
        if bundle.unused and "tags that are on nothing" in self._writing().HOLDS:
            return False
        if self.with_texts:
            return not bundle.texts
        items = (getattr(bundle, kind) for kind in ITEMS if kind not in {"tags", "documents"})
        listed = getattr(bundle, self.also_holds, ())
        about = any(one.id for one in bundle.documents)
        return not (listed or about or any(items)) or not next(self.parts(bundle), b"")

    def losses_of_reader(self, bundle: Bundle) -> tuple[str, ...]:
        """Return the sorts of things that reader set by itself and that this format can't hold.

        Raises:
            ReaderError: as ``losses``.
        """
        return unheld_of_reader(bundle, self._writing().HOLDS)

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
            raise ReaderError(
                f"the format {self.name} can't be read back, only written", remedy=self.instead
            )
        try:
            bundle: Bundle = self._module().read(data, place)
        except (RecursionError, MemoryError) as error:
            raise FormatError(
                "it is too large or too deep to be taken", place=place, remedy="Export it again"
            ) from error
        if not self.suffix.startswith(".json"):
            return bundle
        return replace(bundle, left_out=(*bundle.left_out, *told_halves(data, place)))

    def _writing(self) -> Any:
        if not self.writes:
            raise ReaderError(f"the format {self.name} can't be written, only read")
        return self._module()

    def _module(self) -> Any:
        try:
            return import_module(f"reader.exchange.formats.{self.module}")
        except ModuleNotFoundError as error:
            if not self.extra:
                raise
            raise ReaderError(
                f"the format {self.name} needs the package {error.name}",
                remedy=f"Install it with: pip install 'article-reader[{self.extra}]'",
            ) from error
