"""The five real articles: the ten pairs, and their sentences beside each other."""

import json
from pathlib import Path

import pytest

from reader.duplicates import Kind, PairStatus, Version, align_texts, score_pair

SHARED = Path(__file__).parents[3] / "shared"
SEEDS = SHARED / "seeds"
TRUTH = SHARED / "bench" / "duplicates" / "seed_alignment.json"
STATUS = {
    "light": PairStatus.EDITED,
    "quote": PairStatus.QUOTED,
    "reworded": PairStatus.REWORDED,
    "same_fact": PairStatus.REWORDED,
    "verbatim": PairStatus.VERBATIM,
}

pytestmark = pytest.mark.skipif(not TRUTH.exists(), reason="../shared is not here")


def source(name: str) -> str:
    (path,) = SEEDS.glob(f"{name}_*")
    return path.read_text("utf-8")


@pytest.mark.parametrize(
    ("b", "least"), [("002", 0.97), ("000", 0.99), ("003", 0.92), ("004", 0.85)]
)
def test_sentences_find_each_other(b: str, least: float) -> None:
    truth = json.loads(TRUTH.read_text("utf-8"))
    theirs = truth["pairs"][f"001-{b}"]["b_sentences"]
    wanted = {(mine, sentence["i"]) for sentence in theirs for mine in sentence["a"]}
    found: dict[tuple[int, int], PairStatus] = {}
    for pair in align_texts(source("001"), source(b)).pairs:
        if pair.a and pair.b:
            middle_a, middle_b = ((span.start + span.end) // 2 for span in (pair.a, pair.b))
            (mine,) = (s["i"] for s in truth["a_sentences"] if s["start"] <= middle_a < s["end"])
            (other,) = (s["i"] for s in theirs if s["start"] <= middle_b < s["end"])
            found[mine, other] = pair.status
    right = wanted & found.keys()
    assert 2 * len(right) / (len(wanted) + len(found)) >= least
    said = {sentence["i"]: STATUS.get(sentence["status"]) for sentence in theirs}
    # A sentence made of two has the status of the one that it is known by.
    for other in {other for _, other in right}:
        given = {found[link] for link in right if link[1] == other}
        assert said[other] is None or said[other] in given


def test_the_spun_copy_is_reworded_and_the_raw_page_is_the_same_page() -> None:
    clean = Version("001", source("001"))
    assert score_pair(clean, Version("002", source("002"))).kind is Kind.REWORDED
    assert score_pair(clean, Version("001 again", source("001"), hidden=0.5)).kind is Kind.SAME_PAGE
