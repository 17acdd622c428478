"""The targets of links in a text: of HTML, of Markdown, or written out."""

from __future__ import annotations

import re
from html import unescape

# A link is sought so many characters around an offset.
_AROUND = 2_000
_OPENED = re.compile(
    r"""<a\s[^<>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE
)
_CLOSED = re.compile(r"</a\b", re.IGNORECASE)
_MARKDOWN = re.compile(r"""\[[^\[\]\n]*\]\(\s*<?([^()<>\s]+)>?[^()\n]*\)""")
_WRITTEN = re.compile(r"""https?://[^\s<>"'()\[\]]*[^\s<>"'()\[\].,;:!?]""", re.IGNORECASE)


def link_target(source: str, offset: int) -> str:
    """Return the target of the link that stands at an offset of a source; empty where none does."""
    start = max(0, offset - _AROUND)
    around = source[start : offset + _AROUND]
    at = offset - start
    opened = max(_OPENED.finditer(around, 0, at + 1), key=re.Match.start, default=None)
    if opened is not None and not _CLOSED.search(around, opened.end(), at + 1):
        return unescape(next(filter(None, opened.groups()), "")).strip()
    for form, group in ((_MARKDOWN, 1), (_WRITTEN, 0)):
        for found in form.finditer(around):
            if found.start() <= at < found.end():
                return found[group]
    return ""
