"""Give a bundle the texts of its documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from reader.errors import CorpusError
from reader.exchange import Bundle, PassageItem, TextKind, of_documents
from reader.text import Excerpt, Span
from reader.workspace.overviews.passage_contexts import pages_of, shown_quote
from reader.workspace.workspace import Workspace

P = TypeVar("P", bound=PassageItem)


def with_texts(
    workspace: Workspace,
    bundle: Bundle,
    kind: TextKind,
    *,
    named: bool = False,
    tell: Callable[[int], object] = lambda _: None,
) -> tuple[Bundle, Mapping[str, int]]:
    """Return a bundle whose passages count in its ``texts``, and what could not be brought there.

    With ``named`` it has the names that the texts mention, too. ``tell`` is told how many documents
    were read.

    The texts are the sources, or the cleaned articles; a passage that no view of the article shows
    is lost from the latter, and one whose words are not in its source any more from both.
    """
    losses: Counter[str] = Counter()
    texts: dict[str, str] = {}
    excerpts: dict[str, Excerpt] = {}
    for number, document in enumerate(bundle.documents):
        tell(number)
        try:
            source = workspace.document(document.path).source
            excerpts[document.path] = (
                Excerpt.whole(source)
                if kind == "source"
                else workspace.article(document.path).excerpt
            )
        except CorpusError:
            losses["documents that can't be read"] += 1
            continue
        texts[document.path] = excerpts[document.path].text
    tell(len(bundle.documents))
    passages = _in_texts(workspace, bundle.passages, excerpts, "passages", losses)
    suggested = _in_texts(workspace, bundle.suggested, excerpts, "suggestions", losses)
    names = {path: _names(workspace, path, excerpts[path]) for path in texts} if named else {}
    bundle = replace(bundle, passages=passages, suggested=suggested, texts=texts, names=names)
    return bundle, +losses


def as_shown(
    workspace: Workspace, bundle: Bundle, tell: Callable[[int], object] = lambda _: None
) -> Bundle:
    """Return a bundle whose passages have the words that their articles show, and their pages.

    Their places are as they were.

    ``tell`` is told how many documents were read.
    """
    passages: list[PassageItem] = []
    pages: dict[str, str] = {}
    own = of_documents((document.path for document in bundle.documents), bundle.passages)
    for number, (path, found) in enumerate(own.items()):
        tell(number)
        for one in found:
            span = Span(one.start, one.end)
            quote = shown_quote(workspace, path, span, one.quote)
            passages.append(replace(one, quote=quote))
            pages[one.id] = pages_of(workspace, path, span, one.quote)
    return replace(bundle, passages=tuple(passages), pages=pages)


def _in_texts(
    workspace: Workspace,
    passages: Iterable[P],
    excerpts: Mapping[str, Excerpt],
    what: str,
    losses: Counter[str],
) -> tuple[P, ...]:
    """Return passages, called ``what``, with their places in excerpts; count what has none."""
    found = []
    for passage in passages:
        if passage.document not in excerpts:
            losses[f"{what} of documents that can't be read"] += 1
            continue
        span = Span(passage.start, passage.end)
        excerpt = excerpts[passage.document]
        shown = excerpt.from_source(span)
        if span.of(workspace.document(passage.document).source) != passage.quote:
            losses[f"{what} whose words are not in their text any more"] += 1
        elif shown is None:
            losses[f"{what} that the cleaned article does not show"] += 1
        else:
            quote = shown.of(excerpt.text)
            if quote != passage.quote:  # it is the cleaned article, then
                article = workspace.article(passage.document)
                is_cut, is_bare = article.hides_words(span), _loses_blanks(passage.quote, quote)
                is_shorter = excerpt.to_source(shown) != span
                losses[f"{what} partly hidden in clean text"] += is_cut
                losses[f"blanks at the ends of {what}"] += is_bare
                losses[f"markup at the ends of {what}"] += is_shorter and not (is_cut or is_bare)
            found.append(passage.at(excerpt.text, shown.start, shown.end))
    return tuple(found)


def _loses_blanks(quote: str, shown: str) -> bool:
    """Tell whether a quote begins or ends with a blank and its shown words don't."""
    pairs = ((quote[:1], shown[:1]), (quote[-1:], shown[-1:]))
    return any(before.isspace() and not after.isspace() for before, after in pairs)


def _names(workspace: Workspace, path: str, excerpt: Excerpt) -> tuple[tuple[int, int, str], ...]:
    """Return the names of a document in a text of it, without those that overlap an earlier one."""
    found: list[tuple[int, int, str]] = []
    for mention in workspace.names.mentions(path):
        shown = excerpt.from_source(Span(mention.start, mention.end))
        if shown and (not found or shown.start >= found[-1][1]):
            found.append((shown.start, shown.end, mention.type.value))
    return tuple(found)
