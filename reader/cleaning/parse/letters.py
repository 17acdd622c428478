"""Characters of print that stand for others: soft hyphens, ligatures, words in spaced letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from reader.cleaning.article import StyledRun
from reader.cleaning.parse.lines import Line, shown_by

_SOFT_HYPHEN = "\xad"
_LIGATURES = re.compile("[\ufb00-\ufb06]")
# Of scripts whose words are mostly longer than a letter; a syllable of Korean is one often.
_LETTER = "[A-Za-zÀ-ÖØ-öø-ɏͰ-ϿЀ-ԯ]"
# At least four letters with single blanks between them: "S E L V I K   P O S T".
_SPACED = re.compile(rf"(?<!\S){_LETTER}(?:[ \t\xa0]{_LETTER}){{3,}}(?!\S)")
# What stands in a row with such words, with wider gaps between: "I N   O R S K ,   2 0 2 4".
_ROW = re.compile(rf"(?<!\S)(?:{_LETTER}|[\d&])(?:[ \t\xa0]+(?:{_LETTER}|[\d&,.:;!?'’-]))*(?!\S)")
_BETWEEN = re.compile(r"(?<=\S)[ \t\xa0](?=\S)|(?<=\S[ \t\xa0])[ \t\xa0]+")
# Two of the letters that such a word has are looked for first, as that is quickly done.
_APART = re.compile(rf"[ \t\xa0]{_LETTER}[ \t\xa0]{_LETTER}[ \t\xa0]")
_MARKS = re.compile(f"[{_SOFT_HYPHEN}\ufb00-\ufb06]")


def as_read(source: str, lines: Sequence[Line]) -> list[Line]:
    """Return the lines with such characters shown as they are read; the source stays as it is."""
    if not _is_telling("\n".join([line.text for line in lines])):
        return list(lines)
    return [
        _read(source, line) if _is_telling(line.text) and line.text.strip(_SOFT_HYPHEN) else line
        for line in lines
    ]


def _is_telling(text: str) -> bool:
    """Tell whether a text has such characters."""
    return bool(_MARKS.search(text) or (_APART.search(text) and _SPACED.search(text)))


def _read(source: str, line: Line) -> Line:
    runs = tuple(
        each
        for run in line.runs
        if run.shown != _SOFT_HYPHEN
        for each in _pieces(source, run)
        if run.shown is not None or each.start < each.end
    )
    return line._replace(runs=runs, text="".join(shown_by(source, run) for run in runs))


def _pieces(source: str, run: StyledRun) -> Iterator[StyledRun]:
    """Yield the runs that a run becomes: what is hidden lies between them."""
    text = source[run.start : run.end]
    if run.shown is not None or not _is_telling(text):
        yield run
        return
    cursor = run.start
    for start, end, shown in _otherwise(text):
        yield replace(run, start=cursor, end=run.start + start)
        cursor = run.start + end
        if shown:
            yield StyledRun(run.start + start, cursor, shown, run.style)
    yield replace(run, start=cursor)


def _otherwise(text: str) -> list[tuple[int, int, str]]:
    """Return the signs that are read in another way: their places, and the text shown for them."""
    hidden = [(at, at + 1, "") for at, each in enumerate(text) if each == _SOFT_HYPHEN]
    letters = [
        (*match.span(), unicodedata.normalize("NFKC", match[0]))
        for match in _LIGATURES.finditer(text)
    ]
    spaced = [
        (row.start() + blank.start(), row.start() + blank.end(), "")
        for row in _ROW.finditer(text)
        if any(not _is_alphabet(word[0]) for word in _SPACED.finditer(row[0]))
        for blank in _BETWEEN.finditer(row[0])
    ]
    return sorted([*hidden, *letters, *spaced])


def _is_alphabet(letters: str) -> bool:
    """Tell whether letters follow each other as in the alphabet, as those of a list do."""
    return all(ord(after) - ord(before) == 1 for before, after in pairwise(letters.split()))
