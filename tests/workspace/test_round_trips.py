"""An export says nothing new to the corpus that it comes from, whatever its format altered."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import closing
from itertools import cycle
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.annotations import DocumentState, Passage
from reader.exchange import FORMATS, Bundle, DocumentItem, PassageItem, TagItem, TextKind
from reader.exchange.shared.spreadsheets import unmarked
from reader.exchange.values import GrowingBundle
from reader.text import Span
from reader.workspace import Workspace
from reader.workspace.actions.passages.annotating import anchor_on, set_document_note
from reader.workspace.actions.transfer.exporting import export_as, exported
from reader.workspace.actions.transfer.import_planning import plan_import

STORY = (
    "The old mill stood by the river, and the river ran past it.\n"
    "A 🌊 came in the night; the mill’s wheel was gone at dawn.\n\n"
    "Nobody knows where it went, or who saw it go.\n"
)
TEXTS = {
    "plain.txt": STORY,
    "windows.txt": STORY.replace("\n", "\r\n"),
    "escaped.txt": STORY.replace("mill", "m\x1bill"),
    "page.html": "<html><body><article><h1>The mill</h1>"
    + "".join(f"<p><b>{line}</b> <i>so they say.</i></p>" for line in STORY.split("\n") if line)
    + "</article></body></html>",
}
NOTES = ["", " at the ends\n", "two\nlines", "a\r\nb", "tab\tin", "odd \x01 sign", "a  double  one"]
READ = sorted(name for name, one in FORMATS.items() if one.reads and name != "candidates")


@pytest.fixture(scope="module")
def annotated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Texts of all sorts, with passages of two people at odd places, some on the same."""
    corpus, chance, notes = tmp_path_factory.mktemp("corpus"), Random(7), cycle(NOTES)
    for name, text in TEXTS.items():
        (corpus / name).write_bytes(text.encode())
    with closing(Workspace.open([corpus], author="root")) as workspace:
        list(workspace.scan())
        tags = [tag.id for tag in workspace.store.tags()]
        with workspace.store.step("work") as step:
            for path in TEXTS:
                document = workspace.document(path)
                for _ in range(20):
                    start = chance.randrange(len(document.source) - 1)
                    end = chance.randrange(start + 1, min(start + 90, len(document.source)) + 1)
                    anchor = anchor_on(document, Span(start, end))
                    for author in ("root", "Ada")[: chance.randint(1, 2)]:
                        own = tuple(chance.sample(tags, chance.randint(0, 2)))
                        step.put(
                            Passage(
                                document=path,
                                anchor=anchor,
                                tags=own,
                                note=next(notes),
                                author=author,
                            )
                        )
        set_document_note(workspace.store, "plain.txt", " ask\tAda\x01\n")
        yield workspace


@pytest.mark.parametrize("kind", ["source", "clean"])
@pytest.mark.parametrize("name", READ)
def test_an_export_taken_into_its_own_corpus_adds_nothing(
    name: str, kind: TextKind, annotated: Workspace
) -> None:
    data = b"".join(export_as(annotated, exported(annotated), FORMATS[name], kind).parts())
    plan = plan_import(annotated, FORMATS[name].read(data, "file"))
    assert plan.passages > 0 and not plan.left_out
    assert [one.anchor for one in plan.records if isinstance(one, Passage)] == []
    assert (plan.records, plan.replaced) == ((), ())


def test_what_was_changed_in_another_tool_is_told_to_stand_beside_what_was(
    annotated: Workspace,
) -> None:
    data = b"".join(export_as(annotated, exported(annotated), FORMATS["doccano"], "source").parts())
    row, *_ = map(json.loads, data.splitlines())
    row["label"] = [[*row["label"][0][:2], "renamed"]]
    plan = plan_import(annotated, FORMATS["doccano"].read(json.dumps(row).encode(), "file"))
    assert (plan.new(Passage), plan.beside) == (1, 1)
    assert "1 passage beside others on the same words" in plan.in_words()


@pytest.mark.parametrize(("path", "end"), [("windows.txt", "\n"), ("plain.txt", "\r\n")])
def test_a_quote_across_a_line_end_of_another_kind_is_found(
    path: str, end: str, annotated: Workspace
) -> None:
    text = STORY.replace("\n", end) + "Added."  # so that only the quote tells its place
    start, last = text.index("past it."), text.index("🌊") + 1
    passage = PassageItem.cut(path, text, start, last, tags=("here",))
    bundle = GrowingBundle({path: text}, passages=[passage]).bundle()
    plan = plan_import(annotated, bundle)
    (found,) = (one for one in plan.records if isinstance(one, Passage))
    source = annotated.document(path).source
    assert found.anchor.span == Span(source.index("past it."), source.index("🌊") + 1)


def test_notes_of_a_project_keep_the_blanks_at_their_ends() -> None:
    texts = {"a.txt": STORY}
    passage = PassageItem.cut("a.txt", STORY, 0, 3, tags=(), note="\t why\n")
    document = DocumentItem(path="a.txt", note=" ask\n")
    written = FORMATS["qdpx"].write(GrowingBundle(texts, [document], [passage]).bundle())
    found = FORMATS["qdpx"].read(written.data, "file")
    assert [one.note for one in (*found.passages, *found.documents)] == ["\t why\n", " ask\n"]


def test_all_that_a_file_says_of_one_document_in_several_places_is_kept(
    annotated: Workspace,
) -> None:
    said = [DocumentItem(path="plain.txt", tags=(tag,), note=tag) for tag in ("new", "newer")]
    bundle = Bundle(documents=tuple(said), tags=(TagItem(name="new"), TagItem(name="newer")))
    states = [
        one for one in plan_import(annotated, bundle).records if isinstance(one, DocumentState)
    ]
    assert [len(one.tags) for one in states] == [2]
    assert states[0].note.endswith("new\n\nnewer")


def with_places(name: str, places: list[tuple[int, int, str]]) -> bytes:
    """Return a file of ``name`` with the story, a mark for each start, end and words."""
    if name == "prodigy":
        spans = [{"start": a, "end": b, "text": words, "label": "x"} for a, b, words in places]
        row = {"text": STORY, "spans": spans, "answer": "accept"}
        return json.dumps({**row, "meta": {"document": "plain.txt"}}).encode()
    regions = [
        {"type": "labels", "value": {"start": a, "end": b, "text": words, "labels": ["x"]}}
        for a, b, words in places
    ]
    task = {"data": {"text": STORY, "document": "plain.txt"}, "annotations": [{"result": regions}]}
    return json.dumps([task]).encode()


@pytest.mark.parametrize("name", ["labelstudio", "prodigy"])
@given(st.data())
def test_offsets_that_do_not_hold_their_words_never_mark_others(
    name: str, annotated: Workspace, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(STORY) - 2))
    end = data.draw(st.integers(start + 1, len(STORY)))
    words, by = STORY[start:end], data.draw(st.integers(-3, 3))
    assume(words.strip() and start + by >= 0)
    plan = plan_import(
        annotated,
        FORMATS[name].read(with_places(name, [(start + by, end + by, words)]), "file"),
    )
    taken = [one for one in plan.records if isinstance(one, Passage)]
    assert all(one.anchor.quote.split() == words.split() for one in taken)
    assert len(taken) + len(plan.left_out) == 1


@pytest.mark.parametrize("name", ["labelstudio", "prodigy"])
def test_offsets_in_the_other_unit_are_told_and_right(name: str, annotated: Workspace) -> None:
    start = STORY.rindex("it")
    units = len(STORY[:start].encode("utf-16-le")) // 2
    at = start if name == "labelstudio" else units
    data = with_places(name, [(at, at + 2, "it"), (0, 3, "no such words")])
    plan = plan_import(annotated, FORMATS[name].read(data, "file"))
    [found] = [one for one in plan.records if isinstance(one, Passage)]
    assert (found.anchor.start, plan.moved) == (start, 1)
    assert "no such words" in plan.left_out[0]


def test_a_quote_that_is_not_what_its_offsets_cut_is_a_loss_of_a_table(
    annotated: Workspace,
) -> None:
    export = export_as(annotated, exported(annotated), FORMATS["csv"], "source")
    rows = csv.DictReader(io.StringIO(b"".join(export.parts()).decode(), newline=""))
    found = [(row, annotated.document(row["document"]).source) for row in rows]
    others = sum(
        text[int(row["start"]) : int(row["end"])] != unmarked(row["quote"]) for row, text in found
    )
    assert export.losses["markup and line ends within quotes"] == others > 0
    clean = export_as(annotated, exported(annotated), FORMATS["csv"], "clean")
    assert "markup and line ends within quotes" not in clean.losses
