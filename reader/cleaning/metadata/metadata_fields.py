"""Title, byline, date, section, standfirst and source of an article, where the page names them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import chain, takewhile

from reader.cleaning.article import Role
from reader.cleaning.features.element_features import path_of
from reader.cleaning.metadata.days import find_date, is_dateline_alone, is_of_the_site, is_short
from reader.cleaning.metadata.found import Likely
from reader.cleaning.metadata.outlets import outlet_of
from reader.cleaning.metadata.page_draft import PageDraft
from reader.cleaning.metadata.title_parts import bare_title, before_names
from reader.cleaning.metadata.titles import leads_home
from reader.cleaning.metadata.trails import is_in_trail, is_trail, section_above
from reader.cleaning.metadata.turns import is_question, speaks, turns
from reader.cleaning.parse.lines import Line
from reader.cleaning.wording.bylines import (
    is_body,
    is_byline,
    is_full_name,
    is_label,
    is_signature,
    names,
)
from reader.cleaning.wording.labels import labelled_names, labelled_source
from reader.cleaning.wording.letterhead_lines import is_of_letterhead, names_kind
from reader.cleaning.wording.line_wording import (
    RECIPE_PARTS,
    SHORTEST_TITLE,
    asks_consent,
    ends_sentence,
    is_furniture,
    same,
    units,
)
from reader.text import Span
from reader.text.dates.written_dates import dates, day_of

_SECTIONS = re.compile(
    r"""arts?|books?|business|climate|crime|culture|defen[cs]e|economy|education|energy|entertainment|
    environment|europe|fashion|features?|finance|food|health|history|international|investigations?|
    justice|law|lifestyle|local|markets?|media|military|money|movies|music|national|news|opinion|
    politics|policy|religion|science|society|sports?|style|technology|tech|travel|
    u\.?s\.?|uk|ukraine|us\snews|world(?:\snews)?|war|weather|asia|africa|middle\seast|americas""",
    re.IGNORECASE | re.VERBOSE,
)
# What stands alone before the headline of a text, if it is no more than this, is its section.
_LABEL = re.compile(r"(?!Home\b|Menu\b)[A-Z][a-z]+(?:\s(?:&|and)\s[A-Z][a-z]+|\s[A-Z][a-z]+)?")
# The way to a page, "Home > World > Asia": its first step is the section.
_TRAIL = re.compile(
    r"(?:Home\s*(?:[>/»›|→]\s*)?|(?:首页|首頁|Startseite|Accueil|Inicio|Главная)\s*[>/»›|→]\s*)"
    r"(?P<step>[^\W\d_a-z][\w &]{1,40}?)(?:\s*[>/»›|→].{0,200})?"
)
_STEPS = re.compile("[>/»›|→]")
_FIELD = re.compile(
    r"(?P<name>title|headline|description|body|text|content|category|categories|section|tags?|"
    r"date(?:\s(?:created|published|modified))?|published|author|source|publisher)\s*:?",
    re.IGNORECASE,
)
# What stands below an embedded post.
_SHARED = re.compile(
    r"(?:an?\s(?:post|photo|video|reel)\sshared\sby|ein\s(?:von\s.{1,60}\sgeteilter\sbeitrag|beitrag\sgeteilt)|"
    r"une\spublication\spartagée|una\spublicación\scompartida|un\spost\scondiviso)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\.?\s(?:(?!(?:am|on|to|an|and|und|et|y|for|in|at|is|uhr|um|le|el|de|min|vor|il|hace)\b)[a-zß-öø-ÿ]{2,}\s|\d{1,4}[a-z]?,)"
)
# Of a heading, as converters write it; of a button or a picture before it, as browsers print them.
_MARK = re.compile(r"(?:#{1,6}|\(BUTTON\)|\[(?:[\w-]+\.(?:png|jpe?g|gif|svg|webp))?\])\s+(?=\S)")
_ASKED = re.compile(r"interview\s*:", re.IGNORECASE)
# A line less likely than this to name authors is not taken to.
_LEAST = 0.25
_SIGNED = 0.5  # what the last line of the text gains that begins with "By"
_SHORT_BYLINE = 60  # and any other that is no longer than this
_ROUND_TITLE = 6  # lines that labels of authors and sources stand in
_LONGEST_LABELLED = 100  # characters of such a line
_READ = 200  # characters of a line
_DISH, _NEAR_PARTS = 8, 3  # words of the name of a dish; lines from it to the ingredients
# A menu has so many items, and no item more words; a label over a headline stands by itself, or
# below the name of the site.
_MENU, _LONGEST_ITEM = 3, 3
_BESIDE = 3  # a copy of the headline is its own within so many lines


def find(draft: PageDraft, likely: Likely) -> None:
    """Find the metadata of the article of a draft; what is found already stays."""
    lines, found = draft.lines, draft.found
    title = None if found.title else _title(lines, likely)
    if title is not None:
        shown = lines[title].text
        mark = _MARK.match(shown)
        start = mark.end() if mark else 0
        found.title = draft.field(title, Span(start, len(bare_title(shown))))
        found.roles[title] = Role.TITLE
        _hide_copies(draft, title)
        _standfirst(draft, title)
        _section(draft, title)
    if not _labelled(draft, title or 0):
        _byline(draft, likely.chances)
    find_date(draft, likely.chances)
    if not found.publisher and (outlet := outlet_of(lines)):
        found.publisher = draft.field(*outlet)


def _title(lines: Sequence[Line], likely: Likely) -> int | None:
    """Return the line that is the headline, if one is likely to be."""
    if likely.sure is not None:
        return likely.sure
    candidates = {
        index: title
        for index, (title, _, _) in likely.chances.items()
        if title >= likely.least and not is_no_title(lines[index].text)
    }
    chosen = max(candidates, key=candidates.__getitem__) if candidates else likely.guess
    if chosen is None:
        return _over_recipe(lines)
    around = Counter(same(line.text) for line in lines[max(0, chosen - 2) : chosen + 3])
    # What stands between a headline and its copy is no headline but the line under it.
    above = same(lines[max(0, chosen - 1)].text)
    doubled = around[above] > 1 and units(above) >= SHORTEST_TITLE and not ends_sentence(above)
    key = above if doubled else same(lines[chosen].text)
    # What a page is called in its window says the headline, then the name of the site.
    bare = before_names(lines[chosen].text)
    again = (i for i in likely.chances if i > chosen and same(lines[i].text) in bare)
    if (own := next(again, None)) is not None:
        return own
    # A headline that stands twice is first itself, then the text of its picture or its teaser.
    return next(index for index in likely.chances if same(lines[index].text) == key)


def _over_recipe(lines: Sequence[Line]) -> int | None:
    """Return the line that names a recipe: the first, near above the first of its parts."""
    near = (line.text for line in lines[1 : _NEAR_PARTS + 1])
    is_named = bool(lines) and units(lines[0].text) <= _DISH and not ends_sentence(lines[0].text)
    return 0 if is_named and any(map(RECIPE_PARTS.fullmatch, near)) else None


def _hide_copies(draft: PageDraft, title: int) -> None:
    """Hide the headline where it stands again, but not a heading of the running text."""
    lines, keep = draft.lines, draft.keep
    last = next((index for index in reversed(range(len(lines))) if keep[index]), 0)
    key = same(lines[title].text)
    for index in range(last):
        heading = keep[index] and index > title + _BESIDE
        if index != title and not heading and same(lines[index].text) == key:
            draft.found.roles[index] = Role.BOILERPLATE


def is_field_name(text: str) -> bool:
    """Tell whether a line is the name of a field, as converters write it over what it holds."""
    return bool(_FIELD.fullmatch(text))


def is_no_title(text: str) -> bool:
    """Tell whether a line names a field, part, way to the page or authors, or asks for consent."""
    return bool(
        is_field_name(text)
        or asks_consent(text)
        or _SECTIONS.fullmatch(text)
        or RECIPE_PARTS.fullmatch(text)
        or (_STEPS.search(text) and _TRAIL.fullmatch(text))
        or is_trail(text)
        or (is_byline(text) and day_of(text))
    )


def _standfirst(draft: PageDraft, title: int) -> None:
    """Find the summary under a headline: one short sentence that says the headline again."""
    lines, found = draft.lines, draft.found
    spoken = turns(lines)
    for index in range(title + 1, min(title + 4, len(lines) - 1)):
        line = lines[index]
        if index in found.roles or is_byline(line.text) or any(True for _ in dates(line.text)):
            continue
        is_asked = line.within is None and is_question(line.text)
        if index in spoken or is_asked or is_of_letterhead(line.text):
            return  # somebody speaks here or right below, or this says who sends it
        count = units(line.text)
        introduces = line.text.endswith((":", "："))  # a list or a table, which is of the text
        if len(_STEPS.findall(line.text)) > 1 and not ends_sentence(line.text):
            found.roles[index] = Role.BOILERPLATE  # the way to the page
            continue
        if 6 <= count <= 30 and line.role in (None, Role.PARAGRAPH) and not introduces:
            heads = {word[:5] for word in same(lines[title].text).split() if len(word) > 3}
            content = [word for word in same(line.text).strip(".").split() if len(word) > 3]
            shared = sum(word[:5] in heads for word in content) / len(content) if content else 0.0
            says_again = count <= 16 and shared >= 0.4 and not _begins_text(lines, title, index)
            if not ends_sentence(line.text) or says_again:
                found.standfirst = draft.field(index)
                found.roles[index] = Role.STANDFIRST
        return


def _begins_text(lines: Sequence[Line], title: int, index: int) -> bool:
    """Tell whether a line is a paragraph as the next one, in an element that the title is not in.

    An element that holds it alone may be one for the summary.
    """
    within, below = lines[index].within, lines[index + 1].within
    if within is None or below is None or within.around in path_of(lines[title].within):
        return False
    return within.around is below.around and (within.tag, within.words) == (below.tag, below.words)


def _named_headings(lines: Sequence[Line]) -> dict[int, str]:
    """Return the headings that are names of fields, in small letters, by their lines."""
    return {
        index: match["name"].lower()
        for index, line in enumerate(lines)
        if line.role is Role.HEADING and (match := _FIELD.fullmatch(line.text))
    }


def find_converted(draft: PageDraft) -> None:
    """Read headings that are field names (``### Date Created``), as converters write them."""
    lines, found = draft.lines, draft.found
    heads = _named_headings(lines)
    if len(heads) < 2:
        return
    for index, name in heads.items():
        found.roles[index] = Role.BOILERPLATE
        end = next(
            (i for i in range(index + 1, len(lines)) if lines[i].role is Role.HEADING), len(lines)
        )
        rows = range(index + 1, end)
        if name.startswith(("date", "published")) and rows:
            for row in rows:
                # The converters that write such fields write the month first.
                for each in dates(lines[row].text, month_first=True):
                    found.date = found.date or draft.field(
                        row, Span(each.start, each.end), each.iso
                    )
                    found.roles[row] = Role.DATE
        elif name in ("category", "categories", "section", "tags", "tag") and rows:
            chosen = next((row for row in rows if _SECTIONS.match(lines[row].text)), rows[0])
            for row in rows:
                found.roles[row] = Role.BOILERPLATE
            if not name.startswith("tag"):
                found.section = draft.field(chosen)
                found.roles[chosen] = Role.SECTION
        elif name == "author" and rows:
            found.byline, found.roles[rows[0]] = draft.field(rows[0]), Role.BYLINE
        elif name in ("source", "publisher") and rows:
            whole = draft.field(rows[0])
            found.publisher = replace(whole, value=whole.text)
            found.roles[rows[0]] = Role.SOURCE


def _labelled(draft: PageDraft, title: int) -> bool:
    """Find the authors and the source by labels around the title; tell whether authors are."""
    found = draft.found
    is_signed = False
    for index in range(max(0, title - _ROUND_TITLE), len(draft.lines)):
        text = draft.lines[index].text
        if index > title + _ROUND_TITLE or (index > title and len(text) > _LONGEST_LABELLED):
            break
        if len(text) > _LONGEST_LABELLED or index in found.roles:
            continue
        named, source = labelled_names(text), labelled_source(text)
        if source is not None and found.publisher is None:
            field = draft.field(index, source)
            found.publisher, found.roles[index] = replace(field, value=field.text), Role.SOURCE
        if named is not None and found.byline is None:
            found.byline, found.roles[index] = draft.field(index, named), Role.BYLINE
            found.signed, found.says_by, is_signed = 1.0, True, True
    return is_signed


def _byline(draft: PageDraft, chances: Mapping[int, tuple[float, float, float]]) -> None:
    """Find the line that most likely names the authors."""
    lines, keep, found = draft.lines, draft.keep, draft.found
    spoken = turns(lines)  # who says something in an article is not its author
    scores = {
        index: chance
        for index, (_, chance, _) in chances.items()
        if (index not in spoken or is_byline(lines[index].text))
        and not is_of_the_site(draft, lines[index])
    }
    labelled = {index for index in scores if _is_below_label(lines, index)}
    for index in (*_signatures(draft, scores), *labelled):
        scores[index] = scores.get(index, 0.0) + _SIGNED
    for index in sorted(scores, key=scores.__getitem__, reverse=True)[:3]:
        text = lines[index].text
        span = names(text)
        if scores[index] < _LEAST or not span or _TRAIL.fullmatch(text) or _SHARED.match(text):
            continue
        # A name does not go on in small letters, or stand before the number of a house.
        goes_on = index not in labelled and _GOES_ON.match(text, span.end)
        if not is_byline(text) and (goes_on or _is_other(text, span.of(text))):
            continue
        if _ASKED.match(text) and speaks(span.of(text), lines):
            continue  # who is asked, and not who asks
        if found.roles.get(index) not in (Role.TITLE, Role.STANDFIRST):
            found.byline = found.byline or draft.field(index, span)
            found.signed = scores[index]
            found.says_by = is_byline(text) or index in labelled
            found.is_full_name = is_full_name(span.of(text))
            # A paragraph of the text stays one, whatever it names.
            if not keep[index] or is_short(text):
                found.roles.setdefault(index, Role.BYLINE)
            return


def _is_other(text: str, name: str) -> bool:
    """Tell whether what looks like a name, in a line without "By", is something else."""
    # One word beside a date is a label: "Publié le 1er avril".
    is_label = " " not in name and day_of(text[:_READ])
    # "The Courier – 5 March 2024" is the head of a paper's page.
    is_sender = name.lower().startswith("the ") or is_body(name) or names_kind(name)
    return bool(is_label or is_sender or is_dateline_alone(text[:_READ]))


def _signatures(draft: PageDraft, likely: Collection[int]) -> list[int]:
    """Return the lines that sign the article: its last one, or full names among likely ones."""
    lines, keep = draft.lines, draft.keep
    last = next((index for index in reversed(range(len(keep))) if keep[index]), None)
    signed = []
    for index in likely:
        text = lines[index].text
        if index != last and len(text) < _SHORT_BYLINE and is_signature(text):
            span = names(text)
            if span and is_full_name(span.of(text)):
                signed.append(index)
    if last is not None and len(lines[last].text) < 100 and is_signature(lines[last].text):
        signed.append(last)
    return signed


def _is_below_label(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line is nothing but a full name, below one that says "Author" or the like."""
    text = lines[index].text
    if not index or len(text) >= _SHORT_BYLINE or not is_label(lines[index - 1].text):
        return False
    return names(text) == Span(0, len(text)) and is_full_name(text)


def _section(draft: PageDraft, title: int) -> None:
    """Find the section over a headline, or the way to it."""
    lines, found = draft.lines, draft.found
    if found.section:
        return
    if not lines[title].within and (above := section_above(lines, title)):
        found.section = draft.field(*above)
        found.roles.setdefault(above[0], Role.SECTION)
        return
    is_told = lines[title].role is Role.HEADING or units(lines[title].text) >= SHORTEST_TITLE
    for index in range(title - 1, max(-1, title - 4), -1):
        text = lines[index].text
        trail = _TRAIL.fullmatch(text)
        if _is_in_menu(lines, index, title):
            if _SECTIONS.fullmatch(text):
                found.roles.setdefault(index, Role.BOILERPLATE)
            return
        if trail:
            found.section = draft.field(index, Span(*trail.span("step")))
        elif leads_home(draft.source, lines[index]):
            continue  # the name of the site
        elif _SECTIONS.fullmatch(text) or (index == 0 and is_told and _is_label(lines[0])):
            found.section = draft.field(index)
        else:
            continue
        found.roles.setdefault(index, Role.SECTION)
        return


def _is_in_menu(lines: Sequence[Line], index: int, title: int) -> bool:
    """Tell whether a line above the title is one of a menu's.

    That is beside another that names a section, or in a row of short lines that are all links, or
    all none.
    """
    line = lines[index]
    above = lines[index - 1].text if index else ""
    if line.place == "nav" or (_SECTIONS.fullmatch(line.text) and _SECTIONS.fullmatch(above)):
        return True
    beside = (reversed(lines[:index]), lines[index:title])
    row = (takewhile(lambda each: _is_item(each, line), side) for side in beside)
    return sum(1 for _ in chain(*row)) >= _MENU


def _is_item(line: Line, other: Line) -> bool:
    """Tell whether a line may be an item of a menu as another one is."""
    is_short = 0 < units(line.text) <= _LONGEST_ITEM and not ends_sentence(line.text)
    return is_short and (line.linked == 1.0) == (other.linked == 1.0)


def _is_label(line: Line) -> bool:
    if line.place or is_in_trail(line) or line.role is Role.LIST_ITEM:
        return False
    return bool(_LABEL.fullmatch(line.text)) and not is_furniture(line.text)
