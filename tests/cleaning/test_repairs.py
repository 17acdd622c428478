"""Scars of copying are mended for display: offsets stay, and right text is left alone."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cleaning import Article, Block, Role, Style, StyledRun, clean, repaired
from reader.text import Span

SEED = Path(__file__).parents[2] / "seeds/harbor-bridge/spun-copy.txt"
LEDE = "The terms of the agreement were, he said, the best of the day and of the week. "
SCARS = {
    "after Ukraine s failed attempt": "after Ukraine’s failed attempt",
    "and Moscow s eventual recognition": "and Moscow’s eventual recognition",
    "they didn t say": "they didn’t say",
    "all of the authorityâ€™s reports": "all of the authority’s reports",
    "itâ€\x9d and â€œall": "it” and “all",
    "the cafÃ© of MÃ¼nchen, 20Â°": "the café of München, 20°",
    "canâ\x80\x99t get": "can’t get",
    "for â‚¬20 ðŸ˜€": "for €20 😀",
}
RIGHT = [
    "The s orbital is full", "the letter s means", "Let s be the set", "Plural s is added",
    "5 s later", "vitamins s and t", "Tom S was there", "NÃO, «AMANHû, “IRMÔ", "CAFÉ»",
    "Âge, pâté, â la carte", "à\u00a0» et", "Class s and t", "Figure s shows",
]  # fmt: skip


def article_of(text: str, style: Style = Style.PLAIN) -> Article:
    return Article(text, (Block(Role.PARAGRAPH, (StyledRun(0, len(text), style=style),)),))


@pytest.mark.parametrize("scar", SCARS)
def test_a_scar_is_mended(scar: str) -> None:
    assert repaired(article_of(LEDE + scar)).body.text == LEDE + SCARS[scar]


@pytest.mark.parametrize("text", RIGHT)
def test_right_text_is_left(text: str) -> None:
    whole = f"{LEDE}{text} in the end."
    assert repaired(article_of(whole)).body.text == whole


def test_the_prepositions_of_other_languages_are_left() -> None:
    czech = "Ukrajina s podporou spojenců jedná o míru a Rusko s nimi nesouhlasí, řekl prezident."
    assert repaired(article_of(czech)).body.text == czech


def test_a_lost_apostrophe_after_any_word_is_mended_in_a_scarred_text_only() -> None:
    text = f"{LEDE}It was the city s tourist office, not the authority{{}}s."
    assert "city s" in repaired(article_of(text.format("’"))).body.text
    assert "city’s" in repaired(article_of(text.format("â€™"))).body.text


def test_code_is_left() -> None:
    assert repaired(article_of(f"{LEDE}donâ€™t", Style.CODE)).body.text.endswith("donâ€™t")


def test_a_copy_full_of_scars_reads_well() -> None:
    article = clean(SEED.read_text("utf-8"))
    text = repaired(article).body.text
    for phrase in ("council’s approval", "authority’s inspection", "city’s tourist office"):
        assert phrase in text
    assert text.count("’") == 3
    assert "council s approval" in article.body.text


WORDS = st.sampled_from([*SCARS, *RIGHT, LEDE, "the", "\n\n", "Ukraine s", " s ", "Ã", "â€"])
TEXTS = st.lists(st.one_of(WORDS, st.text(max_size=8)), max_size=12).map(" ".join)


def _characters(article: Article) -> Iterator[tuple[Span, str]]:
    """Yield each character of the body with the place in the source that it stands for."""
    for index, character in enumerate(article.body.text):
        yield article.body.to_source(Span(index, index + 1)), character


@given(TEXTS)
def test_what_is_not_mended_stays_where_it_is(text: str) -> None:
    article = clean(text)
    mended = repaired(article)
    assert mended.source == article.source
    assert [_stretch(block) for block in mended.blocks] == [_stretch(b) for b in article.blocks]
    for block in mended.blocks:
        for before, after in zip(block.runs, block.runs[1:], strict=False):
            assert before.end <= after.start
    assert replace(mended, blocks=()) == replace(article, blocks=())
    unmended = set(_characters(article))
    for place, character in _characters(mended):
        if len(place) == 1 and character not in "’ \n":
            assert (place, character) in unmended


@given(st.text(st.characters(max_codepoint=127), max_size=200))
def test_plain_ascii_without_a_lone_s_or_t_is_the_same_article(text: str) -> None:
    article = clean(text.replace(" s", " ").replace(" t", " "))
    assert repaired(article) is article


def _stretch(block: Block) -> tuple[Role, int, int]:
    return block.role, block.start, block.end
