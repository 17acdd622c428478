"""The entities of a whole corpus, and how they are cached."""

from __future__ import annotations

import hashlib
import json
from array import array
from base64 import b64decode, b64encode
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from itertools import chain, islice
from sys import intern
from typing import TYPE_CHECKING

from reader import entities
from reader.corpus import Corpus, Entry
from reader.entities import Engine, NameCorrection, Type
from reader.text import has_words
from reader.workspace.cache.document_summary import SUMMARY_VERSION
from reader.workspace.cache.mention_codec import cache_kind, cache_version
from reader.workspace.cache.sharing import Once

if TYPE_CHECKING:
    from reader.text import Wording

# Changes with how mentions become entities of the corpus, and with how these are kept.
INDEX_VERSION = "3"
_TYPES = {kind.value: kind for kind in Type}  # faster than to call Type
FAMILIES = {kind: kind.family for kind in Type}  # asked for once for each name of each document
# The corpus-wide name for a family and a name of one article, where it is another one.
Joined = Mapping[tuple[str, str], str]
_Name = tuple[tuple[str, str], str]
_Names = tuple[_Name, ...]


@dataclass(frozen=True, slots=True, eq=False)
class CorpusEntity:
    """One thing that the articles of a corpus speak of.

    ``surfaces`` are the words that stand for it, with how often, the commonest first; ``documents``
    how often each document mentions it. ``forms`` are the names that corrections of it are kept
    for: its own, and those that articles by themselves give to it and to nothing else. ``first``
    and ``last`` are the days of the earliest and the latest article, in ISO 8601, empty where none
    is known.
    """

    name: str
    type: Type
    surfaces: Mapping[str, int]
    documents: DocumentCounts
    forms: tuple[str, ...]
    first: str
    last: str

    @property
    def count(self) -> int:
        """The number of mentions in the corpus."""
        return sum(self.surfaces.values())

    @property
    def aliases(self) -> tuple[str, ...]:
        """The other names that it goes by, the commonest first."""
        return tuple(surface for surface in self.surfaces if surface != self.name)


class DocumentCounts(Mapping[str, int]):
    """The counts of mentions by document, a few bytes for each: a large corpus has millions."""

    __slots__ = ("_documents", "_numbers")

    def __init__(self, documents: Sequence[str], numbers: array[int]) -> None:
        """Take numbers: the places of documents among all, which are in order, then the counts."""
        self._documents, self._numbers = documents, numbers

    def place(self, document: str) -> int | None:
        """Return the place of a document among all; None where it is not there."""
        place = bisect_left(self._documents, document)
        return place if document in self._documents[place : place + 1] else None

    def at(self, place: int | None) -> int:
        """Return how often the document in a place mentions it."""
        numbers, count = self._numbers, len(self)
        at = count if place is None else bisect_left(numbers, place, hi=count)
        return numbers[count + at] if at < count and numbers[at] == place else 0

    def __getitem__(self, document: str) -> int:
        """Return how often a document mentions it."""
        if not (count := self.at(self.place(document))):
            raise KeyError(document)
        return count

    @property
    def packed(self) -> str:
        """The numbers as text."""
        return b64encode(self._numbers.tobytes()).decode()

    def each(self) -> Iterator[tuple[str, int]]:
        """Yield the documents, in order, with the counts: none is looked for as by ``items``."""
        return zip(self, self._numbers[len(self) :], strict=True)

    def __iter__(self) -> Iterator[str]:
        """Yield the documents, in order."""
        return map(self._documents.__getitem__, self._numbers[: len(self)])

    def __len__(self) -> int:
        """Return the number of documents."""
        return len(self._numbers) // 2


class EntityIndex:
    """The entities of a corpus at one moment, the most mentioned first.

    ``dates`` are the days (ISO 8601) of its documents, empty where none is known, and ``span`` is
    the first of them and the last.
    """

    def __init__(
        self,
        found: Sequence[CorpusEntity] = (),
        joined: Iterable[tuple[str, Joined]] = (),
        dates: Mapping[str, str] | None = None,
    ) -> None:
        self.entities = tuple(sorted(found, key=lambda one: (-one.count, one.name, one.type)))
        self.dates = dates or {}
        days = [day for day in self.dates.values() if day]
        self.span = (min(days, default=""), max(days, default=""))
        # Each is there once: the same few are said of many documents.
        self._joined, name, names = dict[str, _Names](), Once[_Name](), Once[_Names]()
        for document, here in joined:
            self._joined[document] = names[tuple(map(name.__getitem__, here.items()))]
        self._named = {(FAMILIES[one.type], one.name): one for one in self.entities}
        self._of: tuple[str, list[CorpusEntity]] = ("", [])

    def of(self, document: str) -> list[CorpusEntity]:
        """Return the entities that a document mentions, the most frequent first.

        A large corpus is looked through in 10 ms, and that not again for the same document: all
        that are mentioned, by document, would take as much memory as the counts.
        """
        last, found = self._of
        if document != last:
            place = self.entities[0].documents.place(document) if self.entities else None
            found = [one for one in self.entities if one.documents.at(place)]
            found.sort(key=lambda one: -one.documents.at(place))
            self._of = document, found
        return found

    def joined(self, document: str) -> Joined:
        """Return the corpus-wide names for those names of a document that have another one."""
        return dict(self._joined.get(document, ()))

    def named(self, kind: Type, name: str) -> CorpusEntity | None:
        """Return the entity of a name, rather one of this type or of one akin to it."""
        akin = self._named.get((kind.family, name))
        return akin or next((one for one in self.entities if one.name == name), None)

    def find(self, words: str) -> list[CorpusEntity]:
        """Return the entities that words mean.

        Those of exactly this name, in any case; else those with all words in one of their names.
        """
        from reader.text import fold  # nothing is searched at the start

        wanted = fold(words).split()
        whole = " ".join(wanted)
        exact = [one for one in self.entities if fold(one.name) == whole]
        return exact or [one for one in self.entities if _is_called(one, wanted)]

    def documents(self, wording: Wording) -> set[str]:
        """Return the documents that mention an entity with words in a row in one of its names."""
        return {d for one in self.having(wording) for d in one.documents}

    def having(self, wording: Wording) -> list[CorpusEntity]:
        """Return the entities with words in a row in one of their names."""
        alike = wording.alike
        named = zip(self.entities, self._names, strict=True)
        found = [one for one, names in named if alike.occurs_in(names)]
        if not wording.exact:
            return found
        return [one for one in found if any(map(wording.spans, (one.name, *one.surfaces)))]

    @cached_property
    def _names(self) -> list[str]:
        """All names of each entity, folded, in one line."""
        from reader.text import fold

        return [fold(" · ".join((one.name, *one.surfaces))) for one in self.entities]


def _is_called(entity: CorpusEntity, words: Sequence[str]) -> bool:
    return any(has_words(name, words) for name in (entity.name, *entity.surfaces))


def index_key(corpus: Corpus) -> str:
    """Return the key of the entities of a corpus among those of others."""
    return hashlib.sha256(corpus.key.encode()).hexdigest()


def index_kind(engine: Engine) -> str:
    """Return the kind under which an engine's entities are cached, beside those of others."""
    return f"entities of {cache_kind(engine)}"


def index_state(
    entries: Iterable[Entry], engine: Engine, corrections: Sequence[NameCorrection]
) -> str:
    """Return the stamp of a corpus, which changes when its entities may be others.

    They depend on its readable documents, on how these are read and their names found and joined,
    and on what people ``corrections`` of the names.
    """
    versions = (cache_version(engine), entities.VERSION, SUMMARY_VERSION, INDEX_VERSION)
    state = hashlib.sha256(f"{corrections!r}".encode("utf-8", "surrogatepass"))
    for entry in entries:
        if entry.problem is None:
            state.update(f"\n{entry.id}\0{entry.stamp}".encode("utf-8", "surrogatepass"))
    return f"{'/'.join(versions)}/{state.hexdigest()}"


def encoded_index(index: EntityIndex) -> bytes:
    """Return the entities of a corpus as bytes; documents are named once, and by place then."""
    number = {document: place for place, document in enumerate(sorted(index.dates))}
    dates = ((document, index.dates[document]) for document in number)
    rows = (
        (
            one.name,
            one.type,
            list(chain.from_iterable(one.surfaces.items())),
            one.documents.packed,
            one.forms,
            one.first,
            one.last,
        )
        for one in index.entities
    )
    joined = (
        (place, [(family, name, other) for (family, name), other in names.items()])
        for document, place in number.items()
        if (names := index.joined(document))
    )
    written = BytesIO()
    # One by one, a line each: all of them at once take as much memory as the index.
    for row in chain([(len(number), len(index.entities))], dates, rows, joined):
        written.write(f"{json.dumps(row, ensure_ascii=False)}\n".encode("utf-8", "surrogatepass"))
    return written.getvalue()


def decoded_index(value: bytes, known: Iterable[str] = ()) -> EntityIndex:
    """Return the entities that ``encoded_index`` was given; each name and day is there once.

    Ids of documents that are ``known`` are those there.
    """
    lines = (json.loads(line.decode("utf-8", "surrogatepass")) for line in BytesIO(value))
    documents_count, count = next(lines)
    ids = Once.of(known)
    dates = {ids[document]: intern(day) for document, day in islice(lines, documents_count)}
    documents = [*dates]
    found = [
        CorpusEntity(
            intern(name),
            _TYPES[kind],
            dict(zip(map(intern, surfaces[::2]), surfaces[1::2], strict=True)),
            DocumentCounts(documents, _unpacked(numbers)),
            tuple(map(intern, forms)),
            intern(first),
            intern(last),
        )
        for name, kind, surfaces, numbers, forms, first, last in islice(lines, count)
    ]
    joined = (
        (
            documents[place],
            {(intern(family), intern(name)): intern(other) for family, name, other in names},
        )
        for place, names in lines
    )
    return EntityIndex(found, joined, dates)


def _unpacked(numbers: str) -> array[int]:
    return array("I", b64decode(numbers))
