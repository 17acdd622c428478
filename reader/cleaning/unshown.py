"""The text of a page that shows little of it before its scripts run: what it gives to machines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from heapq import nlargest

from reader.cleaning.article import Block, Role
from reader.cleaning.metadata.json_ld import declared_body
from reader.cleaning.parse.html_lines import html_lines
from reader.cleaning.parse.placed_text import (
    PlacedText,
    paragraphs,
    placed,
    runs_of,
    without_escapes,
    without_references,
)
from reader.cleaning.wording.line_wording import NOTICES, ends_sentence, is_furniture, same, units
from reader.text import Excerpt, found_words

# What a page shows is little where it has fewer words, and where another text has so many times
# as many.
_FEW, _TIMES = 30, 3
# Sentences of so many words are prose. A string named for a body has so much of it at least,
# any other and an element so much.
_SENTENCE, _LEAST_BODY, _LEAST = 8, 20, 60
_MOST = 200_000  # characters of a string; what is longer is no text
_LOOKED_AT = 12  # strings, those with most blanks
_SHORTEST, _BLANKS = 80, 12  # characters, and blanks among them, of a string that is looked at
_UNSHOWN = ("noscript", "template", "textarea", "svg")
_OPENINGS = {
    tag: re.compile(rf"<{tag}\b{unless}[^<>]{{0,500}}>", re.IGNORECASE)
    for tag, unless in (*((tag, "") for tag in _UNSHOWN), ("script", r"(?![^<>]{0,300}ld\+json)"))
}
_ATTRIBUTE = re.compile(r"=\s*(?:\"(?P<double>[\[{][^\"]{100,})\"|'(?P<single>[\[{][^']{100,})')")
_STRING = re.compile(r'"(?P<key>[\w.:$-]{1,60})"\s*:\s*"(?P<value>(?:[^"\\]|\\.)*+)"', re.DOTALL)
_BODY = re.compile(r"body|content|text|html|article|story|markdown", re.IGNORECASE)
_IN_LD = "text from the page's JSON-LD"
_IN_ELEMENT = "text from a part that browsers hide"
_IN_STATE = "text from data of the page"


def with_unshown(source: str, blocks: Sequence[Block], *, guessed: bool) -> tuple[list[Block], str]:
    """Return the blocks of a page with the text that it does not show, if that is most of it.

    With it goes a note; it is empty where the page shows its text. What is shown of that text
    already is hidden, so that nothing is said twice, and all where it is ``guessed`` and the page
    declares its article.
    """
    body = (block.runs for block in blocks if block.role.is_body)
    words = units(Excerpt.of(source, body).text)
    said = [
        Block(Role.HEADING if title else Role.PARAGRAPH, runs_of(source, each), 3 if title else 0)
        for title, written in declared_body(source)
        for each in paragraphs(written)
    ]
    if said and _size(source, said) > _TIMES * words:
        shown = [_hidden(block) for block in blocks] if guessed else blocks
        return _joined(source, shown, said), _IN_LD
    if words >= _FEW:
        return list(blocks), ""
    least = _LEAST if words else _LEAST_BODY
    for found, note in ((_in_elements(source, least), _IN_ELEMENT), (_in_state(source), _IN_STATE)):
        if found and _size(source, found) > _TIMES * words:
            return _joined(source, blocks, found), note
    return list(blocks), ""


def _joined(source: str, blocks: Sequence[Block], said: Sequence[Block]) -> list[Block]:
    told = same(_text(source, said))
    shown = [_hidden(block) if same(_text(source, [block])) in told else block for block in blocks]
    return sorted((*shown, *said), key=lambda block: block.start)


def _hidden(block: Block) -> Block:
    return Block(Role.BOILERPLATE, block.runs) if block.role.is_body else block


def _text(source: str, blocks: Sequence[Block]) -> str:
    return Excerpt.of(source, (block.runs for block in blocks)).text


def _size(source: str, blocks: Sequence[Block]) -> int:
    return units(_text(source, blocks))


def _prose(texts: Sequence[str]) -> int:
    """Return the number of words in sentences; none in a notice of cookies or the like."""
    if len(NOTICES.intersection(word.lower() for t in texts for word in found_words(t))) > 1:
        return 0
    return sum(size for t in texts if ends_sentence(t) and (size := units(t)) >= _SENTENCE)


def _in_elements(source: str, least: int) -> list[Block]:
    """Return the text of the element with most prose among those that show none as lines.

    It has so many words at the least.
    """
    best: list[Block] = []
    most = least - 1
    for start, end in (each for tag in _UNSHOWN for each in _inner(source, tag)):
        lines = [
            line
            for line in html_lines(source, start, end)
            if line.linked < 0.5 and line.level != 1 and not is_furniture(line.text)
        ]
        if (prose := _prose([line.text for line in lines])) > most:
            roles = (
                line.role if line.role and line.role.is_body else Role.PARAGRAPH for line in lines
            )
            best = [Block(r, line.runs, line.level) for r, line in zip(roles, lines, strict=True)]
            most = prose
    return best


def _in_state(source: str) -> list[Block]:
    """Return the longest prose among the strings of a page's scripts and attributes."""
    best: list[PlacedText] = []
    most = 0
    strings = nlargest(_LOOKED_AT, _strings(source), key=lambda each: each[0].text.count(" "))
    for text, least in strings:
        found = list(paragraphs(without_escapes(text)))
        prose = _prose([each.text for each in found])
        if prose >= least and prose > most:
            best, most = found, prose
    return [Block(Role.PARAGRAPH, runs_of(source, each)) for each in best]


def _strings(source: str) -> Iterator[tuple[PlacedText, int]]:
    """Yield what may be a text of the page, and the least number of words that make it one."""
    for data in _data(source):
        for string in _STRING.finditer(data.text):
            size = len(string["value"])
            if _SHORTEST <= size <= _MOST and string["value"].count(" ") >= _BLANKS:
                least = _LEAST_BODY if _BODY.search(string["key"]) else _LEAST
                yield data.part(*string.span("value")), least


def _data(source: str) -> Iterator[PlacedText]:
    for start, end in _inner(source, "script"):
        yield placed(source, start, end)
    for value in _ATTRIBUTE.finditer(source):
        yield without_references(placed(source, *value.span(value.lastgroup or 0)))


def _inner(source: str, tag: str) -> Iterator[tuple[int, int]]:
    """Yield what is in each element of a kind, up to the first end tag of the kind."""
    closing = re.compile(rf"</{tag}\b", re.IGNORECASE)
    at = 0
    while opened := _OPENINGS[tag].search(source, at):
        closed = closing.search(source, opened.end())
        if closed is None:
            return
        at = closed.end()
        yield opened.end(), closed.start()
