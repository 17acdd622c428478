"""The parts of a title: what it says of the article, and the names of the site and its sections."""

from __future__ import annotations

import re
from itertools import pairwise

from reader.cleaning.wording.line_wording import SHORTEST_TITLE, same, units

_TITLE_CUTS = re.compile(r"(?:\s+(?:[|•–—»›·-]|::|//|→))+\s+")
_COUNTED = re.compile(r"\(\d{1,2}\+?\)\s+(?=\S)")  # the news that a reader has not seen
# What is printed behind a headline: the link to it, and a button.
_BEHIND = re.compile(r"(?<=\S)(?:\s?¶|\s\(BUTTON\))+$")
_WORD = re.compile(r"\w+")
# The names of a site, of one before the title, and of its section: words.
LONGEST_SITE, _LONGEST_BEFORE, _LONGEST_SECTION = 5, 2, 2
# What may stand before the name of the site without blanks, and the way to the page behind a title.
_MARKS, _WAY = " _:：|｜-–—", re.compile(r"\s+[<‹«]\s+")
_SHORTEST_HOST = 4  # letters of a name that is looked for in an address
_ADDRESS = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,12}", re.IGNORECASE)


def bare_title(text: str) -> str:
    """Return a title's line without the name of the site or series after a bar, and marks there."""
    text = without_marks(text)
    head, bar, _ = text.partition(" | ")
    return head if bar and units(head) >= SHORTEST_TITLE else text


def without_marks(text: str) -> str:
    """Return a title's line without what is printed behind it."""
    return _BEHIND.sub("", text)


def before_names(text: str) -> set[str]:
    """Return the beginnings of a title, in comparable form, that a site's name may follow."""
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


def site_behind(title: str) -> str:
    """Return the last part of a title that may be the name of the site, "" where none may."""
    parts = _TITLE_CUTS.split(title)
    may = len(parts) > 1 and _is_short_end(parts[0], parts[-1], LONGEST_SITE)
    return parts[-1] if may else ""


def without_site(text: str, site: str, host: str = "") -> str:
    """Return a title without the name of the site at an end of it, and the section before that.

    That is the part which names ``site`` or is written in the name of its ``host``, else an address
    or a short part with a bar before the title, else a short last part, where enough is left.
    """
    text = text[counted.end() :] if (counted := _COUNTED.match(text)) else text
    if (bare := _before_site(text, site)) and not _TITLE_CUTS.search(text):
        title, _, section = bare.rpartition("_")
        return title if _is_short_end(title, section, _LONGEST_SECTION) else bare
    cuts = [match.span() for match in _TITLE_CUTS.finditer(text)]
    if not cuts:
        name, colon, rest = text.partition(": ")
        return rest if colon and _is_in_host(name, host) else text
    head, last = text[: cuts[-1][0]], text[cuts[-1][1] :]
    way = _WAY.search(head)
    head = head[: way.start()] if way and units(head[: way.start()]) >= SHORTEST_TITLE else head
    first, rest = text[: cuts[0][0]], text[cuts[0][1] :]
    named = {same(site)} - {""}
    if same(first) in named or _ADDRESS.fullmatch(first) or _is_in_host(first, host):
        return without_site(rest, site, host) if rest != last else rest
    if _ADDRESS.fullmatch(last):
        return without_site(head, site, host)
    ends = same(last) in named or _is_short_end(head, last, LONGEST_SITE)
    if not ends:
        is_bar = "|" in text[slice(*cuts[0])] and units(rest) > LONGEST_SITE
        return rest if is_bar and _is_short_end(rest, first, _LONGEST_BEFORE) else text
    if len(cuts) > 1:
        bare, section = text[: cuts[-2][0]], text[cuts[-2][1] : cuts[-1][0]]
        is_name = not section[:1].islower()
        # Before the name of the site each word of a longer one has its capital.
        is_named = same(last) in named and all(word[0].isupper() for word in section.split())
        longest = _LONGEST_SECTION + is_named
        return bare if is_name and _is_short_end(bare, section, longest) else head
    return head


def _before_site(text: str, site: str) -> str:
    """Return what stands before the name of the site and a mark at the end of a title, else ""."""
    head = text.removesuffix(site)
    bare = head.rstrip(_MARKS)
    return bare if bare.rstrip() != head.rstrip() and units(bare) >= SHORTEST_TITLE else ""


def _is_in_host(name: str, host: str) -> bool:
    """Tell whether a name stands in an address: "Selvik Post" in www.selvikpost.example."""
    letters = "".join(_WORD.findall(same(name)))
    return len(letters) >= _SHORTEST_HOST and letters in host.replace("-", "")


def _is_short_end(title: str, end: str, longest: int) -> bool:
    return units(end) <= longest and units(title) >= SHORTEST_TITLE
