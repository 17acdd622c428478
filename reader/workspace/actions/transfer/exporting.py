"""The bundle of what was annotated, its losses in a format, and the parts of the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING, TypeVar

from reader.annotations import (
    Anchor,
    AnchoredRecord,
    Correction,
    DocumentState,
    Link,
    Passage,
    SavedView,
    SuggestedPassage,
)
from reader.authored import converted
from reader.errors import CorpusError, ReaderError
from reader.exchange import (
    Bundle,
    CorrectionItem,
    DocumentItem,
    ExchangeFormat,
    SavedViewItem,
    TextKind,
)
from reader.workspace.actions.codebook.codebook_exchange import codebook_of, given_tags
from reader.workspace.actions.transfer.exchange_texts import as_shown, with_texts
from reader.workspace.actions.transfer.item_codec import (
    document_item,
    link_item,
    passage_item,
    suggested_item,
)
from reader.workspace.analyses.reading.kept_candidates import kept_candidates

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace

T = TypeVar("T")
A = TypeVar("A", bound=AnchoredRecord)
R = TypeVar("R", Passage, SuggestedPassage, DocumentState, Link)


@dataclass(frozen=True, slots=True)
class Export:
    """An export that is to be written: its bundle, as ``form`` needs it, and all that is lost.

    ``losses`` count what people made, ``of_reader`` names what reader set by itself.
    """

    form: ExchangeFormat
    bundle: Bundle
    losses: Mapping[str, int]
    of_reader: tuple[str, ...]

    @classmethod
    def of(cls, form: ExchangeFormat, bundle: Bundle, missing: Mapping[str, int]) -> Export:
        """Return the export of a bundle; ``missing`` counts what its texts could not take in."""
        losses = Counter(missing) + Counter(form.losses(bundle))
        return cls(form, bundle, dict(losses), form.losses_of_reader(bundle))

    @property
    def own_sorts_text(self) -> str:
        """The sorts of ``of_reader`` in a sentence, "" where there are none."""
        if not self.of_reader:
            return ""
        return f"Left out as well, but set by reader itself: {', '.join(self.of_reader)}"

    @property
    def size(self) -> int:
        """The number of texts or passages that are written one after the other, and the end."""
        parts = self.bundle.texts if self.form.with_texts else self.bundle.passages
        return len(parts) + 1

    def parts(self, tell: Callable[[int], object] = lambda _: None) -> Iterator[bytes]:
        """Yield the file; ``tell`` is told how many of ``size`` are written."""
        size = self.size
        tell(0)  # many formats gather all before their first part
        yield from self.form.parts(self.bundle, lambda done: tell(min(done, size - 1)))
        tell(size)


def export_as(
    workspace: Workspace,
    bundle: Bundle,
    form: ExchangeFormat,
    kind: TextKind,
    tell: Callable[[int], object] = lambda _: None,
) -> Export:
    """Return the export of a bundle in a format, with the texts, names and words that this needs.

    ``tell`` is told how many documents were read, and one more when the losses are counted.

    Raises:
        ReaderError: where nothing would be in the file.
    """
    missing: Mapping[str, int] = {}
    shown = as_shown(workspace, bundle, tell) if form.as_shown else bundle
    if form.counts_in_texts(kind):
        bundle, missing = with_texts(workspace, bundle, kind, named=form.with_names, tell=tell)
        shown = replace(bundle, pages=shown.pages)
    elif form.as_shown:
        quotes = {one.id: one.quote for one in bundle.passages}
        changed = sum(quotes[one.id] != one.quote for one in shown.passages)
        missing = {"markup and line ends within quotes": changed}
    tell(len(bundle.documents))
    export = Export.of(form, shown, missing)
    if form.is_empty(shown):
        raise ReaderError(
            f"there is nothing to export as {form.name}", remedy="Nothing was written"
        )
    tell(len(bundle.documents) + 1)
    return export


def exported(
    workspace: Workspace,
    only: Set[str] | None = None,
    tell: Callable[[int], object] = lambda _: None,
    *,
    reads: bool = True,
) -> Bundle:
    """Return everything that was annotated, and each document of the corpus.

    What others that were not named have in the same annotation file stays there. With ``only`` it
    is what belongs to documents of these ids; links have at least one end there. ``tell`` is told
    how many of ``to_gather`` were gathered. Passages that were set in another text than that of
    now are where they stand in this. Without ``reads`` no article is cleaned: those that nobody has
    read yet have no title, date and source then, and a hash where passages are in them.
    """
    store = workspace.store
    tags = codebook_of(store)
    names = {tag.id: tag.name for tag in tags}
    anchors = {one.id: one.anchor for one in workspace.present_passages()}
    all_passages = _moved(store.all(Passage), anchors)
    all_suggested = _moved(store.all(SuggestedPassage), anchors)
    all_states = store.all(DocumentState)
    tagged: Iterable[AnchoredRecord | DocumentState]
    tagged = (*all_passages, *all_suggested, *all_states)
    used = {tag for one in tagged for tag in one.tags}
    about = only
    if only is None and (others := workspace.not_named()):
        about = workspace.entries.keys() | (store.documents() - others)
    passages, suggested = _about(all_passages, about), _about(all_suggested, about)
    states, links = _about(all_states, about), _about(store.all(Link), about)
    listed = workspace.entries.keys() if only is None else only
    told: Iterable[Passage | SuggestedPassage | DocumentState | Link]
    told = (*passages, *suggested, *states, *links)
    spoken_of = {path for one in told for path in _documents_of(one)}
    gathered = count()

    def telling(items: Iterable[T]) -> Iterator[T]:
        for item in items:
            tell(next(gathered))
            yield item

    return Bundle(
        corpus=workspace.corpus.root.name,
        exported=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        tags=tags,
        documents=tuple(
            _document_items(
                workspace,
                telling(sorted(spoken_of | listed)),
                {state.document: state for state in states},
                names,
                {one.document for one in (*passages, *suggested)},
                reads=reads,
            )
        ),
        passages=tuple(passage_item(one, names) for one in telling(passages)),
        suggested=tuple(suggested_item(one, names) for one in suggested),
        links=tuple(map(link_item, links)),
        corrections=tuple(
            converted(CorrectionItem, one)
            for one in (store.all(Correction) if only is None else ())
        ),
        views=tuple(
            converted(SavedViewItem, one) for one in (store.all(SavedView) if only is None else ())
        ),
        candidates=kept_candidates(workspace.annotations),
        unused=frozenset(name for tag, name in names.items() if tag not in used),
        given=given_tags(store),
        exporter=store.author,
    )


def _document_items(
    workspace: Workspace,
    paths: Iterable[str],
    states: Mapping[str, DocumentState],
    names: Mapping[str, str],
    marked: Set[str],
    *,
    reads: bool,
) -> Iterator[DocumentItem]:
    """Yield the items of documents; of those that are ``marked`` by passages the hash is needed."""
    summary_of = workspace.summary if reads else workspace.summaries.get
    for path in paths:
        summary = None
        sha256 = workspace.hash_read(path) if path in marked else ""
        with suppress(CorpusError):
            summary = summary_of(path)
        state = states.get(path) or DocumentState(document=path)
        yield document_item(state, names, summary, sha256)


def _moved(records: list[A], anchors: Mapping[str, Anchor]) -> list[A]:
    """Return records, those of which there are ``anchors`` by their ids with these."""
    return [replace(one, anchor=anchors[one.id]) if one.id in anchors else one for one in records]


def to_gather(workspace: Workspace, only: Set[str] | None) -> int:
    """Return the number of documents and passages, at most, that ``exported`` goes through."""
    return len(workspace.entries if only is None else only) + len(workspace.store.rows(Passage))


def _about(records: list[R], only: Set[str] | None) -> list[R]:
    """Return records, or those about documents of these ids."""
    if only is None:
        return records
    return [one for one in records if not only.isdisjoint(_documents_of(one))]


def _documents_of(record: Passage | SuggestedPassage | DocumentState | Link) -> tuple[str, ...]:
    return (record.a, record.b) if isinstance(record, Link) else (record.document,)
