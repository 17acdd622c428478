"""Reading a whole corpus: a summary of each document, and the pairs that tell one story."""

from __future__ import annotations

import hashlib
import os
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path
from queue import Empty
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from reader import duplicates, entities
from reader.corpus import Corpus, Entry, printable
from reader.duplicates import SIGNATURE_VERSION, Candidate
from reader.errors import ReaderError
from reader.processes import end_with_parent, give_back_memory, spawning
from reader.workspace.analyses.reading.agenda import Agenda, is_large, results_of
from reader.workspace.analyses.reading.examining import (
    examined,
    signed,
    stamp_end,
    summary_stamp,
)
from reader.workspace.analyses.reading.portions import PORTION, Portions
from reader.workspace.cache.analysis_cache import Cache
from reader.workspace.cache.candidate_codec import (
    CANDIDATES,
    decoded_candidates,
    encoded_candidates,
)
from reader.workspace.cache.document_summary import DocumentSummaries, DocumentSummary
from reader.workspace.cache.text_index import TextIndex

if TYPE_CHECKING:
    from multiprocessing.queues import Queue
    from multiprocessing.synchronize import Event

    _Found: TypeAlias = list[tuple[str, str]] | "_FoundPairs"
    _Ways: TypeAlias = tuple[Queue[list[Entry]], Queue[_Found], Queue[list[str]], Event]


R = TypeVar("R")

# Starting a process costs about as much as cleaning this many documents. The whole corpus counts,
# not what is new in it: its pairs are brought up to date.
_WORTH_A_PROCESS = 64
# Names are evidence, not what pairs are found by. Where nobody asks for them they are looked for in
# up to so many documents; what is read of more is then marked as without names.
_NAMES_UP_TO = 1_000
_UNNAMED = ":unnamed"
# The first pairs are shown when so many documents are new, the next when twice as many are, and so
# on while it is early: finding all pairs of a large corpus takes too long to be done over and over.
_FIRST_PAIRS = 32
# What is found is told the app so often, in seconds: each message takes as long as ten summaries.
# The last documents are told one by one: after them all pairs are found, which takes long.
_TELLING = 0.05
# A survey that is given up is seen to be within this time, in seconds; then it saves what is done.
_BEAT, _SAVING = 0.2, 2.0


class _FoundPairs(NamedTuple):
    """Pairs that a survey in a process of its own has found: some on the way, all at the end.

    They are as ``encoded_candidates`` gives them.
    """

    pairs: bytes
    is_whole: bool


class Survey:
    """The summaries of a corpus and its pairs of likely duplicates, kept from session to session.

    A large corpus is surveyed in a process of its own, so that no key waits for it.
    """

    def __init__(
        self,
        corpus: Corpus,
        cache: Cache,
        texts: TextIndex,
        *,
        preferred: Sequence[str] = (),
        wanted: Queue[list[str]] | None = None,
    ) -> None:
        """Prepare the survey; documents ``preferred`` are read first, ``wanted`` brings more."""
        self.summaries = DocumentSummaries()
        self.pairs: tuple[Candidate, ...] = ()
        self.unknown: set[str] = set()
        self.is_naming = False
        """Whether ``run`` finds what documents mention just now."""
        self.is_outdated = False
        """Whether another version of the program has read documents that are to be read anew."""
        self._corpus = corpus
        self._cache = cache
        self._texts = texts
        self._key = f"{printable(str(corpus.root))}{corpus.reading.stamp}"
        self._agenda = Agenda()
        self._preferred = tuple(preferred)
        self._wanted = wanted  # by the process at work
        self._own: tuple[Candidate, ...] = ()
        self._elsewhere: tuple[Candidate, ...] = ()
        self._chains = _Chains(())

    def scan(self) -> Iterator[Entry]:
        """Yield the documents of the corpus, each with its summary where the cache knows it.

        Of a corpus that it knows, ``unknown`` has the documents that it does not, when all are
        found: one with the stamp of another that is gone was renamed.
        """
        summaries = self._cache.summaries(self._key)
        gone = dict(summaries)
        unknown: dict[str, str] = {}
        end = stamp_end()
        stamps = {one: stamp for one, (stamp, _) in summaries.items() if stamp.endswith(end)}
        for entry in self._corpus.scan(stamps=stamps):
            if summaries and entry.id not in summaries and not entry.problem:
                unknown[entry.id] = summary_stamp(entry)
            stamp, summary = gone.pop(entry.id, ("", ""))
            if entry.problem:
                self.summaries[entry.id] = DocumentSummary(problem=entry.problem)
            elif stamp == entry.stamp + end:
                self.summaries[entry.id] = summary
            elif stamp and not stamp.endswith(end):
                self.is_outdated = True
            yield entry
        renamed = {stamp for stamp, _ in gone.values()}
        self.unknown.update(one for one, stamp in unknown.items() if stamp not in renamed)

    def pairs_of(self, document: str) -> list[Candidate]:
        """Return the likely duplicates of a document, best first, as far as they are known."""
        return list(self._chains.of(document))

    @property
    def waiting(self) -> int:
        """The number of documents whose reading is not begun, while ``run_here`` is at work."""
        return len(self._agenda)

    def prefer(self, documents: Sequence[str]) -> None:
        """Read these documents next, if they are still to be read."""
        self._preferred = tuple(documents)
        self._agenda.prefer(documents)
        if self._wanted is not None:
            self._wanted.put([*documents])

    def prefer_then(self, documents: Iterable[str]) -> None:
        """Read these documents behind those that ``run`` was asked to read first."""
        self._preferred += tuple(documents)

    def run(
        self, entries: Mapping[str, Entry], cancelled: Callable[[], bool], names: bool
    ) -> Iterator[str]:
        """Read the new ones of ``entries``, and pair duplicates.

        Each document is read once for all: its summary, its text in the index, its signature, and
        with ``names`` what it mentions. Yields the ids of documents as that is done; ``pairs`` has
        some of them on the way, those of the last session at once, and is complete at the end.

        Raises:
            ReaderError: where the process of a large survey was ended from outside.
        """
        unread = self._has_unread(entries)
        named = names or len(entries) <= _NAMES_UP_TO
        states = (_state(entries, with_names) for with_names in {True, named})
        found = (self._cache.get(self._key, CANDIDATES, state) for state in states)
        kept = None if unread else next(filter(None, found), None)
        if kept is not None:
            self._take(decoded_candidates(kept, entries))
            return
        is_small = len(entries) < _WORTH_A_PROCESS and not any(map(is_large, entries.values()))
        self.is_naming = named
        try:
            yield from (
                self.run_here(entries, cancelled, named)
                if is_small
                else self._run_in_process(entries, cancelled, named)
            )
        finally:
            self.is_naming = False
        self.is_outdated = self.is_outdated and cancelled()

    def _has_unread(self, entries: Mapping[str, Entry]) -> bool:
        """Tell whether any document has no summary, or is not indexed as it is now."""
        indexed = self._texts.stamps()
        return any(
            entry.id not in self.summaries or indexed.get(entry.id) != summary_stamp(entry)
            for entry in entries.values()
            if not entry.problem
        )

    def read(
        self,
        entries: Mapping[str, Entry],
        cancelled: Callable[[], bool],
        only: Set[str] | None = None,
    ) -> Iterator[str]:
        """Read the new ones of ``entries`` for the index of texts alone; yield their ids.

        They are ``only`` some of them, where that is given.
        """
        indexed = self._texts.stamps()
        todo = [
            e
            for e in entries.values()
            if not e.problem
            and indexed.get(e.id) != summary_stamp(e)
            and (only is None or e.id in only)
        ]
        self._texts.remove(indexed.keys() - entries.keys())
        read = partial(examined, self._corpus, False, indexing=True)
        kept = Portions(self._key, self._cache, self._texts)
        with closing(results_of(read, Agenda(todo))) as results:
            for entry, found in results:
                if cancelled():
                    break
                self.summaries[entry.id] = found.summary
                kept.add(entry, found)
                yield entry.id
        kept.write()

    def run_here(
        self, entries: Mapping[str, Entry], cancelled: Callable[[], bool], named: bool
    ) -> Iterator[str]:
        """Do the work of ``run`` in this process; signatures have names where ``named``."""
        # NumPy: nothing that a known corpus needs.
        from reader.workspace.analyses.reading.pairing import Pairing

        indexed = self._texts.stamps()
        self._texts.remove(indexed.keys() - entries.keys())
        mark = "" if named else _UNNAMED
        is_read = partial(_is_read, entries, indexed, mark)
        pairing = Pairing(self._cache, self._key, version_of_pairs(), is_read)
        todo = [e for e in entries.values() if not e.problem and e.id not in pairing.stamps]
        read = partial(signed, self._corpus, named)
        kept = Portions(self._key, self._cache, self._texts)
        step = _FIRST_PAIRS
        if todo:
            self._take(pairing.so_far())
        self._agenda = agenda = Agenda(todo, self._asked_for)
        states = {with_names: _state(entries, with_names) for with_names in (True, False)}
        # Those of a large corpus take as much as its names.
        del entries, todo, indexed, is_read
        agenda.prefer(self._preferred)
        with closing(results_of(read, agenda)) as results:
            for number, (entry, (found, signature)) in enumerate(results, 1):
                if cancelled():
                    kept.write()
                    pairing.keep()
                    return
                if (start := monotonic()) > kept.due:
                    kept.write()
                    pairing.keep(putting_away=not pairing.is_early)
                    kept.put_off(start)
                self.summaries[entry.id] = found.summary
                pairing.add(entry.id, entry.stamp + mark, signature)
                kept.add(entry, found)
                if number == step and pairing.is_early:
                    step *= 2
                    self._take(pairing.so_far())
                yield entry.id
        kept.write()
        self._texts.tidy()
        all_named = not any(stamp.endswith(_UNNAMED) for stamp in pairing.stamps.values())
        self._take(pairing.pairs(states[all_named]))

    def _run_in_process(
        self, entries: Mapping[str, Entry], cancelled: Callable[[], bool], named: bool
    ) -> Iterator[str]:
        """Run the survey in another process, and take over what it finds."""
        context = spawning()
        found: Queue[_Found] = context.Queue()
        wanted: Queue[list[str]] = context.Queue()
        listed: Queue[list[Entry]] = context.Queue()
        stop = context.Event()
        stores, ways = (self._cache.path, self._texts.path), (listed, found, wanted, stop)
        process = context.Process(
            target=_survey, args=(self._corpus, stores, named, ways, self._preferred)
        )
        process.start()
        rest = iter(entries.values())
        while portion := list(islice(rest, PORTION)):
            listed.put(portion)  # all at once would hold up keys
        listed.put([])
        self._wanted = wanted
        try:
            for item in received(found, process.is_alive, cancelled, self._key):
                if isinstance(item, _FoundPairs):
                    self._take(decoded_candidates(item.pairs, entries))
                    if item.is_whole:
                        return
                    continue
                for document, summary in item:
                    self.summaries[document] = summary
                    yield document
        finally:
            self._wanted = None
            stop.set()
            process.join(_SAVING)
            process.terminate()
            for queue in (listed, wanted):
                queue.cancel_join_thread()  # nobody reads what is in it

    def _asked_for(self) -> Iterator[str]:
        """Yield the documents that were asked for since, from the app that began this process."""
        while self._wanted is not None:
            try:
                yield from self._wanted.get_nowait()
            except Empty:
                return

    def put_beside(self, candidates: Iterable[Candidate]) -> None:
        """Put candidates from elsewhere among the pairs, in place of those put there before.

        What the survey has found itself counts more.
        """
        before, self._elsewhere = self._elsewhere, tuple(candidates)
        if self._elsewhere != before:
            self._take(self._own)

    def _take(self, own: tuple[Candidate, ...]) -> None:
        pairs = self._own = own
        if self._elsewhere:
            paired = {frozenset((pair.a, pair.b)) for pair in own}
            more = [one for one in self._elsewhere if frozenset((one.a, one.b)) not in paired]
            pairs = tuple(sorted((*own, *more), key=lambda one: -one.score))
        self.pairs, self._chains = pairs, _Chains(pairs)


class _Chains:
    """The pairs of each document, in the order of all: each pair stands in two chains of places.

    A list of pairs for each of 100,000 documents would take four times as much.
    """

    def __init__(self, pairs: Sequence[Candidate]) -> None:
        self._pairs = pairs
        self._first: dict[str, int] = {}
        self._next = array("i", bytes(8 * len(pairs)))
        for number in reversed(range(len(pairs))):
            for place, document in enumerate((pairs[number].a, pairs[number].b), 2 * number):
                self._next[place] = self._first.get(document, -1)
                self._first[document] = place

    def of(self, document: str) -> Iterator[Candidate]:
        """Yield the pairs of a document."""
        place = self._first.get(document, -1)
        while place >= 0:
            yield self._pairs[place // 2]
            place = self._next[place]


def received(
    found: Queue[R], is_alive: Callable[[], bool], cancelled: Callable[[], bool], place: str
) -> Iterator[R]:
    """Yield the results that another process puts into a queue, until that is given up.

    Raises:
        ReaderError: about ``place``, where the process has ended and nothing more comes of it.
    """
    while not cancelled():
        # Asked before: what it has put there until its end is taken out first.
        goes_on = is_alive()
        try:
            yield found.get(timeout=_BEAT)
        except Empty:
            if not goes_on:
                raise ReaderError(
                    "the reading of the corpus was ended from outside",
                    place=place,
                    remedy="There may be too little memory. Open the corpus again to go on",
                ) from None


def _survey(
    corpus: Corpus,
    stores: tuple[Path | None, Path | None],
    named: bool,
    ways: _Ways,
    preferred: tuple[str, ...],
) -> None:
    """Survey a corpus, and tell what is found now and then: summaries, and pairs.

    ``stores`` are the files of the cache and of the texts. The ``ways`` between it and the app are
    a queue for the documents, which are not looked for again (a portion without any ends them), one
    for what is found, one for the documents to be read next, and the event that stops it. Then, and
    when the app is gone, what is done is saved.
    """
    listed, found, wanted, stop = ways
    end_with_parent(stop.set)
    if hasattr(os, "nice"):
        os.nice(5)  # the app comes first
    cache, texts = Cache(stores[0]), TextIndex(stores[1])
    survey = Survey(corpus, cache, texts, preferred=preferred, wanted=wanted)
    pairs_told, told_at = survey.pairs, 0.0
    untold: list[tuple[str, str]] = []
    entries = (entry for portion in iter(listed.get, []) for entry in portion)
    for document in survey.run_here({one.id: one for one in entries}, stop.is_set, named):
        untold.append((document, survey.summaries.pop(document).to_json()))
        if survey.waiting and monotonic() < told_at + _TELLING:
            continue
        found.put(untold)
        untold, told_at = [], monotonic()
        if survey.pairs is not pairs_told:
            pairs_told = survey.pairs
            found.put(_FoundPairs(encoded_candidates(pairs_told), is_whole=False))
    if stop.is_set():
        found.cancel_join_thread()  # nobody reads what is in it
        return
    found.put(untold)
    whole = _FoundPairs(encoded_candidates(survey.pairs), is_whole=True)
    del survey, pairs_told  # many take as much again where they are received
    give_back_memory()
    found.put(whole)


def version_of_pairs() -> str:
    """Return the version of pairs, which changes when others would be found."""
    versions = (SIGNATURE_VERSION, duplicates.VERSION, entities.VERSION)
    return "/".join(map(str, (stamp_end(), *versions)))


def _is_read(
    entries: Mapping[str, Entry], indexed: Mapping[str, str], mark: str, document: str, stamp: str
) -> bool:
    """Tell whether a document was signed with a ``stamp`` and indexed as it is now."""
    entry = entries.get(document)
    return (
        entry is not None
        and stamp in (entry.stamp, entry.stamp + mark)
        and indexed.get(document) == summary_stamp(entry)
    )


def _state(entries: Mapping[str, Entry], named: bool) -> str:
    """Return the stamp of the corpus, which changes with it and with the way it is surveyed."""
    state = hashlib.sha256(b"" if named else _UNNAMED.encode())
    for document, entry in entries.items():
        state.update(f"{document}\0{entry.stamp}\n".encode())
    return f"{version_of_pairs()}/{state.hexdigest()}"
