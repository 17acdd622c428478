"""What people agree on is taken over with all that they said of it."""

from contextlib import closing
from pathlib import Path

from reader.annotations import Link, Passage, Status, Tag, Verdict
from reader.text import Span
from reader.workspace import Workspace
from reader.workspace.actions.passages.annotating import (
    link,
    note,
    set_document_note,
    set_status,
    toggle_tags,
)
from reader.workspace.actions.passages.settling import (
    settle,
    standing_here,
    take_agreed,
)
from reader.workspace.analyses.agreement.annotators import read_annotators
from reader.workspace.analyses.agreement.disputes import agreed, agreed_links, disputes

DOCUMENT = "harbor-bridge/clean-text.txt"
SPAN = Span(0, 40)


def work(corpus: Path, file: Path, status: Status) -> Path:
    """Write the work of a person: a tagged and noted passage, and words on its document."""
    with closing(Workspace.open([corpus], annotations=file, author=file.stem)) as workspace:
        list(workspace.scan())
        store, document = workspace.store, workspace.document(DOCUMENT)
        with store.step("tags") as step:
            above = step.put(Tag(name="above", color="#123456"))
            tag = step.put(
                Tag(name="own", color="#654321", description="Ours.", parent=above.id, position=99)
            )
        toggle_tags(store, document, [SPAN], tag)
        note(store, document, SPAN, "both say so")
        set_document_note(store, DOCUMENT, f"{file.stem} has read it")
        set_status(store, [DOCUMENT, "harbor-bridge/raw-page.txt"], status)
        set_status(store, ["harbor-bridge/raw-page.txt"], Status.DONE)
    return file


def test_notes_of_all_statuses_and_what_tags_are_come_over(corpus: Path, tmp_path: Path) -> None:
    files = [work(corpus, tmp_path / "ada.json", Status.DONE)]
    files.append(work(corpus, tmp_path / "mina.json", Status.FLAGGED))
    compared = read_annotators(files)
    assert compared.left_out == ("1 document whose statuses differ",)
    with closing(Workspace.open([corpus])) as workspace:
        list(workspace.scan())
        for count in (3, 0):  # the mark and two documents; the second time there is nothing new
            marks = agreed(compared.people)
            assert take_agreed(workspace, marks, {}, compared.remarks, "agreed") == count
        store = workspace.store
        (passage,) = store.all(Passage)
        assert passage.note == "both say so"
        tags = {tag.id: tag for tag in store.tags()}
        (own,) = (tags[key] for key in passage.tags)
        assert (own.color, own.description) == ("#654321", "Ours.")
        assert tags[own.parent or ""].color == "#123456"
        states = [store.state(path) for path in (DOCUMENT, "harbor-bridge/raw-page.txt")]
        assert [state and (state.status, state.note) for state in states] == [
            (Status.UNREAD, "ada has read it\n\nmina has read it"),
            (Status.DONE, ""),
        ]


def test_a_note_without_a_tag_is_asked_about_and_settled_by_an_answer_alone(
    corpus: Path, tmp_path: Path
) -> None:
    files = [work(corpus, tmp_path / f"{name}.json", Status.DONE) for name in ("ada", "mina")]
    with closing(Workspace.open([corpus], annotations=files[1], author="mina")) as workspace:
        list(workspace.scan())
        document = workspace.document(DOCUMENT)
        note(workspace.store, document, Span(50, 60), "who says?")
        compared = read_annotators(files)
        (dispute,) = disputes(compared.people)
        assert [mark.tag for mark in dispute.marks_of(dispute.everybody)] == [""]
        here = standing_here(workspace.store, document)
        assert not here.settled, "mina's own file is no answer"
        for people, notes in (([1], ["who says?"]), ([], []), ([1], ["who says?"])):
            settle(workspace, dispute, people, compared.remarks, "take")
            found = workspace.store.all(Passage)
            assert [one.note for one in found if one.anchor.span == Span(50, 60)] == notes
            assert standing_here(workspace.store, document).settled == {Span(50, 60)}


def test_different_notes_on_a_passage_are_asked_about(corpus: Path, tmp_path: Path) -> None:
    files = [work(corpus, tmp_path / f"{name}.json", Status.DONE) for name in ("ada", "mina")]
    with closing(Workspace.open([corpus], annotations=files[1], author="mina")) as workspace:
        list(workspace.scan())
        note(workspace.store, workspace.document(DOCUMENT), SPAN, "mina doubts it")
    compared = read_annotators(files)
    (dispute,) = disputes(compared.people)
    assert not agreed(compared.people)
    with closing(Workspace.open([corpus])) as workspace:
        list(workspace.scan())
        for people, said in (
            ([0], "both say so"),
            ([1], "mina doubts it"),
            ([0, 1], "both say so\n\nmina doubts it"),
        ):
            settle(workspace, dispute, people, compared.remarks, "take")
            assert [one.note for one in workspace.store.all(Passage)] == [said]
            here = standing_here(workspace.store, workspace.document(DOCUMENT))
            assert [here.are_of(dispute, each) for each in ([0], [1], [0, 1], [])] == [
                people == each for each in ([0], [1], [0, 1], [])
            ]


def test_agreed_links_bring_their_notes_and_agreed_rejections_come_over(
    corpus: Path, tmp_path: Path
) -> None:
    files = [tmp_path / "ada.json", tmp_path / "mina.json"]
    other, third = "harbor-bridge/raw-page.txt", "island-library/lamp-and-ledger.txt"
    for file in files:
        with closing(Workspace.open([corpus], annotations=file, author=file.stem)) as workspace:
            list(workspace.scan())
            store = workspace.store
            link(store, DOCUMENT, other, "same-page", note=f"{file.stem} is sure")
            rejected = Verdict.REJECTED
            link(store, DOCUMENT, third, "edited", verdict=rejected, note=f"{file.stem}: no")
    compared = read_annotators(files)
    with closing(Workspace.open([corpus])) as workspace:
        list(workspace.scan())
        links = agreed_links(compared.people)
        for count in (2, 0):
            assert take_agreed(workspace, (), links, compared.remarks, "agreed") == count
        assert {(one.b, str(one.verdict), one.note) for one in workspace.store.all(Link)} == {
            (other, "accepted", "ada is sure\n\nmina is sure"),
            (third, "rejected", "ada: no\n\nmina: no"),
        }
