"""Annotations between the store and the formats of other tools."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from string import ascii_lowercase
from typing import Any

from reader import exchange
from reader.annotations import (
    Anchor,
    Correction,
    DocumentState,
    Link,
    Passage,
    Record,
    Status,
    Tag,
    Verdict,
    seek,
    uuid7,
)
from reader.errors import CorpusError
from reader.exchange import Bundle, Item, distinct
from reader.text import one_line
from reader.workspace.actions.annotating import holds_quote, link_between, state_of
from reader.workspace.actions.codebook_editing import next_color
from reader.workspace.actions.exchange_texts import on_sources
from reader.workspace.actions.suggesting import take_suggestions
from reader.workspace.analyses.suggestions import kept_suggestions
from reader.workspace.workspace import Workspace

_SHOWN = 40  # characters of a quote


def exported(workspace: Workspace, only: Set[str] | None = None) -> Bundle:
    """Return everything that was annotated, and each document of the corpus.

    With ``only`` it is what belongs to documents of these ids; links have at least one end there.
    """
    store = workspace.store
    tags = store.tags()
    names = dict(zip((t.id for t in tags), distinct([t.name for t in tags]), strict=True))
    passages, links = store.all(Passage), store.all(Link)
    states = {state.document: state for state in store.all(DocumentState)}
    if only is not None:
        passages = [passage for passage in passages if passage.document in only]
        links = [known for known in links if known.a in only or known.b in only]
        states = {document: state for document, state in states.items() if document in only}
    ends = {end for known in links for end in (known.a, known.b)}
    spoken_of = {*states, *(passage.document for passage in passages), *ends}
    listed = workspace.entries.keys() if only is None else only
    return Bundle(
        corpus=workspace.corpus.root.name,
        exported=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        tags=tuple(
            exchange.Tag(
                name=names[tag.id],
                color=tag.color,
                key=tag.key,
                description=tag.description,
                parent=names.get(tag.parent or ""),
                **_common(tag),
            )
            for tag in tags
        ),
        documents=tuple(
            _document(workspace, states.get(document) or DocumentState(document=document), names)
            for document in sorted(spoken_of | listed)
        ),
        passages=tuple(
            exchange.Passage(
                document=passage.document,
                sha256=passage.anchor.sha256,
                start=passage.anchor.start,
                end=passage.anchor.end,
                quote=passage.anchor.quote,
                prefix=passage.anchor.prefix,
                suffix=passage.anchor.suffix,
                tags=tuple(names[tag] for tag in passage.tags if tag in names),
                note=passage.note,
                **_common(passage),
            )
            for passage in passages
        ),
        links=tuple(
            exchange.Link(
                a=known.a,
                b=known.b,
                kind=known.kind,
                verdict=known.verdict,
                note=known.note,
                evidence=known.evidence,
                **_common(known),
            )
            for known in links
        ),
        corrections=tuple(
            exchange.Correction(
                verdict=said.verdict,
                entity=said.entity,
                type=said.type,
                other=said.other,
                surface=said.surface,
                **_common(said),
            )
            for said in store.all(Correction)
        ),
        suggestions=kept_suggestions(workspace.annotations),
    )


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, in words, and what it has left out: each thing by its name."""

    done: str
    left_out: tuple[str, ...] = ()


def take(workspace: Workspace, bundle: Bundle) -> ImportReport:
    """Put the items of a bundle into the store, as one step.

    A passage whose place does not hold its quote is set where the quote stands, or left out. Items
    keep their ids, authors, times and revisions; those of other tools, which have none, are new. Of
    an item that is here already, the higher revision stays. A tag that is here by its name is the
    same tag. A codebook that nobody has used or changed gives way to one of reader's own.
    """
    if bundle.suggestions:
        return ImportReport(take_suggestions(workspace, bundle.suggestions))
    bundle, unknown = on_sources(workspace, bundle)
    store = workspace.store
    ours = all(tag.id for tag in bundle.tags)
    unused = ours and not store.all(Passage) and all(tag.revision == 1 for tag in store.tags())
    bundle = replace(bundle, tags=_own_tags(bundle.tags, store.tags()))
    ids = {} if unused else {tag.name: tag.id for tag in store.tags()}
    first = 0 if unused else len(ids)
    ids |= {tag.name: tag.id for tag in bundle.tags if tag.name not in ids}
    keys = _own_keys(bundle.tags, () if unused else store.tags())
    records: list[Record] = [
        Tag(
            name=tag.name,
            color=tag.color,
            key=keys.get(tag.name, tag.key),
            description=tag.description,
            parent=ids.get(tag.parent or ""),
            position=first + number,
            **_common(tag),
        )
        for number, tag in enumerate(bundle.tags)
        if ids[tag.name] == tag.id
    ]
    passages, moved, left_out = _placed(workspace, bundle, ids)
    records += passages
    records += [_state(workspace, document, ids) for document in bundle.documents if document.id]
    records += [_link(workspace, known) for known in bundle.links]
    records += [_correction(said) for said in bundle.corrections]
    # What comes from other tools has no ids of its own and is new each time.
    newer = [r for r in records if not r.id or r.revision > _revision(workspace, r) or unused]
    with store.step(f"import of {len(newer)} records") as step:
        kept = {record.id for record in newer}
        for tag in store.tags() if unused else ():
            if tag.id not in kept:
                step.delete(tag)
        for record in newer:
            if record.id:
                step.adopt(record)
            else:
                step.put(record)
    _keep_texts(workspace, passages)
    here = len(records) - len(newer)
    done = (
        f"{len(bundle.passages):,} passages, {len(bundle.links):,} links,"
        f" {len(bundle.tags):,} tags: {len(newer):,} records taken, {here:,} here already"
    )
    if moved:
        done += f", {moved:,} passages set where their quote stands"
    if keys:
        given = ", ".join(f"{one_line(name)} {key or 'none'}" for name, key in keys.items())
        done += f"; keys that were taken: now {given}"
    if bundle.predicted:
        unknown.append(f"{len(bundle.predicted):,} suggestions of another tool, which nobody set")
    return ImportReport(done, (*bundle.left_out, *unknown, *left_out))


def _placed(
    workspace: Workspace, bundle: Bundle, ids: dict[str, str]
) -> tuple[list[Passage], int, list[str]]:
    """Return the passages of a bundle, how many were moved to their quote, and those left out.

    What was set in another text than that of its document is followed when that is opened.
    """
    placed: list[Passage] = []
    left_out: list[str] = []
    moved = 0
    for item in bundle.passages:
        passage = _passage(item, ids)
        try:
            document = workspace.document(item.document)
        except CorpusError:  # ``check`` tells of it
            placed.append(passage)
            continue
        if item.sha256 not in {"", document.sha256} or holds_quote(passage, document):
            placed.append(passage)
            continue
        span = seek(document.source, passage)
        if span is None:
            where = f"{item.document} {item.start}-{item.end}"
            left_out.append(f"{where}: “{one_line(item.quote)[:_SHOWN]}” does not stand there")
        else:
            anchor = Anchor.of(document.source, document.sha256, span.start, span.end)
            placed.append(replace(passage, anchor=anchor))
            moved += 1
    return placed, moved, left_out


def _keep_texts(workspace: Workspace, passages: Iterable[Passage]) -> None:
    """Keep the sources that passages were set in, as is done where a person sets one."""
    hashes: dict[str, set[str]] = {}
    for passage in passages:
        hashes.setdefault(passage.document, set()).add(passage.anchor.sha256)
    for path, known in hashes.items():
        try:
            document = workspace.document(path)
        except CorpusError:
            continue
        if document.sha256 in known:
            workspace.store.keep_text(document.sha256, document.source)


def _own_tags(tags: Sequence[exchange.Tag], known: Sequence[Tag]) -> tuple[exchange.Tag, ...]:
    """Return tags with an id and a colour for each that another tool gave none."""
    here, found = list(known), []
    for tag in tags:
        color = tag.color or next_color(here)
        here.append(Tag(name=tag.name, color=color))
        found.append(replace(tag, id=tag.id or uuid7(), color=color))
    return tuple(found)


def _own_keys(tags: Iterable[exchange.Tag], known: Iterable[Tag]) -> dict[str, str]:
    """Return other keys for tags whose key a tag before them has, by name; "" where all are taken.

    ``known`` are the tags that are here already, which keep theirs.
    """
    names = {tag.name for tag in known}
    taken = {tag.key for tag in known} - {""}
    new = [tag for tag in tags if tag.name not in names and tag.key]
    wanted = taken | {tag.key for tag in new}
    keys: dict[str, str] = {}
    for tag in new:
        if tag.key in taken:
            letters = (letter for letter in tag.name.lower() + ascii_lowercase)
            free = (one for one in letters if one in ascii_lowercase and one not in wanted)
            keys[tag.name] = next(free, "")
            wanted.add(keys[tag.name])
        taken.add(tag.key)
    return keys


def _document(
    workspace: Workspace, state: DocumentState, names: Mapping[str, str]
) -> exchange.Document:
    document, tags = state.document, tuple(names[tag] for tag in state.tags if tag in names)
    try:
        card = workspace.card(document)
    except CorpusError:
        return exchange.Document(
            path=document,
            sha256=state.sha256,
            status=state.status,
            tags=tags,
            note=state.note,
            **_common(state),
        )
    return exchange.Document(
        path=document,
        sha256=card.sha256,
        title=card.title or None,
        byline=card.byline or None,
        date=card.date or None,
        source=card.source or None,
        status=state.status,
        tags=tags,
        note=state.note,
        **_common(state),
    )


def _passage(passage: exchange.Passage, ids: dict[str, str]) -> Passage:
    return Passage(
        document=passage.document,
        anchor=Anchor(
            passage.start,
            passage.end,
            passage.quote,
            passage.prefix,
            passage.suffix,
            passage.sha256,
        ),
        tags=tuple(ids[tag] for tag in passage.tags),
        note=passage.note,
        **_common(passage),
    )


def _state(
    workspace: Workspace, document: exchange.Document, ids: Mapping[str, str]
) -> DocumentState:
    here = state_of(workspace.store, document.path)
    return DocumentState(
        document=document.path,
        sha256=document.sha256,
        status=Status(document.status),
        tags=tuple(ids[tag] for tag in document.tags),
        note=document.note,
        place=here.place,
        **(_common(document) | ({"id": here.id} if here.id else {})),
    )


def _link(workspace: Workspace, known: exchange.Link) -> Link:
    here = link_between(workspace.store, known.a, known.b)
    return Link(
        a=known.a,
        b=known.b,
        kind=known.kind,
        verdict=Verdict(known.verdict),
        note=known.note,
        evidence=known.evidence,
        **(_common(known) | ({"id": here.id} if here else {})),
    )


def _correction(said: exchange.Correction) -> Correction:
    return Correction(
        verdict=said.verdict,
        entity=said.entity,
        type=said.type,
        other=said.other,
        surface=said.surface,
        **_common(said),
    )


def _common(item: Item | Record) -> dict[str, Any]:
    """Return what every record and every item carries."""
    return {
        "id": item.id,
        "author": item.author,
        "created": item.created,
        "modified": item.modified,
        "revision": item.revision,
    }


def _revision(workspace: Workspace, record: Record) -> int:
    """Return the revision of a record that is here already, 0 where there is none."""
    known = workspace.store.get(type(record), record.id)
    return known.revision if known else 0
