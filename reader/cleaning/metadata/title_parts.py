"""The parts of a title: what it says of the article, and the names of the site and its sections."""

from __future__ import annotations

import re
from itertools import pairwise

from reader.cleaning.wording.line_wording import SHORTEST_TITLE, same, units

_TITLE_CUTS = re.compile(r"\s+(?:[|•–—»›·-]|::|//|→)\s+")
_LONGEST_SITE = 5  # the name of a site has no more words


def bare_title(text: str) -> str:
    """Return a title's line without the name of the site or series after a bar."""
    head, bar, _ = text.partition(" | ")
    return head if bar and units(head) >= SHORTEST_TITLE else text


def before_names(text: str) -> set[str]:
    """Return the beginnings of a title, as lines are compared, that names of a site may follow."""
    cuts = (match.span() for match in _TITLE_CUTS.finditer(text))
    heads = (text[:start] for start, end in cuts if not text[end:][:1].islower())
    return {same(head) for head in heads if units(head) > 1}


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
