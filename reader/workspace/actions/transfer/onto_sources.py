"""Bring a bundle from elsewhere onto our sources: find documents again, convert offsets."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Set
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from reader.errors import CorpusError
from reader.exchange import Bundle, PassageItem, Utf16Offsets, links_in_words, same_words
from reader.text import Span, in_line_feeds, numbered, with_line_feeds
from reader.workspace.actions.transfer.already_here import writable
from reader.workspace.workspace import Workspace

P = TypeVar("P", bound=PassageItem)
_MARK = "\ufeff"


def on_sources(workspace: Workspace, bundle: Bundle) -> tuple[Bundle, list[str]]:
    """Return a bundle whose passages are of our sources, and what was left out, each by name.

    A document is known by its path, else by the URL that it declares, else by its text or its hash:
    the source or the cleaned article of one of ours alone. Offsets count in the text that came
    along. Where that is neither the source nor the cleaned article, the passage keeps its quote,
    which the import seeks.
    """
    ours = not (bundle.texts or bundle.in_utf16)
    if ours and all(each.path in workspace.entries for each in bundle.documents):
        return bundle, []
    bundle = _without_marks(bundle)
    paths, left_out = _paths(workspace, bundle)
    moved = 0

    def brought(passages: Iterable[P]) -> tuple[P, ...]:
        nonlocal moved
        found = []
        for passage in passages:
            path, text = paths.get(passage.document), bundle.texts.get(passage.document)
            if path is None:
                continue
            if bundle.in_utf16:
                found.append(_from_utf16(workspace, passage, path))
                continue
            found.append(one := _on_source(workspace, passage, path, text))
            if text is not None and one.sha256:
                moved += not same_words(passage.quote, text[passage.start : passage.end])
        return tuple(found)

    documents = tuple(
        replace(document, path=paths[document.path])
        for document in bundle.documents
        if document.path in paths
    )
    links = tuple(
        replace(link, a=paths[link.a], b=paths[link.b])
        for link in bundle.links
        if link.a in paths and link.b in paths
    )
    loose = (one for one in bundle.links if not {one.a, one.b} <= paths.keys())
    left_out += links_in_words(
        "link", ((one.kind, one.a, one.b) for one in loose), "of documents that are not both here"
    )
    passages, suggested = brought(bundle.passages), brought(bundle.suggested)
    return (
        replace(
            bundle,
            documents=documents,
            passages=passages,
            suggested=suggested,
            links=links,
            texts={},
            moved=moved,
        ),
        left_out,
    )


def _without_marks(bundle: Bundle) -> Bundle:
    """Return a bundle whose texts begin with no byte order mark, which no source of ours has.

    Other tools keep it as the first character, and count it.
    """
    marked = {path for path, text in bundle.texts.items() if text.startswith(_MARK)}
    if not marked:
        return bundle

    def moved(passages: Iterable[P]) -> tuple[P, ...]:
        return tuple(
            replace(
                one,
                start=max(0, one.start - 1),
                end=one.end - 1,
                quote=one.quote.removeprefix(_MARK),
                prefix=one.prefix.removeprefix(_MARK),
            )
            if one.document in marked
            else one
            for one in passages
            if one.document not in marked or one.quote != _MARK
        )

    texts = {path: text.removeprefix(_MARK) for path, text in bundle.texts.items()}
    passages, suggested = moved(bundle.passages), moved(bundle.suggested)
    return replace(bundle, texts=texts, passages=passages, suggested=suggested)


def _paths(workspace: Workspace, bundle: Bundle) -> tuple[dict[str, str], list[str]]:
    hashes = _hashes(bundle)
    paths, unknown = _named(workspace, bundle, hashes)
    if bundle.texts and unknown:
        by_text = _by_text(workspace)
        paths |= {name: by_text[text] for name, text in unknown.items() if by_text.get(text)}
    else:
        paths |= {url: path for url, path in unknown.items() if path}
    left = [one for one in bundle.documents if one.path in unknown and one.path not in paths]
    hashes_of = {one.path: {one.sha256, *hashes.get(one.path, ())} - {""} for one in left}
    paths |= _renamed(
        workspace, {path: several for path, several in hashes_of.items() if several}, paths
    )
    return paths, _unknown_documents(bundle, [name for name in unknown if name not in paths])


def _named(
    workspace: Workspace, bundle: Bundle, hashes: Collection[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the documents found by name; of the others the hash of the text, or the path by URL.

    Those that nothing tells anything of are left out.
    """
    paths: dict[str, str] = {}
    unknown: dict[str, str] = {}
    by_url: dict[str, str] | None = None
    for document in bundle.documents:
        if document.path in workspace.entries:
            paths[document.path] = document.path
        elif document.path in bundle.texts:
            unknown[document.path] = _hash(bundle.texts[document.path])
        elif path := _of_file(workspace, document.path):
            paths[document.path] = path
        elif "://" in document.path:
            by_url = _by_url(workspace) if by_url is None else by_url
            unknown[document.path] = by_url.get(document.path, "")
        elif document.id or document.tags or document.note or document.path in hashes:
            unknown[document.path] = ""
    return paths, unknown


def _of_file(workspace: Workspace, url: str) -> str:
    """Return the document that a ``file:`` URL is of, "" where it is of none."""
    if not url.startswith("file:"):
        return ""
    from urllib.request import url2pathname  # loads much

    try:
        path = urlsplit(url).path
    except ValueError:  # brackets without an address of IPv6
        return ""
    file = Path(os.path.abspath(url2pathname(path)))
    for root in (Path(os.path.abspath(workspace.corpus.root)), workspace.corpus.root.resolve()):
        if file.is_relative_to(root) and file.relative_to(root).as_posix() in workspace.entries:
            return file.relative_to(root).as_posix()
    return ""


def _unknown_documents(bundle: Bundle, names: Iterable[str]) -> list[str]:
    """Return a line about each document of a bundle that is not in the corpus."""
    passages = Counter(one.document for one in (*bundle.passages, *bundle.suggested))
    items = {one.path: one for one in bundle.documents}
    found = []
    for name in names:
        counts = (
            numbered(passages[name], "passage") if passages[name] else "",
            "a note on all of it" if items[name].note else "",
            f"{numbered(len(items[name].tags), 'tag')} of all of it" if items[name].tags else "",
        )
        others = ", ".join(filter(None, counts))
        message = f"{name}: no document of this corpus has its name, its URL or its text"
        found.append(f"{message} ({others})" if others else message)
    return found


def _hashes(bundle: Bundle) -> dict[str, set[str]]:
    """Return the hashes of the sources that something was said of, by the paths they had."""
    found: dict[str, set[str]] = {end: set() for one in bundle.links for end in (one.a, one.b)}
    for passage in (*bundle.passages, *bundle.suggested):
        found.setdefault(passage.document, set()).add(passage.sha256)
    return found


def _renamed(
    workspace: Workspace, hashes: Mapping[str, Set[str]], taken: Mapping[str, str]
) -> dict[str, str]:
    """Return the new paths of documents by the ``hashes`` of their sources.

    Where several have such a source it is none of them; those that are ``taken`` are no new ones.
    """
    if not hashes:
        return {}
    left, here = workspace.entries.keys() - taken.values(), dict[str, list[str]]()
    for path, sha256 in workspace.hashes(unread=True).items():
        if path in left:
            here.setdefault(sha256, []).append(path)
    found: dict[str, str] = {}
    for old, sums in hashes.items():
        new = {path for sha256 in sums for path in here.get(sha256, ())} - set(found.values())
        if len(new) == 1:
            found[old] = new.pop()
    return found


def _by_url(workspace: Workspace) -> dict[str, str]:
    """Return the document by the URL that it declares."""
    found: dict[str, str] = {}
    for path in workspace.entries:
        try:
            url = workspace.summary(path).url
        except CorpusError:
            continue
        if url:
            found.setdefault(url, path)
    return found


def _by_text(workspace: Workspace) -> dict[str, str]:
    """Return the document by the hash of each text that one alone has, else ""."""
    found: dict[str, str] = {}
    for path in workspace.entries:
        try:
            source, shown = workspace.document(path).source, workspace.article(path).excerpt.text
        except CorpusError:
            continue
        for text in {_hash(source), _hash(shown)}:  # the same where only blanks part them
            found[text] = "" if text in found else path
    return found


def _from_utf16(workspace: Workspace, passage: P, path: str) -> P:
    """Return a passage in code points; one of no length where its quote does not stand there."""
    start = None
    with suppress(CorpusError):
        source = workspace.document(path).source
        start = Utf16Offsets(source).points(passage.start)
        if start is not None and not source.startswith(passage.quote, start):
            start = None
    if passage.start == passage.end or start is None:
        return replace(passage, document=path, start=0, end=0)
    return replace(passage, document=path, start=start, end=start + len(passage.quote))


def _on_source(workspace: Workspace, passage: P, path: str, text: str | None) -> P:
    quoted = None if text is None else _quoted(passage, text)
    if text is None or quoted is None:
        return replace(passage, document=path)
    document = workspace.document(path)
    span = _in(document.source, quoted, text)
    if span is None:
        excerpt = workspace.article(path).excerpt
        shown = _in(excerpt.text, quoted, text)
        if shown is None:
            return replace(passage, document=path)
        span = excerpt.to_source(shown)
    there = passage.at(document.source, span.start, span.end)
    return replace(there, document=path, sha256=document.sha256)


def _quoted(passage: PassageItem, text: str) -> Span | None:
    """Return the place of a passage in its text; None where its words don't stand there.

    Its offsets may be code points that were taken for UTF-16, or the other way round.
    """
    written = Span(passage.start, passage.end)
    if same_words(passage.quote, written.of(text)):
        return written
    offsets = Utf16Offsets(text)
    for count in (offsets.points, offsets.units):
        start, end = count(written.start), count(written.end)
        if start is not None and end is not None and same_words(passage.quote, text[start:end]):
            return Span(start, end)
    return None


def _in(ours: str, span: Span, text: str) -> Span | None:
    """Return the place in a text of ours of a span of ``text``; None where that is another text.

    It is the same with other line ends, and with other characters for what a tool can't hold.
    """
    if text == ours:
        return span
    theirs, own = in_line_feeds(text), in_line_feeds(ours)
    if len(theirs.text) != len(own.text) or writable(theirs.text) != writable(own.text):
        return None
    there = theirs.from_source(span)
    return own.to_source(there) if there else None


def _hash(text: str) -> str:
    plain = writable(with_line_feeds(text)).strip()
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()
