"""Reading a whole corpus: a card of each document, and the pairs that tell one story."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from queue import Empty
from typing import TYPE_CHECKING, NamedTuple

from reader import cleaning, duplicates, entities
from reader.corpus import Corpus, Entry
from reader.duplicates import Candidate, Version
from reader.errors import CorpusError, ReaderError
from reader.parallel import in_order
from reader.processes import end_with_parent, spawning
from reader.workspace.analyses.mentions import (
    cache_key,
    cache_kind,
    cache_version,
    encoded,
    mentions_of,
    names_of,
)
from reader.workspace.cache.analysis_cache import Cache
from reader.workspace.cache.comparison import decoded_candidates
from reader.workspace.cache.document_summary import CARD_VERSION, Card, Cards
from reader.workspace.cache.text_index import IndexedText, TextIndex

if TYPE_CHECKING:
    from multiprocessing.queues import Queue

    from reader.duplicates import Signature

# Starting a process costs about as much as cleaning this many documents. The whole corpus counts,
# not what is new in it: its pairs are brought up to date.
_WORTH_A_PROCESS = 64
# Names are evidence, not what pairs are found by: in a larger corpus they are not worth the time.
_NAMES_UP_TO = 1_000
# What is found is written in portions of so many documents.
_PORTION = 500
# The first pairs are shown when so many documents are new, the next when twice as many are, and so
# on to the last: finding all pairs of a large corpus takes too long to be done over and over.
_FIRST_PAIRS, _LAST_EARLY_PAIRS = 32, 8_192
# A survey that is given up ends within this time, in seconds.
_BEAT = 0.2


class _Pairs(NamedTuple):
    """Pairs that a survey in a process of its own has found: some on the way, all at the end."""

    pairs: tuple[Candidate, ...]
    is_whole: bool


class Survey:
    """The cards of a corpus and its pairs of likely duplicates, kept from session to session.

    A large corpus is surveyed in a process of its own, so that no key waits for it.
    """

    def __init__(self, corpus: Corpus, cache: Cache, texts: TextIndex) -> None:
        self.cards = Cards()
        self.pairs: tuple[Candidate, ...] = ()
        self.unknown: set[str] = set()
        self._corpus = corpus
        self._cache = cache
        self._texts = texts
        self._key = str(corpus.root)
        self._of: dict[str, list[Candidate]] = {}

    def recall(self, entries: Iterator[Entry]) -> Iterator[Entry]:
        """Pass entries on, each with its card where the cache knows it.

        Of a corpus that it knows, ``unknown`` has the documents that it does not.
        """
        known = self._cache.cards(self._key)
        for entry in entries:
            if known and entry.id not in known and not entry.problem:
                self.unknown.add(entry.id)
            stamp, card = known.get(entry.id, ("", ""))
            if entry.problem:
                self.cards[entry.id] = Card(problem=entry.problem)
            elif stamp == _stamp(entry):
                self.cards[entry.id] = card
            yield entry

    def pairs_of(self, document: str) -> list[Candidate]:
        """Return the likely duplicates of a document, best first, as far as they are known."""
        return self._of.get(document, [])

    def run(
        self, entries: Mapping[str, Entry], cancelled: Callable[[], bool], names: bool
    ) -> Iterator[str]:
        """Read what is new among ``entries``, and pair duplicates.

        Each document is read once for all: its card, its text in the index, its signature, and with
        ``names`` what it mentions. Yields the ids of documents as that is done; ``pairs`` has some
        of them on the way, those of the last session at once, and is complete at the end.

        Raises:
            ReaderError: where the process of a large survey was ended from outside.
        """
        indexed = self._texts.stamps()
        unread = any(
            entry.id not in self.cards or indexed.get(entry.id) != _stamp(entry)
            for entry in entries.values()
            if not entry.problem
        )
        kept = None if unread else self._cache.get(self._key, "pairs", _state(entries))
        if kept is not None:
            self._take(decoded_candidates(kept))
        elif len(entries) < _WORTH_A_PROCESS:
            yield from self._run_here(entries, cancelled, names)
        else:
            yield from self._run_apart(cancelled, names)

    def read(self, entries: Mapping[str, Entry], cancelled: Callable[[], bool]) -> Iterator[str]:
        """Read what is new among ``entries`` for the index of texts alone; yield their ids."""
        indexed = self._texts.stamps()
        todo = [e for e in entries.values() if not e.problem and indexed.get(e.id) != _stamp(e)]
        self._texts.remove(indexed.keys() - entries.keys())
        read = partial(examined, self._corpus, False, indexing=True)
        kept = _Portions(self._key, self._cache, self._texts)
        with closing(in_order(read, todo)) as results:
            for entry, found in zip(todo, results, strict=False):
                if cancelled():
                    break
                self.cards[entry.id] = found.card
                kept.add(entry, found)
                yield entry.id
        kept.write()

    def _run_here(
        self, entries: Mapping[str, Entry], cancelled: Callable[[], bool], names: bool
    ) -> Iterator[str]:
        from reader.workspace.analyses.pairing import (
            Pairing,  # NumPy: nothing that a known corpus needs
        )

        pairing = Pairing(self._cache, self._key, _version())
        for document in pairing.stamps.keys() - entries.keys():
            pairing.remove(document)
        known, indexed = pairing.stamps, self._texts.stamps()
        self._texts.remove(indexed.keys() - entries.keys())
        todo = [
            entry
            for entry in entries.values()
            if not entry.problem
            and (known.get(entry.id) != entry.stamp or indexed.get(entry.id) != _stamp(entry))
        ]
        few = len(entries) <= _NAMES_UP_TO
        read = partial(_signed, self._corpus, names or few, few)
        kept = _Portions(self._key, self._cache, self._texts)
        step = _FIRST_PAIRS
        if todo:
            self._take(pairing.so_far())
        with closing(in_order(read, todo)) as results:
            for number, (entry, (found, signature)) in enumerate(
                zip(todo, results, strict=False), 1
            ):
                if cancelled():
                    kept.write()
                    return
                self.cards[entry.id] = found.card
                pairing.add(entry.id, entry.stamp, signature)
                kept.add(entry, found)
                if number == step <= _LAST_EARLY_PAIRS:
                    step *= 2
                    self._take(pairing.so_far())
                yield entry.id
        kept.write()
        self._texts.tidy()
        self._take(pairing.pairs(_state(entries)))

    def _run_apart(self, cancelled: Callable[[], bool], names: bool) -> Iterator[str]:
        """Run in a process of its own, and take in what it finds."""
        context = spawning()
        found: Queue[tuple[str, str] | _Pairs] = context.Queue()
        stores = self._cache.path, self._texts.path
        process = context.Process(target=_survey, args=(self._corpus, *stores, names, found))
        process.start()
        try:
            while not cancelled():
                try:
                    item = found.get(timeout=_BEAT)
                except Empty:
                    if process.is_alive():
                        continue
                    raise ReaderError(
                        "the reading of the corpus was ended from outside",
                        place=self._key,
                        remedy="There may be too little memory. Open the corpus again to go on",
                    ) from None
                if isinstance(item, _Pairs):
                    self._take(item.pairs)
                    if item.is_whole:
                        return
                    continue
                document, card = item
                self.cards[document] = card
                yield document
        finally:
            process.terminate()

    def suggest(self, candidates: Iterable[Candidate]) -> None:
        """Put candidates from elsewhere among the pairs, where the survey has not found them."""
        known = {frozenset((pair.a, pair.b)) for pair in self.pairs}
        more = [one for one in candidates if frozenset((one.a, one.b)) not in known]
        if more:
            self._take(tuple(sorted((*self.pairs, *more), key=lambda one: -one.score)))

    def _take(self, pairs: tuple[Candidate, ...]) -> None:
        of: dict[str, list[Candidate]] = {}
        for pair in pairs:
            of.setdefault(pair.a, []).append(pair)
            of.setdefault(pair.b, []).append(pair)
        self.pairs, self._of = pairs, of


class _Portions:
    """Writes what was found of documents in portions, so that a killed session loses little."""

    def __init__(self, corpus: str, cache: Cache, texts: TextIndex) -> None:
        self._corpus, self._cache, self._texts = corpus, cache, texts
        self._cards: list[tuple[str, str, str]] = []
        self._indexed: list[IndexedText] = []
        self._mentions: list[tuple[str, bytes]] = []

    def add(self, entry: Entry, found: Examined) -> None:
        """Take in what was found of a document."""
        self._cards.append((entry.id, _stamp(entry), found.card.to_json()))
        if found.indexed is not None:
            self._indexed.append(found.indexed)
        if found.mentions:
            key = cache_key(found.card.sha256, entry.format, found.card.date)
            self._mentions.append((key, found.mentions))
        if len(self._cards) == _PORTION:
            self.write()

    def write(self) -> None:
        """Write what is not written yet; the cards last, for they say that all is there."""
        own = entities.EMBEDDED
        self._cache.put_all(cache_kind(own), cache_version(own), self._mentions)
        self._texts.put(self._indexed)
        self._cache.put_cards(self._corpus, self._cards)
        self._cards, self._indexed, self._mentions = [], [], []


def version_of(document: str, card: Card, text: str, names: tuple[str, ...]) -> Version:
    """Return a document as the search for duplicates sees it; ``text`` is its article's body."""
    return Version(document, text, card.title, card.date or None, names, card.hidden)


def _survey(
    corpus: Corpus,
    cache: Path | None,
    texts: Path | None,
    names: bool,
    found: Queue[tuple[str, str] | _Pairs],
) -> None:
    """Survey a corpus, and tell what is found: cards one by one, pairs now and then."""
    end_with_parent()
    if hasattr(os, "nice"):
        os.nice(5)  # the app comes first
    survey = Survey(corpus, Cache(cache), TextIndex(texts))
    entries = {entry.id: entry for entry in survey.recall(corpus.scan())}
    told = survey.pairs
    for document in survey._run_here(entries, lambda: False, names):
        found.put((document, survey.cards[document].to_json()))
        if survey.pairs is not told:
            told = survey.pairs
            found.put(_Pairs(told, is_whole=False))
    found.put(_Pairs(survey.pairs, is_whole=True))


class Examined(NamedTuple):
    """The examination of a document: its card, the body of its article, its mentions.

    ``mentions`` are as they are cached, ``names`` the entities among them, ``indexed`` is what the
    index of texts keeps; they are empty where nobody asked for them.
    """

    card: Card
    text: str = ""
    mentions: bytes = b""
    names: tuple[str, ...] = ()
    indexed: IndexedText | None = None


def examined(
    corpus: Corpus, with_mentions: bool, entry: Entry, *, indexing: bool = False
) -> Examined:
    """Read a document; what it mentions is found by the embedded recogniser.

    With ``indexing`` it is made ready for the index of texts, too.
    """
    try:
        document = corpus.read(entry)
    except CorpusError as error:
        return Examined(Card(problem=error.message))
    article = cleaning.clean(document.source, document.format)
    card = Card.of(document, article)
    found = Examined(card, article.body.text)
    if indexing:
        from reader.workspace.analyses.indexing import indexed_document

        indexed = indexed_document(document, article, card, _stamp(entry))
        found = found._replace(indexed=indexed)
    if not with_mentions:
        return found
    mentions = mentions_of(document, article, entities.EMBEDDED)
    return found._replace(mentions=encoded(document.source, mentions), names=names_of(mentions))


def _signed(
    corpus: Corpus, with_mentions: bool, with_names: bool, entry: Entry
) -> tuple[Examined, Signature | None]:
    """Read a document; the signature of its article is made where that was read.

    Names are part of the signature ``with_names`` only.
    """
    found = examined(corpus, with_mentions, entry, indexing=True)
    if not found.text:
        return found, None
    names = found.names if with_names else ()
    version = version_of(entry.id, found.card, found.text, names)
    return found._replace(text="", names=()), duplicates.Signature.of(version)


def _version() -> str:
    """Return what changes when other pairs would be found."""
    return f"{cleaning.VERSION}/{duplicates.VERSION}/{entities.VERSION}"


def _state(entries: Mapping[str, Entry]) -> str:
    """Return what changes when the corpus, or the way it is surveyed, changes."""
    state = hashlib.sha256()
    for document, entry in entries.items():
        state.update(f"{document}\0{entry.stamp}\n".encode())
    return f"{_version()}/{state.hexdigest()}"


def _stamp(entry: Entry) -> str:
    """Return what changes when the document, or the way its card is made, changes."""
    return f"{entry.stamp}:{cleaning.VERSION}:{CARD_VERSION}"
