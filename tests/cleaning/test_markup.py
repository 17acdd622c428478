"""Markdown and HTML: marks and tags lie between the runs, styles and roles come of them."""

import pytest

from reader.cleaning import Article, Role, Style, StyledRun, clean
from reader.cleaning.features.element_features import names_of, path_of
from reader.cleaning.features.extractor import extracted
from reader.cleaning.parse.html_lines import html_lines
from reader.text import Format, Span

LEDE = "The harbour town of Velle opened its new bridge on Friday after nine years of work."


def styled(article: Article, style: Style) -> list[str]:
    return [
        article.source[run.start : run.end]
        for block in article.blocks
        for run in block.runs
        if run.style & style
    ]


def test_markdown_marks_become_styles() -> None:
    source = (
        f'# A bridge opens\n\n{LEDE} It **cost** *far* more, `x`, than [the \\$40](http://a.b "t")'
        f" million\nof &amp; before.\n\n> {LEDE}\n\n- One thing that they had said before.\n"
    )
    article = clean(source, Format.MARKDOWN)
    assert [block.role for block in article.blocks] == [
        Role.TITLE, Role.PARAGRAPH, Role.QUOTATION, Role.LIST_ITEM,
    ]  # fmt: skip
    assert article.text_of(article.blocks[1]) == (
        f"{LEDE} It cost far more, x, than the $40 million of & before."
    )
    assert styled(article, Style.STRONG) == ["cost"]
    assert styled(article, Style.EMPHASIS) == ["far"]
    assert styled(article, Style.CODE) == ["x"]
    assert "".join(styled(article, Style.LINK)) == "the $40"


def test_marks_at_the_start_of_a_quotation_s_lines_are_no_text_of_it() -> None:
    source = f"# A bridge opens\n\n> {LEDE}\n> It **cost** more &amp; more.\n"
    article = clean(source, Format.MARKDOWN)
    assert article.text_of(article.blocks[-1]) == f"{LEDE} It cost more & more."


def test_blanks_on_both_sides_of_a_comment_or_a_tag_are_one() -> None:
    page = f"<p>{LEDE}</p><p>The <!-- ad -->  lock <b> opened </b> late a<!-- x -->gain.</p>"
    [line] = [line.text for line in html_lines(page) if "lock" in line.text]
    assert line == "The lock opened late again."


def test_what_a_page_was_cut_off_in_is_no_text() -> None:
    for written, shown in (
        ("a <a href='x' rel=y", "a"), ("a <!-- b", "a"), ("a <!-- b --!> c", "a c"),
        ("a <b and c", "a <b and c"), ("a <b = c", "a <b = c"),
    ):  # fmt: skip
        assert [line.text for line in html_lines(f"<p>{written}")] == [shown]


@pytest.mark.parametrize("tag", ["xmp", "pre", "div style='color:red; white-space: pre'"])
def test_blanks_of_code_stay(tag: str) -> None:
    code, text = html_lines(f"<{tag}>    halve(x)   # once</{tag.partition(' ')[0]}><p>So  be it.")
    assert (code.text, code.role) == ("    halve(x)   # once", Role.CODE)
    assert (text.text, text.role) == ("So be it.", Role.PARAGRAPH)


def test_what_is_for_screen_readers_or_editors_is_no_text() -> None:
    hidden = "<span class=mw-editsection>[edit]</span><span class='sr-only'>Opens below</span>"
    said = "<h5 class=sr-only>She said:</h5>"
    head, speaker = html_lines(f"<h2>Quay{hidden}</h2>{said}")
    assert (head.text, speaker.text) == ("Quay", "She said:")
    assert speaker.within and not speaker.within.hidden


def test_rows_of_code_are_kept_as_they_stand() -> None:
    code = "def halve(x):\n\n    # no rest\n    return x // 2\n\n@cached\ndef one():\n    return 1"
    indented = "".join(f"    {row}" if row.strip() else row for row in code.splitlines(True))
    fenced = f"```python\n{code}\n```"
    quoted = "".join(f"> {row}" for row in fenced.splitlines(True))
    tabbed = "".join(f"\t{row}" if row.strip() else row for row in code.splitlines(True))
    listed = f"1. So:\n\n   ```\n{tabbed}\n   ```"  # three columns of the tab are the list's
    end = "The ferry that went there until then was sold on Monday, the mayor said."
    for title, written, kind in (
        *(("# Two halves", each, Format.MARKDOWN) for each in (fenced, quoted, listed, indented)),
        *(("Two halves", each, Format.TEXT) for each in (code, indented)),
    ):
        article = clean(f"{title}\n\n{LEDE}\n\n{written}\n\n{end}\n", kind)
        blocks = [block for block in article.blocks[1:] if block.role is not Role.LIST_ITEM]
        shown = [(article.text_of(block), block.role) for block in blocks]
        assert shown == [(LEDE, Role.PARAGRAPH), (code, Role.CODE), (end, Role.PARAGRAPH)]


def test_words_in_angle_brackets_are_text_of_markdown_and_elements_are_not() -> None:
    source = f"# A bridge opens\n\n{LEDE} Ask <your name> at <b>the</b> gate.<!-- no --><br>Now.\n"
    article = clean(source, Format.MARKDOWN)
    shown = [article.text_of(block) for block in article.blocks[1:]]
    assert shown == [f"{LEDE} Ask <your name> at the gate.", "Now."]


def test_markdown_that_nobody_writes_is_shown_as_it_stands() -> None:
    rows = clean("# a\n" * 2_100, Format.MARKDOWN)
    assert {rows.text_of(block) for block in rows.blocks} == {"# a"}
    marks = "*em" * 1_100
    one, other = clean(f"{LEDE}\n\n{marks}\n\n*Far* {LEDE}\n", Format.MARKDOWN).blocks[1:]
    assert one.runs == (StyledRun(len(LEDE) + 2, len(LEDE) + 2 + len(marks)),)
    assert other.runs[0].style is Style.EMPHASIS


def test_html_text_keeps_its_place_in_the_page() -> None:
    source = (
        "<!DOCTYPE html><html><head><title>T</title><style>p {}</style></head><body><nav>"
        f"<a href=/>Home</a></nav><h1>A bridge opens</h1>\n<p>{LEDE} It&nbsp;cost\n   <b>far</b>"
        f" more &amp; took longer.</p><blockquote><p>{LEDE}</p></blockquote><script>x<y</script>"
    )
    article = clean(source, Format.HTML)
    assert [article.text_of(block) for block in article.shown()] == [
        "A bridge opens", f"{LEDE} It\u00a0cost far more & took longer.", LEDE,
    ]  # fmt: skip
    assert [block.role for block in article.blocks] == [
        Role.BOILERPLATE, Role.TITLE, Role.PARAGRAPH, Role.QUOTATION,
    ]  # fmt: skip
    assert styled(article, Style.STRONG) == ["far"]


def test_a_text_file_may_hold_markdown_or_html() -> None:
    assert "#" not in clean(f"# A bridge\n\n{LEDE} **Much** more.\n\n## End\n\n{LEDE}").excerpt.text
    assert "<" not in clean(f"<html><body><p>{LEDE}</p></body></html>").excerpt.text


def test_a_line_knows_the_names_of_the_elements_around_it() -> None:
    line, other = html_lines(
        "<div class='relatedStories post-list' id=side><ul><li>One</ul></div><p>Two</p>"
    )
    own = ["related", "stories", "post", "list", "side"]
    near = [f"^{name}" for name in own]
    assert sorted(names_of(path_of(line.within))) == sorted(["<li", "<ul", "<div", *own, *near])
    assert list(names_of(path_of(other.within))) == ["<p"]


def test_the_tree_of_a_page_is_looked_at_for_its_article() -> None:
    told = "".join(f"<p>{LEDE} So said the mayor on day {day} of the week.</p>" for day in range(7))
    page = f"<html><body><nav><a href=/>Sport and weather</a></nav><article>{told}</article></body>"
    shares = extracted(page, html_lines(page))
    assert shares is not None
    assert shares[0] < 0.5 < shares[1:].min()


def test_a_page_of_too_many_tags_for_its_tree_is_cleaned_by_its_lines() -> None:
    tags = "<i></i>" * 10_001
    more = "Traffic went by the ferry until then, and nobody liked the queue, said the mayor."
    menu = "<nav><ul><li><a href=/>Home</a></li><li><a href=/s>Sport</a></li></ul></nav>"
    article = clean(f"<html><body>{menu}<article><p>{tags}{LEDE}</p><p>{more}</p></article></body>")
    assert article.body.text == f"{LEDE}\n\n{more}"


def test_a_span_is_shown_without_its_markup_even_where_the_article_hides_it() -> None:
    told = "The mill on the river burned on Monday, and nobody was hurt, the brigade said."
    source = (
        f"<html><body><nav><p>Jobs&nbsp;&amp; homes</p></nav><article><h1>A mill burned</h1>"
        f"<p>{told} {told} The <b>end</b>.</p>\n<p>{told} {told}</p></article></body></html>"
    )
    article = clean(source)
    for first, last, shown in (
        ("The <b>", ".</p>", "The end"),
        ("end</b>", "</p></article>", f"end.\n\n{told} {told}"),
        ("Jobs", " homes", "Jobs\u00a0&"),
    ):
        start = source.index(first)
        assert article.shown_text(Span(start, source.index(last, start))) == shown
