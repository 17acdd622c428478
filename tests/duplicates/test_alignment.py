"""Sentences of two texts beside each other: nothing is lost, and what matters is seen."""

from hypothesis import example, given
from hypothesis import strategies as st

from reader.duplicates import (
    Alignment,
    Change,
    ChangeKind,
    NamedEvidence,
    Pair,
    PairStatus,
    align_texts,
    named_evidence,
)
from reader.text import sentences

WORDS = st.sampled_from(
    ["The", "mayor", "said", "bridge", "“closed”", "on", "May", "12", "水", "خبر"]
)
SENTENCE = st.lists(WORDS, min_size=1, max_size=12).map(lambda words: " ".join(words) + ".")
TEXT = st.one_of(st.text(max_size=80), st.lists(SENTENCE, max_size=8).map(" ".join))


def only(alignment: Alignment, status: PairStatus) -> Pair:
    (pair,) = [pair for pair in alignment.pairs if pair.status is status]
    return pair


def of_kind(pair: Pair, kind: ChangeKind, a: str, b: str) -> list[tuple[str | None, str | None]]:
    def words(change: Change) -> tuple[str | None, str | None]:
        return (change.a and change.a.of(a), change.b and change.b.of(b))

    return [words(change) for change in pair.changes if change.kind is kind]


@given(TEXT, TEXT)
def test_each_sentence_stands_in_the_alignment(a: str, b: str) -> None:
    pairs = align_texts(a, b).pairs
    assert {pair.a for pair in pairs if pair.a} == set(sentences(a))
    assert {pair.b for pair in pairs if pair.b} == set(sentences(b))
    lonely = [pair for pair in pairs if pair.a is None or pair.b is None]
    for pair in lonely:
        assert pair.status is (PairStatus.ADDED if pair.a is None else PairStatus.DROPPED)
        assert sum(pair.a == other.a and pair.b == other.b for other in pairs) == 1


@given(TEXT, TEXT)
def test_pairs_keep_the_order_of_a(a: str, b: str) -> None:
    starts = [pair.a.start for pair in align_texts(a, b).pairs if pair.a]
    assert starts == sorted(starts)


@given(TEXT, TEXT)
def test_changes_lie_within_their_sentences(a: str, b: str) -> None:
    for pair in align_texts(a, b).pairs:
        for change in pair.changes:
            assert change.a is None or (pair.a is not None and pair.a.covers(change.a))
            assert change.b is None or (pair.b is not None and pair.b.covers(change.b))
            assert change.a or change.b


@given(TEXT)
def test_a_text_is_verbatim_beside_itself(text: str) -> None:
    pairs = align_texts(text, text).pairs
    assert [pair.a for pair in pairs] == [pair.b for pair in pairs] == sentences(text)
    assert all(pair.status is PairStatus.VERBATIM for pair in pairs)


def test_words_that_became_somebody_elses() -> None:
    a = "“The bridge stays closed until the spring,” a spokesman for Harlow has said."
    b = "Harlow said that the bridge stays closed until the spring."
    pair = only(align_texts(a, b), PairStatus.REWORDED)
    assert of_kind(pair, ChangeKind.SPEAKER, a, b) == [("a spokesman for Harlow", "Harlow")]
    assert of_kind(pair, ChangeKind.QUOTE, a, b) == [
        ("The bridge stays closed until the spring", "the bridge stays closed until the spring")
    ]


def test_a_changed_number_a_changed_name_and_a_changed_day() -> None:
    a = "On Monday the council of Arden gave 40 families new flats beside the river."
    b = "On Tuesday the council of Elmsby gave 45 families new flats beside the river."
    (pair,) = align_texts(a, b).pairs
    assert of_kind(pair, ChangeKind.DATE, a, b) == [("Monday", "Tuesday")]
    assert of_kind(pair, ChangeKind.NAME, a, b) == [("Arden", "Elmsby")]
    assert of_kind(pair, ChangeKind.NUMBER, a, b) == [("40", "45")]


def test_texts_with_nothing_in_common() -> None:
    pairs = align_texts("The bridge is closed.", "Rain fell all night.").pairs
    assert {pair.status for pair in pairs} == {PairStatus.ADDED, PairStatus.DROPPED}


def test_three_words_beside_forty_thousand() -> None:
    long = " ".join(f"Sentence {number} tells of lot {number * 7}." for number in range(8000))
    assert (
        sum(pair.status is PairStatus.ADDED for pair in align_texts("A short note.", long).pairs)
        == 8000
    )


def test_a_headline_stands_beside_a_headline_and_loses_nothing_that_follows_it() -> None:
    a = "River port closes after barge hits lock\n\nThe port of Velmar closed on Monday after all."
    b = "Velmar shuts its port\n\nOn Monday the port of Velmar was closed at once."
    pairs = align_texts(a, b).pairs
    assert [(pair.a, pair.b) for pair in pairs] == [*zip(sentences(a), sentences(b), strict=True)]
    assert [one for pair in pairs for one in pair.changes if one.matters] == []


FIRST = "The hall was closed on Monday by the council of Arden."
SECOND = "Traders at the old market asked for three more weeks."
THIRD = "A ferry for forty cars will replace the boat from 1971."


def test_a_sentence_in_another_place_is_moved_and_the_others_are_not() -> None:
    pairs = align_texts(f"{FIRST} {SECOND} {THIRD}", f"{SECOND} {THIRD} {FIRST}").pairs
    assert [pair.moved for pair in pairs] == [True, False, False]


def test_what_contradicts_comes_before_what_is_reworded() -> None:
    a = "The old council of Arden gave 40 families new flats beside the river."
    b = "The former council of Arden gave 45 families new flats near the river."
    (pair,) = align_texts(a, b).pairs
    assert [change.contradicts for change in pair.ranked] == [True, False, False]


def test_evidence_is_named() -> None:
    a = f"{FIRST} Repairs cost $46 million, Ada Lund of the FCC said. Some 38,000 people signed."
    b = (
        "The council of Arden closed the hall on Tuesday. Repairs cost 46 million dollars, said"
        " Lund of the Federal Communications Commission. Some 83,000 people signed."
    )
    found = named_evidence(a, b, align_texts(a, b))
    assert {"Arden", "Ada Lund", "FCC"} <= set(found.names)
    assert found.numbers == ("$46 million",)
    told = {(one.kind, one.a, one.b) for one in found.contradicted}
    assert {
        (ChangeKind.NUMBER, "38,000", "83,000"),
        (ChangeKind.DATE, "Monday", "Tuesday"),
    } <= told
    assert "38,000 against 83,000" in found.in_words()
    shared = NamedEvidence(names=("Ada Lund",), dates=("1971", "1988"))
    assert shared.in_words(1) == "both: Ada Lund, 1971, …"


def test_a_name_in_both_contradicts_nothing_and_a_small_bare_number_is_no_evidence() -> None:
    a = "Ada Lund met Tom Berg of Arden after two hours of talks. Both went home, said Berg."
    b = "Tom Berg met Ruth Vale of Arden after long talks. Two members left. Ada Lund did not."
    found = named_evidence(a, b, align_texts(a, b))
    assert (found.contradicted, found.numbers) == ((), ())


@example("", "❶❷ barges, ❶/❷ of ❶ May")
@given(TEXT, TEXT)
def test_evidence_stands_where_it_says(a: str, b: str) -> None:
    for one in named_evidence(a, b, align_texts(a, b)).contradicted:
        assert one.span_a.of(a).split() == one.a.split()
        assert one.span_b.of(b).split() == one.b.split()


def test_a_standfirst_with_its_full_stop_is_the_one_without_and_stands_by_no_headline() -> None:
    said = "The chiefs of staff of both countries have discussed the long crisis at the border"
    a = f"A call of the two chiefs of staff\n{said}\nThey met."
    b = f"The chiefs of staff of both countries discuss the crisis\n{said}.\nThey met."
    pairs = align_texts(a, b).pairs
    held = [pair for pair in pairs if pair.a and pair.a.of(a) == said]
    assert [(pair.status, pair.b and pair.b.of(b)) for pair in held] == [
        (PairStatus.VERBATIM, f"{said}.")
    ]
