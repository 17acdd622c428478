"""The section of an article by the way to its page: the steps that a trail of links shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reader.cleaning.article import Field, Style
from reader.cleaning.features.element_features import path_of
from reader.cleaning.metadata.page_draft import PageDraft
from reader.cleaning.metadata.titles import leads_home
from reader.cleaning.parse.lines import Line
from reader.cleaning.wording.line_wording import same, units
from reader.text import Span

_TRAILS = frozenset(
    """breadcrumb breadcrumbs crumbs breadcrumblist ariane brotkrumen brotkrume kruimelpad migas
    briciole okruszki murupolku drobečky drobecky""".split()  # noqa: SIM905
)
_CUT = ">/»›→|‹«\ue000-\uf8ff"  # the last are signs of a font of icons
_NO_WORD = re.compile(rf"[{_CUT}\s]+")
_STEP = re.compile(rf"[^{_CUT}\s·•](?:[^{_CUT}]*[^{_CUT}\s·•])?")
# "You are here: Home > Islands"
_LABEL = re.compile(rf"[^{_CUT}:]{{1,30}}:(?:\s+|$)")
# What stands in the way to a page, or in its place, and names no step.
_NO_STEP = re.compile(
    r"(?:sie\s(?:sind|befinden\ssich)\shier|you\sare\shere|vous\sêtes\sici|estás?\saquí|"
    r"(?:(?:main|haupt|pfad|brotkrumen|breadcrumb)[\s-]?)?navigation|breadcrum[bp]s?|aktuelle\sseite|"
    r"such(?:e|feld)|search|menu|menü|(?:zur\sstartseite|zurück|back|retour|volver)\b.*|.*\d:\d\d\b.*|[\d\W]+)",
    re.IGNORECASE,
)
_HOMES = frozenset(
    name.strip()
    for name in """
        beginn, home, homepage, home page, front page, start, startseite, hauptseite,
        accueil, inicio, início, página inicial, página principal, portada,
        pagina iniziale, prima pagina, voorpagina, hem, startsidan, hjem,
        forside, forsiden, etusivu, strona główna, główna, domů,
        hlavní stránka, domov, úvod, kezdőlap, főoldal, címlap, acasă,
        prima pagină, početna, naslovnica, начало, главная, главная страница,
        головна, головна сторінка, αρχική, αρχική σελίδα, ana sayfa, anasayfa,
        beranda, trang chủ, avaleht, sākums, 首页, 首頁, 主页, ホーム, トップ, トップページ, 홈,
        หน้าแรก, الرئيسية, الصفحة الرئيسية, خانه, صفحه اصلی, דף הבית, ראשי,
        होम
    """.split(",")  # noqa: SIM905
)
_LONGEST = 5  # words of a section's name
# A step on a line of its own, as dumps print them; so many lines over a headline may be one.
_OWN_STEP = re.compile(r"(?:(?P<number>\d)\.\s+)?(?P<step>\S.*)")
_ABOVE = 6


def section_in_trail(
    draft: PageDraft, publisher: Field | None, title: Field | None
) -> Field | None:
    """Return the first step of the way to a page that is neither the site nor the page.

    That is a link, or goes on to another step: the last one is the page itself.
    """
    site, page = (each.text if each else "" for each in (publisher, title))
    steps = [
        (draft.field(index, span), line)
        for index, line in enumerate(draft.lines)
        if is_in_trail(line) and not leads_home(draft.source, line)
        for span in _steps(line.text)
    ]
    last = len(steps) - 1
    for number, (step, line) in enumerate(steps):
        leads_on = number < last or _is_link(line, step)
        if leads_on and is_section(step.text, site, page):
            return step
    return None


def section_above(lines: Sequence[Line], title: int) -> tuple[int, Span] | None:
    """Return the line and the place of the section in the way to a page that a dump prints.

    That is the step behind the home, in one line with it above the headline, or in the next line
    that is none of the signs between them or has the next number.
    """
    rows = range(max(0, title - _ABOVE), title)
    for index in rows:
        text = lines[index].text
        steps = list(_steps(text))[:-1]  # the last is the page itself
        for home, step in pairwise(steps):
            if _is_home(home.of(text)):
                return index, step
    signs = {index for index in rows if _NO_WORD.fullmatch(lines[index].text)}
    for home, index in pairwise(sorted({*rows} - signs)):
        first, second = (_OWN_STEP.fullmatch(lines[at].text) for at in (home, index))
        if first and second and same(first["step"]) in _HOMES:
            is_next = (first["number"], second["number"]) == ("1", "2")
            if is_next or (home + 1 in signs and index + 1 in signs):
                return index, Span(*second.span("step"))
    return None


def _is_home(text: str) -> bool:
    """Tell whether a step is the home, or ends with it where a menu runs into it."""
    step = same(text)
    return step in _HOMES or step.rpartition(" ")[2] in _HOMES


def is_section(name: str, site: str, page: str) -> bool:
    """Tell whether a step of the way to a page may be its section."""
    is_end = same(name) in {*_HOMES, same(site)} or same(name) in same(page)
    return not is_end and 0 < units(name) <= _LONGEST and not _NO_STEP.fullmatch(name)


def _is_link(line: Line, step: Field) -> bool:
    return any(run.start <= step.start < run.end and run.style & Style.LINK for run in line.runs)


def is_trail(text: str) -> bool:
    """Tell whether a line is the way to a page: from its home, over two steps at least."""
    steps = [span.of(text) for span in _steps(text)]
    return len(steps) > 2 and same(steps[0]) in _HOMES


def is_in_trail(line: Line) -> bool:
    """Tell whether a line stands in an element that is named for the way to its page."""
    return any(not _TRAILS.isdisjoint(element.words) for element in path_of(line.within))


def _steps(text: str) -> Iterator[Span]:
    label = _LABEL.match(text)
    return (Span(*step.span()) for step in _STEP.finditer(text, label.end() if label else 0))
