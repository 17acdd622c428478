"""Cleaning only hides: whatever the text, each character shown is the source's own."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.cleaning import Role, Style, clean
from reader.text import Format

WORDS = st.sampled_from([
    "Read more", "The talks were held on Thursday, officials said, for a week.", "Menu",
    "© 2022 Example", "## A heading", "### Description", "### Category", "- item", "1. one",
    "> quoted", "**bold** and *it*", '[a link](http://x.org "t")b', "![alt](x.png)",
    "\\$40 &amp; more", "`code`", "<p>One &lt; two", "</p>", "<b>bold", "</b>", "&#8217;",
    "<script>var x</script>", '<a href="#">link</a>', "&nope;", "<!-- c -->", "<!", "</", "<a",
    "by Ann Lee - 05/19/22 2:46 PM ET", "俄罗斯和美国的将军举行了会谈。",
    "قال المتحدث باسم وزارة الدفاع إن المحادثات استمرت ساعة.",
    "\t", "   ", "\x0c", "\x00", "\u2028", "***", "~~~", "```", "|", " | ",
    "def a(b):", "    c = [1]",
])  # fmt: skip
TEXTS = st.lists(
    st.one_of(WORDS, st.sampled_from(["\n", "\n\n", "\r\n", "\r", "  \n"]), st.text(max_size=12)),
    max_size=40,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(Format))
def test_runs_are_ordered_stretches_of_the_source(source: str, written: Format) -> None:
    article = clean(source, written)
    end = 0
    for block in article.blocks:
        assert block.runs
        for run in block.runs:
            assert end <= run.start < run.end <= len(source)
            end = run.end
    for found in (article.title, article.byline, article.date, article.section):
        assert found is None or 0 <= found.start < found.end <= len(source)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("def a(b):\ndef a(b):")
def test_a_plain_text_is_all_in_blocks_but_for_its_blanks(source: str) -> None:
    # No markup, no rule, and none of what print has for other characters.
    plain = re.sub("[<#=_*~¬\f\xad\ufb00-\ufb06-]", "", source)
    article = clean(f"Plain words\n{plain}")
    left = list(article.source)
    for block in article.blocks:
        for run in block.runs:
            left[run.start : run.end] = " " * (run.end - run.start)
            # Lines are joined, but for those of code.
            assert run.shown in (None, " ") or (run.shown, run.style) == ("\n", Style.CODE)
    assert not "".join(left).strip()


def test_nothing_comes_of_nothing() -> None:
    assert clean("").blocks == ()
    assert clean(" \n\t\r\n ").blocks == ()
    assert clean("", Format.HTML).blocks == ()


def test_a_page_without_an_article_hides_all_of_it() -> None:
    article = clean("Menu\nHome\nNews\nSport\nSign in\n© 2022 Example. All rights reserved.\n")
    assert article.body.text == ""
    assert {block.role for block in article.blocks} <= {Role.BOILERPLATE, Role.CAPTION}


SENTENCE = "The talks were held on Thursday, officials said, for all of a week. "
VAST = {
    "one paragraph": ("A week of talks\n\n" + SENTENCE * 75_000, Format.TEXT),
    "many lines": ("A week of talks\n\n" + f"{SENTENCE}\n" * 75_000, Format.TEXT),
    "Markdown": ("# A week of talks\n\n" + f"{SENTENCE}\n\n" * 73_000, Format.MARKDOWN),
    "one Markdown paragraph": ("# A week of talks\n\n" + SENTENCE * 75_000, Format.MARKDOWN),
    "HTML": (f"<h1>A week of talks</h1>{f'<p>{SENTENCE}</p>' * 68_000}", Format.HTML),
}


@pytest.mark.parametrize("written", VAST)
def test_five_megabytes_come_through_whole(written: str) -> None:
    source, format_ = VAST[written]
    article = clean(source, format_)
    assert len(source) > 5_000_000
    assert article.title is None or article.title.text == "A week of talks"
    assert article.body.text.count(SENTENCE.strip()) == source.count(SENTENCE)


def test_a_page_too_long_for_the_models_says_so_and_hides_what_rules_tell() -> None:
    story = "".join(f"<p>{n}. {SENTENCE}</p>" for n in range(4_000))
    around = (
        "<p>Read also: The talks of May</p><div class=cookiebanner><p>We love cookies.</p></div>"
        "<div><h3>2 voices</h3>"
        + "<div><b>Gull</b><p>It never was on time.</p><a>Reply</a></div>" * 2
        + "</div>"
    )
    article = clean(f"<html><h1>A week of talks</h1>{story}{around}</html>", Format.HTML)
    assert article.note.startswith("long")
    assert article.body.text.endswith(f"3999. {SENTENCE.strip()}")
