"""Following documents: passages to where their text has gone, and records to a renamed document."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import replace
from itertools import chain, count

from reader.annotations.anchoring import Finding, locate, quoted, reanchor, seek
from reader.annotations.glance import glances
from reader.annotations.records import Anchor, AnchoredRecord, Passage, Record, SuggestedPassage
from reader.annotations.store import Store


def find_passages(store: Store, document: str, source: str, sha256: str) -> list[Finding]:
    """Return the places of a document's passages in its present ``source``, by old position.

    Each set of passages that was set in another text is compared with that text. Where it was not
    kept, a passage is found only by a quote that stands once.
    """
    groups: dict[str, list[Passage]] = {}
    for passage in store.passages(document):
        groups.setdefault(passage.anchor.sha256, []).append(passage)
    found: dict[str, Finding] = {}
    for text_hash, passages in groups.items():
        old = source if text_hash == sha256 else store.text(text_hash)
        findings = (
            [locate(source, passage) for passage in passages]
            if old is None
            else reanchor(old, source, passages)
        )
        found.update((finding.passage.id, finding) for finding in findings)
    return [found[passage.id] for passage in store.passages(document)]


def settle_passages(store: Store, findings: Iterable[Finding], source: str, sha256: str) -> None:
    """Set the anchors of what was found anew in the present text. Orphans stay as they are."""
    moved = _settled(findings, source, sha256)
    if moved:
        store.keep_text(sha256, source)
        with store.step() as step:
            for passage in moved:
                step.put(passage)


def present_passages(
    store: Store, hash_of: Callable[[str], str], text_of: Callable[[str], str | None]
) -> Iterator[AnchoredRecord]:
    """Yield the passages and suggestions that were set in another text, where they stand now.

    ``hash_of`` gives the hash of the present text of a document, "" where there is none, and
    ``text_of`` that text; it is asked only where something was set in another. Those that are not
    found there are left out. Nothing is changed.
    """
    lines = store.rows(Passage).lines
    set_in: dict[str, set[str]] = {}
    for glance in glances(lines, lines):
        set_in.setdefault(glance.document, set()).add(glance.sha256)
    for one in store.all(SuggestedPassage):
        set_in.setdefault(one.document, set()).add(one.anchor.sha256)
    for document, hashes in set_in.items():
        sha256 = hash_of(document)
        source = text_of(document) if sha256 and hashes != {sha256} else None
        if source is None:
            continue
        yield from _settled(find_passages(store, document, source, sha256), source, sha256)
        for one in store.suggested(document):
            span = seek(source, one) if one.anchor.sha256 != sha256 else None
            if span is not None:
                yield replace(one, anchor=Anchor.of(source, sha256, span.start, span.end))


def _settled(findings: Iterable[Finding], source: str, sha256: str) -> list[Passage]:
    """Return the passages that were found anew, with their anchors in the present text."""
    return [
        replace(finding.passage, anchor=Anchor.of(source, sha256, span.start, span.end))
        for finding in findings
        if (span := finding.span) is not None and finding.passage.anchor.sha256 != sha256
    ]


def accept_guess(store: Store, finding: Finding, source: str, sha256: str) -> Passage:
    """Set an orphan where its best guess is, for a person has said so. It can be undone."""
    span = finding.guess or finding.span
    if span is None:
        return finding.passage
    anchor = Anchor.of(source, sha256, span.start, span.end)
    try:
        with store.step("place passage") as step:
            return step.put(replace(finding.passage, anchor=anchor))
    finally:
        store.keep_text(sha256, source)


def not_in_place(store: Store, hashes: Mapping[str, str]) -> dict[str, set[str]]:
    """Return the annotated documents whose text is not under their name, with its known hashes.

    ``hashes`` are those of what these names stand for now. A document that was edited is among them
    where it is a numbered part of a file (``rows.jsonl#2``): its number says nothing of its text.
    """
    found = {}
    for document in store.documents():
        if document not in hashes:
            known = set[str]().union(*_recorded_hashes(store, document))
        elif _file_of_part(document) and hashes[document]:
            # Anchors go with each edition that is opened; links keep the hash that they began with.
            known = next(filter(None, _recorded_hashes(store, document)), set())
            if hashes[document] in known:
                continue
        else:
            continue
        found[document] = known
    return found


def find_renamed(store: Store, hashes: Mapping[str, str]) -> dict[str, str]:
    """Return the new names of annotated documents whose text stands under another name now.

    ``hashes`` are those of the corpus by document. A document that is not there any more is known
    again by its text, and so is a numbered part of a file in whose place another one has come. Such
    a part is only sought in its own file. Where several have the text, or what has it keeps
    annotations of its own, it is not known again. A part whose text is in the file no more makes
    room for the one that has come in its place: it is ``rows.jsonl#2 (gone)`` from then on.
    """
    renamed, homeless = _match_by_text(not_in_place(store, hashes), hashes)
    annotated = store.documents()
    while stuck := _stuck(renamed, annotated - homeless, hashes):
        for document in stuck:
            del renamed[document]
    for document in sorted(homeless.intersection(renamed.values())):
        names = (f"{document} (gone{mark})" for mark in chain([""], map(" {}".format, count(2))))
        renamed[document] = next(name for name in names if name not in annotated)
    return renamed


def _match_by_text(
    left: Mapping[str, Set[str]], hashes: Mapping[str, str]
) -> tuple[dict[str, str], set[str]]:
    """Return the new names of documents by their texts, and the parts whose text is gone."""
    by_hash: dict[str, list[str]] = {}
    for document, sha256 in hashes.items() if left else ():
        by_hash.setdefault(sha256, []).append(document)
    renamed, homeless = dict[str, str](), set[str]()
    for document, known in left.items():
        file = _file_of_part(document)
        found = {new for sha256 in known for new in by_hash.get(sha256, ())}
        near = {new for new in found if file and new.startswith(file)}
        found = near if document in hashes or len(near) == 1 else found
        if len(found) == 1:
            renamed[document] = found.pop()
        elif known and not found and document in hashes:
            homeless.add(document)
    return renamed, homeless


def follow_renamed(store: Store, renamed: Mapping[str, str], hashes: Mapping[str, str]) -> None:
    """Give the records of renamed documents their new name, in one step: see ``moved_records``."""
    if renamed:
        with store.step("follow renamed documents") as step:
            for record in moved_records(store, renamed, hashes):
                step.put(record)


def moved_records(
    store: Store, renamed: Mapping[str, str], hashes: Mapping[str, str]
) -> Iterator[Record]:
    """Yield the records of renamed documents with their new name.

    ``hashes`` are those of the corpus: what was set in the text that has the old name now stays.
    """

    def new_name(document: str, sha256: str) -> str:
        stays = sha256 and sha256 == hashes.get(document)
        return document if stays else renamed.get(document, document)

    for link in {link.id: link for old in renamed for link in store.links(old)}.values():
        a, b = new_name(link.a, link.sha_a), new_name(link.b, link.sha_b)
        if (a, b) != (link.a, link.b):
            yield replace(link, a=a, b=b)
    for old, new in renamed.items():
        for passage in (*store.passages(old), *store.suggested(old)):
            if new_name(old, passage.anchor.sha256) == new:
                yield replace(passage, document=new)
        state = store.state(old)
        if state is not None:
            yield replace(state, document=new)


def parted_passages(
    store: Store, documents: Set[str], text_of: Callable[[str], str | None]
) -> Iterator[AnchoredRecord]:
    """Yield what was set in files that are parted otherwise now, where it stands in their parts.

    A file was one of the ``documents`` and is several, or the other way round. What stands in none
    of them, or in more than one, is left out. ``text_of`` gives their texts. Nothing is changed.
    """
    of_file: dict[str, list[str]] = {}
    for document in documents:
        of_file.setdefault(document.partition("#")[0], []).append(document)
    for gone in store.documents() - documents:
        file = gone.partition("#")[0]
        now = of_file.get(file, []) if file == gone or file in documents else []
        texts = {one: text for one in now if (text := text_of(one)) is not None}
        for passage in (*store.passages(gone), *store.suggested(gone)):
            found = [
                (one, text, span)
                for one, text in texts.items()
                if (span := quoted(text, passage.anchor)) is not None
            ]
            if len(found) == 1:
                ((one, text, span),) = found
                sha256 = hashlib.sha256(text.encode()).hexdigest()
                anchor = Anchor.of(text, sha256, span.start, span.end)
                yield replace(passage, document=one, anchor=anchor)


def follow_parted(
    store: Store, found: Iterable[AnchoredRecord], text_of: Callable[[str], str | None]
) -> None:
    """Set what ``parted_passages`` has found where it stands, in one step."""
    with store.step("follow the parts of files") as step:
        texts = {step.put(one).document: one.anchor.sha256 for one in found}
    for document, sha256 in texts.items():
        store.keep_text(sha256, text_of(document) or "")


def _file_of_part(document: str) -> str:
    """Return the common beginning of the names of a file's parts; empty for no numbered part."""
    file, mark, number = document.rpartition("#")
    return file + mark if number.isdecimal() else ""


def _recorded_hashes(store: Store, document: str) -> tuple[set[str], ...]:
    """Return the hashes that passages, the document's state, and the rest of the records know."""
    state = store.state(document)
    links = {link.sha_a if link.a == document else link.sha_b for link in store.links(document)}
    suggested = {one.anchor.sha256 for one in store.suggested(document)}
    return (
        {passage.anchor.sha256 for passage in store.passages(document)} - {""},
        {state.sha256 if state else ""} - {""},
        (links | suggested) - {""},
    )


def _stuck(renamed: Mapping[str, str], annotated: Set[str], hashes: Mapping[str, str]) -> list[str]:
    """Return the documents that can't have a new name: it is that of others that stay, or come."""
    coming = Counter(renamed.values())
    return [
        old
        for old, new in renamed.items()
        if (new in annotated and new not in renamed) or (old in hashes and coming[new] > 1)
    ]
