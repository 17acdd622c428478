"""XML and SGML: feeds, news in NITF and NewsML, TEI, ALTO, Reuters, and records of any names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from lxml import etree

from reader.corpus.fields import ADDRESS
from reader.corpus.forms import dump
from reader.corpus.forms.form import Part, page_starts, part_of, text_in
from reader.corpus.forms.packed import CUT, CutOffError, unpacked
from reader.corpus.forms.xml_elements import (
    ARTICLES,
    PARAGRAPHS,
    attribute,
    local_name,
    name_of,
    named,
    not_shown,
    paragraphs,
    raw_text,
    words_of,
)
from reader.corpus.forms.xml_records import records
from reader.corpus.forms.xml_text import sound
from reader.corpus.notes import ReadingNote
from reader.corpus.reading import Reading

_DATES = (
    "date.issue", "story.date", "contentcreated", "firstcreated", "versioncreated"
)  # fmt: skip
_DAY = re.compile(r"\d{4}-?\d\d-?\d\d")
# Elements of TEI that a printer added, or that the author took back; and of two readings of the
# same words those that the page has, where the editor gives better ones.
_BESIDE = ("del", "fw")
_AS_PRINTED, _AS_EDITED = ("{*}sic", "{*}orig", "{*}abbr"), frozenset({"corr", "reg", "expan"})
# Documents of known kinds, where several lie in an element of another.
_WHOLE = frozenset({"nitf", "newsml", "newsmessage", "tei", "tei.2", "alto", "rss", "feed"})
# What the text of news stands in, the first that is there, and what stands below its headline.
_BODIES = ("body.content", "body", "inlinedata", "datacontent", "text", "contentset")
_STANDFIRSTS = ("hl2", "subheadline", "abstract")
# Texts of their own in a file of JATS, such as a letter of a reviewer.
_FURTHER = ("sub-article", "response")
# What is put around several documents that follow each other, and what stands over each of them.
_JOINED = "joined-documents"
_PROLOG = re.compile(r"<\?xml\s[^<>]*\?>|<!DOCTYPE[^<>\[]*(?:\[[^\]]*\]\s*)?>")
_NAMED = 5  # entities in a note


def parts(data: bytes, reading: Reading) -> Iterator[Part]:
    """Yield the articles of an XML file; entities are characters only, nothing else is loaded."""
    try:
        data = unpacked(data)
    except CutOffError as cut:  # as of one that is not packed, its root tells so
        data = cut.found
    found = text_in(data, reading)
    if dump.is_dump(found.text):
        yield from dump.parts_in(found, reading)
        return
    text, unexplained = sound(found.text)
    root = _root(text)
    if root is None:
        raise ValueError("there is no element in it")
    if unexplained:
        few = ", ".join(unexplained[:_NAMED]) + ", …" * (len(unexplained) > _NAMED)
        note = ReadingNote(f"Entities are not expanded, but for those of characters: {few}.")
        found = found._replace(notes=(*found.notes, note))
    articles = [part.decoded_as(found) for part in _articles(root, reading)]
    if articles and _is_cut(text, root):
        articles[-1] = articles[-1]._replace(notes=(*found.notes, CUT))
    yield from articles


def tree(data: bytes) -> Any:
    """Return the root of a document, mended where it is broken; it may say its encoding itself."""
    return etree.fromstring(data.strip(), _parser())


def _root(text: str) -> Any:
    """Return the root of a document, or an element around those of several that were joined."""
    parser = _parser("utf-8")
    root = etree.fromstring(text.encode().strip(), parser)
    if root is None or not parser.error_log:  # what follows a document is such a fault
        return root
    joined = f"<{_JOINED}>{_PROLOG.sub('', text)}</{_JOINED}>"
    around = etree.fromstring(joined.encode(), _parser("utf-8"))
    return around if len(list(around.iterchildren(etree.Element))) > 1 else root


def _parser(encoding: str | None = None) -> etree.XMLParser:
    return etree.XMLParser(
        encoding=encoding,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
        huge_tree=False,
    )


def _is_cut(text: str, root: Any) -> bool:
    """Tell whether the end of a document is missing: what closes its outermost element."""
    if name_of(root) == _JOINED:
        root = list(root.iterchildren(etree.Element))[-1]
        text = text[text.rfind(f"<{root.tag}") :]
    name = re.escape(local_name(root.tag))
    return re.search(rf"</(?:[\w.-]+:)?{name}\s*>", text, re.IGNORECASE) is None


def _articles(root: Any, reading: Reading) -> Iterator[Part]:
    name = name_of(root)
    if name == "rdf" and (items := _references(root)):
        yield from (_reference(item, reading) for item in items)
    elif name in ("rss", "rdf", "feed", "channel"):
        yield from _feed(root, reading)
    elif name == "alto":
        yield _alto(root)
    elif name in ("urlset", "sitemapindex"):
        yield from (_place(each, reading) for each in named(root, "url", "sitemap"))
    elif name in ("tei", "tei.2"):
        yield from _tei(root)
    elif name == "teicorpus":
        for text in named(root, "tei", "tei.2"):
            yield from _tei(text)
    elif name == "nitf" or name in ("newsml", "newsitem", "newsmessage"):
        stories = named(root, "newsitem") if name != "newsitem" else [root]
        yield from map(_news, stories or [root])
    elif name == "article" and named(root, "article-meta"):
        yield _jats(root)
    elif whole := [each for each in root if name_of(each) in _WHOLE]:
        for each in whole:
            yield from _articles(each, reading)
    else:
        yield from records(root, reading)


def _feed(root: Any, reading: Reading) -> Iterator[Part]:
    """Yield the items of RSS, RDF or Atom; the feed's title is their source."""
    channel = next(iter(named(root, "channel")), root)
    source = _child(channel, "title")
    language = _child(channel, "language") or attribute(root, "lang")
    for item in named(root, "item", "entry"):
        metadata = {"source": source, "language": language} | _item(item)
        metadata = {key: value for key, value in metadata.items() if value}
        if not str(metadata.get("text", "")).strip():
            metadata.pop("text", None)
        own = str(metadata.get("guid") or metadata.get("id") or "")
        yield part_of(metadata, reading, own)


def _item(item: Any) -> dict[str, Any]:
    """Return the fields of an item of a feed."""
    metadata: dict[str, Any] = {}
    people: dict[str, list[str]] = {"creator": [], "author": []}
    for child in item:
        name = name_of(child)
        value = _content(child)
        if name == "link":
            if attribute(child, "rel") in ("", "alternate"):
                metadata["url"] = value or attribute(child, "href")
        elif name in people:  # the address of the author may stand beside the creator's name
            people[name] += filter(None, [_child(child, "name") or value])
            metadata["byline"] = people["creator"] or people["author"]
        elif name in ("encoded", "content"):
            metadata["text"] = value or metadata.get("text", "")
        elif name == "source" and (value := _child(child, "title") or value):
            metadata["source"] = value
        elif name == "title" and attribute(child, "type") == "html":
            metadata["title"] = dump.TAG.sub("", value)
        elif name == "category":
            metadata.setdefault("section", value or attribute(child, "term"))
        elif name and value:
            metadata.setdefault(name, value)
    return metadata


def _place(entry: Any, reading: Reading) -> Part:
    """Return the page that an entry of a site's map names (https://www.sitemaps.org)."""
    metadata = {"url": _child(entry, "loc"), "date": _child(entry, "lastmod")}
    return part_of({name: value for name, value in metadata.items() if value}, reading)


def _references(root: Any) -> list[Any]:
    """Return the items of a library that Zotero has exported as RDF, without what hangs on them."""
    return [item for item in root if _child(item, "itemtype") not in ("", "attachment", "note")]


def _reference(item: Any, reading: Reading) -> Part:
    """Return an item of Zotero (namespaces z, bib, dc, dcterms, foaf, prism)."""
    people = (person for group in item if name_of(group) == "authors" for person in group.iter())
    names = (f"{_child(one, 'givenname')} {_child(one, 'surname')}".strip() for one in people)
    urls = [_first(part, "uri") for part in item if name_of(part) == "identifier"]
    about = attribute(item, "about")  # the address, where the item has one, or its number
    within = (_first(part, "title") for part in item if name_of(part) == "ispartof")
    metadata: dict[str, Any] = {
        "title": _child(item, "title"),
        "authors": list(filter(None, names)),
        "date": _child(item, "date"),
        "publication": next(within, "") or _first(item, "publisher"),
        "url": next(filter(None, urls), "") or (about if about.startswith(ADDRESS) else ""),
        "language": _child(item, "language"),
        "abstract": _child(item, "abstract"),
    }
    return part_of({name: value for name, value in metadata.items() if value}, reading)


def _content(element: Any) -> str:
    """Return the content of an element of a feed: its text, or its markup where that is XHTML."""
    if len(element) and attribute(element, "type") == "xhtml":
        return str(etree.tostring(element[0], encoding="unicode", with_tail=False))
    return raw_text(element).strip()


def _news(root: Any) -> Part:
    """Return an article in NITF or NewsML."""
    bodies = (named(root, name) for name in _BODIES)
    body = next(chain.from_iterable(bodies), root)
    # The first paragraphs may stand beside the whole text, in a block of their own.
    whole = (each for each in named(body, "block") if attribute(each, "class") == "full_text")
    dates = (
        attribute(each, "norm") or words_of(each) for tag in _DATES for each in named(root, tag)
    )
    dublin = {attribute(each, "element"): attribute(each, "value") for each in named(root, "dc")}
    about = {attribute(each, "name"): attribute(each, "content") for each in named(root, "meta")}
    metadata = {
        "title": _first(root, "hl1", "headline", "title"),
        "byline": _first(root, "byline", "by", "creator"),
        "date": next(filter(None, dates), "")
        or dublin.get("dc.date.published")
        or _held(root, "pubdata", "date.publication")
        or attribute(root, "date"),
        "source": _first(root, "provider", "providerid", "creditline", "doc.copyright")
        or _held(root, "provider", "literal")
        or dublin.get("dc.source")  # of Reuters (RCV1)
        or _held(root, "pubdata", "name")
        or _held(root, "doc.copyright", "holder"),
        "section": _held(root, "pubdata", "position.section") or about.get("dsk"),
        "url": _held(root, "pubdata", "ex-ref"),
        "language": _held(root, "language", "tag") or attribute(root, "lang"),
        "dateline": _first(root, "dateline"),
    }
    # The lines below the headline, and those at the end, stand outside of the body.
    above, below = (
        [words_of(each) for each in named(root, *names)] for names in (_STANDFIRSTS, ["tagline"])
    )
    text = _text_of(next(whole, body))
    around = (
        one for one in dict.fromkeys((*above, text, *below)) if one == text or one not in text
    )
    return _with_text("\n\n".join(filter(None, around)), metadata)


def _jats(root: Any) -> Part:
    """Return an article in JATS, as journals of science have them (https://jats.nlm.nih.gov)."""
    about = next(iter(named(root, "article-meta")))
    people = (
        each for each in named(about, "contrib") if attribute(each, "contrib-type") != "editor"
    )
    names = (
        f"{_first(each, 'given-names')} {_first(each, 'surname', 'collab')}".strip()
        for each in people
    )
    days = (
        "-".join(f"{part:0>2}" for part in parts)
        for each in named(about, "pub-date")
        if all(parts := [_child(each, name) for name in ("year", "month", "day")])
    )
    years = (_child(each, "year") for each in named(about, "pub-date"))
    metadata = {
        "title": _first(about, "article-title"),
        "byline": ", ".join(filter(None, names)),
        "date": next(chain(days, filter(None, years)), ""),
        "source": _first(root, "journal-title", "publisher-name"),
        "language": attribute(root, "lang"),
    }
    beside = [*named(root, "ref-list"), *(each for each in root if name_of(each) in _FURTHER)]
    notes = not_shown(beside)
    etree.strip_elements(root, "{*}ref-list", with_tail=False)
    inner = (each for each in root if name_of(each) in ("body", "back", "floats-group"))
    told = [*named(about, "abstract"), *inner]
    texts = (_text_of(each, PARAGRAPHS | {"title"}) for each in told)
    return _with_text("\n\n".join(filter(None, texts)), metadata)._replace(notes=notes)


def _tei(root: Any) -> Iterator[Part]:
    """Yield a text in TEI, or the articles of one that is an issue of a newspaper."""
    text = next(iter(named(root, "text")), root)
    beside = named(text, *_BESIDE, "front", "back")
    etree.strip_elements(text, *(f"{{*}}{name}" for name in _BESIDE), with_tail=False)
    _set_notes_apart(text)
    for choice in named(root, "choice"):
        if any(name_of(each) in _AS_EDITED for each in choice):
            etree.strip_elements(choice, *_AS_PRINTED, with_tail=False)
    header = next(iter(named(root, "teiheader")), root)
    title = _first(header, "title")
    # What was printed once goes before the edition of it.
    printed = next(iter(named(header, "sourcedesc")), ())
    dated = chain.from_iterable(named(each, "date") for each in (*printed, header))
    dates = (attribute(each, "when") or words_of(each) for each in dated)
    metadata = {
        "title": title,
        "byline": _first(header, "author"),
        "date": next((each for each in dates if _DAY.match(each)), ""),
        "source": _printed_in(printed, title) or _first(header, "publisher"),
    }
    body = next(iter(named(root, "body")), None)
    body = text if body is None else body
    articles = [each for each in named(body, "div") if attribute(each, "type").lower() in ARTICLES]
    if len(articles) < 2:
        yield _with_text(_text_of(body), metadata)._replace(notes=not_shown(beside))
        return
    shown = {each for one in articles for each in (one, *one.iterancestors())}
    around = (each for each in body.iter() if each in shown and each not in articles)
    others = (
        one for each in around for one in each.iterchildren(etree.Element) if one not in shown
    )
    notes = not_shown((*beside, *others))
    for each in articles:
        own = {"title": _taken(each, "head"), "byline": _taken(each, "byline", "author")}
        yield _with_text(_text_of(each), {**metadata, **own})._replace(notes=notes)
        notes = ()


def _taken(article: Any, *names: str) -> str:
    """Take the first element of some names out of an article and return its text."""
    found = next(filter(words_of, named(article, *names)), None)
    if found is None:
        return ""
    said = words_of(found)
    found.clear(keep_tail=True)
    return said


def _set_notes_apart(text: Any) -> None:
    """Make paragraphs of the notes, each behind the one that it stands in."""
    for note in reversed(named(text, "note")):
        around = [each for each in note.iterancestors() if name_of(each) in PARAGRAPHS]
        note.tag = "p"
        if around and around[-1].getparent() is not None:
            tail, note.tail = note.tail, None
            before = note.getprevious()
            if before is None:
                note.getparent().text = (note.getparent().text or "") + (tail or "")
            else:
                before.tail = (before.tail or "") + (tail or "")
            around[-1].addnext(note)


def _printed_in(source: Iterable[Any], title: str) -> str:
    """Return the newspaper or book that a text in TEI was printed in, or else its publisher."""
    titles = [one for each in source for one in named(each, "title")]
    kinds = {words_of(one): attribute(one, "level") for one in titles}
    journal = next((name for name, kind in kinds.items() if kind == "j"), "")
    others = (name for name, kind in kinds.items() if kind != "a" and name != title)
    publishers = (_first(each, "publisher") for each in source)
    return journal or next(filter(None, chain(others, publishers)), "")


def _alto(root: Any) -> Part:
    """Return pages in ALTO: their lines as they are broken, a blank line between blocks."""
    pages = [_page_of_alto(page) for page in named(root, "page") or [root]]
    # Cleaning knows the end of a page by the form feed.
    return _with_text("\n\f".join(filter(None, pages)), {"pages": list(page_starts(pages))})


def _page_of_alto(page: Any) -> str:
    blocks = []
    for block in named(page, "textblock"):
        lines = []
        for line in named(block, "textline"):
            words = []
            for each in line:
                if name_of(each) == "string":
                    words.append(attribute(each, "content"))
                elif name_of(each) == "hyp" and words:
                    words[-1] += attribute(each, "content") or "-"
            lines.append(" ".join(words))
        blocks.append("\n".join(lines))
    return "\n\n".join(filter(None, blocks))


def _text_of(body: Any, kinds: Collection[str] = PARAGRAPHS) -> str:
    """Return the text of a body: its paragraphs, or as it stands where it has none."""
    if not any(name_of(each) in kinds for each in body.iter(etree.Element)):
        return raw_text(body).strip()
    return "\n\n".join(filter(None, paragraphs(body, kinds)))


def _with_text(text: str, metadata: Mapping[str, object]) -> Part:
    metadata = {key: value for key, value in metadata.items() if value}
    return Part(text, metadata, problem="" if text.strip() else "has no text")


def _first(root: Any, *names: str) -> str:
    for name in names:
        if found := next(filter(None, map(words_of, named(root, name))), ""):
            return found
    return ""


def _child(element: Any, name: str) -> str:
    return next((words_of(child) for child in element if name_of(child) == name), "")


def _held(root: Any, name: str, said: str) -> str:
    return next((attribute(each, said) for each in named(root, name)), "")
