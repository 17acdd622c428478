"""The check of an annotation file: faults, and passages that need a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from reader import safe_files
from reader.annotations.anchoring import Finding, Standing
from reader.annotations.file import main_file
from reader.annotations.file.merging.merge import merged
from reader.annotations.file.merging.merge_bases import META
from reader.annotations.following import find_passages
from reader.annotations.ids import uuid7
from reader.annotations.line_table import LineTable
from reader.annotations.record_codec import JSON, faults
from reader.annotations.records import TABLES, Passage, Record, Tag
from reader.annotations.store import Store
from reader.errors import StoreError
from reader.text import one_line

_NOT_THERE = "The document is not in the corpus"


@dataclass(frozen=True, slots=True)
class SoundnessReport:
    """The result of ``check`` for one document."""

    document: str
    findings: list[Finding] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def needs_person(self) -> bool:
        """Tell whether somebody has to look: at something wrong, or a passage without its place."""
        return bool(self.problems) or any(
            finding.standing is Standing.ORPHANED for finding in self.findings
        )

    def row(self) -> dict[str, JSON]:
        """Return the report as ``reader check --format json`` prints it."""
        return {
            "document": self.document,
            "passages": [_row(finding) for finding in self.findings],
            "problems": list(self.problems),
        }


def check(
    store: Store,
    documents: Iterable[tuple[str, str, str]],
    renamed: Mapping[str, str] = MappingProxyType({}),
    unreadable: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[SoundnessReport]:
    """Yield a report for each document that is annotated or given.

    ``documents`` are the corpus: id, source and its hash. Annotated documents that are not among
    them come last. ``renamed`` are new names by those that annotations still have: see
    ``find_renamed``. ``unreadable`` has the faults of those documents that can't be read.
    """
    names = {old: old for old in store.documents()} | dict(renamed)
    known_as: dict[str, list[str]] = {}
    for old, new in names.items():
        known_as.setdefault(new, []).append(old)
    tags = {tag.id for tag in store.tags()}
    seen = set()
    for document, source, sha256 in documents:
        seen.add(document)
        findings = [
            finding
            for old in known_as.get(document, ())
            for finding in find_passages(store, old, source, sha256)
        ]
        passages = (finding.passage for finding in findings)
        yield SoundnessReport(document, findings, list(_unknown_tags(passages, tags)))
    for document in sorted(known_as.keys() - seen):
        passages_ = (p for old in known_as[document] for p in store.passages(old))
        lost = [Finding(passage, Standing.ORPHANED) for passage in passages_]
        fault = unreadable.get(document)
        problem = f"The document can't be read: {fault}" if fault else _NOT_THERE
        yield SoundnessReport(document, lost, [problem])


def health(store: Store) -> list[str]:
    """Return the faults of the annotation file itself, in words."""
    problems = list(store.notices)
    for name, kind in TABLES.items():
        problems += _unsound(name, kind, store.rows(kind))
    names: dict[str, str] = {}
    tags = store.all(Tag)
    for tag in tags:
        if names.setdefault(tag.name, tag.id) != tag.id:
            problems.append(f"tags: there are two of the name {one_line(tag.name)}")
    for tag in tags:
        kept = store.rows(Tag)[tag.id].get("key", "")
        if kept != tag.key:
            problems.append(
                f"tags: the key {one_line(repr(kept))} of {one_line(tag.name)} can't be one"
            )
    tag_ids = {tag.id for tag in tags}
    lost = Counter(tag for passage in store.all(Passage) for tag in set(passage.tags) - tag_ids)
    for tag_id, count in lost.items():
        having = "passages have" if count > 1 else "passage has"
        problems.append(
            f"tags: {one_line(tag_id)} is not in the codebook, but {count:,} {having} it"
        )
    return problems


@dataclass(frozen=True, slots=True)
class MergedFile:
    """The text of a merged file, what was irregular in its sources, and what both have changed."""

    data: bytes
    problems: list[str]
    clashes: list[str]


def merge_files(base: Path, ours: Path, theirs: Path) -> MergedFile:
    """Merge two annotation files that come from ``base``.

    An empty or missing base is none. Raises StoreError where a file can't be read, or is no
    annotation file: what holds nothing would be taken for everything deleted.
    """
    problems: list[str] = []
    clashes: list[str] = []
    found: list[main_file.FileContents] = []
    for path in (base, ours, theirs):
        try:
            empty = path == base and (safe_files.signature(path) or (0, 0, 0))[2] == 0
            contents = main_file.FileContents() if empty else main_file.read(path)
        except OSError as error:
            reason = error.strerror or str(error)
            raise StoreError(f"It can't be read ({reason})", place=str(path)) from error
        if contents.schema > main_file.SCHEMA:
            raise StoreError("It was written by a newer version", place=str(path))
        if not empty and not contents.says_so:
            raise StoreError("It is no annotation file: it has no table meta", place=str(path))
        problems += (f"{path}: {problem}" for problem in contents.problems)
        clashes += (f"{path}: {clash}" for clash in contents.clashes)
        found.append(contents)
    before, one, other = found
    merge = merged(before.tables, one.tables, other.tables)
    merge.tables.pop(META, None)
    meta = one.meta | {"save": uuid7()}
    for name, kind in TABLES.items():
        problems += _unsound(name, kind, merge.tables.get(name, LineTable()))
    chunks = main_file.chunks(merge.tables, one.extras | other.extras, meta)
    return MergedFile(b"".join(chunks), problems, clashes + merge.clashes)


def _unsound(name: str, kind: type[Record], rows: LineTable) -> Iterator[str]:
    """Yield the fault of each row of a table that holds no record."""
    for key, fault in faults(kind, rows.lines):
        yield f"{name}: {one_line(key)} {fault}"


def _unknown_tags(passages: Iterable[Passage], tags: set[str]) -> Iterator[str]:
    for passage in passages:
        for tag in passage.tags:
            if tag not in tags:
                yield f"Passage {passage.id} has a tag that is not in the codebook: {one_line(tag)}"


def _row(finding: Finding) -> JSON:
    span = finding.span
    return {
        "id": finding.passage.id,
        "status": finding.standing.value,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "quote": finding.passage.anchor.quote,
    }
