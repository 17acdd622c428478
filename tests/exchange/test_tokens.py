"""Formats of tokens: spaCy and CoNLL take them, and none splits a character."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.exchange import FORMATS, Bundle, PassageItem
from reader.exchange.shared.token_spans import tokens
from reader.exchange.values import GrowingBundle
from reader.text import Span, snapped, trimmed
from tests.exchange.bundles import TEXT, bundles


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("नमस्ते दुनिया.", ["नमस्ते", "दुनिया", "."]),
        ("สวัสดีครับ ที่นี่", ["สวัสดีครับ", "ที่นี่"]),
        ("كَتَبَ الوَلَدُ", ["كَتَبَ", "الوَلَدُ"]),
        ("un cafe\u0301 noir", ["un", "cafe\u0301", "noir"]),
        ("👩\u200d🚀 🇩🇪🇫🇷!", ["👩\u200d🚀", "🇩🇪", "🇫🇷", "!"]),
        ("部长说 May", ["部", "长", "说", "May"]),
    ],
)
def test_a_token_keeps_its_marks(text: str, words: list[str]) -> None:
    everywhere = range(len(text)) if text.startswith("👩") else ()
    assert [span.of(text) for span in tokens(text, everywhere)] == words


@given(TEXT, st.data())
def test_no_token_splits_a_grapheme_cluster(text: str, data: st.DataObject) -> None:
    cuts = data.draw(st.lists(st.integers(0, len(text))))
    for span in tokens(text, cuts):
        assert trimmed(snapped(span, text), text) == span


@given(bundles())
def test_spacy_takes_the_docs(bundle: Bundle) -> None:
    import spacy
    from spacy.tokens import Doc

    vocab = spacy.blank("xx").vocab
    rows = FORMATS["spacy"].write(bundle).data.decode().split("\n")[:-1]
    found = [Doc(vocab).from_json(json.loads(row), validate=True) for row in rows]
    assert [doc.text for doc in found] == list(bundle.texts.values())
    for doc, path in zip(found, bundle.texts, strict=True):
        spans = {(s.start_char, s.end_char, s.label_) for s in doc.spans.get("sc", [])}
        own = [p for p in bundle.passages if p.document == path]
        words = [(trimmed(Span(p.start, p.end), doc.text), p.tags) for p in own]
        words = [(trimmed(snapped(span, doc.text), doc.text), tags) for span, tags in words if span]
        assert spans == {
            (span.start, span.end, tag) for span, tags in words if span for tag in tags
        }


def test_a_docbin_is_read_by_spacy() -> None:
    import spacy
    from spacy.tokens import DocBin

    passage = PassageItem.cut("a.txt", "Ann  met Bo.", 5, 11, tags=("claim",))
    names = {"a.txt": ((0, 3, "PER"), (9, 11, "PER"))}
    bundle = Bundle(
        corpus="", exported="", passages=(passage,), texts={"a.txt": "Ann  met Bo."}, names=names
    )
    (doc,) = (
        DocBin().from_bytes(FORMATS["docbin"].write(bundle).data).get_docs(spacy.blank("xx").vocab)
    )
    assert (doc.text, [span.text for span in doc.spans["sc"]]) == ("Ann  met Bo.", ["met Bo"])
    assert [(name.text, name.label_) for name in doc.ents] == [("Ann", "PER"), ("Bo", "PER")]


@given(bundles())
def test_conll_is_strict_iob2_and_tells_what_it_leaves_out(bundle: Bundle) -> None:
    written = FORMATS["conll"].write(bundle)
    before, begun = "O", 0
    for row in written.data.decode().split("\n"):
        if not row or row.startswith("-DOCSTART-"):
            before = "O"
            continue
        token, label = row.split("\t")
        assert token.strip()
        assert label == "O" or label[:2] in ("B-", "I-")
        if label.startswith("I-"):
            assert before[2:] == label[2:]
        begun += label.startswith("B-")
        before = label
    told = written.losses
    assert told.get("further tags of a passage", 0) <= sum(len(p.tags) - 1 for p in bundle.passages)
    flat = told.get("passages that overlap another", 0) + told.get("passages of blanks alone", 0)
    assert begun == len(bundle.passages) - flat


def test_conll_keeps_a_passage_over_sentences_whole_and_two_tags_apart() -> None:
    text = "He came. She saw. They won. All of it."
    names = ("a b", "a_b", "c")
    spans = ((0, 17), (18, 27), (28, 31))
    passages = [
        PassageItem.cut("a.txt", text, *span, tags=(name,))
        for span, name in zip(spans, names, strict=True)
    ]
    written = FORMATS["conll"].write(GrowingBundle({"a.txt": text}, passages=passages).bundle())
    begun = re.findall(r"\tB-(.*)", written.data.decode())
    assert begun == ["a_b_2", "a_b", "c"]
    assert written.losses == {"names of tags: written otherwise": 1}
