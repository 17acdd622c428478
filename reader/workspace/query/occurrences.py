"""Words found in articles and names, however they are written there."""

from __future__ import annotations

from reader.text import Excerpt, Span


def occurrences(excerpt: Excerpt, query: str, *, exact: bool = False) -> list[Span]:
    """Return the places of ``query`` in an excerpt, as spans of its source, in order.

    Both are folded, and parts of words are found too. Quotation marks around the query turn the
    folding off, and find whole words. ``=`` before it finds whole words only; between two ``/`` it
    is a regular expression. With ``exact`` the query is found as it stands only, and as whole
    words. Blanks match any blanks.

    Raises:
        QueryError: for a regular expression that is none, or takes too long.
    """
    from reader.text import Wording  # nothing is searched at the start

    if exact:
        wording = Wording(query, exact=True)
    elif len(query) > 2 and query[0] == query[-1] == "/":
        return _matches(excerpt, query)
    elif len(query) > 1 and query[0] == query[-1] == '"':
        wording = Wording(query[1:-1], exact=True)
    elif query.startswith("="):
        wording = Wording(query[1:])
    else:
        wording = Wording(query, parts=True)
    return [excerpt.to_source(span) for span in wording.spans(excerpt.with_line_ends)]


def _matches(excerpt: Excerpt, query: str) -> list[Span]:
    from reader.workspace.query.parsing import parse
    from reader.workspace.query.syntax import PatternTest
    from reader.workspace.query.texts import places_of

    test = parse(query)
    if not isinstance(test, PatternTest):
        return []
    return [Span(*p) for p in excerpt.to_sources(places_of(test, excerpt))]
