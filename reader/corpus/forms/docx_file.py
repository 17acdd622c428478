"""DOCX: its paragraphs, with headings as Markdown has them, and what its properties say."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import docx

from reader.corpus.forms import press, table
from reader.corpus.forms.form import Part
from reader.corpus.forms.packed import checked
from reader.corpus.reading import Reading
from reader.text import Format


def parts(data: bytes, reading: Reading) -> Iterator[Part]:
    """Yield the document of a DOCX, or the articles of one from a press database."""
    checked(ZipFile(BytesIO(data)))
    document = docx.Document(BytesIO(data))
    rows, headings = [], False
    for paragraph in document.paragraphs:
        text = paragraph.text.strip()
        style = str(paragraph.style.name if paragraph.style else "")
        if text and style.startswith(("Heading", "Title")):
            level = int(style[-1]) if style[-1:].isdigit() else 1
            text, headings = f"{'#' * min(6, level)} {text}", True
        rows.append(text)
    text = "\n\n".join(filter(None, rows))
    if table.is_press(text):
        yield from press.parts("\n".join(row.lstrip("# ") for row in rows).encode(), reading)
        return
    about = document.core_properties
    said = {"title": about.title, "author": about.author}
    said = {key: value for key, value in said.items() if value and value != "python-docx"}
    kind = Format.MARKDOWN if headings else Format.TEXT
    yield Part(text, said, format=kind, problem="" if text else "has no text")
