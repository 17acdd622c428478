"""Tags of thousands of attributes, on which parsers of HTML spend the square of their number."""

from __future__ import annotations

import pytest

from reader.text.crowded_tags import without_crowded_tags

MANY = " ".join(f'a{n}="<p>{n}"' for n in range(6_000))


@pytest.mark.parametrize("end", [">", "/>", "", ' b=">">'])
def test_a_crowded_tag_loses_its_attributes_and_the_page_nothing(end: str) -> None:
    rest = "<p class=a>Rain.</p>" if end else ""
    slim = without_crowded_tags(f"<p id=b>Wind.</p><div {MANY}{end}{rest}")
    assert slim == f"<p id=b>Wind.</p><div{'>' if end else ''}{rest}"


@pytest.mark.parametrize("page", [f'<p title="{"word " * 900}">a</p>', f"a < b <i> {MANY[:500]}"])
def test_other_pages_stay(page: str) -> None:
    assert without_crowded_tags(page) == page
