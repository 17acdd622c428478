"""Web Annotations as a JSON-LD processor reads them, by the context that the W3C has published."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reader.exchange import FORMATS, Bundle, DocumentItem, LinkItem, PassageItem, TagItem

CONTEXT = Path("/work/shared/exchange/anno.jsonld")
OA = "http://www.w3.org/ns/oa#"
IDS = ("019a0000-0000-7000-8000-000000000001", "019a0000-0000-7000-8000-000000000002")
TEXT = "One 👩\u200d🏽 two\r\nthree"


def bundle() -> Bundle:
    return Bundle(
        corpus="news",
        exported="2024-01-01T00:00:00Z",
        tags=(TagItem(name="claim"),),
        documents=(DocumentItem(path="a b.txt"), DocumentItem(path="c.txt")),
        passages=(PassageItem.cut("a b.txt", TEXT, 4, 11, tags=("claim",), note="ask", id=IDS[0]),),
        links=(LinkItem(a="a b.txt", b="c.txt", kind="edited", id=IDS[1]),),
    )


def expanded() -> list[dict[str, Any]]:
    """Return the annotations as a processor without a network understands them."""
    jsonld = pytest.importorskip("pyld.jsonld")
    if not CONTEXT.exists():
        pytest.skip(f"{CONTEXT} is not here: the published context")

    def load(url: str, _: object) -> dict[str, object]:
        assert url == "http://www.w3.org/ns/anno.jsonld"
        document = json.loads(CONTEXT.read_text("utf-8"))
        return {"contextUrl": None, "documentUrl": url, "document": document}

    data = json.loads(FORMATS["webannotation"].write(bundle()).data)
    graph = jsonld.flatten(data, options={"documentLoader": load})
    return list(graph)


def test_every_part_of_an_annotation_has_a_meaning_in_the_published_context() -> None:
    nodes = expanded()
    by_type: dict[str, list[dict[str, Any]]] = {}
    for node in nodes:
        for kind in node.get("@type", ["?"]):
            by_type.setdefault(kind.removeprefix(OA), []).append(node)
    assert len(by_type["Annotation"]) == 2
    (place,) = by_type["TextPositionSelector"]
    (quote,) = by_type["TextQuoteSelector"]
    assert [place[OA + end][0]["@value"] for end in ("start", "end")] == [4, 11]
    assert quote[OA + "exact"][0]["@value"] == TEXT[4:11]
    motives = {m["@id"] for one in by_type["Annotation"] for m in one[OA + "motivatedBy"]}
    assert OA + "linking" in motives
    purposes = {p["@id"] for body in by_type["TextualBody"] for p in body[OA + "hasPurpose"]}
    assert purposes == {OA + one for one in ("tagging", "commenting", "classifying", "assessing")}


def test_no_key_is_dropped_by_the_processor() -> None:
    with_text = replace(bundle(), texts={"a b.txt": TEXT})
    written = json.loads(FORMATS["webannotation"].write(with_text).data)
    ids = [one["id"] for one in written["items"]]
    assert len(set(ids)) == 3 and all(one.startswith("urn:uuid:") for one in ids)
    known = json.loads(CONTEXT.read_text("utf-8"))["@context"] if CONTEXT.exists() else None
    if known is None:
        pytest.skip(f"{CONTEXT} is not here: the published context")

    def keys(value: object) -> set[str]:
        if isinstance(value, dict):
            return set(value).union(*map(keys, value.values()))
        return set().union(*map(keys, value)) if isinstance(value, list) else set()

    assert keys(written) - {"@context"} <= known.keys()


def test_notes_links_authors_and_ids_come_back_from_web_annotations() -> None:
    own = PassageItem.cut("ä b.txt", "one two", 4, 7, tags=("x",), note="n")
    name = "019a0000-0000-7000-8000-0000000000ff"
    first, later = "2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z"
    given = replace(own, id=name, author="Mina", created=first, modified=later, revision=1)
    link = LinkItem(a="ä b.txt", b="c.txt", kind="edited", verdict="rejected", note="no")
    documents = (DocumentItem(path="ä b.txt"), DocumentItem(path="c.txt"))
    bundle = Bundle(corpus="", exported="", documents=documents, passages=(given,), links=(link,))
    read = FORMATS["webannotation"].read(FORMATS["webannotation"].write(bundle).data, "f")
    assert (read.passages, read.links) == (bundle.passages, bundle.links)


def test_each_target_is_a_passage_and_a_body_without_words_is_told() -> None:
    bodies = [
        {"type": "TextualBody", "purpose": "tagging", "value": "x"},
        {"type": "SpecificResource", "purpose": "tagging", "source": "https://example.org/tag"},
    ]
    targets = [
        {"source": path, "selector": {"type": "TextQuoteSelector", "exact": path[0]}}
        for path in ("a.txt", "b.txt")
    ]
    one = {"id": f"urn:uuid:{IDS[0]}", "type": "Annotation", "body": bodies, "target": targets}
    read = FORMATS["webannotation"].read(json.dumps([one]).encode(), "f")
    found = [(each.document, each.quote, each.tags, each.id) for each in read.passages]
    assert found == [("a.txt", "a", ("x",), IDS[0]), ("b.txt", "b", ("x",), "")]
    assert read.left_out == ("f#/0: a body without words: https://example.org/tag",)


def test_hypothesis_is_read_by_its_quotes() -> None:
    selectors = [
        {"type": "TextPositionSelector", "start": 900, "end": 903},
        {"type": "TextQuoteSelector", "exact": "two", "prefix": "one ", "suffix": ""},
    ]
    row = {
        "uri": "https://example.org/a",
        "user": "acct:mina@hypothes.is",
        "text": "why",
        "tags": ["x"],
        "created": "2024-01-01T10:00:00+02:00",
        "updated": "2024-01-02T10:00:00+02:00",
        "target": [{"source": "https://example.org/a", "selector": selectors}] * 2,
    }
    read = FORMATS["webannotation"].read(json.dumps({"rows": [row]}).encode(), "f")
    passage, other = read.passages
    assert passage == other
    assert (passage.quote, passage.prefix, passage.tags) == ("two", "one ", ("x",))
    assert (passage.note, passage.author) == ("why", "mina")
    assert passage.created == "2024-01-01T08:00:00.000Z"
    assert read.left_out == ("1 time of a last change",)
