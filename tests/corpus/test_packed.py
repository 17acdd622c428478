"""Packed files (gzip, Zstandard, Parquet): what is in them is read, cut off, large or hostile."""

from __future__ import annotations

import gzip
import json
import random
import string
import sys
from pathlib import Path

import pytest

from reader.corpus import Document
from reader.text import Format

from .text_forms import FORMS
from .told import LOCK, MILL, OBJECT, SECOND, read, told


@pytest.mark.parametrize("name", ["a.json", "a.csv"])
def test_what_is_packed_is_read_too(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(FORMS[name].encode()))
    assert [row[0] for row in told(tmp_path)] == [LOCK, MILL]


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "nameless.csv", "a.rss", "a.txt"])
@pytest.mark.parametrize("end", ["gz", "zst"])
def test_what_is_whole_in_a_packed_file_that_is_cut_off_is_read(
    tmp_path: Path, name: str, end: str
) -> None:
    packed = gzip.compress if end == "gz" else pytest.importorskip("zstandard").compress
    hardly_packed = "".join(random.Random(1).choices(string.ascii_letters, k=200_000))
    texts = [LOCK, MILL, hardly_packed]
    whole = {
        "a.jsonl": "".join(json.dumps({"text": text}) + "\n" for text in texts),
        "a.csv": "id,text\n" + "".join(f'1,"{text}"\n' for text in texts),
        "nameless.csv": "".join(f'https://marn.example,"{text}"\n' for text in texts),
        "a.rss": "<rss>" + "".join(f"<item><text>{text}</text></item>" for text in texts),
        "a.txt": "\n\n".join(texts),
    }[name]
    name = name.replace("rss", "xml")
    (tmp_path / f"{name}.{end}").write_bytes(packed(whole.encode())[:-9_000])
    found = list(read(tmp_path).values())
    sources = [one.source for one in found if isinstance(one, Document)]
    if name == "a.txt":
        assert sources[0].startswith(f"{LOCK}\n\n{MILL}")
    else:
        assert sources[:2] == [LOCK, MILL]
    last = found[-1]
    assert "cut off" in (last.notes[0].text if isinstance(last, Document) else last)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", f"Title: Lock opens\nDate: 2024-03-05\nSource: Marn Post\n\n{LOCK}"),
        ("a.md", f"---\ntitle: Lock opens\ndate: 2024-03-05\nsource: Marn Post\n---\n\n{LOCK}"),
    ],
)
def test_a_packed_text_is_read_below_its_head(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(text.encode()))
    assert told(tmp_path) == [(LOCK, "Lock opens", "2024-03-05", "Marn Post")]


def test_a_packed_page_is_one_and_an_export_is_split(tmp_path: Path) -> None:
    page = f"<html><body><h1>Lock opens</h1><p>{LOCK}</p></body></html>"
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(page.encode()))
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(FORMS["factiva.txt"].encode()))
    found = read(tmp_path)
    assert list(found) == ["a.html.gz", "b.txt.gz#1", "b.txt.gz#2"]
    assert isinstance(found["a.html.gz"], Document)
    assert found["a.html.gz"].source == page and found["a.html.gz"].format is Format.HTML


@pytest.mark.parametrize("name", ["a.json", "a.csv", "a.jsonl"])
def test_what_zstandard_has_packed_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    zstandard = pytest.importorskip("zstandard")
    text = FORMS.get(name) or f"{json.dumps(OBJECT)}\n{json.dumps(SECOND)}\n"
    (tmp_path / f"{name}.zst").write_bytes(zstandard.compress(text.encode()))
    assert [row[0] for row in told(tmp_path)] == [LOCK, MILL]
    monkeypatch.setattr("reader.corpus.forms.packed.MOST_BYTES", 2**20)
    (tmp_path / f"{name}.zst").write_bytes(zstandard.compress(bytes(2**21)))
    assert all("unpacks to more" in str(found) for found in read(tmp_path).values())


def test_parquet_is_a_table_of_articles(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(pyarrow.Table.from_pylist([OBJECT, SECOND]), tmp_path / "a.parquet")
    assert [row[0] for row in told(tmp_path)] == [LOCK, MILL]


@pytest.mark.parametrize("name", ["a.json.zst", "a.parquet"])
def test_a_package_that_is_not_there_is_named_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.delitem(sys.modules, "reader.corpus.forms.parquet", raising=False)
    for module in ("zstandard", "pyarrow", "pyarrow.parquet"):
        monkeypatch.setitem(sys.modules, module, None)
    (tmp_path / name).write_bytes(b"\x28\xb5\x2f\xfd" * 9)
    (told_of,) = read(tmp_path).values()
    package = "pyarrow" if name == "a.parquet" else "zstandard"
    assert f"needs the package {package}: pip install 'article-reader[records]'" in str(told_of)


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
@pytest.mark.parametrize("end", ["gz", "zst"])
def test_what_is_too_large_at_once_is_read_record_by_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, end: str
) -> None:
    monkeypatch.setattr("reader.corpus.forms.packed.MOST_BYTES", 2**16)
    texts = [f"{LOCK} {MILL} Zoë said {number * 7919}." for number in range(1000)]
    rows = [json.dumps({"id": str(n), "text": text}) for n, text in enumerate(texts)]
    if name == "a.csv":
        rows = ["id,text", *(f'{n},"{text}"' for n, text in enumerate(texts))]
    packed = gzip.compress if end == "gz" else pytest.importorskip("zstandard").compress
    path = tmp_path / f"{name}.{end}"
    path.write_bytes(packed("\n".join(rows).encode()))
    found = [one.source for one in read(tmp_path).values() if isinstance(one, Document)]
    assert found == texts
    path.write_bytes(packed(b'{"text": "a"}\n' * 2**20))  # packs better than any text
    assert "unpacks to more than" in str(read(tmp_path)[path.name])


def test_bombs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.corpus.forms.packed.MOST_BYTES", 2**20)
    (tmp_path / "a.json.gz").write_bytes(gzip.compress(bytes(2**21)))
    assert "unpacks to more than" in str(read(tmp_path)["a.json.gz"])
