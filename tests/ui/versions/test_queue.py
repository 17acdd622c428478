"""Likely duplicates are judged in the queue, one key each."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.annotations import Link, Verdict
from reader.duplicates import Candidate, Kind
from reader.ui.compare.compare_screen import CompareScreen
from reader.ui.duplicates.queue_screen import CandidateList, QueueScreen

from ..driving import Driver, running


def waiting(driver: Driver) -> list[frozenset[str]]:
    """Return the pairs in the queue, in order."""
    return [ends(one) for one in driver.app.screen.query_one(CandidateList).items]


def ends(pair: Candidate | Link) -> frozenset[str]:
    return frozenset((pair.a, pair.b))


def candidate(driver: Driver) -> Candidate:
    assert isinstance(driver.app.screen, QueueScreen)
    found = driver.app.screen.candidate
    assert found is not None
    return found


async def enter_queue(driver: Driver) -> None:
    await driver.press("D")
    await driver.settled()
    assert isinstance(driver.app.screen, QueueScreen)


async def test_the_best_candidate_comes_first_with_evidence_and_openings(corpus: Path) -> None:
    async with running(corpus) as driver:
        await enter_queue(driver)
        first = candidate(driver)
        best = max(one.score for one in driver.app.workspace.pairs)
        assert first.score == best
        assert first.evidence.summary[:40] in driver.shown
        for document in (first.a, first.b):
            body = driver.app.workspace.article(document).body.text
            assert body.split()[0] in driver.shown


async def test_accepting_takes_the_kind_and_leads_to_the_next(corpus: Path) -> None:
    async with running(corpus) as driver:
        await enter_queue(driver)
        first, before = candidate(driver), waiting(driver)
        await driver.press("a")
        (link,) = driver.app.workspace.store.all(Link)
        assert (ends(link), link.kind, link.verdict) == (ends(first), first.kind, "accepted")
        assert link.evidence == first.evidence.summary
        assert waiting(driver) == before[1:]
        second = candidate(driver)
        await driver.press("5")
        assert driver.app.workspace.store.all(Link)[-1].kind == Kind.QUOTING
        assert ends(second) not in waiting(driver)
        assert f"2 of {len(before)}" in driver.shown


async def test_rejected_pairs_stay_away_after_a_restart(corpus: Path) -> None:
    async with running(corpus) as driver:
        await enter_queue(driver)
        first, before = candidate(driver), waiting(driver)
        await driver.press("x")
        assert waiting(driver) == before[1:]
        assert driver.app.workspace.store.all(Link)[0].verdict is Verdict.REJECTED
    async with running(corpus) as driver:
        await enter_queue(driver)
        assert ends(first) not in waiting(driver)
        assert len(waiting(driver)) == len(before) - 1


async def test_undo_brings_a_candidate_back_even_after_a_restart(corpus: Path) -> None:
    async with running(corpus) as driver:
        await enter_queue(driver)
        before = waiting(driver)
        await driver.press("j", "j", "x", "a")
        await driver.press("u")
        assert waiting(driver) == [*before[:2], *before[3:]]
        await driver.press("u")
        assert waiting(driver) == before
        assert ends(candidate(driver)) == before[2]
        await driver.press("ctrl+r")
        assert waiting(driver) == [*before[:2], *before[3:]]
    async with running(corpus) as driver:
        await enter_queue(driver)
        await driver.press("u")
        assert waiting(driver) == before


async def test_skipped_candidates_come_again_at_the_end(corpus: Path) -> None:
    async with running(corpus) as driver:
        await enter_queue(driver)
        before = waiting(driver)
        await driver.press("s", "s")
        assert waiting(driver) == [*before[2:], *before[:2]]
        await driver.press("a")
        assert waiting(driver) == [*before[3:], *before[:2]]
        await driver.press("u", "u")
        assert waiting(driver) == [*before[1:], before[0]]
        assert ends(candidate(driver)) == before[1]
    async with running(corpus) as driver:
        await enter_queue(driver)
        assert waiting(driver) == before


async def test_all_pairs_can_be_worked_through(corpus: Path) -> None:
    async with running(corpus) as driver:
        await enter_queue(driver)
        total = len(waiting(driver))
        for number in range(total):
            await driver.press("ax"[number % 2])
        await driver.press("a", "x", "s", "enter")
        assert waiting(driver) == []
        assert "All likely duplicates are judged" in driver.shown
        assert len(driver.app.workspace.store.all(Link)) == total


async def test_enter_compares_and_a_verdict_there_counts_here(corpus: Path) -> None:
    async with running(corpus) as driver:
        await enter_queue(driver)
        first = candidate(driver)
        await driver.press("enter")
        await driver.settled()
        assert isinstance(driver.app.screen, CompareScreen)
        await driver.press("a", "q")
        await driver.settled()
        assert ends(first) not in waiting(driver)


@pytest.mark.parametrize("size", [(80, 24), (200, 50), (30, 8)])
async def test_every_size_shows_the_candidate(corpus: Path, size: tuple[int, int]) -> None:
    async with running(corpus, size=size) as driver:
        await enter_queue(driver)
        assert candidate(driver).kind in driver.shown


async def test_a_corpus_without_duplicates_has_an_empty_queue(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "one.txt").write_text("The mayor opened the new pier on Monday.")
    (tmp_path / "news" / "two.txt").write_text("Apples are cheap this year, and pears are not.")
    async with running(tmp_path / "news") as driver:
        await enter_queue(driver)
        await driver.press("a", "x", "s", "u", "enter", "3")
        assert "Nothing found" in driver.shown
