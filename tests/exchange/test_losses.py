"""No loss is silent: what a format can't hold of a bundle is counted."""

from dataclasses import replace

import pytest

from reader.exchange import FORMATS, Bundle, DocumentItem, LinkItem, PassageItem, TagItem
from reader.exchange.shared.token_spans import OFF_TOKEN
from reader.exchange.values import GrowingBundle
from tests.exchange.bundles import full


@pytest.mark.parametrize(("name", "lost"), [("conll", 1), ("spacy", 1), ("prodigy", 0)])
def test_a_passage_is_off_its_tokens_only_within_a_character(name: str, lost: int) -> None:
    text = "The minister sai\u0301d."
    passages = [
        PassageItem.cut("a.txt", text, start, end, tags=("x",))
        for start, end in ((0, 3), (5, 11), (13, 16))
    ]
    bundle = GrowingBundle({"a.txt": text}, passages=passages).bundle()
    assert FORMATS[name].losses(bundle).get(OFF_TOKEN, 0) == lost


@pytest.mark.parametrize("name", ["labelstudio", "qdpx", "cas", "brat", "doccano", "prodigy"])
def test_passages_on_one_place_are_told_where_they_become_one(name: str) -> None:
    one = PassageItem.cut("a.txt", "minister", 0, 8, tags=("x",))
    passages = [replace(one, id=f"p{number}") for number in range(3)]
    bundle = GrowingBundle({"a.txt": "minister"}, passages=passages).bundle()
    written = FORMATS[name].write(bundle)
    assert [count for what, count in written.losses.items() if "joined" in what] == [2]
    read = FORMATS[name].read(written.data, "file")
    assert (len(read.passages), read.joined) == (1, 2)


@pytest.mark.parametrize(("exporter", "lost"), [("ada", 0), ("mina", 1)])
def test_the_author_is_lost_where_somebody_else_exports(exporter: str, lost: int) -> None:
    one = PassageItem.cut("a.txt", "minister", 0, 8, tags=("x",), author="ada")
    bundle = replace(
        GrowingBundle({"a.txt": "minister"}, passages=[one]).bundle(), exporter=exporter
    )
    assert FORMATS["doccano"].losses(bundle)["authors of passages"] == lost
    assert FORMATS["qdpx"].losses(bundle)["authors of passages"] == 0


@pytest.mark.parametrize(
    ("name", "lost"),
    [
        ("json", {}),
        ("csv", {"links": 1}),
        ("markdown", {"authors of links": 1}),
        ("qdpx", {"authors of links": 1}),
        ("webannotation", {}),
    ],
)
def test_parts_of_links_are_lost_by_what_holds_links_alone(name: str, lost: dict[str, int]) -> None:
    link = LinkItem(a="a.txt", b="b.txt", kind="edited", note="n", author="ada", evidence="e")
    bundle = GrowingBundle({"a.txt": "a", "b.txt": "b"}).bundle()
    bundle = replace(bundle, links=(link,), exporter="mina")
    assert FORMATS[name].losses(bundle) == lost
    untold = () if name in {"json", "csv"} else ("evidence of links",)
    assert FORMATS[name].losses_of_reader(bundle) == untold


OF_DOCUMENTS = {"tags of documents", "notes of documents", "statuses of documents"}
OF_TAGS = {
    "parents of tags",
    "descriptions of tags",
    "colours of tags",
    "tags that are on nothing",
}
OF_PASSAGES = {"authors of passages"}
LOST = {
    "json": set(),
    "webannotation": OF_DOCUMENTS | OF_TAGS,
    "csv": {"links"} | OF_DOCUMENTS | OF_TAGS,
    "markdown": {"tags of documents", "statuses of documents", "line breaks of notes"}
    | OF_TAGS
    | OF_PASSAGES,
    "brat": {"links", "line breaks of notes"}
    | OF_DOCUMENTS
    | OF_PASSAGES
    | {"descriptions of tags"},
    "cas": {"links"} | OF_DOCUMENTS - {"notes of documents"} | OF_TAGS,
    "doccano": {"links", "notes", "passages without a tag"} | OF_DOCUMENTS | OF_TAGS | OF_PASSAGES,
    "labelstudio": {"links"} | OF_DOCUMENTS | OF_TAGS | OF_PASSAGES,
    "conll": {"links", "notes", "passages without a tag", "further tags of a passage"}
    | OF_DOCUMENTS
    | OF_TAGS
    | OF_PASSAGES,
}


def test_candidates_hold_nothing_that_people_made() -> None:
    losses = FORMATS["candidates"].losses(full())
    assert (losses["passages"], losses["links"]) == (2, 1)


@pytest.mark.parametrize("name", LOST)
def test_no_loss_is_silent(name: str) -> None:
    assert FORMATS[name].write(full()).losses.keys() == LOST[name]


def test_a_line_end_that_brat_has_no_fragment_for_is_counted() -> None:
    passage = PassageItem.cut("a.txt", "one\r\ntwo", 0, 5, tags=("claim",))
    bundle = Bundle(
        corpus="",
        exported="",
        tags=(TagItem(name="claim"),),
        passages=(passage,),
        texts={"a.txt": "one\r\ntwo"},
    )
    assert FORMATS["brat"].write(bundle).losses == {"blanks at the ends of passages": 1}


@pytest.mark.parametrize("note", ["two\nlines", "at the end\n"])
def test_line_breaks_of_notes_are_told_where_they_are_flattened(note: str) -> None:
    passage = PassageItem.cut("a.txt", "minister", 0, 8, tags=("x",), note=note)
    bundle = GrowingBundle({"a.txt": "minister"}, passages=[passage]).bundle()
    assert FORMATS["brat"].losses(bundle)["line breaks of notes"] == 1


@pytest.mark.parametrize(("name", "lost"), [("csv", 1), ("markdown", 1), ("json", 0)])
def test_the_place_of_words_that_are_gone_is_told(name: str, lost: int) -> None:
    one = replace(PassageItem.cut("a.txt", "minister", 0, 8, tags=("x",)), sha256="a")
    document = DocumentItem(path="a.txt", sha256="b")
    bundle = Bundle(tags=(TagItem(name="x"),), documents=(document,), passages=(one,))
    assert sum(FORMATS[name].losses(bundle).values()) == lost


def test_a_semicolon_in_the_name_of_a_tag_is_told_where_it_parts_tags() -> None:
    one = PassageItem.cut("a.txt", "minister", 0, 8, tags=("x; y", "z"))
    bundle = GrowingBundle({"a.txt": "minister"}, passages=[one]).bundle()
    assert list(FORMATS["csv"].losses(bundle).values()) == [1]
    assert not FORMATS["json"].losses(bundle)
