"""The speaker that a text names for a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from reader.duplicates.align.entity_names import TITLES, is_possessive, same_entity
from reader.duplicates.align.listed_names import WITHOUT_CAPITALS
from reader.duplicates.align.sentence_words import SentenceWords
from reader.text.languages.language import UNSPACED, is_function_word
from reader.text.numbers.quantity import ORDINAL
from reader.text.tokens import comparable, plainly_spelled
from reader.text.word_tables import word_table

# Words for saying, in the forms that news has them in.
_VERBS = word_table("reader.duplicates.align", "verbs of saying")
_JAPANESE_SAYING = re.compile(
    "(?:[とう」])(?:述べ|語っ|話し|言っ|いう|発表し|説明し|強調し|指摘し|訴え|答え|明らかにし)"
)
# Japanese words behind somebody who does something.
_TOPICS = frozenset(["は", "が"])
# Words before somebody whose words a sentence has.
_ACCORDING = word_table("reader.duplicates.align", "according to")
_AROUND = word_table("reader.duplicates.align", "around speakers")
_HELPERS = frozenset(_AROUND["helpers"])
# Words that do not tell who spoke.
_NOBODY = frozenset(_AROUND["nobody"])
# Words that end the naming of a speaker behind the verb.
_STOPS = frozenset(_AROUND["stops"])
_ADVERBS = frozenset(
    ["also", "only", "later", "then", "now", "still", "just", "however", "meanwhile", "s"]
)
_ARTICLES = frozenset(_AROUND["articles"])

# Languages in which the word for *according to* is *second* too.
_SECOND = ("it", "pt")
# Words for those who give news and are not named, behind which their place may stand, and the
# Russian words between what an office says and its name.
_UNNAMED_SOURCES = frozenset(_AROUND["sources"])
_IN_OFFICE = ("в", "во")
# Words that speak for somebody who was named elsewhere.
_SUBJECTS = frozenset(_AROUND["subjects"])
# Words that make somebody else of whom they stand before.
_RANKS = frozenset("deputy vice former ex acting assistant under junior opposition".split())  # noqa: SIM905
# Words between somebody and whom they speak for.
_FOR = frozenset("for of from by für von pour de du des por del per di da voor van för".split())  # noqa: SIM905
# Those of these words that are in no name.
_FOR_SOMEBODY = frozenset("for für pour por per voor för".split())  # noqa: SIM905
_SPOKESMAN = re.compile("spokes(?:wo)?man")

# Somebody who has no name is told in so many words; what is longer is something else.
_UNNAMED = 4
# Marks between a quotation and who said it.
_COMMA = frozenset(",،、，—–")
# A speaker is named in so many words; so many verbs of a sentence are looked at.
_MOST = 8


@dataclass(frozen=True, slots=True)
class OtherSpeaker:
    """Two speakers who are not the same: the words ``[start, end)`` of either sentence.

    They are ``sure`` where both are named, and have no name in common.
    """

    a: tuple[int, int]
    b: tuple[int, int]
    sure: bool


def other_speaker(one: SentenceWords, other: SentenceWords) -> OtherSpeaker | None:
    """Return the two speakers where both sentences have one, and it is not the same one."""
    mine, theirs = _speaker(one), _speaker(other)
    if mine is None or theirs is None:
        return None
    who, other_who = _who(one, mine), _who(other, theirs)
    if not who or not other_who or _is_same(one, who, other, other_who):
        return None
    names, other_names = _names(one, who), _names(other, other_who)
    sure = bool(names and other_names) and names.isdisjoint(other_names)
    return OtherSpeaker(mine, theirs, sure)


def _names(side: SentenceWords, who: Set[int]) -> Set[str]:
    """Return the names of a speaker.

    There is none where somebody speaks for another one, or where an owner, a role ("maker of the
    Ford") or letters alone stand for somebody.
    """
    words = [side.word(at) for at in sorted(who)]
    last = words[-1]
    # Per and Pro are names, too
    lower = {side.plain[at] for at in range(min(who), max(who)) if side.word(at)[0].islower()}
    is_role = any(
        side.plain[at] in _FOR and side.word(at - 1)[0].islower()
        for at in range(min(who) + 1, max(who))
    )
    if is_possessive(last) or not _FOR_SOMEBODY.isdisjoint(lower):
        return frozenset()
    if side.language in WITHOUT_CAPITALS:
        return set(map(_bare, words)) - TITLES
    if is_role or last.isupper() or not last[0].isupper():
        return frozenset()
    return {_bare(word) for word in words if word[0].isupper()} - TITLES


def _speaker(side: SentenceWords) -> tuple[int, int] | None:
    """Return the words that name who speaks: up to the verb, or behind it."""
    if side.language == "ja":
        return _topic(side)
    verbs = _VERBS.get(side.language, ())
    tried = 0
    for at, word in enumerate(side.plain):
        is_verb = word in verbs or (side.language == "zh" and _pair(side, at) in verbs)
        if not is_verb or side.quoted[at]:
            continue
        tried += 1
        if at and side.plain[_start(side, at)] in _SUBJECTS and not side.quoted[at - 1]:
            return None
        found = _before(side, at) or (_behind(side, at + 1) if _is_turned(side, at) else None)
        if (
            found is None
            and word.endswith("ли")
            and "".join(side.plain[at + 1 : at + 2]) in _IN_OFFICE
        ):
            found = _behind(side, at + 2)
        if found:
            return found
        if tried == _MOST:
            return None
    return _source(side) or _behind_quotation(side)


def _pair(side: SentenceWords, at: int) -> str:
    """Return a sign with the one behind it."""
    return "".join(side.plain[at : at + 2])


def _topic(side: SentenceWords) -> tuple[int, int] | None:
    """Return the words before the first Japanese particle of a sentence in which somebody says."""
    if not _JAPANESE_SAYING.search(side.sentence.of(side.text)):
        return None
    for at, word in enumerate(side.plain):
        if word in _TOPICS and not side.quoted[at]:
            start = at
            while start and not side.quoted[start - 1] and not side.gap(start).strip():
                start -= 1
            start += side.plain[start] == "と"
            return (start, at) if start < at <= start + 2 * _MOST else None
    return None


def _behind_quotation(side: SentenceWords) -> tuple[int, int] | None:
    """Return the words that name, by a capital letter, who stands behind what is quoted at first.

    One word stands between at most, whatever it means: *"No", quipped Lund*.
    """
    at = next((at for at, quoted in enumerate(side.quoted) if not quoted), 0)
    if at == 0 or _COMMA.isdisjoint(side.gap(at)) or side.plain[at] in _SUBJECTS:
        return None
    at += side.plain[at] in _HELPERS
    if at < len(side.plain) and is_function_word(side.plain[at], side.language):
        return None
    found = _behind(side, at + side.word(at)[0].islower()) if at < len(side.plain) else None
    named = found and any(side.word(one)[0].isupper() for one in range(*found))
    return found if named else None


def _source(side: SentenceWords) -> tuple[int, int] | None:
    """Return the words that name according to whom a sentence speaks."""
    phrases = [phrase.split() for phrase in _ACCORDING.get(side.language, ())]
    for at in range(len(side)):
        said = next((one for one in phrases if side.plain[at : at + len(one)] == one), None)
        end = at + len(said or ())
        if said is None or side.quoted[at] or end == len(side):
            continue
        # *secondo* and *segundo* are second elsewhere
        opens = at == 0 or side.gap(at).strip() or side.word(end)[0].isupper()
        if opens or side.language not in _SECOND:
            found = _behind(side, end)
            if found and _ends_clause(side, found[1]):
                return _trimmed(side, end, _end_of_name(side, *found))
            return _trimmed(side, end, _end_of_first_name(side, end))
    return None


def _end_of_name(side: SentenceWords, start: int, end: int) -> int:
    """Return where the naming of somebody ends: another clause may follow without a mark."""
    for at in range(start + 1, end):
        word, before = side.plain[at], side.plain[at - 1]
        is_named = side.word(at - 1)[0].isupper() and side.word(at)[0].islower()
        is_clause = word in _ARTICLES | _SUBJECTS and before not in _FOR | _ARTICLES
        if is_clause or (side.language == "de" and is_named and word not in _FOR):
            return at
    return end


def _ends_clause(side: SentenceWords, end: int) -> bool:
    """Tell whether a mark, or nothing, stands behind the word before ``end``."""
    return end == len(side) or bool(side.gap(end).strip())


def _end_of_first_name(side: SentenceWords, start: int) -> int:
    """Return the end of the first name, or role, from a word on."""
    end = start + (side.plain[start] in _ARTICLES) + 1
    while end < len(side) and side.word(end)[0].isupper() and not side.gap(end).strip():
        end += 1
    return end


def _start(side: SentenceWords, verb: int) -> int:
    """Return the first of the words before a verb that no mark parts from it."""
    start = verb
    while start and not side.quoted[start - 1] and not side.gap(start).strip():
        start -= 1
    return start


def _is_turned(side: SentenceWords, verb: int) -> bool:
    """Tell whether a verb may stand before who speaks; in English only behind what is said."""
    return side.language != "en" or bool(
        verb == 0 or side.quoted[verb - 1] or side.gap(verb).strip()
    )


def _before(side: SentenceWords, verb: int) -> tuple[int, int] | None:
    end = verb
    if end and side.plain[end - 1] in _HELPERS and not side.gap(end).strip():
        end -= 1
    start = _start(side, verb)
    if end > 1 and side.gap(end).strip() == ")" and side.gap(end - 1).strip() == "(":
        end -= 1  # the World Bank (WB) said
        start = _start(side, end - 1)
    return _trimmed(side, start, end) if start < end <= start + _MOST else None


def _behind(side: SentenceWords, start: int) -> tuple[int, int] | None:
    end = start
    while end < len(side.plain) and end - start < _MOST and not side.quoted[end]:
        is_stop = side.plain[end] in _STOPS or (side.language == "es" and side.plain[end] == "a")
        is_stop = is_stop and not (end > start and side.plain[end - 1] in _UNNAMED_SOURCES)
        if side.gap(end).strip(" -‐\n") or is_stop or side.is_day(end):
            break
        end += 1
    return _trimmed(side, start, end)


def _trimmed(side: SentenceWords, start: int, end: int) -> tuple[int, int] | None:
    """Return the words from an article to the last one that tells who it is."""
    who = _who(side, (start, end))
    named = side.language in UNSPACED or any(side.word(at)[0].isupper() for at in who)
    if not who or (len(who) > _UNNAMED and not named):
        return None
    first = min(who)
    if first > start and side.plain[first - 1] in _ARTICLES:
        first -= 1
    return first, max(who) + 1


def _who(side: SentenceWords, places: tuple[int, int]) -> Set[int]:
    """Return the places of the words that tell who it is, without how many they are."""
    last = places[1] - 1  # behind a name it belongs to that: the maker of the Model 3
    counts = {
        at
        for one in side.quantities
        if one.unit != ORDINAL
        for at in range(one.start, one.end)
        if at != last or at == places[0] or not side.word(at - 1)[0].isupper()
    }
    return {
        at
        for at in range(*places)
        if at not in counts
        and side.plain[at] not in _NOBODY | _ADVERBS
        and not side.is_day(at)
        and not (
            side.language == "en" and side.plain[at].endswith("ly") and side.word(at)[0].islower()
        )
        and not is_function_word(side.plain[at], side.language)
    }


def _is_same(one: SentenceWords, mine: Set[int], other: SentenceWords, theirs: Set[int]) -> bool:
    """Tell whether two speakers are one: a name may be longer, and have a title."""
    a, b = ([side.word(at) for at in sorted(at)] for side, at in ((one, mine), (other, theirs)))
    whole_a, whole_b = (set(map(_bare, words)) for words in (a, b))
    bare_a, bare_b = whole_a - TITLES, whole_b - TITLES
    more = bare_a ^ bare_b
    if not more:
        return bool(bare_a) or whole_a == whole_b
    if not (bare_a <= bare_b or bare_b <= bare_a):
        return _ends_in_one_name(a, b, one.language)
    if _is_named([word for word in (*a, *b) if _bare(word) in more]):
        return True  # "the mayor" may be called by name, too
    if not bare_a or not bare_b:
        return False
    # "officials" and "federal officials", "Quintero" and "prison spokesman Quintero"; but "Brandt"
    # and "Brandt's lawyer", "Harlow" and "a spokesman for Harlow", a mayor and the deputy mayor
    side, where = (one, mine) if len(a) > len(b) else (other, theirs)
    speaks_for = _is_named(min(a, b, key=len)) and not _FOR.isdisjoint(
        side.plain[min(where) : max(where)]
    )
    return _bare(a[-1]) == _bare(b[-1]) and not speaks_for and not more & _RANKS


def _ends_in_one_name(a: Sequence[str], b: Sequence[str], language: str) -> bool:
    """Tell whether two speakers are one by what differs: "a spokesman for" a name and another."""
    same = 0
    while same < min(len(a), len(b)) - 1 and _bare(a[same]) == _bare(b[same]):
        same += 1
    a, b = a[same:], b[same:]
    return _is_named(a) and _is_named(b) and same_entity(a, b, language)


def _bare(word: str) -> str:
    return _SPOKESMAN.sub("spokesperson", plainly_spelled(comparable(word)).removesuffix("'s"))


def _is_named(words: Sequence[str]) -> bool:
    return all(word[0].isupper() for word in words)
