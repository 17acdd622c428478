"""Find what a page prints twice: for another screen, for the printer, or in other words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from reader.cleaning.article import Role
from reader.cleaning.completion import CAPTION, around_of
from reader.cleaning.parse.lines import Line, TableCell
from reader.cleaning.wording.line_wording import same
from reader.text import found_words

# A text that is printed again has so many characters, and this share of all that is kept.
_COPIED, _COPIED_SHARE = 80, 0.12
# Lines that say the same in other words stand so near, and share so many of them.
_NEAR, _ALIKE = 3, 0.7


def copies(lines: Sequence[Line], keep: Sequence[bool]) -> set[int]:
    """Return the kept lines that print again what was kept before: a second copy of the page.

    Less than a good part of the text is the article's own, as what each item of a list says, but
    for several lines that stand in another element. So are the cells of a table that say the same,
    unless a good part of the text stands in one, as in columns that lay a page out.
    """
    keys = {index: same(lines[index].text) for index, each in enumerate(keep) if each}
    first = {key: index for index, key in reversed(keys.items())}
    least = max(_COPIED, _COPIED_SHARE * sum(map(len, keys.values())))
    in_cells = Counter[TableCell | None]()
    for index, key in keys.items():
        in_cells[lines[index].cell] += len(key)
    found: set[int] = set()

    def is_again(index: int) -> bool:
        original = first[keys[index]]
        cell, other = lines[index].cell, lines[original].cell
        in_table = cell and other and cell.table == other.table
        return original != index and not (in_table and in_cells[cell] < least)

    for again, run in groupby(keys, is_again):
        members = list(run)
        size = sum(len(keys[index]) for index in members)
        others = [first[keys[index]] for index in members]
        is_set_again = len(members) > 1 and size >= 2 * _COPIED and others == sorted(others)
        is_apart = all(
            around_of(lines[index]) is not around_of(lines[other])
            for index, other in zip(members, others, strict=True)
        )
        if again and (size >= least or (is_set_again and is_apart)):
            found.update(members)
    originals = {index: first[keys[index]] for index in found}
    over = {start - 1 for start in found if lines[start - 1].role is Role.HEADING} - found
    start = min(originals.values(), default=-1)  # of the text that is copied
    headings = {same(line.text) for line in lines[: start + 1] if line.role is Role.HEADING}
    titles = {index for index in over if same(lines[index].text) in headings}
    apart = {
        index: original
        for index, original in originals.items()
        if around_of(lines[index]) is not around_of(lines[original])
    }
    return found | titles | set(_reworded(keys, apart))


def _reworded(keys: Mapping[int, str], originals: Mapping[int, int]) -> Iterator[int]:
    """Yield the lines of a second copy of the page that say in other words what the first does.

    They stand among its lines as the first ones among the ``originals``, in another element.
    """
    order = list(keys)
    place = {index: number for number, index in enumerate(order)}
    start = min(originals, default=None)
    if start is None:
        return
    at = place[originals[start]]
    for index in order[max(0, place[start] - _NEAR) :]:
        if index in originals:
            at = place[originals[index]]
        elif any(
            order[near] not in originals and _is_alike(keys[index], keys[order[near]])
            for near in range(max(0, at - _NEAR), min(at + _NEAR + 1, place[index]))
        ):
            yield index


def _is_alike(text: str, other: str) -> bool:
    words, others = set(found_words(text)), set(found_words(other))
    return len(words) >= CAPTION and len(words & others) >= _ALIKE * len(words | others)
