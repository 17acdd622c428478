"""Zipped folders: the documents in them, as they would be in a folder."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator, Set
from contextlib import suppress
from functools import partial
from io import BytesIO
from itertools import accumulate
from zipfile import ZipFile, ZipInfo, is_zipfile

from reader.corpus.document import Entry
from reader.corpus.files import document_in
from reader.corpus.forms.form import MOST_BYTES, TOO_LARGE, Form, Part
from reader.corpus.forms.packed import checked
from reader.corpus.forms.table import FORMS, form_in, form_of, form_of_lines, has_no_ending
from reader.corpus.left_out import LeftOut
from reader.corpus.reading import Reading
from reader.corpus.sidecars import with_sidecar
from reader.corpus.walking import (
    FORMATS,
    WITH_SIDECARS,
    belongs_to_another,
    ending,
    holds_records,
    may_hold_documents,
)
from reader.errors import CorpusError

# What is packed within what is packed may be a bomb; what macOS adds is no text.
_PACKED = (".zip", ".gz", ".zst", ".wacz")
_OF_MACOS = "__MACOSX/"
_ENCRYPTED = 0x1  # the flag of an encrypted member (PKWARE APPNOTE 4.4.4)


def parts(data: bytes, reading: Reading) -> Iterator[Part]:
    """Yield the documents of a zipped folder by their paths in it; nothing goes to the disk."""
    archive = checked(ZipFile(BytesIO(data)))
    members = {each.filename: each for each in archive.infolist() if not each.is_dir()}
    left_out = LeftOut()
    found: list[Part] = []
    size = 0

    def member(name: str) -> bytes:
        if name not in members or members[name].flag_bits & _ENCRYPTED:
            raise FileNotFoundError(name)
        return archive.read(name)

    for name in sorted(members):
        if not _is_document(members[name], members.keys(), member, left_out):
            continue
        if members[name].flag_bits & _ENCRYPTED:
            found.append(Part("", {}, name, problem="is encrypted"))
            continue
        text = archive.read(name)
        size += _size_within(text)
        if size > MOST_BYTES:
            raise ValueError(TOO_LARGE)

        found += _parts_of(name, text, reading, member)
    if not found:
        why = f"holds no articles ({left_out.counts or 'nothing at all'})"
        yield Part("", {}, left_out=why)
        return
    yield from found
    yield from (Part("", {}, path, left_out=why) for path, why in left_out)


def _is_document(
    member: ZipInfo, names: Set[str], read: Callable[[str], bytes], left_out: LeftOut
) -> bool:
    """Tell whether a member may hold documents, and take it to what is left out if not."""
    name = member.filename
    ends = accumulate(name.split("/"), lambda folder, part: f"{folder}/{part}")
    if name.startswith(_OF_MACOS) or any(
        belongs_to_another(each, names, partial(read, each)) for each in ends
    ):
        return False
    if stat.S_ISLNK(member.external_attr >> 16):
        left_out.links.append(name)
    elif any(part.startswith(".") for part in name.split("/") if part not in (".", "..")):
        left_out.hidden.append(name)
    elif name.lower().endswith(_PACKED) or not (may_hold_documents(name) or _is_bare(name, read)):
        left_out.kinds.append(name)
    else:
        return True
    return False


def _is_bare(name: str, read: Callable[[str], bytes]) -> bool:
    """Tell whether a member without an ending holds documents, by its bytes."""
    with suppress(OSError):
        return has_no_ending(name) and form_in(read(name), name) is not None
    return False


def _size_within(data: bytes) -> int:
    """Return the unpacked size of a member that is an archive itself, as office documents are."""
    if not data.startswith(b"PK") or not is_zipfile(BytesIO(data)):
        return 0
    return sum(each.file_size for each in ZipFile(BytesIO(data)).infolist())


def _parts_of(
    name: str, data: bytes, reading: Reading, beside: Callable[[str], bytes]
) -> Iterator[Part]:
    """Yield the documents of a member; one that can't be read says why."""
    try:
        if form := _form_of(name, data):
            found = list(form.parts(data, reading, name))
            if len(found) == 1 and ending(name) in WITH_SIDECARS:
                found = [with_sidecar(found[0], name, beside)]
            if not found:
                yield Part("", {}, name, left_out="there is no article in it")
            for number, part in enumerate(found, start=1):
                own = f"{name}#{part.own or number}" if len(found) > 1 else name
                yield part._replace(own=own)
            return
        kind = FORMATS[ending(name)]
        assert kind is not None
        one = document_in(data, Entry(name, name, kind), reading, beside)
    except CorpusError as error:
        yield Part("", {}, name, problem=error.message)
        return
    text = one.source[one.head :]
    yield Part(text, one.metadata, name, kind, notes=one.notes, encoding=one.encoding)


def _form_of(name: str, data: bytes) -> Form | None:
    if holds_records(name):
        return form_of_lines(data) or FORMS["JSON Lines"]
    form = form_of(name)
    looked = form_in(data, name) if form is None or form is FORMS["PDF"] else None
    return looked or form
