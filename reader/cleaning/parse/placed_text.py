"""Text that a page writes in one form within another, as HTML in JSON, with its places in the page.

A form is undone by ``decoded``, the outer one first; each character keeps its place in the source.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from reader.cleaning.article import StyledRun

_REFERENCE = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,40});")
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}(?:\\u[dD][c-fC-F][0-9a-fA-F]{2})?|.)", re.DOTALL)
_ENDING = r"p|div|br|h[1-6]|li|ul|ol|tr|table|blockquote|quote|list|olist|section|figure"
_ELEMENT = re.compile(
    r"<(?P<silent>script|style)\b[^<>]{0,300}>[^<]{0,10000}</(?P=silent)>|"
    rf"</?(?P<ends>{_ENDING})\b[^<>]{{0,500}}>|</?[a-zA-Z][^<>]{{0,500}}>",
    re.IGNORECASE,
)
# BBCode (https://www.bbcode.org): what shows a picture or a film has its address within.
_BBCODE = re.compile(
    r"\[(?P<silent>img|video|youtube|previewyoutube)\b[^\[\]]{0,300}\]"
    r"[^\[\]]{0,500}\[/(?P=silent)\]|"
    rf"\[/?(?P<ends>{_ENDING}|\*)(?:[=\s][^\[\]]{{0,500}})?\]|"
    r"\[/?(?:b|i|u|s|url|color|size|code|spoiler|strike|noparse)(?:[=\s][^\[\]]{0,500})?\]",
    re.IGNORECASE,
)
_ROW = re.compile(r"[^\n]*[^\s][^\n]*")


class PlacedText(NamedTuple):
    """A text, and where in a source each of its characters begins and ends."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def part(self, start: int, end: int) -> PlacedText:
        """Return the characters from ``start`` to ``end``."""
        return PlacedText(self.text[start:end], self.starts[start:end], self.ends[start:end])


def placed(source: str, start: int, end: int) -> PlacedText:
    """Return a span of a source as it is written."""
    return PlacedText(source[start:end], range(start, end), range(start + 1, end + 1))


def without_references(written: PlacedText) -> PlacedText:
    """Return a text with the characters that its references name (``&quot;``)."""
    return _decoded(written, _REFERENCE, lambda match: html.unescape(match[0]))


def without_escapes(written: PlacedText) -> PlacedText:
    """Return what a string of JSON says."""
    return _decoded(written, _ESCAPE, _unescaped)


def paragraphs(written: PlacedText) -> Iterator[PlacedText]:
    """Yield the paragraphs of a text that may hold HTML or BBCode, without its marks."""
    plain = _decoded(written, _ELEMENT, _ended)
    if "[/" in plain.text:
        plain = _decoded(plain, _BBCODE, _ended)
    plain = without_references(plain)
    for row in _ROW.finditer(plain.text):
        blank = len(row[0]) - len(row[0].lstrip())
        yield plain.part(row.start() + blank, row.start() + len(row[0].rstrip()))


def runs_of(source: str, text: PlacedText) -> tuple[StyledRun, ...]:
    """Return the runs that show a text at its places."""
    runs: list[StyledRun] = []
    for character, start, end in zip(*text, strict=True):
        last = runs[-1] if runs else None
        if end - start == 1 and source[start] == character:
            if last and last.shown is None and last.end == start:
                runs[-1] = StyledRun(last.start, end)
            else:
                runs.append(StyledRun(start, end))
        elif last and last.shown is not None and (last.start, last.end) == (start, end):
            runs[-1] = StyledRun(start, end, last.shown + character)
        else:
            runs.append(StyledRun(start, end, character))
    return tuple(runs)


def _decoded(
    written: PlacedText, form: re.Pattern[str], meaning: Callable[[re.Match[str]], str]
) -> PlacedText:
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def take(text: PlacedText) -> None:
        parts.append(text.text)
        starts.extend(text.starts)
        ends.extend(text.ends)

    cursor = 0
    for match in form.finditer(written.text):
        take(written.part(cursor, match.start()))
        cursor = match.end()
        shown = meaning(match)
        first, last = written.starts[match.start()], written.ends[cursor - 1]
        take(PlacedText(shown, [first] * len(shown), [last] * len(shown)))
    if not cursor:
        return written
    take(written.part(cursor, len(written.text)))
    return PlacedText("".join(parts), starts, ends)


def _unescaped(match: re.Match[str]) -> str:
    escape = match[0]
    if escape[1] in '"\\/bfnrt' or (escape[1] == "u" and len(escape) >= 6):
        character: str = json.loads(f'"{escape}"')
        return "�" if character[0] >= "\ud800" and character[0] <= "\udfff" else character
    return escape[1:]


def _ended(match: re.Match[str]) -> str:
    return "\n" if match["ends"] else ""
