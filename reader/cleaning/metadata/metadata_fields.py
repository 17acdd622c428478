"""Title, byline, date, section, standfirst and source of an article, where the page names them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from reader.cleaning.article import Field, Role
from reader.cleaning.features.element_features import path_of
from reader.cleaning.features.line_wording import (
    SHORTEST_TITLE,
    ends_sentence,
    is_furniture,
    same,
    units,
)
from reader.cleaning.metadata.bylines import (
    is_byline,
    is_full_name,
    is_label,
    is_signature,
    names,
)
from reader.cleaning.metadata.outlets import outlet_of
from reader.cleaning.metadata.title_parts import bare_title, before_names
from reader.cleaning.parse.lines import Line
from reader.text import Excerpt, Span
from reader.text.written_dates import Dated, dates, day_of, says_published

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
# What stands around the day of a dateline.
_PLACE = re.compile(r"[^\W\d_a-z][^\d.!?:]{1,50}?[,(]\s*(?:on |le |den |il )?")
_DASH = re.compile(r"\)?\s*(?:[(/][^()/]{2,40}[)/]\s*)?[-–—]")
# A line less likely than this to name something is not taken to.
_LEAST, _LEAST_DATE, _NO_DATE = 0.25, 0.04, 0.01
# A report begins with its day: 4.5.2021 - The council ...
_DATELINE = re.compile(r"\s*[-–—:|„“\"]")
_SIGNED = 0.5  # what the last line of the text gains that begins with "By"
_SHORT_BYLINE = 60  # and any other that is no longer than this
_READ = 200
_NEAR_HEAD = 3  # below the first line of the text a date stands within so many lines
_LEAD = 5  # and the report that begins with its day, below a lead, within so many
_BESIDE = 3  # a copy of the headline is its own within so many lines


@dataclass(slots=True)
class FoundMetadata:
    """Metadata of an article, the roles of the lines that give it, and a note on the body.

    ``signed`` is how likely (0 to 1) the line names the authors that the byline was taken from;
    ``says_by`` tells that it begins as such lines do, ``is_full_name`` that it gives more than one
    word and no label.
    """

    roles: dict[int, Role] = field(default_factory=dict)
    title: Field | None = None
    byline: Field | None = None
    signed: float = 1.0
    says_by: bool = False
    is_full_name: bool = False
    date: Field | None = None
    publisher: Field | None = None
    section: Field | None = None
    standfirst: Field | None = None
    note: str = ""

    @property
    def headline(self) -> int | None:
        """The line that is the title, if one is."""
        return next((index for index, role in self.roles.items() if role is Role.TITLE), None)


@dataclass(frozen=True, slots=True)
class Likely:
    """The probabilities that lines name the title, the authors, and the date.

    ``guess`` is the title where none is likely, ``sure`` the line that shows the title which the
    page itself declares, ``least`` the chance that a title needs.
    """

    chances: Mapping[int, tuple[float, float, float]]
    guess: int | None
    sure: int | None = None
    least: float = 0.05


def find(
    source: str, lines: Sequence[Line], keep: Sequence[bool], likely: Likely, found: FoundMetadata
) -> None:
    """Find the metadata of the article whose running text is the kept lines.

    What is ``found`` already stays.
    """
    chances = likely.chances
    title = None if found.title else _title(lines, likely)
    if title is not None:
        found.title = field_in(source, lines[title], 0, len(bare_title(lines[title].text)))
        found.roles[title] = Role.TITLE
        _hide_copies(lines, keep, title, found)
        _standfirst(source, lines, title, found)
        _section(source, lines, title, found)
    _byline(source, lines, keep, chances, found)
    _date(source, lines, keep, chances, found)
    if not found.publisher and (outlet := outlet_of(lines)):
        index, name = outlet
        found.publisher = field_in(source, lines[index], 0, len(lines[index].text), name)


def field_in(source: str, line: Line, start: int, end: int, value: str | None = None) -> Field:
    """Return the field that ``line.text[start:end]`` is."""
    span = Excerpt.of(source, [line.runs]).to_source(Span(start, end))
    return Field(span.start, span.end, line.text[start:end], value)


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
        return None
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


def _hide_copies(
    lines: Sequence[Line], keep: Sequence[bool], title: int, found: FoundMetadata
) -> None:
    """Hide the headline where it stands again, but not a heading of the running text."""
    last = next((index for index in reversed(range(len(lines))) if keep[index]), 0)
    key = same(lines[title].text)
    for index in range(last):
        heading = keep[index] and index > title + _BESIDE
        if index != title and not heading and same(lines[index].text) == key:
            found.roles[index] = Role.BOILERPLATE


def is_field_name(text: str) -> bool:
    """Tell whether a line is the name of a field, as converters write it over what it holds."""
    return bool(_FIELD.fullmatch(text))


def is_no_title(text: str) -> bool:
    """Tell whether a line is a field's or section's name, the way to the page, or a byline."""
    return bool(
        is_field_name(text)
        or _SECTIONS.fullmatch(text)
        or (_STEPS.search(text) and _TRAIL.fullmatch(text))
        or (is_byline(text) and day_of(text))
    )


def _standfirst(source: str, lines: Sequence[Line], title: int, found: FoundMetadata) -> None:
    """Find the summary under a headline: one short sentence that says the headline again."""
    for index in range(title + 1, min(title + 4, len(lines) - 1)):
        line = lines[index]
        if index in found.roles or is_byline(line.text) or any(True for _ in dates(line.text)):
            continue
        count = units(line.text)
        if 6 <= count <= 30 and line.role in (None, Role.PARAGRAPH):
            heads = {word[:5] for word in same(lines[title].text).split() if len(word) > 3}
            content = [word for word in same(line.text).strip(".").split() if len(word) > 3]
            shared = sum(word[:5] in heads for word in content) / len(content) if content else 0.0
            if not ends_sentence(line.text) or (count <= 16 and shared >= 0.4):
                found.standfirst = field_in(source, line, 0, len(line.text))
                found.roles[index] = Role.STANDFIRST
        return


def converted(source: str, lines: Sequence[Line]) -> FoundMetadata:
    """Read headings that are field names (``### Date Created``), as converters write them."""
    found = FoundMetadata()
    heads = {
        index: match["name"].lower()
        for index, line in enumerate(lines)
        if line.role is Role.HEADING and (match := _FIELD.fullmatch(line.text))
    }
    if len(heads) < 2:
        return found
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
                    found.date = found.date or field_in(
                        source, lines[row], each.start, each.end, each.iso
                    )
                    found.roles[row] = Role.DATE
        elif name in ("category", "categories", "section", "tags", "tag") and rows:
            chosen = next((row for row in rows if _SECTIONS.match(lines[row].text)), rows[0])
            for row in rows:
                found.roles[row] = Role.BOILERPLATE
            if not name.startswith("tag"):
                found.section = field_in(source, lines[chosen], 0, len(lines[chosen].text))
                found.roles[chosen] = Role.SECTION
        elif name in ("author", "source", "publisher") and rows:
            whole = field_in(source, lines[rows[0]], 0, len(lines[rows[0]].text))
            if name == "author":
                found.byline, found.roles[rows[0]] = whole, Role.BYLINE
            else:
                found.publisher, found.roles[rows[0]] = (
                    replace(whole, value=whole.text),
                    Role.SOURCE,
                )
    return found


def _byline(
    source: str,
    lines: Sequence[Line],
    keep: Sequence[bool],
    chances: Mapping[int, tuple[float, float, float]],
    found: FoundMetadata,
) -> None:
    scores = {index: chance for index, (_, chance, _) in chances.items()}
    labelled = {index for index in scores if _is_below_label(lines, index)}
    last = next((index for index in reversed(range(len(keep))) if keep[index]), None)
    if last is not None and len(lines[last].text) < 100 and is_signature(lines[last].text):
        scores[last] = scores.get(last, 0.0) + _SIGNED
    for index in scores:
        text = lines[index].text
        if index != last and len(text) < _SHORT_BYLINE and is_signature(text):
            span = names(text)
            scores[index] += _SIGNED if span and is_full_name(span.of(text)) else 0.0
    for index in labelled:
        scores[index] += _SIGNED
    for index in sorted(scores, key=scores.__getitem__, reverse=True)[:3]:
        text = lines[index].text
        span = names(text)
        if scores[index] < _LEAST or not span or _TRAIL.fullmatch(text):
            continue
        # One word beside a date is a label: "Publié le 1er avril".
        if not is_byline(text) and " " not in span.of(text) and day_of(text[:_READ]):
            continue
        if found.roles.get(index) not in (Role.TITLE, Role.STANDFIRST):
            found.byline = found.byline or field_in(source, lines[index], span.start, span.end)
            found.signed = scores[index]
            found.says_by = is_byline(text) or index in labelled
            found.is_full_name = is_full_name(span.of(text))
            # A paragraph of the text stays one, whatever it names.
            if not keep[index] or _is_short(text):
                found.roles.setdefault(index, Role.BYLINE)
            return


def _is_below_label(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line is nothing but a full name, below one that says "Author" or the like."""
    text = lines[index].text
    if not index or len(text) >= _SHORT_BYLINE or not is_label(lines[index - 1].text):
        return False
    return names(text) == Span(0, len(text)) and is_full_name(text)


def _date(
    source: str,
    lines: Sequence[Line],
    keep: Sequence[bool],
    chances: Mapping[int, tuple[float, float, float]],
    found: FoundMetadata,
) -> None:
    """Find the day that the page's lines, taken together, most likely name as its own."""
    days: dict[str, list[tuple[float, int, Dated]]] = {}
    below: dict[str, list[tuple[float, int, Dated]]] = {}
    datelines: list[tuple[int, Dated]] = []
    first = next((index for index, each in enumerate(keep) if each), len(lines))
    headline = None if found.headline is None else lines[found.headline]
    for index, (_, _, chance) in chances.items():
        text = lines[index].text[:_READ]
        # A sentence of the story, or a cell of its tables, tells of its events.
        told = keep[index] and not (_is_short(lines[index].text) and not _is_cell(lines[index]))
        each = day_of(text) if chance > _NO_DATE or (told and text[0].isdigit()) else None
        if each and told and each.start == 0 and _DATELINE.match(text, each.end):
            datelines.append((index, each))
        elif each and not told and not _is_of_the_site(lines[index], headline):
            placed = days if index <= first + _NEAR_HEAD or says_published(text) else below
            placed.setdefault(each.iso[:10], []).append((chance, index, each))
    if len(datelines) == 1 and datelines[0][0] <= first + _LEAD:  # several are a chronicle's
        index, each = datelines[0]
        days.setdefault(each.iso[:10], []).append((_LEAST_DATE, index, each))
    if len(below) == 1:  # several days below the head are those of teasers and comments
        for iso, named in below.items():
            days.setdefault(iso, []).extend(named)
    if found.date:
        return
    if not days:
        _date_of_dateline(source, lines, first, found)
        return
    day = max(days.values(), key=lambda named: sum(chance for chance, _, _ in named))
    if sum(chance for chance, _, _ in day) >= _LEAST_DATE:
        _, index, each = max(day, key=lambda named: named[0])
        found.date = field_in(source, lines[index], each.start, each.end, each.iso)
        if not keep[index] or _is_short(lines[index].text):
            found.roles.setdefault(index, Role.DATE)


def _is_of_the_site(line: Line, headline: Line | None) -> bool:
    """Tell whether a line stands in a header of the whole site, which shows the day of the visit.

    That is one without the headline and outside all articles.
    """
    if line.place != "header" or headline is None:
        return False
    header = next((each for each in path_of(line.within) if each.tag == "header"), None)
    around = {each.tag for each in path_of(header)}
    return around.isdisjoint(("article", "main")) and header not in path_of(headline.within)


def _date_of_dateline(source: str, lines: Sequence[Line], first: int, found: FoundMetadata) -> None:
    """Find the day in a dateline that begins the running text: "SELVIK, March 5, 2024 -- "."""
    text = lines[first].text[:_READ] if first < len(lines) else ""
    each = next(dates(text), None)
    if each and _PLACE.fullmatch(text, 0, each.start) and _DASH.match(text, each.end):
        found.date = field_in(source, lines[first], each.start, each.end, each.iso)


def _is_cell(line: Line) -> bool:
    return line.within is not None and line.within.tag in ("td", "th", "li")


def _is_short(text: str) -> bool:
    """Tell whether a line of the running text may be no more than who wrote it, or when."""
    return len(text) < 100 and (is_signature(text) or not ends_sentence(text))


def _section(source: str, lines: Sequence[Line], title: int, found: FoundMetadata) -> None:
    if found.section:
        return
    for index in range(title - 1, max(-1, title - 4), -1):
        text = lines[index].text
        trail = _TRAIL.fullmatch(text)
        if _is_in_menu(lines, index):
            return
        if trail:
            found.section = field_in(source, lines[index], *trail.span("step"))
        elif _SECTIONS.fullmatch(text) or (index == 0 and _is_label(lines[0])):
            found.section = field_in(source, lines[index], 0, len(text))
        else:
            continue
        found.roles.setdefault(index, Role.SECTION)
        return


def _is_in_menu(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line above the title is one of a menu's: beside others that name sections."""
    if lines[index].place == "nav":
        return True
    above = lines[index - 1].text if index else ""
    return bool(_SECTIONS.fullmatch(lines[index].text) and _SECTIONS.fullmatch(above))


def _is_label(line: Line) -> bool:
    return not line.place and bool(_LABEL.fullmatch(line.text)) and not is_furniture(line.text)
