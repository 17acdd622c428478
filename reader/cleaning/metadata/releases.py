"""Press releases and transcripts: the headline below a letterhead, and what is no text of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from reader.cleaning.article import Role
from reader.cleaning.metadata.page_draft import PageDraft
from reader.cleaning.metadata.turns import dialogue, speaks, turns
from reader.cleaning.parse.lines import Line
from reader.cleaning.parse.unwrap import one_line
from reader.cleaning.wording.bylines import is_signature
from reader.cleaning.wording.letterhead_lines import (
    EXCEPTED,
    KIND,
    LONGEST,
    OCCASION,
    SMALL,
    STATEMENT,
    is_name_or_place,
    is_named,
    is_of_letterhead,
    marks_release,
    names_kind,
    says_day,
)
from reader.cleaning.wording.line_wording import ends_sentence, is_furniture, units
from reader.text import Span
from reader.text.dates.written_dates import day_of

_HEAD = 16  # lines of a letterhead
# A headline that the kind stands before: "Press release: New lock opens".
_ANNOUNCED = re.compile(
    r"(?:(?:media|press|news) release|presse(?:mitteilung|information)|medienmitteilung|"
    r"communiqué de presse|nota de prensa|comunicato stampa|persbericht)\s*[:|–—]\s*"
    r"(?P<title>\S+ \S.+)",
    re.IGNORECASE,
)
# What the police and fire brigades of Germany begin a headline with, and what marks their wire.
_OTS_TITLE, _OTS = re.compile(r"[A-Z]{2,5}(?:-[\w/ -]{1,20})?: \S"), "(ots)"
# From whom a release is, when it was published and how it is filed, in lines of their own.
_FROM = re.compile(
    r"(?:(?:from|released by|(?:case|incident|notice|reference|release|report) ?(?:number|no\.?|#)|"
    r"ref(?:erence)?\.?(?: no\.?)?)\s*:|published(?: on)?\b|(?:last )?updated\b).{0,200}",
    re.IGNORECASE,
)
_FROM_BELOW = re.compile(r"from\s*:", re.IGNORECASE)
# The headline of a transcript that says who spoke.
_SAID_BY = re.compile(
    r"(?:remarks|speech|address|(?:press |news )?(?:briefing|conference)) by .{3,120}",
    re.IGNORECASE,
)
# What a company must print over its news, or an office over what others have said.
_REGULATED = re.compile(
    r"ad[ -]?hoc (?:announcement|release|mitteilung|meldung) .{0,60}|"
    r"(?:the |this )?following (?:statement|message|remarks) .{3,120}:",
    re.IGNORECASE,
)
_ERRORS_EXCEPTED = re.compile(
    rf"\W*(?:proof(?: copy| only)?\W+)?{EXCEPTED}.{{0,20}}", re.IGNORECASE
)
_IMPRINT = re.compile(
    r"(?:authori[sz]ed by|(?:media|press) (?:contacts?|enquir(?:y|ies)|inquir(?:y|ies))|"
    r"contacts?\b.{0,40}:|contact (?:information|for journalists)$|contacts$|kontakt dla mediów\b|"
    r"(?:媒体|媒體|新闻|新聞)[联聯][系繫絡络].{0,10}[:：]|للاستفسارات.{0,30}:|"
    r"for (?:more|further) information|voor meer informatie\b|für weitere informationen\b|"
    r"presse?(?:kontakt|stelle)|kontakt\s*:|rückfragen bitte an\b|"
    r"original-content von:|verantwortlich\s*:|oficina de información$|"
    r"(?:weitere informationen|rückfragen|más información|pour en savoir plus|meer informatie|"
    r"contacto?(?: de prensa)?|ufficio stampa)\b.{0,40}:|"
    r"(?:ansprechpartner(?:in(?:nen)?)?(?: für [^:]{2,30})?|herausgeber(?:in)?|redaktion|"
    r"v\.\s?i\.\s?s\.\s?d\.\s?p\.|verantwortlich im sinne des presserechts|impressum|"
    r"contactpersoon|perscontact|noot (?:voor|aan) de (?:redacties?|pers)(?: \([^()]{3,40}\))?)"
    r"\s*(?::|$)|"
    r"(?:press|media) office\b.{0,40}:|notes? (?:to|for) editors?\b|from:? (?:the )?department\b|"
    r"(?:source:|(?-i:SOURCE)) [^.!?]{2,60}$|"
    r"contact (?:presse|médias?)|enquiries\s*:|embargo(?:ed)?\b|issued by(?:\s*:| [^.!?]{2,60}$)|"
    r"(?:ph|tel|phone|fax|mob|mobile|cell(?:phone)?|"
    r"e-?mail|web(?:site)?)\b\s*[:.]|https?://|www\.|"
    # An address, or the number of a phone and whose it is.
    r"[\w.+-]+@[\w-]+\.[\w.-]+$|"
    r"(?:[^.!?:\d]{3,60}:\s*)?\+?\(?\d[\d ()./+-]{6,}(?:\s*(?:ext|x)\.?\s*\d+)?$)",
    re.IGNORECASE,
)
# Whom the press may ask, as none but a release says.
_PRESS_CONTACT = re.compile(
    r"(?:(?:media|press) (?:contacts?|enquir(?:y|ies)|inquir(?:y|ies))|pressekontakt|"
    r"contacto? (?:presse|médias?|de prensa)|perscontact)\b.{0,60}(?::|$)|"
    r"for (?:more|further) information,? (?:please )?contact\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\W*(?:ends?(?: of (?:release|transcript))?(?: \d\d?[:.]\d\d .{1,12})?|ende|fin|"
    r"#|-30-)\W*",
    re.IGNORECASE,
)
_BY_WIRE = re.compile(
    r"/(?:PRNewswire|CNW)\b|\b(?:BUSINESS WIRE|GLOBE NEWSWIRE|ACCESSWIRE)\b|"
    r"\s[-–—|]\s(?:press|media|news) release$",
    re.IGNORECASE,
)
# What the wires end a story with, alone on its line.
_SIGN_OFF = re.compile(r"\W*(?:reuters?|ap|upi|afp|dpa|efe|ansa|tass)\W*", re.IGNORECASE)
# How a speech or transcript may be cited.
_AS_SPOKEN = re.compile(
    r"\W*(?:this is a rush transcript\b.*|es gilt das gesprochene wort\W*|"
    r"check against delivery\W*|seul le prononcé fait foi\W*)",
    re.IGNORECASE,
)
_SUBJECTS = re.compile(r"(?:subjects?|topics?|re|betreff)\s*:\s*(?P<title>\S.*)", re.IGNORECASE)
_OPEN = frozenset("after before between during its their under when while".split())  # noqa: SIM905
_FULL = 30  # characters of a line in capitals that goes on in the next one
_SHORTEST = 2  # words of a line
_NEAR = 3  # lines below the headline at most, where a page declares one
_TOP = 3  # one that comes by wire says so in one of its first lines
_END = 8  # lines
_PROSE = 12  # words of a line
_DATED = 8  # words of one that says the day
_OVER_DIALOGUE = 4  # lines over what two people say, at most
_SHORT_PROSE = 5  # and of a sentence below the name of a kind of release


def release_on_page(draft: PageDraft) -> int:
    """Return the first line of the letterhead on a page that names its kind; -1 without one.

    Far below the headline that a page declares is what names the kind of another release.
    """
    lines = draft.lines
    kinds = (
        index
        for index, line in enumerate(lines)
        if not line.place and line.linked < 1.0 and names_kind(line.text)
    )
    first = next(kinds, -1)
    while first > 0 and not lines[first - 1].place and is_of_letterhead(lines[first - 1].text):
        first -= 1
    return first if draft.headline is None or first <= draft.headline + _NEAR else -1


def letterhead(draft: PageDraft, start: int = 0) -> None:
    """Find the headline and date of a press release below its letterhead, if it has one.

    The letterhead begins at line ``start`` or below it. Its lines, and what stands behind the end
    of the release, are no text.
    """
    found = None if draft.found.roles else _letterhead_of(draft, start)
    while found is not None and _is_broken(draft, found):
        draft.lines = _with_whole_line(draft.lines, found.title)
        found = _letterhead_of(draft, start)
    if found is not None:
        _take(draft, found)
        _end(draft.lines, found.head[-1] + 1, draft.found.roles)


class _Letterhead(NamedTuple):
    """The lines of a letterhead: those that make it one, its date (-1 without one) and the title.

    Where it ``has_title`` not, ``title`` is the first line below it.
    """

    head: range
    marked: Sequence[int]
    dated: int
    title: int
    has_title: bool


def _letterhead_of(draft: PageDraft, start: int) -> _Letterhead | None:
    lines = draft.lines
    head = _head(lines, start)
    marked = _marked(lines, head)
    told = None if marked else _told_by_itself(lines, head)
    if not marked and told is None:
        return None
    marked = sorted({*marked, *_sent(lines, head)})
    short = (index for index in head if units(lines[index].text) <= _DATED)
    days = [i for i in short if day_of(lines[i].text, month_first=draft.month_first)]
    # What says more than the day is the headline, where another line says it alone.
    dated = next((i for i in days if says_day(lines[i].text)), next(iter(days), -1))
    title = draft.headline if told is None else told
    if title is None:
        title = _likeliest(lines, head, marked, dated)
    if title is not None:
        return _Letterhead(head, marked, dated, title, True) if title <= head[-1] else None
    if _is_transcript(lines, head):  # below it stands what is said
        return _Letterhead(head, marked, dated, head.stop, False)
    return None


def _is_broken(draft: PageDraft, found: _Letterhead) -> bool:
    """Tell whether the headline goes on in the line below it."""
    title, lines = found.title, draft.lines
    return title < found.head[-1] and _runs_on(draft.source, lines[title], lines[title + 1])


def _with_whole_line(lines: Sequence[Line], at: int) -> list[Line]:
    """Return lines with two of them, from one on, as one."""
    return [*lines[:at], one_line(lines[at : at + 2]), *lines[at + 2 :]]


def _take(draft: PageDraft, letterhead: _Letterhead) -> None:
    """Give the lines of a letterhead their roles, and the page its title and date."""
    lines, found = draft.lines, draft.found
    head, marked, dated, title, has_title = letterhead
    for index in head:
        text = lines[index].text
        is_listed = _SUBJECTS.fullmatch(text) or _ERRORS_EXCEPTED.fullmatch(text)
        is_place = title < index < dated and is_name_or_place(text)
        if index < title or index in marked or is_listed or is_place or _IMPRINT.match(text):
            found.roles[index] = Role.BOILERPLATE
    if dated >= 0 and (day := day_of(lines[dated].text, month_first=draft.month_first)):
        found.roles[dated] = Role.DATE
        found.date = draft.field(dated, Span(day.start, day.end), day.iso)
    if has_title:
        found.roles[title] = Role.TITLE
        text = lines[title].text
        labelled = _SUBJECTS.fullmatch(text) or _ANNOUNCED.fullmatch(text)
        first = labelled.start("title") if labelled else 0
        found.title = draft.field(title, Span(first, len(text)))


def _marked(lines: Sequence[Line], head: Sequence[int]) -> list[int]:
    """Return the lines that make a head a letterhead; none where it is that of a site."""
    marked = [index for index in head if is_of_letterhead(lines[index].text)]
    if not marked or any(is_furniture(lines[index].text) for index in head):
        return []
    # Among the lines of a menu there are names of offices, too.
    top = next((index for index in head if not _IMPRINT.match(lines[index].text)), 0)
    is_release = marked[0] <= top or any(marks_release(lines[index].text) for index in marked)
    return marked if is_release else []


def _told_by_itself(lines: Sequence[Line], head: range) -> int | None:
    """Return the headline of a release or transcript that has no letterhead, if this is one.

    Such are those of the wire of German authorities, and remarks by somebody.
    """
    by_wire = any(_OTS in line.text[:LONGEST] for line in lines[: _HEAD + 1])
    titles = [i for i in head if by_wire and _OTS_TITLE.match(lines[i].text)]
    if titles:
        return titles[0]
    said = _said_by(lines, head)
    return said[0] if said and _is_transcript(lines, head) else None


def _said_by(lines: Sequence[Line], head: range) -> list[int]:
    """Return the lines of a head that say who spoke, and not on what."""
    return [index for index in head if _SAID_BY.fullmatch(lines[index].text)]


def _sent(lines: Sequence[Line], head: Sequence[int]) -> list[int]:
    """Return the lines of a head that say from whom a release is and when it was published."""
    said = [index for index in head if _FROM.fullmatch(lines[index].text)]
    below = [i + 1 for i in said if _FROM_BELOW.fullmatch(lines[i].text) and i + 1 in head]
    return [*said, *below]


def over_dialogue(lines: Sequence[Line]) -> int | None:
    """Return the headline of an interview, right above what two people say by turns."""
    head = _head(lines, 0)
    if len(head) > _OVER_DIALOGUE or not _is_transcript(lines, head) or not dialogue(lines):
        return None
    over = (index for index in _above(lines, head) if not ends_sentence(lines[index].text))
    return next(over, None)


def without_contacts(draft: PageDraft) -> None:
    """Hide the contacts below a release that says in its text, headline or end that it is one.

    The name of an agency that a story is signed with is no text either, nor is how to cite it.
    """
    lines, found = draft.lines, draft.found
    top = [line.text[:LONGEST] for line in lines[:_TOP]]
    if not found.roles and (any(_says_so(row) for row in top) or _ends_as_release(lines)):
        _end(lines, 1, found.roles)
        first = next((index for index, row in enumerate(top) if not _IMPRINT.match(row)), 0)
        if announced := _ANNOUNCED.fullmatch(top[first]):
            found.roles[first] = Role.TITLE
            found.title = draft.field(first, Span(*announced.span("title")))
    for index, line in enumerate(lines[:_HEAD]):
        if _AS_SPOKEN.fullmatch(line.text[:LONGEST]):
            found.roles[index] = Role.BOILERPLATE
    if len(lines) > 1 and _SIGN_OFF.fullmatch(lines[-1].text) and ends_sentence(lines[-2].text):
        found.roles[len(lines) - 1] = Role.BOILERPLATE


def _says_so(text: str) -> bool:
    whole = (STATEMENT, KIND, _ANNOUNCED)
    return bool(_BY_WIRE.search(text) or any(each.fullmatch(text) for each in whole))


def _ends_as_release(lines: Sequence[Line]) -> bool:
    """Tell whether a text ends as releases do: with "ENDS", or with whom the press may ask."""
    last = [line.text[:LONGEST] for line in lines[-_END:]]
    ended = next((i for i, text in enumerate(last) if _ENDS.fullmatch(text)), None)
    rest = [] if ended is None else last[ended + 1 :]
    is_ended = ended is not None and (not rest or any(map(_IMPRINT.match, rest)))
    return is_ended or any(map(_PRESS_CONTACT.match, last))


def _head(lines: Sequence[Line], start: int) -> range:
    """Return the lines from one on that are above the first of prose; none where it is not near."""
    spoken = turns(lines)
    least = _PROSE
    for index, line in enumerate(lines[start : start + _HEAD], start):
        if index in spoken and not _IMPRINT.match(line.text) and not _SUBJECTS.match(line.text):
            return range(start, index)
        is_dated = units(line.text) <= _DATED and day_of(line.text)
        prose = units(line.text) >= least and ends_sentence(line.text) and not is_dated
        is_text = (prose or units(line.text) > 3 * _PROSE) and not _SUBJECTS.match(line.text)
        if is_text and not _IMPRINT.match(line.text) and not is_of_letterhead(line.text):
            return range(start, index)
        if names_kind(line.text):
            least = _SHORT_PROSE
    return range(0)


def _likeliest(lines: Sequence[Line], head: range, marked: Sequence[int], dated: int) -> int | None:
    """Return the headline among lines of a head: the first below the date that is no name."""
    below_mark = (index for index in head if index > marked[0])
    free = [
        index
        for index in below_mark
        if index not in (dated, *marked) and _may_be_headline(lines[index].text)
    ]
    subjects = [index for index in free if _is_subject(lines[index].text)]
    occasion = [index for index in head if OCCASION.fullmatch(lines[index].text)]
    if subjects and occasion:
        return occasion[0]
    if said := _said_by(lines, head):
        return said[0]
    above = _above(lines, range(head.start, marked[0]))
    heading = [index for index in free if lines[index].role is Role.HEADING]
    plain = [index for index in free if not is_name_or_place(lines[index].text)]
    below = [index for index in plain if index > dated]
    # Of a headline over the kind more words are small than in the name of who sends it.
    told = [index for index in above if not is_named(lines[index].text)]
    if _is_transcript(lines, head):  # where it was said stands above the day
        free = [index for index in free if index > dated]
        short = [i for i in range(head.start, marked[0]) if _is_short_headline(lines, i)]
        likely = [*told, *subjects, *heading, *below, *plain, *above, *occasion, *free, *short]
    else:
        likely = [*subjects, *heading, *below, *plain, *told, *occasion, *free, *above]
    return next(iter(likely), None)


def _above(lines: Sequence[Line], rows: range) -> list[int]:
    """Return the lines of a head that may be a headline over the kind, or over what is said."""
    return [
        index
        for index in rows
        if _may_be_headline(lines[index].text)
        and not is_name_or_place(lines[index].text)
        and not is_of_letterhead(lines[index].text)
    ]


def _is_short_headline(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line over the kind of a transcript may be a headline, and names no speaker."""
    text = lines[index].text
    is_name = "," in text or units(text) <= _SHORTEST or speaks(text, lines)
    return _may_be_headline(text) and not is_name and not is_of_letterhead(text)


def _may_be_headline(text: str) -> bool:
    others = (_ERRORS_EXCEPTED, _REGULATED)
    is_other = _IMPRINT.match(text) or is_signature(text) or any(e.fullmatch(text) for e in others)
    return not is_other and not says_day(text) and units(text) >= _SHORTEST


def _is_subject(text: str) -> bool:
    """Tell whether a line says the subject in words enough for a headline."""
    subject = _SUBJECTS.fullmatch(text)
    return subject is not None and units(subject["title"]) >= _SHORTEST


def _is_transcript(lines: Sequence[Line], head: range) -> bool:
    """Tell whether somebody speaks right below a head."""
    return head.stop in turns(lines)


def _runs_on(source: str, title: Line, below: Line) -> bool:
    """Tell whether a headline goes on in the line of print right below it."""
    between = source[title.end : below.start]
    if not between.isspace() or below.gap or ends_sentence(title.text) or day_of(below.text):
        return False
    in_capitals = title.text.isupper() and below.text.isupper()
    if in_capitals and (len(title.text) >= _FULL or below.text.split()[0].lower() in SMALL):
        return True
    return title.text.rpartition(" ")[2].lower() in SMALL | _OPEN


def _end(lines: Sequence[Line], start: int, roles: dict[int, Role]) -> None:
    """Hide the end of a release: what stands below "ENDS", and contacts with all below them."""
    ended = next((i for i in range(start, len(lines)) if _ENDS.fullmatch(lines[i].text)), None)
    if ended is not None and ended >= start + (len(lines) - start) // 3:
        roles.update(dict.fromkeys(range(ended, len(lines)), Role.BOILERPLATE))
        lines = lines[:ended]
    for index in range(len(lines) - 1, max(start, len(lines) - _END), -1):
        text = lines[index].text
        if _IMPRINT.match(text):
            roles.update(dict.fromkeys(range(index, len(lines)), Role.BOILERPLATE))
        elif ends_sentence(text) and units(text) >= _PROSE:
            return
