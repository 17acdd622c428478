"""Find the day of an article among the lines of its page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from reader.cleaning.article import Role
from reader.cleaning.features.element_features import path_of
from reader.cleaning.metadata.page_draft import PageDraft
from reader.cleaning.parse.lines import Line
from reader.cleaning.wording.bylines import is_signature
from reader.cleaning.wording.line_wording import ends_sentence, units
from reader.text import Span
from reader.text.dates.months import DAYS
from reader.text.dates.written_dates import Dated, dates, day_of, says_published
from reader.text.languages.language import guessed_language

# Lines less likely than this to name the day, all of the same day or each, are not taken to.
_LEAST, _LEAST_EACH = 0.04, 0.01
_READ = 200  # characters of a line
_HEAD = 5_000  # characters of a text that the day of an article stands in
# What may be a day of March or of April: 3/4/22.
_DOUBTFUL_DAY = re.compile(r"(?<!\d)\d{1,2}/\d{1,2}/\d\d")
_NEAR_HEAD = 3  # below the first line of the text a date stands within so many lines
# What says that the day behind it is another than that of publication: of an event, a birth, the
# visit, a change of the page, the weather.
_ANOTHER = re.compile(
    r"\b(?:printed|gedruckt|ausgedruckt|imprimé|impreso|stampato|retrieved|accessed|abgerufen|"
    r"zugegriffen|consulté|event|veranstaltung|termin|deadline|expires?|valid|gültig)\b"
    r"|\b(?:born|birth|geboren|geburt|née?\s|naissance|nacimiento|nacid[oa]|nascita)|出生|生日|誕生|农历|農曆"
    r"|^\W*(?:today|heute|aujourd['’]hui|hoy|oggi)\b"
    r"|\b(?:last|letzte[rn]?|zuletzt|dernière|última|ultima)\s(?:page\s)?(?:changed?|änderung|geändert|"
    r"modification|modified|edited|bearbeitet|bearbeitung|modificación|modifica)\b"
    r"|©|\(c\)\s|\bupdated\ssite\b"
    r"|\d\s?°[cf]?\b|\b(?:place|venue|where|ort|wo|lieu|lugar|luogo)\s?:",
    re.IGNORECASE,
)
# What the elements are named that hold the day of something else; those that are named so and
# after a day, too, hold the day of their page.
_APART = frozenset(
    """teaser teasers comment comments kommentar related recommended event events veranstaltung
    widget""".split()  # noqa: SIM905
)
_OF_DAYS = frozenset(["meta", "metadata", "date", "datum"])
_BEGINS_WITH_DAY = re.compile(rf"(?:{'|'.join(DAYS)})\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_SENTENCE = 8  # words that are more than a date and its label
# In an article alone a sentence may have lost its stop: "The council met on Monday, 3 May 2023".
_CLAUSE = re.compile(
    r"[^\W\d_a-z][\w'’-]*(?=\s.*\b(?!from\b|with\b)[^\W\d_A-Z]{4,}\s)(?:\s[\w'’-]+){2,}"
    r"\s(?:on|am|le|el|op)\s(?:[^\W\d_]+,?\s(?:dem\s|den\s)?)?"
)
_NOTE = re.compile(
    r"\b(?:appeared|posted|updated|printed|issued|released|filed|added|written|modified|created|"
    r"erschien\w*|\w+licht|aktualisiert|geändert|erstellt|paru\w*|publi\w+|mise? à jour|"
    r"actualizad\w|gepubliceerd|geplaatst)\b",
    re.IGNORECASE,
)
# What stands around the day of a dateline.
_PLACE = re.compile(r"[^\W\d_a-z][^\d.!?:]{1,50}?[,(]\s*(?:on |le |den |il )?")
_DASH = re.compile(r"\)?\.?\s*(?:[(/][^()/]{2,40}[)/]\s*)?[-–—]")
_DASHES = re.compile(r"\)?\s*[-–—]+\s*")
# A dateline that ends with a full stop, "Selvik, 5 March 2024. The …", names a place alone before
# it; or the day stands by itself in brackets.
_NAMED_PLACE = re.compile(r"(?:[^\W\d_a-z][\w'’-]*[ ]?){1,4},\s*(?:den )?")
_STOP = re.compile(r"[.:]\s+[^\w\s]?(?![a-z])")
# A report begins with its day, "4.5.2021 - The council ...", within so many, below a lead; what
# follows a colon is what happened on that day.
_DATELINE, _LEAD = re.compile(r"\s*[-–—|„“\"]"), 5


def tells_month_first(text: str) -> bool | None:
    """Tell whether 3/4/2022 is a day in March by the language of a text without markup, if it may.

    English may write either first.
    """
    is_asked = _DOUBTFUL_DAY.search(text, 0, _HEAD)
    return False if is_asked and guessed_language(text) not in ("", "en") else None


def find_date(draft: PageDraft, chances: Mapping[int, tuple[float, float, float]]) -> None:
    """Find the day that the page's lines, taken together, most likely name as its own."""
    lines, keep, found = draft.lines, draft.keep, draft.found
    if found.date:
        return
    first = next((index for index, each in enumerate(keep) if each), len(lines))
    days = _named_days(draft, chances, first)
    if not days:
        _date_of_dateline(draft, first)
        return
    day = max(days.values(), key=lambda named: sum(chance for chance, _, _ in named))
    if sum(chance for chance, _, _ in day) >= _LEAST:
        _, index, each = max(day, key=lambda named: named[0])
        found.date = draft.field(index, Span(each.start, each.end), each.iso)
        if not keep[index] or is_short(lines[index].text):
            found.roles.setdefault(index, Role.DATE)


def _named_days(
    draft: PageDraft, chances: Mapping[int, tuple[float, float, float]], first: int
) -> dict[str, list[tuple[float, int, Dated]]]:
    """Return the days that may be the page's, each with the chances and lines that name it.

    The running text begins at line ``first``.
    """
    lines = draft.lines
    days: dict[str, list[tuple[float, int, Dated]]] = {}
    below: dict[str, list[tuple[float, int, Dated]]] = {}
    datelines: list[tuple[int, Dated]] = []
    for index, (_, _, chance) in chances.items():
        text = lines[index].text[:_READ]
        told = _tells_events(draft, index)
        sought = chance > _LEAST_EACH or (told and text[0].isdigit())
        each = day_of(text, month_first=draft.month_first) if sought else None
        told = told or bool(each and draft.is_clean and _is_clause(text, each))
        if each and _ANOTHER.search(_with_label(lines, index, text)):
            continue
        if each and told and each.start == 0 and _DATELINE.match(text, each.end):
            datelines.append((index, each))
        elif each and not told and not _is_apart(draft, index):
            placed = days if index <= first + _NEAR_HEAD or says_published(text) else below
            placed.setdefault(each.iso[:10], []).append((chance, index, each))
    if len(datelines) == 1 and datelines[0][0] <= first + _LEAD:  # several are a chronicle's
        index, each = datelines[0]
        days.setdefault(each.iso[:10], []).append((_LEAST, index, each))
    # Several days below the head are those of teasers and comments.
    if len(below) == 1 and below.keys() == _days_below(draft, first):
        ((iso, named),) = below.items()
        days.setdefault(iso, []).extend(named)
    return days


def _with_label(lines: Sequence[Line], index: int, text: str) -> str:
    """Return the text of a line, that of a ``<dd>`` behind the line of its ``<dt>``."""
    within = lines[index].within
    return f"{lines[index - 1].text} {text}" if index and within and within.tag == "dd" else text


def _days_below(draft: PageDraft, first: int) -> set[str]:
    """Return the days that short lines from the first of the text on name, likely or not."""
    texts = (line.text[:_READ] for line in draft.lines[first:])
    short = (text for text in texts if not _tells(text) and _DIGIT.search(text))
    days = (day_of(text, month_first=draft.month_first) for text in short)
    return {each.iso[:10] for each in days if each}


def _tells_events(draft: PageDraft, index: int) -> bool:
    """Tell whether a line tells of events: a sentence of the story, or a cell of its tables."""
    line = draft.lines[index]
    # Right under the headline a cell is of the page's layout.
    in_cell = index - 1 != draft.found.headline and _is_cell(line)
    return _tells(line.text[:_READ]) or (draft.keep[index] and (in_cell or not is_short(line.text)))


def is_of_the_site(draft: PageDraft, line: Line) -> bool:
    """Tell whether a line stands in a header or footer of the whole site.

    That is one without the headline and outside all articles; it shows the day of the visit, or
    of the site.
    """
    headline = draft.found.headline
    if line.place not in ("header", "footer") or (headline is None and line.place == "header"):
        return False
    own = () if headline is None else path_of(draft.lines[headline].within)
    outer = next((each for each in path_of(line.within) if each.tag == line.place), None)
    around = {each.tag for each in path_of(outer)}
    return around.isdisjoint(("article", "main")) and outer not in own


def stands_beside(draft: PageDraft, place: int) -> bool:
    """Tell whether the line at an offset, or the next one, stands beside the article.

    So does what a sentence of it tells, what stands below it in no article, and a teaser in a
    list of several days.
    """
    index = next((at for at, each in enumerate(draft.lines) if each.end >= place), None)
    if index is None:
        return False
    line = draft.lines[index]
    is_told = draft.keep[index] and not is_short(line.text)
    first = next((at for at, kept in enumerate(draft.keep) if kept), index)
    is_teaser = _is_cell(line) and line.linked > 0 and len(_days_below(draft, first)) > 1
    is_beside = line.place in ("aside", "nav") or _is_apart(draft, index)
    return is_beside or is_told or is_teaser


def _is_apart(draft: PageDraft, index: int) -> bool:
    """Tell whether a line is of the whole site, or below the text and out of its article."""
    line = draft.lines[index]
    if is_of_the_site(draft, line) or _is_named_apart(draft, line):
        return True
    if index < (draft.found.headline or 0) and _BEGINS_WITH_DAY.match(line.text):
        return _left_article(draft, line)  # a masthead shows the day of the visit
    return (
        _left_article(draft, line) and not says_published(line.text) and not any(draft.keep[index:])
    )


def _is_named_apart(draft: PageDraft, line: Line) -> bool:
    """Tell whether a line stands in an element that is named as a teaser, a comment or the like."""
    apart = [
        each
        for each in path_of(line.within)
        if not _APART.isdisjoint(each.words) and _OF_DAYS.isdisjoint(each.words)
    ]
    if not apart:
        return False
    first = next((each for each, kept in zip(draft.lines, draft.keep, strict=True) if kept), None)
    headline = draft.found.headline
    heads = (first, None if headline is None else draft.lines[headline])
    own = {each for head in heads if head for each in path_of(head.within)}
    return not own.issuperset(apart)


def _left_article(draft: PageDraft, line: Line) -> bool:
    """Tell whether a line stands outside of the ``article`` element of the headline."""
    headline = draft.found.headline
    around = () if headline is None else path_of(draft.lines[headline].within)
    own = next((each for each in around if each.tag == "article"), None)
    return own is not None and own not in path_of(line.within)


def _date_of_dateline(draft: PageDraft, first: int) -> None:
    """Find the day in a dateline, "SELVIK, March 5, 2024 -- ", that begins the running text.

    A second headline may stand over it.
    """
    for index in range(first, min(first + _LEAD, len(draft.lines))):
        text = draft.lines[index].text[:_READ] if draft.keep[index] else ""
        each = next(dates(text), None)
        if each and _is_dateline(text, each):
            draft.found.date = draft.field(index, Span(each.start, each.end), each.iso)
            return


def is_dateline_alone(text: str) -> bool:
    """Tell whether a line is a dateline of a place and no more: "Kestrel Bay, 9 March 2023 --"."""
    day = day_of(text)
    if day is None or not _DASHES.fullmatch(text, day.end):
        return False
    return bool(_PLACE.fullmatch(text, 0, day.start))


def _is_dateline(text: str, day: Dated) -> bool:
    """Tell whether a line begins with a dateline of this day."""
    if _DASH.match(text, day.end) and _PLACE.fullmatch(text, 0, day.start):
        return True
    if text[: day.start] == "(":
        return text[day.end : day.end + 2] == ") "
    return bool(_STOP.match(text, day.end) and _NAMED_PLACE.fullmatch(text, 0, day.start))


def _is_cell(line: Line) -> bool:
    tag = line.within.tag if line.within else ""
    return tag == "li" or (tag in ("td", "th") and line.cell is not None)


def _tells(text: str) -> bool:
    """Tell whether a line is a sentence that says more than when something was published."""
    is_note = is_signature(text) or says_published(text)
    return ends_sentence(text) and units(text) >= _SENTENCE and not is_note


def _is_clause(text: str, day: Dated) -> bool:
    """Tell whether a line says what happened on a day, and no more."""
    return bool(_CLAUSE.fullmatch(text, 0, day.start)) and not (
        _NOTE.search(text) or is_signature(text) or text[day.end :].strip()
    )


def is_short(text: str) -> bool:
    """Tell whether a line of the running text may be no more than who wrote it, or when."""
    return len(text) < 100 and (is_signature(text) or not ends_sentence(text))
