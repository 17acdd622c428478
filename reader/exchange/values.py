"""Values of an export: the annotations of one corpus, apart from how they are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, Self

from reader.authored import (
    CONTEXT,
    Authored,
    CorrectionFields,
    LinkFields,
    SavedViewFields,
    TagFields,
)
from reader.text import counted, json_line, name_form, numbered

_NAMED = 3  # links that are left out, of one kind

LINK_KINDS = ("exact", "same-page", "edited", "reworded", "quoting", "same-event")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Authored):
    """An item of an export; documents and tags are named in it, not given by ids.

    A document of which nothing was said itself has an empty id and revision 0.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class TagItem(Item, TagFields):
    """A tag of the codebook, as it is exchanged."""


class TagCount(NamedTuple):
    """The numbers of passages and documents that have a tag."""

    passages: int = 0
    documents: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentItem(Item):
    """A document: its path in the corpus, what its article says of itself, and how it stands.

    ``sha256`` is that of its source in UTF-8, ``date`` is in ISO 8601 where it could be read so,
    ``url`` is its address on the web, ``length`` what a press database says of it.
    ``tags`` are names, as those of a passage are.
    """

    path: str
    sha256: str = ""
    title: str | None = None
    byline: str | None = None
    date: str | None = None
    source: str | None = None
    url: str = ""
    length: str = ""
    status: str = "unread"
    tags: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageItem(Item):
    """A span of a document, in code points of the source that ``sha256`` is of.

    ``document`` is a path and ``tags`` are names, in the order in which they were set.
    """

    document: str
    sha256: str
    start: int
    end: int
    quote: str
    prefix: str = ""
    suffix: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""

    @classmethod
    def cut(
        cls,
        document: str,
        text: str,
        start: int,
        end: int,
        *,
        tags: tuple[str, ...],
        note: str = "",
        quote: str = "",
        **others: Any,
    ) -> Self:
        """Return the passage ``text[start:end]`` of a text that another tool holds.

        Its offsets are those of that text, and its hash is empty: the import finds its place.
        ``quote`` are the words that the tool says stand there; where others do, the passage is of
        these, and the import seeks them. ``others`` are the values of further fields.
        """
        place = _place(text, start, end)
        if quote and not same_words(quote, place["quote"]):
            place |= {"quote": quote, "prefix": "", "suffix": ""}
        return cls(document=document, sha256="", tags=tags, note=note, **place, **others)

    def at(self, text: str, start: int, end: int) -> Self:
        """Return it as the passage ``text[start:end]``, with what surrounds that."""
        return replace(self, **_place(text, start, end))


def same_words(quote: str, other: str) -> bool:
    """Tell whether two quotes are of the same words, whatever blanks a tool has between them."""
    return quote == other or quote.split() == other.split() != []


def _place(text: str, start: int, end: int) -> dict[str, Any]:
    return {
        "start": start,
        "end": end,
        "quote": text[start:end],
        "prefix": text[max(0, start - CONTEXT) : start],
        "suffix": text[end : end + CONTEXT],
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedPassageItem(PassageItem):
    """A passage that another tool suggests; ``certainty`` is in percent, 0 where it gave none.

    ``answer`` is ``open``, or ``rejected`` by a person.
    """

    tool: str = ""
    certainty: int = 0
    answer: str = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkItem(Item, LinkFields):
    """A link and a person's verdict on it, ``accepted`` or ``rejected``, as they are exchanged."""

    verdict: str = "accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionItem(Item, CorrectionFields):
    """A correction of the recogniser, as it is exchanged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedViewItem(Item, SavedViewFields):
    """A saved query, as it is exchanged."""


# The items of a bundle by the names that it has them under, here and in our own JSON.
ITEMS: Mapping[str, type[Item]] = {
    "tags": TagItem,
    "documents": DocumentItem,
    "passages": PassageItem,
    "links": LinkItem,
    "corrections": CorrectionItem,
    "suggested": SuggestedPassageItem,
    "views": SavedViewItem,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateItem:
    """A likely link between two documents, as it is exchanged; ``score`` is from 0 to 1.

    ``sha_a`` and ``sha_b`` are the SHA-256 of the sources that it saw.
    """

    a: str
    b: str
    kind: str
    score: float
    evidence: Mapping[str, Any]
    sha_a: str
    sha_b: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """The annotations of a corpus: its name, the time of export, and all items.

    Tags are in the order of the codebook and have names of their own (see ``distinct``); what
    passages and links refer to is there. ``texts`` are the texts by the paths of their documents
    which the offsets of passages count in, for formats that carry them; without them they are
    offsets of the sources. ``pages`` are those that passages stand on, by their ids, for formats
    that people read. ``names`` are the names in the texts (start, end, type), for formats that hold
    them. ``suggested`` are passages that another tool suggests and nobody has set.
    ``unused`` are the names of tags that are on nothing in the whole corpus; ``given`` has, by
    their names, tags as reader itself would have made them: where a tag differs, it is a person's.
    ``left_out`` tells, in words, what a file holds that has no place here. ``in_utf16`` tells that
    offsets are code units of UTF-16, and may be wrong; a passage without a position has no length.
    ``exporter`` is the author who exports; ``joined`` counts the passages of a file that are one
    with another on their place here, ``moved`` those that stood elsewhere than their offsets say.
    """

    corpus: str = ""
    exported: str = ""
    tags: tuple[TagItem, ...] = ()
    documents: tuple[DocumentItem, ...] = ()
    passages: tuple[PassageItem, ...] = ()
    links: tuple[LinkItem, ...] = ()
    corrections: tuple[CorrectionItem, ...] = ()
    views: tuple[SavedViewItem, ...] = ()
    candidates: tuple[CandidateItem, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, tuple[tuple[int, int, str], ...]] = field(default_factory=dict)
    suggested: tuple[SuggestedPassageItem, ...] = ()
    unused: frozenset[str] = frozenset()
    given: Mapping[str, TagItem] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    in_utf16: bool = False
    exporter: str = ""
    joined: int = 0
    moved: int = 0

    @property
    def tags_in_use(self) -> frozenset[str]:
        """The names of the tags that are on something in it."""
        tagged: Sequence[PassageItem | DocumentItem]
        tagged = (*self.passages, *self.suggested, *self.documents)
        return frozenset(tag for one in tagged for tag in one.tags)


@dataclass(slots=True)
class GrowingBundle:
    """The bundle of a tool that knows texts, tags and passages alone, while its file is read.

    ``documents`` are those that it says more of, ``tags`` the names that no passage need have.
    ``left_out`` counts what else is in the file, ``placeless`` tells each passage that has no place
    in its text, ``relations`` are those between passages, as ``links_in_words`` takes them.
    """

    texts: dict[str, str] = field(default_factory=dict)
    documents: list[DocumentItem] = field(default_factory=list)
    passages: list[PassageItem] = field(default_factory=list)
    suggested: list[SuggestedPassageItem] = field(default_factory=list)
    tags: dict[str, None] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    placeless: list[str] = field(default_factory=list)
    relations: list[tuple[str, str, str]] = field(default_factory=list)
    joined: int = 0

    def bundle(self) -> Bundle:
        """Return the bundle of what was read."""
        by_path = {document.path: document for document in self.documents}
        tagged: Sequence[PassageItem | DocumentItem]
        tagged = (*self.passages, *self.suggested, *self.documents)
        tags = dict.fromkeys((*self.tags, *(tag for one in tagged for tag in one.tags)))
        return Bundle(
            tags=tuple(TagItem(name=name) for name in tags),
            documents=tuple(by_path.get(path) or DocumentItem(path=path) for path in self.texts),
            passages=tuple(self.passages),
            suggested=tuple(self.suggested),
            texts=self.texts,
            joined=self.joined,
            left_out=(
                *self.placeless,
                *(counted(count, what) for what, count in self.left_out.items() if count),
                *links_in_words("relation", self.relations, "of passages, by ids of the file"),
            ),
        )


def links_in_words(what: str, links: Iterable[tuple[str, str, str]], why: str) -> tuple[str, ...]:
    """Return a line for each kind of links that are left out: how many, why, and the first few.

    A link is its kind, where it comes from and where it leads; ``what`` is the word for one.
    """
    kinds: dict[str, list[str]] = {}
    for kind, a, b in links:
        kinds.setdefault(kind, []).append(f"{a} → {b}")
    return tuple(
        f"{numbered(len(ends), what)}{kind and f' “{kind}”'} {why}: {', '.join(ends[:_NAMED])}"
        + (", …" if len(ends) > _NAMED else "")
        for kind, ends in kinds.items()
    )


def loose_parents(tags: Sequence[TagItem]) -> Iterator[tuple[int, str]]:
    """Yield the number of each tag whose place in the tree can't be, and what is wrong with it."""
    parents = {tag.name: tag.parent for tag in tags}
    for index, tag in enumerate(tags):
        above, steps = tag.parent, 0
        while above is not None and above in parents and steps <= len(tags):
            above, steps = parents[above], steps + 1
        if above is not None:
            why = "is above itself" if above in parents else "is not in tags"
            yield index, f"{json_line(above)} {why}"


def distinct(names: Sequence[str], alike: Callable[[str], str] = str) -> list[str]:
    """Return ``names`` with a number after those that were there before: ``claim (2)``.

    ``alike`` gives the form that names are compared by.
    """
    taken = set(map(alike, names))
    result: list[str] = []
    seen: set[str] = set()
    for name in names:
        unique, number = name, 2
        while alike(unique) in seen or (unique != name and alike(unique) in taken):
            unique, number = f"{name} ({number})", number + 1
        seen.add(alike(unique))
        result.append(unique)
    return result


def distinct_tags(names: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """Return names of tags that differ in any case, and in words what had to be changed for it."""
    found = distinct(names, name_form)
    pairs = zip(names, found, strict=True)
    return found, tuple(f"a second tag “{old}”: it is “{new}”" for old, new in pairs if old != new)
