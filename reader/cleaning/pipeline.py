"""The steps of cleaning: lines, which of them are running text, what each of them is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from reader.cleaning import oversized
from reader.cleaning.article import Article, Block, Field, Role, Style, StyledRun
from reader.cleaning.completion import completed, copies, fallback
from reader.cleaning.features.extractor import extracted
from reader.cleaning.features.furniture import listed_below, others_below, posts, ruled
from reader.cleaning.features.header_features import header_features
from reader.cleaning.features.line_features import LONG, Look, look_at
from reader.cleaning.features.line_models import LineModels, best_expected_f
from reader.cleaning.features.page_features import features
from reader.cleaning.features.page_parts import full_articles, outside
from reader.cleaning.leads import lead
from reader.cleaning.metadata.declared import declared
from reader.cleaning.metadata.found import FoundMetadata, Likely, field_in
from reader.cleaning.metadata.json_ld import declared_article, runs_of
from reader.cleaning.metadata.metadata_fields import (
    converted,
    find,
    is_field_name,
    is_no_title,
)
from reader.cleaning.metadata.releases import letterhead, release_on_page, without_contacts
from reader.cleaning.metadata.titles import headline_of, leads_home, over_title, title_of
from reader.cleaning.metadata.turns import turns
from reader.cleaning.parse.fixed_width import reflowed
from reader.cleaning.parse.letters import as_read
from reader.cleaning.parse.lines import Line, plain_lines, without_rules
from reader.cleaning.parse.pages_of_print import without_page_ends
from reader.cleaning.parse.unwrap import unwrapped
from reader.cleaning.table_rows import in_rows
from reader.cleaning.wording.line_wording import ends_sentence, units
from reader.text import Format

_INKED = re.compile(r"[^\r\n]")
_BULLET = re.compile(r"[•‣▪●◦·*-]\s+\S")
# Where no line is this likely to be running text, the page holds no article.
_LIKELY = 0.4
_ALL_TEXT = 3  # a plain text of so few lines has nothing around it
_DOUBTED = 0.1  # a line less likely than this may be furniture
_FOREIGN = 0.05  # of an article without furniture on a page, what the extractor leaves out too
# A page has a title, so a line that may be it is taken; a clean text need not have one.
_LEAST_TITLE, _LEAST_CLEAN = 0.03, 0.5
# So likely must a line name the authors to go before what the page declares.
_SURE = 0.5
_TIME_ZONES = 10  # hours: but for some islands no place is farther from universal time


def article(
    source: str,
    format: Format,  # noqa: A002
    model: LineModels,
    head: int = 0,
) -> Article:
    """Find the article in ``source``, below a head of so many code points."""
    # Blanks in the place of the head leave all else where it stands.
    lines = read(_INKED.sub(" ", source[:head]) + source[head:], format)
    found = converted(source, lines)
    page = declared(source) if is_page(source, format) else {}
    headline = headline_of(source, page, lines)
    if not is_page(source, format):
        letterhead(source, lines, found)
        without_contacts(lines, found)
    elif (start := release_on_page(lines)) >= 0:
        letterhead(source, lines, found, start, headline)
    if len(lines) > oversized.MOST_LINES:
        keep = [not line.place for line in lines]
        find(source, lines, keep, oversized.likely(lines, headline), found)
        blocks = oversized.blocks(lines, found.roles)
    else:
        blocks = _judged(source, lines, model, headline, found)
    shown = tuple(_narrowed(blocks, found.section) if found.section else blocks)
    if not any(block.role.is_body for block in shown):
        shown, found.note = _with_declared(source, shown)
    if not found.note and (count := full_articles(lines)) > 1:
        found.note = f"the page holds {count} articles, one below the other"
    if above := source[:head].rstrip():
        front_matter = Block(Role.BOILERPLATE, (StyledRun(0, len(above)),))
        shown = (front_matter, *shown)
    title = title_of(source, found, page, lines)
    whole = Article(
        source,
        shown,
        title=title,
        byline=_byline(found, page),
        date=_date(found, page),
        publisher=page.get("publisher") or found.publisher,
        section=found.section or page.get("section"),
        standfirst=found.standfirst,
        note=found.note,
    )
    return whole.entitled(title.text if title else "")


def _byline(found: FoundMetadata, page: Mapping[str, Field]) -> Field | None:
    """Return the byline: a sure line that says it is one, else what the page declares.

    A line of a page that does not say so, and a house that a page declares, count where nothing
    else does.
    """
    sure = found.signed >= _SURE
    said = found.byline if sure and found.says_by else None
    named = [page[name] for name in ("byline", "signed") if name in page]
    # One word may be what the writer logs in with.
    declared = max(named, key=lambda each: " " in each.text, default=None)
    if len(named) > 1 and named[1].text.startswith(named[0].text):
        declared = named[0]
    if said and declared and (said.text in declared.text or declared.text in said.text):
        return declared  # the line says more than the names, or not all of them
    likely = found.byline if found.says_by or not page or (sure and found.is_full_name) else None
    return said or declared or likely or page.get("house")


def _date(found: FoundMetadata, page: Mapping[str, Field]) -> Field | None:
    """Return the date: the one declared, else that of an element or a line, else a likely one.

    Of a moment that is declared in universal time the page shows the day where it was written.
    """
    declared = page.get("date") or page.get("marked")
    if (
        declared
        and found.date
        and (found.date.value or "")[:10] in _days_around(declared.value or "")
    ):
        return found.date
    return declared or found.date or page.get("day") or page.get("time") or page.get("address")


def _days_around(moment: str) -> set[str]:
    """Return the other days that it is elsewhere at a moment in universal time (ISO 8601)."""
    if "T" not in moment or not moment.endswith(("Z", "+00:00")):
        return set()
    at = datetime.fromisoformat(moment)
    days = {(at + timedelta(hours=hours)).date() for hours in (-_TIME_ZONES, _TIME_ZONES)}
    return {day.isoformat() for day in days - {at.date()}}


def _with_declared(source: str, blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], str]:
    """Return the blocks with a body that the page gives to machines alone, if it does."""
    body = declared_article(source).get("body")
    if body is None:
        return blocks, ""
    said = [Block(Role.PARAGRAPH, runs) for runs in runs_of(source, body) if runs]
    whole = sorted((*blocks, *said), key=lambda block: block.start)
    return tuple(whole), "the text stands in the page's JSON-LD alone"


def _judged(
    source: str,
    lines: Sequence[Line],
    model: LineModels,
    headline: int | None,
    found: FoundMetadata,
) -> Iterator[Block]:
    """Find the running text and the metadata by the models; return the block of each line."""
    looks = look_at(lines, model.words)
    numbers = features(lines, looks, model.names)
    shares = extracted(source, lines)
    chances = model.body_chances(numbers, shares)
    free = [index for index in range(len(lines)) if index not in found.roles]
    if clean := is_clean(
        [lines[index] for index in free],
        [looks[index] for index in free],
        [chances[index] for index in free],
    ):
        chances = [
            chance if chance < _FOREIGN and shares is not None and shares[index, 0] == 0 else 1.0
            for index, chance in enumerate(chances)
        ]
    roles = ruled(lines)
    if clean and not any(line.within for line in lines):
        # What points to other articles in such a text is the author's.
        roles = [None if role is Role.TEASER else role for role in roles]
    for index in listed_below(lines):
        roles[index] = Role.TEASER
    for index, role in outside(lines).items():
        roles[index] = roles[index] or role
    for index, line in enumerate(lines[:headline]):
        if headline is not None and line.role is Role.HEADING and leads_home(source, line):
            roles[index] = Role.BOILERPLATE  # the name of the site
    embedded = posts(lines)
    keep = running_text(looks, chances, roles)
    keep = [each and index not in found.roles for index, each in enumerate(keep)]
    barred = {index for index, role in enumerate(roles) if role} | found.roles.keys()
    keep = completed(lines, keep, chances, shares, barred)
    for index in copies(lines, keep):
        keep[index] = False
        roles[index] = Role.BOILERPLATE
        barred.add(index)
    seen = header_features(lines, looks, numbers, chances, keep, words=model.words.short)
    named = zip(seen.places, model.header_chances(seen.rows), strict=True)
    # Where no text is left to stand below its headline, that may be a teaser of another article.
    last = len(lines) if any(keep) else others_below(lines)
    # What stands twice is a caption to the rules, and may be the headline all the same.
    chances_of = {
        index: each if roles[index] is None else (each[0], 0.0, 0.0)
        for index, each in named
        if roles[index] is not Role.TEASER
        and index not in embedded
        and index not in found.roles
        and index < last
        and len(lines) > 1
    }  # a line alone is what its document says, and no title of nothing
    for index in chances_of.keys() & turns(lines) if clean else ():
        chances_of[index] = (0.0, *chances_of[index][1:])  # what somebody says is no headline
    if clean and 0 in chances_of and _stands_over(lines, looks):
        chances_of[1] = (0.0, *chances_of[1][1:])  # the sentence below a headline is none
    guess = _headline(lines, looks, chances_of) if clean else None
    likely = Likely(chances_of, guess, headline, _LEAST_CLEAN if clean else _LEAST_TITLE)
    find(source, lines, keep, likely, found)
    _show_lead(source, lines, keep, roles, found)
    for index in over_title(lines, found.roles) if clean else ():
        found.roles.setdefault(index, Role.BOILERPLATE)
    barred |= found.roles.keys()
    keep, found.note = fallback(lines, keep, chances, shares, barred)
    if not any(keep) and len(lines) <= _ALL_TEXT and not any(line.role for line in lines):
        found.title, found.standfirst, keep = None, None, [True] * len(lines)
        found.roles.clear()
    roles = [None if kept else role for kept, role in zip(keep, roles, strict=True)]
    for index in range(len(lines)):
        if index in embedded and keep[index]:
            roles[index] = roles[index] or Role.POST
        roles[index] = found.roles.get(index) or roles[index]
    return in_rows(lines, _blocks(lines, looks, keep, chances, roles))


def _show_lead(
    source: str,
    lines: Sequence[Line],
    keep: list[bool],
    roles: Sequence[Role | None],
    found: FoundMetadata,
) -> None:
    """Keep the lead of a page, whoever is named in it, and take the line under a headline."""
    if found.headline is None:
        return
    barred = {index for index, role in enumerate(roles) if role} | found.roles.keys()
    named = {i for i, role in found.roles.items() if role in (Role.BYLINE, Role.DATE)}
    told = {index for index in named if ends_sentence(lines[index].text)}
    text, standfirst = lead(lines, keep, found.headline, barred - told)
    for index in text:
        keep[index] = True
        found.roles.pop(index, None)
    if standfirst is not None and found.standfirst is None:
        found.standfirst = field_in(source, lines[standfirst], 0, len(lines[standfirst].text))
        found.roles[standfirst] = Role.STANDFIRST


def _headline(
    lines: Sequence[Line],
    looks: Sequence[Look],
    chances: Mapping[int, tuple[float, float, float]],
) -> int | None:
    """Return the line of a clean text that must be its headline, if there is one.

    The markup says so of the first line, or authors, a date or a field stand right under a line.
    """
    signed = [
        looks[index].dated
        or looks[index].byline
        or is_field_name(lines[index].text)
        or max(chances.get(index, (0.0,))[1:], default=0.0) >= _LEAST_CLEAN
        for index in range(len(lines))
    ]
    if lines[0].role is Role.HEADING and lines[0].level == 1 and 0 in chances:
        return 0
    titles = {i: title for i, (title, _, _) in chances.items() if not is_no_title(lines[i].text)}
    likeliest = max(titles, key=titles.__getitem__, default=0)
    if titles.get(likeliest, 0.0) >= _LEAST_TITLE and any(signed[likeliest + 1 : likeliest + 4]):
        return likeliest
    above = next((index for index in range(1, min(4, len(lines))) if signed[index]), 0) - 1
    if (
        above in chances
        and 3 <= units(lines[above].text) <= 30
        and not ends_sentence(lines[above].text)
    ):
        return above
    return 0 if 0 in titles and _stands_over(lines, looks) else None


def _stands_over(lines: Sequence[Line], looks: Sequence[Look]) -> bool:
    """Tell whether the first line of a clean text is set off above a sentence, as headlines are."""
    over, first = lines[0], lines[1]
    return (
        bool(first.gap)
        and 2 <= units(over.text) <= 30
        and not (looks[0].dated or looks[0].byline or is_no_title(over.text))
        and not ends_sentence(over.text)
        and ends_sentence(first.text)
    )


def is_page(source: str, format: Format) -> bool:  # noqa: A002
    """Tell whether a source is an HTML page, by its name or by its markup."""
    from reader.cleaning.parse.html_lines import is_html

    return format is Format.HTML or (format is Format.TEXT and is_html(source))


def read(source: str, format: Format = Format.TEXT) -> list[Line]:  # noqa: A002
    """Return the lines of a source, after a look at what it is written in."""
    from reader.cleaning.parse import html_lines, markdown_lines

    if is_page(source, format):
        return as_read(source, html_lines.html_lines(source))
    is_markdown = format is Format.MARKDOWN or markdown_lines.is_markdown(source)
    if is_markdown and not markdown_lines.is_dense(source):
        return as_read(source, markdown_lines.markdown_lines(source))
    lines = without_page_ends(source, plain_lines(source))
    return as_read(source, without_rules(reflowed(source, lines) or unwrapped(lines)))


def running_text(
    looks: Sequence[Look], chances: Sequence[float], roles: Sequence[Role | None]
) -> list[bool]:
    """Tell of each line whether it is running text, by its chance and unless a rule hides it."""
    if max(chances, default=0.0) < _LIKELY:
        return [False] * len(looks)
    keep = best_expected_f(chances, [look.size for look in looks])
    return [each and role is None for each, role in zip(keep, roles, strict=True)]


def is_clean(lines: Sequence[Line], looks: Sequence[Look], chances: Sequence[float]) -> bool:
    """Tell whether a page is an article already, with nothing around it.

    Such a text begins and ends with running text, a few short lines aside, and has next to no
    furniture in it; the markup knows of no menu. Nor is the model sure that most of it, as comments
    are, belongs to no article. (On the training pages: 96 % of the clean texts, 1 % of the dumps.)
    """
    prose = [
        index
        for index, look in enumerate(looks)
        # A short sentence counts with its numbers.
        if look.weight > 0 or (look.sentences and units(lines[index].text) >= LONG)
    ]
    if not lines or any(line.place for line in lines):
        return False
    if not prose:  # a recipe: short sentences, and no line that the model is sure of
        return ends_sentence(lines[-1].text) and min(chances) >= _DOUBTED
    furniture = sum(1 for look in looks if look.weight <= -2.0)
    words = sum(look.size for look in looks)
    foreign = sum(look.size for look, chance in zip(looks, chances, strict=True) if chance < 0.1)
    return (
        prose[0] <= 3
        and len(looks) - 1 - prose[-1] <= 9
        and furniture <= max(1, len(looks) // 40)
        and sum(looks[index].size for index in prose) >= 0.2 * words
        and foreign <= 0.6 * words
    )


def _blocks(
    lines: Sequence[Line],
    looks: Sequence[Look],
    keep: Sequence[bool],
    chances: Sequence[float],
    roles: Sequence[Role | None],
) -> Iterator[Block]:
    for index, line in enumerate(lines):
        role, doubt = roles[index], 0.0
        if role is None:
            doubt = 1.0 - chances[index] if keep[index] else chances[index]
            role = _body_role(line, looks[index]) if keep[index] else Role.BOILERPLATE
        yield Block(role, line.runs, line.level, round(doubt, 3))


def _narrowed(blocks: Iterator[Block], section: Field) -> Iterator[Block]:
    """Yield the blocks, of the section's no more than its name: the rest is the way to it."""
    for block in blocks:
        run = block.runs[0]
        if (
            block.role is Role.SECTION
            and block.runs == (replace(run, shown=None),)
            and run.start <= section.start < section.end <= run.end
        ):
            for start, end in pairwise((run.start, section.start, section.end, run.end)):
                role = Role.SECTION if start == section.start else Role.BOILERPLATE
                if start < end:
                    yield replace(block, role=role, runs=(replace(run, start=start, end=end),))
        else:
            yield block


def _body_role(line: Line, look: Look) -> Role:
    """Return the role of a line in the running text."""
    if line.role is not None and line.role.is_body and line.role is not Role.PARAGRAPH:
        return line.role
    if line.role is None and _BULLET.match(line.text):
        return Role.LIST_ITEM
    if look.size > 12 and all(run.style & Style.EMPHASIS for run in line.runs):
        return Role.QUOTATION
    if line.role is None and line.gap and look.size <= 12 and not ends_sentence(line.text):
        return Role.HEADING
    return Role.PARAGRAPH
