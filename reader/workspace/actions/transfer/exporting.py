"""The bundle of what was annotated, its losses in a format, and the parts of the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain, count
from typing import TYPE_CHECKING, Any, TypeVar

from reader import exchange
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
from reader.exchange import Bundle, ExchangeFormat, TextKind
from reader.workspace.actions.codebook.codebook_exchange import codebook_of, given_tags
from reader.workspace.actions.transfer.exchange_texts import as_shown, with_texts
from reader.workspace.analyses.reading.kept_candidates import kept_candidates

if TYPE_CHECKING:
    from reader.workspace.cache.document_summary import DocumentSummary
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
    passages, suggested = store.all(Passage), store.all(SuggestedPassage)
    judged = store.all(DocumentState)
    moved = {one.id: one.anchor for one in workspace.present_passages()}
    passages, suggested = _moved(passages, moved), _moved(suggested, moved)
    used = set(chain.from_iterable(one.tags for one in (*passages, *suggested)))
    used |= set(chain.from_iterable(state.tags for state in judged))
    about = only
    if only is None and (others := workspace.not_named()):
        about = workspace.entries.keys() | (store.documents() - others)
    passages, suggested = _about(passages, about), _about(suggested, about)
    links = _about(store.all(Link), about)
    states = {state.document: state for state in _about(judged, about)}
    ends = {end for known in links for end in (known.a, known.b)}
    marked = {one.document for one in (*passages, *suggested)}
    spoken_of = {*states, *marked, *ends}
    listed = workspace.entries.keys() if only is None else only
    summary_of = workspace.summary if reads else workspace.summaries.get
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
            _document(
                summary_of,
                states.get(path) or DocumentState(document=path),
                names,
                workspace.hash_read(path) if path in marked else "",
            )
            for path in telling(sorted(spoken_of | listed))
        ),
        passages=tuple(
            converted(
                exchange.PassageItem, passage, passage.anchor, tags=_names_of(passage.tags, names)
            )
            for passage in telling(passages)
        ),
        suggested=tuple(
            converted(
                exchange.SuggestedPassageItem,
                each,
                each.anchor,
                tags=_names_of(each.tags, names),
                answer=str(each.answer),
            )
            for each in suggested
        ),
        links=tuple(converted(exchange.LinkItem, known) for known in links),
        corrections=tuple(
            converted(exchange.CorrectionItem, correction)
            for correction in (store.all(Correction) if only is None else ())
        ),
        views=tuple(
            converted(exchange.SavedViewItem, view)
            for view in (store.all(SavedView) if only is None else ())
        ),
        candidates=kept_candidates(workspace.annotations),
        unused=frozenset(name for tag, name in names.items() if tag not in used),
        given=given_tags(store),
        exporter=store.author,
    )


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


def _names_of(tags: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(names[tag] for tag in tags if tag in names)


def _document(
    summary_of: Callable[[str], DocumentSummary | None],
    state: DocumentState,
    names: Mapping[str, str],
    sha256: str,
) -> exchange.DocumentItem:
    tags = _names_of(state.tags, names)
    item: dict[str, Any] = {"path": state.document, "tags": tags, "sha256": sha256}
    summary = None
    with suppress(CorpusError):
        summary = summary_of(state.document)
    if summary is not None:
        item["sha256"] = summary.sha256
        for name in ("title", "byline", "date", "source"):
            item[name] = getattr(summary, name) or None
        item["url"] = summary.url
    return converted(exchange.DocumentItem, state, **item)
