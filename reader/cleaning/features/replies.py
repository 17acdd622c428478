"""Readers' comments by their structure, whatever their elements are named."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate

from reader.cleaning.article import Role
from reader.cleaning.features.element_features import path_of
from reader.cleaning.features.page_features import FeatureArray
from reader.cleaning.parse.lines import Element, Line
from reader.cleaning.wording.comment_labels import (
    counts_comments,
    heads_comments,
    labels_comments,
)
from reader.cleaning.wording.line_wording import ends_sentence, units
from reader.text.dates.months import SHORT_MONTHS

# Who wrote, and when.
_SIGNED = re.compile(
    r"[\W_]{0,40}+[^\W_].*(?:"
    rf"\b(?:{'|'.join(SHORT_MONTHS)})|\b(?:19|20)\d\d\b|\b\d{{1,2}}[./-]\d{{1,2}}[./-]\d\d|\d:\d\d"
    r"|\b(?:ago|vor|il y a|hace)\b"
    r"|\b(?:says|said|wrote|sagte?|schreibt|schrieb|dit|dice|dijo|ha detto)\s?:(?!\S)).*",
    re.IGNORECASE,
)
# What a reader presses to answer or report a comment.
_ANSWER = re.compile(
    r"(?:reply|antworten|répondre|responder|rispondi|svar|report|melden|signaler|denunciar)\b.{0,40}",
    re.IGNORECASE,
)
# The heading of them all may be a number of something.
_COUNTED = re.compile(r"\(?\d{1,5}\)?\s[^\W\d]+(?:\s\w+)?|[^\W\d]+\s\(\d{1,5}\)")
_LEAST, _MOST = 2, 0.9  # comments; what they may be of the words of a page
_HEAD, _ABOVE = 60, 30  # characters of a line that is signed; words of the article above
_SURE = 0.7  # the chance of the article's own lines
_TURN = 3  # the lines of a comment up to its signature


def replies(lines: Sequence[Line], shares: FeatureArray | None) -> set[int]:
    """Return the lines of readers' comments, with the label over them.

    They are elements of one shape beside each other behind the text, each with a name, a day and a
    sentence; and a label says what they are, or each of them may be answered, or the extractor
    leaves them out (``shares`` is what it takes of each line). A live report has no such label.
    """
    threads = list(_threads(lines, shares))
    if not threads:
        return set()
    sizes = [units(line.text) for line in lines]
    told = (
        size if ends_sentence(line.text) else 0 for size, line in zip(sizes, lines, strict=True)
    )
    # Counted up to each line, once for all threads.
    words, above = ([*accumulate(each, initial=0)] for each in (sizes, told))
    return {
        index
        for label, last in threads
        if above[label] >= _ABOVE and words[last + 1] - words[label] <= _MOST * words[-1]
        for index in range(label, last + 1)
    }


def replies_below(lines: Sequence[Line], chances: Sequence[float]) -> range:
    """Return the lines from the label over comments on that end a page without elements.

    The label stands below all lines that are surely the article's.
    """
    end = len(lines)
    last = max((index for index, each in enumerate(chances) if each >= _SURE), default=end)
    labels = (
        index
        for index in range(last + 1, end)
        if not lines[index].within
        and (counts_comments(lines[index].text) or heads_comments(lines[index].text))
    )
    return range(next(labels, end), end)


def _threads(lines: Sequence[Line], shares: FeatureArray | None) -> Iterator[tuple[int, int]]:
    """Yield the first and last line of each row of comments, the label over it among them."""
    for items in _siblings(lines):
        comments = [members for members in items if _is_comment(lines, members)]
        if len(comments) < _LEAST or len(comments) < len(items) / 2:
            continue
        first, last = items[0][0], items[-1][-1]
        over = lines[first - 1]
        answerable = sum(any(_ANSWER.match(lines[i].text) for i in members) for members in comments)
        left_out = shares is not None and not shares[first : last + 1, 0].max() > 0
        if answerable < len(comments) / 2 and not _is_label(over) and not left_out:
            continue
        yield first - 1 if over.role is Role.HEADING or _is_label(over) else first, last


def _siblings(lines: Sequence[Line]) -> list[list[list[int]]]:
    """Return the lines of each of the elements that have one tag and one name and stand in one."""
    members: dict[Element, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        for element in path_of(line.within):
            members[element].append(index)
    shapes: dict[tuple[Element, str, frozenset[str]], list[list[int]]] = defaultdict(list)
    for element, indexes in members.items():
        if element.around and indexes[0] and len(indexes) > 1:
            shapes[element.around, element.tag, element.words].append(indexes)
    return [items for items in shapes.values() if len(items) >= _LEAST]


def _is_comment(lines: Sequence[Line], members: Sequence[int]) -> bool:
    head = [index for index in members[:_TURN] if len(lines[index].text) <= _HEAD]
    named = (lines[index].text for index in head)
    signed = " ".join(text for text in named if text[-1] == ":" or not ends_sentence(text))
    titled = any(lines[index].role is Role.HEADING for index in members)
    answered = _ANSWER.match(lines[members[-1]].text)
    says = any(ends_sentence(lines[index].text) for index in members[1:])
    return says and not titled and bool(_SIGNED.fullmatch(signed) or (signed and answered))


def _is_label(line: Line) -> bool:
    return (
        len(line.text) <= _HEAD
        and not ends_sentence(line.text)
        and (
            labels_comments(line.text)
            or (line.role is Role.HEADING and bool(_COUNTED.fullmatch(line.text)))
        )
    )
