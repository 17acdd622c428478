"""One opened corpus: its documents, their analyses and the annotations on them."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import platformdirs

from reader import cleaning, duplicates
from reader.annotations import Drafts, Link, Store, Tag, Verdict
from reader.cleaning import Article
from reader.corpus import Changes, Corpus, Document, Entry, LeftOut, Reading, changes
from reader.duplicates import Candidate, Cluster, Version
from reader.entities import EMBEDDED, Engine, Mention
from reader.errors import CorpusError, ReaderError
from reader.files_out import Protected
from reader.resources import seeds_folder
from reader.settings import login
from reader.text import Excerpt, Span, numbered
from reader.workspace.analyses.entity_index import EntityIndex
from reader.workspace.analyses.entity_index_builder import Register
from reader.workspace.analyses.examining import version_of
from reader.workspace.analyses.mentions import (
    NAMING,
    cache_key,
    cache_kind,
    cache_version,
    corrections,
    decoded,
    encoded,
    mentions_of,
    names_of,
    settled,
)
from reader.workspace.analyses.passage_index import PassageIndex
from reader.workspace.analyses.stories import Stories, Story, moment
from reader.workspace.analyses.survey import Survey
from reader.workspace.analyses.verdicts import joins
from reader.workspace.cache.analysis_cache import Cache
from reader.workspace.cache.article_codec import decoded_article, encoded_article
from reader.workspace.cache.comparison import Comparison, evidence_in_sources, in_sources
from reader.workspace.cache.described import cleaned
from reader.workspace.cache.document_summary import Card, Cards
from reader.workspace.cache.text_index import TextIndex
from reader.workspace.opening import open_corpus
from reader.workspace.progress import OVER, Progress
from reader.workspace.view_state import ViewState

if TYPE_CHECKING:
    from reader.workspace.query.annotated import AnnotationFacts

_HISTORY = 10_000
# A look at the folder lets other threads go first after so many documents.
_PAUSE = 200
# Whoever waits for mentions looks this often, in seconds, whether they are still wanted.
_BEAT = 0.1

_Judged: TypeAlias = tuple[list[tuple[str, str]], list[tuple[str, str]]]
"""The pairs of documents that were accepted, and those that were rejected."""


class Workspace:
    """One opened corpus: documents, their analyses (computed once, cached by content), annotations.

    Nothing is read before it is asked for: ``scan`` finds the documents, ``analyse`` makes the
    cards and the pairs of likely duplicates, ``article`` and ``mentions`` serve the one being read.
    All methods may be called from worker threads. Offsets are code points of a document's source.
    """

    def __init__(
        self,
        corpus: Corpus,
        *,
        annotations: Path,
        author: str,
        history: int,
        cache: Cache,
        recogniser: Engine,
        read_only: bool = False,
        codebook: Path | None = None,
    ) -> None:
        self.corpus = corpus
        self.annotations = annotations
        self.author = author
        self.recogniser = recogniser
        self.entries: dict[str, Entry] = {}
        self.gone: dict[str, Card] = {}
        self._history = history
        self._read_only = read_only
        self._codebook = codebook
        self._cache = cache
        self.texts = TextIndex.beside(cache.path, corpus.key)
        self._survey = Survey(corpus, cache, self.texts)
        self._register = Register(corpus, cache, recogniser)
        self._gathering = threading.Lock()
        self._recognising = threading.Lock()
        self._read = lru_cache(maxsize=64)(corpus.read)
        self._clean = lru_cache(maxsize=64)(self._cleaned)
        self._compare = lru_cache(maxsize=32)(self._compared)
        # The clusters found last, with what they were found in: joining many pairs takes long.
        self._telling = threading.Lock()
        self._stories: tuple[tuple[Candidate, ...], Stories] | None = None
        self._joined: tuple[tuple[Candidate, ...], _Judged, tuple[Cluster, ...]] | None = None
        self._work, self._trouble = "finding", ""

    @classmethod
    def open(
        cls,
        paths: Sequence[Path],
        *,
        annotations: Path | None = None,
        author: str | None = None,
        history: int = _HISTORY,
        recogniser: Engine = EMBEDDED,
        read_only: bool = False,
        reading: Reading | None = None,
        codebook: Path | None = None,
    ) -> Workspace:
        """Open the corpus that ``paths`` name: a folder, or files; with none, the sample corpus.

        ``annotations`` is the annotation file (default: ``annotations.json`` in the corpus, or in
        the user's data directory where the corpus can't be written). ``author`` signs what is
        annotated (default: the user's login), ``history`` is the number of steps that can be
        undone, ``recogniser`` finds what articles mention. With ``read_only`` nothing is written
        but the cache. ``codebook`` is a file with the tags that a new annotation file starts with
        (see `reader tags CORPUS export`). ``reading`` is what the user says of the files.

        Raises:
            CorpusError: where there is no such folder or file.
        """
        sample = not paths
        corpus = open_corpus(list(paths) or [seeds_folder()], annotations, reading)
        if annotations is None:
            inside = corpus.root / "annotations.json"
            writable = os.access(corpus.root, os.W_OK) and not sample
            annotations = inside if inside.exists() or writable else _elsewhere(corpus.root)
        cache = Path(platformdirs.user_cache_dir("reader")) / "analyses.sqlite"
        return cls(
            corpus,
            annotations=annotations,
            author=author or login(),
            history=history,
            cache=Cache(cache),
            recogniser=recogniser,
            read_only=read_only,
            codebook=codebook,
        )

    @cached_property
    def store(self) -> Store:
        """The annotations on this corpus."""
        return Store.open(
            self.annotations,
            author=self.author,
            history=self._history,
            read_only=self._read_only,
            hash_of=self._hash_of,
            codebook=self._starting_codebook(),
        )

    def _starting_codebook(self) -> Sequence[Tag]:
        """Return the tags that a new annotation file starts with; none where it is not new.

        Raises:
            FormatError: where they can't be read.
        """
        if self._codebook is None or self.annotations.exists():
            return ()
        from reader.workspace.actions.codebook_exchange import first_tags

        return first_tags(self._codebook)

    @cached_property
    def facts(self) -> AnnotationFacts:
        """The facts of the annotations for queries."""
        from reader.workspace.query.annotated import AnnotationFacts  # nothing is asked at start

        return AnnotationFacts(self.store, self.passages)

    @cached_property
    def passages(self) -> PassageIndex:
        """All passages of the corpus at a glance; to be built by whoever needs them first."""
        return PassageIndex(self.store)

    def output_file(self, name: str) -> Path:
        """Return where a file for others is first offered: beside the corpus, named after it.

        Within the corpus it would be read as one of its documents.
        """
        root, folder = self.corpus.root.absolute(), self.annotations.absolute().parent
        if root in (folder, *folder.parents) and os.access(root.parent, os.W_OK):
            folder = root.parent
        return folder / f"{root.name}-{name}"

    @property
    def protected(self) -> Protected:
        """The documents found so far and the annotation file, which no output may replace."""
        files = {entry.file for entry in self.entries.values()}
        return Protected(files, {self.annotations, self.store.path})

    @cached_property
    def view_state(self) -> ViewState:
        """The state in which the screens of this corpus were left."""
        return ViewState(Path(platformdirs.user_state_dir("reader")) / _own_name(self.corpus.root))

    @property
    def left_out(self) -> LeftOut:
        """The files in the folder that are no documents; annotations and their companions apart."""
        from reader.annotations import belongs_to_store

        own = self.annotations.name
        return self.corpus.left_out.without(
            lambda path: belongs_to_store(Path(path)) or Path(path).name.startswith(own)
        )

    @property
    def unknown(self) -> frozenset[str]:
        """The documents that were found by ``scan`` and that no session has read before."""
        return frozenset(self._survey.unknown)

    @cached_property
    def drafts(self) -> Drafts:
        """The drafts of notes of this corpus that are not saved yet."""
        return Drafts(platformdirs.user_data_path("reader") / "drafts", self.annotations)

    def scan(self) -> Iterator[Entry]:
        """Find the documents of the corpus, in order, as it goes; those cached with their cards."""
        for entry in self._survey.recall(self.corpus.scan()):
            self.entries[entry.id] = entry
            yield entry
        self._work = "reading" if len(self.entries) > 1 else ""  # one has no other beside it

    def look_again(self) -> Changes:
        """Scan the folder anew, and take up what has changed in it since.

        What is new or changed is read by the next ``analyse``; ``gone`` keeps the cards of what is
        no longer there.
        """
        before, now = self.entries, dict[str, Entry]()
        try:
            for entry in self.corpus.scan(before):
                now[entry.id] = entry
                if not len(now) % _PAUSE:
                    time.sleep(0)  # keys go first
        except CorpusError:
            if now:
                return Changes()  # what can't be read now may be there the next time
        found = changes(before, now.values())
        if found:
            for entry in (*found.changed, *found.removed):
                card = self.cards.pop(entry.id, Card())
                if entry.id not in now:
                    self.gone[entry.id] = card
            for entry in (*found.added, *found.changed):
                self.gone.pop(entry.id, None)
                if entry.problem:
                    self.cards[entry.id] = Card(problem=entry.problem)
            self.entries = now
        return found

    def document(self, document: str) -> Document:
        """Return a document by its id.

        Raises:
            CorpusError: where there is none of that id, or it can't be read.
        """
        return self._read(self.entry(document))

    def text_of(self, document: str) -> str | None:
        """Return the source of a document by its id; None where there is none, or none to read."""
        try:
            return self.document(document).source
        except CorpusError:
            return None

    def card(self, document: str) -> Card:
        """Return the card of a document, read for it where no session has done so."""
        card = self.cards.get(document)
        if card is None:
            card = Card.of(self.document(document), self.article(document))
            self.cards[document] = card
        if card.problem:
            self.document(document)  # tells the remedy too
            raise CorpusError(card.problem, place=document)
        return card

    def article(self, document: str) -> Article:
        """Return the clean reading of a document."""
        return self._clean(self.entry(document))

    def mentions(
        self, document: str, cancelled: Callable[[], bool] = lambda: False
    ) -> tuple[Mention, ...]:
        """Return what the article of a document mentions, as corrected by people.

        Entities are named as in the whole corpus as soon as ``gather_entities`` knows them. There
        is nothing in what is given up while other documents were at work.

        Raises:
            RecogniserError: where the recogniser can't work.
        """
        found, said = self._recognised(document, cancelled), corrections(self.store)
        joined = self.entities.joined(document)
        if not said and not joined:
            return found
        return settled(self.document(document).source, found, said, joined)

    @property
    def entities(self) -> EntityIndex:
        """The entities of the corpus as ``gather_entities`` has found them last."""
        return self._register.index

    def gather_entities(self, cancelled: Callable[[], bool] = lambda: False) -> Iterator[str]:
        """Find the entities of the corpus, as far as ``scan`` has found its documents.

        Yields the ids of documents as they are read; ``entities`` has some of them on the way, and
        is complete at the end. Where only corrections have changed, nothing is read.
        """
        with self._gathering:
            yield from self._register.update(
                dict(self.entries), self.cards, corrections(self.store), cancelled
            )

    def read_texts(self, cancelled: Callable[[], bool] = lambda: False) -> Iterator[str]:
        """Read what is new in the corpus, as far as ``scan`` has found it, for ``texts`` alone.

        Yields the ids of documents as they are read.
        """
        yield from self._survey.read(self.entries, cancelled)

    def prefer(self, documents: Sequence[str]) -> None:
        """Let ``analyse`` read these documents next, where they are still to be read."""
        self._survey.prefer(documents)

    def analyse(
        self, cancelled: Callable[[], bool] = lambda: False, *, names: bool = True
    ) -> Iterator[str]:
        """Read what is new in the corpus, as far as ``scan`` has found it, and pair duplicates.

        Yields the ids of documents as their cards are made; ``pairs`` is complete at the end.
        Without ``names`` what a large corpus mentions is left for ``gather_entities``.

        Raises:
            ReaderError: where the process of a large corpus was ended from outside.
        """
        self._work, self._trouble = "reading", ""
        try:
            yield from self._survey.run(self.entries, cancelled, names)
        except ReaderError as error:
            self._trouble = error.message
            raise
        if cancelled():
            return
        from reader.workspace.analyses.suggestions import suggested

        self._survey.suggest(suggested(self.annotations, self.cards))
        self._work = ""

    @property
    def progress(self) -> Progress:
        """The progress of ``scan`` and ``analyse``: an unfinished list is never called empty."""
        found, read = len(self.entries), len(self.cards)
        if not self._work:
            return OVER
        if self._work == "finding":
            return Progress("finding articles", found)
        if read < found or self._trouble:
            return Progress("reading", read, found, self._trouble)
        return Progress("comparing", found)

    def not_indexed(self) -> str:
        """Return what of the corpus was read and can't be searched, in words; empty for nothing.

        The disk may be full. To be asked when the corpus is read; takes long where much is missing.
        """
        missing = self.entries.keys() - self.texts.stamps().keys()
        count = sum(d in self.cards and not self.cards[d].problem for d in missing)
        if not count:
            return ""
        where = f" in {self.texts.path.parent}" if self.texts.path else ""
        return (
            f"the index of texts{where} can't be written: {numbered(count, 'article')} of"
            f" {len(self.entries):,} can't be searched. Is the disk full?"
        )

    @property
    def cards(self) -> Cards:
        """The cards of the documents that were read so far."""
        return self._survey.cards

    @property
    def pairs(self) -> tuple[Candidate, ...]:
        """The likely duplicates of the whole corpus, best first; some of them during ``analyse``.

        Among them are those that were found elsewhere (see `reader import --format candidates`).
        """
        return self._survey.pairs

    def pairs_of(self, document: str) -> list[Candidate]:
        """Return the likely duplicates of one document, best first."""
        return self._survey.pairs_of(document)

    def renamed(self) -> dict[str, str]:
        """Return the new ids of annotated documents that were renamed, known by their text."""
        if self.store.documents() <= self.entries.keys():
            return {}
        from reader.annotations import find_renamed

        return find_renamed(self.store, {id_: card.sha256 for id_, card in self.cards.items()})

    def stories(self) -> tuple[Story, ...]:
        """Return the stories of the corpus: linked versions, and those still to be decided.

        They are as whole as ``pairs`` is. Takes long where pairs are many: a worker should ask.
        """
        with self._telling:
            pairs = self.pairs
            if self._stories is None or self._stories[0] is not pairs:
                self._stories = (pairs, Stories(pairs, self.date_of))
            return self._stories[1].judged(self.store.all(Link))

    def story_of(self) -> dict[str, str]:
        """Return the first version of the story of each document that has a story."""
        return {one: story.first for story in self.stories() for one in story.documents}

    def date_of(self, document: str) -> str:
        """Return the date of a document as it is sorted; empty where none is known by now."""
        card = self.cards.get(document)
        return moment(card.date) if card is not None else ""

    def clusters(self) -> tuple[Cluster, ...]:
        """Return the documents that tell one story, by accepted links and strong candidates."""
        links = self.store.all(Link)
        accepted = [(k.a, k.b) for k in links if joins(k)]
        rejected = [(k.a, k.b) for k in links if k.verdict is Verdict.REJECTED]
        pairs, judged = self.pairs, (accepted, rejected)
        if self._joined is None or self._joined[0] is not pairs or self._joined[1] != judged:
            self._joined = (pairs, judged, duplicates.clusters(pairs, accepted, rejected))
        return self._joined[2]

    def compare(self, a: str, b: str) -> Comparison:
        """Return how two documents stand to each other, passage by passage.

        Its candidate is the one that the survey has found, so that every screen tells the same.
        """
        found = self._compare(self.entry(a), self.entry(b))
        known = (pair for pair in self.pairs_of(a) if b in (pair.a, pair.b))
        candidate = next(known, found.candidate)
        return replace(found, candidate=candidate if candidate.a == a else candidate.turned)

    def close(self) -> None:
        """Save what is left to save, and let go of all files and processes."""
        self.recogniser.close()
        if "view_state" in self.__dict__:
            self.view_state.save()
        if "store" in self.__dict__:
            self.store.close()
        self._cache.close()
        self.texts.close()
        from reader.workspace.cache.cache_files import LIMIT, clear_cache

        with suppress(OSError):
            clear_cache(LIMIT, [path for path in (self._cache.path, self.texts.path) if path])

    def _recognised(self, document: str, cancelled: Callable[[], bool]) -> tuple[Mention, ...]:
        """Return what the recogniser finds in a document, from the cache where it is known."""
        whole, article = self.document(document), self.article(document)
        date = self.card(document).date
        key = cache_key(whole.sha256, whole.format, date)
        kind, version = cache_kind(self.recogniser), cache_version(self.recogniser)
        kept = self._cache.get(key, kind, version)
        if kept is not None:
            return decoded(kept)
        # One after the other: what is asked for twice is found once, and what is given up, never.
        while not self._recognising.acquire(timeout=_BEAT):
            if cancelled():
                return ()
        try:
            kept = self._cache.get(key, kind, version)
            if kept is not None:
                return decoded(kept)
            mentions = mentions_of(article, self.recogniser, date)
            self._cache.put(key, kind, version, encoded(whole.source, mentions))
            return mentions
        finally:
            self._recognising.release()

    def _hash_of(self, document: str) -> str:
        card = self.cards.get(document)
        return card.sha256 if card else ""

    def entry(self, document: str) -> Entry:
        """Return a document as ``scan`` has found it; raise CorpusError where it has not."""
        entry = self.entries.get(document)
        if entry is None:
            raise CorpusError(
                "no such document in this corpus",
                place=document,
                remedy="Name it as the list does: its path below the corpus folder",
            )
        return entry

    def _compared(self, first: Entry, second: Entry) -> Comparison:
        a, b = first.id, second.id
        one, other = self._told(a), self._told(b)
        names = self._names(a, one), self._names(b, other)
        alignment = duplicates.align_texts(one.text, other.text, *names)
        evidence = duplicates.named_evidence(one.text, other.text, alignment, *names)
        return Comparison(
            duplicates.score_pair(self._version(a), self._version(b)),
            in_sources(alignment, one, other),
            evidence_in_sources(evidence, one, other),
        )

    def _told(self, document: str) -> Excerpt:
        """Return the story of a document, or all of it where cleaning leaves nothing."""
        story = self.article(document).story
        return story if story.text.strip() else Excerpt.whole(self.document(document).source)

    def _cleaned(self, entry: Entry) -> Article:
        document = self._read(entry)
        key = f"{document.sha256}:{document.format}:{document.head or ''}".rstrip(":")
        kept = self._cache.get(key, "article", cleaning.VERSION)
        if kept is not None:
            return decoded_article(kept, document.source)
        article = cleaned(document)
        self._cache.put(key, "article", cleaning.VERSION, encoded_article(article))
        return article

    def _version(self, document: str) -> Version:
        body, names = self.article(document).body.text, names_of(self.mentions(document))
        body = body if body.strip() else self._told(document).text
        return version_of(document, self.card(document), body, names)

    def _names(self, document: str, excerpt: Excerpt) -> list[Span]:
        """Return where names stand in an excerpt of a document."""
        spans = (
            excerpt.from_source(Span(mention.start, mention.end))
            for mention in self.mentions(document)
            if mention.type in NAMING
        )
        return [span for span in spans if span is not None]


def _elsewhere(root: Path) -> Path:
    """Return the annotation file of a corpus that can't hold its own."""
    return Path(platformdirs.user_data_dir("reader")) / _own_name(root)


def _own_name(root: Path) -> str:
    """Return the name of a file that belongs to a corpus and can't lie in it."""
    return f"{root.name}-{hashlib.sha256(str(root).encode()).hexdigest()[:12]}.json"
