"""Scars that copying left in a text, mended for display: ``Ukraine s``, ``donâ€™t``.

A mended stretch is a run with what is shown in its place, so offsets stay and the raw view shows
the source. Where a text may be right as it stands, it is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reader.cleaning.article import Article, Block, Style, StyledRun
from reader.lazy import lazy_re

# What the bytes 80 to BF, of which all but the first of a UTF-8 character are, are in Windows-1252.
_BYTES = {bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte for byte in range(0x80, 0xC0)}
# In Latin-1, and in the five that Windows-1252 leaves out, the bytes to 9F are control characters.
_REST = f"[{re.escape(''.join(_BYTES))}\x80-\x9f]"
# Punctuation and signs (U+2000 to U+213F), emoji, and the letters of Western Europe. Right is Ã
# before a quotation mark, after another capital: «AMANHû.
_MOJIBAKE = lazy_re(
    rf"â[€‚„\x80\x82\x84]{_REST}|ðŸ{_REST}{{2}}|(?<![A-ZÀ-Þ])[ÂÃ]{_REST}|Ã(?![‘’“”«»–—…]){_REST}"
)
_LOST_APOSTROPHE = lazy_re(
    r"\b(?:(?P<owner>[^\W\d_]{2,}) s|"
    r"(?:do|did|does|is|was|are|were|could|would|should|has|have|had)n t)"
    r"(?= (?P<next>[a-z]+)\b)",
    re.IGNORECASE,
)
# Beside these an "s" may be a letter, a quantity or the name of something.
_BEFORE = frozenset(
    """a all an and any are as at be both but by class double each either equals every figure final
    first for from given group has if in initial into is its last let letter letters level like long
    no not of on one or orbital or our over per plural section series short silent single size small
    some sound such suffix table than that the their then these this those to two type under until
    variable when where whether which while with without word words your""".split()  # noqa: SIM905
)
_AFTER = frozenset(
    """a an and are as at be but by can denotes equals for from has in into is means nor of on or
    orbital orbitals plus sound stands than that the to was were when which with""".split()  # noqa: SIM905
)
_ENGLISH = lazy_re(r"\b(?:the|of|and)\b", re.IGNORECASE)
_ENGLISH_SHARE = 1 / 25  # of the words


def repaired(article: Article) -> Article:
    """Return the article with its scars mended, as replacements that its runs show.

    There are two kinds: UTF-8 that was read as Windows-1252 or Latin-1, wherever reading it back
    gives a character; and in English an apostrophe that became a blank. That is mended after a
    name, and after another word only in a text that has a scar of the other kinds too.
    """
    texts = [article.source[run.start : run.end] for run in _plain_runs(article)]
    words = sum(text.count(" ") + 1 for text in texts)
    english = sum(len(_ENGLISH.findall(text)) for text in texts) >= _ENGLISH_SHARE * words
    scarred = any(True for text in texts for _ in _scars(text, english=english, scarred=False))
    if not scarred:
        return article

    def mended(block: Block) -> Block:
        runs = (each for run in block.runs for each in _split(article.source, run, english=english))
        return replace(block, runs=tuple(runs))

    return replace(article, blocks=tuple(mended(block) for block in article.blocks))


def _plain_runs(article: Article) -> Iterator[StyledRun]:
    return (run for block in article.blocks for run in block.runs if _is_plain(run))


def _is_plain(run: StyledRun) -> bool:
    return run.shown is None and not run.style & Style.CODE


def _split(source: str, run: StyledRun, *, english: bool) -> Iterator[StyledRun]:
    """Yield the runs that a run of a scarred text becomes."""
    cursor = run.start
    if _is_plain(run):
        for start, end, shown in _scars(source[run.start : run.end], english=english, scarred=True):
            if cursor < run.start + start:
                yield StyledRun(cursor, run.start + start, None, run.style)
            cursor = run.start + end
            yield StyledRun(run.start + start, cursor, shown, run.style)
    if cursor < run.end:
        yield replace(run, start=cursor)


def _scars(text: str, *, english: bool, scarred: bool) -> list[tuple[int, int, str]]:
    """Return the scars of a text in order: where each begins and ends, and what was there."""
    found = [
        (*match.span(), character)
        for match in _MOJIBAKE.finditer(text)
        if (character := _read_back(match[0]))
    ]
    for match in _LOST_APOSTROPHE.finditer(text) if english else ():
        owner = match["owner"]
        if owner is None or (
            (owner[0].isupper() or scarred)
            and match[0].endswith("s")
            and match["next"].islower()
            and owner.lower() not in _BEFORE
            and match["next"] not in _AFTER
        ):
            found.append((match.end() - 2, match.end() - 1, "’"))
    return sorted(found)


def _read_back(text: str) -> str:
    """Return the character whose UTF-8 bytes are ``text`` in Windows-1252; empty for none."""
    first = text[0].encode("latin-1")
    rest = (_BYTES.get(character) or ord(character) for character in text[1:])
    character = (first + bytes(rest)).decode("utf-8", "ignore")
    return character if character.isprintable() or character.isspace() else ""
