"""Words of an article with where they come from, ready to be pasted elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.settings import CITATION_FIELDS
from reader.text import Span, visible

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace

PLAIN, MARKDOWN = "plain", "markdown"
_FIELD = re.compile(rf"\{{({'|'.join(CITATION_FIELDS)})\}}")
# Characters of Markdown that would set a title or a name in another way.
_MARKUP = re.compile(r"([\\`*_\[\]<>])")


def citation(workspace: Workspace, document: str, span: Span, form: str, words: str = "") -> str:
    """Return the words on ``span`` of a document, with its citation.

    ``words`` are those that are shown there, where the source has them in another form (markup).
    ``form`` is ``plain``, ``markdown``, or a template in which ``{quote}``, ``{author}``,
    ``{title}``, ``{source}``, ``{date}``, ``{url}``, ``{document}``, ``{page}``, ``{start}`` and
    ``{end}`` stand for what they name (offsets in code points of the source; pages are those of
    documents that have some).
    """
    summary, whole = workspace.summary(document), workspace.document(document)
    quote, pages = visible(words or span.of(whole.source)), whole.pages_on(span)
    fields = {
        "quote": quote,
        "author": summary.byline,
        "title": summary.title,
        "source": summary.source,
        "date": summary.dated(),
        "url": summary.url,
        "document": document,
        "page": pages,
        "start": str(span.start),
        "end": str(span.end),
    }
    if form not in (PLAIN, MARKDOWN):
        return _FIELD.sub(lambda match: fields[match[1]], form)
    numbers = [document, f"p. {pages}" if pages else "", f"{span.start}–{span.end}"]
    place = ", ".join(filter(None, numbers))
    if form == PLAIN:
        parts = [
            summary.byline,
            f"“{summary.title}”",
            summary.source,
            summary.dated(),
            summary.url,
            place,
        ]
        return f"“{quote}”\n— {', '.join(part for part in parts if part)}\n"
    title = f"*{_escaped(summary.title)}*"
    linked = f"[{title}](<{summary.url}>)" if summary.url else title
    parts = [
        _escaped(summary.byline),
        linked,
        _escaped(summary.source),
        summary.dated(),
        f"`{place}`",
    ]
    quoted = "\n".join(f"> {line}".rstrip() for line in quote.splitlines())
    return f"{quoted}\n>\n> — {', '.join(part for part in parts if part)}\n"


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)
