"""Downloads whose articles have a line of source and day below each headline.

So do NewsBank and Genios, which name fields below that line, and so did ProQuest before it named
any.
"""

from __future__ import annotations

import re
from itertools import pairwise

from reader.corpus.dates import iso_date
from reader.corpus.forms.form import Part
from reader.corpus.forms.press_article import article_of, unknown
from reader.corpus.forms.press_marks import NEWSBANK, OLDER_PROQUEST

_OVER = r"^(?:[=_]{20,}[ \t]*\n\s*)?(?:\d+\.[ \t]*\n\s*)?(?P<title>\S.*)\n\s*"
_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8} \d{4})"
_HEAD_OF_NEWSBANK = re.compile(
    rf"{_OVER}(?P<source>\S.*?)(?: \([^()\n]*\))? - (?:[A-Z][a-z]+day, )?(?P<date>{_DAY})[ \t]*$",
    re.MULTILINE,
)
_HEAD_OF_ACCESS = re.compile(  # the newer NewsBank
    rf"{_OVER}(?P<date>{_DAY}) \| (?P<source>\S.*?)(?: \([^()\n]*\))?[ \t]*$", re.MULTILINE
)
_FROM_GENIOS = r"(?P<source>\S[^\n]{0,80}?),? vom (?P<date>\d\d?\.\d\d?\.\d{4})\b[^\n]*"
# Not one below the text, over the number of the document.
_HEAD_OF_GENIOS = re.compile(
    rf"{_OVER}Quelle:[ \t]*{_FROM_GENIOS}$(?!(?:\n[ \t]*\w[\w/ ]{{2,25}}:.*)*\n\s*Dokumentnummer:)",
    re.MULTILINE,
)
# There the line stands over the headline, too.
_HEAD_OVER_GENIOS = re.compile(
    rf"^(?!Quelle:)(?P<line>{_FROM_GENIOS})\n\s*(?P<title>\S.*)$"
    r"(?=(?s:.){0,40000}?^Quelle:[ \t]*(?P=line)[ \t]*$)",
    re.MULTILINE,
)
# A source may have its edition behind it, and a place its state.
_HEAD_OF_PROQUEST = re.compile(
    rf"{_OVER}(?:(?P<byline>\S.*)\. )?(?P<source>(?!\()[^.\n]+)\. (?:\(.*\)\. )?"
    rf"(?:(?!\. )[^:\n])+: (?P<date>{_DAY})\.(?:.*\bpg\..*)?[ \t]*$",
    re.MULTILINE,
)
# Several may stand in a row, with bars between them.
_FIELD = re.compile(
    r"(?:^|(?<=\| ))[ \t]*(?P<name>[A-Z][\w/ ]{2,25}):[ \t]*(?P<value>.*?)[ \t]*"
    r"(?:\| (?=[A-Z][\w/ ]{2,25}: |\d+ Words)|$\n?)(?:\d+ Words[ \t]*\n)?(?:OpenURL Link[ \t]*\n)?",
    re.MULTILINE,
)
_NAMED = (_HEAD_OF_NEWSBANK, _HEAD_OF_ACCESS, _HEAD_OF_GENIOS, _HEAD_OVER_GENIOS)
_BYLINES = ("author/byline", "author", "autor")
_BODY_OF_PROQUEST = re.compile(OLDER_PROQUEST, re.MULTILINE)
# What stands below the text.
_BELOW = re.compile(
    r"^[ \t]*(?:(?:Caption|Memo|Index [Tt]erms|Record(?: Number)?|Copyright|OpenURL Link):.*"
    r"|Quelle:.* vom \d.*|Dokumentnummer:.*|Alle Rechte vorbehalten\b.*"
    r"|• Citation .*|\(c\) Copyright \d{4}, .*"
    r"|\[(?:Illustration|Photograph)\]|Indexing \(document details\)|[=_]{20,})[ \t]*$",
    re.MULTILINE,
)
_OF_NEWSBANK = re.compile(NEWSBANK, re.MULTILINE)


def is_from(text: str) -> bool:
    """Tell whether a text is such a download."""
    return bool(_OF_NEWSBANK.search(text) or _BODY_OF_PROQUEST.search(text)) and bool(_heads(text))


def pieces(text: str) -> list[str]:
    """Return the articles, and what stands over the first one."""
    starts = (0, *(head.start() for head in _heads(text)), len(text))
    return [text[start:end] for start, end in pairwise(starts)]


def article(piece: str) -> Part:
    """Read an article: its headline, the line below it, fields and the text."""
    heads = _heads(piece)
    if not heads:
        return unknown(piece)
    head = heads[0]
    named = []
    start = head.end() + 1
    if head.re is not _HEAD_OF_PROQUEST:
        while field := _FIELD.match(piece, start):
            named.append(field)
            start = field.end()
    elif body := _BODY_OF_PROQUEST.search(piece):
        start = body.end()
    below = _BELOW.search(piece, start)
    end = below.start() if below else len(piece)
    named += _FIELD.finditer(piece, end)
    fields = {field["name"].lower(): field["value"].strip() for field in named}
    return article_of(
        piece[start:end],
        piece,
        title=head["title"].strip(),
        byline=next(filter(None, map(fields.get, _BYLINES)), "")
        or head.groupdict().get("byline", ""),
        date=iso_date(head["date"]),
        source=head["source"],
        section=fields.get("section", "") or fields.get("ressort", ""),
    )


def _heads(text: str) -> list[re.Match[str]]:
    if _BODY_OF_PROQUEST.search(text):
        return list(_HEAD_OF_PROQUEST.finditer(text))
    return max((list(form.finditer(text)) for form in _NAMED), key=len)
