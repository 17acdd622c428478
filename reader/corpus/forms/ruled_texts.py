"""Several texts in one file, parted by rules, form feeds, the marks of a wire or their heads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, zip_longest

from reader.corpus.forms.form import Part, text_in
from reader.corpus.forms.repeated_heads import BY, RULE, texts_in
from reader.corpus.reading import Reading
from reader.text import Format
from reader.text.dates.written_dates import day_of

_ROW = rf"[ \t]*{RULE}[ \t]*"
# A rule, or a heading of the first level in Markdown, which is part of what it stands over.
_BREAK = re.compile(rf"\n(?:{_ROW}(?=\r?\n)|(?=#[ \t]))|\f")
_BELOW_RULE = re.compile(rf"\n{_ROW}\r?\n\s*#[ \t]")
# Where a text may begin that nobody signs: below a rule that stands alone or right under the end
# of a sentence, at a heading, below three empty lines, or on a new page.
_SEAM = re.compile(rf"(?:\n[ \t]*|[.!?…。\"”’»])\r?\n{_ROW}\r?\n|\n(?=#[ \t])|(?:\n\r?){{4,}}|\f")
# A number over each text, counted from 1.
COUNTED = re.compile(
    r"^[ \t#*]*(?:articles?|artikel|artículo|articolo|artigo|texte?|texto|testo|story|beitrag|item|"
    r"record:?|do[ck]umento?)[ \t]+(?P<number>\d{1,4})[.:*]*[ \t]*\r?$|^[ \t]*(?:記事|文章|기사) ?"
    r"(?P<cjk>\d{1,4})\s*$",
    re.MULTILINE | re.IGNORECASE,
)
# What stands over each text of a news wire (IPTC 7901), or of several files that ``head`` or
# ``tail`` printed, and how it begins.
_OVER_MESSAGE = re.compile(r"^(?:ZCZC.*|==> \S.* <==[ \t]*\r?)$", re.MULTILINE)
_MESSAGES_BEGIN = ("ZCZC", "==> ")
_WIRE_ENDS = re.compile(r"^NNNN[ \t]*\r?$", re.MULTILINE)
# What a collection of articles calls itself.
DIGEST = re.compile(
    r"\b(?:newsletter|briefing|digest|clippings?|press review|Pressespiegel|"
    r"Presseschau|revue de presse|rassegna stampa|revista de prensa)\b",
    re.IGNORECASE,
)
_TITLE_OVER_HEADING = re.compile(r"\s*#[ \t](?P<title>.*)\s+(?P<level>##?)[ \t]")
# A title with its number and a day, and where its outlet may stand.
_BRACKETED = re.compile(
    r"^\[(?P<number>\d{1,4})\][ \t]+(?P<said>\S.{4,200}?)[ \t]*\r?$", re.MULTILINE
)
_TITLE_AND_SOURCE = re.compile(r"(?P<title>.+)\s[-–—|]\s(?P<source>[^,]+),")
_NUMBER_OF_PAGE = re.compile(r"^\W*\d+\W*|\W*\d+\W*$")
_FILLED_ROW = re.compile(r"^.*\S.*$", re.MULTILINE)
_LAST_RULE = re.compile(rf"\n{_ROW}\Z")
_BY = re.compile(BY)
_ENDS_SENTENCE = (".", "!", ":", ";", ",")
# In characters: of a head, its title and what signs it.
_LONGEST_HEAD, _LONGEST_TITLE, _LONGEST_SIGNATURE = 1000, 200, 80
_SHORTEST, _SHORTEST_TOLD = 200, 100  # of a text with its head that is split off, or told of


def are_several(start: bytes) -> bool:
    """Tell by its beginning that a file holds several texts, each with a head of its own."""
    if start.lstrip().startswith(tuple(map(str.encode, _MESSAGES_BEGIN))):
        return len(_messages(start.decode("utf-8", "replace"))) > 1
    if start.lstrip().startswith(b"[1] "):
        return len(_bracketed(start.decode("utf-8", "replace"))) > 1
    # Most files are told by their first lines, and there may be 100,000 of them.
    has_head = _has_head(start[:_LONGEST_HEAD].decode("utf-8", "replace"))
    text = start.decode("utf-8", "replace")
    return (has_head and len(_starts(text)) > 1) or texts_in(text).are_sure


def count_in(text: str) -> int:
    """Count the texts that a file likely holds: each below a head of its own.

    Without a rule over it a head has both who wrote the text and when, and below a rule a heading
    of the first level will do, if the file begins with one.
    """
    if messages := _messages(text):
        return len(messages)
    start = text[:_LONGEST_HEAD]
    if start.lstrip().startswith("# ") and (below := len(_BELOW_RULE.findall(text))):
        return 1 + below
    if dated := _dated_titles(text):
        return dated
    repeated = texts_in(text)
    sure = len(repeated.starts) if repeated.are_sure else 0
    if not _has_head(start):
        return sure
    return max(sure, len(_starts(text, _SHORTEST_TOLD)), _signed_heads(text))


def count_titled(text: str) -> int:
    """Count the texts that a file may hold: each below a title, by rules, headings or what repeats.

    They may be the sections of one, but none is a mere appendix, as what is told about a company.
    """
    counted = COUNTED.finditer(text) if COUNTED.match(text) else ()
    numbers = [int(match["number"] or match["cjk"]) for match in counted]
    if len(numbers) > 1 and numbers == [*range(1, len(numbers) + 1)]:
        return len(numbers)
    over = _TITLE_OVER_HEADING.match(text)
    if over and DIGEST.search(over["title"]):
        pieces = re.split(rf"^{over['level']}[ \t]", text[over.end() :], flags=re.MULTILINE)
        return len(pieces) if min(map(len, pieces)) >= _SHORTEST_TOLD else 0
    ends = (0, *(found.end() for found in _SEAM.finditer(text)), len(text))
    pieces = [piece for start, end in pairwise(ends) if (piece := text[start:end].strip())]
    return len(pieces) if _are_titled(pieces) else len(texts_in(text).starts)


def _are_titled(pieces: Sequence[str]) -> bool:
    """Tell whether each of several texts has a title of its own, and none is an appendix."""
    sizes = sorted(map(len, pieces))
    if len(pieces) < 2 or sizes[0] < _SHORTEST_TOLD:
        return False
    heads = (piece[:_LONGEST_HEAD].splitlines() for piece in pieces)
    titles = {
        _NUMBER_OF_PAGE.sub("", head)  # what stands over each page is no title either
        for head, *below in heads
        if _is_title(head) and not any(below[:1])
    }
    return len(titles) == len(pieces) and (len(pieces) > 2 or 2 * sizes[0] > sizes[1])


def parts(data: bytes, reading: Reading) -> Iterator[Part]:
    """Yield each text, and what stands over the first one."""
    found = text_in(data, reading)
    if bracketed := _bracketed(found.text):
        yield from (part.decoded_as(found) for part in bracketed)
        return
    ruled = _starts(found.text, _SHORTEST_TOLD)
    starts = sorted({0, *(ruled if len(ruled) > 1 else texts_in(found.text).starts)})
    headed = (found.text[start:end] for start, end in pairwise((*starts, len(found.text))))
    for whole in _messages(found.text) or headed:
        if text := without_last_rule(whole):
            kind = Format.MARKDOWN if text.startswith(("#", "**")) else Format.TEXT
            yield Part(text, {}, format=kind).decoded_as(found)


def _bracketed(text: str) -> list[Part]:
    """Return the texts below titles with a number and a day; none of another file."""
    heads = [*_BRACKETED.finditer(text)] if text.lstrip().startswith("[1] ") else []
    if [int(head["number"]) for head in heads] != [*range(1, len(heads) + 1)]:
        return []
    parts = []
    for head, after in zip_longest(heads, heads[1:]):
        body = text[head.end() : after.start() if after else None].strip()
        day = day_of(head["said"])
        if day is None or (after and len(body) < _SHORTEST_TOLD):
            return []
        named = _TITLE_AND_SOURCE.match(head["said"])
        title = named or {"title": head["said"], "source": ""}
        fields = {"title": title["title"], "source": title["source"], "date": day.iso}
        parts.append(Part(body, fields, problem="" if body else "has no text"))
    return parts


def _messages(text: str) -> list[str]:
    """Return the texts between the marks of a wire or over files; none of another file."""
    if not text[:_LONGEST_HEAD].lstrip().startswith(_MESSAGES_BEGIN):
        return []
    return [_WIRE_ENDS.sub("", message) for message in _OVER_MESSAGE.split(text)[1:]]


def without_last_rule(text: str) -> str:
    """Return a text without the rule below it and the blanks around it."""
    return _LAST_RULE.sub("", text.strip()).strip()


def _starts(text: str, shortest: int = _SHORTEST) -> list[int]:
    """Return the starts of texts that have a head: with the file, below a rule, at a heading.

    What stands over each page of one text is no head of another.
    """
    ends = (0, *(found.end() for found in _BREAK.finditer(text)))
    heads = [end for end in ends if _has_head(text[end : end + _LONGEST_HEAD])]
    titles: set[str] = set()
    for start in tuple(heads):
        first = text[start : start + _LONGEST_HEAD].strip().partition("\n")[0]
        title = _NUMBER_OF_PAGE.sub("", first.strip())
        if text[start - 1 : start] == "\f" and title in titles:
            heads.remove(start)
        titles.add(title)
    return [start for start, end in pairwise((*heads, len(text))) if end - start >= shortest]


def _signed_heads(text: str) -> int:
    """Count the lines that who wrote a text and when stand right below, each over a text."""
    rows = [(match.start(), match[0].strip()) for match in _FILLED_ROW.finditer(text)]
    heads = [
        at
        for (at, title), (_, first), (_, second) in zip(rows, rows[1:], rows[2:], strict=False)
        if _is_title(title)
        and is_signature(first)
        and is_signature(second)
        and (_BY.match(first) or _BY.match(second))
        and bool(day_of(first)) != bool(day_of(second))
    ]
    return sum(end - at >= _SHORTEST_TOLD for at, end in pairwise((*heads, len(text))))


def _dated_titles(text: str) -> int:
    """Count the titles that stand apart, each over a day and a text, if the first text has one."""
    first = islice(_FILLED_ROW.finditer(text), 2)
    if not _is_dated(*(match[0] for match in first)):
        return 0
    rows = [*_FILLED_ROW.finditer(text)]
    heads = [
        title.start()
        for over, title, day in zip([None, *rows], rows, rows[1:], strict=False)
        if (over is None or title[0].startswith("##") or _stands_apart(text, over, title))
        and _is_dated(title[0], day[0])
    ]
    long = sum(end - at >= _SHORTEST_TOLD for at, end in pairwise((*heads, len(text))))
    return long if long > 1 else 0


def _stands_apart(text: str, over: re.Match[str], row: re.Match[str]) -> bool:
    """Tell whether there are two empty lines over a row."""
    return text.count("\n", over.end(), row.start()) > 2


def _is_dated(title: str = "", day: str = "") -> bool:
    """Tell whether a title stands over no more than a day, with what it is said of."""
    is_title = _is_title(title.strip().lstrip("#"))
    return is_title and len(day.strip()) <= _LONGEST_SIGNATURE and day_of(day) is not None


def _has_head(text: str) -> bool:
    """Tell whether a text begins with a title, and who wrote it or when right below."""
    title, *below = [*islice(filter(None, map(str.strip, text.splitlines())), 3)] or [""]
    return _is_title(title) and any(map(is_signature, below))


def _is_title(row: str) -> bool:
    is_part = row.startswith("##") or row.endswith(_ENDS_SENTENCE)
    return len(row) <= _LONGEST_TITLE and not is_part and not is_signature(row)


def is_signature(row: str) -> bool:
    """Tell whether a line is no more than who wrote a text, or when."""
    return len(row) <= _LONGEST_SIGNATURE and bool(_BY.match(row) or day_of(row))
