"""Passages follow their article, and records their document, when files change under them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations import (
    Anchor,
    DocumentState,
    Link,
    Passage,
    Standing,
    Status,
    Store,
    Verdict,
    accept_guess,
    check,
    find_passages,
    find_renamed,
    follow_parted,
    follow_renamed,
    health,
    parted_passages,
    seek,
    settle_passages,
)
from reader.text import Span

from .steps import step_name

OLD = (
    "The bridge over the river is closed until May.\n\n"
    "The mayor said on Monday that the town has run out of money for a quick repair."
)
NEW = "UPDATED.\n\n" + OLD.replace("on Monday ", "").replace("closed until May", "open again")
CUT = OLD.partition("\n\n")[0]


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def passage(quote: str) -> Passage:
    start = OLD.index(quote)
    return Passage(document="a.txt", anchor=Anchor.of(OLD, sha(OLD), start, start + len(quote)))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.open(tmp_path / "annotations.json", author="ada")
    store.keep_text(sha(OLD), OLD)
    with store.step("tag") as step:
        step.put(passage("The bridge over the river"))
        step.put(passage("the town has run out of money"))
    return store


def test_passages_go_with_their_text_and_settle_there(store: Store) -> None:
    found = find_passages(store, "a.txt", NEW, sha(NEW))
    assert [finding.standing for finding in found] == [Standing.MOVED, Standing.MOVED]
    settle_passages(store, found, NEW, sha(NEW))
    for each in store.passages("a.txt"):
        assert NEW[each.anchor.start : each.anchor.end] == each.anchor.quote
        assert each.anchor.sha256 == sha(NEW)
    assert store.text(sha(NEW)) == NEW
    assert step_name(store.undoable) == "tag"
    again = find_passages(store, "a.txt", NEW, sha(NEW))
    assert {finding.standing for finding in again} == {Standing.EXACT}


def test_an_orphan_stays_as_it_is_until_a_person_accepts(store: Store) -> None:
    new = "Why the town had run out of money\n\n" + CUT
    found = find_passages(store, "a.txt", new, sha(new))
    orphan = next(each for each in found if each.span is None)
    assert orphan.standing is Standing.ORPHANED
    settle_passages(store, found, new, sha(new))
    assert store.get(Passage, orphan.passage.id) == orphan.passage
    assert orphan.guess is not None
    placed = accept_guess(store, orphan, new, sha(new))
    assert placed.anchor.quote == orphan.guess.of(new)
    assert step_name(store.undo()) == "place passage"
    undone = store.get(Passage, orphan.passage.id)
    assert undone is not None
    assert undone.anchor == orphan.passage.anchor


def test_without_the_old_text_only_a_quote_that_stands_once_is_found(tmp_path: Path) -> None:
    with Store.open(tmp_path / "annotations.json", author="ada") as store:
        with store.step("tag") as step:
            step.put(passage("the town has run out of money"))
            step.put(passage("the"))
        new = "UPDATED.\n\n" + OLD
        found = {f.passage.anchor.quote: f for f in find_passages(store, "a.txt", new, sha(new))}
        assert found["the town has run out of money"].standing is Standing.MOVED
        twice = new + "\n\n" + OLD
        found = {
            f.passage.anchor.quote: f for f in find_passages(store, "a.txt", twice, sha(twice))
        }
        assert {finding.standing for finding in found.values()} == {Standing.ORPHANED}


def test_a_renamed_document_is_known_by_its_text(store: Store) -> None:
    with store.step("link") as step:
        step.put(Link(a="a.txt", b="b.txt", kind="edited"))
        step.put(DocumentState(document="a.txt", sha256=sha(OLD), status=Status.DONE))
    hashes = {"b.txt": sha("b"), "new.txt": sha(OLD)}
    assert find_renamed(store, hashes) == {"a.txt": "new.txt"}
    assert find_renamed(store, {**hashes, "copy.txt": sha(OLD)}) == {}
    follow_renamed(store, {"a.txt": "new.txt"}, hashes)
    assert (store.count("a.txt"), store.count("new.txt")) == (0, 2)
    assert [(link.a, link.b) for link in store.links("new.txt")] == [("new.txt", "b.txt")]
    state = store.state("new.txt")
    assert state is not None
    assert state.status is Status.DONE
    assert step_name(store.undo()) == "follow renamed documents"
    assert store.count("a.txt") == 2


def test_passages_go_to_the_part_that_holds_their_words_and_back(store: Store) -> None:
    first, second = OLD.split("\n\n")
    parts = {"a.txt#1": first, "a.txt#2": second, "b.txt": OLD}
    found = [*parted_passages(store, parts.keys(), parts.get)]
    assert {one.document for one in found} == {"a.txt#1", "a.txt#2"}
    follow_parted(store, found, parts.get)
    assert store.count("a.txt") == 0
    for one in (*store.passages("a.txt#1"), *store.passages("a.txt#2")):
        assert one.anchor.span.of(parts[one.document]) == one.anchor.quote
    back = [*parted_passages(store, {"a.txt"}, {"a.txt": OLD}.get)]
    assert [one.document for one in back] == ["a.txt"] * 2
    assert [*parted_passages(store, {"b.txt"}, {"b.txt": OLD}.get)] == []


def test_check_tells_what_needs_a_person(store: Store) -> None:
    with store.step("tag") as step:
        step.put(Passage(document="gone.txt", anchor=Anchor.of("x", "", 0, 1), tags=("unknown",)))
        step.put(Passage(document="b.txt", anchor=Anchor.of("x", sha("x"), 0, 1), tags=("what",)))
    documents = [("a.txt", NEW, sha(NEW)), ("b.txt", "x", sha("x")), ("c.txt", "c", sha("c"))]
    reports = {report.document: report for report in check(store, documents)}
    assert [reports[name].needs_person for name in ("a.txt", "b.txt", "c.txt")] == [0, 1, 0]
    assert reports["gone.txt"].needs_person
    assert reports["a.txt"].row() == {
        "document": "a.txt",
        "passages": [
            {
                "id": each.id,
                "status": "moved",
                "start": NEW.index(each.anchor.quote),
                "end": NEW.index(each.anchor.quote) + len(each.anchor.quote),
                "quote": each.anchor.quote,
            }
            for each in store.passages("a.txt")
        ],
        "problems": [],
    }
    assert health(store) == [
        "tags: unknown is not in the codebook, but 1 passage has it",
        "tags: what is not in the codebook, but 1 passage has it",
    ]
    store.close()


def test_verdicts_and_states_follow_a_document_that_was_never_opened(tmp_path: Path) -> None:
    hashes = {"a.txt": sha(OLD), "b.txt": sha("b")}
    with Store.open(
        tmp_path / "annotations.json", author="ada", hash_of=lambda name: hashes.get(name, "")
    ) as store:
        with store.step("reject") as step:
            step.put(Link(a="a.txt", b="b.txt", kind="edited", verdict=Verdict.REJECTED))
            step.put(DocumentState(document="b.txt", status=Status.DONE))
        now = {"x.txt": sha(OLD), "y.txt": sha("b")}
        renamed = find_renamed(store, now)
        assert renamed == {"a.txt": "x.txt", "b.txt": "y.txt"}
        follow_renamed(store, renamed, now)
        (link,) = store.links("x.txt")
        assert (link.a, link.b, link.verdict) == ("x.txt", "y.txt", Verdict.REJECTED)
        state = store.state("y.txt")
        assert state is not None
        assert state.status is Status.DONE
        assert find_renamed(store, {"x.txt": sha(OLD), "z.txt": sha("b")}) == {"y.txt": "z.txt"}


def part_passage(number: int, text: str) -> Passage:
    return Passage(document=f"f#{number}", anchor=Anchor.of(text, sha(text), 0, len(text)))


def part_hashes(texts: Iterable[str]) -> dict[str, str]:
    return {f"f#{number}": sha(text) for number, text in enumerate(texts, 1)}


def test_an_edited_part_stays_and_one_that_stands_twice_is_not_guessed(tmp_path: Path) -> None:
    with Store.open(tmp_path / "annotations.json", author="ada") as store:
        with store.step("tag") as step:
            step.put(part_passage(2, "b"))
        assert find_renamed(store, part_hashes(["a", "b edited", "c"])) == {}
        assert find_renamed(store, {**part_hashes(["a", "b edited"]), "copy.txt": sha("b")}) == {}
        assert find_renamed(store, part_hashes(["x", "a", "b", "b"])) == {}
        assert find_renamed(store, part_hashes(["x", "a", "b"])) == {"f#2": "f#3"}
        with store.step("tag") as step:
            step.put(part_passage(3, "b"))
        assert find_renamed(store, part_hashes(["x", "a", "b"])) == {}


@given(st.data())
def test_annotations_of_parts_go_with_their_texts(data: st.DataObject) -> None:
    before = [f"text {n}" for n in range(data.draw(st.integers(1, 6)))]
    kept = data.draw(st.lists(st.sampled_from([*before, "new", "newer"]), unique=True))
    annotated = data.draw(st.sets(st.sampled_from(before), min_size=1))
    then, now = part_hashes(before), part_hashes(kept)
    with TemporaryDirectory() as folder:
        store = Store.open(
            Path(folder, "a.json"), author="ada", hash_of=lambda name: then.get(name, "")
        )
        with store.step("tag") as step:
            for number, text in enumerate(before, 1):
                if text in annotated:
                    step.put(part_passage(number, text))
                    step.put(DocumentState(document=f"f#{number}", note=text))
                    step.put(Link(a=f"f#{number}", b="other.txt", kind="edited", note=text))
        follow_renamed(store, find_renamed(store, now), now)
        places: dict[str, set[str]] = {text: set() for text in annotated}
        for document in store.documents() - {"other.txt"}:
            places[store.state(document).note].add(document)  # type: ignore[union-attr]
            (passage,), (link,) = store.passages(document), store.links(document)
            assert passage.anchor.quote == link.note == store.state(document).note  # type: ignore[union-attr]
        for text in annotated:
            (place,) = places[text]
            if text in kept:
                assert now[place] == sha(text)
            else:
                assert place.removesuffix(" (gone)") == f"f#{before.index(text) + 1}"
        assert find_renamed(store, now) == {}
        if step_name(store.undoable) != "tag":
            store.undo()
        assert step_name(store.undoable) == "tag"
        assert {p.anchor.quote for d in then for p in store.passages(d)} == annotated
        store.close()


@pytest.mark.parametrize(
    ("prefix", "suffix", "start"),
    [("the ", "", 18), ("", " is", 26), (" ", "", None), ("", "", None), ("no ", "", None)],
)
def test_a_few_letters_beside_a_quote_settle_its_place_where_they_stand_once(
    prefix: str, suffix: str, start: int | None
) -> None:
    source = "A bridge, and the bridge. bridge is"
    anchor = Anchor(0, 0, "bridge", prefix, suffix, "")
    found = seek(source, Passage(document="a.txt", anchor=anchor))
    assert (found and found.start) == start


WORDS = st.lists(st.sampled_from(["town", "the", "bridge", "has", "run"]), min_size=2, max_size=30)


@given(WORDS, st.data(), st.integers(-4, 4))
def test_a_sought_quote_is_found_where_it_was_or_not_at_all(
    words: list[str], data: st.DataObject, shift: int
) -> None:
    source = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start = len(" ".join(words[:first])) + (first > 0)
    end = len(" ".join(words[: last + 1]))
    true = Anchor.of(source, sha(source), start, end)
    shifted = replace(true, start=start + shift, end=end + shift)
    found = seek(source, Passage(document="a.txt", anchor=shifted))
    assert found is None or found.of(source) == true.quote
    if sum(source.startswith(true.quote, place) for place in range(len(source))) == 1:
        assert found == Span(start, end)
