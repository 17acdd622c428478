"""PDF: the text of its pages, lines of a paragraph joined, what heads and feet repeat left out."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import accumulate, chain, pairwise
from typing import IO, NamedTuple

from pypdf import PageObject, PdfReader

from reader.corpus.forms.form import MOST_BYTES, Part
from reader.corpus.forms.properties import properties
from reader.corpus.reading import Reading
from reader.text.dates.written_dates import day_of
from reader.text.plain_marks import LINE_ENDS

_MOST_PAGES = 5_000  # pages of a file
_MADE = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")
_NUMBERS = re.compile(r"\d+")
_MONTH = re.compile(r"[^\W\d_]{3}")
# Letters differ in width: a full line may have a few less of them than others.
_FULL = 0.99
_NEARLY_FULL = 0.9  # where no sentence ends with the line
_TORN = 40  # a line that is cut off within a sentence has so many letters
# Running heads stand within so many lines of the ends of a page, at one height on so many pages.
_AT_END, _OFTEN = 3, 0.4
_LONG = 0.7  # a running head in the letters of the body has less of a full line
_SENTENCE_END = re.compile(r"[^\W\d_]{3,}[.!?]\W*\s[^\W\d_]")
# Two signs of Chinese or Japanese, which set no blanks between words.
_UNSPACED = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]{2}")
_HIGHER = 1.15  # letters of headings are so much higher than others
_INDENT = (0.5, 6.0)  # so many heights of its letters a first line is indented
# Columns have so many rows, are so many points apart, and run on in so many of their lines.
_ROWS, _GUTTER, _TORN_SHARE = 5, 60, 0.4
_APART = 1.3  # so much farther from each other are the lines of two paragraphs
_ENDS = LINE_ENDS | {")", "]"}


class PrintedLine(NamedTuple):
    """A line of a page, the height of its highest letters, its place from below and from the left.

    All are in points.
    """

    text: str
    height: float
    place: float = 0.0
    left: float = 0.0


def parts(data: bytes, _: Reading) -> Iterator[Part]:
    """Yield the one document of a PDF; ``pages`` tells where each of them begins in its text."""
    reader = opened(BytesIO(data))
    pages = printed_pages(reader)
    usual = usual_height(pages)
    bodies = list(without_heads(pages, usual))
    text, starts = composed(bodies, usual)
    metadata = {"pages": starts, "printed": _printed(pages, bodies), **_properties(reader)}
    metadata = {key: value for key, value in metadata.items() if value}
    yield Part(text, metadata, problem="" if text.strip() else "has no text, only pictures of it")


def opened(stream: IO[bytes]) -> PdfReader:
    """Return the reader of a PDF. Raises ValueError where a password locks it."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is broken is told by us
    reader = PdfReader(stream)
    if reader.is_encrypted and not reader.decrypt(""):
        raise ValueError("it is locked with a password")
    return reader


def printed_pages(reader: PdfReader) -> list[list[PrintedLine]]:
    """Return the lines of each page. Raises ValueError where they are too many."""
    pages: list[list[PrintedLine]] = []
    size = 0
    for page in reader.pages[:_MOST_PAGES]:
        pages.append(_lines(page))
        size += sum(len(line.text) for line in pages[-1])
        if size > MOST_BYTES // 4:
            raise ValueError("its text is too long")
    return pages


def composed(pages: Sequence[Sequence[PrintedLine]], usual: float) -> tuple[str, list[int]]:
    """Return the text of pages, and where each of them begins in it.

    Most letters are of the ``usual`` height, as ``usual_height`` tells.
    """
    texts = [_joined(lines, usual) for lines in pages]
    shown = [index for index, text in enumerate(texts) if text]
    for index, following in pairwise(shown):
        texts[index] += _between(pages[index], pages[following], usual)
    starts = accumulate(map(len, texts[:-1]), initial=0)
    return "".join(texts), list(starts) if texts else []


def _properties(reader: PdfReader) -> Mapping[str, str]:
    about: Mapping[str, object] = reader.metadata or {}
    made = _MADE.match(str(about.get("/CreationDate") or ""))
    day = "-".join(made.groups()) if made else ""
    return properties(about.get("/Title"), about.get("/Author"), day)


def _printed(pages: list[list[PrintedLine]], bodies: list[list[PrintedLine]]) -> str:
    """Return the day in the heads or feet of pages, that of an issue; "" without one.

    A browser prints there when it did: in numbers, or with the time.
    """
    for page, body in zip(pages[:1], bodies, strict=False):
        for line in page:
            day = None if line in body else day_of(line.text)
            if day and "T" not in day.iso and _MONTH.search(line.text[day.start : day.end]):
                return day.iso
    return ""


def _lines(page: PageObject) -> list[PrintedLine]:
    """Return the lines of a page that have a letter."""
    lines: list[PrintedLine] = []
    text, height, place, left = "", 0.0, 0.0, 0.0

    def take(piece: str, cm: list[float], tm: list[float], _: object, size: float) -> None:
        nonlocal text, height, place, left
        for number, more in enumerate(piece.split("\n")):
            if number:
                lines.append(PrintedLine(text.strip(), height, place, left))
                text, height, place, left = "", 0.0, 0.0, 0.0
            text += more
            if more.strip():
                height = max(height, size * abs(tm[3] * cm[3]))
                place = place or tm[5] * cm[3] + cm[5]
                left = left or tm[4] * cm[0] + cm[4]

    page.extract_text(visitor_text=take)
    lines.append(PrintedLine(text.strip(), height, place, left))
    return _by_columns([line for line in lines if line.text])


def _by_columns(lines: list[PrintedLine]) -> list[PrintedLine]:
    """Return the lines of a page whose columns of prose are printed row by row, column by column.

    The cells of a table, which are no prose, stay beside each other.
    """
    beside = [at for at, (a, b) in enumerate(pairwise(lines)) if _is_beside(a, b)]
    if len(beside) < _ROWS:
        return lines
    first, last = beside[0], beside[-1] + 2
    while last < len(lines) and _is_next_row(lines[first:last], lines[last]):
        last += 1  # what is left of the longest column
    starts: list[float] = []
    for left, count in sorted(Counter(round(line.left) for line in lines[first:last]).items()):
        if count >= _ROWS and (not starts or left - starts[-1] > _GUTTER):
            starts.append(left)
    columns: list[list[PrintedLine]] = [[] for _ in starts]
    for line in lines[first:last]:
        at = max((i for i, start in enumerate(starts) if start <= line.left + 1), default=None)
        if at is None:
            return lines
        columns[at].append(line)
    if len(columns) < 2 or not all(map(_is_prose, columns)):
        return lines
    return [*lines[:first], *chain.from_iterable(columns), *lines[last:]]


def _is_beside(line: PrintedLine, other: PrintedLine) -> bool:
    """Tell whether a line stands right of another one, at its height."""
    return abs(line.place - other.place) < 1 and other.left - line.left > _GUTTER


def _is_next_row(rows: Sequence[PrintedLine], line: PrintedLine) -> bool:
    """Tell whether a line is the next one of a column of rows."""
    is_next = 0 < rows[-1].place - line.place < 2 * line.height
    return is_next and any(abs(each.left - line.left) < 1 for each in rows)


def _is_prose(column: Sequence[PrintedLine]) -> bool:
    """Tell whether sentences run on over the lines of a column."""
    onward = [a.text[-1] not in _ENDS and b.text[0].islower() for a, b in pairwise(column)]
    return sum(onward) >= _TORN_SHARE * len(onward)


def usual_height(pages: list[list[PrintedLine]]) -> float:
    """Return the height in which most letters are printed."""
    heights: Counter[float] = Counter()
    for page in pages:
        for line in page:
            heights[line.height] += len(line.text)
    return heights.most_common(1)[0][0] if heights else 0.0


def without_heads(pages: list[list[PrintedLine]], usual: float) -> Iterator[list[PrintedLine]]:
    """Yield the lines of each page without the first and last ones that most pages share.

    Those that stand apart from the body, at one height, may be longer, end a sentence, or stand on
    the left pages alone.
    """
    found: dict[tuple[str, bool], dict[int, PrintedLine]] = {}  # by key, end and page
    for number, page in enumerate(pages):
        for index in _at_ends(page, _AT_END):
            found.setdefault(_key(page, index), {}).setdefault(number, page[index])
    width = _width(line for page in pages for line in page if line.height <= usual)
    for number, page in enumerate(pages):
        apart, outer = _apart(page), _at_ends(page, 2)
        kept: list[PrintedLine] = []
        for index, line in enumerate(page):
            same = found.get(_key(page, index), {})
            runs_on = index in outer | apart and _runs_on(line.text, number, same)
            is_fixed = index in apart and _at_height(line, same) >= max(3, _OFTEN * len(pages))
            is_head = runs_on and (
                is_fixed
                or (
                    index in outer
                    and not _is_ended(line.text)
                    and len(same) > max(1, len(pages) / 2)
                )
            )
            is_wide = abs(line.height - usual) < 0.1 and len(line.text) >= _LONG * width
            if is_head and is_wide and not is_fixed:
                is_head = not _is_in_sentence(line.text, _following(pages, number, index))
            if not is_head or (number == 0 and _is_headline(page, index, same, usual)):
                kept.append(line)
        yield kept


def _is_headline(
    page: Sequence[PrintedLine], at: int, same: Mapping[int, PrintedLine], usual: float
) -> bool:
    """Tell whether a head of the first page is the headline, which the others repeat in small.

    That is one in the only high letters at the top; else it is the name of a paper.
    """
    top = [line.height for index, line in enumerate(page[: 2 * _AT_END]) if index != at]
    others = (line.height for number, line in same.items() if number)
    return page[at].height > _HIGHER * max((usual, *top, *others))


def _following(pages: list[list[PrintedLine]], number: int, index: int) -> list[PrintedLine]:
    """Return the line below one of a page; below its last one, those at the top of the next."""
    below = pages[number][index + 1 : index + 2]
    return below or [each for later in pages[number + 1 : number + 2] for each in later[:3]]


def _at_ends(page: Sequence[PrintedLine], count: int) -> set[int]:
    """Return the places of the first and last lines of a page."""
    return {*range(len(page))[:count], *range(len(page))[-count:]}


def _apart(page: Sequence[PrintedLine]) -> set[int]:
    """Return the places of the lines at the ends of a page with more room to the body."""
    gaps = [above.place - line.place for above, line in pairwise(page)]
    room = _APART * _usual_step(page) or float("inf")
    top = max((at for at, gap in enumerate(gaps[:_AT_END], start=1) if gap > room), default=0)
    last = range(max(top, len(gaps) - _AT_END), len(gaps))
    foot = min((at + 1 for at in last if gaps[at] > room), default=len(page))
    return {*range(top), *range(foot, len(page))}


def _at_height(line: PrintedLine, same: Mapping[int, PrintedLine]) -> int:
    """Count the lines of other pages, and this one, that stand at its height."""
    return sum(abs(line.place - each.place) < 1 for each in same.values())


def _runs_on(text: str, page: int, by_page: Mapping[int, PrintedLine]) -> bool:
    """Tell whether a line's numbers stay, or go on with the pages, to or from a page near it.

    Items of a list differ by their numbers, too, but no page has just one of them.
    """
    own = _numbers(text)
    return any(
        {
            mine - other
            for mine, other in zip(own, _numbers(by_page[page + step].text), strict=False)
        }
        <= {0, -step}
        for step in (-1, 1, -2, 2)
        if page + step in by_page
    )


def _numbers(text: str) -> list[int]:
    return [int(number[-9:]) for number in _NUMBERS.findall(text)]


def _is_in_sentence(text: str, after: list[PrintedLine]) -> bool:
    """Tell whether a line of full width is of the body: it goes on, ends or begins a sentence."""
    return bool(
        _goes_on(text) or _SENTENCE_END.search(text) or any(_goes_on(line.text) for line in after)
    )


def _goes_on(text: str) -> bool:
    """Tell whether a line begins with a word in small letters, which no address is."""
    word = text.split(maxsplit=1)[0].rstrip(",;-")
    return text[0].islower() and word.replace("-", "").replace("’", "").isalpha()


def _width(lines: Iterable[PrintedLine]) -> int:
    """Return the letters of a full line."""
    widths = sorted(len(line.text) for line in lines) or [0]
    return widths[round(0.95 * (len(widths) - 1))]


def _key(page: Sequence[PrintedLine], index: int) -> tuple[str, bool]:
    """Return what lines share that may be running heads: words, and the end of the page."""
    return _NUMBERS.sub("#", page[index].text), 2 * index < len(page)


def _joined(lines: Sequence[PrintedLine], usual: float) -> str:
    """Return the paragraphs of a page: they end where the next word would have had room.

    Where the last sentence fills its line, more room below it than between lines tells, or that the
    next line is indented.

    Lines in letters higher than ``usual`` are headings; one goes on in letters as high.
    """
    if not lines:
        return ""
    width = _width(line for line in lines if line.height <= usual)
    step = _usual_step(lines)
    indents = _has_indents(lines)
    text = [lines[0].text]
    for above, line in pairwise(lines):
        before, height = above.text, above.height
        within = _within(before, line.text)
        word = line.text.split(maxsplit=1)[0] if within else line.text[0]
        ends = _is_ended(before)
        full = (_FULL if ends else _NEARLY_FULL) * width
        goes_on = len(before) + 1 + len(word) >= full
        goes_on |= not ends and (line.text[0].islower() or len(before) >= 0.8 * width)
        if ends and goes_on:
            is_apart = above.place - line.place > _APART * step > 0
            goes_on = not (is_apart or (indents and _is_indented(above, line)))
        if height > usual * _HIGHER or line.height > usual * _HIGHER:
            goes_on = abs(height - line.height) < 0.1
        text.append((within if goes_on else "\n\n") + line.text)
    return "".join(text)


def _has_indents(lines: Sequence[PrintedLine]) -> bool:
    """Tell whether first lines are indented, and not, as in a bibliography, all but those."""
    indented = (above for above, line in pairwise(lines) if _is_indented(above, line))
    return sum(1 if _is_ended(above.text) else -1 for above in indented) > 0


def _is_indented(above: PrintedLine, line: PrintedLine) -> bool:
    """Tell whether a line in the same letters and column begins more to the right."""
    fewest, most = (each * line.height for each in _INDENT)
    return abs(above.height - line.height) < 0.1 and fewest < line.left - above.left < most


def _usual_step(lines: Sequence[PrintedLine]) -> float:
    """Return the points from a line to the next one as they mostly are, 0 where that is unknown.

    Lines on which a sentence goes on tell it best: there may be fewer of them than of paragraphs.
    """
    width = _width(lines)
    gaps = [(above.text, round(above.place - line.place, 1)) for above, line in pairwise(lines)]
    within = [gap for text, gap in gaps if len(text) >= _LONG * width and not _is_ended(text)]
    for some in (within, [gap for _, gap in gaps]):
        by_count = Counter(some).items()
        step, count = max(by_count, key=lambda each: (each[1], -each[0]), default=(0.0, 0))
        if count > 1:
            return step
    return 0.0


def _is_ended(text: str) -> bool:
    return text.rstrip()[-1:] in _ENDS


def _within(before: str, after: str) -> str:
    """Return the text between a line and the next one of its paragraph.

    A word that is broken at the end of its line stays so: cleaning shows it whole.
    """
    if _UNSPACED.fullmatch(before[-1] + after[0]):
        return ""
    return "\n" if before.endswith(("-", "\xad")) else " "


def _between(page: Sequence[PrintedLine], following: Sequence[PrintedLine], usual: float) -> str:
    """Return the text between two pages: no paragraph ends where a sentence goes on."""
    before, after = page[-1], following[0]
    width = max(len(line.text) for line in page)
    alike = abs(before.height - after.height) < 0.1 and after.height <= usual * _HIGHER
    in_sentence = not _is_ended(before.text) and (
        after.text[0].islower()
        or (len(before.text) >= max(_TORN, 0.8 * width) and not after.text.isupper())
    )
    return _within(before.text, after.text) if alike and in_sentence else "\n\n"
