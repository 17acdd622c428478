"""An article that is kept in the cache is the article that was cleaned."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.cleaning import clean
from reader.resources import seeds_folder
from reader.text import Format
from reader.workspace.cache.article_codec import decoded_article, encoded_article

MARKUP = st.text(st.sampled_from(list('ab .\n*_#>[]()<p>&;"’—\\$0é\U0001f6a2')), max_size=300)


@given(MARKUP, st.sampled_from(Format))
def test_any_article_comes_back_as_it_was(source: str, format: Format) -> None:  # noqa: A002
    article = clean(source, format)
    assert decoded_article(encoded_article(article), source) == article


def test_the_articles_of_the_sample_corpus_come_back_as_they_were() -> None:
    for file in seeds_folder().rglob("*.md"):
        source = file.read_text("utf-8")
        article = clean(source, Format.MARKDOWN)
        kept = decoded_article(encoded_article(article), source)
        assert kept == article
        assert kept.excerpt.text == article.excerpt.text
