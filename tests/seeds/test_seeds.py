"""The sample corpus is what its truth says, and holds nothing of the real articles."""

from __future__ import annotations

import html
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from reader.duplicates import Kind
from reader.text import folded, words

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
REAL = ROOT.parent / "shared" / "seeds"
TRUTH = json.loads(Path(__file__).with_name("truth.json").read_text("utf-8"))
DOCUMENTS: dict[str, dict[str, Any]] = TRUTH["documents"]
FIELDS = ("title", "standfirst", "byline", "date", "section", "source")


def sources() -> dict[str, str]:
    """The decoded source of every document in the folder, by its id."""
    found = {}
    for path in SEEDS.rglob("*.*"):
        name = path.relative_to(SEEDS).as_posix()
        if path.suffix == ".jsonl":
            records = map(json.loads, path.read_text("utf-8").splitlines())
            found.update({f"{name}#{record['id']}": record["text"] for record in records})
        else:
            encoding = DOCUMENTS[name]["encoding"] if name in DOCUMENTS else "utf-8"
            found[name] = path.read_bytes().decode(encoding)
    return found


SOURCES = sources()


def shingles(text: str, size: int) -> set[tuple[str, ...]]:
    tokens = [folded(text[word.start : word.end]) for word in words(text)]
    return set(zip(*(tokens[i:] for i in range(size)), strict=False))


def body(document: str) -> list[str]:
    return [block["text"] for block in DOCUMENTS[document]["body"]]


def test_truth_knows_every_document_of_the_folder() -> None:
    assert sorted(SOURCES) == sorted(DOCUMENTS)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_offsets_give_the_text(document: str) -> None:
    source, truth = SOURCES[document], DOCUMENTS[document]
    fields = [truth[name] for name in FIELDS if truth[name]]
    for span in [*fields, *truth["body"], *truth["optional"]]:
        assert source[span["start"] : span["end"]] == span["text"] == span["text"].strip()
    blocks = sorted(truth["body"] + truth["optional"], key=lambda block: block["start"])
    assert all(before["end"] <= after["start"] for before, after in pairwise(blocks))


def test_clean_text_only_leaves_characters_out() -> None:
    blocks = [block for truth in DOCUMENTS.values() for block in truth["body"] if "clean" in block]
    assert blocks
    for block in blocks:
        left = iter(html.unescape(block["text"]))
        assert all(character in left for character in block["clean"])


def test_links_join_two_known_documents_once() -> None:
    pairs = [frozenset((link["a"], link["b"])) for link in TRUTH["links"]]
    assert len(set(pairs)) == len(pairs)
    assert all(len(pair) == 2 and pair <= DOCUMENTS.keys() for pair in pairs)
    assert {link["kind"] for link in TRUTH["links"]} == {kind.value for kind in Kind}


def test_copies_have_one_body() -> None:
    copies = [link for link in TRUTH["links"] if link["kind"] in ("exact", "same-page")]
    assert copies
    for link in copies:
        assert body(link["a"]) == body(link["b"])


@pytest.mark.skipif(not REAL.is_dir(), reason="the real articles (../shared/seeds) are not here")
def test_nothing_of_the_real_articles() -> None:
    real = {run for path in REAL.iterdir() for run in shingles(path.read_text("utf-8"), 6)}
    assert real
    assert {name: found for name in SOURCES if (found := shingles(SOURCES[name], 6) & real)} == {}
