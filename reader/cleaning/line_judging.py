"""Judge the lines of a page by the models and by rules: the running text, and what names it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain

import numpy as np

from reader.cleaning.alike_rows import alike_rows
from reader.cleaning.article import Block, Role
from reader.cleaning.blocks import blocks_of
from reader.cleaning.clean_texts import (
    LEAST_CLEAN,
    LEAST_TITLE,
    clean_headline,
    is_clean,
    stands_over,
)
from reader.cleaning.completion import completed
from reader.cleaning.copies import copies
from reader.cleaning.fallback import ALL_SHOWN, fallback
from reader.cleaning.features.author_boxes import signed_box
from reader.cleaning.features.extractor import extracted
from reader.cleaning.features.furniture import (
    is_advertisement,
    listed_below,
    menus,
    others_below,
    posts,
    quotation_around,
    ruled,
)
from reader.cleaning.features.header_features import header_features
from reader.cleaning.features.line_features import Look, look_at
from reader.cleaning.features.line_models import LineModels, best_expected_f
from reader.cleaning.features.page_features import FeatureArray, features
from reader.cleaning.features.page_parts import outside
from reader.cleaning.features.replies import replies, replies_below
from reader.cleaning.leads import are_siblings, lead
from reader.cleaning.metadata.found import Likely
from reader.cleaning.metadata.metadata_fields import find
from reader.cleaning.metadata.page_draft import PageDraft
from reader.cleaning.metadata.titles import leads_home, over_title
from reader.cleaning.metadata.turns import dialogue, turns
from reader.cleaning.parse.fixed_width import is_item
from reader.cleaning.parse.lines import Line
from reader.cleaning.table_rows import in_rows
from reader.cleaning.wording.bylines import is_label
from reader.cleaning.wording.line_wording import ends_sentence, is_furniture, units

# Where no line is this likely to be running text, the page holds no article.
_LIKELY = 0.4
_ALL_TEXT = 3  # a plain text of so few lines has nothing around it
_LONGEST_TITLE = 20  # words of a headline that is written as a sentence
_MENU = 0.25  # of the lines of a menu so many are furniture by their words
_ALONE = "unsure: the title is shown as the text"
# Of an article without furniture on a page, what is less likely than this and the extractor leaves
# out, too; the second in another element below all that it takes.
_FOREIGN, _FOREIGN_BELOW = 0.05, 0.2


def judged(draft: PageDraft, model: LineModels) -> Iterator[Block]:
    """Find the running text and the metadata of a page; return the block of each line."""
    looks = look_at(draft.lines, model.words)
    numbers = _numbers(draft.lines, looks, model.names)
    shares = extracted(draft.source, draft.lines)
    embedded = posts(draft.lines)
    draft.chances = model.body_chances(numbers, shares)
    _trust_clean(draft, looks, shares)
    _apply_rules(draft, shares)
    _keep_text(draft, looks, shares)
    _keep_posts(draft, embedded)
    _hide_copies(draft)
    find(draft, _likely(draft, looks, numbers, model, embedded))
    _show_lead(draft)
    _hide_signed_box(draft)
    for index in over_title(draft.lines, draft.found.roles) if draft.is_clean else ():
        draft.found.roles.setdefault(index, Role.BOILERPLATE)
    _fall_back(draft, looks, shares)
    return in_rows(draft.lines, blocks_of(draft, looks, embedded))


def _numbers(
    lines: Sequence[Line], looks: Sequence[Look], names: Mapping[str, float]
) -> FeatureArray:
    """Return the features of each line, shape ``(n_lines, n_features)``.

    They are as if no advertisement stood in a dump; of its label itself they are 0.
    """
    seen = [index for index, line in enumerate(lines) if line.within or not is_advertisement(line)]
    if len(seen) in (0, len(lines)):
        return features(lines, looks, names)
    found = features([lines[index] for index in seen], [looks[index] for index in seen], names)
    numbers = np.zeros((len(lines), found.shape[1]), found.dtype)
    numbers[seen] = found
    return numbers


def running_text(
    looks: Sequence[Look], chances: Sequence[float], roles: Sequence[Role | None]
) -> list[bool]:
    """Tell of each line whether it is running text, by its chance and unless a rule hides it."""
    if max(chances, default=0.0) < _LIKELY:
        return [False] * len(looks)
    keep = best_expected_f(chances, [look.size for look in looks])
    return [each and role is None for each, role in zip(keep, roles, strict=True)]


def _trust_clean(draft: PageDraft, looks: Sequence[Look], shares: FeatureArray | None) -> None:
    """Set all lines of a clean page to be running text, but for those of a letterhead."""
    free = [index for index in range(len(draft.lines)) if index not in draft.found.roles]
    draft.is_clean = is_clean(
        [draft.lines[index] for index in free],
        [looks[index] for index in free],
        [draft.chances[index] for index in free],
    )
    if draft.is_clean:
        foreign = _foreign(draft, shares)
        draft.chances = [
            chance if index in foreign else 1.0 for index, chance in enumerate(draft.chances)
        ]


def _foreign(draft: PageDraft, shares: FeatureArray | None) -> set[int]:
    """Return the lines of a page without furniture that the extractor and the model leave out."""
    taken = [] if shares is None else [share > 0 for share in shares[:, 0].tolist()]
    last = max((index for index, each in enumerate(taken) if each), default=len(taken) - 1)
    least = [
        _FOREIGN_BELOW if index > last and not are_siblings(line, draft.lines[last]) else _FOREIGN
        for index, line in enumerate(draft.lines)
    ]
    return {i for i, each in enumerate(taken) if not each and draft.chances[i] < least[i]}


def _apply_rules(draft: PageDraft, shares: FeatureArray | None) -> None:
    """Set the roles of the lines by rules alone."""
    lines = draft.lines
    draft.roles = ruled(lines)
    if draft.is_clean and not any(line.within for line in lines):
        # What points to other articles in such a text, or says who wrote it, is the author's.
        draft.roles = [role if role is Role.CAPTION else None for role in draft.roles]
    for index in listed_below(lines):
        draft.roles[index] = Role.TEASER
    for index, role in outside(lines).items():
        draft.roles[index] = draft.roles[index] or role
    below = replies_below(lines, draft.chances)
    for index in (*menus(lines), *replies(lines, shares), *below):
        draft.roles[index] = draft.roles[index] or Role.BOILERPLATE
    for index, line in enumerate(lines[: draft.headline or 0]):
        if line.role is Role.HEADING and leads_home(draft.source, line):
            draft.roles[index] = Role.BOILERPLATE  # the name of the site


def _keep_text(draft: PageDraft, looks: Sequence[Look], shares: FeatureArray | None) -> None:
    """Keep the likeliest lines, and what belongs to them by its structure."""
    likely = running_text(looks, draft.chances, draft.roles)
    keep = [each and index not in draft.found.roles for index, each in enumerate(likely)]
    barred = draft.barred()
    draft.keep = completed(draft.lines, keep, draft.chances, shares, barred)
    for index in dialogue(draft.lines) - set(barred):
        # In a page people speak below the article, too.
        draft.keep[index] |= not draft.lines[index].within


def _keep_posts(draft: PageDraft, embedded: Collection[int]) -> None:
    """Keep the posts that are quoted within the text, as short as they may be."""
    kept = [index for index, each in enumerate(draft.keep) if each]
    barred = draft.barred()
    for index in embedded:
        if kept and kept[0] < index < kept[-1] and quotation_around(draft.lines[index]):
            draft.keep[index] = index not in barred


def _hide_copies(draft: PageDraft) -> None:
    for index in copies(draft.lines, draft.keep):
        draft.keep[index] = False
        draft.roles[index] = Role.BOILERPLATE


def _likely(
    draft: PageDraft,
    looks: Sequence[Look],
    numbers: FeatureArray,
    model: LineModels,
    embedded: Collection[int],
) -> Likely:
    """Return the chances of lines to name the title, the authors and the date."""
    lines = draft.lines
    seen = header_features(
        lines,
        looks,
        numbers,
        draft.chances,
        draft.keep,
        words=model.words.short,
        month_first=draft.month_first,
    )
    named = zip(seen.places, model.header_chances(seen.rows), strict=True)
    # Where no text is left to stand below its headline, that may be a teaser of another article.
    last = len(lines) if any(draft.keep) else others_below(lines)
    nameless = {*embedded, *menus(lines), *chain.from_iterable(alike_rows(lines))}
    # What stands twice is a caption to the rules, and may be the headline all the same.
    chances = {
        index: each if draft.roles[index] is None else (each[0], 0.0, 0.0)
        for index, each in named
        if draft.roles[index] is not Role.TEASER
        and index not in nameless
        and index not in draft.found.roles
        and index < last
        and len(lines) > 1
    }  # a line alone is what its document says, and no title of nothing
    no_titles = {index for index, line in enumerate(lines) if is_item(line)}
    if draft.is_clean:
        # What somebody says is no headline, nor is the first sentence of a text without one.
        no_titles |= turns(lines) | {i for i, line in enumerate(lines) if _is_sentence(line)}
        if 0 in chances and stands_over(lines, looks):
            no_titles.add(1)  # nor is the sentence below one
    for index in no_titles & chances.keys():
        chances[index] = (0.0, *chances[index][1:])
    if not draft.is_clean:
        return Likely(chances, None, draft.headline, LEAST_TITLE)
    return Likely(chances, clean_headline(lines, looks, chances), draft.headline, LEAST_CLEAN)


def _is_sentence(line: Line) -> bool:
    """Tell whether a line without markup is a sentence too long for a headline."""
    is_plain = line.within is None and line.role is None
    return is_plain and units(line.text) > _LONGEST_TITLE and ends_sentence(line.text)


def _show_lead(draft: PageDraft) -> None:
    """Keep the lead of a page, whoever is named in it, and take the line under a headline."""
    found = draft.found
    if found.headline is None:
        return
    named = {i for i, role in found.roles.items() if role in (Role.BYLINE, Role.DATE)}
    told = {index for index in named if ends_sentence(draft.lines[index].text)}
    text, standfirst = lead(draft.lines, draft.keep, found.headline, draft.barred() - told)
    for index in text:
        draft.keep[index] = True
        found.roles.pop(index, None)
    if standfirst is not None and found.standfirst is None:
        found.standfirst = draft.field(standfirst)
        found.roles[standfirst] = Role.STANDFIRST


def _hide_signed_box(draft: PageDraft) -> None:
    """Hide the box about the author that ends a page, and the label over the author's name."""
    found = draft.found
    shown = [i for i, each in enumerate(draft.keep) if each and i not in found.roles]
    named = found.byline.text if found.byline and found.is_full_name else ""
    boxed = signed_box(draft.lines, shown, named)
    signed = (index for index, role in found.roles.items() if role is Role.BYLINE and index)
    labels = [index - 1 for index in signed if is_label(draft.lines[index - 1].text)]
    for index in (*boxed, *labels):
        draft.keep[index], draft.roles[index] = False, Role.BOILERPLATE


def _fall_back(draft: PageDraft, looks: Sequence[Look], shares: FeatureArray | None) -> None:
    """Show the lines that are likeliest where next to nothing is kept.

    What was taken for a title of a page, though no heading, is its text where there is no other;
    of a few lines without markup, the first may be the title though the model takes none.
    """
    lines, found = draft.lines, draft.found
    draft.keep, found.note = fallback(lines, draft.keep, draft.chances, shares, draft.barred())
    _hide_copies(draft)  # as the extractor, too, takes a second copy of the page
    if not any(draft.keep) and not any(line.within for line in lines):
        _show_words(draft)
    untitled = found.title is None and 0 not in found.roles and len(lines) > 1
    if untitled and _is_all_text(lines) and stands_over(lines, looks):
        found.title, found.roles[0] = draft.field(0), Role.TITLE
    titled = found.headline
    if titled is None or any(draft.keep):
        return
    if lines[titled].within is not None and lines[titled].role is not Role.HEADING:
        draft.keep[titled], found.title, found.note = True, None, _ALONE
        del found.roles[titled]


def _is_all_text(lines: Sequence[Line]) -> bool:
    """Tell whether a text is a few lines without markup."""
    return len(lines) <= _ALL_TEXT and not any(line.within or line.role for line in lines)


def _show_words(draft: PageDraft) -> None:
    """Show all but menus of a text without markup: it may be a few words all through."""
    lines, found, barred = draft.lines, draft.found, draft.barred()
    if _is_all_text(lines):
        found.title, found.standfirst, draft.keep = None, None, [True] * len(lines)
        found.roles.clear()
        return
    menu = [bool(line.place) or is_furniture(line.text) for line in lines]
    if sum(menu) < _MENU * len(lines):
        draft.keep = [i not in barred and not each for i, each in enumerate(menu)]
        found.note = ALL_SHOWN if any(draft.keep) else ""
