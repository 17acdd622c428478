"""A story: versions by date, a timeline, and who says what."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reader.annotations import Verdict
from reader.ui.compare.compare_screen import CompareScreen
from reader.ui.compare.statements import StatementList
from reader.ui.compare.story_screen import StoryScreen, VersionList
from reader.ui.compare.timeline import by_source
from reader.workspace.actions.passages.annotating import link
from reader.workspace.analyses.stories.story import zones_decide

from ..driving import Driver, resized, running

RAW = "harbor-bridge/raw-page.txt"
CLEAN = "harbor-bridge/clean-text.txt"
SPUN = "harbor-bridge/spun-copy.txt"


async def enter_story(driver: Driver, document: str = "clean-text.txt") -> list[str]:
    await driver.open(document)
    await driver.press("V")
    await driver.settled()
    assert isinstance(driver.app.screen, StoryScreen)
    return [one.document for one in driver.app.screen.query_one(VersionList).items]


async def test_versions_statements_and_a_timeline(corpus: Path) -> None:
    async with running(corpus, size=(110, 40)) as driver:
        link(driver.app.workspace.store, CLEAN, SPUN, "reworded")
        versions = await enter_story(driver)
        assert versions[0] == RAW
        assert {CLEAN, SPUN} <= set(versions)
        assert "first?" in driver.shown
        assert "2023-06-08" in driver.shown
        told = driver.app.screen.query_one(StatementList)
        row = next(one for one in told.items if one.text.startswith("“We would rather"))
        assert {RAW, CLEAN, SPUN} <= row.said.keys()
        line = next(one for one in driver.shown.splitlines() if "“We would rather" in one)
        assert line.split("“")[0].count("=") >= 2
        await resized(driver.pilot, 40, 20)
        await driver.press("g")
        first = driver.app.workspace.summary(RAW)
        assert f"{first.date[:10]} 18:41 · {first.source}" in driver.shown
        assert "= = ≈" in driver.shown  # statements have room still


async def test_a_statement_is_read_where_the_version_in_use_makes_it(corpus: Path) -> None:
    async with running(corpus, size=(110, 40)) as driver:
        link(driver.app.workspace.store, CLEAN, SPUN, "reworded")
        versions = await enter_story(driver)
        await driver.press("g", *"j" * versions.index(SPUN), "tab")
        told = driver.app.screen.query_one(StatementList)
        row = next(n for n, one in enumerate(told.items) if one.text.startswith("“We would"))
        await driver.press("g", *"j" * row, "enter")
        await driver.settled()
        assert driver.article.document == SPUN
        source = driver.app.workspace.document(SPUN).source
        assert driver.article.view.caret == source.index("Marta Ellingsen said that she")


async def test_a_version_is_compared_with_the_first(corpus: Path) -> None:
    async with running(corpus) as driver:
        versions = await enter_story(driver)
        assert versions.index(CLEAN) > 0
        await driver.press("c")
        await driver.settled()
        screen = driver.app.screen
        assert isinstance(screen, CompareScreen)
        assert screen.candidate is not None
        assert (screen.candidate.a, screen.candidate.b) == (versions[0], CLEAN)


async def test_a_link_that_goes_takes_its_version_along(corpus: Path) -> None:
    async with running(corpus) as driver:
        store = driver.app.workspace.store
        link(store, CLEAN, SPUN, "reworded")
        assert SPUN in await enter_story(driver)
        link(store, CLEAN, SPUN, "reworded", verdict=Verdict.REJECTED)
        await driver.settled()
        listed = driver.app.screen.query_one(VersionList)
        assert SPUN not in [one.document for one in listed.items]


async def test_an_article_alone_and_a_story_of_sixty(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "alone.txt").write_text("Apples\n\nApples are cheap, and pears are not.\n")
    for number in range(60):
        text = (
            f"The mayor opened the new pier on Monday, report {number} says. It cost nine million."
        )
        (folder / f"v{number:02}.txt").write_text(f"Pier opens\n\n{text}\n")
    async with running(folder, size=(80, 24)) as driver:
        assert await enter_story(driver, "alone.txt") == ["alone.txt"]
        assert "no other version" in driver.shown
        await driver.press("c", "tab", "j", "tab", "q", "q")
        for number in range(1, 60):
            link(driver.app.workspace.store, "v00.txt", f"v{number:02}.txt", "edited")
        await driver.press("slash", *["backspace"] * 5)
        await driver.type("v30")
        await driver.press("enter", "enter")
        await driver.settled()
        await driver.press("V")
        await driver.settled()
        assert "60 versions" in driver.shown
        await driver.press("G", "tab", "G", "g")


DATES = st.sampled_from(
    ["", "2023", "soon", "2023-06-08", "2023-06-08T18:41", "2023-06-08T18:41+02:00", "1999-01-01"]
)


@given(st.lists(st.tuples(DATES, st.sampled_from("abcdefghij")), max_size=70), st.integers(0, 60))
def test_a_timeline_fits_whatever_the_dates(told: list[tuple[str, str]], width: int) -> None:
    dates, sources = [date for date, _ in told], [source for _, source in told]
    lines = by_source(dates, ["x"] * len(dates), sources, width)
    assert all(len(line) <= width for line in lines)
    assert len(lines) <= 7
    dated = sum("-" in date for date in dates)
    if lines and dated <= 10:
        assert sum(line.count("x") for line in lines) == dated


def test_a_timeline_keeps_order_and_distance_for_each_source() -> None:
    dates = ["2023-06-01", "2023-06-30", "2023-06-02", "2023-06-02", ""]
    post, mail, ends = by_source(dates, "ADBCE", ["Post", "Post", "Mail", "Post", "Post"], 46)
    assert post.split()[0] == "Post"
    line = post.split()[1]
    assert line.replace("─", "") == "ACD"
    assert (line.index("A"), line.index("C"), line.index("D")) == (0, 1, 39)
    assert mail.split()[1].index("B") == 1
    assert ends.split() == ["2023-06-01", "2023-06-30"]
    # One that is known to the day stands behind those of its day, as in the table.
    [same, _] = by_source(["2023-06-01", "2023-06-01T18:00"], "BA", ["Post"] * 2, 60)
    assert same.split()[1].replace("─", "") == "AB"
    long, _ = by_source(dates[:1], "A", ["The Mail of Upper Arden"], 60)
    assert long.startswith("The Mail of Upp…  A")


def test_time_zones_are_shown_where_they_decide() -> None:
    assert not zones_decide(["2023-06-08T10:00+02:00", "2023-06-08T11:00+02:00", ""])
    assert zones_decide(["2022-05-19T19:54", "2022-05-19T14:46-04:00"])
    assert zones_decide(["2024-03-05T14:00-05:00", "2024-03-05T21:00+02:00"])
    dates = ["2023-06-08T18:00+09:00", "2023-06-08T12:00:30+02:00"]
    assert zones_decide(dates)
    ends = by_source(dates, "AB", ["Post", "Post"], 60)[-1]
    assert "2023-06-08 18:00 +09:00" in ends and "2023-06-08 12:00 +02:00" in ends


async def test_the_zone_of_a_version_is_shown_whole(tmp_path: Path) -> None:
    text = (
        "# The old hall\n\nThe council of Arden met on Tuesday to speak of the old fish hall.\n\n"
        "Mayor Ilse Brandt said that the hall would close unless money was found in the spring.\n"
    )
    for name, date in [("a", "2025-09-02T20:00:00+02:00"), ("b", "2025-09-02T19:00:00+00:00")]:
        (tmp_path / f"{name}.md").write_text(f"---\ndate: {date}\n---\n{text}")
    async with running(tmp_path, size=(110, 30)) as driver:
        driver.app.push_screen(StoryScreen("a.md", ("a.md", "b.md")))
        await driver.settled()
        assert "2025-09-02 20:00 +02:00 " in driver.shown
        await driver.press("escape", "D")
        await driver.settled()
        assert "of exact copies alone" in driver.shown


async def test_statements_are_filtered_by_what_is_said_of_them(corpus: Path) -> None:
    async with running(corpus, size=(110, 40)) as driver:
        link(driver.app.workspace.store, CLEAN, SPUN, "reworded")
        versions = await enter_story(driver)
        told = driver.app.screen.query_one(StatementList)
        whole = list(told.items)
        number = next(one for one in whole if "38,000" in one.text)
        assert SPUN in number.against
        assert CLEAN not in number.against
        await driver.press("f")
        assert "contradicted:" in driver.shown
        assert list(told.items) == [one for one in whole if one.against]
        await driver.press("f", "g", *"j" * versions.index(SPUN))
        assert all(one.said.keys() == {SPUN} for one in told.items)
        await driver.press("f")
        assert list(told.items) == [one for one in whole if len(one.said) > 1]
        await driver.press("f")
        assert list(told.items) == whole
