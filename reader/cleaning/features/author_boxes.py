"""Find the boxes about the author that a page has below or beside its text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.cleaning.features.element_features import path_of
from reader.cleaning.parse.lines import Line
from reader.cleaning.wording.line_wording import ends_sentence

# The label of a box about the author, which has so many lines below it at most. Of 44 such labels
# in ../shared/bench/cleaning (dev), and of the lines below them, none is an article's.
_AUTHOR_BOX = re.compile(
    r"(?:(?:more\s)?about\sthe\sauthors?|meet\sthe\sauthor|über\s(?:den|die)\s(?:autor(?:in|en)?)|"
    r"zu[mr]?\s(?:autor(?:in)?|person)|à\spropos\sde\sl['’]auteure?|sobre\s(?:el|la)\sautora?)\W*",
    re.IGNORECASE,
)
_BOX, _BOX_DEPTH = 3, 3  # lines; elements around them
# What names the element of such a box, and how a paragraph about a person begins where none does.
_BOXES = frozenset("author authors autor autorin auteur autore bio biography profile".split())  # noqa: SIM905
_PERSON = re.compile(
    r"(?:[^\W\d_a-z][\w.'’-]{0,30},?\s(?:[a-z]{2,3}\s|\(\d\d\)\s)?){1,7}(?:"
    r"is|was|has|have|writes?|works?|covers?|lives?|joined|ist|war|hat|schreibt|arbeitet|lebt|"
    r"est|a|écrit|es|ha|escribe|è|scrive|Jahrgang|geboren|born)\s|"
    r"(?:I|I['’]m|My|Hi|Hello|He|She|They|The\sauthor|Er|Sie|Ich|Der\sAutor|Die\sAutorin|Il|Elle)\b"
)
_WRITES = re.compile(r"(?:schreibt|writes|écrit|escribe|scrive)\s", re.IGNORECASE)
# How one begins that says no name.
_TRADE = re.compile(
    r"(?:Dziennikar(?:z|ka)|Redaktor(?:ka)?|Reporter(?:ka|in)?|Repórter|Jornalista|Giornalista|Periodista|"
    r"Journalist(?:e|in)?|Redakteur(?:in)?|Redactora?|Redacteur|Verslagg[ae]ver)\s"
)
_PRONOUN = re.compile(
    r"\b(?:he|she|his|her|I|my|er|sie|ihre?n?|seine?n?|il|elle|él|ella)\b", re.IGNORECASE
)


def labels_author(line: Line) -> bool:
    """Tell whether a line is the label of a box about the author."""
    return len(line.text) < 40 and line.level != 1 and bool(_AUTHOR_BOX.fullmatch(line.text))


def labelled_box(lines: Sequence[Line], label: int) -> list[int]:
    """Return the sentences below the label of a box about the author that are in the box.

    They are those of its element, where that is named for the author, else those that tell of a
    person: a heading of the article may say the same as the label.
    """
    above = path_of(lines[label - 1].within) if label else ()
    around = (each for each in path_of(lines[label].within) if each not in above)
    named = {each for each in around if not _BOXES.isdisjoint(each.words)}
    boxed: list[int] = []
    for index in range(label + 1, min(len(lines), label + 1 + _BOX)):
        line = lines[index]
        if not ends_sentence(line.text):
            continue  # it may name the author
        is_in = not named.isdisjoint(path_of(line.within))
        is_of_person = _PERSON.match(line.text) or (boxed and _PRONOUN.search(line.text))
        if not (is_in if named else is_of_person):
            break
        boxed.append(index)
    return boxed


def signed_box(lines: Sequence[Line], shown: Sequence[int], byline: str) -> list[int]:
    """Return the last of the lines shown where they are a box about who wrote them.

    It has no label, but tells of the name in the byline, or stands in an element named for one, or
    apart from the text and begins with what the author is.
    """
    boxed: list[int] = []
    for index in reversed(shown[-_BOX:]):
        text, path = lines[index].text, path_of(lines[index].within)
        if not path:
            break  # what a text says of its author without markup is its own
        above = [path_of(lines[i].within) for i in shown[-len(boxed) - 3 : -len(boxed) - 1]]
        is_apart = len(above) == 2 and not set(above[0]).intersection(above[1]).issubset(path)
        if is_apart and _TRADE.match(text) and ends_sentence(text):
            boxed.append(index)
            continue
        tells = bool(_PERSON.match(text) or _WRITES.match(text)) and ends_sentence(text)
        is_own = bool(byline) and text.startswith(byline)
        if not (tells and (is_own or any(_BOXES & each.words for each in path[:_BOX_DEPTH]))):
            break
        boxed.append(index)
    return boxed if len(boxed) < len(shown) else []
