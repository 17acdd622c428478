"""The five real articles, where they are at hand: body and metadata exact."""

import json
from pathlib import Path
from typing import Any

import pytest

from reader.cleaning import Field, Role, Shown, clean

SHARED = Path(__file__).parents[3] / "shared"
TRUTH = SHARED / "bench/cleaning/seeds_truth.json"
SEEDS: dict[str, Any] = json.loads(TRUTH.read_text("utf-8")) if TRUTH.exists() else {}
FIELDS = {
    "title": "title",
    "author": "byline",
    "date": "date",
    "section": "section",
    "source": "publisher",
    "standfirst": "standfirst",
}

pytestmark = pytest.mark.skipif(not SEEDS, reason="the real articles (../shared) are not here")


@pytest.mark.parametrize("name", SEEDS)
def test_body_and_metadata_are_exact(name: str) -> None:
    truth = SEEDS[name]
    source = (SHARED / "seeds" / truth["file"]).read_bytes().decode()
    article = clean(source)
    body = [block for block in article.shown(Shown.BODY) if block.role is not Role.POST]
    assert [article.text_of(block) for block in body] == [
        paragraph.get("clean", paragraph["text"]) for paragraph in truth["body"]
    ]
    for key, attribute in FIELDS.items():
        wanted = truth[key] if isinstance(truth[key], list) else [truth[key]]
        assert _said(getattr(article, attribute)) in [_wanted(each) for each in wanted], key


def _said(found: Field | None) -> tuple[int, int, str | None] | None:
    return found and (found.start, found.end, found.value)


def _wanted(truth: dict[str, Any] | None) -> tuple[int, int, str | None] | None:
    return truth and (truth["start"], truth["end"], truth.get("iso") or truth.get("value"))
