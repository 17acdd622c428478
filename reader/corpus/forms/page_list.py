"""Lists of pages, as Pocket, Instapaper and browsers export them: addresses, and no texts."""

from __future__ import annotations

from collections.abc import Iterator

from reader.corpus.fields import ADDRESS
from reader.corpus.forms.form import Part, part_of, text_in
from reader.corpus.forms.html_tree import html_tree
from reader.corpus.reading import Reading


def parts(data: bytes, reading: Reading) -> Iterator[Part]:
    """Yield the entry of each page."""
    found = text_in(data, reading)
    page = html_tree(found.text)
    for link in page.iterfind(".//a[@href]"):
        if not link.get("href").startswith(ADDRESS):  # a folder or a script of the browser
            continue
        metadata = {
            "title": (link.text_content() or "").strip(),
            "url": link.get("href"),
            "time_added": link.get("time_added") or link.get("add_date"),
        }
        yield part_of({name: value for name, value in metadata.items() if value}, reading)
