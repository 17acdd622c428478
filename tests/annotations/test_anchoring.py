"""Passages find their place again, and never a wrong one."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotations import Anchor, Passage, Standing, reanchor

WORDS = ["the", "mayor", "said", "bridge", "river", "closed", "town", "of", "and", "in", "a"]
NAMES = [f"w{number:03}" for number in range(400)]
texts = st.lists(st.sampled_from(NAMES), min_size=30, max_size=120, unique=True)


def passage(text: str, quote: str) -> Passage:
    start = text.index(quote)
    return Passage(document="a", anchor=Anchor.of(text, "", start, start + len(quote)))


def found(old: str, new: str, quote: str) -> tuple[Standing, str | None]:
    (finding,) = reanchor(old, new, [passage(old, quote)])
    return finding.standing, finding.span.of(new) if finding.span else None


OLD = (
    "The bridge over the river is closed until May.\n\n"
    "The mayor, who had promised “a quick repair”, said on Monday that the town has run out of"
    " money.\n\n"
    "Shops on both banks have lost a third of their trade since the winter."
)


def test_nothing_changed() -> None:
    assert found(OLD, OLD, "“a quick repair”") == (Standing.EXACT, "“a quick repair”")


def test_a_passage_moves_with_what_is_put_before_it() -> None:
    new = "UPDATED. More to come, the editors write.\n\n" + OLD
    assert found(OLD, new, "“a quick repair”") == (Standing.MOVED, "“a quick repair”")


def test_a_passage_after_the_change_stands_exactly() -> None:
    assert found(OLD, OLD + "\n\nMore soon.", "the winter") == (Standing.EXACT, "the winter")


def test_a_changed_passage_keeps_its_place() -> None:
    new = OLD.replace("a third of their trade", "nearly half of their trade")
    standing, text = found(OLD, new, "have lost a third of their trade")
    assert (standing, text) == (Standing.CHANGED, "have lost nearly half of their trade")


def test_new_line_ends_are_no_change() -> None:
    new = OLD.replace(" ", "\r\n", 40)
    standing, text = found(OLD, new, "who had promised “a quick repair”")
    assert standing in {Standing.EXACT, Standing.MOVED}
    assert text is not None
    assert text.split() == ["who", "had", "promised", "“a", "quick", "repair”"]


def test_other_quotation_marks_stay_within_the_passage() -> None:
    new = OLD.replace("“", '"').replace("”", '"')
    assert found(OLD, new, "“a quick repair”") == (Standing.CHANGED, '"a quick repair"')


def test_a_deleted_passage_is_an_orphan_with_a_guess() -> None:
    new = (
        OLD.replace(", who had promised “a quick repair”,", "") + "\n\nHe promised a quick repair."
    )
    (finding,) = reanchor(OLD, new, [passage(OLD, "had promised “a quick repair”")])
    assert (finding.standing, finding.span) == (Standing.ORPHANED, None)
    assert finding.guess is not None
    assert "promised a quick repair" in finding.guess.of(new)


def test_a_short_passage_is_not_put_on_the_same_word_elsewhere() -> None:
    new = OLD.replace("The bridge over the river is closed until May.\n\n", "")
    assert found(OLD, new, "The bridge") == (Standing.ORPHANED, None)
    assert found(OLD, new, "the river") == (Standing.ORPHANED, None)


def test_of_two_the_same_in_a_row_none_is_taken_for_the_other() -> None:
    old = "He signed the the paycheck on the front of it all."
    start = old.index("the")
    second = Passage(document="a", anchor=Anchor.of(old, "", start + 4, start + 7))
    (finding,) = reanchor(old, old.replace("the the", "the"), [second])
    assert finding.standing is Standing.ORPHANED


def test_moved_paragraphs_take_their_passages_along() -> None:
    first, second, third = OLD.split("\n\n")
    new = "\n\n".join([third, first, second])
    for quote in ("a third of their trade", "closed", "“a quick repair”"):
        assert found(OLD, new, quote) == (Standing.MOVED, quote)


def test_another_article_gets_nothing() -> None:
    new = "The council of the town said on Tuesday that the new school is to open in the autumn."
    for quote in ("The mayor", "said on Monday that the town has run out of money", "the"):
        assert found(OLD, new, quote)[0] is Standing.ORPHANED


def test_scripts_without_blanks() -> None:
    old = "市長は月曜日に橋が五月まで閉鎖されると述べた。住民は困っている。"
    new = "速報。" + old.replace("困っている", "とても困っている")
    assert found(old, new, "橋が五月まで閉鎖される") == (Standing.MOVED, "橋が五月まで閉鎖される")


def test_marks_and_empty_texts() -> None:
    assert found("Why?! Because.", "", "?!")[0] is Standing.ORPHANED
    assert found("Why?! Because.", "?! ?!", "?!")[0] is Standing.ORPHANED
    assert found("a", "b", "a")[0] is Standing.ORPHANED


@settings(max_examples=60, deadline=None)
@given(texts, st.data())
def test_after_insertions_every_word_is_where_it_went(
    words: list[str], data: st.DataObject
) -> None:
    old = " ".join(words)
    cut = data.draw(st.integers(0, len(words)))
    new_words = ["x1", "x2", "x3"]
    new = " ".join([*words[:cut], *new_words, *words[cut:]])
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, min(len(words) - 1, first + 8)))
    if first < cut <= last:
        return
    quote = " ".join(words[first : last + 1])
    assert found(old + ".", new + ".", quote)[1] == quote


@settings(max_examples=60, deadline=None)
@given(texts, st.data())
def test_what_is_deleted_is_found_nowhere(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, min(len(words) - 1, first + 8)))
    new = " ".join([*words[:first], *words[last + 1 :]])
    quote = " ".join(words[first : last + 1])
    (finding,) = reanchor(" ".join(words), new, [passage(" ".join(words), quote)])
    assert finding.standing is Standing.ORPHANED


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=60),
    st.lists(st.sampled_from(WORDS), max_size=60),
    st.data(),
)
def test_any_two_texts_give_spans_within_the_new_one(
    old_words: list[str], new_words: list[str], data: st.DataObject
) -> None:
    old, new = " ".join(old_words), "\n".join(new_words)
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    asked = Passage(document="a", anchor=Anchor.of(old, "", start, end))
    (finding,) = reanchor(old, new, [asked])
    for span in (finding.span, finding.guess):
        assert span is None or 0 <= span.start < span.end <= len(new)
