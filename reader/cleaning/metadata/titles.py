"""Find the title of an article among the titles that its page declares and the lines it shows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from reader.cleaning.article import Field, Role
from reader.cleaning.features.line_wording import SHORTEST_TITLE, same, units
from reader.cleaning.metadata.metadata_fields import FoundMetadata, bare_title
from reader.cleaning.parse.lines import Line

_TITLE_CUTS = re.compile(r"\s+(?:[|•–—»›·-]|::|//|→)\s+")
_LONGEST_SITE = 5  # the name of a site has no more words


def headline_of(page: Mapping[str, Field], lines: Sequence[Line]) -> int | None:
    """Return the line that shows the title which the page declares, whole or without the site.

    Of a part of a declared title only a heading is its headline: the other may be the site's name.
    """
    places: dict[str, int] = {}
    headings: dict[str, int] = {}
    for index, line in enumerate(lines):
        key = same(bare_title(line.text))
        places.setdefault(key, index)
        if line.role is Role.HEADING and line.level <= 2 and line.place != "nav":
            headings.setdefault(key, index)
    for name in ("title", "page title"):
        if name in page:
            whole, *parts = title_parts(page[name].text)
            if same(whole) in places and units(whole) >= SHORTEST_TITLE:
                return places[same(whole)]
            for part in parts:
                if same(part) in headings and units(part) >= 2:
                    return headings[same(part)]
    return None


def title_of(
    found: FoundMetadata, page: Mapping[str, Field], lines: Sequence[Line]
) -> Field | None:
    """Return the title: the line found, unless the page declares one that no line shows."""
    said = page.get("title") or page.get("page title")
    if said is None:
        return found.title
    site = page["publisher"].text if "publisher" in page else ""
    declared_title = replace(said, text=without_site(said.text, site))
    if found.title is None:
        return declared_title
    shown = next((i for i, role in found.roles.items() if role is Role.TITLE), None)
    if shown is not None and lines[shown].role is not Role.HEADING:
        words = set(same(found.title.text).split())
        others = set(same(declared_title.text).split())
        if len(others) >= SHORTEST_TITLE and len(words & others) < 0.5 * len(others):
            return declared_title
    return found.title


def title_parts(text: str) -> list[str]:
    """Return a title, then what is left of it without parts at its end, then without those before.

    The parts are what bars, dashes and guillemets between blanks set off: the names of site,
    section and series.
    """
    cuts = [match.span() for match in _TITLE_CUTS.finditer(text)]
    heads = [text[:start] for start, _ in reversed(cuts)]
    tails = [text[end:] for _, end in cuts]
    between = [text[a:b] for (_, a), (b, _) in pairwise(cuts)]
    return [part for part in (text, *heads, *tails, *between) if part.strip()]


def without_site(text: str, site: str) -> str:
    """Return a title without the name of the site at an end of it.

    That is the part which names ``site``, else a short last part, where enough is left.
    """
    cuts = [match.span() for match in _TITLE_CUTS.finditer(text)]
    if not cuts:
        return text
    head, last = text[: cuts[-1][0]], text[cuts[-1][1] :]
    first, rest = text[: cuts[0][0]], text[cuts[0][1] :]
    if site and same(first) == same(site):
        return rest
    named = bool(site) and same(last) == same(site)
    short = units(last) <= _LONGEST_SITE and units(head) >= SHORTEST_TITLE
    return head if named or short else text
