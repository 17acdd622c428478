"""One opened corpus: its documents, their analyses and the annotations on them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from reader.annotations import AnchoredRecord, DraftStore, Store, Tag
from reader.cleaning import Article
from reader.corpus import (
    Corpus,
    Document,
    Entry,
    LeftOut,
    Reading,
    belongs_to_another,
    printable,
)
from reader.entities import EMBEDDED, Engine
from reader.errors import CorpusError, FormatError, ReaderError, SettingsError
from reader.files_out import Protected
from reader.resources import seeds_folder
from reader.settings import bytes_in, load, login
from reader.text import numbered, one_line
from reader.workspace.analyses.corpus_analysis import CorpusAnalysis
from reader.workspace.analyses.document_reader import DocumentReader
from reader.workspace.analyses.duplicate_analysis import DuplicateAnalysis
from reader.workspace.analyses.name_analysis import NameAnalysis
from reader.workspace.analyses.passages.passage_index import PassageIndex
from reader.workspace.analyses.progress import Progress
from reader.workspace.analyses.reading.survey import Survey
from reader.workspace.cache.analysis_cache import Cache
from reader.workspace.cache.cache_files import (
    cache_folder,
    clear_cache,
    delete_cache_file,
    name_of,
)
from reader.workspace.cache.document_summary import DocumentSummaries, DocumentSummary
from reader.workspace.cache.text_index import TextIndex
from reader.workspace.opening import ANNOTATIONS, is_document, open_corpus, owner_of
from reader.workspace.view_state import ViewState

if TYPE_CHECKING:
    from reader.workspace.analyses.passages.annotated import AnnotationFacts

_HISTORY = 10_000  # steps that can be undone


class Workspace:
    """One opened corpus: documents, their analyses (computed once, cached by content), annotations.

    Nothing is read before it is asked for: ``scan`` finds the documents, ``analyse`` makes the
    summaries and the pairs of likely duplicates. ``documents`` reads them, ``names`` finds what
    they mention, ``duplicates`` has pairs and stories, ``analysis`` works through the corpus.
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
        self._history = history
        self._read_only = read_only
        self._codebook = codebook
        self.notes: list[str] = []
        """What was done to the annotations when they were opened, in words."""
        self._cache = cache
        self.texts = TextIndex.beside(cache.path, corpus.key)
        self._survey = Survey(corpus, cache, self.texts)
        self.documents = DocumentReader(corpus, cache, self._survey)
        self.names = NameAnalysis(
            corpus,
            self.documents,
            cache,
            recogniser,
            self._opened_store,
            surveyed=lambda: self._survey.is_naming or not self.analysis.has_found_all,
        )
        self.duplicates = DuplicateAnalysis(
            self.documents, self.names, self._survey, self._opened_store
        )
        self.analysis = CorpusAnalysis(self.documents, self._survey, self.texts, annotations)

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
            inside = corpus.root / ANNOTATIONS
            writable = os.access(corpus.root, os.W_OK) and not sample
            annotations = inside if inside.exists() or writable else kept_elsewhere(corpus.root)
        # A file opened by itself shares that of its folder.
        cache = cache_folder() / name_of("analyses", printable(str(corpus.root)))
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
        """The annotations on this corpus, with what could not be saved when they were left last."""
        from reader.workspace.rescuing import take_rescued

        store = Store.open(
            self.annotations,
            author=self.author,
            history=self._history,
            read_only=self._read_only,
            hash_of=self._hash_of,
            codebook=self._starting_codebook(),
        )
        self.notes += take_rescued(store)
        return store

    def _starting_codebook(self) -> Sequence[Tag]:
        """Return the tags that a new annotation file starts with; none where it is not new.

        What had to be changed in them is noted.

        Raises:
            FormatError: where they can't be read.
        """
        if self._codebook is None or self.annotations.exists():
            return ()
        from reader.workspace.codebook_reading import first_tags

        try:
            tags, left_out = first_tags(self._codebook)
        except ReaderError as error:
            remedy = f"{error.remedy}. The setting tags names this codebook".lstrip(". ")
            raise FormatError(error.message, place=str(self._codebook), remedy=remedy) from error
        self.notes += [f"{self._codebook.name}: left out: {what}" for what in left_out]
        return tags

    @property
    def notices(self) -> Sequence[str]:
        """The repairs and faults of the annotations, if they were asked for so far."""
        if "store" not in self.__dict__:
            return ()
        count = sum(map(len, self.store.unusable.values()))
        unusable = numbered(count, "unusable record")
        messages = [f"{unusable} left out: reader check names them"] if count else []
        return [*self.store.notices, *messages]

    @cached_property
    def facts(self) -> AnnotationFacts:
        """The facts of the annotations for queries."""
        # Nothing is asked at the start.
        from reader.workspace.analyses.passages.annotated import AnnotationFacts

        return AnnotationFacts(self.store, self.passages)

    @cached_property
    def passages(self) -> PassageIndex:
        """All passages of the corpus at a glance; to be built by whoever needs them first."""
        return PassageIndex(self.store)

    @property
    def is_sample(self) -> bool:
        """Tell whether it is the sample corpus, which lies within the program."""
        return self.corpus.root == seeds_folder()

    @property
    def name(self) -> str:
        """The name of the corpus for people: that of its folder or file."""
        return "Sample corpus" if self.is_sample else one_line(self.corpus.root.name)

    @property
    def is_kept_elsewhere(self) -> bool:
        """Tell whether annotations go to the user's data, for the corpus can't be written."""
        return not self.is_sample and self.annotations == kept_elsewhere(self.corpus.root)

    def output_file(self, name: str) -> Path:
        """Return the path that is offered for a file for others: beside the corpus, named after it.

        Within the corpus it would be read as one of its documents. That of the samples lies within
        the program: others' files are offered where the user is.
        """
        if self.is_sample:
            return Path.cwd() / f"sample-corpus-{name}"
        root, folder = self.corpus.root.absolute(), self.annotations.absolute().parent
        if root in (folder, *folder.parents) and os.access(root.parent, os.W_OK):
            folder = root.parent
        return folder / f"{root.name}-{name}"

    def free_annotations(self) -> Path:
        """Return the first offer of another annotation file: a name that is free beside this one.

        The file itself may be locked by another, or on a disk that takes no more.
        """
        kept = self.annotations
        numbers = (kept.with_stem(f"{kept.stem}-{number}") for number in count(2))
        return next(path for path in numbers if not os.path.lexists(path))

    @property
    def protected(self) -> Protected:
        """The documents found so far and the annotation file, which no output may replace."""
        files = {entry.file for entry in self.entries.values()}
        return Protected(files, {self.annotations, self.store.path}, self._owner_of)

    def _owner_of(self, path: Path) -> str:
        """Return in words whose a file is: see ``owner_of``; or whether it tells of a document."""
        beside = {
            os.path.basename(entry.file)
            for entry in self.entries.values()
            if os.path.realpath(os.path.dirname(entry.file)) == str(path.parent)
        }
        if path.is_file() and belongs_to_another(path.name, beside, path.read_bytes):
            return "the corpus"
        # What stands beside a file that was named is annotated in the same place.
        root = self.corpus.root
        is_beside = self.annotations == root / ANNOTATIONS and path.is_relative_to(root.resolve())
        return "the corpus" if is_beside and is_document(path) else owner_of(path)

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

    @cached_property
    def drafts(self) -> DraftStore:
        """The drafts of notes of this corpus that are not saved yet."""
        return DraftStore(platformdirs.user_data_path("reader") / "drafts", self.annotations)

    # What nearly every caller needs, from the objects above.

    @property
    def entries(self) -> dict[str, Entry]:
        """The documents found so far, by id, in the order of the corpus."""
        return self.documents.entries

    @property
    def summaries(self) -> DocumentSummaries:
        """The summaries of the documents that were read so far."""
        return self.documents.summaries

    @property
    def progress(self) -> Progress:
        """The progress of ``scan`` and ``analyse``: an unfinished list is never called empty."""
        return self.analysis.progress

    def scan(self) -> Iterator[Entry]:
        """Find the documents of the corpus: see ``CorpusAnalysis.scan``."""
        return self.analysis.scan()

    def analyse(
        self, cancelled: Callable[[], bool] = lambda: False, *, names: bool = True
    ) -> Iterator[str]:
        """Read the new documents, and pair duplicates: see ``CorpusAnalysis.run``."""
        return self.analysis.run(cancelled, names=names)

    def document(self, document: str) -> Document:
        """Return a document by its id. Raises CorpusError: see ``DocumentReader.document``."""
        return self.documents.document(document)

    def summary(self, document: str) -> DocumentSummary:
        """Return the summary of a document. Raises CorpusError: see ``DocumentReader.summary``."""
        return self.documents.summary(document)

    def article(self, document: str) -> Article:
        """Return the clean reading of a document. Raises CorpusError."""
        return self.documents.article(document)

    def not_named(self) -> set[str]:
        """Return the annotated documents that lie beside those that were named, not in them."""
        here = self.entries.keys()
        others = self.store.documents() - here
        return {document for document in others if not self.corpus.is_named(document)}

    def may_be_renamed(self) -> bool:
        """Tell whether the text of any annotated document is not under its id now."""
        from reader.annotations import not_in_place

        annotated = self.store.documents() & self.entries.keys()
        # Of a file that is one document its name alone counts.
        hashes = {id_: self.hash_read(id_) if "#" in id_ else "" for id_ in annotated}
        return bool(not_in_place(self.store, hashes))

    def hash_read(self, document: str) -> str:
        """Return the hash of a document, read where there is no summary of it; empty for none."""
        if document in self.entries and document in self.summaries:
            return self._hash_of(document)
        with suppress(CorpusError):
            return self.document(document).sha256
        return ""

    def hashes(self, *, unread: bool = False) -> dict[str, str]:
        """Return the hash of each document that was read; it takes long where there are many.

        The parts of files in which something is annotated are read for it, and with ``unread`` all
        documents that no session has read.
        """
        if unread:
            return {id_: self.hash_read(id_) for id_ in list(self.entries)}
        files = {file for id_ in self.store.documents() if (file := id_.rpartition("#")[0])}
        return {
            id_: self.hash_read(id_) if id_.rpartition("#")[0] in files else self._hash_of(id_)
            for id_ in list(self.entries)
        }

    def renamed(self, hashes: Mapping[str, str]) -> dict[str, str]:
        """Return the new ids of annotated documents that have another now, known by ``hashes``."""
        from reader.annotations import find_renamed

        return find_renamed(self.store, hashes)

    def present_passages(self) -> list[AnchoredRecord]:
        """Return what was set in another text than that of now, where it stands in this.

        These are passages and suggestions, see ``annotations.present_passages``.
        """
        from reader.annotations import present_passages

        return [*present_passages(self.store, self.hash_read, self.documents.text_of)]

    def parted(self) -> list[AnchoredRecord]:
        """Return what was set in files that are parted otherwise now, see ``parted_passages``."""
        from reader.annotations import parted_passages

        return [*parted_passages(self.store, self.entries.keys(), self.documents.text_of)]

    def describe_parted(self, parted: Sequence[AnchoredRecord], *, is_done: bool) -> str:
        """Return in a line where what was set in files goes that are ``parted`` otherwise now."""
        files = {one.document.partition("#")[0] for one in parted}
        more = f" and {len(files) - 1:,} more" if len(files) > 1 else ""
        go = "went" if is_done else "go, when the corpus is next opened in the app,"
        passages = numbered(len(parted), "passage")
        return f"{min(files)}{more} is parted otherwise now: {passages} {go} where the words are"

    def describe_renamed(self, renamed: Mapping[str, str], *, is_done: bool) -> str:
        """Return in a line where annotations went, or are to go, with ``renamed`` documents."""
        old, new = min(renamed.items())
        gone = [id_ for id_ in renamed.values() if id_ not in self.entries]
        others = len(renamed) - len(gone) - 1
        more = f" and {others:,} more" if others else ""
        lost = f"; kept without a text: {', '.join(gone)}" if gone else ""
        go = "went with it" if is_done else "go with it when the corpus is next opened in the app"
        return f"{old} is now {new}{more}: the annotations {go}{lost}"

    def close(self) -> None:
        """Save the last changes, and close all files and processes."""
        self.recogniser.close()
        if "view_state" in self.__dict__:
            self.view_state.save()
        if "store" in self.__dict__:
            self.store.close()
        self._cache.close()
        self.texts.close()
        with suppress(OSError, SettingsError):  # that was told, where settings were asked for
            most = bytes_in(load().cache)
            assert most is not None
            clear_cache(most, [path for path in (self._cache.path, self.texts.path) if path])

    def forget(self) -> None:
        """Delete what is kept elsewhere of this corpus, which is closed and won't come again."""
        with suppress(OSError):
            for path in filter(None, (self._cache.path, self.texts.path)):
                delete_cache_file(path)
            self.view_state.forget()

    def _opened_store(self) -> Store:
        return self.store

    def _hash_of(self, document: str) -> str:
        summary = self.summaries.get(document)
        return summary.sha256 if summary else ""


def kept_elsewhere(root: Path) -> Path:
    """Return the annotation file of a corpus that can't hold its own."""
    return Path(platformdirs.user_data_dir("reader")) / _own_name(root)


def _own_name(root: Path) -> str:
    """Return the name of a file that belongs to a corpus and can't lie in it."""
    return f"{root.name}-{hashlib.sha256(str(root).encode()).hexdigest()[:12]}.json"
