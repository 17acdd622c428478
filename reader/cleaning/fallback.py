"""Show what a page of a few short lines may say, in which the model finds next to nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from reader.cleaning.alike_rows import alike_rows
from reader.cleaning.article import Role
from reader.cleaning.completion import CAPTION, LINKED, MENUS
from reader.cleaning.features.page_features import FeatureArray
from reader.cleaning.parse.fixed_width import is_item
from reader.cleaning.parse.lines import Line
from reader.cleaning.wording.line_wording import ends_sentence, is_furniture, same, units

# Less than so many words is no article where the extractor finds this much more.
_FEW, _TIMES = 30, 3
# What a page that is unsure of all may show: sentences this likely, and half as likely as the best.
_UNSURE = 0.1
_LIKELIEST, ALL_SHOWN = "unsure: the likeliest sentences", "unsure: all but menus is shown"
_MAYBE = 0.25  # so likely they go before a few words that are no sentence
# A page of more lines is a menu but for its sentences, and so is one whose lines are all shorter
# than a sentence.
_SHORT_PAGE, _SENTENCE = 12, 4


def fallback(
    lines: Sequence[Line],
    keep: Sequence[bool],
    chances: Sequence[float],
    shares: FeatureArray | None,
    barred: Collection[int],
) -> tuple[list[bool], str]:
    """Return the running text of a page of which the model shows next to nothing, with a note.

    That is what the extractor takes, else the likeliest sentences, else every line that is surely
    no menu. The note says so; it is empty where what is kept will do.
    """
    words = _words_of(lines, keep)
    if words >= _FEW:
        return list(keep), ""
    free = [index not in barred and not _is_menu(line) for index, line in enumerate(lines)]
    if _is_list(lines):
        return free, ALL_SHOWN if any(free) else ""
    keep = [each and not _is_menu(line) for each, line in zip(keep, lines, strict=True)]
    if shares is not None:
        taken = [each and shares[index, 0] >= 0.5 for index, each in enumerate(free)]
        if _words_of(lines, taken) > _TIMES * words:
            return _either(taken, keep), "the text is what trafilatura finds"
    prose = _prose(lines, free, chances)
    if words and not any(_prose(lines, keep, chances)) and _words_of(lines, prose) > words:
        return prose, _LIKELIEST
    likely = _likeliest(lines, free, chances)
    if not words and len(lines) > _SHORT_PAGE and any(likely):
        return likely, _LIKELIEST
    twice = _twice(lines)
    if _words_of(lines, twice) > _TIMES * words > 0:
        return _either(twice, keep), "little text: what stands twice is shown"
    if words:
        return list(keep), ""
    left = _no_menu(lines, free)
    return left, ALL_SHOWN if any(left) else ""


def _is_list(lines: Sequence[Line]) -> bool:
    """Tell whether a text is a list, its headings and sentences around it, and no page."""
    alike = {index for each in alike_rows(lines) for index in each}
    parts = [
        index in alike or is_item(line) or line.role is Role.HEADING
        for index, line in enumerate(lines)
    ]
    return any(parts) and all(
        (part or not index or ends_sentence(line.text))
        and not (line.within or line.linked or is_furniture(line.text))
        for index, (part, line) in enumerate(zip(parts, lines, strict=True))
    )


def _either(one: Sequence[bool], other: Sequence[bool]) -> list[bool]:
    """Return the lines that one of two choices has, or both."""
    return [a or b for a, b in zip(one, other, strict=True)]


def _is_menu(line: Line) -> bool:
    return line.place == "nav" or (line.place in MENUS and line.linked >= LINKED["list"])


def _words_of(lines: Sequence[Line], chosen: Sequence[bool]) -> int:
    return sum(units(line.text) for line, each in zip(lines, chosen, strict=True) if each)


def _prose(lines: Sequence[Line], chosen: Sequence[bool], chances: Sequence[float]) -> list[bool]:
    """Return those of the ``chosen`` lines that are sentences, and may well be the article's."""
    return [
        each
        and chance >= _MAYBE
        and line.place not in MENUS
        and units(line.text) >= CAPTION
        and ends_sentence(line.text)
        for each, line, chance in zip(chosen, lines, chances, strict=True)
    ]


def _likeliest(lines: Sequence[Line], free: Sequence[bool], chances: Sequence[float]) -> list[bool]:
    """Return those of the ``free`` lines that are sentences and may be the article's."""
    sentences = [
        each and line.place not in MENUS and ends_sentence(line.text)
        for each, line in zip(free, lines, strict=True)
    ]
    best = max(
        (chance for chance, each in zip(chances, sentences, strict=True) if each), default=0.0
    )
    least = max(_UNSURE, best / 2)
    return [each and chance >= least for chance, each in zip(chances, sentences, strict=True)]


def _twice(lines: Sequence[Line]) -> list[bool]:
    """Return the lines that stand again below, and are longer than a mere caption."""
    last = {same(line.text): index for index, line in enumerate(lines)}
    return [
        each and last[same(line.text)] > index and line.place not in MENUS
        for index, (each, line) in enumerate(zip(_first(lines), lines, strict=True))
    ]


def _first(lines: Sequence[Line]) -> list[bool]:
    """Return the lines that are longer than a mere caption, and do not stand above already."""
    texts = [same(line.text) for line in lines]
    first = {text: index for index, text in reversed(list(enumerate(texts)))}
    return [
        units(line.text) >= CAPTION and first[text] == index
        for index, (line, text) in enumerate(zip(lines, texts, strict=True))
    ]


def _no_menu(lines: Sequence[Line], free: Sequence[bool]) -> list[bool]:
    """Return those of the ``free`` lines of a page that are surely no menu."""
    left = [
        each
        and line.place not in MENUS
        and line.linked < 0.5
        and not is_furniture(line.text)
        and line.role is not Role.CAPTION
        for each, line in zip(free, lines, strict=True)
    ]
    sentences = [
        each and units(line.text) >= _SENTENCE for each, line in zip(left, lines, strict=True)
    ]
    if len(lines) > _SHORT_PAGE:
        sentences = [
            each and ends_sentence(line.text) for each, line in zip(sentences, lines, strict=True)
        ]
        left = sentences
    elif not any(sentences) and len(lines) > 1:
        left = sentences
    # A paragraph that stands twice is taken for a picture's caption.
    return left if any(left) else _first(lines)
