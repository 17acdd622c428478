"""Complete the running text that the line model found: what its structure says belongs to it.

The model judges each line mostly by its words, so it loses short list items, cells and code.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

from reader.cleaning.alike_rows import alike_rows
from reader.cleaning.article import Role
from reader.cleaning.features.element_features import path_of
from reader.cleaning.features.page_features import FeatureArray
from reader.cleaning.features.page_parts import NOTES, rests
from reader.cleaning.parse.lines import Element, Line, TableCell
from reader.cleaning.table_rows import LONGEST_CELL
from reader.cleaning.unmarked import unmarked
from reader.cleaning.wording.line_wording import ends_sentence, units

_GROUPS = {"ul": "list", "ol": "list", "dl": "list", "table": "table"}
MENUS = frozenset(["nav", "header", "footer", "form", "button"])
# A list or table whose text is a link's to this share is a menu or a row of teasers.
LINKED = {"list": 0.5, "table": 0.8}
# Of a group so much must be kept, or it must stand between kept lines.
_KEPT = 0.3
_ANNOUNCING = frozenset(":：")  # the last character of a line over a list
# So sure must the extractor be of a line, and the model not be of its opposite.
_EXTRACTED, _DOUBTED = 0.9, 0.15
# Beside kept lines of its element, what is less likely than this is none of the text.
_RULED_OUT = 0.05
# What has so many words is no mere caption.
CAPTION = 12
# What a recipe is made of, by the names of its elements. "fn" names people, too, but of items of
# lists it names notes.
_INGREDIENTS = frozenset("ingredient ingredients ingredientes ingredienti zutaten".split())  # noqa: SIM905
_STEPS = frozenset("step steps instruction instructions directions zubereitung".split())  # noqa: SIM905
_NUMBERED_NOTE = "fn"
# A box for a sentence of the text, as editors of articles have it.
_BOX_WITHIN = "callout"
_SHORT, _SENTENCE = 12, 4  # lines of an element that ends with its last sentences; words of one


def completed(
    lines: Sequence[Line],
    keep: Sequence[bool],
    chances: Sequence[float],
    shares: FeatureArray | None,
    barred: Collection[int],
) -> list[bool]:
    """Return the lines of running text when lists, tables, code and paragraphs are whole.

    ``shares`` is what the extractor takes of each line, shape (lines, 1), if it was asked; the
    ``barred`` lines are something else.
    """
    order = [index for index, each in enumerate(keep) if each]
    if not order:
        return list(keep)
    first, last = order[0], order[-1]
    kept = set(order)
    rows = ((members, False) for members in alike_rows(lines))
    for members, is_menu in (*_groups(lines), *rows):
        free = [index for index in members if index not in barred]
        if is_menu and not _is_announced(lines, members, kept, shares):
            continue
        among = len(kept.intersection(free)) >= _KEPT * len(free)
        between = first < members[0] and members[-1] < last and (is_menu or _agreed(shares, free))
        if among or between:
            kept.update(free)
    found = _by_elements(lines, order, chances, shares)
    kept.update(index for index in found if index not in barred)
    return [index in kept for index in range(len(lines))]


def _by_elements(
    lines: Sequence[Line],
    order: Sequence[int],
    chances: Sequence[float],
    shares: FeatureArray | None,
) -> Iterator[int]:
    """Yield the lines that belong to the kept ones, in ``order``, by the elements they stand in."""
    yield from _ingredients(lines)
    yield from _steps(lines, order)
    likely = {index for index, chance in enumerate(chances) if chance >= _DOUBTED}
    yield from (index for index in likely if index > order[0] and _is_in_note(lines[index]))
    yield from _in_margin(lines, order)
    codes = {index for index, line in enumerate(lines) if line.role is Role.CODE}
    yield from (index for index in codes if order[0] < index < order[-1])
    yield from (likely | codes).intersection(_extracted_siblings(lines, order, shares))
    yield from _among(lines, order, chances)
    yield from _begun(lines, order, chances)
    yield from _opened(lines, order)
    yield from _entry_headings(lines, order)
    yield from unmarked(lines, order, chances)


def _extracted_siblings(
    lines: Sequence[Line], order: Sequence[int], shares: FeatureArray | None
) -> list[int]:
    """Return the lines that trafilatura takes in elements that hold some of the given lines.

    A paragraph with one of them above and one below needs no such element, nor does one in a
    wrapper of its own, as each of them is. Cells of links beside them may be a menu.
    """
    if shares is None:
        return []
    held = {around_of(lines[index]) for index in order} - {None}
    wrapped = {_wrapped(lines[index]) for index in order} - {None}
    between = {index + 1 for index in order} & {index - 1 for index in order}
    return [
        index
        for index, line in enumerate(lines)
        if line.within
        and shares[index, 0] >= _EXTRACTED
        and not (line.cell and line.linked >= LINKED["table"])
        and (
            line.within.around in held
            or (_wrapped(line) in wrapped and ends_sentence(line.text))
            or (index in between and _is_prose(line))
        )
    ]


def _wrapped(line: Line) -> tuple[object, ...] | None:
    """Return how a line is wrapped in two elements, and the element that holds them."""
    match path_of(line.within):
        case [inner, outer, around, *_]:
            return inner.tag, inner.words, outer.tag, outer.words, around
    return None


def _is_prose(line: Line) -> bool:
    """Tell whether a line is a paragraph of a sentence or more, and no link."""
    is_long = line.role is Role.PARAGRAPH and units(line.text) >= CAPTION
    return is_long and ends_sentence(line.text) and line.linked < LINKED["list"]


def _among(lines: Sequence[Line], order: Sequence[int], chances: Sequence[float]) -> Iterator[int]:
    """Yield the headings over lines of an element that are given, and the sentences between."""
    held = [(within.around, index) for index in order if (within := lines[index].within)]
    first, last = dict(reversed(held)), dict(held)
    given = set(order)
    for index, line in enumerate(lines):
        around = around_of(line)
        is_boxed = line.role is not Role.HEADING and around and _BOX_WITHIN in around.words
        if is_boxed:
            path = path_of(around)
            around = next((each for each in path if _BOX_WITHIN not in each.words), None)
        if line.role is Role.HEADING:
            start = order[0]
        elif (is_boxed or line.role is Role.PARAGRAPH) and ends_sentence(line.text):
            start = first.get(around, index)
        else:
            continue
        # Without elements, as in Markdown, the line that it stands over tells.
        over = index + 1 if around is None and index + 1 in given else index
        if (
            start < index < last.get(around, over)
            and chances[index] >= _RULED_OUT
            and line.linked < LINKED["list"]
            and units(line.text)
        ):
            yield index


def _entry_headings(lines: Sequence[Line], order: Sequence[int]) -> Iterator[int]:
    """Yield the headings in the headers of several articles with given lines: a live report."""
    held = {article for index in order if (article := _article(lines[index]))}
    headings = {
        index: article
        for index, line in enumerate(lines)
        if line.role is Role.HEADING
        and line.level > 1
        and line.place == "header"
        and line.linked < LINKED["list"]
        and (article := _article(line)) in held
    }
    if len(set(headings.values())) > 1:
        yield from headings


def _article(line: Line) -> Element | None:
    return next((each for each in path_of(line.within) if each.tag == "article"), None)


def _begun(lines: Sequence[Line], order: Sequence[int], chances: Sequence[float]) -> Iterator[int]:
    """Yield the paragraphs that begin an element of which a good part is given, or end a short one.

    A long one may end with an offer, a source or a note about the author.
    """
    held = Counter(element for line in lines for element in path_of(line.within))
    given = Counter(element for index in order for element in path_of(lines[index].within))
    first = {e: index for index in reversed(order) for e in path_of(lines[index].within)}
    for index, line in enumerate(lines):
        around = around_of(line)
        if line.role is not Role.PARAGRAPH or around is None:
            continue
        is_told = ends_sentence(line.text) and units(line.text) >= _SENTENCE
        if (
            given[around] >= _KEPT * held[around]
            and chances[index] >= (_RULED_OUT if is_told else _DOUBTED)
            and (index < first[around] or (is_told and held[around] <= _SHORT))
            and units(line.text)
            and line.linked < LINKED["list"]
        ):
            yield index


def _opened(lines: Sequence[Line], order: Sequence[int]) -> Iterator[int]:
    """Yield the sentences that a button below the given lines opens.

    The model doubts them, as most such buttons lead to other articles.
    """
    given = set(order)
    opened = {element for element, button in rests(lines).items() if button - 1 in given}
    for index, line in enumerate(lines) if opened else ():
        is_in = line.place not in MENUS and not opened.isdisjoint(path_of(line.within))
        if is_in and ends_sentence(line.text) and line.linked < LINKED["list"]:
            yield index


def _ingredients(lines: Sequence[Line]) -> list[int]:
    """Return the lines of the elements that are named for ingredients and hold no prose."""
    parts: dict[Element, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        named = [e for e in path_of(line.within) if not _INGREDIENTS.isdisjoint(e.words)]
        if named and line.place not in MENUS:
            parts[named[-1]].append(index)
    return [
        index
        for members in parts.values()
        if len(members) > 1 and all(units(lines[index].text) < CAPTION for index in members)
        for index in members
        if lines[index].linked <= LINKED["list"] or lines[index].cell
    ]


def _steps(lines: Sequence[Line], order: Sequence[int]) -> Iterator[int]:
    """Yield the lines of the steps that stand beside one which holds some of the lines given."""
    steps: dict[int, Element] = {}
    for index, line in enumerate(lines):
        named = (e for e in path_of(line.within) if not _STEPS.isdisjoint(e.words) and e.around)
        if (step := next(named, None)) is not None:
            steps[index] = step
    beside: dict[Element | None, set[Element]] = defaultdict(set)
    for step in steps.values():
        beside[step.around].add(step)
    told = {steps[index].around for index in order if index in steps}
    for index, step in steps.items():
        is_one_of_several = step.around in told and len(beside[step.around]) > 1
        if is_one_of_several and lines[index].linked <= LINKED["list"]:
            yield index


def _is_in_note(line: Line) -> bool:
    return any(
        not NOTES.isdisjoint(element.words)
        or (element.tag == "li" and _NUMBERED_NOTE in element.words)
        for element in path_of(line.within)
    )


def _in_margin(lines: Sequence[Line], order: Sequence[int]) -> Iterator[int]:
    """Yield the sentences of numbered lists that stand beside the lines given, as their notes."""
    held = {element for index in order for element in path_of(lines[index].within)}
    for index, line in enumerate(lines):
        match path_of(line.within):
            case [_, Element(tag="ol"), Element(tag="aside", around=around), *_] if (
                around in held and ends_sentence(line.text) and line.linked < LINKED["list"]
            ):
                yield index


def _agreed(shares: FeatureArray | None, members: Sequence[int]) -> bool:
    """Tell whether the extractor takes most of the lines of a group."""
    if shares is None or not members:
        return False
    return float(shares[list(members), 0].mean()) >= 0.7


def _groups(lines: Sequence[Line]) -> list[tuple[list[int], bool]]:
    """Return the lines of each list and table in order, and whether it is a menu by its links.

    A list in a cell belongs to its table, unless that is a frame of the page, of which each cell is
    by itself.
    """
    frames = {line.cell.table for line in lines if line.cell and len(line.text) > LONGEST_CELL}
    found: dict[tuple[Element, TableCell | None], list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if line.place in MENUS:
            continue
        in_frame = line.cell is not None and line.cell.table in frames
        kinds = {"table"} if line.cell and not in_frame else _GROUPS.keys()
        group = next((e for e in path_of(line.within) if e.tag in kinds), None)
        if group:
            cell = line.cell if in_frame and group.tag == "table" else None
            found[group, cell].append(index)
    return [
        (members, _linked(lines, members) > LINKED[_GROUPS[group.tag]])
        for (group, _), members in found.items()
    ]


def _is_announced(
    lines: Sequence[Line],
    members: Sequence[int],
    kept: Collection[int],
    shares: FeatureArray | None,
) -> bool:
    """Tell whether a list or table of links is what the text around it speaks of.

    The kept line above it announces it, or both lines around a table that the extractor takes are
    kept. A link alone is a teaser.
    """
    above, below = members[0] - 1, members[-1] + 1
    if above not in kept or len(members) == 1:
        return False
    is_table = lines[members[0]].cell is not None and below in kept and _agreed(shares, members)
    return is_table or lines[above].text[-1] in _ANNOUNCING


def _linked(lines: Sequence[Line], members: Sequence[int]) -> float:
    size = sum(len(lines[index].text) for index in members)
    return sum(lines[index].linked * len(lines[index].text) for index in members) / max(1, size)


def around_of(line: Line) -> Element | None:
    """Return the element that holds that of a line."""
    return line.within and line.within.around
