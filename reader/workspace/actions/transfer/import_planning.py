"""The annotations of an export, planned to be taken into the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial

from reader import exchange
from reader.annotations import (
    AnchoredRecord,
    Correction,
    DocumentState,
    Record,
    SavedView,
    Store,
    Tag,
    link_between,
)
from reader.authored import converted
from reader.exchange import Bundle
from reader.text import name_form, one_line
from reader.workspace.actions.codebook.codebook_editing import tag_named
from reader.workspace.actions.codebook.codebook_exchange import is_unused
from reader.workspace.actions.passages.annotating import joined_note, state_of
from reader.workspace.actions.transfer.already_here import AlreadyHere, has_note
from reader.workspace.actions.transfer.import_plan import ImportPlan
from reader.workspace.actions.transfer.item_codec import (
    link_of,
    passage_of,
    state_of_item,
    suggested_of,
)
from reader.workspace.actions.transfer.onto_sources import on_sources
from reader.workspace.actions.transfer.passage_places import PassagePlaces
from reader.workspace.actions.transfer.tag_differences import tag_differences
from reader.workspace.codebook_reading import completed, fitting
from reader.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _FittedBundle:
    """A bundle that is of the documents here, with tags as they can be here.

    ``written`` are its tags by their names in the file, ``foreign`` the names of those of other
    tools that are in it for what they are on. ``gives_way`` tells that the tags here go.
    """

    bundle: Bundle
    written: tuple[exchange.TagItem, ...] = ()
    foreign: frozenset[str] = frozenset()
    gives_way: bool = False


@dataclass(frozen=True, slots=True)
class _PlacedRecords:
    """The records that a bundle gives, at their places here.

    ``changed`` are the states of documents of which another tool says something new, ``passages``
    and ``tags`` count what has a place. ``keys`` are those of tags whose keys were taken.
    """

    records: tuple[Record, ...]
    changed: tuple[DocumentState, ...]
    passages: int
    tags: int
    keys: Mapping[str, str]
    moved: int
    left_out: tuple[str, ...]


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
    fitted = _fitted(workspace, bundle, gives_way=gives_way)
    return _compared(workspace, fitted, _placed(workspace, fitted, tell))


def _fitted(workspace: Workspace, bundle: Bundle, *, gives_way: bool | None) -> _FittedBundle:
    """Return what of a bundle is about this corpus; ``gives_way`` as ``plan_import`` takes it."""
    store = workspace.store
    if gives_way is None:
        gives_way = _is_codebook(bundle) and is_unused(store)
    named = fitting(bundle, () if gives_way else store.tags())
    here, unknown = on_sources(workspace, named)
    here = replace(here, left_out=(*here.left_out, *unknown))
    if _says(named) and not _says(here):  # a codebook for what is not here
        return _FittedBundle(replace(here, tags=()))
    written = tuple(map(_as_written, named.tags, bundle.tags))
    if not gives_way:
        return _FittedBundle(here, written, _foreign_tags(named))
    tags = tuple(_filled(tag, store.tags()) for tag in here.tags)
    return _FittedBundle(replace(here, tags=tags), written, gives_way=True)


def _placed(
    workspace: Workspace, fitted: _FittedBundle, tell: Callable[[int], object]
) -> _PlacedRecords:
    """Return the records of a bundle; ``tell`` is told of how many passages were placed."""
    store, bundle = workspace.store, fitted.bundle
    own = () if fitted.gives_way else store.tags()
    made, keys = completed(bundle.tags, own)
    tags, ids = _new_tags(made, own)
    places = PassagePlaces(workspace, tell)
    passages = places.placed(passage_of(item, ids) for item in bundle.passages)
    suggested = places.placed(suggested_of(item, ids) for item in bundle.suggested)
    changed = _changed_states(store, bundle.documents, ids)
    tagged: Iterable[AnchoredRecord | DocumentState] = (*passages, *suggested, *changed)
    on_something = {tag for one in tagged for tag in one.tags}
    kept = _without(tags, {ids[name] for name in fitted.foreign} - on_something)
    states = (
        state_of_item(item, ids, state_of(store, item.path)) for item in bundle.documents if item.id
    )
    return _PlacedRecords(
        records=(
            *kept,
            *passages,
            *suggested,
            *states,
            *(link_of(item, link_between(store, item.a, item.b)) for item in bundle.links),
            *(converted(Correction, item) for item in bundle.corrections),
            *(converted(SavedView, item) for item in bundle.views),
        ),
        changed=tuple(changed),
        passages=len(passages),
        tags=len(made) - (len(tags) - len(kept)),
        keys=keys,
        moved=places.moved,
        left_out=tuple(places.left_out),
    )


def _compared(workspace: Workspace, fitted: _FittedBundle, placed: _PlacedRecords) -> ImportPlan:
    """Return the plan to take in those records that say more than what is here."""
    bundle, tags = fitted.bundle, workspace.store.tags()
    here = AlreadyHere(workspace)
    is_newer = partial(_is_newer, workspace.store, here, gives_way=fitted.gives_way)
    newer = (*filter(is_newer, placed.records), *placed.changed)
    kept = {record.id for record in newer}
    return ImportPlan(
        records=newer,
        replaced=tuple(tag for tag in tags if tag.id not in kept) if fitted.gives_way else (),
        passages=placed.passages,
        links=len(bundle.links),
        tags=placed.tags,
        here=len(placed.records) + len(placed.changed) - len(newer),
        beside=sum(map(here.is_beside, newer)),
        moved=bundle.moved + placed.moved,
        joined=bundle.joined,
        keys=placed.keys,
        left_out=(*bundle.left_out, *placed.left_out),
        differences=tag_differences(
            () if fitted.gives_way else tags,
            fitted.written,
            [one for one in newer if isinstance(one, Tag)],
        ),
    )


def _is_newer(store: Store, here: AlreadyHere, record: Record, *, gives_way: bool) -> bool:
    """Tell whether a record says more than the one that is here; a tag never does."""
    if not record.id:
        return not here.holds(record)
    stored = store.get(type(record), record.id)
    if gives_way or stored is None:
        return True
    return not isinstance(record, Tag) and record.revision > stored.revision


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


def _foreign_tags(bundle: Bundle) -> frozenset[str]:
    """Return the names of the tags of other tools that are on something in a bundle."""
    return bundle.tags_in_use.intersection(tag.name for tag in bundle.tags if not tag.revision)


def _without(tags: list[Tag], unused: Set[str]) -> list[Tag]:
    """Return new tags without those of these ids that have none of the others below.

    What they were on was left out.
    """
    kept = tags
    while True:
        above = {tag.parent for tag in kept}
        fewer = [tag for tag in kept if tag.id not in unused or tag.id in above]
        if len(fewer) == len(kept):
            return kept
        kept = fewer


def _changed_states(
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
