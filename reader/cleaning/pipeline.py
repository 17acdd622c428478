"""The steps of cleaning: lines, which of them are running text, what each of them is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reader.cleaning import oversized
from reader.cleaning.article import Article, Block, Role, StyledRun
from reader.cleaning.blocks import narrowed, with_rules
from reader.cleaning.features.line_models import LineModels
from reader.cleaning.features.page_parts import full_articles
from reader.cleaning.line_judging import judged
from reader.cleaning.metadata.chosen import byline_of, date_of
from reader.cleaning.metadata.days import tells_month_first
from reader.cleaning.metadata.declared import declared, writes_month_first
from reader.cleaning.metadata.metadata_fields import find, find_converted
from reader.cleaning.metadata.page_draft import PageDraft
from reader.cleaning.metadata.releases import (
    letterhead,
    over_dialogue,
    release_on_page,
    without_contacts,
)
from reader.cleaning.metadata.titles import headline_of, title_of
from reader.cleaning.metadata.trails import section_in_trail
from reader.cleaning.parse.code_rows import parted, with_indented
from reader.cleaning.parse.fixed_width import reflowed
from reader.cleaning.parse.letters import as_read
from reader.cleaning.parse.lines import Line, plain_lines, with_indents, without_rules
from reader.cleaning.parse.link_numbers import without_link_numbers
from reader.cleaning.parse.pages_of_print import without_page_ends
from reader.cleaning.parse.unwrap import unwrapped
from reader.cleaning.unshown import with_unshown
from reader.text import Excerpt, Format, found_words

_INKED = re.compile(r"[^\r\n]")


def article(
    source: str,
    format: Format,  # noqa: A002
    model: LineModels,
    head: int = 0,
) -> Article:
    """Find the article in ``source``, below a head of so many code points."""
    if format is Format.WHOLE:
        return _unhidden(article(source, Format.TEXT, model, head))
    # Blanks in the place of the head leave all else where it stands.
    below = _INKED.sub(" ", source[:head]) + source[head:]
    written = _written_in(below, format)
    lines = _lines(below, written)
    on_page = written is Format.HTML
    page = declared(source) if on_page else {}
    month_first = writes_month_first(source) if on_page else tells_month_first(source)
    draft = PageDraft(source, lines, headline_of(source, page, lines), month_first)
    find_converted(draft)
    _find_release(draft, on_page=on_page)
    shown = (*_front_matter(source, head), *_shown(draft, model, written))
    found, title = draft.found, title_of(draft, page)
    publisher = page.get("publisher") or found.publisher
    section = found.section or page.get("section")
    section = section or section_in_trail(draft, publisher, title) or page.get("trail")
    byline = byline_of(found, page)
    whole = Article(
        source,
        tuple(_without_others(source, shown, byline.text if byline else "")),
        title=title,
        byline=byline,
        date=date_of(draft, page),
        publisher=publisher,
        section=section,
        standfirst=found.standfirst,
        note=found.note,
    )
    return whole.entitled(title.text if title else "")


def _unhidden(found: Article) -> Article:
    """Return an article with what is hidden of it as paragraphs."""
    blocks = (
        replace(block, role=Role.PARAGRAPH) if block.role.is_hidden else block
        for block in found.blocks
    )
    return replace(found, blocks=tuple(blocks))


def read(source: str, format: Format = Format.TEXT) -> list[Line]:  # noqa: A002
    """Return the lines of a source, after a look at what it is written in."""
    return _lines(source, _written_in(source, format))


def _written_in(source: str, format: Format) -> Format:  # noqa: A002
    """Return the format of a source, by its name or by its markup."""
    from reader.cleaning.parse import html_lines, markdown_lines

    if format is Format.HTML or (format is Format.TEXT and html_lines.is_html(source)):
        return Format.HTML
    is_markdown = format is Format.MARKDOWN or markdown_lines.is_markdown(source)
    is_written_so = is_markdown and not markdown_lines.is_dense(source)
    return Format.MARKDOWN if is_written_so else Format.TEXT


def _lines(source: str, format: Format) -> list[Line]:  # noqa: A002
    from reader.cleaning.parse import html_lines, markdown_lines

    if format is Format.HTML:
        return as_read(source, html_lines.html_lines(source))
    if format is Format.MARKDOWN:
        return as_read(source, with_indented(source, markdown_lines.markdown_lines(source)))
    lines = with_indents(source, without_page_ends(source, plain_lines(source)))
    code, lines = parted(source, lines)
    paragraphs = reflowed(source, lines) or unwrapped(without_link_numbers(lines))
    paragraphs = sorted((*code, *without_rules(paragraphs)), key=lambda line: line.start)
    return as_read(source, paragraphs)


def _find_release(draft: PageDraft, *, on_page: bool) -> None:
    """Find the metadata that a press release states, if the source is one."""
    if not on_page:
        letterhead(draft)
        without_contacts(draft)
        if draft.headline is None and not draft.found.roles:
            draft.headline = over_dialogue(draft.lines)
    elif (start := release_on_page(draft)) >= 0:
        letterhead(draft, start)


def _shown(draft: PageDraft, model: LineModels, written: Format) -> Iterable[Block]:
    """Return the blocks of the article, and note on the draft by which other way they were found.

    Where there are too many lines for the models, rules alone tell what they are.
    """
    if len(draft.lines) <= oversized.MOST_LINES:
        blocks = judged(draft, model)
    else:
        draft.keep = [not line.place for line in draft.lines]
        find(draft, oversized.likely(draft.lines, draft.headline))
        blocks = oversized.blocks(draft.lines, draft.found.roles)
        draft.found.note = oversized.NOTE if written is Format.HTML else ""
    shown = list(narrowed(blocks, draft.found.section))
    if written is Format.HTML:
        shown, note = with_unshown(draft.source, shown, guessed=bool(draft.found.note))
        draft.found.note = note or draft.found.note
    if not draft.found.note and (count := full_articles(draft.lines)) > 1:
        draft.found.note = f"{count} articles in the page"
    return with_rules(draft.source, shown) if draft.is_clean and written is Format.TEXT else shown


def _without_others(source: str, blocks: Iterable[Block], byline: str) -> Iterator[Block]:
    """Yield the blocks, those taken for the byline hidden where the article is by somebody else."""
    named = set(found_words(byline.casefold()))
    for block in blocks:
        is_other = block.role is Role.BYLINE and named.isdisjoint(
            found_words(Excerpt.of(source, [block.runs]).text.casefold())
        )
        yield replace(block, role=Role.BOILERPLATE) if is_other else block


def _front_matter(source: str, head: int) -> Iterator[Block]:
    if above := source[:head].rstrip():
        yield Block(Role.BOILERPLATE, (StyledRun(0, len(above)),))
