"""Tokens of an HTML source: tags and text with their places, in time that grows with its length.

Follows the tokenizer of the HTML standard (https://html.spec.whatwg.org, section 13.2.5) as far as
lines of text need it. A comment or a tag with attributes that never ends is the last thing of a
page that was cut off there; what else never ends (as in "x <y") is text from its beginning on.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

_OPENS = r"<(?:(?P<end>/)?(?P<name>[a-zA-Z][^\s/>]{0,100})%s|(?P<other>[!?/]))"
# A quoted value is one only after "=": a stray quotation mark ends nothing.
_REST = r"(?P<rest>(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?)*+>)?"
_TOKEN, _ENDLESS_TAG = re.compile(_OPENS % _REST), re.compile(_OPENS % "(?P<rest>(?!))?")
_COMMENT_END, _END = re.compile("--!?>"), re.compile(">")
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s/>=][^\s/>=]*+)"
    r"(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s>]*+)))?"
)
# What stands in a tag behind its name, and in no sentence.
_HAS_ATTRIBUTES = re.compile(r"\s+[\w:.@-]+\s*=\s*[\"'\w]")
# Elements that hold text alone, up to their own end.
_RAW = frozenset(["script", "style", "textarea", "title", "xmp", "iframe", "noembed"])


class HtmlToken(NamedTuple):
    """A tag (``name`` in lower case) or, without a name, text: ``source[start:end]``."""

    start: int
    end: int
    name: str = ""
    closes: bool = False
    attributes: str = ""


def html_tokens(source: str, start: int, end: int) -> Iterator[HtmlToken]:
    """Yield the tags and the text between them of ``source[start:end]``, in order."""
    endless: set[str] = set()  # what is opened from here on and does not end before ``end``
    form = _TOKEN
    at = text = start
    while match := form.search(source, at, end):
        closes, name, rest, _ = match.groups()
        closed = match.end() if rest else None
        if name and not rest:
            form = _ENDLESS_TAG  # what does not end here does not end below
        elif not name:
            closed = _end_of(source, match, end, endless)
        if closed is None and _is_cut_off(source, match):
            end = match.start()
            break
        if closed is None:
            at = match.end()
            continue
        begin = match.start()
        if text < begin:
            yield HtmlToken(text, begin)
        if name:
            name = name.lower()
            yield HtmlToken(begin, closed, name, bool(closes), rest[:-1])
        at = text = closed
        if name in _RAW and not closes:
            inner = _raw_end(source, name, closed, end, endless)
            if inner > closed:
                yield HtmlToken(closed, inner)
            at = text = inner
    if text < end:
        yield HtmlToken(text, end)


def _is_cut_off(source: str, match: re.Match[str]) -> bool:
    """Tell whether what begins and never ends is markup, and no sign in a sentence."""
    if match["other"]:
        return source.startswith("!--", match.start() + 1)
    return bool(_HAS_ATTRIBUTES.match(source, match.end()))


def without_comments(source: str) -> str:
    """Return a source with blanks in the place of its comments.

    What begins within a script, as a word of its code, is no comment beyond its end.
    """
    parts: list[str] = []
    at = end = 0
    while (start := source.find("<!--", at)) >= 0:
        if end < start:
            end = source.find("-->", start)
        if end < 0:
            break
        stop = source.find("</script", start, end)
        blank = stop < 0
        stop = end + len("-->") if blank else stop
        parts += (source[at:start], " " * (stop - start) if blank else source[start:stop])
        at = stop
    return "".join((*parts, source[at:]))


def attributes_of(token: HtmlToken) -> dict[str, str]:
    """Return the attributes of a tag by name in lower case, the first of equal names."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(token.attributes):
        value = double or single or bare
        found.setdefault(name.lower(), html.unescape(value) if "&" in value else value)
    return found


def attribute_span(token: HtmlToken, name: str) -> tuple[int, int] | None:
    """Return the span in the source of the quoted value of an attribute of a tag."""
    start = token.end - 1 - len(token.attributes)
    for match in _ATTRIBUTE.finditer(token.attributes):
        group = "double" if match["double"] else "single"
        if match["name"].lower() == name and match[group]:
            return start + match.start(group), start + match.end(group)
    return None


def _end_of(source: str, match: re.Match[str], end: int, endless: set[str]) -> int | None:
    """Return the place behind a comment or declaration; None where it does not end."""
    is_comment = source.startswith("!--", match.start() + 1)
    closing = _COMMENT_END if is_comment else _END
    if closing.pattern in endless:
        return None
    found = closing.search(source, match.start() + (2 if is_comment else 1), end)
    if found is None:
        endless.add(closing.pattern)
        return None
    return found.end()


def _raw_end(source: str, name: str, start: int, end: int, endless: set[str]) -> int:
    """Return the place of the end tag of an element that holds text alone.

    Where there is none, the element ends at once: what follows is read as markup.
    """
    if name in endless:
        return start
    match = re.compile(rf"</{name}[\s/>]", re.IGNORECASE).search(source, start, end)
    if match is None:
        endless.add(name)
        return start
    return match.start()
