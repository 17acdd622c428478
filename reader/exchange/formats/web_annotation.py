"""W3C Web Annotation (https://www.w3.org/TR/annotation-model): JSON-LD, in code points.

A passage is an annotation with a TextPositionSelector and a TextQuoteSelector, its tags bodies for
``tagging`` and its note one for ``commenting``; a link is one for ``linking``. Positions that count
in the cleaned article come with its text, as a body for ``describing`` its document. The JSON of
Hypothesis (https://h.readthedocs.io/en/latest/api-reference) is read too; its positions count the
rendered page in UTF-16, so they are used where they hold the quote. What is said of a whole
document becomes its tags and its note.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any, NamedTuple
from urllib.parse import quote, unquote
from uuid import NAMESPACE_URL, uuid5

from reader.exchange.shared.foreign_json import field, is_time, label, parsed, refused, utc_time
from reader.exchange.shared.passage_order import in_order
from reader.exchange.shared.row_parts import row_parts
from reader.exchange.values import Bundle, DocumentItem, Item, LinkItem, PassageItem, TagItem
from reader.text import json_line, numbered, one_line

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_URN = "urn:uuid:"
# The vocabulary has it, and the published context no short name for it.
_ASSESSING = "oa:assessing"
_TEXT = "describing"  # for which a text stands that positions count in
HOLDS = (
    "links",
    "notes of links",
    "authors of links",
    "times of links",
    "notes",
    "passages without a tag",
    "authors of passages",
    "times of passages",
)


def write(bundle: Bundle) -> Iterator[bytes]:
    """Yield an annotation page of all passages and links, after the texts that they count in."""
    annotated = {passage.document: None for passage in bundle.passages}
    texts = (_describing(path, bundle.texts[path]) for path in annotated if path in bundle.texts)
    items = chain(texts, map(_annotation, in_order(bundle.passages)), map(_linking, bundle.links))
    head = (
        f'{{\n  "@context": "{_CONTEXT}",\n  "id": {json_line(_iri(bundle.corpus or "corpus"))},\n'
        '  "type": "AnnotationPage",\n  "items": [\n    '
    )
    yield from row_parts(head, map(json_line, items), ",\n    ", "\n  ]\n}\n")


def read(data: bytes, place: str) -> Bundle:
    """Return the annotations of a page, a collection, a list, a single one, or Hypothesis.

    Replies are left out, with how many, and by name what has a place but no quote: the text that
    its position counts in may be another.
    """
    page = _ReadPage()
    found = list(_annotations(parsed(data, place), place))
    for where, one in found:
        if _is_linking(one):
            page.take_link(_link(one, where))
        elif one.get("references"):
            page.replies += 1
        else:
            page.left_out += (f"{where}: a body without words: {body}" for body in _wordless(one))
            page.changed += _was_changed(one)
            for each, words in _statements(one, where):
                page.take_words(each, words, where)
    return page.bundle(in_utf16=bool(found) and all("uri" in one for _, one in found))


class _ReadPage:
    """The items of a page of annotations, while it is read; ``tags`` are names.

    ``replies`` and ``changed`` count what is left out of many annotations.
    """

    def __init__(self) -> None:
        self.documents: dict[str, DocumentItem] = {}
        self.passages: list[PassageItem] = []
        self.links: list[LinkItem] = []
        self.tags: dict[str, None] = {}
        self.texts: dict[str, str] = {}
        self.left_out: list[str] = []
        self.replies = self.changed = 0

    def take_link(self, link: LinkItem) -> None:
        """Add a link and its two documents."""
        self.links.append(link)
        for path in (link.a, link.b):
            self.documents.setdefault(path, DocumentItem(path=path))

    def take_words(self, annotation: dict[str, Any], words: _Words, where: str) -> None:
        """Add what an annotation says: of a passage or a document, or the text of a document."""
        path = words.source
        before = self.documents.setdefault(path, DocumentItem(path=path))
        if words.text and not words.selectors:
            self.texts[path] = words.text
        elif not (words.selectors or words.tags or words.note):
            self.left_out.append(f"{where}: it says nothing of {path}")
        elif not words.selectors:
            self.documents[path] = _with_words(before, words)
        elif "TextQuoteSelector" in words.selectors:
            self.passages.append(_passage(annotation, words, where))
        else:
            self.left_out.append(f"{where}: it has a place in {path} and no TextQuoteSelector")
            return
        self.tags.update(dict.fromkeys(words.tags))

    def bundle(self, *, in_utf16: bool) -> Bundle:
        """Return the bundle of what was read."""
        # Others may describe a document in words in which no position counts.
        spoken_of = {one.document for one in self.passages}
        texts = self.texts
        odd = {each.document for each in self.passages if not _stands(each, texts)}
        descriptions = texts.keys() - (spoken_of - odd)
        left_out = [*self.left_out, *(f"the description of {one}" for one in sorted(descriptions))]
        if self.replies:
            replies = numbered(self.replies, "reply to annotations", "replies to annotations")
            left_out.append(replies)
        if self.changed:
            times = numbered(self.changed, "time of a last change", "times of last changes")
            left_out.append(times)
        return Bundle(
            tags=tuple(TagItem(name=name) for name in self.tags),
            documents=tuple(self.documents.values()),
            passages=tuple(self.passages),
            links=tuple(self.links),
            texts={path: text for path, text in texts.items() if path not in descriptions},
            left_out=tuple(left_out),
            in_utf16=in_utf16,
        )


def _annotation(passage: PassageItem) -> dict[str, object]:
    bodies = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in passage.tags]
    if passage.note:
        bodies.append(
            {
                "type": "TextualBody",
                "purpose": "commenting",
                "format": "text/plain",
                "value": passage.note,
            }
        )
    purposes = [
        name for name, given in (("tagging", passage.tags), ("commenting", passage.note)) if given
    ]
    return {
        **_head(passage, purposes or ["highlighting"]),
        "body": bodies,
        "target": {
            "type": "SpecificResource",
            "source": _iri(passage.document),
            "selector": [
                {"type": "TextPositionSelector", "start": passage.start, "end": passage.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": passage.quote,
                    "prefix": passage.prefix,
                    "suffix": passage.suffix,
                },
            ],
        },
    }


def _describing(path: str, text: str) -> dict[str, object]:
    """Return the annotation that gives the text of a document, where it is not its source."""
    body = {"type": "TextualBody", "purpose": _TEXT, "format": "text/plain", "value": text}
    # No record of ours has it: made of what it is of, it is the same in each export.
    head = _head(Item(id=str(uuid5(NAMESPACE_URL, f"{path}\n{text}"))), [_TEXT])
    return {**head, "body": [body], "target": _iri(path)}


def _linking(link: LinkItem) -> dict[str, object]:
    body: list[dict[str, object]] = [
        {"type": "SpecificResource", "purpose": "linking", "source": _iri(link.b)},
        {"type": "TextualBody", "purpose": "classifying", "value": link.kind},
        {"type": "TextualBody", "purpose": _ASSESSING, "value": link.verdict},
    ]
    if link.note:
        body.append({"type": "TextualBody", "purpose": "commenting", "value": link.note})
    return {**_head(link, ["linking"]), "body": body, "target": _iri(link.a)}


def _head(item: Item, motivation: list[str]) -> dict[str, object]:
    head: dict[str, object] = {"id": f"{_URN}{item.id}"} if item.id else {}
    head |= {"type": "Annotation", "motivation": motivation}
    if item.created:
        head["created"] = item.created
        head["modified"] = item.modified
    if item.author:
        head["creator"] = {"type": "Person", "name": item.author}
    return head


def _iri(path: str) -> str:
    """Return a path as a relative IRI, which a processor takes for a name and not for a keyword."""
    return quote(path, safe="/")


def _annotations(value: Any, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        for key in ("items", "rows", "first"):
            if key in value:
                yield from _annotations(value[key], f"{place}#/{key}")
                return
        yield place, value
    elif isinstance(value, list):
        for index, one in enumerate(value):
            where = f"{place}#/{index}" if "#" not in place else f"{place}/{index}"
            if not isinstance(one, dict):
                raise refused("this is no annotation", where)
            yield where, one
    else:
        raise refused("this is no annotation", place)


def _is_linking(one: dict[str, Any]) -> bool:
    motivation = one.get("motivation")
    return "linking" in (motivation if isinstance(motivation, list) else [motivation])


class _Words(NamedTuple):
    """The source of a passage, its selectors by type, and the words that were said of it."""

    source: str
    selectors: dict[str, dict[str, Any]]
    tags: list[str]
    note: str
    author: str
    text: str = ""


def _stands(passage: PassageItem, texts: Mapping[str, str]) -> bool:
    text = texts.get(passage.document, "")
    return text[passage.start : passage.end] == passage.quote


def _with_words(document: DocumentItem, words: _Words) -> DocumentItem:
    """Return a document with what an annotation says of all of it."""
    return replace(
        document,
        author=document.author or words.author,
        tags=tuple(dict.fromkeys((*document.tags, *words.tags))),
        note="\n\n".join(filter(None, (document.note, words.note))),
    )


def _passage(one: dict[str, Any], words: _Words, where: str) -> PassageItem:
    """Return the passage of an annotation with a quote."""
    ours = "uri" not in one
    quoted = words.selectors["TextQuoteSelector"]
    position = words.selectors.get("TextPositionSelector")
    exact = field(quoted, "exact", str, where)
    start = position.get("start") if position else 0
    is_number = isinstance(start, int) and not isinstance(start, bool)
    if not exact or (ours and not is_number):
        raise refused("its selectors are no place in a text", where)
    if not isinstance(start, int) or not is_number or start < 0:
        position, start = None, 0  # the quote alone counts
    return PassageItem(
        document=words.source,
        sha256="",
        start=start,
        end=start + len(exact) if position else start,
        quote=exact,
        prefix=str(quoted.get("prefix") or ""),
        suffix=str(quoted.get("suffix") or ""),
        tags=tuple(dict.fromkeys(words.tags)),
        note=words.note,
        **_common(one, words.author, where),
    )


def _words_of_hypothesis(one: dict[str, Any], target: object, where: str) -> _Words:
    source = field(one, "uri", str, where)
    author = str(one.get("user") or "").removeprefix("acct:").partition("@")[0]
    tags = field(one, "tags", list, where) if one.get("tags") else []
    return _Words(
        source,
        _selectors(_dicts(target)),
        [label(tag, where) for tag in tags if tag],
        str(one.get("text") or ""),
        author,
    )


def _statements(one: dict[str, Any], where: str) -> Iterator[tuple[dict[str, Any], _Words]]:
    """Yield an annotation with what it says of each of its targets; its id is that of the first."""
    words_of = _words_of_hypothesis if "uri" in one else _words
    target = one.get("target")
    for number, each in enumerate(target if isinstance(target, list) and target else [target]):
        yield {**one, "id": ""} if number else one, words_of(one, each, where)


def _words(one: dict[str, Any], target: object, where: str) -> _Words:
    source = target.get("source", target.get("id")) if isinstance(target, dict) else target
    if not isinstance(source, str):
        raise refused("its target has no source", where)
    bodies = [body for body in _bodies(one, where) if not _is_wordless(body)]
    creator = one.get("creator")
    notes = [body for body in bodies if body.get("purpose") in ("commenting", None)]
    return _Words(
        unquote(source),
        _selectors(_dicts(target)),
        [label(body.get("value"), where) for body in bodies if body.get("purpose") == "tagging"],
        "\n\n".join(str(body.get("value")) for body in notes),
        str(creator.get("name") or "") if isinstance(creator, dict) else "",
        "".join(str(body.get("value")) for body in bodies if body.get("purpose") == _TEXT),
    )


def _is_wordless(body: dict[str, Any]) -> bool:
    """Tell whether a body only names a thing that is elsewhere."""
    return body.get("type") != "TextualBody" and "value" not in body


def _wordless(one: dict[str, Any]) -> Iterator[str]:
    """Yield the names of the things that the bodies of an annotation name without a word."""
    for body in _dicts(one.get("body")) if "uri" not in one else ():
        if _is_wordless(body):
            yield one_line(str(body.get("source", body.get("id", body.get("type", "?")))))


def _bodies(one: dict[str, Any], where: str) -> list[dict[str, Any]]:
    """Return the bodies of an annotation that are here; some are no more than an address."""
    bodies = one.get("body")
    for body in bodies if isinstance(bodies, list) else [bodies]:
        if not isinstance(body, dict | str | None):
            raise refused(f"its body is {json_line(body)[:40]}", where)
    return _dicts(bodies)


def _selectors(targets: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    selectors = _dicts(targets[0].get("selector")) if targets else []
    return {str(each.get("type")): each for each in selectors}


def _link(one: dict[str, Any], where: str) -> LinkItem:
    bodies = _dicts(one.get("body"))
    by_purpose = {str(body.get("purpose")): body for body in bodies}
    other = by_purpose.get("linking", {}).get("source")
    target = one.get("target")
    if not isinstance(other, str) or not isinstance(target, str) or other == target:
        raise refused("it links no two documents", where)
    assessed = by_purpose.get(_ASSESSING) or by_purpose.get("assessing") or {}
    verdict = str(assessed.get("value", "accepted"))
    if verdict not in ("accepted", "rejected"):
        raise refused(f"{json_line(verdict)} is no verdict on a link", where)
    return LinkItem(
        a=unquote(target),
        b=unquote(other),
        kind=str(by_purpose.get("classifying", {}).get("value", "same-event")),
        verdict=verdict,
        note=str(by_purpose.get("commenting", {}).get("value", "")),
        **_common(one, "", where),
    )


def _common(one: dict[str, Any], author: str, where: str) -> dict[str, Any]:
    """Return the fields of an item; an id of another tool's is not ours, and its item is new."""
    name = one.get("id")
    creator = one.get("creator")
    author = author or (str(creator.get("name") or "") if isinstance(creator, dict) else "")
    created = str(one.get("created") or "")
    if not isinstance(name, str) or not name.startswith(_URN):
        return {"author": author, "created": utc_time(created)}
    modified = str(one.get("modified") or created)
    for time in filter(None, (created, modified)):
        if not is_time(time):
            raise refused(f"{json_line(time)[:40]} is no time", where)
    return {
        "id": name.removeprefix(_URN),
        "author": author,
        "created": created,
        "modified": modified,
        "revision": 1,
    }


def _was_changed(one: dict[str, Any]) -> bool:
    """Tell whether an annotation of another tool has a time of its last change that is another."""
    later = one.get("updated", one.get("modified")) or one.get("created")
    return later != one.get("created") and not str(one.get("id")).startswith(_URN)


def _dicts(value: object) -> list[dict[str, Any]]:
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, dict)]
