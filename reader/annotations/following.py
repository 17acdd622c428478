"""Following documents: passages to where their text has gone, and records to a renamed file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from reader.annotations.anchoring import Finding, locate, reanchor
from reader.annotations.records import Anchor, Passage
from reader.annotations.store import Store


def find_passages(store: Store, document: str, source: str, sha256: str) -> list[Finding]:
    """Return where the passages of a document stand in its present ``source``, by old position.

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
    moved = [
        replace(finding.passage, anchor=Anchor.of(source, sha256, span.start, span.end))
        for finding in findings
        if (span := finding.span) is not None and finding.passage.anchor.sha256 != sha256
    ]
    if moved:
        store.keep_text(sha256, source)
        with store.step() as step:
            for passage in moved:
                step.put(passage)


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


def find_renamed(store: Store, hashes: Mapping[str, str]) -> dict[str, str]:
    """Return the new names of documents that are annotated, but are not there any more.

    ``hashes`` are those of the corpus by document. A document is known again by its text; where
    several have it, or it is annotated itself, it is not.
    """
    by_hash: dict[str, list[str]] = {}
    for document, sha256 in hashes.items():
        by_hash.setdefault(sha256, []).append(document)
    renamed = {}
    for document in store.documents() - hashes.keys():
        passages = (*store.passages(document), *store.suggested(document))
        known = {passage.anchor.sha256 for passage in passages}
        state = store.state(document)
        known.add(state.sha256 if state else "")
        for link in store.links(document):
            known.add(link.sha_a if link.a == document else link.sha_b)
        candidates = {new for sha256 in known - {""} for new in by_hash.get(sha256, ())}
        if len(candidates) == 1 and not candidates & store.documents():
            renamed[document] = candidates.pop()
    return renamed


def follow_renamed(store: Store, renamed: Mapping[str, str]) -> None:
    """Give the records of renamed documents their new name, in one step."""
    if not renamed:
        return
    with store.step("follow renamed files") as step:
        for old, new in renamed.items():
            for passage in (*store.passages(old), *store.suggested(old)):
                step.put(replace(passage, document=new))
            for link in store.links(old):
                step.put(
                    replace(link, a=renamed.get(link.a, link.a), b=renamed.get(link.b, link.b))
                )
            state = store.state(old)
            if state is not None:
                step.put(replace(state, document=new))
