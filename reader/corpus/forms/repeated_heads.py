"""Several texts in one file that nothing parts but their heads and ends, told by what repeats.

Between the paragraphs of a text stand runs of short rows: its head, headings, what ends it. Where
texts follow each other, such a run is the end of one and the head of the next: it reads as what
stands below the last paragraph of the file, and then what stands above the first one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from reader.text.dates.written_dates import day_of

_FILLED_ROW = re.compile(r"[^\s].*")
RULE = r"(?P<mark>[-=_*~#])(?:[ \t]?(?P=mark)){2,}"
BY = r"(?i:by|von|par|por|door)[ :]\s*[^\W\d_a-z]"
_RULE, _BY = re.compile(RULE), re.compile(rf"[*_]*{BY}")
_NAME = re.compile(r"(?:[^\W\d_a-z][\w.'’-]*\s){1,3}[^\W\d_a-z][\w'’-]+")
_ADDRESS = re.compile(r"<?https?://\S+")
_LABEL = re.compile(r"(?P<key>[^\W\d_][\w/ -]{1,24}):(?!//)(?=\s*\S)")
_RIGHTS = re.compile(r"(?:copyright|\(c\)|©)(?=.*(?:19|20)\d\d)", re.IGNORECASE)
# What stands at each picture or advertisement in one text.
_WITHIN = re.compile(
    r"(?:photo|image|picture|credit|caption|foto|bild|figure|fig\b|video|©|advert|anzeige|publicit)",
    re.IGNORECASE,
)
# The place that a paragraph begins with, and the day or the agency behind it.
_PLACE = re.compile(
    r"[A-Z][A-Z .'’-]{2,30}(?:, [\w. ]{3,20})?(?P<told>,? ?\([^()]{2,30}\)|, \w+\.? \d{1,2})? ?"
    r"[-–—] "
)
_ENDS_SENTENCE = re.compile(r"[.!?…:][\"”’»)]*$")
_BESIDE = re.compile(r"\s[-–—|·]\s")
_WITHOUT_DIGITS = str.maketrans("", "", "0123456789")
# In characters: of a paragraph, of a row of one that is broken into rows, of a sentence and of what
# signs a text.
_PARAGRAPH, _WRAPPED, _SENTENCE, _SIGNATURE = 100, 40, 30, 80
_MOST_ROWS = 8  # of a head
_SHORTEST, _SHORTEST_TOLD = 200, 100  # of the paragraphs of a text that is split off, or told of
_PLAIN, _DAY = ("row", 0), ("day", 1)

_Shape = tuple[str, int]


class _Run(NamedTuple):
    """Short rows in succession: where each begins, and its kind with how much that tells.

    ``prose`` is the number of characters of the paragraphs below it.
    """

    starts: list[int]
    shapes: list[_Shape]
    prose: int


class RepeatedTexts(NamedTuple):
    """Where the texts of a file begin; they are surely articles, or may be parts of one."""

    starts: Sequence[int]
    are_sure: bool


_NONE = RepeatedTexts((), are_sure=False)


def texts_in(text: str) -> RepeatedTexts:
    """Return the texts that follow each other in a file; none where nothing repeats."""
    short = [row for row in text.split("\n") if 2 < len(row) < _PARAGRAPH]
    if sum(row.rstrip("\r")[-1:] not in '.,!?"”' for row in short) < 3:  # as most articles have
        return _NONE
    found = _runs(text)
    first = next(found, _Run([], [], 0))
    head = first.shapes
    if not first.prose or _PLAIN not in head or len(head) > _MOST_ROWS:
        return _NONE
    runs = [*found]
    if not runs:
        return _NONE
    last = runs[-1]
    heads, is_even = [first.starts[0]], True
    tails: set[tuple[_Shape, ...]] = set()
    sizes = [first.prose]
    for run in runs if last.prose else runs[:-1]:
        tail = _tail(run.shapes[: -len(head)])
        is_head = run.shapes[-len(head) :] == head and _told((*head, *tail))
        if is_head and (_told(head) or tail):
            heads.append(run.starts[-len(head)])
            tails.add(tail)
            sizes.append(run.prose)
        else:
            sizes[-1] += run.prose
            is_even = is_even and not (_PLAIN in run.shapes and _told(run.shapes))
    below = () if last.prose else _tail(last.shapes)
    ends = min(tails, key=len, default=())
    has_ends = len(tails) == 1 and below[: len(ends)] == ends
    told = _told(head) + _told(ends if has_ends else _common_end([*tails, below]))
    fewest = 2 if told > 1 or head[0] == _DAY else 3  # a day right over a title begins a text
    if len(heads) < fewest or not told or min(sizes) < _SHORTEST_TOLD:
        return _NONE
    are_sure = is_even and has_ends and told > 1 and min(sizes) >= _SHORTEST
    return RepeatedTexts(heads, are_sure)


def _told(shapes: Sequence[_Shape]) -> int:
    """Return how much rows tell of a text that begins or ends."""
    return sum(weight for _, weight in shapes)


def _common_end(tails: Sequence[tuple[_Shape, ...]]) -> list[_Shape]:
    """Return the rows that end all of some tails."""
    alike = takewhile(lambda rows: len({*rows}) == 1, zip(*map(reversed, tails), strict=False))
    return [rows[0] for rows in alike]


def _tail(shapes: Sequence[_Shape]) -> tuple[_Shape, ...]:
    """Return what stands below a text, whatever number of other titles is among it."""
    return tuple(b for a, b in pairwise((("", 0), *shapes)) if a != b or b != _PLAIN)


def _runs(text: str) -> Iterator[_Run]:
    """Yield the runs of short rows of a text; none where the first is too long for a head."""
    rows = [match for match in _FILLED_ROW.finditer(text) if not _RULE.fullmatch(match[0].rstrip())]
    said = [match[0].strip() for match in rows]
    if all(len(row) < _SENTENCE for row in said[: _MOST_ROWS + 1]):  # none begins a paragraph
        return
    short = Counter(
        key for row in said if len(row) < _PARAGRAPH for key in {_plain(row), _key(row)} if key
    )
    leading = [text.count("\n", a.end(), b.start()) < 2 for a, b in pairwise(rows)]
    run = _Run([], [], 0)
    was_prose = follows = False
    for index, (match, row) in enumerate(zip(rows, said, strict=True)):
        leads = index < len(leading) and leading[index]
        is_long = len(row) >= _PARAGRAPH
        shape = _PLAIN if is_long else _shape(row, short, () if run.prose else run.shapes)
        ends = not is_long and _ENDS_SENTENCE.search(row) is not None
        is_prose = shape == _PLAIN and (
            is_long
            or (len(row) >= _SENTENCE and ends)
            or (was_prose and follows and (len(row) >= _WRAPPED or ends))
            or (
                leads
                and len(row) >= _WRAPPED
                and len(said[index + 1]) in range(_WRAPPED, _PARAGRAPH)
                and _shape(said[index + 1], short, ()) == _PLAIN
            )
        )
        if is_prose:
            place = None if run.prose else _PLACE.match(row)
            if place:
                run.starts.append(match.start())
                run.shapes.append(("place", 2 if place["told"] else 1))
            run = run._replace(prose=run.prose + len(row))
        else:
            if run.prose:
                yield run
                run = _Run([], [], 0)
            run.starts.append(match.start())
            run.shapes.append(shape)
        was_prose, follows = is_prose, leads
    yield run


def _shape(row: str, counts: Counter[str], above: Sequence[_Shape]) -> _Shape:
    """Return the kind of a short row: what stands in the file again, what signs a text, or none."""
    if _ADDRESS.fullmatch(row):
        return "address", 1 if above else 2  # right over its title it is nothing else
    if (key := _key(row)) and counts[key] > 1:
        return key, 0 if _WITHIN.match(key) else 1 + (day_of(row) is not None)
    if _BY.match(row) and len(row) <= _SIGNATURE:
        return "by", 1 + (day_of(row) is not None)
    if len(row) <= _SIGNATURE and not row.startswith("#") and day_of(row):
        return "day", 1 + any(map(_BY.match, _BESIDE.split(row)))
    if counts[plain := _plain(row)] > 1:
        return plain, 2 if _RIGHTS.match(row) else int(not _WITHIN.match(row))
    if [*above] == [_PLAIN] and _NAME.fullmatch(row):
        return "name", 1
    return _PLAIN


def _plain(row: str) -> str:
    """Return a row without its numbers."""
    return row.casefold().translate(_WITHOUT_DIGITS)


def _key(row: str) -> str:
    match = _LABEL.match(row) if ":" in row else None
    return f"{match['key'].casefold()}:" if match else ""
