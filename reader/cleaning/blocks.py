"""Blocks: the lines of a draft with what each of them is at last."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from reader.cleaning.alike_rows import alike_rows
from reader.cleaning.article import Block, Field, Role, Style, StyledRun
from reader.cleaning.features.line_features import Look
from reader.cleaning.metadata.page_draft import PageDraft
from reader.cleaning.parse.fixed_width import is_item, without_bullet
from reader.cleaning.parse.lines import Line, rules_in
from reader.cleaning.wording.line_wording import RECIPE_PARTS, ends_sentence

_LONGEST_HEADING = 12  # words


def blocks_of(draft: PageDraft, looks: Sequence[Look], posts: Collection[int]) -> Iterator[Block]:
    """Yield the block of each line; ``posts`` are the lines of those that are embedded."""
    alike = {index for rows in alike_rows(draft.lines) for index in rows}
    listed = _recipe_lists(draft.lines)
    for index, line in enumerate(draft.lines):
        kept, role, doubt = draft.keep[index], draft.found.roles.get(index), 0.0
        if role is None and kept and index in posts:
            role = Role.POST
        if role is None and not kept:
            role = draft.roles[index]
        if role is None:
            chance = draft.chances[index]
            doubt = 1.0 - chance if kept else chance
            role = _body_role(line, looks[index]) if kept else Role.BOILERPLATE
        if role is Role.HEADING and index in listed:
            role = Role.LIST_ITEM
        heads_rows = index + 1 in alike and "  " in line.text  # the names of columns
        if role is Role.HEADING and (index in alike or heads_rows):
            role = Role.PARAGRAPH
        if role is Role.LIST_ITEM and line.role is None:
            line = without_bullet(line)  # noqa: PLW2901 (the line as it is shown)
        yield Block(role, line.runs, line.level, round(doubt, 3))


def _recipe_lists(lines: Sequence[Line]) -> set[int]:
    """Return the lines of the lists of a recipe without markup: short ones between its labels."""
    labels = [i for i, line in enumerate(lines) if RECIPE_PARTS.fullmatch(line.text.rstrip(":"))]
    found = set[int]()
    for label, end in pairwise((*labels, len(lines))):
        rows = range(label + 1, end)
        if all(not (lines[i].within or ends_sentence(lines[i].text)) for i in rows):
            found.update(rows)
    return found


def narrowed(blocks: Iterator[Block], section: Field | None) -> Iterator[Block]:
    """Yield the blocks, of the section's no more than its name: the rest is the way to it."""
    if section is None:
        yield from blocks
        return
    for block in blocks:
        run = block.runs[0]
        if (
            block.role is Role.SECTION
            and block.runs == (replace(run, shown=None),)
            and run.start <= section.start < section.end <= run.end
        ):
            for start, end in pairwise((run.start, section.start, section.end, run.end)):
                role = Role.SECTION if start == section.start else Role.BOILERPLATE
                if start < end:
                    yield replace(block, role=role, runs=(replace(run, start=start, end=end),))
        else:
            yield block


def with_rules(source: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks of a plain text, and the rules of dashes or the like between those shown.

    Where nothing is hidden that is one below the last of them, too.
    """
    shown = [block for block in blocks if not block.role.is_hidden]
    end = len(source) if len(shown) == len(blocks) else shown[-1].start if shown else 0
    rules = [
        Block(Role.PARAGRAPH, (StyledRun(span.start, span.end),))
        for span in rules_in(source)
        if shown and shown[0].end <= span.start < end
    ]
    yield from sorted((*blocks, *rules), key=lambda block: block.start)


def _body_role(line: Line, look: Look) -> Role:
    """Return the role of a line in the running text."""
    if line.role is not None and line.role.is_body and line.role is not Role.PARAGRAPH:
        return line.role
    if is_item(line):
        return Role.LIST_ITEM
    if look.size > _LONGEST_HEADING and all(run.style & Style.EMPHASIS for run in line.runs):
        return Role.QUOTATION
    tag = line.within.tag if line.within and line.role is None else ""
    if tag == "dd":
        return Role.LIST_ITEM
    if line.role is None and tag != "dt" and line.gap and _may_be_heading(line.text, look):
        return Role.HEADING
    return Role.PARAGRAPH


def _may_be_heading(text: str, look: Look) -> bool:
    # The number of a step is none, nor is a formula in TeX.
    worded = any(map(str.isalpha, text)) and "\\" not in text
    return worded and look.size <= _LONGEST_HEADING and not ends_sentence(text)
