"""Sentences of a running text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.lazy import lazy_pattern
from reader.text.dates.months import MONTHS, SHORT_MONTHS
from reader.text.spans import Span

if TYPE_CHECKING:
    import regex

# A sentence ends at one of these, with closing quotes and brackets after it.
_CLOSING = r"""(?:[\p{Pe}\p{Pf}"'’”»]|[«“](?=\s)|[\u00a0\u202f\u2009 ]»)*"""
_END = lazy_pattern(
    rf"""([.!?…؟۔।]+){_CLOSING}(?=\s+)|[。！？]+[\p{{Pe}}\p{{Pf}}"'’”»]*|\n\s*\n|\n(?=\s*\S)"""
)
_WORDS = """adm art av ave brig capt cf cmdr co col corp cpl dept dr ed eds fig fr gen gov hon inc
    jr lt ltd maj messrs mr mrs ms mt no pp pres prof pvt rep rev sen sept sgt sr st supt univ vol
    vs vt e.g i.e a.m p.m bzw evtl inkl mio mrd nr tsd u.a usw z.b d.h mln mld núm pág"""
_ABBREVIATIONS = {*_WORDS.split(), *SHORT_MONTHS} - {"may"}
# German ranks end with a full stop. A number is one after these words, or before a month.
_BEFORE_RANK = frozenset(
    """ab am bis dem den der des die im seit vom zum zur""".split()  # noqa: SIM905
)
_MONTHS = {*MONTHS["de"], "jänner"} - {*MONTHS["en"]}
_RANK = lazy_pattern(r"(?:(\p{L}+)\s+)?(?:(\p{L}+)\s+)?(\p{Nd}{1,2})$")
_NEXT_WORD = lazy_pattern(r"\s+(\p{L}+)")
# After these a sentence may well end; only a small letter says that it goes on.
_MAY_END = frozenset(["a.m", "p.m", "co", "corp", "inc", "jr", "ltd", "no", "sr"])
_FOLLOWING = lazy_pattern(r"\s*[\p{Ps}\p{Pi}\"'“‘]*(.?)")
_LAST_WORD = lazy_pattern(r"[\p{L}\p{M}.]+$")
# Also the doubled ones of Spanish: EE. UU.
_INITIALS = lazy_pattern(r"(?:\p{Lu}\.)*\p{Lu}|(\p{Lu})\1")


def sentences(text: str) -> list[Span]:
    """Return the sentences of ``text``, without the blanks around them.

    A line break ends a sentence: callers pass blocks whose soft line breaks are blanks already.
    """
    spans: list[Span] = []
    start = 0
    for end in sentence_ends(text):
        covered = text[start:end]
        sentence = covered.strip()
        if sentence:
            first = start + covered.index(sentence[0])
            spans.append(Span(first, first + len(sentence)))
        start = end
    return spans


def sentence_ends(text: str) -> list[int]:
    """Return the ends of the sentences of ``text``, with the blanks before the next one.

    Between two ends there may be nothing but blanks; the last one is the end of the text.
    """
    ends: list[int] = []
    start = 0
    for match in _END.finditer(text):
        mark = match[1]
        if not mark or _ends(text, start, match, mark):
            start = match.end()
            ends.append(start)
    return [*ends, len(text)]


def _ends(text: str, start: int, match: regex.Match[str], mark: str) -> bool:
    """Tell whether the ``mark`` that ``match`` found ends the sentence begun at ``start``."""
    end = match.end()
    after = text[end + 1 : end + 2]
    if not after.isalpha():  # there are more blanks, or quotation marks
        following = _FOLLOWING.match(text, end)
        after = following[1] if following else ""
    if after.islower():
        # Small letters go on after an abbreviation, an ellipsis and a quoted question.
        return False
    if mark != ".":
        return True
    stop = match.start()
    word = _last_word(text[max(start, stop - 20) : stop])
    if not word:
        return not _is_rank(text, max(start, stop - 40), stop)
    last = word.lower()
    if last in _ABBREVIATIONS:
        return last in _MAY_END and not after.isdigit()
    # "U.S. officials" and "J. Smith" go on; "in the U.S. The talks" can't be told apart, and
    # joining two sentences does less harm than tearing a name.
    return not (word[-1].isupper() and _INITIALS.fullmatch(word))


def _is_rank(text: str, start: int, stop: int) -> bool:
    """Tell whether the number before ``stop`` is a rank: *am 14. Mai*, *der 2. Senat*."""
    if not text[stop - 1 : stop].isdigit():
        return False
    found, following = _RANK.search(text[start:stop]), _NEXT_WORD.match(text, stop + 1)
    if not found or not following:
        return False
    earlier, before = (word.lower() if word else "" for word in found.group(1, 2))
    earlier, before = (earlier, before) if before else ("", earlier)
    if following[1].lower() in _MONTHS:
        return True
    return before in _BEFORE_RANK and earlier != "i"  # "I am 14."


def _last_word(text: str) -> str:
    """Return the letters, and dots between them, that ``text`` ends with."""
    word = text[text.rfind(" ") + 1 :]
    if word.isalpha():  # as nearly always, and quickly told
        return word
    found = _LAST_WORD.search(text)
    return found[0] if found else ""
