"""Texts and pages that are packed, each a file of its own: read as they are unpacked."""

from __future__ import annotations

from collections.abc import Iterator

from reader.corpus.forms.form import Part, format_of, text_in
from reader.corpus.forms.packed import CUT, CutOffError, unpacked
from reader.corpus.forms.table import form_in
from reader.corpus.heads import head_of
from reader.corpus.page_record import page_record
from reader.corpus.reading import Reading


def parts(data: bytes, reading: Reading) -> Iterator[Part]:
    """Yield the text below its head, or the articles of a file that holds several."""
    try:
        yield from _parts(unpacked(data), reading)
    except CutOffError as cut:
        found = list(_parts(cut.found, reading))
        found[-1:] = [last._replace(notes=(*last.notes, CUT)) for last in found[-1:]]
        yield from found


def _parts(data: bytes, reading: Reading) -> Iterator[Part]:
    if form := form_in(data):
        yield from form.parts(data, reading, "")
        return
    found = text_in(data, reading)
    if found.text.lstrip()[:1] == "<":
        part = Part(found.text, page_record(found.text), format=format_of(found.text))
    else:
        head = head_of(found.text)
        part = Part(found.text[head.size :], head.fields)
    yield part.decoded_as(found)
