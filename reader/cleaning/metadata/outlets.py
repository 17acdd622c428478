"""The name of the outlet that a page is of, by what its footer calls its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.cleaning.parse.lines import Line
from reader.text import Span

_OUTLET = re.compile(
    r"(?:Read\s+)?(?P<name>[A-Z][\w&.'’-]*(?:\s[A-Z][\w&.'’-]*){0,3}?)\s+(?P<what>(?i:(?:news\s+)?app|features|"
    r"privacy\s+(?:policy|notice)|newsletters?|podcasts?|terms\s+of\s+(?:use|service)|shop|store))\b"
)
_RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright)(?:\s*(?:©|\(c\)|copyright))?\s*"
    r"(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:(?:19|20)?\d\d|present))?)?,?\s*"
    r"(?P<name>[A-Z][\w&.'’ -]{1,50}?)"
    r"\s*(?:,?\s*(?:inc|llc|ltd|corp|plc)\b\.?)?(?:\s*[,.|]|\s+(?:19|20)\d\d|\s*all\s+rights|$)",
    re.IGNORECASE,
)
# Without one of these words neither form can match, and most lines have none.
_OFFERS = ("app", "features", "privacy", "newsletter", "podcast", "terms", "shop", "store")
_CLAIMS = ("©", "(c)", "copyright")
# What menus say before the same words.
_NO_OUTLETS = frozenset("all email key manage my new our the website your".split())  # noqa: SIM905
_LONGEST = 120  # characters of a line


def outlet_of(lines: Sequence[Line]) -> tuple[int, Span, str] | None:
    """Return the outlet's name, by which a footer calls an app, a policy and rights its own.

    Before it stand its line and its place there: all of one that says nothing else.
    """
    names = _claims(lines)
    sure = {
        name: places
        for name, places in names.items()
        if len({m.groupdict().get("what", "©") for _, m in places}) > 1
    }
    if not sure:
        return None
    name = max(sure, key=lambda each: len(sure[each]))
    index, said = min(
        sure[name], key=lambda place: "app" not in (place[1].groupdict().get("what") or "").lower()
    )
    is_whole = said[0] == lines[index].text
    return index, Span(*said.span() if is_whole else said.span("name")), name


def _claims(lines: Sequence[Line]) -> dict[str, list[tuple[int, re.Match[str]]]]:
    """Return the lines in which something is called an outlet's own, and where, by its name."""
    short = [(index, line.text) for index, line in enumerate(lines) if len(line.text) <= _LONGEST]
    small = [text.lower() for _, text in short]
    page = "\n".join(small)
    telling = {
        (at, form)
        for form, words in enumerate((_OFFERS, _CLAIMS))
        for word in words
        if word in page
        for at, text in enumerate(small)
        if word in text
    }
    names: dict[str, list[tuple[int, re.Match[str]]]] = {}
    for at, form in sorted(telling):
        index, text = short[at]
        match = (_OUTLET, _RIGHTS)[form].search(text)
        if match and match["name"].lower() not in _NO_OUTLETS:
            names.setdefault(match["name"].strip(), []).append((index, match))
    return names
