"""brat (https://brat.nlplab.org/standoff.html): a ZIP of texts with annotations beside them.

Offsets are code points. A passage is a text-bound annotation for each of its tags, in a fragment
for each line; its note is an ``AnnotatorNotes``. The names of types take no blanks and no letters
but those of ASCII, so ``visual.conf`` has the names of the tags for the screen, and
``documents.json``, which brat passes over, has them and the paths of the documents as they are.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from reader.errors import FormatError
from reader.exchange.losses import in_texts, joined, line_breaks, lost_blanks
from reader.exchange.shared.archives import Unzipped, member_names, zipped
from reader.exchange.shared.foreign_json import no_span, parsed, refused
from reader.exchange.shared.passage_order import by_document, on_words
from reader.exchange.shared.type_names import type_names
from reader.exchange.values import Bundle, GrowingBundle, PassageItem, TagItem, distinct
from reader.text import Span, one_line, trimmed

HOLDS = (
    "notes",
    "passages without a tag",
    "tags that are on nothing",
    "parents of tags",
    "colours of tags",
)
_INDEX = "documents.json"
_UNTAGGED = "untagged"
_NO_LETTER = re.compile("[^A-Za-z0-9_-]+")
_TYPE = re.compile(r"(\t*)([^\s\[\]]+)\s*")
_BOUND = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)")
_COLOR = re.compile(r"\bbgColor:\s*(#[0-9A-Fa-f]{6})\b")
_NOTE = re.compile(r"#\d+\t\S+ (\S+)\t(.*)")
_OTHERS: Mapping[str, str] = {
    "*": "equivalences",
    "E": "events",
    "A": "attributes",
    "M": "attributes",
    "N": "normalizations",
}


def further_losses(bundle: Bundle) -> Counter[str]:
    """Count what is lost of the sorts of things that ``HOLDS`` names."""
    broken = line_breaks("notes", (one.note for one in in_texts(bundle)))
    return lost_blanks(bundle) + joined(bundle, untagged=True) + broken


def write(bundle: Bundle) -> Iterator[bytes]:
    """Yield an archive with a text and its annotations for each document that has a text."""
    return zipped(_members(bundle))


def _members(bundle: Bundle) -> Iterator[tuple[str, bytes]]:
    types = _types(bundle.tags)
    names = member_names(bundle.texts, ".txt")
    yield "annotation.conf", _annotation_conf(bundle.tags, types).encode()
    yield "visual.conf", _visual_conf(bundle.tags, types).encode()
    index = {
        "documents": {name: path for path, name in names.items()},
        "tags": {kind: name for name, kind in types.items()},
        "untagged": _UNTAGGED,
    }
    yield _INDEX, f"{json.dumps(index, indent=1)}\n".encode()
    for path, passages in by_document(bundle).items():
        text = bundle.texts[path]
        yield names[path], text.encode()
        annotations = "".join(f"{line}\n" for line in _lines(passages, text, types))
        yield f"{names[path].removesuffix('.txt')}.ann", annotations.encode()


def read(data: bytes, place: str) -> Bundle:
    """Return the text-bound annotations of an archive, with their notes.

    Fragments with nothing but blanks between them are one passage, others a passage each, which is
    told. Where other words stand than it says, its words are sought. What else brat holds
    (relations, events, attributes, normalizations) is left out, with how many.
    """
    archive = Unzipped(data, place)
    names = _ArchiveNames.of(archive)
    read_in = GrowingBundle()
    for member in archive:
        if not member.endswith(".ann"):
            continue
        beside = f"{member.removesuffix('.ann')}.txt"
        if beside not in archive:
            raise FormatError(
                f"its text {beside} is missing",
                place=archive.place(member),
                remedy="Put it beside its annotations. Nothing was imported",
            )
        path = names.documents.get(beside, beside)
        read_in.texts[path] = text = archive.text(beside, keeps_mark=True)
        annotations = _Annotations(text, archive.place(member), read_in)
        annotations.take(archive.text(member))
        read_in.passages += annotations.passages(path, names)
        read_in.left_out["notes on relations and events"] += annotations.other_notes
    if not read_in.texts and _INDEX not in archive:
        raise refused("it holds no .ann", place)
    found, in_codebook = read_in.bundle(), {tag.name for tag in names.codebook}
    others = (tag for tag in found.tags if tag.name not in in_codebook)
    return replace(found, tags=(*names.codebook, *others))


def _types(tags: Sequence[TagItem]) -> dict[str, str]:
    """Return the name of a type by that of each tag: of ASCII, without blanks, each another."""
    return type_names(
        (tag.name for tag in tags),
        lambda name: _NO_LETTER.sub("_", name).strip("_") or "tag",
        [_UNTAGGED],
    )


def _annotation_conf(tags: Sequence[TagItem], types: Mapping[str, str]) -> str:
    """Return the types, each a tab further in than its parent's."""
    below: dict[str | None, list[str]] = {}
    for tag in tags:
        below.setdefault(tag.parent if tag.parent in types else None, []).append(tag.name)

    def lines(parent: str | None, depth: int) -> Iterator[str]:
        for name in below.get(parent, ()):
            yield "\t" * depth + types[name]
            yield from lines(name, depth + 1)

    entities = "\n".join((*lines(None, 0), _UNTAGGED))
    return f"[entities]\n{entities}\n[relations]\n[events]\n[attributes]\n"


def _visual_conf(tags: Sequence[TagItem], types: Mapping[str, str]) -> str:
    labels = (f"{types[tag.name]} | {one_line(tag.name).replace('|', '/')}" for tag in tags)
    colors = (f"{types[tag.name]}\tbgColor:{tag.color}" for tag in tags if tag.color)
    return "\n".join(("[labels]", *labels, "[drawing]", *colors, ""))


def _lines(passages: Iterable[PassageItem], text: str, types: Mapping[str, str]) -> Iterator[str]:
    number = notes = 0
    for passage in on_words(passages):
        fragments = list(_fragments(text, passage.start, passage.end))
        places = ";".join(f"{each.start} {each.end}" for each in fragments)
        words = " ".join(each.of(text) for each in fragments)
        for position, tag in enumerate(passage.tags or (_UNTAGGED,)):
            number += 1
            yield f"T{number}\t{types.get(tag, _UNTAGGED)} {places}\t{words}"
            if passage.note and position == 0:
                notes += 1
                note = " ".join(passage.note.splitlines())
                yield f"#{notes}\tAnnotatorNotes T{number}\t{note}"


def _fragments(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the parts of a span that lie in one line each, without blanks at their ends."""
    for line in text[start:end].splitlines(keepends=True):
        span = trimmed(Span(start, start + len(line)), text)
        if span:
            yield span
        start += len(line)


@dataclass(frozen=True, slots=True)
class _ArchiveNames:
    """The names of the documents and tags of an archive, and its codebook."""

    documents: Mapping[str, str]
    tags: Mapping[str, str]
    untagged: str
    codebook: tuple[TagItem, ...]

    @classmethod
    def of(cls, archive: Unzipped) -> _ArchiveNames:
        index = parsed(archive[_INDEX], archive.place(_INDEX)) if _INDEX in archive else {}
        untagged = index.get("untagged") if isinstance(index, dict) else None
        tags = _strings(index, "tags")
        types = [each for each in _hierarchy(archive) if each[0] != untagged]
        labels = _labels(archive) | tags
        whole = {kind: labels.get(kind, kind) for kind, _ in types} | tags
        names = dict(zip(whole, distinct(list(whole.values())), strict=True))
        colors = _colors(archive)
        return cls(
            documents=_strings(index, "documents"),
            tags=names,
            untagged=untagged if isinstance(untagged, str) else "",
            codebook=tuple(
                TagItem(
                    name=names[kind], parent=names.get(parent or ""), color=colors.get(kind, "")
                )
                for kind, parent in types
            ),
        )


def _strings(index: object, name: str) -> dict[str, str]:
    found = index.get(name) if isinstance(index, dict) else None
    pairs = found.items() if isinstance(found, dict) else ()
    return {key: value for key, value in pairs if isinstance(value, str) and value}


def _section(archive: Unzipped, name: str, section: str) -> Iterator[str]:
    """Yield the lines of a section of a configuration of brat's, comments left out."""
    within = False
    for line in archive.text(name).split("\n") if name in archive else ():
        if line.startswith("["):
            within = line.strip() == f"[{section}]"
        elif within and line.strip() and not line.startswith("#"):
            yield line


def _hierarchy(archive: Unzipped) -> Iterator[tuple[str, str | None]]:
    """Yield each type of ``annotation.conf`` with the one that it stands under."""
    above: list[str] = []
    seen: set[str] = set()
    for line in _section(archive, "annotation.conf", "entities"):
        match = _TYPE.match(line)
        if match is None or match[2].startswith(("-", "<", "!")) or match[2] in seen:
            continue  # a separator, a macro, a type that can't be set
        del above[len(match[1]) :]
        yield match[2], above[-1] if above else None
        above.append(match[2])
        seen.add(match[2])


def _labels(archive: Unzipped) -> dict[str, str]:
    """Return the names of types for the screen."""
    found: dict[str, str] = {}
    for line in _section(archive, "visual.conf", "labels"):
        kind, *labels = (part.strip() for part in line.split("|"))
        if labels and labels[0]:
            found[kind] = labels[0]
    return found


def _colors(archive: Unzipped) -> dict[str, str]:
    """Return the colours of types on the screen, where they are in hexadecimal digits."""
    found: dict[str, str] = {}
    for line in _section(archive, "visual.conf", "drawing"):
        kind, _, drawn = line.partition("\t")
        if color := _COLOR.search(drawn):
            found[kind.strip()] = color[1].lower()
    return found


class _TextBound(NamedTuple):
    """A text-bound annotation: its type, its fragments, its words where others stand there."""

    kind: str
    spans: tuple[Span, ...]
    quote: str = ""


@dataclass(slots=True)
class _Annotations:
    """The annotations of one ``.ann``; what is not taken as it stands is told in ``read_in``."""

    text: str
    place: str
    read_in: GrowingBundle
    bound: dict[str, _TextBound] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)

    def take(self, annotations: str) -> None:
        """Take in the lines of the file.

        Raises FormatError, with the line, for what brat does not write.
        """
        for number, line in enumerate(annotations.replace("\r\n", "\n").split("\n"), 1):
            where = f"{self.place}:{number}"
            if line.startswith("T"):
                self._take_bound(line, where)
            elif note := _NOTE.fullmatch(line):
                self.notes.setdefault(note[1], []).append(note[2])
            elif line.startswith("R"):
                _, kind, a, b, *_ = (*line.split(), "?", "?", "?")
                self.read_in.relations.append((kind, a.partition(":")[2], b.partition(":")[2]))
            elif line[:1] in _OTHERS:
                self.read_in.left_out[_OTHERS[line[0]]] += 1
            elif line.strip() and not line.startswith("#"):
                raise refused("this is no annotation of brat's", where)

    @property
    def other_notes(self) -> int:
        """The number of notes on what is no stretch of the text."""
        return sum(len(said) for about, said in self.notes.items() if about not in self.bound)

    def passages(self, path: str, archive: _ArchiveNames) -> Iterator[PassageItem]:
        """Yield a passage for each stretch of the text, with the tags that are set on it."""
        stretches: dict[tuple[int, int, str], tuple[dict[str, None], dict[str, None]]] = {}
        for name, (kind, spans, quote) in self.bound.items():
            for span in spans:
                names, notes = stretches.setdefault((span.start, span.end, quote), ({}, {}))
                tag = "" if kind == archive.untagged else archive.tags.get(kind, kind)
                self.read_in.joined += tag in names
                names.setdefault(tag)
                notes.update(dict.fromkeys(self.notes.get(name, ())))
        for (start, end, quote), (names, notes) in stretches.items():
            yield PassageItem.cut(
                path,
                self.text,
                start,
                end,
                tags=tuple(filter(None, names)),
                note="\n".join(notes),
                quote=quote,
            )

    def _take_bound(self, line: str, where: str) -> None:
        match = _BOUND.fullmatch(line)
        if match is None:
            raise refused("this is no text-bound annotation", where)
        name, kind, places, words = match.groups()
        if name in self.bound:
            raise refused(f"{name} is there twice", where)
        pairs = [pair.split() for pair in places.split(";")]
        written = [[int(each) if len(each) < 12 else -1 for each in pair] for pair in pairs]
        is_within = all(0 <= start < end <= len(self.text) for start, end in written)
        spans = [Span(start, end) for start, end in written] if is_within else []
        there = " ".join(each.of(self.text) for each in spans)
        if is_within and words.split() == there.split():
            whole = [span for each in sorted(spans) if (span := trimmed(each, self.text))]
            parts = tuple(_joined(whole, self.text))
            self.bound[name] = _TextBound(kind, parts)
            self.read_in.left_out["annotations of blanks alone"] += not parts
            if len(parts) > 1:
                self.read_in.placeless.append(
                    f"{where}: {name} is in {len(parts)} parts: a passage each"
                )
        elif words.strip():
            whole = [Span(spans[0].start, spans[-1].end)] if is_within else [Span(0, 0)]
            self.bound[name] = _TextBound(kind, tuple(whole), words)
        else:
            self.bound[name] = _TextBound(kind, ())
            self.read_in.placeless.append(
                f"{where}: {no_span(pairs[0][0], pairs[0][1], self.text)}"
            )


def _joined(spans: Iterable[Span], text: str) -> list[Span]:
    """Return fragments, those that nothing but blanks keeps apart as one."""
    found: list[Span] = []
    for span in spans:
        if found and not text[found[-1].end : span.start].strip():
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found
