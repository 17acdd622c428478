"""Read the REFI-QDA projects of tools of qualitative research."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reader.errors import FormatError
from reader.exchange.shared.archives import Unzipped
from reader.exchange.shared.foreign_json import no_span, utc_time
from reader.exchange.shared.refi_qda import same_guid, tags_of
from reader.exchange.shared.safe_xml import xml_root
from reader.exchange.values import (
    LINK_KINDS,
    Bundle,
    DocumentItem,
    GrowingBundle,
    LinkItem,
    PassageItem,
    TagItem,
    distinct,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "urn:QDA-XML:project:1.0"
_INTERNAL = "internal://"
_KIND = "same-event"  # of a link to which others give no kind, or one that is not known
# What a project holds beside its texts, by the elements that it is in.
_OF_PROJECT: Mapping[str, str] = {
    "Cases/Case": "cases",
    "Variables/Variable": "variables",
    ".//VariableValue": "values of variables",
    "Graphs/Graph": "graphs",
    "Description": "descriptions of the whole project",
    "NoteRef": "memos of the whole project",
}
_MEDIA: Mapping[str, str] = {
    "PictureSource": "pictures",
    "PDFSource": "PDF documents",
    "AudioSource": "recordings",
    "VideoSource": "films",
}


def read(data: bytes, place: str) -> Bundle:
    """Return the selections of the plain texts of a project, its codes, memos and links.

    The same stretch that one person has coded several times is one passage. What is no text, and
    texts kept outside of the project, are left out, with how many.
    """
    archive = Unzipped(data, place)
    member = next((name for name in archive if name.lower() == "project.qde"), None)
    if member is None:
        raise FormatError(
            "it holds no project.qde", place=place, remedy="Export it as a REFI-QDA project"
        )
    root = xml_root(archive[member], archive.place(member))
    if root.tag != _name("Project"):
        raise FormatError("it is no REFI-QDA project", place=archive.place(member))
    return _ProjectReader(archive, member, root).bundle()


@dataclass(slots=True)
class _SpanStatements:
    """The statements on one stretch of a text: by whom, when, with which codes and notes."""

    author: str
    created: str
    tags: dict[str, None] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)


class _ProjectReader:
    """One project as it is read."""

    def __init__(self, archive: Unzipped, member: str, root: _Element) -> None:
        self._archive = archive
        self._place = archive.place(member)
        self._root = root
        self._members = {name.lower(): name for name in archive}
        self._read = GrowingBundle()
        self._left_out = self._read.left_out
        codes = root.find(f"{_name('CodeBook')}/{_name('Codes')}")
        self._tags: Mapping[str, TagItem]
        self._tags, self._unheld = (
            ({}, ()) if codes is None else tags_of(codes, NAMESPACE, self._place)
        )
        self._users = {
            same_guid(user.get("guid")): " ".join((user.get("name") or "").split())
            for user in root.iterfind(f"{_name('Users')}/{_name('User')}")
        }
        self._notes = {
            same_guid(note.get("guid")): note
            for note in root.iterfind(f"{_name('Notes')}/{_name('Note')}")
        }
        # NVivo ties an annotation to its selection by a link from the note.
        self._tied: dict[str, list[str]] = {}
        for link in root.iterfind(f"{_name('Links')}/{_name('Link')}"):
            if (origin := same_guid(link.get("originGUID"))) in self._notes:
                self._tied.setdefault(same_guid(link.get("targetGUID")), []).append(origin)

    def bundle(self) -> Bundle:
        """Return the bundle that the project holds."""
        sources = list(self._text_sources())
        names = distinct([name for _, name, _ in sources])
        paths = {
            guid: name
            for (source, _, _), name in zip(sources, names, strict=True)
            if (guid := same_guid(source.get("guid")))
        }
        for (source, _, text), path in zip(sources, names, strict=True):
            self._read.texts[path] = text
            self._read.documents.append(
                DocumentItem(
                    path=path,
                    tags=tuple(self._codes_of(source)),
                    note="\n\n".join(dict.fromkeys(filter(None, self._memos(source)))),
                )
            )
            self._read.passages += self._passages(source, path, text)
        links = tuple(self._links(paths))  # which counts what it leaves out
        self._left_out["memos of what is no passage"] += sum(map(len, self._tied.values()))
        for path, what in _OF_PROJECT.items():
            elements = self._root.iterfind(re.sub(r"(\w+)", rf"{{{NAMESPACE}}}\1", path))
            self._left_out[what] += sum(_says(element) for element in elements)
        found = self._read.bundle()
        return replace(
            found,
            tags=tuple(self._tags.values()),
            links=links,
            left_out=(*found.left_out, *self._unheld),
        )

    def _text_sources(self) -> Iterator[tuple[_Element, str, str]]:
        """Yield each source that is a text, with its name and the text."""
        for source in self._root.iterfind(f"{_name('Sources')}/*"):
            kind = str(source.tag).rpartition("}")[2]
            if kind != "TextSource":
                self._left_out[_MEDIA.get(kind, "sources of a kind that is not known")] += 1
                continue
            text = self._text(source)
            if text is None:
                self._left_out["texts kept outside of the project"] += 1
            else:
                yield source, (source.get("name") or "").strip() or self._where(source), text

    def _text(self, element: _Element) -> str | None:
        """Return the text of a source or a note; None where it is kept outside of the project."""
        path = element.get("plainTextPath")
        if path is None:
            return element.findtext(_name("PlainTextContent")) or ""
        if not path.startswith(_INTERNAL):
            return None
        # Some write Sources, and the member may be told with its folder or without.
        name = path.removeprefix(_INTERNAL).lstrip("/").lower().removeprefix("sources/")
        member = self._members.get(f"sources/{name}")
        if member is None:
            raise self._refused(f"its text {path} is missing", element)
        return self._archive.text(member)

    def _passages(self, source: _Element, path: str, text: str) -> Iterator[PassageItem]:
        found: dict[tuple[int, int, str], _SpanStatements] = {}
        at = self._positions(text)
        for selection in source.iterfind(_name("PlainTextSelection")):
            before = len(found)
            stretch = self._statements_on(found, selection, text, at)
            if stretch is not None:
                self._read.joined += len(found) == before
                stretch.tags.update(dict.fromkeys(self._codes_of(selection)))
                stretch.notes.update(dict.fromkeys(self._notes_of(selection)))
        # QualCoder has the selection in the note that the source refers to.
        for reference in source.iterfind(_name("NoteRef")):
            note = self._notes.get(same_guid(reference.get("targetGUID")))
            inner = None if note is None else note.find(_name("PlainTextSelection"))
            if note is None:
                self._left_out["memos that the project does not hold"] += 1
            elif (
                inner is not None
                and (stretch := self._statements_on(found, inner, text, at)) is not None
            ):
                stretch.notes.setdefault(self._note(note))
        for (start, end, _), statements in found.items():
            note = "\n\n".join(filter(None, statements.notes))
            passage = PassageItem.cut(
                path, text, start, end, tags=tuple(statements.tags), note=note
            )
            yield replace(passage, author=statements.author, created=statements.created)

    def _statements_on(
        self,
        found: dict[tuple[int, int, str], _SpanStatements],
        selection: _Element,
        text: str,
        at: Callable[[int], int],
    ) -> _SpanStatements | None:
        """Return the stretch of a selection so far; None where it holds nothing of the text."""
        written = [self._number(selection, name) for name in ("startPosition", "endPosition")]
        start, end = map(at, written)
        if not 0 <= start <= end <= len(text):
            self._read.placeless.append(
                f"{self._where(selection)}: {no_span(written[0], written[1], text)}"
            )
            return None
        if start == end:
            self._left_out["selections of no length"] += 1
            return None
        maker = same_guid(selection.get("creatingUser") or selection.get("modifyingUser"))
        author = self._users.get(maker, "")
        when = selection.get("creationDateTime") or ""
        created = utc_time(when)
        self._left_out["times that are none"] += bool(when) and not created
        return found.setdefault((start, end, author), _SpanStatements(author, created))

    def _positions(self, text: str) -> Callable[[int], int]:
        """Return a function from positions in the project to places in the text."""
        if "atlas" not in (self._root.get("origin") or "").lower() or "\r\n" not in text:
            return lambda position: position
        # ATLAS.ti counts a line end of two characters as one.
        points = [at for at in range(len(text)) if text[at : at + 2] != "\r\n"]
        points.append(len(text))
        return lambda position: points[position] if 0 <= position < len(points) else -1

    def _number(self, element: _Element, name: str) -> int:
        written = (element.get(name) or "").strip()
        if not (written.isascii() and written.removeprefix("-").isdecimal()):
            raise self._refused(f"its {name} is {written[:20] or 'missing'}", element)
        return int(written[:12])  # more digits are beyond any text, too

    def _codes_of(self, element: _Element) -> Iterator[str]:
        for coding in element.iterfind(f"{_name('Coding')}/{_name('CodeRef')}"):
            tag = self._tags.get(same_guid(coding.get("targetGUID")))
            if tag is None:  # NVivo codes with cases, too
                self._left_out["codings with what is no code"] += 1
            else:
                yield tag.name

    def _notes_of(self, selection: _Element) -> Iterator[str]:
        yield _clean_note(selection.findtext(_name("Description")))
        for element in (selection, *selection.iterfind(_name("Coding"))):
            for reference in element.iterfind(_name("NoteRef")):
                note = self._notes.get(same_guid(reference.get("targetGUID")))
                if note is not None:
                    yield self._note(note)
        for guid in self._tied.pop(same_guid(selection.get("guid")), ()):
            yield self._note(self._notes[guid])

    def _memos(self, source: _Element) -> Iterator[str]:
        """Yield what is said of all of a document."""
        yield _clean_note(source.findtext(_name("Description")))
        for reference in source.iterfind(_name("NoteRef")):
            note = self._notes.get(same_guid(reference.get("targetGUID")))
            if note is not None and note.find(_name("PlainTextSelection")) is None:
                yield self._note(note)

    def _note(self, note: _Element) -> str:
        return _clean_note(self._text(note)) or _clean_note(note.findtext(_name("Description")))

    def _links(self, paths: Mapping[str, str]) -> Iterator[LinkItem]:
        for link in self._root.iterfind(f"{_name('Links')}/{_name('Link')}"):
            a, b = (paths.get(same_guid(link.get(end))) for end in ("originGUID", "targetGUID"))
            kind = link.get("name") or ""
            if a is not None and b is not None and a != b:
                notes = "\n\n".join(filter(None, self._notes_of(link)))
                yield LinkItem(a=a, b=b, kind=kind if kind in LINK_KINDS else _KIND, note=notes)
                if kind and kind not in LINK_KINDS:
                    self._left_out[f"names of links, “{kind}”: taken for {_KIND}"] += 1
            elif same_guid(link.get("originGUID")) not in self._notes:
                self._left_out[f"links{kind and f' “{kind}”'} of what are no two texts"] += 1

    def _where(self, element: _Element) -> str:
        return f"{self._place}:{element.sourceline}"

    def _refused(self, what: str, element: _Element) -> FormatError:
        return FormatError(what, place=self._where(element), remedy="Nothing was imported")


def _clean_note(text: str | None) -> str:
    """Return a text as it was written; of blanks alone it says nothing."""
    return text if text and text.strip() else ""


def _says(element: _Element) -> bool:
    """Tell whether an element holds more than blanks: others within it, attributes, or words."""
    return bool(len(element) or element.attrib or _clean_note(element.text))


def _name(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
