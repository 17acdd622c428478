"""The index of a corpus goes on where the last session left it."""

import tracemalloc
from collections.abc import Container
from dataclasses import replace
from pathlib import Path

import pytest

from reader.duplicates import UNKNOWN, Candidate, Kind, Signature, Version
from reader.workspace.analyses.reading.pairing import Pairing
from reader.workspace.cache.analysis_cache import Cache
from reader.workspace.cache.candidate_codec import (
    CANDIDATES,
    decoded_candidates,
    encoded_candidates,
)

STORY = (
    "The ferry ran aground on a sandbank in the night. All of the forty people on board were taken"
    " off by fishermen before dawn. The captain told the court that the chart was old and wrong."
)


def opened(folder: Path, *, changed: Container[str] = (), version: str = "1") -> Pairing:
    cache = Cache(folder / "cache.sqlite")
    return Pairing(cache, "corpus", version, lambda document, _: document not in changed)


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
    assert len(opened(tmp_path).stamps) == 1_103
    pairing = opened(tmp_path, changed={"one"})
    assert ids(pairing.pairs("third")) == {("three", "two")}
    pairing = opened(tmp_path, changed={"two"})
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
    pairing = opened(tmp_path, changed={"changed"})
    assert ids(pairing.so_far()) == {("one", "two")}
    put(pairing, "changed", STORY)
    assert len(pairing.so_far()) == 3
    pairing.keep(putting_away=True)
    assert len(pairing._index) == 1
    put(pairing, "more", "Council closes bridge; cracks found.")
    assert len(pairing.pairs("then")) == 3


def test_of_many_that_were_read_before_the_pairs_told_then_are_told_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.duplicates.search.segments._WORDS", 100)
    monkeypatch.setattr("reader.workspace.analyses.reading.pairing._EARLY", 3)
    pairing = opened(tmp_path)
    for document in ("one", "two", "changed"):
        put(pairing, document, STORY)
    assert len(pairing.so_far()) == 3
    for document in ("four", "five"):
        put(pairing, document, STORY)
    pairing.keep()
    pairing = opened(tmp_path, changed={"changed"})
    assert (ids(pairing.so_far()), pairing.is_early) == ({("one", "two")}, False)
    pairing = opened(tmp_path)
    assert ids(pairing.so_far()) == {("one", "two")}
    assert len(pairing._index) < 5  # the rest is on the disk alone
    assert len(pairing.pairs("now")) == 10


def test_no_pairs_are_told_again_of_documents_that_the_index_lacks(tmp_path: Path) -> None:
    pairing = opened(tmp_path)
    put(pairing, "one", STORY)
    put(pairing, "two", STORY)
    assert len(pairing.so_far()) == 1  # the session ends here: they may change till the next
    assert opened(tmp_path).so_far() == ()
    put(pairing, "three", STORY)
    assert len(pairing.so_far()) == 3
    pairing.keep()
    assert opened(tmp_path, version="2").so_far() == ()


def test_an_index_of_which_nothing_is_of_use_any_more_is_not_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairing = opened(tmp_path)
    put(pairing, "one", STORY)
    put(pairing, "two", STORY)
    pairing.pairs("first")
    with monkeypatch.context() as no_segment:
        no_segment.setattr(Pairing, "_segment", None)  # so many take half a gigabyte
        pairing = opened(tmp_path, changed={"one", "two"})
    assert (pairing.stamps, pairing.so_far()) == ({}, ())
    put(pairing, "one", STORY)
    put(pairing, "two", STORY)
    assert ids(pairing.pairs("second")) == {("one", "two")}


def test_pairs_that_were_not_kept_in_time_are_found_again(tmp_path: Path) -> None:
    pairing = opened(tmp_path)
    put(pairing, "one", STORY)
    put(pairing, "two", STORY)
    pairing.pairs("first")
    cache = Cache(tmp_path / "cache.sqlite")
    cache.forget("corpus", CANDIDATES)
    assert ids(opened(tmp_path).pairs("first")) == {("one", "two")}
    for segment in cache.kinds("corpus\0index"):
        cache.forget("corpus\0index", segment)
    assert opened(tmp_path).stamps == {}


def test_kept_pairs_are_what_they_were_and_take_little_memory() -> None:
    said = [replace(UNKNOWN, summary=f"{n} words in a row; " * 9) for n in range(1_000)]
    pairs = tuple(Candidate("a", f"b{n}", Kind.EDITED, 0.5, one) for n, one in enumerate(said))
    kept = encoded_candidates(pairs)
    tracemalloc.start()
    found = decoded_candidates(kept)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 250 * len(pairs)
    assert found == pairs == found
    assert set(found) == set(pairs)
