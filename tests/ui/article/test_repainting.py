"""Only the rows that changed are drawn again: what is on the screen is what a fresh look shows."""

from __future__ import annotations

import random

import pytest

from reader.cleaning import Role, Shown
from reader.text import snapped
from reader.ui.article.view import Badge, MarkedSpan, TaggedSpan

from ..driving import handled, resized
from .making import Reading, article_of

MIXED = article_of(
    (Role.TITLE, "Bridge in Velna to close"),
    (Role.BYLINE, "By Petra Kolar"),
    *(
        block
        for n in range(12)
        for block in (
            f"Paragraph {n}. The old bridge will close. “Why?” asked Ms. Kolar."
            + " More words." * n,
            (Role.QUOTATION, "橋が三週間閉鎖される。" * 4),
            (Role.LIST_ITEM, "e\u0301te\u0301 👩\u200d👩\u200d👧 שלום\ttab"),
            (Role.LIST_ITEM, "unbreakable" * 9),
        )
    ),
)
KEYS = [
    *("h", "l", "j", "k", "w", "b", "left_parenthesis", "right_parenthesis"),
    *("left_curly_bracket", "right_curly_bracket", "home", "end", "pagedown", "pageup", "g", "G"),
    *("v", "o", "s", "p", "escape", "shift+left", "shift+down", "3", "7"),
    *("raw", "resize"),
]


@pytest.mark.parametrize("seed", range(4))
async def test_the_screen_is_up_to_date_after_any_keys(seed: int) -> None:
    chance = random.Random(seed)
    app = Reading(MIXED)
    async with app.run_test(size=(chance.choice([40, 61, 100]), 18)) as pilot:
        view, source = app.view, MIXED.source
        starts = sorted(chance.randrange(len(source) - 200) for _ in range(20))
        view.mentions = [MarkedSpan(start, start + 9, "ORG") for start in starts]
        view.passages = [TaggedSpan(start, start + 150, (Badge("c", "red"),)) for start in starts]
        for _ in range(50):
            key = chance.choice(KEYS)
            if key == "raw":
                view.reading = chance.choice([Shown.ARTICLE, Shown.ASIDES, Shown.SOURCE])
            elif key == "resize":
                await resized(pilot, chance.choice([40, 60, 90]), 18)
            else:
                await pilot.press(key)
            await handled(pilot)
            shown = app.screen._compositor.render_strips()
            width = view.scrollable_content_region.width
            for y in range(view.size.height):
                fresh = [segment.text for segment in view.render_line(y).simplify()]
                kept = [segment.text for segment in shown[y].crop(0, width).simplify()]
                assert kept == fresh, (key, y)
            assert 0 <= view.caret <= len(source)
            assert view.selection is None or view.selection == snapped(view.selection, source)
            selected = app.selected()
            assert selected is None or selected == selected.strip()
