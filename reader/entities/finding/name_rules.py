"""Names found by lists and by the words around them: what is known before any training."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reader.entities.finding.gazetteer import Gazetteer
from reader.entities.finding.tokens_of_text import TokenisedText
from reader.entities.mention import Type

_LINKS = frozenset(["of", "for", "on", "and", "de", "the", "in", "&", "-"])
_PARTICLES = frozenset(
    ["de", "del", "da", "di", "van", "von", "der", "den", "bin", "ibn", "al", "el", "la", "le", "-"]
)
_ARTICLES = frozenset(["The", "A", "An", "THE"])
_LONGEST_RUN = 12  # words


class RuledName(NamedTuple):
    """A name of ``type`` that covers the words ``[first, stop)``."""

    first: int
    stop: int
    type: Type


def names(
    words: TokenisedText, texts: Sequence[str], lists: Gazetteer, taken: Sequence[bool]
) -> Iterator[RuledName]:
    """Yield the names among ``words`` in order, leaving out words that are ``taken`` already.

    ``texts`` are the words as they would be spelled in running text.
    """
    barred = [
        took or opens or text in _ARTICLES
        for took, opens, text in zip(taken, words.opens, texts, strict=True)
    ]
    reader = _RuleReader(texts, words.opens, barred, words.headlines, lists)
    open_to_names = [
        at
        for at, text in enumerate(texts)
        if (text[0].isupper() or text in lists.longest)
        and not taken[at]
        and text[0].isalpha()
        and text not in _ARTICLES
    ]
    stop = 0
    for at in open_to_names:
        found = reader.name(at) if at >= stop else None
        if found is not None:
            yield found
            stop = found.stop


@dataclass(frozen=True, slots=True)
class _RuleReader:
    """The words of a text as they are read for names, and what is known of each."""

    texts: Sequence[str]
    opens: Sequence[bool]  # where a sentence opens
    barred: Sequence[bool]  # where no name goes on
    headline: Sequence[bool]  # where every word has a capital
    lists: Gazetteer

    def name(self, at: int) -> RuledName | None:
        """Return the name that begins at a word, None if none does."""
        phrase = self._phrase(at)
        if self.headline[at] or not self.texts[at][0].isupper():
            return phrase
        stop, head = self._run(at)
        if phrase is not None and phrase.stop < stop:
            tail = self._phrase(phrase.stop)
            if tail is not None and tail.stop == stop and tail.type is not Type.ORG:
                return phrase
        if head is not None and stop > at + 1 and (phrase is None or stop > phrase.stop):
            return RuledName(at, stop, head)
        if phrase is not None and (
            phrase.type is not Type.LOC or stop == phrase.stop or phrase.stop > at + 1
        ):
            return phrase
        return self._named_person(at, phrase)

    def _named_person(self, at: int, phrase: RuledName | None) -> RuledName | None:
        """Return the person that begins at a word, else ``phrase``, else an acronym."""
        text = self.texts[at]
        is_given = text in self.lists.given
        if text in self.lists.titles and not (self.opens[at] and is_given):
            return phrase
        end = self._person(at)
        titled = at > 0 and self.texts[at - 1] in self.lists.titles
        is_initial = len(text) == 2 and text[1] == "."
        if end > at + 1 and (is_given or titled or is_initial):
            return RuledName(at, end, Type.PER)
        if phrase is not None:
            return phrase
        if titled and len(text) > 2 and self.texts[at - 1][0].isupper():
            return RuledName(at, end, Type.PER)
        if text.isupper() and 2 < len(text) < 7 and not self.opens[at]:
            return None if text in self.lists.nonames else RuledName(at, at + 1, Type.ORG)
        return None

    def _phrase(self, at: int) -> RuledName | None:
        """Return the longest name of the lists that begins here."""
        longest = min(self.lists.longest.get(self.texts[at], 0), len(self.texts) - at)
        for length in range(longest, 0, -1):
            entry = self.lists.phrases.get(" ".join(self.texts[at : at + length]))
            if entry is not None and not any(self.barred[at + 1 : at + length]):
                return RuledName(at, at + length, entry.type)
        longest = 1
        while longest < 3 and self._goes_on(at + longest):
            longest += 1
        for length in range(longest, 0, -1):
            if " ".join(self.texts[at : at + length]) in self.lists.cities:
                return RuledName(at, at + length, Type.LOC)
        return None

    def _goes_on(self, at: int) -> bool:
        """Tell whether a city's name may have a further word here."""
        text = self.texts[at] if at < len(self.texts) and not self.barred[at] else ""
        return text[:1].isupper() or text in _PARTICLES

    def _run(self, at: int) -> tuple[int, Type | None]:
        """Return the end of the capitalised words from ``at`` on, and the meaning of their head."""
        stop, head = at, None
        here = at
        while here < min(len(self.texts), at + _LONGEST_RUN) and not (
            self.barred[here] and here > at
        ):
            text = self.texts[here]
            if (
                text in self.lists.titles
                and here + 1 < len(self.texts)
                and text not in self.lists.heads
            ):
                break
            kind = self.lists.heads.get(text)
            if text[0].isupper() or (kind is not None and here > at):
                stop = here + 1
                head = kind if kind is not None else head
                if kind is not None and text[0].islower():
                    break
            elif not (text in _LINKS and head is not None):
                break
            here += 1
        if head is not None:
            # What follows the head without a link ("Boeing Co. Chicago") isn't part of the name.
            last = max(n for n in range(at, stop) if self.lists.heads.get(self.texts[n]) is head)
            if last + 1 < stop and self.texts[last + 1] not in _LINKS:
                stop = last + 1
        return stop, head

    def _person(self, at: int) -> int:
        """Return the end of a person's name that begins here."""
        stop = at
        here = at
        while here < min(len(self.texts), at + 5) and not (self.barred[here] and here > at):
            text = self.texts[here]
            if text[0].isupper() and (here == at or text not in self.lists.titles):
                stop = here + 1
            elif text.lower() not in _PARTICLES or here == at:
                break
            here += 1
        return stop
