"""Tags of thousands of attributes, which no page has that is not hostile."""

from __future__ import annotations

import re

# Real tags have up to a hundred. libxml2 compares each attribute with all before it (seen in its
# 2.14): up to here that takes no longer than the rest of what is done with a page.
_MOST_ATTRIBUTES = 5_000
_TAG = re.compile(
    r"(?P<start><[a-zA-Z][^\s/>]*+)"
    r"(?P<rest>(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?)*+)"
)
_ATTRIBUTE = re.compile(r"[^\s/>=]++")


def without_crowded_tags(source: str) -> str:
    """Return a source of HTML in which tags of very many attributes have none."""
    return _TAG.sub(_slimmed, source)


def _slimmed(match: re.Match[str]) -> str:
    rest = match["rest"]
    if len(rest) <= _MOST_ATTRIBUTES or len(_ATTRIBUTE.findall(rest)) <= _MOST_ATTRIBUTES:
        return match[0]
    return match["start"]
