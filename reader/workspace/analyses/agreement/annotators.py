"""The annotations of each of several people, from their annotation files or exports."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from reader import safe_files
from reader.annotations import (
    Anchor,
    DocumentState,
    Link,
    Passage,
    Status,
    Store,
    Verdict,
    find_renamed,
    moved_records,
    present_passages,
    seek,
)
from reader.authored import converted
from reader.errors import FormatError, ReaderError, StoreError
from reader.exchange import FORMATS, Bundle, DocumentItem, LinkItem, PassageItem, TagItem, distinct
from reader.text import Span, numbered
from reader.workspace.analyses.agreement.coefficients import Annotator, Mark

T = TypeVar("T")
_OURS = b'"article-reader"'
_ONLY_CANDIDATES = "candidates"  # the format that holds nobody's work
_HEAD = 200  # bytes in which an export of ours says what it is


@dataclass(frozen=True, slots=True)
class Remarks:
    """The words of several people beside their marks.

    ``notes`` are those of all on a span of a document, ``tags`` have by their names what the first
    says who has them. ``documents`` have the status and the tags that all give who have judged
    them, and the notes of all; those are out of which nothing is said so. ``on_links`` are the
    notes of all on a link, by its documents and kind, "" where it was rejected; ``rejected`` are
    the links that two people at least have rejected and nobody has set.
    """

    notes: Mapping[tuple[str, Span], tuple[str, ...]]
    tags: Mapping[str, TagItem]
    documents: tuple[DocumentItem, ...]
    on_links: Mapping[tuple[frozenset[str], str], tuple[str, ...]] = field(default_factory=dict)
    rejected: tuple[LinkItem, ...] = ()


@dataclass(frozen=True, slots=True)
class ComparedAnnotators:
    """The people that are compared, and the texts of the documents that their offsets count in.

    ``left_out`` tells which marks do not stand in these texts, by how many of whose, and in how
    many documents they say otherwise of the whole.
    """

    people: tuple[Annotator, ...]
    remarks: Remarks
    texts: Mapping[str, str]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _QuotedMark:
    """A mark with the words that it was set on."""

    mark: Mark
    quote: str
    note: str


@dataclass(frozen=True, slots=True)
class _Work:
    """The work of one person in a file."""

    documents: frozenset[str]
    marks: tuple[_QuotedMark, ...]
    links: Sequence[Link | LinkItem]
    texts: Mapping[str, str]
    tags: Sequence[TagItem]
    states: Mapping[str, DocumentItem]


# Where fewer files than two are named.
TOO_FEW = "Name the files of two people at least"


def read_annotators(
    files: Sequence[Path],
    style: str | None = None,
    text_of: Callable[[str], str | None] = lambda _: None,
    hashes: Callable[[], Mapping[str, str]] = dict,
) -> ComparedAnnotators:
    """Return the people whose work files hold: annotation files, or exports as ``style``.

    Without it the first format counts that the end of a file's name fits.

    A document counts as judged where anything was marked in it or its status is not unread, in the
    files of other tools where its text is. ``text_of`` gives the texts of the corpus, which count
    more than those of the files: passages are followed to where they stand in these. ``hashes``
    gives those of its documents: what an annotation file keeps of a document that has another name
    now counts for that.

    Raises:
        ReaderError: where a file can't be read, or no text of a document is known.
    """
    works = [_work(path, style, text_of, hashes) for path in files]
    texts: dict[str, str] = {}
    for work in reversed(works):
        texts |= work.texts
    for document in {document for work in works for document in work.documents}:
        if (text := text_of(document)) is not None:
            texts[document] = text
    left_out: Counter[str] = Counter()
    documents, otherwise = _documents(works)
    people = []
    for name, work in zip(distinct([_name(path) for path in files]), works, strict=True):
        marks = set()
        for one in work.marks:
            mark = one.mark
            if mark.document not in texts:
                raise ReaderError(
                    f"the text of {mark.document} is not known",
                    remedy="Name the corpus with --corpus",
                )
            if texts[mark.document][mark.start : mark.end] == one.quote:
                marks.add(mark)
            else:
                left_out[name] += 1
        people.append(
            Annotator(
                name=name,
                documents=work.documents & texts.keys(),
                marks=frozenset(marks),
                notes={about: "\n\n".join(notes) for about, notes in _notes([work]).items()},
                kinds=_kinds(work.links),
            )
        )
    return ComparedAnnotators(
        people=tuple(people),
        remarks=Remarks(
            notes=_notes(works),
            tags={tag.name: tag for work in reversed(works) for tag in work.tags},
            documents=documents,
            on_links=_on_links(works),
            rejected=_rejected(works),
        ),
        texts=texts,
        left_out=(
            *(
                f"{numbered(count, 'passage')} of {name}, whose words are not in the text"
                for name, count in left_out.items()
            ),
            *otherwise,
        ),
    )


def together(notes: Iterable[tuple[T, str]]) -> dict[T, tuple[str, ...]]:
    """Return the notes on each thing, each once."""
    found: dict[T, dict[str, None]] = {}
    for about, note in notes:
        if note:
            found.setdefault(about, {}).setdefault(note)
    return {about: tuple(said) for about, said in found.items()}


def _notes(works: Iterable[_Work]) -> dict[tuple[str, Span], tuple[str, ...]]:
    marks = (one for work in works for one in work.marks)
    return together(((one.mark.document, one.mark.span), one.note) for one in marks)


def _on_links(works: Iterable[_Work]) -> dict[tuple[frozenset[str], str], tuple[str, ...]]:
    links = (one for work in works for one in work.links)
    return together(((frozenset((one.a, one.b)), link_kind(one)), one.note) for one in links)


def _rejected(works: Iterable[_Work]) -> tuple[LinkItem, ...]:
    """Return the links that two at least have rejected and nobody has set, as the first has it."""
    found: dict[frozenset[str], list[Link | LinkItem]] = {}
    for one in (one for work in works for one in work.links):
        found.setdefault(frozenset((one.a, one.b)), []).append(one)
    return tuple(
        LinkItem(a=links[0].a, b=links[0].b, kind=links[0].kind, verdict="rejected")
        for links in found.values()
        if len(links) > 1 and all(one.verdict == Verdict.REJECTED for one in links)
    )


def _documents(works: Sequence[_Work]) -> tuple[tuple[DocumentItem, ...], list[str]]:
    """Return all verdicts on documents that two people at least have judged.

    Where they differ is told with the number of documents.
    """
    found = []
    differ: Counter[str] = Counter()
    for path in sorted({path for work in works for path in work.documents}):
        unsaid = DocumentItem(path=path)
        states = [work.states.get(path, unsaid) for work in works if path in work.documents]
        if len(states) < 2:
            continue
        status = states[0].status
        shared = tuple(tag for tag in states[0].tags if all(tag in one.tags for one in states))
        is_shared = all(one.status == status for one in states)
        differ["statuses"] += not is_shared
        differ["tags"] += any(set(one.tags) != set(shared) for one in states)
        notes = "\n\n".join(dict.fromkeys(one.note for one in states if one.note))
        status = status if is_shared else unsaid.status
        agreed = replace(unsaid, status=status, tags=shared, note=notes)
        if agreed != unsaid:
            found.append(agreed)
    told = ((what, count) for what, count in differ.items() if count)
    return tuple(found), [
        f"{numbered(count, 'document')} whose {what} differ" for what, count in told
    ]


def _name(path: Path) -> str:
    """Return the name of a person by that of the file, or of its folder where files are alike."""
    return path.stem if path.name != "annotations.json" else path.absolute().parent.name


def _work(
    path: Path,
    style: str | None,
    text_of: Callable[[str], str | None],
    hashes: Callable[[], Mapping[str, str]],
) -> _Work:
    try:
        data = safe_files.read_named(path)
    except OSError as error:
        raise FormatError(f"it can't be read ({error.strerror})", place=str(path)) from error
    if style is None:
        fitting = (
            name
            for name, one in FORMATS.items()
            if one.reads and one.suffix == path.suffix and name != _ONLY_CANDIDATES
        )
        style = next(fitting, "json")
    if style == "json" and _OURS not in data[:_HEAD]:
        return _of_store(path, text_of, hashes())
    return _of_bundle(FORMATS[style].read(data, str(path)), text_of)


def _of_bundle(bundle: Bundle, text_of: Callable[[str], str | None]) -> _Work:
    marks = tuple(
        _QuotedMark(Mark(each.document, *_place(each, text_of), tag), each.quote, each.note)
        for each in bundle.passages
        for tag in each.tags or ("",)
    )
    judged = {each.path for each in bundle.documents if each.status != Status.UNREAD}
    return _Work(
        documents=frozenset(judged | {one.mark.document for one in marks} | bundle.texts.keys()),
        marks=marks,
        links=bundle.links,
        texts=bundle.texts,
        tags=bundle.tags,
        states={one.path: one for one in bundle.documents},
    )


def _place(item: PassageItem, text_of: Callable[[str], str | None]) -> tuple[int, int]:
    """Return the place of a passage in the text of the corpus; where it has none, the written."""
    text = text_of(item.document)
    if text is None or text[item.start : item.end] == item.quote:
        return item.start, item.end
    passage = Passage(document=item.document, anchor=converted(Anchor, item))
    span = seek(text, passage)
    return (span.start, span.end) if span else (item.start, item.end)


def link_kind(texts: Link | LinkItem) -> str:
    """Return the kind of a link, "" where it was rejected."""
    return texts.kind if texts.verdict == Verdict.ACCEPTED else ""


def _kinds(links: Iterable[Link | LinkItem]) -> dict[frozenset[str], str]:
    """Return the kinds of accepted links by their two documents."""
    accepted = (one for one in links if one.verdict == Verdict.ACCEPTED and one.a != one.b)
    return {frozenset((one.a, one.b)): one.kind for one in accepted}


def marks_of(passage: Passage, names: Mapping[str, str]) -> Iterator[Mark]:
    """Yield the mark of each tag of a passage, or of none; ``names`` are those of tags by id."""
    for tag in passage.tags or ("",):
        yield Mark(passage.document, passage.anchor.start, passage.anchor.end, names.get(tag, ""))


def _of_store(
    path: Path, text_of: Callable[[str], str | None], present: Mapping[str, str]
) -> _Work:
    """Return the work in an annotation file, with the texts that it keeps.

    Passages that were set in another text than the corpus has now are where they stand in this.
    """
    with closing(Store.open(path, author="", read_only=True)) as store:
        store.show(moved_records(store, find_renamed(store, present), present))

        def hash_of(document: str) -> str:
            text = text_of(document)
            return "" if text is None else hashlib.sha256(text.encode()).hexdigest()

        store.show(list(present_passages(store, hash_of, text_of)))
        names = {tag.id: tag.name for tag in store.tags()}
        passages = store.all(Passage)
        if store.notices and not passages and not store.all(Link):
            raise FormatError(
                "no annotations can be read from it",
                place=str(path),
                remedy="Name an annotation file, or the format of an export with --from",
            )
        if store.notices or store.unusable:
            raise StoreError(
                "something is wrong with it, and what it holds may not be all",
                place=str(path),
                remedy="Settle it with reader check --repair",
            )
        marks = tuple(
            _QuotedMark(mark, each.anchor.quote, each.note)
            for each in passages
            for mark in marks_of(each, names)
        )
        states = store.all(DocumentState)
        judged = {each.document for each in states if each.status != Status.UNREAD}
        hashes = {each.document: each.anchor.sha256 for each in passages}
        texts = {document: store.text(sha256) for document, sha256 in hashes.items()}
        return _Work(
            documents=frozenset(judged | hashes.keys()),
            marks=marks,
            links=store.all(Link),
            texts={document: text for document, text in texts.items() if text is not None},
            tags=[
                converted(TagItem, tag, parent=names.get(tag.parent or "")) for tag in store.tags()
            ],
            states={
                each.document: converted(
                    DocumentItem,
                    each,
                    path=each.document,
                    status=str(each.status),
                    tags=tuple(names[tag] for tag in each.tags if tag in names),
                )
                for each in states
            },
        )
