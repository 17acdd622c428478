"""The head line tells what counts most at any width, in one order."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from reader.ui.shared.lines.head_line import HeadLine


class _Shown(App[None]):
    def compose(self) -> ComposeResult:
        yield HeadLine()


_TITLE = "Port Merrin shuts the harbour bridge for a year"


@pytest.mark.parametrize(
    ("width", "reads_only", "lines"),
    [
        (
            40,
            True,
            "Port Merrin shuts the harbour bridge fo…\nThe Harbour Co… · 2024-05-01 · read only\n"
            "◐ 3/20 · 37% · with asides · 2 passages",
        ),
        (
            60,
            False,
            f"{_TITLE}\nThe Harbour Courier · 2024-05-01\n"
            "◐ 3/20 · 37% · with asides · 2 passages · a.txt",
        ),
        (
            80,
            True,
            f"{_TITLE}\nThe Harbour Courier · 2024-05-01 · read only\n"
            "◐ 3/20 · 37% · with asides · 2 passages · 36% new after 1 other version · a.txt",
        ),
        (
            90,
            False,
            f"{_TITLE}\nThe Harbour Courier · 2024-05-01 · ◐ 3/20 · 37% · with asides"
            " · 2 passages · a.txt",
        ),
        (
            120,
            False,
            f"{_TITLE}\nThe Harbour Courier · 2024-05-01 · ◐ 3/20 · 37% · with asides"
            " · 2 passages · 36% new after 1 other version · a.txt",
        ),
    ],
)
async def test_source_date_and_place_stay_below_the_title_at_any_width(
    width: int, reads_only: bool, lines: str
) -> None:
    async with _Shown().run_test(size=(width, 4)) as pilot:
        head = pilot.app.query_one(HeadLine)
        head.tell_access(reads_only)
        head.show(
            _TITLE,
            spare="36% new after 1 other version",
            below=("The Harbour Courier", "2024-05-01"),
            facts=("◐ 3/20", "37%", "with asides", "2 passages"),
            file="a.txt",
        )
        assert head.render().plain == lines
