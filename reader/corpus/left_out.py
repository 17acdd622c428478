"""Counts of the files in the folder of a corpus that are no documents of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace

from reader.corpus.notes import NoteKind, ReadingNote
from reader.text import numbered

NO_TEXT = "record without a text"  # the kind of those among records with one
_ENDINGS = 3  # endings named in a message


@dataclass(slots=True)
class LeftOut:
    """The files that a scan has left out, by paths relative to the corpus.

    ``kinds`` are files of other kinds, ``links`` are symbolic links to what is in the corpus
    anyway, ``leads`` those that lead out of it, ``folders`` are hidden ones, ``programs`` those
    that programs keep for themselves, ``hidden`` are hidden files. ``textless`` are files of
    records without a text, each with why: the fields that they have. ``unreadable`` are documents
    that can't be read, as the reader of them has found, each with why. ``answers`` counts, by
    their kinds, those in archives of the web that are no pages, and records without a text among
    others.
    """

    kinds: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    programs: list[str] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    textless: dict[str, str] = field(default_factory=dict)
    unreadable: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Counter[str]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Yield each path with why it is left out."""
        yield from ((path, "another kind of file") for path in self.kinds)
        yield from ((path, "a link to what is here anyway") for path in self.links)
        yield from (
            (path, "a link out of the folder: open what it leads to") for path in self.leads
        )
        yield from ((path, "a hidden folder") for path in self.folders)
        yield from ((path, "a folder that a program keeps") for path in self.programs)
        yield from ((path, "a hidden file") for path in self.hidden)
        yield from self.textless.items()
        yield from self.unreadable.items()
        yield from ((path, describe_answers(counts)) for path, counts in self.answers.items())

    def without(self, files: Callable[[str], bool]) -> LeftOut:
        """Return it without the files of other kinds whose paths make ``files`` true."""
        return replace(self, kinds=[path for path in self.kinds if not files(path)])

    def __str__(self) -> str:
        """Return it as a line; empty where nothing is left out."""
        return f"Left out: {self.counts}" if self.counts else ""

    @property
    def in_archive(self) -> ReadingNote:
        """A note on an archive of which these are the members."""
        return ReadingNote(f"{self} in an archive", NoteKind.ARCHIVE)

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
            parts.append(numbered(len(self.unreadable), "unreadable file"))
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
        if self.answers:
            parts.append(describe_answers(sum(self.answers.values(), Counter())))
        return ", ".join(parts)


def describe_answers(counts: Counter[str]) -> str:
    """Return the counts of records without a text, and of answers that are no pages, in words."""
    records = counts[NO_TEXT]
    answers = Counter({kind: count for kind, count in counts.items() if kind != NO_TEXT})
    parts = []
    if answers:
        kinds = ", ".join(f"{kind}: {count:,}" for kind, count in answers.most_common())
        count = numbered(answers.total(), "answer that is no page", "answers that are no pages")
        parts.append(f"{count} ({kinds})")
    if records:
        parts.append(numbered(records, "record without a text", "records without a text"))
    return ", ".join(parts)


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
