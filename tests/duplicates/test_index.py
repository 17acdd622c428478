"""Versions of a story find each other, and the index can grow, shrink and be kept."""

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.duplicates import (
    CandidateIndex,
    Kind,
    PairStatus,
    Segment,
    Version,
    align_texts,
    score_pair,
)

BODY = (
    "The council of Arden closed the old bridge over the Wend on Monday after engineers found"
    " cracks in two of its five arches. Mayor Ruth Calloway said that repairs would take until"
    " spring and cost 4.2 million. Buses will go round by the mill road. Shopkeepers in the High"
    " Street fear for their trade before the winter fair. The bridge, built in 1871, was last"
    " mended after the flood of 1954."
)
OTHER = (
    "A trawler sank off the northern cape in a gale and all nine of its crew were picked up by the"
    " coastguard. The skipper praised the helicopter's winchman, who went down four times. Oil has"
    " been seen on the water, the harbour master told reporters."
)


def version(name: str, text: str = BODY, **more: object) -> Version:
    return Version(name, text, **more)  # type: ignore[arg-type]


TEXT = st.lists(st.sampled_from(BODY.split() + OTHER.split()), max_size=60).map(" ".join)
VERSIONS = st.lists(TEXT, min_size=1, max_size=8).map(
    lambda texts: [version(str(number), text) for number, text in enumerate(texts)]
)


@given(TEXT, TEXT)
def test_score_is_the_same_from_both_sides(a: str, b: str) -> None:
    one, other = (
        score_pair(version("a", a), version("b", b)),
        score_pair(version("b", b), version("a", a)),
    )
    assert (one.kind, one.score) == (other.kind, other.score)
    assert (one.evidence.share_a, one.evidence.share_b) == (
        other.evidence.share_b,
        other.evidence.share_a,
    )
    assert 0 <= one.score <= 1


@given(VERSIONS)
def test_a_version_taken_out_again_leaves_no_trace(versions: list[Version]) -> None:
    index, never = CandidateIndex(), CandidateIndex()
    for one in versions:
        index.add(one)
    for one in versions[1:]:
        never.add(one)
    index.remove(versions[0].id)
    assert index.pairs(0.0) == never.pairs(0.0)


@given(VERSIONS)
def test_what_is_kept_is_what_was_there(versions: list[Version]) -> None:
    index = CandidateIndex()
    for one in versions:
        index.add(one)
    again = CandidateIndex([Segment.load(one.dump(), one.name) for one in index.segments])
    assert list(again.pairs(0.0)) == list(index.pairs(0.0))


@given(VERSIONS)
def test_pairs_of_some_are_among_those_of_all(versions: list[Version]) -> None:
    index = CandidateIndex()
    for one in versions:
        index.add(one)
    some = {one.id for one in versions[::2]}
    every = index.pairs(0.0)
    found = index.pairs(0.0, some)
    assert found == [pair for pair in every if pair in found]
    assert all(some & {pair.a, pair.b} for pair in found)
    assert index.pairs(0.0, {one.id for one in versions}) == every


def edited(text: str) -> str:
    return text.replace("4.2 million", "5.1 million").replace(
        " Buses will go round by the mill road.", ""
    )


def quoting(text: str) -> str:
    said = ". ".join(text.split(". ")[:2])
    return f"{OTHER} In another county, {said}. Nobody was hurt there."


@pytest.mark.parametrize(
    ("change", "kind"),
    [(str, Kind.EXACT), (edited, Kind.EDITED), (quoting, Kind.QUOTING)],
)
def test_kinds(change: Callable[[str], str], kind: Kind) -> None:
    found = score_pair(version("a"), version("b", change(BODY)))
    assert (found.kind, found.score > 0.5) == (kind, True)


def test_the_raw_page_and_the_clean_text_are_one_page() -> None:
    assert score_pair(version("a", hidden=0.5), version("b")).kind is Kind.SAME_PAGE


def test_the_likeliest_come_first_and_say_why() -> None:
    index = CandidateIndex()
    index.add(version("quoting", quoting(BODY)))
    index.add(version("copy"))
    index.add(version("other", OTHER))
    index.add(version("a new one"))
    found = index.pairs(documents={"a new one"})
    assert [one.b for one in found] == ["copy", "quoting"]
    assert "word for word" in found[0].evidence.summary


def test_reasons_count_sentences_as_the_rows_of_a_comparison_do() -> None:
    a = "The mayor closed the old bridge on Monday. Nobody was hurt. The ferry runs all night."
    b = a.replace("old", "narrow old").replace("runs all", "is to run through the")
    counts = Counter(pair.status for pair in align_texts(a, b).pairs)
    changed = counts[PairStatus.EDITED] + counts[PairStatus.REWORDED]
    said = score_pair(version("a", a), version("b", b)).evidence.summary
    assert said.startswith(
        f"{counts[PairStatus.VERBATIM]} of 3 body sentences word for word;"
        f" {changed} edited or reworded"
    )


def test_a_damaged_segment_is_refused() -> None:
    index = CandidateIndex()
    index.add(version("a"))
    (segment,) = index.segments
    with pytest.raises(ValueError, match="can't be read"):
        Segment.load(segment.dump()[:-4], segment.name)


def noise(number: int) -> str:
    lots = ". ".join(f"Lot{number}x{k} went to bidder{number * k} for {k}" for k in range(30))
    return f"{lots}. All of it was in the hall and on time, by a man who went up and said it"


def test_a_large_corpus_finds_the_copy_of_an_article() -> None:
    index = CandidateIndex()
    for number in range(300):
        index.add(version(str(number), noise(number)))
    index.add(version("old", edited(BODY)))
    index.add(version("new"))
    (found, *_) = index.pairs(documents={"new"})
    assert (found.b, found.kind, found.score > 0.9) == ("old", Kind.EDITED, True)


def test_a_page_of_two_articles_quotes_each() -> None:
    index = CandidateIndex()
    for number in range(300):
        index.add(version(str(number), noise(number)))
    index.add(version("cut", BODY[: BODY.index("Buses")]))
    index.add(version("whole"))
    index.add(version("other", OTHER))
    index.add(version("page", f"{BODY}\n{OTHER}"))
    found = {(one.a, one.b): one for one in index.pairs()}
    assert found["cut", "whole"].kind is Kind.EDITED
    for pair in [("page", "whole"), ("other", "page")]:
        assert found[pair].kind is Kind.QUOTING
        assert "beside another article" in found[pair].evidence.summary
