"""The catalogue of the list: the documents of a corpus, and the rows made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Set
from dataclasses import dataclass

from rich.cells import cell_len

from reader.annotations import (
    DocumentState,
    Passage,
    Status,
    StoreChange,
    SuggestedPassage,
    SuggestionAnswer,
    Tag,
)
from reader.corpus import ScanDifference
from reader.text import numbered
from reader.ui.corpus.list_columns import FilledColumns
from reader.ui.corpus.list_rows import DocumentRow, story_sums
from reader.ui.shared.commands import key_of
from reader.workspace import DocumentSummary, Workspace
from reader.workspace.analyses.stories.listing import (
    FOLDED,
    Column,
    ListedStory,
    Listing,
    SortFields,
    Unfolding,
    listing,
)
from reader.workspace.analyses.stories.standing import by_standing
from reader.workspace.analyses.stories.story import Story, StoryVersion
from reader.workspace.view_state import ViewState

# So many summaries tell which columns have content: decoding all of a large corpus takes too long.
_SAMPLE = 400
# More than so many new articles are not worth a word beside each of them.
_MANY_NEW = 5_000
_ORDER = {status: number for number, status in enumerate(Status)}
# Of several versions one that is being read is opened before others.
_TURNS = {
    status: number
    for number, status in enumerate((Status.READING, Status.UNREAD, Status.FLAGGED, Status.DONE))
}


@dataclass(frozen=True, slots=True)
class ListView:
    """The view of the list: its filter, its order, and the stories that are unfolded.

    While the filter is being typed (``typing``) its last word may be the beginning of one.
    """

    filter: str = ""
    typing: bool = False
    column: Column = Column.PATH
    backwards: bool = False
    hides_done: bool = False
    unfolding: Unfolding = FOLDED

    @property
    def is_plain(self) -> bool:
        """Tell whether every document is shown, by its path."""
        return not (self.filter or self.hides_done or self.backwards) and self.column is Column.PATH

    @property
    def asked(self) -> str:
        """The filter as it is answered: with the * of a word that is being typed."""
        if not self.typing:
            return self.filter
        from reader.workspace.query.parsing import as_answered  # nothing is asked at the start

        return as_answered(self.filter, typing=True)

    def in_words(self, shown: int | None, documents: int, problem: str, share: str) -> list[str]:
        """Return the parts of the view that are not plain, where it leaves so many documents.

        That is None while it is being found out.

        A ``problem`` that keeps the filter from being understood stands in its place. ``share`` is
        what of the corpus the filter was asked about, in words; empty for all.
        """
        parts = []
        if self.filter:
            wrong = problem if shown is not None else ""  # till then it is that of another
            parts.append(wrong or f"filter: {self.asked}")
        if self.hides_done:
            parts.append(f"done hidden: {key_of('list.hide-done')}")
        if self.filter or self.hides_done:
            left = "filtering …" if shown is None else f"{shown:,} of {documents:,} shown"
            parts.append(", ".join(filter(None, (left, share))))
        if self.column is not Column.PATH or self.backwards:
            parts.append(f"by {self.column} {'▼' if self.backwards else '▲'}")
        return parts

    @classmethod
    def kept_in(cls, state: ViewState) -> ListView:
        """Return the view as it was left; no story is unfolded."""
        column = state.text("sort", Column.PATH)
        return cls(
            filter=state.text("filter"),
            column=Column(column) if column in set(Column) else Column.PATH,
            backwards=state.flag("backwards"),
            hides_done=state.flag("hide done"),
        )

    def keep_in(self, state: ViewState) -> None:
        """Keep the view for the next time; the state is to be saved by the caller."""
        state.keep("filter", self.asked)
        state.keep("sort", str(self.column))
        state.keep("backwards", self.backwards)
        state.keep("hide done", self.hides_done)


class Catalogue:
    """The documents of a corpus as its list has them; ``documents`` are in the order of paths.

    ``new`` have come in since the corpus was looked at last; ``gone`` are no longer in its folder,
    with the summaries that they had.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace, self._store = workspace, workspace.store
        self.documents: list[str] = []
        self.new: set[str] = set()
        self.gone: dict[str, DocumentSummary] = {}
        self.stories: tuple[Story, ...] = ()
        self._story_of: Mapping[str, Story] = {}
        self._undecided, self._widest_story = 0, 0
        self._states: dict[str, DocumentState] = {}
        self._tags: dict[str, Tag] = {}
        # What the filter can't be understood for, in words.
        self.problem = ""
        # The share of the corpus that the filter was asked about, in words; empty for all.
        self.share = ""
        self.read_annotations()

    def read_annotations(self) -> None:
        """Take up what is annotated."""
        self._states = {state.document: state for state in self._store.all(DocumentState)}
        self._tags = {tag.id: tag for tag in self._store.tags()}

    def annotations_changed(self, change: StoreChange) -> None:
        """Take up what has changed in the annotations."""
        if "tags" in change.tables:
            self._tags = {tag.id: tag for tag in self._store.tags()}
        for document in change.documents:
            state = self._store.state(document)
            if state is not None:
                self._states[document] = state
            else:
                self._states.pop(document, None)
            if self.status(document) is not Status.UNREAD:
                self.new.discard(document)

    def note_new(self, documents: Iterable[str]) -> None:
        """Mark documents as new, as long as nobody has read in them."""
        here = self._workspace.entries
        self.new.update(d for d in documents if d in here and self.status(d) is Status.UNREAD)

    def keep_new(self) -> None:
        """Keep for the next session what is new still."""
        if self._workspace.progress.is_over:
            state = self._workspace.view_state
            state.keep("read", True)
            state.keep("new", sorted(self.new)[:_MANY_NEW])

    def folder_changed(self, found: ScanDifference) -> None:
        """Take up what has changed in the folder; what is gone keeps its place among the rows."""
        gone, was_gone = {entry.id for entry in found.removed}, self.gone
        self.gone = {
            document: summary
            for document, summary in {**self.gone, **self._workspace.documents.gone}.items()
            if document not in self._workspace.entries
        }
        came_in = [entry.id for entry in found.added if entry.id not in was_gone]
        self.new.difference_update(gone)
        before, after = "", dict[str, list[str]]()
        for document in self.documents:
            if document in self.gone:
                after.setdefault(before, []).append(document)
            else:
                before = document
        self.documents = after.pop("", [])
        for document in self._workspace.entries:
            self.documents += (document, *after.pop(document, ()))
        self.documents += [one for lost in after.values() for one in lost]
        self.note_new(came_in)

    def follow(self, renamed: Mapping[str, str]) -> None:
        """Forget documents that are gone and go on under other names, which are not new."""
        self.new.difference_update(renamed.values())
        lost = self.gone.keys() & renamed.keys()
        for document in lost:
            del self.gone[document]
        if lost:
            self.documents = [one for one in self.documents if one not in lost]

    def tell(self, stories: tuple[Story, ...]) -> None:
        """Take up the stories as they are known now, from any thread: many take a while."""
        sums = [(len(story.documents), len(story.open)) for story in stories]
        undecided = sum(asked > 0 for _, asked in sums)
        widest = max((len(story_sums(count, asked)) for count, asked in sums), default=0)
        story_of = {one: story for story in stories for one in story.documents}
        self.stories, self._undecided, self._story_of = stories, undecided, story_of
        self._widest_story = widest

    def story_of(self, document: str) -> Story | None:
        """Return the story that a document is a version of."""
        return self._story_of.get(document)

    def status(self, document: str) -> Status:
        """Return the progress of the reading of a document."""
        state = self._states.get(document)
        return state.status if state is not None else Status.UNREAD

    def is_unread(self, document: str) -> bool:
        """Tell whether a document can be read, and nobody has begun to."""
        is_begun = self.status(document) is not Status.UNREAD
        return not is_begun and document not in self._workspace.summaries.unreadable

    def to_read(self, documents: Iterable[str]) -> str:
        """Return the one of a row's documents that is read next, and that the row is called by."""
        return min(documents, key=lambda one: (one in self.gone, _TURNS[self.status(one)]))

    def _text(self, document: str, field: str) -> str:
        gone = self.gone.get(document)
        return getattr(gone, field) if gone else self._workspace.summaries.text(document, field)

    def summary(self, document: str) -> DocumentSummary:
        """Return the summary of a document; an empty one until it is read."""
        return self.gone.get(document) or self._workspace.summaries.of(document)

    def version_in_words(self, version: StoryVersion, story: ListedStory) -> str:
        """Return what is known of a version, and which other one speaks for it."""
        summary = self.summary(version.beside)
        named = summary.source or summary.title or version.beside
        return version.in_words("the first" if version.beside == story.story.first else named)

    def gone_in_words(self, document: str) -> str:
        """Return the words for a document that is gone; nothing of others."""
        is_gone = document in self.gone
        return f"{document} is no longer in the folder; what is on it is kept" if is_gone else ""

    # -- rows ----------------------------------------------------------------------------------

    def row(self, document: str) -> DocumentRow:
        """Return the row of a document."""
        state, count = self._states.get(document), self._store.count(document)
        found = self._store.passages(document) if count else ()
        tags = dict.fromkeys(tag for passage in found for tag in passage.tags)
        return DocumentRow(
            document=document,
            summary=self.summary(document),
            status=state.status if state is not None else Status.UNREAD,
            passages=count,
            suggested=self._suggested(document),
            tags=tuple(self._tags[tag] for tag in tags if tag in self._tags),
            own=tuple(self._tags[t] for t in state.tags if t in self._tags) if state else (),
            has_note=bool(state is not None and state.note) or any(one.note for one in found),
            is_new=document in self.new,
            is_gone=document in self.gone,
            is_read=document in self.gone or document in self._workspace.summaries,
        )

    def _suggested(self, document: str) -> int:
        open_ones = SuggestionAnswer.OPEN
        return sum(one.answer is open_ones for one in self._store.suggested(document))

    def arrange(
        self,
        view: ListView,
        marked: Collection[str] = (),
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Listing:
        """Return the rows for a view; a worker may ask, and give it up (``cancelled``)."""
        documents: Iterable[str] = list(self.documents)
        if view.hides_done:
            documents = [d for d in documents if self.status(d) is not Status.DONE]
        self.share = ""
        if view.filter:
            found = self._found(view, marked, cancelled)
            documents = [d for d in documents if d in found]
        return listing(
            documents,
            self._story_of,
            SortFields(
                text=self._text,
                status=lambda document: _ORDER[self.status(document)],
                passages=self._store.count,
            ),
            column=view.column,
            backwards=view.backwards,
            unfolding=view.unfolding,
        )

    def content(self) -> FilledColumns:
        """Return the columns that have content, as far as some of the summaries tell."""
        step = max(1, len(self.documents) // _SAMPLE)
        known = self._workspace.summaries
        summaries = [known[d] for d in self.documents[::step] if d in known]
        titles = sorted(cell_len(summary.title) for summary in summaries)
        return FilledColumns(
            titles=titles[len(titles) * 3 // 4] if titles else 0,
            stories=self._widest_story,
            dates=any(summary.date for summary in summaries),
            sources=max((cell_len(summary.source) for summary in summaries), default=0),
            passages=any(len(self._store.rows(kind)) for kind in (Passage, SuggestedPassage))
            or any(state.tags for state in self._states.values()),
        )

    def sums(self) -> list[str]:
        """Return the sums in the head of the list: of the corpus, and of the rows that are left."""
        entries, unreadable = self._workspace.entries, self._workspace.summaries.unreadable
        total = len(self.documents) - len(self.gone) - len(unreadable)
        read = (d for d in self._states.keys() - unreadable if d in entries)
        begun = Counter(map(self.status, read))
        del begun[Status.UNREAD]
        passages = len(self._store.rows(Passage))
        # What waits for somebody stands first, what is only counted last: the last parts give way.
        parts = [f"{total - begun.total():,} unread"]
        asked = numbered(self._undecided, "story", "stories")
        parts += [f"{asked} undecided"] if self._undecided else []
        parts += [numbered(passages, "passage")] if passages else []
        parts += [f"{begun[status]:,} {status}" for status in Status if begun[status]]
        parts += [f"{len(self.new):,} new"] if self.new else []
        parts += [f"{len(self.gone):,} gone"] if self.gone else []
        parts += [f"{len(unreadable):,} unreadable"] if unreadable else []
        parts.append(numbered(total, "article"))
        told_of = len(self._story_of) - len(self._story_of.keys() & self.gone.keys())
        stories = numbered(len(self.stories) + total - told_of, "story", "stories")
        parts += [stories] if self.stories else []
        return parts

    def _found(
        self, view: ListView, marked: Collection[str], cancelled: Callable[[], bool]
    ) -> Set[str]:
        """Return the documents that a filter finds; all while it can't be understood."""
        # Nothing is asked at the start.
        from reader.workspace.query.asking import check_tags, documents_of
        from reader.workspace.query.parsing import parse
        from reader.workspace.query.preparing import reads_documents
        from reader.workspace.query.syntax import QueryError

        try:
            query = parse(view.filter, typing=view.typing)
            check_tags(self._workspace, query)
            # Told as it was before: what is read meanwhile is not promised to be in the answer.
            self.share = self._workspace.analysis.read_share() if reads_documents(query) else ""
            found = documents_of(
                self._workspace,
                view.filter,
                typing=view.typing,
                marks=self._marks(marked) if "is:" in view.filter else None,
                # A set of all of a large corpus takes too long for each letter.
                documents=set(self.documents) if self.gone else None,
                cancelled=cancelled,
            )
        except QueryError as error:
            self.problem = str(error)
            return set(self.documents)
        self.problem = ""
        return found

    def _marks(self, marked: Collection[str]) -> dict[str, Set[str]]:
        """Return the documents that ``is:`` asks for and that are known here."""
        groups = {"new": self.new, "gone": set(self.gone), "marked": set(marked)}
        return {**groups, **by_standing(self.stories, set(self.documents))}
