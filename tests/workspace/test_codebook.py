"""The codebook edited: a tree that keeps its order, tags merged and removed, all of it undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations import (
    Anchor,
    DocumentState,
    Glance,
    Passage,
    Store,
    SuggestedPassage,
    Tag,
    in_codebook_order,
)
from reader.errors import ReaderError
from reader.exchange import Bundle, DocumentItem, TagItem
from reader.workspace.actions.codebook.codebook_editing import (
    describe_tag,
    merge_tags,
    move_tag,
    new_tag,
    parent_to_nest,
    recolor_tag,
    remove_tag,
    rename_tag,
    set_parent,
    set_tag_key,
    unnest_tag,
)
from reader.workspace.actions.transfer.tag_differences import tag_differences
from reader.workspace.analyses.passages.tag_tree import tag_tree, uses, with_children
from reader.workspace.analyses.stories.story_names import StoryNames
from reader.workspace.codebook_reading import fitting

TEXT = "The quay was shut on Monday, said the harbour master, and would stay so until May."


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "annotations.json", author="mina")


def names(store: Store) -> list[tuple[str, int]]:
    return [(node.tag.name, node.depth) for node in tag_tree(store.tags())]


def tag(store: Store, name: str) -> Tag:
    return next(one for one in store.tags() if one.name == name)


def passage(store: Store, start: int, end: int, *tags: Tag, note: str = "") -> Passage:
    with store.step("tag") as step:
        return step.put(
            Passage(
                document="a.txt",
                anchor=Anchor.of(TEXT, "0" * 64, start, end),
                tags=tuple(one.id for one in tags),
                note=note,
            )
        )


def content(store: Store) -> dict[str, object]:
    """All that is kept of tags and passages, without the stamps of its changes."""
    return {
        record.id: replace(record, modified="", revision=0)
        for kind in (Tag, Passage)
        for record in store.all(kind)  # type: ignore[type-var]  # both are records
    }


def test_a_tag_is_nested_moved_and_taken_out_again_with_all_below_it(store: Store) -> None:
    claim, quote = tag(store, "claim"), tag(store, "quote")
    assert parent_to_nest(store, claim) is None
    set_parent(store, quote, parent_to_nest(store, quote))
    part = new_tag(store, "half a quote", parent=tag(store, "quote"))
    assert names(store)[:4] == [("claim", 0), ("quote", 1), ("half a quote", 2), ("number", 0)]
    assert [node.digit for node in tag_tree(store.tags())][:4] == ["1", "2", "3", "4"]
    with pytest.raises(ReaderError, match="lies below"):
        set_parent(store, tag(store, "claim"), part)
    assert move_tag(store, tag(store, "claim"), 1)
    assert names(store)[:4] == [("number", 0), ("claim", 0), ("quote", 1), ("half a quote", 2)]
    assert not move_tag(store, tag(store, "quote"), 1)
    assert unnest_tag(store, tag(store, "quote"))
    assert names(store)[1:4] == [("claim", 0), ("quote", 0), ("half a quote", 1)]
    assert not unnest_tag(store, tag(store, "quote"))
    assert [one.position for one in store.tags()] == list(range(7))


def test_tags_of_a_file_are_taken_by_the_rules_of_those_made_here(store: Store) -> None:
    tags = (
        TagItem(name="Claim", key="10"),
        TagItem(name="b\x1b[1m", description="\x07", parent="Claim"),
        TagItem(name="B", key="x"),
        TagItem(name="b", key="T"),
    )
    whole = DocumentItem(path="a.txt", tags=("b", "Claim"))
    bundle = fitting(Bundle(tags=tags, documents=(whole,)), store.tags())
    assert [(tag.name, tag.key, tag.parent) for tag in bundle.tags] == [
        ("claim", "", None),
        ("b␛[1m", "", "claim"),
        ("B", "x", None),
        ("b (2)", "", None),
    ]
    assert bundle.documents[0].tags == ("b (2)", "claim")
    assert bundle.left_out == (
        "a second tag “b”: it is “b (2)”",
        "the key “10” of “claim”, which can't be one",
        "control characters in “b␛[1m”",
        "the key “T” of “b (2)”, which can't be one",
    )
    for refused in (
        partial(new_tag, store, "b\x1b"),
        partial(describe_tag, store, store.tags()[0], "\x07"),
    ):
        with pytest.raises(ReaderError, match="control characters"):
            refused()


def test_merging_keeps_passages_and_tells_of_itself_and_is_one_step(store: Store) -> None:
    claim, doubt = tag(store, "claim"), tag(store, "doubt")
    first = passage(store, 0, 8, doubt, note="ask")
    both = passage(store, 9, 20, claim, doubt)
    below = new_tag(store, "grave doubt", parent=doubt)
    before = content(store)
    assert merge_tags(store, tag(store, "doubt"), tag(store, "claim")) == 2
    kept = store.get(Passage, first.id)
    assert kept is not None
    assert (kept.tags, kept.note, kept.created) == ((claim.id,), "ask", first.created)
    assert store.get(Passage, both.id).tags == (claim.id,)  # type: ignore[union-attr]
    assert "Merged from “doubt” (2 passages)" in tag(store, "claim").description
    assert store.get(Tag, below.id).parent == claim.id  # type: ignore[union-attr]
    assert store.get(Tag, doubt.id) is None
    undone = store.undo()
    assert undone is not None and undone.name == "merge “doubt” into “claim”"
    assert content(store) == before


def test_a_tag_merged_into_one_below_it_gives_way_to_that(store: Store) -> None:
    claim = tag(store, "claim")
    below = new_tag(store, "small claim", parent=claim)
    merge_tags(store, claim, below)
    assert ("small claim", 0) in names(store)


@pytest.mark.parametrize("with_passages", [True, False])
def test_a_tag_is_removed_with_or_without_its_passages(store: Store, with_passages: bool) -> None:
    claim, quote = tag(store, "claim"), tag(store, "quote")
    alone, shared = passage(store, 0, 8, claim, note="why"), passage(store, 9, 20, claim, quote)
    below = new_tag(store, "small claim", parent=claim)
    before = content(store)
    assert remove_tag(store, claim, with_passages=with_passages) == 2
    assert store.get(Passage, shared.id).tags == (quote.id,)  # type: ignore[union-attr]
    left = store.get(Passage, alone.id)
    assert left is None if with_passages else left is not None and left.tags == ()
    assert store.get(Tag, below.id).parent is None  # type: ignore[union-attr]
    store.undo()
    assert content(store) == before


def test_names_and_keys_are_taken_once(store: Store) -> None:
    claim, quote = tag(store, "claim"), tag(store, "quote")
    with pytest.raises(ReaderError, match="there is a tag “claim” already"):
        rename_tag(store, quote, " Claim ")
    rename_tag(store, claim, "Claim")
    with pytest.raises(ReaderError, match="can't be the key"):
        set_tag_key(store, claim, "7")
    with pytest.raises(ReaderError, match="“q” is the key of “quote”"):
        new_tag(store, "question", key="q")
    assert set_tag_key(store, tag(store, "Claim"), "q") == quote
    assert (tag(store, "Claim").key, tag(store, "quote").key) == ("q", "")
    assert new_tag(store, "cause").key == "c"


def test_the_seventh_tag_and_all_of_the_palette_differ(store: Store) -> None:
    for number in range(8):
        new_tag(store, f"tag {number}")
    colors = [one.color for one in store.tags()]
    assert len(colors) == len(set(colors)) == 14


def test_tags_whose_parents_run_in_a_ring_are_at_the_top() -> None:
    ring = [Tag(id="a", name="a", parent="b"), Tag(id="b", name="b", parent="a", position=1)]
    lost = Tag(id="c", name="c", parent="gone", position=2)
    assert [(one.id, depth) for one, depth in in_codebook_order([lost, *ring])] == [
        ("a", 0),
        ("b", 0),
        ("c", 0),
    ]
    assert with_children(ring, ["a"]) == {"a"}


ACTIONS: list[Callable[[Store, Tag, Tag], object]] = [
    lambda store, one, other: new_tag(store, f"{one.name} and {other.name}", parent=one),
    lambda store, one, other: rename_tag(store, one, f"{one.name} {len(store.tags())}"),
    lambda store, one, other: recolor_tag(store, one, other.color),
    lambda store, one, other: describe_tag(store, one, f"Unlike {other.name}"),
    lambda store, one, other: set_tag_key(store, one, other.key),
    lambda store, one, other: move_tag(store, one, 1),
    lambda store, one, other: move_tag(store, one, -1),
    set_parent,
    lambda store, one, other: unnest_tag(store, one),
    lambda store, one, other: one.id != other.id and merge_tags(store, one, other),
    lambda store, one, other: remove_tag(store, one, with_passages=True),
    lambda store, one, other: remove_tag(store, one, with_passages=False),
]
STEPS = st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 9), st.integers(0, 9)))


@given(STEPS)
def test_whatever_is_done_to_the_codebook_is_undone_step_by_step(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[Callable[[Store, Tag, Tag], object], int, int]],
) -> None:
    with Store.open(tmp_path_factory.mktemp("w") / "annotations.json", author="mina") as store:
        tags = store.tags()
        passage(store, 0, 8, tags[0])
        passage(store, 9, 20, tags[0], tags[1])
        passage(store, 21, 30, tags[2])
        states = [content(store)]
        for act, first, second in steps:
            tags = store.tags()
            if not tags:
                break
            before = store.undoable, content(store)
            try:
                act(store, tags[first % len(tags)], tags[second % len(tags)])
            except ReaderError:
                assert content(store) == before[1]
            if content(store) != states[-1]:
                states.append(content(store))
            known = {one.id for one in store.tags()}
            assert all(one.parent is None or one.parent in known for one in store.tags())
            assert [one.position for one in store.tags()] == sorted(
                one.position for one in store.tags()
            )
            assert all(set(one.tags) <= known for one in store.all(Passage))
        while len(states) > 1:
            assert content(store) == states.pop()
            store.undo()
        assert content(store) == states[0]


def test_a_glance_tells_what_the_passage_does(store: Store, tmp_path: Path) -> None:
    tags = store.tags()
    passage(store, 0, 8, tags[0], tags[1], note='says "tags": [] and \\ “so”')
    plain = passage(store, 9, 20)
    with store.step() as step:
        step.put(replace(plain, origin=plain.id, author='A "B" Ç', document='n/“ü".txt'))
    assert sorted(store.glances()) == sorted(map(Glance.of, store.all(Passage)))
    assert store.glances("a.txt") == [Glance.of(store.passages("a.txt")[0])]
    # By hand, or by another program: other blanks, fields in another order, fields that are new.
    rows = store.rows(Passage)
    for key, row in list(rows.items()):
        rows[key] = dict(sorted((row | {"later": 1}).items()))
    assert sorted(store.glances()) == sorted(map(Glance.of, store.all(Passage)))


def test_uses_count_passages_documents_and_stories() -> None:
    def glance(document: str, *tags: str) -> Glance:
        return Glance("", document, 0, 1, "", tags, False, None, "", "")

    glances = [glance("a", "t", "u"), glance("b", "t"), glance("c", "t"), glance("c", "t")]
    found = uses(glances, [DocumentState(document="d", tags=("u",))])
    assert (found["t"].passages, len(found["t"].documents), found["u"].passages) == (4, 3, 1)
    assert found["u"].documents == {"a", "d"}, "a document that has the tag itself counts"
    assert StoryNames({"a": "a", "b": "a"}).count(found["t"].documents) == 2


def test_documents_and_suggestions_go_with_a_tag_that_is_merged_or_removed(store: Store) -> None:
    one, other = new_tag(store, "one"), new_tag(store, "other")
    with store.step("set up") as step:
        step.put(DocumentState(document="a", tags=(one.id,)))
        anchor = Anchor.of(TEXT, "ab" * 32, 4, 8)
        step.put(SuggestedPassage(document="a", anchor=anchor, tags=(one.id,), tool="model"))
    merge_tags(store, one, other)
    (state,), (suggestion,) = store.all(DocumentState), store.all(SuggestedPassage)
    assert state.tags == suggestion.tags == (other.id,)
    remove_tag(store, other, with_passages=False)
    assert store.all(DocumentState)[0].tags == () and not store.all(SuggestedPassage)
    store.undo()
    store.undo()
    assert store.all(DocumentState)[0].tags == store.all(SuggestedPassage)[0].tags == (one.id,)


def test_a_key_that_is_refused_is_not_offered_either(store: Store) -> None:
    ours = tag(store, "claim")
    item = TagItem(id=ours.id, name="claim", key="1")
    bundle = fitting(Bundle(tags=(item,)), store.tags())
    assert bundle.left_out == ("the key “1” of “claim”, which can't be one",)
    assert tag_differences(store.tags(), bundle.tags, ()) == ()
