"""Turns of speakers: the paragraphs of a transcript or interview that begin with who speaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from reader.cleaning.parse.lines import Line
from reader.cleaning.wording.line_wording import UNSPACED, ends_sentence

_TURN = re.compile(
    r"(?P<who>[^\W\d_][^:：,\n]{0,40})(?:,[^:\n]{1,60})?(?::\s+|：\s*|:(?=[\u3040-\u9fff]))\S"
)
_FEWEST = 2  # who speaks in a transcript does so again
_FEWEST_ANSWERS, _DENSE = 3, 0.5


def turns(lines: Sequence[Line]) -> frozenset[int]:
    """Return the lines that are turns, or name who speaks below.

    Where somebody speaks again, so are those of who does, and of all whose names are in capitals
    or in Chinese or Japanese, which have none. The topic before a headline ("Marn: New lock") is no
    speaker: a turn ends as a sentence does.
    """
    return frozenset(_speakers(lines))


def speaks(name: str, lines: Sequence[Line]) -> bool:
    """Tell whether somebody of a name speaks in a text."""
    words = {word.casefold() for word in name.split()}
    return any(who.casefold() in words for who in _speakers(lines).values())


def is_question(text: str) -> bool:
    """Tell whether a line is a question behind the name of who asks it."""
    return text.endswith(("?", "？", "؟")) and bool(_TURN.match(text))


def dialogue(lines: Sequence[Line]) -> frozenset[int]:
    """Return the turns of a text where one speaker answers another right below, time and again.

    Labels far apart ("Pros: ...") may be those of several articles.
    """
    spoken = _speakers(lines)
    answers = sum(spoken.get(index + 1, who) != who for index, who in spoken.items())
    is_dense = bool(spoken) and len(spoken) >= _DENSE * (max(spoken) - min(spoken) + 1)
    return frozenset(spoken if is_dense and answers >= _FEWEST_ANSWERS else ())


def _speakers(lines: Sequence[Line]) -> dict[int, str]:
    """Return the surnames of the speakers of turns by line."""
    names: dict[int, str] = {}
    speakers: dict[str, int] = {}  # a headline and its copy are not two turns
    for index, line in enumerate(lines):
        if line.place or (":" not in line.text and "：" not in line.text):
            continue
        is_name = line.text.endswith((":", "：")) and index + 1 < len(lines)
        below = lines[index + 1].text if is_name else ""
        said = f"{line.text} {below}".strip()
        match = _TURN.match(said)
        if match and ends_sentence(said) and speakers.setdefault(said, index) == index:
            names[index] = match["who"]
    surnames = {index: who.split()[-1] for index, who in names.items()}
    times = Counter(surnames.values())
    if max(times.values(), default=0) < _FEWEST:
        return {}
    return {
        index: who
        for index, who in surnames.items()
        if times[who] >= _FEWEST or names[index].isupper() or UNSPACED.match(who)
    }
