"""A file of each form, and some that are hard to read: what writes it, by its name."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path

from .drawn_out import MAKERS, packed_epub, wacz, warc
from .press_layouts import (
    as_docx,
    as_page,
    as_pdf,
    as_rtf,
    as_text,
    coded,
    coded_short,
    coded_without_end,
    europresse,
    factiva,
    nexis,
    nexis_in_german,
    proquest,
    proquest_without_id,
)
from .test_declared import BODY, HEADS
from .test_epub import NCX
from .test_exports import ANSWERS, EXPORTS, WITHOUT_TEXT
from .test_forms import NIGHT
from .test_joined_pages import LOCKS, MILLS, page
from .test_markup_forms import ALTO, G2, ISSUE, NEWSML, NITF, RCV1
from .test_zipped_folders import zipped
from .text_forms import FORMS
from .told import LOCK, MILL

_ROWS = [{"title": "Lock opens", "date": "2024-03-05", "text": BODY}] * 2
_LINES = "".join(f"{json.dumps(row)}\n" for row in _ROWS)
_TEXTS = {
    "plain.txt": BODY,
    **{f"head-{name}": head + BODY for name, head in HEADS.items()},
    **FORMS,
    **EXPORTS,
    **{f"{number}.xml": text for number, text in enumerate((ISSUE, G2, NEWSML, NITF, RCV1, ALTO))},
    "open.csv": f'title,text\nA,"{LOCK}\nB,"{MILL}"\nC,"He said ""no"",\nand, well, left."\n',
    "surplus.csv": f"title,text,date\nA,{MILL}, and rain,2024-03-05\n",
    "bare.csv": f"https://marn.example/1,2024-03-05,{BODY[:99]}\n",
    "europresse.html": europresse(),
    "pages.html": page(LOCKS) + page(MILLS),
    "ruled.md": f"Lock opens\n\nBy Ada Brink\n\n{LOCK} {NIGHT}\n\n---\n\n"
    f"Mill burns\n6 March 2024\n\n{MILL} {NIGHT}",
    **WITHOUT_TEXT,
    **{f"answer-{name}": json.dumps(answer) for name, answer in ANSWERS.items()},
    "wiki_00": f'<doc id="1" title="Lock opens">\n{LOCK}\n</doc>\n',
}
_LAYOUTS = (
    nexis,
    nexis_in_german,
    factiva,
    coded,
    coded_short,
    coded_without_end,
    proquest,
    proquest_without_id,
)


def _text(text: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(text, "utf-8")


def _rows(
    layout: Callable[[], Iterator[str]], write: Callable[[Path, list[str]], None]
) -> Callable[[Path], object]:
    return lambda path: write(path, list(layout()))


def _zstd(path: Path) -> None:
    import zstandard

    path.write_bytes(zstandard.compress(_LINES.encode()))


def _parquet(path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    parquet.write_table(pyarrow.Table.from_pylist(_ROWS), path)


def _zip(path: Path) -> None:
    zipped(path, {name: head + BODY for name, head in HEADS.items()})


def _wacz(path: Path) -> None:
    pages = path.with_name("data.warc.gz")
    warc(pages, "Lock opens", "Łódź opens")
    wacz(path, pages)


def _issue(path: Path) -> None:
    bodies = {"a.x": f"<h1>Lock opens</h1><p>By Ada Brink</p><p>{LOCK}</p>"}
    bodies["b.x"] = f"<h1>Ferry late</h1><p>By Ada Brink</p><p>{MILL}</p>"
    packed_epub(path, bodies, "", ncx=NCX)


def makers() -> dict[str, Callable[[Path], object]]:
    """Return what writes a file of each form, by the name of a file of it."""
    return {
        **{name: _text(text) for name, text in _TEXTS.items()},
        **MAKERS,
        "old.csv": lambda path: path.write_bytes(
            f"title,text\nSchlöß,Die größte {BODY}".encode("cp1252")
        ),
        "cut.csv.gz": lambda path: path.write_bytes(gzip.compress(FORMS["a.csv"].encode())[:-20]),
        "a.txt.gz": lambda path: path.write_bytes(gzip.compress(BODY.encode())),
        "nexis-page.html": _rows(nexis, as_page),
        **{f"{layout.__name__}.txt": _rows(layout, as_text) for layout in _LAYOUTS},
        "coded.rtf": _rows(coded, as_rtf),
        "nexis.docx": _rows(nexis, as_docx),
        "proquest.pdf": _rows(proquest, as_pdf),
        "issue.epub": _issue,
        "a.jsonl.zst": _zstd,
        "a.zip": _zip,
        "a.wacz": _wacz,
        "a.parquet": _parquet,  # last: a process begins with the memory of the one that starts it
    }
