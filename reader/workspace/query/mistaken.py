"""What may be meant by a query that finds nothing: a sign by a word, a field by another one."""

from __future__ import annotations

from contextlib import suppress

from reader.workspace.query.parsing import parse
from reader.workspace.query.preparing import fields_of, tests_of
from reader.workspace.query.syntax import Query, QueryError, WordsTest

# What the words that other query languages join words by stand for here.
_JOINING = {
    "and": "“and” is a word here: without it words beside each other must all be there",
    "not": "“not” is a word here: a - right before a word leaves it out",
}
_AUTHOR = "by: is who wrote, author: who annotated"
_STARRED = "a * stands for any ending, behind a word without quotation marks; else /fer.*y/"


def mistaken_words(query: Query | None) -> str:
    """Return what may be meant otherwise in a query that found nothing, behind a colon; or ""."""
    words = [test.wording for test in tests_of(query) if isinstance(test, WordsTest)]
    if any("*" in one.text for one in words):
        return f": {_STARRED}"
    joining = (_JOINING.get(one.text.lower()) for one in words if not one.exact)
    return next((f": {told}" for told in joining if told), "")


def mistaken_field(query: Query | None) -> str:
    """Return the field that may be meant by ``author:``, behind a colon; "" without that."""
    return f": {_AUTHOR}" if "author" in fields_of(query) else ""


def mistaken_in(text: str) -> str:
    """Return what the words of a query that was typed may mean; "" where it is no query."""
    with suppress(QueryError):
        return mistaken_words(parse(text))
    return ""
