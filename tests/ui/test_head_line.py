"""The head line tells what counts most at any width, in one order."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from reader.ui.shared.lines.head_line import HeadLine


class _Shown(App[None]):
    def compose(self) -> ComposeResult:
        yield HeadLine()


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (40, "Port Merri… · ◐ 3/20 · 37% · with asides"),
        (80, "Port Merrin shuts the harbour bridge for… · Courier · ◐ 3/20 · 37% · with asides"),
        (
            90,
            "Port Merrin shuts the harbour bridge for a year"
            " · Courier · ◐ 3/20 · 37% · with asides",
        ),
        (
            106,
            "Port Merrin shuts the harbour bridge for a year"
            " · Courier · 2024-05-01 10:00 · ◐ 3/20 · 37% · with asides",
        ),
    ],
)
async def test_the_title_comes_first_then_the_place_then_source_and_date_then_advice(
    width: int, line: str
) -> None:
    async with _Shown().run_test(size=(width, 4)) as pilot:
        head = pilot.app.query_one(HeadLine)
        head.show(
            "Port Merrin shuts the harbour bridge for a year",
            about=("Courier", "2024-05-01 10:00"),
            kept=("◐ 3/20", "37%", "with asides"),
            spare=("3 versions undecided: L",),
            file="a.txt",
        )
        assert head.render().plain == line
