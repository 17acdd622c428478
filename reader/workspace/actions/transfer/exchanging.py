"""The annotations of an export, planned to be taken into the store."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from reader import exchange
from reader.annotations import (
    Anchor,
    AnchoredRecord,
    Correction,
    DocumentState,
    Link,
    Passage,
    Record,
    SavedView,
    Status,
    Store,
    SuggestedPassage,
    SuggestionAnswer,
    Tag,
    Verdict,
    link_between,
    seek,
)
from reader.authored import converted
from reader.errors import CorpusError
from reader.exchange import Bundle
from reader.text import name_form, one_line, with_line_feeds
from reader.workspace.actions.codebook.codebook_editing import tag_named
from reader.workspace.actions.codebook.codebook_exchange import is_unused
from reader.workspace.actions.passages.annotating import (
    anchor_on,
    holds_quote,
    joined_note,
    state_of,
)
from reader.workspace.actions.transfer.already_here import AlreadyHere, has_note
from reader.workspace.actions.transfer.importing import ImportPlan, tag_differences
from reader.workspace.actions.transfer.onto_sources import on_sources
from reader.workspace.codebook_reading import completed, fitting
from reader.workspace.workspace import Workspace

A = TypeVar("A", bound=AnchoredRecord)
_SHOWN = 40  # characters of a quote


def plan_import(
    workspace: Workspace,
    bundle: Bundle,
    tell: Callable[[int], object] = lambda _: None,
    *,
    gives_way: bool | None = None,
) -> ImportPlan:
    """Return the plan of an import; nothing is changed.

    A passage whose place does not hold its quote is set where the quote stands, or left out. Items
    keep their ids, authors, times and revisions; those of other tools, which have none, are new
    where no passage says the same. Of an item that is here already, the higher revision stays; a
    tag, known by its id or name, stays as it is here. The codebook that reader starts with gives
    way to that of a file (``gives_way``), where nobody has used or changed it; of those that are in
    the file, too, what it does not say stays. ``tell`` is told of how many passages the place was
    looked for.
    """
    if bundle.candidates:
        return ImportPlan(candidates=bundle.candidates)
    store = workspace.store
    if gives_way is None:
        gives_way = _is_codebook(bundle) and is_unused(store)
    written = bundle.tags
    bundle = fitting(bundle, () if gives_way else store.tags())
    spoke, foreign = _says(bundle), set() if gives_way else _foreign_tags(bundle)
    written = tuple(map(_as_written, bundle.tags, written))
    bundle, unknown = on_sources(workspace, bundle)
    if spoke and not _says(bundle):  # a codebook for what is not here
        bundle, written, foreign, gives_way = replace(bundle, tags=()), (), set(), False
    if gives_way:
        bundle = replace(bundle, tags=tuple(_filled(tag, store.tags()) for tag in bundle.tags))
    own = () if gives_way else store.tags()
    made, keys = completed(bundle.tags, own)
    bundle = replace(bundle, tags=made)
    tags, ids = _new_tags(made, own)
    placing = _Placing(workspace, tell)
    passages = placing.placed(_passage(item, ids) for item in bundle.passages)
    suggested = placing.placed(_suggested(item, ids) for item in bundle.suggested)
    states = _added(store, bundle.documents, ids)
    on_something = set(chain.from_iterable(one.tags for one in (*passages, *suggested)))
    on_something |= set(chain.from_iterable(state.tags for state in states))
    tags, gone = _without(tags, {ids[name] for name in foreign} - on_something)
    records: list[Record] = [
        *tags,
        *passages,
        *suggested,
        *(_state(workspace, document, ids) for document in bundle.documents if document.id),
        *(_link(workspace, item) for item in bundle.links),
        *(converted(Correction, one) for one in bundle.corrections),
        *(converted(SavedView, view) for view in bundle.views),
    ]
    here = AlreadyHere(workspace)

    def is_newer(record: Record) -> bool:
        if not record.id:
            return not here.holds(record)
        before = _revision(workspace, record)
        return gives_way or (before < 0 if isinstance(record, Tag) else record.revision > before)

    newer = [*(record for record in records if is_newer(record)), *states]
    kept = {record.id for record in newer}
    return ImportPlan(
        records=tuple(newer),
        replaced=tuple(tag for tag in store.tags() if tag.id not in kept) if gives_way else (),
        passages=len(passages),
        links=len(bundle.links),
        tags=len(bundle.tags) - gone,
        here=len(records) + len(states) - len(newer),
        beside=sum(map(here.is_beside, newer)),
        moved=bundle.moved + placing.moved,
        joined=bundle.joined,
        keys=keys,
        left_out=(*bundle.left_out, *unknown, *placing.left_out),
        differences=tag_differences(own, written, [one for one in newer if isinstance(one, Tag)]),
    )


def _is_codebook(bundle: Bundle) -> bool:
    """Tell whether a bundle has a codebook, not only the names of the tags that are set in it."""
    return any(tag.id or tag.color or tag.parent for tag in bundle.tags)


def _as_written(tag: exchange.TagItem, written: exchange.TagItem) -> exchange.TagItem:
    """Return a tag with the name in its file, where that is another in no more than capitals."""
    name = one_line(written.name)
    return replace(tag, name=name) if name_form(name) == name_form(tag.name) else tag


def _filled(tag: exchange.TagItem, here: Sequence[Tag]) -> exchange.TagItem:
    """Return a tag of another tool with what the one of its name says here and its file does not.

    One of reader's own says all that there is to say.
    """
    ours = tag_named(here, tag.name)
    if ours is None or tag.revision:
        return tag
    return replace(
        tag,
        id=tag.id or ours.id,
        color=tag.color or ours.color,
        key=tag.key or ours.key,
        description=tag.description or ours.description,
    )


def _new_tags(
    items: Sequence[exchange.TagItem], existing: Sequence[Tag]
) -> tuple[list[Tag], dict[str, str]]:
    """Return the tags that are not ``existing`` by name, and the ids of all tags by their names."""
    ids = {tag.name: tag.id for tag in existing}
    first = max((tag.position for tag in existing), default=-1) + 1
    ids |= {item.name: item.id for item in items if item.name not in ids}
    tags = [
        converted(Tag, item, parent=ids.get(item.parent or ""), position=first + number)
        for number, item in enumerate(items)
        if ids[item.name] == item.id
    ]
    return tags, ids


def _says(bundle: Bundle) -> bool:
    """Tell whether a bundle says anything of documents."""
    items = (bundle.passages, bundle.suggested, bundle.links)
    return any(items) or any(one.id or one.tags or one.note for one in bundle.documents)


def _foreign_tags(bundle: Bundle) -> set[str]:
    """Return the names of the tags of other tools that are on something in a bundle."""
    on = set(chain.from_iterable(one.tags for one in (*bundle.passages, *bundle.suggested)))
    on |= set(chain.from_iterable(one.tags for one in bundle.documents))
    return {tag.name for tag in bundle.tags if not tag.revision} & on


def _without(tags: list[Tag], unused: Set[str]) -> tuple[list[Tag], int]:
    """Return new tags without those of these ids that have none of the others below; their number.

    What they were on was left out.
    """
    kept = tags
    while True:
        above = {tag.parent for tag in kept}
        fewer = [tag for tag in kept if tag.id not in unused or tag.id in above]
        if len(fewer) == len(kept):
            return kept, len(tags) - len(kept)
        kept = fewer


class _Placing:
    """Finds the places of passages in the documents that are here.

    ``moved`` counts those that are set where their quote stands, ``left_out`` names those that
    have none. What was set in another text that is known here is followed when its document is
    opened.
    """

    def __init__(self, workspace: Workspace, tell: Callable[[int], object]) -> None:
        self._workspace = workspace
        self._tell = tell
        self._done = 0
        self.moved = 0
        self.left_out: list[str] = []

    def placed(self, passages: Iterable[A]) -> list[A]:
        """Return passages at their places."""
        found = []
        for passage in passages:
            self._tell(self._done)
            self._done += 1
            one = self._set(passage)
            if one is not None:
                found.append(one)
        return found

    def _set(self, passage: A) -> A | None:
        try:
            document = self._workspace.document(passage.document)
        except CorpusError:  # ``check`` tells of it
            return passage
        anchor = passage.anchor
        same = anchor.sha256 in {"", document.sha256}
        if holds_quote(passage, document) if same else self._is_followed(passage):
            return passage
        span = seek(document.source, passage)
        if span is None:
            where = passage.document
            if anchor.start < anchor.end:  # else the file says no more than the words
                where += f" {anchor.start}-{anchor.end}"
            quote = one_line(anchor.quote)[:_SHOWN]
            wanted, source = with_line_feeds(anchor.quote), with_line_feeds(document.source)
            places = len(re.findall(f"(?={re.escape(wanted)})", source))
            why = f"is ambiguous: at {places:,} places" if places else "does not stand there"
            self.left_out.append(f"{where}: “{quote}” {why}")
            return None
        self.moved += 1
        return replace(passage, anchor=anchor_on(document, span))

    def _is_followed(self, passage: AnchoredRecord) -> bool:
        """Tell whether a passage of another text is here, or that text, to follow it from."""
        store = self._workspace.store
        is_here = passage.id and store.get(type(passage), passage.id) is not None
        return bool(is_here) or store.text(passage.anchor.sha256) is not None


def _passage(item: exchange.PassageItem, ids: Mapping[str, str]) -> Passage:
    tags = tuple(ids[tag] for tag in item.tags)
    return converted(Passage, item, anchor=converted(Anchor, item), tags=tags)


def _suggested(item: exchange.SuggestedPassageItem, ids: Mapping[str, str]) -> SuggestedPassage:
    return converted(
        SuggestedPassage,
        item,
        anchor=converted(Anchor, item),
        tags=tuple(ids[tag] for tag in item.tags),
        answer=SuggestionAnswer(item.answer),
    )


def _state(
    workspace: Workspace, item: exchange.DocumentItem, ids: Mapping[str, str]
) -> DocumentState:
    here = state_of(workspace.store, item.path)
    return converted(
        DocumentState,
        item,
        id=here.id or item.id,
        document=item.path,
        status=Status(item.status),
        tags=tuple(ids[tag] for tag in item.tags),
        place=here.place,
    )


def _added(
    store: Store, items: Iterable[exchange.DocumentItem], ids: Mapping[str, str]
) -> list[DocumentState]:
    """Return the states of documents of which another tool says something new.

    Several items may be of one document: what several people said of it.
    """
    found: dict[str, DocumentState] = {}
    for item in items:
        here = found.get(item.path) or state_of(store, item.path)
        tags = tuple(dict.fromkeys((*here.tags, *(ids[tag] for tag in item.tags))))
        notes = () if has_note(item.note, (here.note,)) else (item.note,)
        note = joined_note(here.note, notes)
        if not item.id and (tags, note) != (here.tags, here.note):
            author = here.author or item.author
            found[item.path] = replace(here, author=author, tags=tags, note=note, revision=0)
    return [*found.values()]


def _link(workspace: Workspace, item: exchange.LinkItem) -> Link:
    here = link_between(workspace.store, item.a, item.b)
    key = here.id if here else item.id
    return converted(Link, item, id=key, verdict=Verdict(item.verdict))


def _revision(workspace: Workspace, record: Record) -> int:
    """Return the revision of a record that is here already, -1 where there is none."""
    stored = workspace.store.get(type(record), record.id)
    return stored.revision if stored else -1
