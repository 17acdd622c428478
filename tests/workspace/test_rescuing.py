"""What is kept until it can be saved goes once it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reader.annotations import Anchor, Draft, DraftStore, Link, Passage, Store
from reader.workspace.rescuing import unsaved_drafts


def test_a_draft_goes_when_its_text_is_in_a_note_on_its_place(tmp_path: Path) -> None:
    path = tmp_path / "annotations.json"
    drafts = DraftStore(tmp_path / "drafts", path)
    here = Draft(document="a.txt", sha256="ab", start=2, end=6, text="Ask Quillfeather")
    elsewhere = replace(here, start=3)
    for draft in (here, elsewhere, Draft(document="a.txt ⇄ b.txt", sha256="", text="One desk")):
        drafts.keep(draft)
    with Store.open(path, author="ada") as store:
        assert len(unsaved_drafts(store, drafts)) == 3
        with store.step("note") as step:
            anchor = Anchor.of("A text of lamps.", "ab", here.start, here.end)
            step.put(Passage(document="a.txt", anchor=anchor, note=here.text))
            step.put(Link(a="b.txt", b="a.txt", kind="exact", note="One desk"))
        (left,) = unsaved_drafts(store, drafts)
    assert left.start == elsewhere.start
    assert drafts.all() == [left]
