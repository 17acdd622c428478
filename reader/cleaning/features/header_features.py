"""Features of the lines that may name title, authors and date, for the models of the header.

These are the lines before the running text, its first few, and those right after it. Each row holds
what the line model sees, then what is known only now that the running text is: how likely each line
is of it, where the line stands to it, and whether it speaks of the same; and what the line may
name.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.cleaning.features.line_features import Look
from reader.cleaning.features.page_features import COLUMN_NAMES as LINE_COLUMNS
from reader.cleaning.features.page_features import FeatureArray, nearest
from reader.cleaning.parse.lines import Line
from reader.cleaning.wording.bylines import is_byline, is_signature, names
from reader.cleaning.wording.line_wording import SHORTEST_TITLE, ends_sentence, same, units
from reader.text.ascii_runs import LETTERS, ascii_runs
from reader.text.dates.written_dates import Dated, day_of

_BEFORE, _WITHIN, _AFTER = 60, 6, 8  # lines around the running text's ends
_READ = 200  # of a line only so much is looked at for what it names
_BODY_LINE = 2000  # and so much of one of the running text
_PAGE = 100_000  # and so much of a page for what stands in it again
_LEAD = 8  # the lines of the running text that say what the article is about
_SHORTEST_STEM = 4
_STEM = re.compile(rf"[^\W\d_]{{{_SHORTEST_STEM},}}")
_WORD = re.compile(r"\w+")
# Words beside a date: of one that is not the first, of one that is, of a length of time.
_CHANGED = frozenset(
    """update updated modified revised reviewed edited last aktualisiert jour
    actualizado""".split()  # noqa: SIM905
)
_PUBLISHED = frozenset(
    "published posted created issued on date veröffentlicht publié publicado".split()  # noqa: SIM905
)
_LASTING = frozenset("ago min mins minute minutes read".split())  # noqa: SIM905
_BESIDE = (_LASTING, _CHANGED, _PUBLISHED)
_PARTED = re.compile(r"\s[|–—-]\s|[|»›>]")
_GLUED = 5  # a title is no shorter than this
_HEAD = 9  # nor is a line that counts as the beginning of others
_AROUND = (1, 2, 3, -1, -2, -3)  # lines below, and above
_FAR_OFF = -9  # where there is no such line

_BESIDE_NAMES = ("share", "mass", "byline", "alone", "dated", "changed", "published")
# The name of each column of ``HeaderFeatures.rows``, in order.
COLUMN_NAMES = (
    *LINE_COLUMNS,
    "topic_share", "topic_mass", "topic_lead", "stems", "topic_words",
    "says_by", "signature", "name_share", "name_words", "words", "name_copies", "common_in_name",
    "common", "name_alone",
    "has_day", "day_share", "day_start", "day_copies", "day_order", "day_from_last", "has_time",
    "lasting", "changed", "published",
    "near_copies", "page_copies", "held", "held_within", "begins_others", "first_copy", "runs_into",
    "is_run_into",
    "parted", "bars", "asks", "colon", "numbered", "sentence",
    "mass_rank", "mass_from_most", "from_first", "from_last", "kept", "chance",
    *(f"chance@{step}" for step in _AROUND),
    *(f"front_{name}@{step}" for name in _BESIDE_NAMES for step in _AROUND),
    "since_by", "until_by", "since_day", "until_day",
)  # fmt: skip
Rows = list[tuple[float, ...]]


class _LineReading(NamedTuple):
    """The reading of a line by itself."""

    byline: bool
    signature: bool
    name: str  # the names in it
    share: float  # how much of it they are
    day: Dated | None
    beside: tuple[bool, ...]  # which sorts of words stand beside the day
    stems: frozenset[str]
    shape: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class HeaderFeatures:
    """The lines that may name something, by their numbers, and a row of numbers for each."""

    places: list[int]
    rows: FeatureArray


def header_features(
    lines: Sequence[Line],
    looks: Sequence[Look],
    numbers: FeatureArray,
    chances: Sequence[float],
    keep: Sequence[bool],
    *,
    words: Container[str],
    month_first: bool | None = None,
) -> HeaderFeatures:
    """Return the features of the header of a page whose running text is the kept lines.

    ``numbers`` has the rows of the line model, ``chances`` how likely it finds each line;
    ``words`` are those that many sites have, so hardly a name's; ``month_first`` tells which number
    of 3/4/2022 is the month, if that is known.
    """
    if not lines:
        return HeaderFeatures([], np.zeros((0, 0), np.float32))
    places, first, last = _window(keep)
    index = np.array(places, np.intp)
    likely = np.array(chances, np.float32)
    header_lines = {at: _read_line(lines[at].text[:_READ], month_first) for at in places}
    topics = np.array(_topics(lines, looks, keep, header_lines, first), np.float32)
    named = np.array(_names(lines, looks, header_lines, words), np.float32)
    dated = np.array(_dates(lines, header_lines), np.float32)
    share, mass = topics[:, 0], topics[:, -1]
    by, alone = named[:, 0], named[:, -1]
    a_date, changed, published = dated[:, 0], dated[:, -2], dated[:, -1]
    beside = np.stack((share, mass, by, alone, a_date, changed, published), axis=1)
    blocks = [
        numbers[index],
        topics,
        named,
        dated,
        np.array(_copies(lines, looks, places), np.float32),
        np.array([each.shape for each in header_lines.values()], np.float32),
        np.stack(
            (
                (mass[:, None] < mass).sum(axis=1),
                mass - mass.max(),
                index - first,
                index - last,
                np.array(keep)[index],
                likely[index],
            ),
            axis=1,
        ),
        _moved(likely[:, None], index),
        _moved(beside, np.arange(len(places))),
        *(column[:, None] for column in nearest(by > 0, a_date > 0)),
    ]
    return HeaderFeatures(places, np.hstack(blocks, dtype=np.float32, casting="unsafe"))


def _window(keep: Sequence[bool]) -> tuple[list[int], int, int]:
    """Return the lines that may name something, and the first and last of the running text."""
    count = len(keep)
    first = next((index for index, each in enumerate(keep) if each), count)
    last = next((index for index in reversed(range(count)) if keep[index]), count)
    before = range(max(0, first - _BEFORE), min(count, first + _WITHIN))
    after = range(max(before.stop, last - 2), min(count, last + _AFTER))
    return [*before, *after], first, last


def _topics(
    lines: Sequence[Line],
    looks: Sequence[Look],
    keep: Sequence[bool],
    readings: Mapping[int, _LineReading],
    first: int,
) -> Rows:
    """Return for each line how much it says of what the running text speaks of."""
    stems = {at: _stems(lines[at].text[:_BODY_LINE]) for at, kept in enumerate(keep) if kept}
    body = Counter(stem for found in stems.values() for stem in found)
    lead = frozenset[str]().union(*(stems.get(at, ()) for at in range(first, first + _LEAD)))
    rows: Rows = []
    for at, each in readings.items():
        own = each.stems
        # Of a line of the running text itself, what other lines have too.
        times = [body[stem] - keep[at] for stem in own if body[stem] > keep[at]]
        count = max(3, len(own))
        share = len(times) / count
        rows.append(
            (
                share,
                math.fsum(map(math.log1p, times)) / count,
                -1.0 if keep[at] else len(own & lead) / count,
                len(own),
                share * min(len(own), 8) if 3 <= looks[at].size <= 30 else 0.0,
            )
        )
    return rows


def _names(
    lines: Sequence[Line],
    looks: Sequence[Look],
    readings: Mapping[int, _LineReading],
    words: Container[str],
) -> Rows:
    """Return for each line whether it names an author, and what else it holds."""
    page = _text(lines)
    rows: Rows = []
    for at, each in readings.items():
        text = lines[at].text[:_READ]
        own = [word.lower() for word in each.name.split()]
        rows.append(
            (
                each.byline,
                each.signature,
                each.share,
                len(own),
                len(text.split()),
                page.count(each.name) if len(each.name) > 4 else 0,
                sum(map(words.__contains__, own)) / max(1, len(own)),
                sum(map(words.__contains__, looks[at].words)) / max(1, len(looks[at].words)),
                " " in text and each.share > 0.8 and not each.byline,
            )
        )
    return rows


def _dates(lines: Sequence[Line], readings: Mapping[int, _LineReading]) -> Rows:
    """Return for each line what date it holds, among those of the others, and words beside it."""
    times = Counter(each.day.iso[:10] for each in readings.values() if each.day)
    order = {day: number for number, day in enumerate(sorted(times))}
    rows: Rows = []
    for at, each in readings.items():
        declared = (0.0, 0.0, -1.0, 0.0, -1.0, -1.0, 0.0)
        if each.day:
            day = each.day.iso[:10]
            declared = (
                1.0,
                (each.day.end - each.day.start) / len(lines[at].text[:_READ]),
                each.day.start,
                times[day],
                order[day],
                len(order) - order[day],
                "T" in each.day.iso,
            )
        rows.append((*declared, *each.beside))
    return rows


def _copies(lines: Sequence[Line], looks: Sequence[Look], places: Sequence[int]) -> Rows:
    """Return for each line how often the page says it again, alone or within other lines."""
    page = _text(lines)
    keys = [same(line.text[:_READ]) for line in lines]
    on_page, near = Counter(keys), Counter(keys[at] for at in places)
    first = {key: at for at, key in reversed(list(enumerate(keys)))}
    # Of one line that begins or ends with another, both begin or end alike.
    starts, ends = defaultdict(list), defaultdict(list)
    for key in near:
        starts[key[:_HEAD]].append(key)
    for at in places:
        ends[lines[at].text[-_GLUED:]].append(lines[at].text)
    rows: Rows = []
    for at in places:
        key, text = keys[at], lines[at].text
        held = page.count(text) if looks[at].size >= 3 else 0
        alike = ends[text[-_GLUED:]]
        rows.append(
            (
                near[key],
                on_page[key],
                min(held, 6),
                held > on_page[key],
                sum(map(key.startswith, starts[key[:_HEAD]])) - 1 if len(key) >= _HEAD else 0,
                first[key] == at,
                len(alike) > 1 and any(_runs_into(text, each) for each in alike),
                len(alike) > 1 and any(_runs_into(each, text) for each in alike),
            )
        )
    return rows


def _runs_into(line: str, headline: str) -> bool:
    """Tell whether a line is the way to a page, run into a headline ("HomeSportThe headline")."""
    way = line.removesuffix(headline)
    glued = 0 < len(way) < len(line) and way[-1].isalpha() and headline[0].isupper()
    return glued and len(way) < len(headline) and units(headline) >= SHORTEST_TITLE


@lru_cache(maxsize=2048)  # the pages of a site have many lines in common
def _read_line(text: str, month_first: bool | None) -> _LineReading:
    span = names(text)
    words = _WORD.findall(text.lower())
    return _LineReading(
        byline=is_byline(text),
        signature=is_signature(text),
        name=span.of(text) if span else "",
        share=len(span) / len(text) if span else 0.0,
        day=day_of(text, month_first=month_first),
        beside=tuple([not sort.isdisjoint(words) for sort in _BESIDE]),
        stems=_stems(text),
        shape=_shape(text),
    )


def _shape(text: str) -> tuple[float, ...]:
    return (
        bool(_PARTED.search(text)),
        text.count("|"),
        text[-1] in "?？؟",
        ":" in text,
        text[0].isdigit(),
        ends_sentence(text),
    )


def _moved(values: FeatureArray, places: NDArray[np.intp]) -> FeatureArray:
    """Return the values around each place, shape ``(n_places, n_columns * len(_AROUND))``."""
    at = places[:, None] - np.array(_AROUND)
    found = values[np.clip(at, 0, len(values) - 1)]
    found[(at < 0) | (at >= len(values))] = _FAR_OFF
    moved: FeatureArray = found.transpose(0, 2, 1).reshape(len(places), -1)
    return moved


def _text(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines)[:_PAGE]


def _stems(text: str) -> frozenset[str]:
    low = text.lower()
    if low.isascii():
        found = ascii_runs(low, LETTERS)
        return frozenset([word[:6] for word in found if len(word) >= _SHORTEST_STEM])
    return frozenset([word[:6] for word in _STEM.findall(low)])
