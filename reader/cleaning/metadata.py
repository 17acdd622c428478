"""Title, byline, date, section, standfirst and source of an article, where the page names them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reader.cleaning.article import Field, Role
from reader.cleaning.dates import dates
from reader.cleaning.lines import Line
from reader.cleaning.wording import ends_sentence, is_furniture, same, units
from reader.text import Excerpt, Span

_NAME = r"[^\W\d_][\w.'’-]*(?:\s+(?:[^\W\d_][\w.'’-]*|\([^)]*\))){0,4}"
_BY = re.compile(
    r"(?:(?:written|posted|reported|published|article|story|words)\s+)?(?:by|by:|author:|autor:|von|par|автор:?)\s+"
    rf"(?P<names>{_NAME}(?:(?:\s*,\s*|\s+and\s+|\s*&\s*){_NAME}){{0,4}})",
    re.IGNORECASE,
)
_SECTIONS = re.compile(
    r"""arts?|books?|business|climate|crime|culture|defen[cs]e|economy|education|energy|entertainment|
    environment|europe|fashion|features?|finance|food|health|history|international|investigations?|
    justice|law|lifestyle|local|markets?|media|military|money|movies|music|national|news|opinion|
    politics|policy|religion|russia(?:\s&\sfsu)?|science|society|sports?|style|technology|tech|travel|
    u\.?s\.?|uk|ukraine|us\snews|world(?:\snews)?|war|weather|asia|africa|middle\seast|americas""",
    re.IGNORECASE | re.VERBOSE,
)
_FIELD = re.compile(
    r"(?P<name>title|headline|description|body|text|content|category|categories|section|tags?|"
    r"date(?:\s(?:created|published|modified))?|published|author|source|publisher)\s*:?",
    re.IGNORECASE,
)
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


@dataclass(slots=True)
class Found:
    """What a page says of its article, and the roles of the lines that say it."""

    roles: dict[int, Role] = field(default_factory=dict)
    title: Field | None = None
    byline: Field | None = None
    date: Field | None = None
    publisher: Field | None = None
    section: Field | None = None
    standfirst: Field | None = None


def find(source: str, lines: Sequence[Line], keep: Sequence[bool]) -> Found:
    """Find the metadata of the article whose running text is the kept lines."""
    found = Found()
    first = next((index for index, each in enumerate(keep) if each), len(lines))
    last = next((index for index in reversed(range(len(lines))) if keep[index]), -1) + 1
    _sections(source, lines, found)
    title = _title(
        lines, first, " ".join(line.text for line, kept in zip(lines, keep, strict=True) if kept)
    )
    if title is not None:
        found.title = _field(source, lines[title], 0, len(lines[title].text))
        found.roles[title] = Role.TITLE
        key = same(lines[title].text)
        for index in range(last):
            if index != title and same(lines[index].text) == key:
                found.roles[index] = Role.BOILERPLATE
        _standfirst(source, lines, title, keep, found)
    place = title or 0
    beside = [*range(place + 1, first + 1), *range(max(0, place - 3), place)]
    _byline(source, lines, [*beside, *range(last - 1, last + 3)], found)
    _date(source, lines, [*range(place, first), *range(place - 1, -1, -1)], found)
    _section(source, lines, title, found)
    _publisher(source, lines, found)
    return found


def _field(source: str, line: Line, start: int, end: int, value: str | None = None) -> Field:
    """Return the field that ``line.text[start:end]`` is."""
    span = Excerpt.of(source, [line.runs]).to_source(Span(start, end))
    return Field(span.start, span.end, line.text[start:end], value)


def _title(lines: Sequence[Line], first: int, body: str) -> int | None:
    """Return the line that is the headline of the text that begins at ``first``."""
    words = set(same(body).split())
    times = Counter(same(line.text) for line in lines)
    best, chosen = 1.5, None
    for index in range(min(len(lines), first + 2)):
        line = lines[index]
        count = units(line.text)
        if not 2 <= count <= 40 or is_furniture(line.text) or _FIELD.fullmatch(line.text):
            continue
        if _BY.fullmatch(line.text) or any(True for _ in dates(line.text)):
            continue
        content = [word for word in same(line.text).split() if len(word) > 3]
        shared = sum(word in words for word in content) / max(3, len(content))
        score = 2.0 * shared - 0.04 * abs(first - index) + 1.5 * (times[same(line.text)] == 2)
        score += 1.0 * (4 <= count <= 22) - 1.5 * line.text.endswith(".") - (index >= first) * 1.0
        if line.role is Role.HEADING:
            score += 2.0 - 0.4 * line.level
        if score > best:
            best, chosen = score, index
    if chosen is None:
        return None
    # A headline that stands twice is first itself, then the text of its picture or its teaser.
    return next(i for i in range(chosen + 1) if same(lines[i].text) == same(lines[chosen].text))


def _standfirst(
    source: str, lines: Sequence[Line], title: int, keep: Sequence[bool], found: Found
) -> None:
    """Find the summary under a headline: one short sentence that says the headline again."""
    for index in range(title + 1, min(title + 4, len(lines) - 1)):
        line = lines[index]
        if index in found.roles or _BY.match(line.text) or any(True for _ in dates(line.text)):
            continue
        count = units(line.text)
        if 6 <= count <= 30 and line.role in (None, Role.PARAGRAPH):
            heads = {word[:5] for word in same(lines[title].text).split() if len(word) > 3}
            content = [word for word in same(line.text).strip(".").split() if len(word) > 3]
            shared = sum(word[:5] in heads for word in content) / len(content) if content else 0.0
            if (not ends_sentence(line.text) and not keep[index]) or (
                count <= 16 and shared >= 0.4
            ):
                found.standfirst = _field(source, line, 0, len(line.text))
                found.roles[index] = Role.STANDFIRST
        return


def _sections(source: str, lines: Sequence[Line], found: Found) -> None:
    """Read headings that are field names (``### Date Created``), as converters write them."""
    names = {
        index: match["name"].lower()
        for index, line in enumerate(lines)
        if line.role is Role.HEADING and (match := _FIELD.fullmatch(line.text))
    }
    if len(names) < 2:
        return
    for index, name in names.items():
        found.roles[index] = Role.BOILERPLATE
        end = next(
            (i for i in range(index + 1, len(lines)) if lines[i].role is Role.HEADING), len(lines)
        )
        rows = range(index + 1, end)
        if name.startswith(("date", "published")) and rows:
            for row in rows:
                for each in dates(lines[row].text):
                    found.date = found.date or _field(
                        source, lines[row], each.start, each.end, each.iso
                    )
                    found.roles[row] = Role.DATE
        elif name in ("category", "categories", "section", "tags", "tag") and rows:
            chosen = next((row for row in rows if _SECTIONS.match(lines[row].text)), rows[0])
            for row in rows:
                found.roles[row] = Role.BOILERPLATE
            if not name.startswith("tag"):
                found.section = _field(source, lines[chosen], 0, len(lines[chosen].text))
                found.roles[chosen] = Role.SECTION
        elif name in ("author", "source", "publisher") and rows:
            whole = _field(source, lines[rows[0]], 0, len(lines[rows[0]].text))
            if name == "author":
                found.byline, found.roles[rows[0]] = whole, Role.BYLINE
            else:
                found.publisher, found.roles[rows[0]] = (
                    replace(whole, value=whole.text),
                    Role.SOURCE,
                )


def _byline(source: str, lines: Sequence[Line], near: Sequence[int], found: Found) -> None:
    if found.byline:
        return
    for index in near:
        if not 0 <= index < len(lines) or len(lines[index].text) > 150:
            continue
        match = _BY.match(lines[index].text)
        if match and match["names"][:1].isupper():
            found.byline = _field(source, lines[index], *match.span("names"))
            found.roles.setdefault(index, Role.BYLINE)
            return


def _date(source: str, lines: Sequence[Line], near: Sequence[int], found: Found) -> None:
    if found.date:
        return
    for index in near:
        line = lines[index]
        if len(line.text) > 150 or found.roles.get(index) in (Role.TITLE, Role.STANDFIRST):
            continue
        for each in dates(line.text):
            found.date = _field(source, line, each.start, each.end, each.iso)
            found.roles.setdefault(index, Role.DATE)
            return


def _section(source: str, lines: Sequence[Line], title: int | None, found: Found) -> None:
    if found.section or title is None:
        return
    for index in range(title - 1, max(-1, title - 4), -1):
        text = lines[index].text
        trail = re.fullmatch(r"Home\s*(?:[>/»›|]\s*)?(?P<last>[A-Z][\w &]{1,40})", text)
        if trail:
            found.section = _field(source, lines[index], *trail.span("last"))
        elif _SECTIONS.fullmatch(text):
            found.section = _field(source, lines[index], 0, len(text))
        else:
            continue
        found.roles.setdefault(index, Role.SECTION)
        return


def _publisher(source: str, lines: Sequence[Line], found: Found) -> None:
    """Find the outlet by what its footer calls its own app, policy and rights."""
    if found.publisher:
        return
    names: dict[str, list[tuple[int, re.Match[str]]]] = {}
    for index, line in enumerate(lines):
        if len(line.text) > 120:
            continue
        for form in (_OUTLET, _RIGHTS):
            match = form.search(line.text)
            if match:
                names.setdefault(match["name"].strip(), []).append((index, match))
    sure = {
        name: places
        for name, places in names.items()
        if len({m.groupdict().get("what", "©") for _, m in places}) > 1
    }
    if not sure:
        return
    name = max(sure, key=lambda each: len(sure[each]))
    index, match = min(
        sure[name], key=lambda place: "app" not in (place[1].groupdict().get("what") or "").lower()
    )
    found.publisher = _field(source, lines[index], 0, len(lines[index].text), name)
