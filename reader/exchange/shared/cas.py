"""UIMA CAS (https://uima.apache.org) by way of dkpro-cassis: what its JSON and its XMI share.

An archive holds a CAS for each document. A passage is an annotation of the type ``reader.Passage``
for each of its tags, the type ``reader.Document`` names the document. Offsets in the files are
UTF-16 code units, which cassis turns into code points and back.
"""

from __future__ import annotations

import io
import json
import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from cassis import Cas, TypeSystem, load_cas_from_json, load_cas_from_xmi, load_typesystem

from reader.errors import FormatError
from reader.exchange.shared.archives import Unzipped, member_names, zipped
from reader.exchange.shared.foreign_json import parsed, refused, utc_time
from reader.exchange.shared.passage_order import by_document
from reader.exchange.shared.safe_xml import xml_root
from reader.exchange.values import Bundle, DocumentItem, GrowingBundle, PassageItem
from reader.text import one_line

_T = TypeVar("_T")
_PASSAGE = "reader.Passage"
_DOCUMENT = "reader.Document"
_ANNOTATION = "uima.tcas.Annotation"
_STRING = "uima.cas.String"
HOLDS = (
    "notes",
    "passages without a tag",
    "notes of documents",
    "authors of passages",
    "times of passages",
)
_TYPES = "TypeSystem.xml"
_NO_TYPE = re.compile(r"Type with name \[(.*?)\] not found")  # in the words of cassis
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*", re.ASCII)
# What programs set, not people: tokens, sentences, lemmas, parts of speech, trees.
_BY_PROGRAMS = (
    "uima.",
    "de.tudarmstadt.ukp.dkpro.core.api.segmentation.",
    "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.",
    "de.tudarmstadt.ukp.dkpro.core.api.syntax.",
    "de.tudarmstadt.ukp.dkpro.core.api.metadata.",
)
# Features whose value is the tag of a span, as INCEpTION and DKPro name them.
_VALUES = ("tag", "value", "label", "identifier")


def zipped_cas(
    bundle: Bundle, ending: str, of_cas: Callable[[Cas], str], held: Callable[[str], str] = str
) -> Iterator[bytes]:
    """Yield an archive with a CAS for each document that has a text, and the types beside them.

    ``held`` gives a text as the file holds it.
    """
    types = _types()
    names = member_names(bundle.texts, ending)
    documents = {document.path: document for document in bundle.documents}

    def members() -> Iterator[tuple[str, bytes]]:
        yield _TYPES, types.to_xml().encode()
        for path, passages in by_document(bundle).items():
            document = documents.get(path) or DocumentItem(path=path)
            cas = _cas(types, bundle.texts[path], document, passages, held)
            yield names[path], of_cas(cas).encode()

    return zipped(members())


def read(data: bytes, place: str) -> Bundle:
    """Return the annotations of a CAS, or of an archive of them, in JSON or XMI.

    Of the types of others, those that people set are passages: their tag is the value of the
    feature that holds one, else the name of the type. What programs set, and relations, are left
    out, with how many.
    """
    read_in = GrowingBundle()
    for name, where, cas in _all(data, place):
        text = cas.sofa_string
        if not isinstance(text, str):
            raise refused("it has no text", where)
        document = _document(cas, name)
        if document.path in read_in.texts:
            raise refused(f"the document {document.path} is there twice", where)
        read_in.texts[document.path] = text
        read_in.documents.append(document)
        read_in.passages += _passages(cas, document.path, where, read_in)
    if not read_in.texts and not _is_zip(data):
        raise refused("it holds no CAS", place)
    return read_in.bundle()


def _types() -> TypeSystem:
    types = TypeSystem()
    passage = types.create_type(_PASSAGE, _ANNOTATION, "A span that a person has tagged.")
    document = types.create_type(_DOCUMENT, "uima.cas.AnnotationBase", "The document of a CAS.")
    for kind, names in (
        (passage, ("tag", "note", "author", "created")),
        (document, ("path", "title", "sha256", "note")),
    ):
        for name in names:
            types.create_feature(kind, name, _STRING)
    return types


def _cas(
    types: TypeSystem,
    text: str,
    document: DocumentItem,
    passages: list[PassageItem],
    held: Callable[[str], str],
) -> Cas:
    """Return a CAS with a document and its passages."""
    cas = Cas(typesystem=types)
    cas.sofa_string = held(text)
    cas.sofa_mime = "text/plain"
    cas.add(
        types.get_type(_DOCUMENT)(
            path=held(document.path),
            title=held(document.title or "") or None,
            sha256=document.sha256,
            note=held(document.note) or None,
        )
    )
    make = types.get_type(_PASSAGE)
    cas.add_all(
        make(
            begin=passage.start,
            end=passage.end,
            tag=held(tag) or None,
            note=held(passage.note) or None,
            author=held(passage.author) or None,
            created=passage.created or None,
        )
        for passage in passages
        for tag in passage.tags or ("",)
    )
    return cas


def _all(data: bytes, place: str) -> Iterator[tuple[str, str, Cas]]:
    """Yield each CAS of a file, with its name and that name for messages."""
    type_systems: dict[str, TypeSystem] = {}
    if not _is_zip(data):
        yield place, place, _loaded(data, place, None, type_systems)
        return
    archive = Unzipped(data, place)
    of_types = next((name for name in archive if name.lower().endswith("typesystem.xml")), None)
    types = None
    if of_types is not None:
        where = archive.place(of_types)
        described = _checked_types(archive[of_types], where)
        types = _safely(where, lambda: load_typesystem(io.BytesIO(described)))
    for name in archive:
        if name.endswith((".json", ".xmi")):
            where = archive.place(name)
            yield name.rpartition(".")[0], where, _loaded(archive[name], where, types, type_systems)


def _loaded(
    data: bytes, where: str, types: TypeSystem | None, type_systems: dict[str, TypeSystem]
) -> Cas:
    """Return a CAS; ``type_systems`` takes the types that JSON declares, mostly the same."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        value = parsed(data, where)
        declared = value.get("%TYPES")
        if not isinstance(declared, dict):
            raise refused("it declares no types, as a CAS does", where)
        for name, features in declared.items():
            names = features if isinstance(features, dict) else ()
            _check_names(name, (each for each in names if not each.startswith("%")), where)
        written, text = json.dumps(declared), data.decode("utf-8-sig")
        cas = _safely(
            where,
            lambda: load_cas_from_json(
                text, type_systems.get(written), merge_typesystem=written not in type_systems
            ),
        )
        type_systems.setdefault(written, cas.typesystem)
        return cas
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"\0" not in data[:4]:
        raise refused("it is no CAS, neither in JSON nor in XMI", where)
    if xml_root(data, where).tag != "{http://www.omg.org/XMI}XMI":
        raise refused("it is no CAS, neither in JSON nor in XMI", where)
    return _safely(where, lambda: load_cas_from_xmi(io.BytesIO(data), types or _types()))


def _checked_types(data: bytes, where: str) -> bytes:
    """Return a type system as it is, once its names are checked."""
    for description in xml_root(data, where).iterfind(".//{*}typeDescription"):
        features = description.iterfind("{*}features/{*}featureDescription/{*}name")
        names = [(feature.text or "").strip() for feature in features]
        _check_names((description.findtext("{*}name") or "").strip(), names, where)
    return data


def _check_names(kind: str, features: Iterable[str], where: str) -> None:
    """Raise FormatError for names that cassis must not see: it makes code of them."""
    for name in (*kind.split("."), *features):
        if not _IDENTIFIER.fullmatch(name.removesuffix("[]")):
            raise refused(f"“{one_line(name)[:40]}” is no name of a type or a feature", where)


def _safely(where: str, load: Callable[[], _T]) -> _T:
    """Return the contents that cassis loads; FormatError for what it can't, told in many ways."""
    with warnings.catch_warnings():
        # It would let an offset that is none stand as it is.
        warnings.simplefilter("error")
        try:
            return load()
        except (RecursionError, MemoryError):
            raise
        except Exception as error:  # cassis checks little: any exception means a broken file
            raise _unloaded(error, where) from error


def _unloaded(error: Exception, where: str) -> FormatError:
    """Return the fault of a CAS that cassis does not load."""
    reason = one_line(str(error))[:200]
    if missing := _NO_TYPE.search(reason):
        return FormatError(
            f"it has the type {missing[1]}, which no {_TYPES} beside it describes",
            place=where,
            remedy=f"Put both in one ZIP: the CAS and its {_TYPES}. Nothing was imported",
        )
    if isinstance(error, KeyError):
        return refused(f"it is no sound CAS: it refers to {reason}, which is not in it", where)
    return refused(f"it is no sound CAS ({type(error).__name__}: {reason})", where)


def _document(cas: Cas, name: str) -> DocumentItem:
    if cas.typesystem.contains_type(_DOCUMENT):
        for found in cas.select(_DOCUMENT):
            path, title, sha256, note = (
                _string(found, each) for each in ("path", "title", "sha256", "note")
            )
            return DocumentItem(path=path or name, title=title or None, sha256=sha256, note=note)
    return DocumentItem(path=name)


def _passages(cas: Cas, path: str, where: str, read_in: GrowingBundle) -> Iterator[PassageItem]:
    text = cas.sofa_string
    found: dict[tuple[int, int, str], tuple[dict[str, None], dict[str, None], str]] = {}
    for one in cas.select_all_fs():
        kind = one.type.name
        if kind == _DOCUMENT or kind.startswith("uima."):
            continue
        spans = cas.typesystem.is_instance_of(kind, _ANNOTATION)
        if not spans or kind.startswith(_BY_PROGRAMS):
            read_in.left_out[
                "annotations of programs" if spans else "structures without a span"
            ] += 1
            continue
        start, end = one.begin, one.end
        type_systems = isinstance(start, int) and isinstance(end, int)
        if not type_systems or not 0 <= start <= end <= len(text):
            raise refused(
                f"{start} to {end} is no span of the text, which has {len(text):,} characters",
                where,
            )
        if start == end:
            read_in.left_out["annotations of no length"] += 1
            continue
        author, note, written = (_string(one, each) for each in ("author", "note", "created"))
        created = utc_time(written)
        read_in.left_out["times that are none"] += bool(written) and not created
        tags, notes, _ = found.setdefault((start, end, author), ({}, {}, created))
        tag = next(filter(None, (_string(one, each) for each in _VALUES)), "")
        tag = tag or (kind.rpartition(".")[2] if kind != _PASSAGE else "")
        read_in.joined += tag in tags
        tags.setdefault(tag)
        notes.update({note: None} if note else {})
    for (start, end, author), (tags, notes, created) in found.items():
        passage = PassageItem.cut(
            path, text, start, end, tags=tuple(filter(None, tags)), note="\n\n".join(notes)
        )
        yield replace(passage, author=author, created=created)


def _string(one: Any, name: str) -> str:
    """Return a feature of an annotation where it is there and holds a text."""
    value = getattr(one, name, None)
    return value if isinstance(value, str) else ""


def _is_zip(data: bytes) -> bool:
    return data.startswith(b"PK")
