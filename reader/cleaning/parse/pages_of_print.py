"""Pages of print in a plain text: what heads and feet repeat, and lines with blank ones between."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence
from itertools import pairwise

from reader.cleaning.parse.lines import Line
from reader.text.dates.written_dates import day_of
from reader.text.plain_marks import LINE_ENDS

_PAGE = r"page|seite|página|pagina|strona|side|sida|стр\.?"
_OF = r"(?:\s*(?:of|von|de|di|sur|z|av|из|/)\s*\d{1,4})?"
_PAGE_NUMBER = re.compile(
    rf"[-–—\s]*(?:{_PAGE}|p\.)\s*\d{{1,4}}{_OF}[-–—\s]*"
    r"|\d{1,4}\s+of\s+\d{1,4}|[-–—]\s*\d{1,4}\s*[-–—]",
    re.IGNORECASE,
)
# One beside what a head says: "MARN POST   Page 2 of 3".
_COUNTED = rf"(?:{_PAGE})\s*(?P<number>\d{{1,4}}){_OF}"
_HEADED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (rf"(?=.*\d$)(?P<head>.*\S)\s+{_COUNTED}", rf"{_COUNTED}\s+(?P<head>\S.*)")
)
_DIGITS = re.compile(r"\d+")
_BREAK = "\f"
# What heads and feet repeat stands on so many pages, within so many lines of their ends.
_TIMES, _REACH = 2, 2
_LONGEST = 120  # characters of a line
_DIGITS_MOST = 4  # of the number of a page
_ENDS = LINE_ENDS | {")"}
# So long are lines that are full, and so many of them go on in the next one.
_TORN, _WIDEST, _PAIRS, _SHARE = 40, 120, 2, 0.3
_JOINED = 1 / 3  # of the lines are joined to the page before, on pages of three
_NEAR = 0.75  # of the longest line's characters
# Letters differ in width: so much of a line is used that has no room for another word.
_USED = 0.95
# Of other texts, more lines than these are wider.
_WIDER = 0.1


def without_page_ends(source: str, lines: Sequence[Line]) -> list[Line]:
    """Return the lines without numbers of pages, and without what stands beside them on each page.

    A sentence that goes on over the end of a page has no gap in it.
    """
    numbers = {i for i, line in enumerate(lines) if _is_page_number(line)} | _headed(lines)
    breaks = _breaks(source, lines)
    numbers |= {at for at in breaks if _is_in_sentence(lines, at)} | _beside_numbers(lines)
    ends = sorted(numbers | breaks)
    if not ends:
        return list(lines)
    near = [
        index
        for end in ((0, *ends, len(lines)) if len(ends) > 1 or _BREAK in source else ())
        for index in range(max(0, end - _REACH), min(len(lines), end + _REACH + 1))
    ]
    dropped = numbers | _repeated(lines, near, max(_TIMES, len(ends) // 2))
    if not _is_head(lines, dropped):
        dropped -= {0, 1} - numbers  # what the pages repeat may be the title of the text
    elif 1 in numbers and _is_head(lines, {0, 1}) and not day_of(lines[2].text):
        dropped.add(0)  # of one page nothing is repeated: its head stands over its number
    if len(dropped) == len(lines):
        return list(lines)
    left: list[Line] = []
    follows_end = False
    for index, line in enumerate(lines):
        follows_end |= index in dropped or index in breaks
        if index in dropped:
            continue
        if left and follows_end and _goes_on(left[-1], line):
            line = line._replace(gap=0)  # noqa: PLW2901
        left.append(line)
        follows_end = False
    return left


def _repeated(lines: Sequence[Line], near: Sequence[int], times: int) -> set[int]:
    """Return the lines ``near`` the ends of pages that stand at so many of them, as heads do."""
    keys = Counter(_key(lines[index]) for index in dict.fromkeys(near))
    return {
        index
        for index in near
        if keys[_key(lines[index])] >= times
        and len(lines[index].text) < _LONGEST
        and lines[index].text[-1] not in _ENDS
    }


def tightened(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a text that has blank ones after each, with so many fewer between them.

    Converters of PDFs write such texts. They are known by lines that break within a sentence
    although blank ones follow; larger gaps are those of paragraphs.
    """
    if sum(not line.gap for line in lines[1:]) > _JOINED * len(lines):
        return list(lines)
    if sum(len(line.text) > _WIDEST for line in lines) > _WIDER * len(lines):
        return list(lines)
    torn = _torn(lines)
    if len(torn) < _PAIRS:
        return list(lines)
    width = torn[len(torn) // 2][0]
    gaps = Counter(gap for _, gap in torn)
    between = max(gaps, key=lambda gap: (gaps[gap], gap))  # none where a page ends
    if not between:
        return list(lines)
    apart = max(line.gap for line in lines[1:]) > between
    tight: list[Line] = [lines[0]]
    for before, line in pairwise(lines):
        # Where all gaps are alike, a sentence ends its paragraph that leaves room for a word.
        closed = before.text[-1] in _ENDS or (len(tight) == 1 and line.text[0].isupper())
        ends = not apart and closed and width_with_next_word(before, line) < _USED * width
        shouts = before.text.isupper() != line.text.isupper()
        gap = line.gap - between
        tight.append(line._replace(gap=max(1 if ends or shouts else 0, gap)))
    return tight


def width_with_next_word(before: Line, line: Line) -> int:
    """Return the width of a line with the first word of the next one behind it."""
    return len(before.text) + 1 + len(line.text.split(maxsplit=1)[0])


def _torn(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return width and gap of each line that breaks within a sentence, or none where few do."""
    longest = max((len(line.text) for line in lines), default=0)
    torn_from = min(_TORN, _NEAR * longest)  # of a narrow column
    full = [
        (before, after)
        for before, after in pairwise(lines)
        if torn_from <= len(before.text) <= _WIDEST and before.text[-1] not in _ENDS
    ]
    torn = sorted((len(a.text), b.gap) for a, b in full if b.text[0].islower())
    return torn if len(torn) >= _SHARE * len(full) else []


def _is_head(lines: Sequence[Line], dropped: Container[int]) -> bool:
    """Tell whether a line that may be the title follows what stands at the top of all pages."""
    first = next((i for i in range(min(3, len(lines))) if i not in dropped), None)
    if first is None or len(lines[first].text) >= _LONGEST or lines[first].text[-1] in _ENDS:
        return False
    return not _is_full(lines, first)


def _is_full(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line of running text goes on in the next one, up to whose width it is full."""
    line, below = lines[at], lines[at + 1 : at + 2]
    if not below or len(line.text) < _TORN:
        return False
    return below[0].text[0].islower() or (
        not below[0].gap
        and _NEAR * len(below[0].text) <= len(line.text) <= len(below[0].text) / _NEAR
    )


def _headed(lines: Sequence[Line]) -> set[int]:
    """Return the lines that have the numbers of pages that follow each other beside one head."""
    found: dict[str, list[tuple[int, int]]] = {}
    for index, line in enumerate(lines):
        if len(line.text) < _LONGEST and _DIGITS.search(line.text):
            match = next(filter(None, (each.fullmatch(line.text) for each in _HEADED)), None)
            if match:
                head = " ".join(match["head"].casefold().split())
                found.setdefault(head, []).append((int(match["number"]), index))
    return {
        index
        for pages in found.values()
        if len(pages) >= _TIMES and all(b[0] - a[0] == 1 for a, b in pairwise(pages))
        for _, index in pages
    }


def _beside_numbers(lines: Sequence[Line]) -> set[int]:
    """Return the heads that come again over or under the next page's number, and these numbers.

    Headings of chapters do, too: one page at least ends within a sentence.
    """
    beside: dict[str, list[tuple[int, int]]] = {}
    for at, line in enumerate(lines):
        if len(line.text) <= _DIGITS_MOST and line.text.isdecimal():
            for head in (at - 1, at + 1):
                if 0 <= head < len(lines):
                    beside.setdefault(_key(lines[head]), []).append((at, head))
    found: set[int] = set()
    for key, pages in beside.items():
        told = [int(lines[at].text) for at, _ in pages]
        if len(pages) < _TIMES or any(b - a != 1 for a, b in pairwise(told)):
            continue
        if not any(_is_torn(lines, min(page), max(page)) for page in pages):
            continue
        found |= {at for at, _ in pages}
        found |= {i for i, line in enumerate(lines) if _key(line) == key}
        if lines[-1].text == str(told[-1] + 1):  # below the last page stands no head
            found.add(len(lines) - 1)
    return found


def _is_torn(lines: Sequence[Line], first: int, last: int) -> bool:
    """Tell whether a sentence goes on over the lines from ``first`` to ``last``."""
    if not 0 < first <= last < len(lines) - 1:
        return False
    before, after = lines[first - 1].text, lines[last + 1].text
    return before[-1] not in _ENDS and after[0].islower()


def _breaks(source: str, lines: Sequence[Line]) -> set[int]:
    """Return the lines below a form feed, at which pages begin."""
    if _BREAK not in source:
        return set()
    pairs = enumerate(pairwise(lines), start=1)
    return {at for at, (before, line) in pairs if _BREAK in source[before.end : line.start]}


def _is_in_sentence(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line with a number at its end stands within a sentence of those around it."""
    line = lines[at].text
    return (line[0].isdigit() or line[-1].isdigit()) and _is_torn(lines, at, at)


def _is_page_number(line: Line) -> bool:
    return len(line.text) < 40 and bool(_PAGE_NUMBER.fullmatch(line.text))


def _key(line: Line) -> str:
    """Return what a head says, whatever number stands at whichever end of it."""
    return " ".join(sorted(_DIGITS.sub("#", line.text.casefold()).split()))


def _goes_on(before: Line, after: Line) -> bool:
    return before.text[-1] not in _ENDS and (
        after.text[0].islower() or (len(before.text) >= _TORN and not after.text.isupper())
    )
