"""Find the title of an article among the titles that its page declares and the lines it shows."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from reader.cleaning.article import Field, Role
from reader.cleaning.features.element_features import path_of
from reader.cleaning.metadata.page_draft import PageDraft
from reader.cleaning.metadata.title_parts import (
    LONGEST_SITE,
    bare_title,
    site_behind,
    title_parts,
    without_marks,
    without_site,
)
from reader.cleaning.parse.lines import Line, length
from reader.cleaning.wording.line_wording import SHORTEST_TITLE, ends_sentence, same, units
from reader.text import Span

_WORD = re.compile(r"\w+")
_START = (
    r"(?:https?://web\.archive\.org/web/\w+/)?(?:(?:https?:)?//[^/\"'\s<>]+)?/?(?:index\.\w{1,5})?"
)
_HOME = re.compile(
    rf"<a\s[^<>]{{0,300}}(?:rel\s*=\s*[\"']?home\b|"
    rf"href\s*=\s*(?:\"{_START}\"|'{_START}'|(?=[/h]){_START}(?=[\s>])))"
    rf"[^<>]{{0,300}}>?(?:<[^<>]{{0,100}}>|\s)*$",
    re.IGNORECASE,
)
_BEFORE = 600  # a link begins no farther before its text
_OWN = 0.6  # of its words a heading shares so many with the title that the page declares
_BESIDE = ("nav", "footer", "aside")
_DECLARED = ("title", "page title")
_NO_HEADING = 9  # a level below all headings
_MOST_OVER, _LABEL = 2, 5  # so many lines stand over a title, and so many words in each
_HIGHEST = 2  # a heading below this level may be of a part of the article
_GAP = 3  # so many blanks and marks stand between the topic and the title


def headline_of(source: str, page: Mapping[str, Field], lines: Sequence[Line]) -> int | None:
    """Return the line that shows the title which the page declares, whole or without the site.

    Of a part of a declared title only a heading is its headline: the other may be the site's name.
    A heading of the first level that shares most of its words with a declared title goes before a
    line that says it, which may be a teaser's; so does the only one of the page, whatever it says.
    """
    declared = [page[name].text for name in _DECLARED if name in page]
    if not declared:
        return None
    site = same(page["publisher"].text) if "publisher" in page else ""
    first_level = [
        index
        for index, line in enumerate(lines)
        if _may_be_title(source, line) and same(line.text) != site
    ]
    first_level.sort(key=lambda index: _is_unseen(lines[index]))
    if (below := _below_site(declared, lines, first_level)) is not None:
        return below
    words = set(_words(" ".join(declared)))
    own = [index for index in first_level if _shared(lines[index].text, words) >= _OWN]
    exact = _exact(source, declared, lines)
    if exact is not None:  # then what ends a declared title is the name of the site
        sites = {same(site_behind(title)) for title in declared}
        own = [index for index in own if same(lines[index].text) not in sites]
    if own and exact not in own and (len(own) == 1 or exact is None or _level(lines, exact) > 1):
        return own[0]
    if exact is None and len(first_level) == 1:
        return first_level[0]
    return exact


def _below_site(
    declared: Sequence[str], lines: Sequence[Line], first_level: Sequence[int]
) -> int | None:
    """Return the heading behind the colon of "Vestby Mail: Fares rise" where the site heads all."""
    heads = {same(lines[index].text) for index in first_level}
    for site, _, title in (text.partition(": ") for text in declared):
        if title and same(site) in heads:
            said = (i for i, line in enumerate(lines) if line.role is Role.HEADING)
            return next((i for i in said if same(lines[i].text) == same(title)), None)
    return None


def _may_be_title(source: str, line: Line) -> bool:
    """Tell whether a line is a heading of the first level, of the article and not of the site."""
    is_first = line.role is Role.HEADING and line.level == 1
    return is_first and line.place not in _BESIDE and not leads_home(source, line)


def _exact(source: str, declared: Sequence[str], lines: Sequence[Line]) -> int | None:
    """Return the line that says a declared title, or the heading that says a part of one."""
    places: dict[str, int] = {}
    headings: dict[str, int] = {}
    titles = list(map(title_parts, declared))
    wanted = {same(part) for parts in titles for part in parts}
    for index, line in enumerate(lines):
        said = wanted.intersection((same(bare_title(line.text)), same(line.text)))
        if not said or leads_home(source, line):
            continue
        for text in said:
            # Of two copies the one that is seen.
            if text in places and _is_unseen(lines[places[text]]) and not _is_unseen(line):
                del places[text]
                headings.pop(text, None)
            places.setdefault(text, index)
            if line.role is Role.HEADING and line.level <= 2 and line.place != "nav":
                headings.setdefault(text, index)
    for whole, *parts in titles:
        if same(whole) in places and units(whole) >= SHORTEST_TITLE:
            return headings.get(same(whole), places[same(whole)])
        for part in parts:
            if same(part) in headings and units(part) >= 2:
                return headings[same(part)]
            if same(part) in places and units(part) > LONGEST_SITE and title_parts(part) == [part]:
                return places[same(part)]
    return None


def _is_unseen(line: Line) -> bool:
    return any(element.hidden for element in path_of(line.within))


def _level(lines: Sequence[Line], index: int) -> int:
    return lines[index].level if lines[index].role is Role.HEADING else _NO_HEADING


def leads_home(source: str, line: Line) -> bool:
    """Tell whether a line is a link to the beginning of the site, as the site's name is."""
    if line.linked < 1.0:
        return False
    before = source[max(0, line.start - _BEFORE) : line.start]
    return bool(_HOME.search(before))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _shared(text: str, words: Container[str]) -> float:
    own = _words(text)
    return sum(map(words.__contains__, own)) / len(own) if own else 0.0


def over_title(lines: Sequence[Line], roles: Mapping[int, Role]) -> range:
    """Return the lines over the title of a clean text: the names of its outlet and section."""
    title = next((index for index, role in roles.items() if role is Role.TITLE), 0)
    over = range(title if title <= _MOST_OVER else 0)
    texts = [lines[index].text for index in over]
    named = all(units(text) <= _LABEL and not ends_sentence(text) for text in texts)
    return over if named else range(0)


def title_of(draft: PageDraft, page: Mapping[str, Field]) -> Field | None:
    """Return the title: the line found, unless the page declares one that no line shows.

    Of a line that shows more than the declared title at one end (the topic over it, the date), the
    declared part is the title.
    """
    lines, found = draft.lines, draft.found
    title = page.get("title") or page.get("page title")
    if title is None or found.title is None:
        return found.title or (title and _without_site(draft.source, title, page))
    declared_title = _without_site(draft.source, title, page)
    shown = next((i for i, role in found.roles.items() if role is Role.TITLE), None)
    if shown is None:
        return found.title
    if lines[shown].role is not Role.HEADING or lines[shown].level > _HIGHEST:
        words = set(_words(found.title.text))
        if len(_words(declared_title.text)) >= SHORTEST_TITLE and (
            _shared(declared_title.text, words) < _OWN
        ):
            return declared_title
    whole = lines[shown].text
    for name in (name for name in _DECLARED if name in page):
        bare = _without_site(draft.source, page[name], page).text
        if _words(whole) == _words(bare) or (whole == page[name].text and bare != found.title.text):
            return draft.field(shown, Span(0, len(without_marks(whole))))
        for part in (bare, *title_parts(page[name].text)):
            if span := _place_of_part(part, lines[shown]):
                return draft.field(shown, span)
    return found.title


def _without_site(source: str, field: Field, page: Mapping[str, Field]) -> Field:
    """Return a declared title without the name of the site, placed where it is so written."""
    site, host = (page[name].text if name in page else "" for name in ("publisher", "host"))
    text = without_site(field.text, site, host)
    at = source.find(text, field.start, field.end)
    start, end = (at, at + len(text)) if at >= 0 else (field.start, field.end)
    return replace(field, start=start, end=end, text=text)


def _place_of_part(part: str, line: Line) -> Span | None:
    """Return the place of a part of a title that a line sets apart at one of its ends."""
    text = line.text
    if units(part) < SHORTEST_TITLE or part not in text:
        return None
    at = text.find(part)
    if at and at + len(part) != len(text):
        return None
    # What is set apart stands in another element: between two runs is its tag.
    tags = [before.end < after.start for before, after in pairwise(line.runs)]
    ends = [end for end, tag in zip(accumulate(map(length, line.runs)), tags, strict=False) if tag]
    cut = at or len(part)
    return Span(at, at + len(part)) if any(abs(cut - end) <= _GAP for end in ends) else None
