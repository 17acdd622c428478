"""Paragraphs that stand on several lines: wrapped at some width, or torn where a link was."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from operator import and_, or_

from reader.cleaning.article import StyledRun
from reader.cleaning.parse.lines import Line
from reader.cleaning.parse.pages_of_print import tightened, width_with_next_word
from reader.cleaning.wording.bylines import is_signature
from reader.cleaning.wording.line_wording import UNSPACED
from reader.text.plain_marks import LINE_ENDS

# At the end of a line they are nothing but a break; the latter is what readers of scans write.
_SOFT_HYPHENS = "\xad¬"
_HYPHENS = f"-\u2010{_SOFT_HYPHENS}"
_HYPHENATED = re.compile(rf"[^\W_]+[{_HYPHENS}]$")
_ITEM = re.compile(r"[•‣▪●*+–-]\s")
_TORN_WORD = re.compile(rf"[^\W_]{{2}}[{_HYPHENS}]$")
_WORD = re.compile(r"[^\W\d_]+")
_TWO_WORDS = re.compile(r"(?<![^\W_])([^\W_]+)-(?=([^\W\d_]+))")
# What stands before a hyphen that belongs to its word.
_PREFIXES = frozenset(
    """all anti co cross double ex former full half high long low mid multi neo non north old
    one post pre pro quasi self semi short single south sub super three two under vice well west
    east first second third four five six seven eight nine ten twenty thirty forty fifty sixty
    seventy eighty ninety""".split()  # noqa: SIM905
)
# How words begin that have no hyphen, though they begin like one that has: "mid-\nnight".
_ONE_WORD = tuple(
    """anticip antibio crossed crossing crossroad eastern eighteen exactly exampl examin except
    exchang exclu excus execut exhib exist expand expect expens experi expert explain explana
    explo export expos express extend extens extent extra extrem firstly formerly fourteen fuller
    fully halfway higher highest highland highlight highly highway longer longest lower lowest
    midday middle midfield midland midnight midst midsummer midway midweek midwi multipl nineteen
    nonsense northeast northern northward northwest older oldest postal posted poster posting
    postpon preced precis predict prefer premier premium prepara prepare prepari prescri presenta
    presented presenti preserv presid presum pretend prevail prevent preview previous proceed
    process proclaim produc profess program progress prohib project prolong promis promote promoti
    pronounc propert propos protect protest provid provinc provis provok secondary secondly
    selfish sevent shortage shorten shorter shortfall shortly sixteen southeast southern southward
    southwest subject submit subscri subsequ subsid substan suburb superior supermarket supervis
    undergo underground underlin underly undermin underneath underpin understand understood
    undertak undertook underwater underway western westward""".split()  # noqa: SIM905
)
# What stands behind a hyphen that belongs to its word, where a long word stands before it: a
# participle, behind a name any ("French-brokered").
_SECONDS = frozenset(
    """allied backed based born brokered controlled dominated driven educated elect friendly funded
    general headed held imposed led linked made minded occupied oriented owned related run sized
    speaking sponsored style supported trained""".split()  # noqa: SIM905
)
_LONG_WORD = 5
_PARTICIPLE = re.compile(r"[a-z]{3,}(?<!i)ed")
# Words within others: "state-of-the-art", "up-to-date", "tit-for-tat".
_WITHIN_WORD = re.compile(
    rf"[^\W\d_][{_HYPHENS}](?:a|and|at|by|for|in|of|on|or|the|to|de|en|la|le)[{_HYPHENS}]$"
)
# Before them a hyphen stands for the rest of a word, with a blank behind it: "two- and three-leaf".
_JOINING = frozenset("and or und oder et ou och eller".split())  # noqa: SIM905
# The first word of a sentence, if it is the last of its line.
_FIRST_WORD = re.compile(r"(?<=[^\W\d_]{2}[.!?] )[^\W\d_a-z][^\W\d_]*$")
_CLOSING = frozenset(",.;:!?)]”’»")
# A link's words, torn onto a line of their own, are rarely longer.
_LINK = 80
_BRIM = 78  # characters: so far reaches a line of a dump with the word that had no room in it
_TORN = 40  # characters of a line
# A wrapped text has at least so many lines that go on, and their share is at least that.
_PAIRS, _SHARE, _WIDEST = 6, 0.5, 120
# A short text shows it otherwise: in a column of this width at least, so many lines break within a
# sentence (one where that is plain, or where it is so wide), and the next word would hardly have
# had room in any.
_NARROWEST, _WIDE, _BROKEN, _USED = 20, 60, 2, 0.9
# A paragraph of a script without blanks has rows of so many signs, all but the last nearly as long
# as the longest, half of them end in a letter, and a sentence or clause ends within one.
_SIGNS, _NEARLY = 12, 0.75
_CLAUSE_WITHIN = re.compile(r"[。、，！？；](?=.)")


def unwrapped(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a plain text with those joined that are one paragraph."""
    if (tight := tightened(lines)) != lines:
        return _joined_at_width(tight)
    pairs = [
        _goes_on(after)
        for before, after in pairwise(lines)
        if not after.gap and _TORN <= len(before.text) <= _WIDEST
    ]
    if len(pairs) >= _PAIRS and sum(pairs) >= _SHARE * len(pairs):
        return _joined_at_width(lines)
    columns = _joined_in_columns(_joined_unspaced(lines))
    return _joined_at_links([one_line(each) for each in _groups(columns, _is_torn)])


def _joined_unspaced(lines: Sequence[Line]) -> list[Line]:
    """Join the lines of paragraphs in a script without blanks, as Chinese and Japanese."""
    joined: list[Line] = []
    for each in _groups(lines, lambda *_: True):
        joined.extend([one_line(each)] if _is_unspaced(each) else each)
    return joined


def _is_unspaced(lines: Sequence[Line]) -> bool:
    """Tell whether lines are one paragraph that is wrapped between any two signs."""
    texts = [line.text for line in lines]
    longest = max(map(len, texts))
    rows = texts[:-1]
    broken = [row[-1] not in LINE_ENDS for row in rows]
    return (
        bool(rows)
        and min(map(len, rows)) >= max(_SIGNS, _NEARLY * longest)
        and 2 * sum(broken) >= len(rows)
        and any(broken)
        and texts[-1][-1] in LINE_ENDS
        and any(map(_CLAUSE_WITHIN.search, texts))
        and all(joins_unspaced(a, b) for a, b in pairwise(texts))
    )


def _joined_in_columns(lines: Sequence[Line]) -> list[Line]:
    """Join the lines of the paragraphs that show by themselves that they are wrapped."""
    paragraphs = list(_paragraphs(lines))
    widths = [max(len(line.text) for line in each) for each in paragraphs]
    columns = [
        width
        for each, width in zip(paragraphs, widths, strict=True)
        if _is_column(each, width, _BROKEN)
    ]
    if not columns:
        return list(lines)
    joined: list[Line] = []
    for each, width in zip(paragraphs, widths, strict=True):
        # Beside such a paragraph a line that breaks is enough for another one of that width.
        if _is_column(each, max(width, min(columns)), 1):
            joined.append(one_line(each))
        else:
            joined.extend(each)
    return joined


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines without blank ones between, parted where a sentence ends with much room.

    A line above such lines that is far shorter is one alone, as a title is.
    """
    for block in _groups(lines, lambda *_: True):
        width = max(len(line.text) for line in block)
        paragraph = [block[0]]
        for before, line in pairwise(block):
            is_closed = before.text[-1] in LINE_ENDS or before is block[0]
            if is_closed and not _goes_on(line) and not _is_full(before, line, width):
                yield paragraph
                paragraph = []
            paragraph.append(line)
        yield paragraph


def _groups(lines: Sequence[Line], belong: Callable[[Line, Line], bool]) -> Iterator[list[Line]]:
    """Yield the lines, those together that have no blank one between and ``belong``."""
    group: list[Line] = []
    for line in lines:
        if group and (line.gap or not belong(group[-1], line)):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _is_column(lines: Sequence[Line], width: int, least: int) -> bool:
    """Tell whether lines are a paragraph that is wrapped at a width.

    Lists and verses may look so: one line must end in a word that no line of these ends in.
    """
    if not _NARROWEST <= width <= _WIDEST:
        return False
    within = [(a, b) for a, b in pairwise(lines) if a.text[-1] not in LINE_ENDS]
    cut = [is_cut(before, after) for before, after in within]
    onward = [_goes_on(after) or before.text[-1] == "," for before, after in within]
    broken = sum(map(or_, cut, onward))
    plain = width >= _WIDE or any(map(and_, cut, onward))
    return (
        any(cut)
        and broken >= max(1 if plain else least, _SHARE * len(within))
        and all(
            _is_full(before, after, width) or is_cut(before, after)
            for before, after in pairwise(lines)
        )
    )


def _is_full(before: Line, after: Line, width: int) -> bool:
    """Tell whether a line has hardly room for the first word of the next one."""
    hyphenated = bool(_HYPHENATED.search(before.text))
    return hyphenated or width_with_next_word(before, after) > _USED * width


def is_cut(before: Line, after: Line) -> bool:
    """Tell whether a line ends within a word, or in one that another must follow.

    Such a one may begin a sentence.
    """
    if _is_torn(before, after):
        return True
    first = _FIRST_WORD.search(before.text)
    last = first[0].lower() if first else before.text.split()[-1]
    return last in _function_words() and not _ITEM.match(after.text)


@cache
def _function_words() -> frozenset[str]:
    from reader.text.languages.number_words import function_words  # takes long to load

    return frozenset().union(*function_words().values())


def _is_torn(before: Line, after: Line) -> bool:
    """Tell whether the end of a line tears a word."""
    if before.text[-1] in _SOFT_HYPHENS:
        return True
    return after.text[0].isalnum() and bool(_TORN_WORD.search(before.text))


def _joined_at_width(lines: Sequence[Line]) -> list[Line]:
    width = sorted(len(line.text) for line in lines)[int(0.9 * len(lines))]
    full = 0.6 * width
    groups = _groups(lines, lambda before, line: len(before.text) >= full or _goes_on(line))
    return [one_line(each) for each in groups]


def _joined_at_links(lines: Sequence[Line]) -> list[Line]:
    if not any(len(line.text) >= _TORN for line in lines):
        return list(lines)
    joined: list[Line] = []
    index = 0
    while index < len(lines):
        end = index
        # A sentence stops short, then come a link's words and the rest, or the rest at once.
        while (
            end + 1 < len(lines) and not lines[end + 1].gap and lines[end].text[-1] not in LINE_ENDS
        ):
            if _goes_on(lines[end + 1]) or _is_brimful(lines[end], lines[end + 1]):
                end += 1
            elif (
                end + 2 < len(lines)
                and not lines[end + 2].gap
                and len(lines[end + 1].text) <= _LINK
                and lines[end + 1].text[-1] not in LINE_ENDS
                and _goes_on(lines[end + 2])
            ):
                end += 2
            else:
                break
        parts = lines[index : end + 1]
        if end > index and (len(parts[0].text) >= _TORN or len(parts[-1].text) >= _TORN):
            joined.append(one_line(parts))
            index = end + 1
        else:
            # Lines that are not joined are a list, but the first may be the title of torn ones.
            rest = end + 1 if index else 1
            joined.extend(lines[index:rest])
            index = rest
    return joined


def _is_brimful(before: Line, after: Line) -> bool:
    """Tell whether a line of a script without cases ends where a terminal does, with no room."""
    first = after.text[0]
    caseless = first.isalpha() and first.lower() == first.upper()
    if not caseless or UNSPACED.match(first) or len(before.text) > _LINK:
        return False
    return width_with_next_word(before, after) > _BRIM


def _is_broken(before: str, after: str, hyphenated: Container[tuple[str, str]]) -> bool:
    """Tell whether a hyphen at the end of a line breaks a word, and belongs to none."""
    first, second = _HYPHENATED.search(before), _WORD.match(after)
    if not first or not second:
        return False
    part, rest = first[0][:-1], second[0]
    if first[0][-1] in _SOFT_HYPHENS:
        return rest[0].islower() and rest not in _JOINING
    if not part.isalpha() or not rest[0].islower() or rest in _JOINING:
        return False
    if _WITHIN_WORD.search(before) or _is_compound(part, rest):
        return False
    return (part, rest) not in hyphenated


def _is_compound(part: str, rest: str) -> bool:
    """Tell whether a hyphen between two words belongs there, by the words."""
    if part.lower() in _PREFIXES:
        return not (part + rest).lower().startswith(_ONE_WORD)
    if part.isupper():
        return True
    is_participle = part[0].isupper() and bool(_PARTICIPLE.fullmatch(rest))
    return len(part) >= _LONG_WORD and (is_participle or rest in _SECONDS)


def _is_one_word(before: str, after: str) -> bool:
    """Tell whether a word with a hyphen goes on in the next line."""
    first = _WORD.match(after)
    return bool(_HYPHENATED.search(before)) and (not first or first[0] not in _JOINING)


def joins_unspaced(before: str, after: str) -> bool:
    """Tell whether no blank stands between two lines of a script that has none."""
    return bool(UNSPACED.match(before[-1]) or UNSPACED.match(after[0]))


def _goes_on(line: Line) -> bool:
    """Tell whether a line begins in the middle of a sentence."""
    small = line.text[0].islower() and not is_signature(line.text)
    return small or line.text[0] in _CLOSING


def one_line(lines: Sequence[Line]) -> Line:
    """Return the line that several are; the hyphen of a word that was broken is not shown."""
    if len(lines) == 1:
        return lines[0]
    runs, text = list(lines[0].runs), [lines[0].text]
    hyphenated = {each for line in lines for each in _TWO_WORDS.findall(line.text)}
    for before, line in pairwise(lines):
        if _is_broken(before.text, line.text, hyphenated):
            last = runs[-1]
            runs[-1:] = [replace(last, end=last.end - 1)] if last.end - last.start > 1 else []
            text[-1] = text[-1][:-1]
        elif not (
            line.text[0] in _CLOSING
            or _is_one_word(before.text, line.text)
            or joins_unspaced(before.text, line.text)
        ):
            runs.append(StyledRun(before.end, line.start, " "))
            text.append(" ")
        runs.extend(line.runs)
        text.append(line.text)
    return lines[0]._replace(runs=tuple(runs), text="".join(text))
