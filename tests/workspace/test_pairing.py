"""The index of a corpus goes on where the last session left it."""

from pathlib import Path

import pytest

from reader.duplicates import Candidate, Signature, Version
from reader.workspace.analyses.reading.pairing import Pairing
from reader.workspace.cache.analysis_cache import Cache

STORY = (
    "The ferry ran aground on a sandbank in the night. All of the forty people on board were taken"
    " off by fishermen before dawn. The captain told the court that the chart was old and wrong."
)


def opened(folder: Path) -> Pairing:
    return Pairing(Cache(folder / "cache.sqlite"), "corpus", "1")


def put(pairing: Pairing, document: str, text: str) -> None:
    pairing.add(document, "stamp", Signature.of(Version(document, text)))


def ids(pairs: tuple[Candidate, ...]) -> set[tuple[str, str]]:
    return {(pair.a, pair.b) for pair in pairs}


def test_a_large_index_takes_in_what_is_new_and_forgets_what_is_gone(tmp_path: Path) -> None:
    pairing = opened(tmp_path)
    for number in range(1_100):
        words = " ".join(f"lot{number}x{k} sold" for k in range(20))
        put(pairing, f"other{number}", f"{words}.")
    put(pairing, "one", STORY)
    put(pairing, "two", STORY)
    assert ids(pairing.pairs("first")) == {("one", "two")}
    pairing = opened(tmp_path)
    put(pairing, "three", STORY)
    found = {("one", "two"), ("one", "three"), ("three", "two")}
    assert ids(pairing.pairs("second")) == found
    pairing = opened(tmp_path)
    assert len(pairing.stamps) == 1_103
    pairing.remove("one")
    assert ids(pairing.pairs("third")) == {("three", "two")}
    pairing = opened(tmp_path)
    put(pairing, "two", "Council closes bridge; cracks found.")
    assert ids(pairing.pairs("fourth")) == set()


def test_what_is_on_the_disk_alone_is_paired_with_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.duplicates.search.segments._WORDS", 100)
    pairing = opened(tmp_path)
    put(pairing, "one", STORY)
    put(pairing, "changed", STORY)
    pairing.keep(putting_away=True)
    assert len(pairing._index) == 0
    put(pairing, "two", STORY)
    pairing.keep(putting_away=True)
    assert ids(opened(tmp_path).so_far()) == ids(opened(tmp_path).pairs("now"))
    put(pairing, "changed", "Council closes bridge; cracks found.")
    pairing.keep(putting_away=True)
    assert ids(pairing.pairs("then")) == {("one", "two")}


def test_pairs_that_were_not_kept_in_time_are_found_again(tmp_path: Path) -> None:
    pairing = opened(tmp_path)
    put(pairing, "one", STORY)
    put(pairing, "two", STORY)
    pairing.pairs("first")
    cache = Cache(tmp_path / "cache.sqlite")
    cache.forget("corpus", "pairs")
    assert ids(opened(tmp_path).pairs("first")) == {("one", "two")}
    for segment in cache.kinds("corpus\0index"):
        cache.forget("corpus\0index", segment)
    assert opened(tmp_path).stamps == {}
