"""Passages as Markdown to read and to quote: by document, or by tag, each with its citation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from reader.exchange.losses import line_breaks
from reader.exchange.shared.passage_order import in_order
from reader.exchange.values import Bundle, DocumentItem, LinkItem, PassageItem, TagItem

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")
HOLDS = ("notes", "passages without a tag", "notes of documents", "links", "notes of links")


def further_losses(bundle: Bundle) -> Counter[str]:
    """Count what is lost of the sorts of things that ``HOLDS`` names."""
    notes: list[str] = [one.note for one in bundle.passages]
    notes += (one.note for one in bundle.documents)
    notes += (one.note for one in bundle.links)
    return line_breaks("notes", notes)


def write(bundle: Bundle) -> Iterator[bytes]:
    """Yield the passages by document, with notes and links."""
    for line in _by_document(bundle):
        yield f"{line}\n".encode()


def escaped(text: str) -> str:
    """Return a text on one line that Markdown shows as it is."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def _by_document(bundle: Bundle) -> Iterator[str]:
    passages: dict[str, list[PassageItem]] = {}
    for passage in in_order(bundle.passages):
        passages.setdefault(passage.document, []).append(passage)
    links: dict[str, list[LinkItem]] = {}
    for link in bundle.links:
        for end in {link.a: None, link.b: None}:
            links.setdefault(end, []).append(link)
    yield f"# {escaped(bundle.corpus)}"
    for document in sorted(bundle.documents, key=lambda each: (each.date or "", each.path)):
        own = passages.get(document.path, [])
        linked = links.get(document.path, [])
        if not own and not linked and not document.note:
            continue
        yield f"\n## {escaped(document.title or document.path)}\n"
        yield f"{citation(document)}\n"
        if document.note:
            yield f"{escaped(document.note)}\n"
        for passage in own:
            yield from quoted(passage, "", bundle.pages)
        for link in linked:
            other = link.b if link.a == document.path else link.a
            note = f" ({escaped(link.note)})" if link.note else ""
            yield f"- {link.verdict} as {escaped(link.kind)}: {escaped(other)}{note}"


def citation(document: DocumentItem) -> str:
    """Return the citation of a document: byline, source, date and path."""
    parts = (document.byline, document.source, document.date, document.path)
    return ", ".join(escaped(each) for each in parts if each)


def quoted(passage: PassageItem, cited: str, pages: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of a passage as a quotation, with its tags, note, citation and pages."""
    yield f"> {escaped(passage.quote)}"
    tags = ", ".join(f"**{escaped(tag)}**" for tag in passage.tags)
    place = f"{passage.start}–{passage.end}"
    page = f"p. {pages[passage.id]}" if pages.get(passage.id) else ""
    yield ">\n> " + " · ".join(each for each in (tags, cited, page, place) if each)
    yield f"\n{escaped(passage.note)}\n" if passage.note else ""


def by_tag(bundle: Bundle) -> Iterator[str]:
    """Yield the lines of the passages by tag, in the order of the codebook."""
    link = {document.path: document for document in bundle.documents}
    passages = in_order(bundle.passages)
    yield f"# {escaped(bundle.corpus)}"
    for tag in (*bundle.tags, TagItem(name="")):
        own = [each for each in passages if (tag.name in each.tags if tag.name else not each.tags)]
        if own:
            yield f"\n## {escaped(tag.name) or 'Without a tag'}\n"
            if tag.description:
                yield f"{escaped(tag.description)}\n"
            for passage in own:
                document = link.get(passage.document) or DocumentItem(path=passage.document)
                title = f"“{escaped(document.title)}”, " if document.title else ""
                yield from quoted(passage, title + citation(document), bundle.pages)
