"""Counts of the files in the folder of a corpus that are no documents of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace

from reader.errors import CorpusError
from reader.text import numbered

# Answers in archives of the web that are no pages, by their kinds.
SEEN_BEFORE, OTHER, FAILED, EMPTY = (
    "seen before",
    "of other kinds",
    "errors or redirects",
    "empty",
)
_ANSWERS = frozenset((SEEN_BEFORE, OTHER, FAILED, EMPTY))
LINKS = "is a list of links to others"  # in an issue
# Why files are left out, by the names of their lists.
_REASONS = {
    "kinds": "another kind of file",
    "links": "a link to what is here anyway",
    "leads": "a link out of the folder: open what it leads to",
    "folders": "a hidden folder",
    "programs": "a folder that a program keeps",
    "hidden": "a hidden file",
}
_MEMBERS = frozenset(_REASONS.values())
_ENDINGS = 3  # endings named in a message


class NoTextError(CorpusError):
    """A file that could hold documents, and of which nothing has a text."""


@dataclass(slots=True)
class LeftOut:
    """The files that a scan has left out, by paths relative to the corpus.

    ``kinds`` are files of other kinds, ``links`` are symbolic links to what is in the corpus
    anyway, ``leads`` those that lead out of it, ``folders`` are hidden ones, ``programs`` those
    that programs keep for themselves, ``hidden`` are hidden files. ``textless`` are files in which
    nothing has a text, each with why, as the fields of its records. ``unreadable`` are documents
    that can't be read, as the reader of them has found, each with why. ``within`` counts by its
    kind what is left out of a file that has documents; that of a record is why it has no text.
    """

    kinds: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    programs: list[str] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    textless: dict[str, str] = field(default_factory=dict)
    unreadable: dict[str, str] = field(default_factory=dict)
    within: dict[str, Counter[str]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Yield each path with why it is left out."""
        for name, reason in _REASONS.items():
            yield from ((path, reason) for path in getattr(self, name))
        yield from self.textless.items()
        yield from self.unreadable.items()
        for path, counts in self.within.items():
            yield path, describe_within(counts, is_told=True)

    def without(self, files: Callable[[str], bool]) -> LeftOut:
        """Return it without the files of other kinds whose paths make ``files`` true."""
        return replace(self, kinds=[path for path in self.kinds if not files(path)])

    def __str__(self) -> str:
        """Return it as a line; empty where nothing is left out."""
        return f"Left out: {self.counts}" if self.counts else ""

    @property
    def counts(self) -> str:
        """The counts of what is left out, in words; empty where nothing is."""
        parts = []
        if self.kinds:
            files = numbered(len(self.kinds), "file of another kind", "files of other kinds")
            parts.append(f"{files} ({_endings(self.kinds)})")
        if self.textless:
            files = numbered(len(self.textless), "file without a text", "files without a text")
            parts.append(f"{files} ({_endings(self.textless)})")
        if self.unreadable:
            parts.append(numbered(len(self.unreadable), "unreadable document"))
        if self.links:
            parts.append(numbered(len(self.links), "link"))
        if self.leads:
            parts.append(numbered(len(self.leads), "link out of it", "links out of it"))
        if self.folders:
            parts.append(numbered(len(self.folders), "hidden folder"))
        if self.programs:
            kept = numbered(len(self.programs), "folder of a program", "folders of programs")
            parts.append(kept)
        if self.hidden:
            parts.append(numbered(len(self.hidden), "hidden file"))
        if self.within:
            parts.append(describe_within(sum(self.within.values(), Counter())))
        return ", ".join(parts)


def describe_within(counts: Counter[str], *, is_told: bool = False) -> str:
    """Return the counts of what is left out of files that hold several documents, in words.

    ``is_told`` adds why a record has no text.
    """
    answers, members, records = Counter[str](), Counter[str](), Counter[str]()
    for kind, count in counts.items():
        each = answers if kind in _ANSWERS else members if kind in _MEMBERS else records
        each[kind] = count
    parts = []
    if links := records.pop(LINKS, 0):
        parts.append(numbered(links, "list of links", "lists of links"))
    for found, one, more in (
        (answers, "answer that is no page", "answers that are no pages"),
        (members, "file in an archive", "files in archives"),
    ):
        if found:
            kinds = ", ".join(f"{kind}: {count:,}" for kind, count in found.most_common())
            parts.append(f"{numbered(found.total(), one, more)} ({kinds})")
    if records:
        told = numbered(records.total(), "record without a text", "records without a text")
        parts.append(f"{told}: {records.most_common(1)[0][0]}" if is_told else told)
    return ", ".join(parts)


def no_article(document: str, dropped: Counter[str]) -> NoTextError:
    """Return the error of a file of which everything is dropped, or that holds nothing."""
    why = next((kind for kind in dropped if kind not in _ANSWERS), "")
    but = f", but {describe_within(dropped)}" if dropped else ""
    return NoTextError(why or f"there is no article in it{but}", place=document)


def _endings(paths: Collection[str]) -> str:
    """Return the commonest endings of files, with how many have each where there are several."""
    endings = Counter(map(ending_of, paths))
    common = endings.most_common(_ENDINGS)
    named = [f"{count:,} {ending}" if len(endings) > 1 else ending for ending, count in common]
    return ", ".join([*named, "…"] if len(endings) > _ENDINGS else named)


def ending_of(path: str) -> str:
    """Return the ending of a file's name, in small letters and with its dot."""
    name = path.rpartition("/")[2]
    dot = name.rfind(".")
    return name[dot:].lower() if dot > 0 else "no ending"
