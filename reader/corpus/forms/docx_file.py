"""DOCX: its paragraphs, with headings as Markdown has them, and what its properties say."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
from docx.table import Table

from reader.corpus.forms import press_database, table
from reader.corpus.forms.form import Part
from reader.corpus.forms.packed import checked
from reader.corpus.forms.properties import properties
from reader.corpus.reading import Reading
from reader.text import Format


def parts(data: bytes, _: Reading) -> Iterator[Part]:
    """Yield the document of a DOCX, or the articles of one from a press database."""
    checked(ZipFile(BytesIO(data)))
    document = docx.Document(BytesIO(data))
    # Asking a paragraph for its style looks through all styles, which takes most of the time.
    styles = document.styles.element.style_lst
    names = {style.styleId: (style.name_val or "").lower() for style in styles}
    rows: list[str] = []
    headings = False
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            rows += (" | ".join(_cells(row)) for row in item.rows)
            continue
        text, style = item.text.strip(), names.get(item._p.style, "")
        if text and style.startswith(("heading", "title")):
            level = int(style[-1]) if style[-1:].isdigit() else 1
            text, headings = f"{'#' * min(6, level)} {text}", True
        rows.append(text)
    text = "\n\n".join(filter(None, rows))
    if table.is_press(text):
        yield from press_database.articles("\n".join(row.lstrip("# ") for row in rows))
        return
    about = document.core_properties
    said = properties(about.title, about.author, about.created and about.created.date())
    kind = Format.MARKDOWN if headings else Format.TEXT
    yield Part(text, said, format=kind, problem="" if text else "has no text")


def _cells(row: Any) -> Iterator[str]:
    """Yield the texts of the cells of a row, of one that spans several columns once."""
    seen = None
    for cell in row.cells:
        if cell._tc is not seen and cell.text.strip():
            yield " ".join(cell.text.split())
        seen = cell._tc
