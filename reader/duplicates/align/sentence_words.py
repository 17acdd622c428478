"""The words of a sentence, with what is known of each: quoted, part of a name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from reader.duplicates.align.datelines import dateline
from reader.duplicates.align.listed_names import WITHOUT_CAPITALS, find_listed_names
from reader.duplicates.align.quotation_marks import quotations, within
from reader.text import Span, sentences, words
from reader.text.dates.calendar_date import CalendarDate
from reader.text.dates.calendar_dates import calendar_dates
from reader.text.dates.date_row import DateRow
from reader.text.dates.nearness import with_nearness
from reader.text.languages.language import is_function_word, language_of
from reader.text.numbers import units
from reader.text.numbers.quantities import quantities
from reader.text.numbers.quantity import Quantity
from reader.text.tokens import comparable, is_torn, plainly_spelled, unhyphenated

_ARTICLES_WORDS = (
    "der die das des dem den ein eine einen einem einer eines im am zum zur vom beim ins kein "
    "keine sein seine ihre ihr diese dieser dieses alle viele mehr"
)
# German words before a noun: what follows them in capitals is hardly a name.
_ARTICLES = frozenset(_ARTICLES_WORDS.split())
# Marks after which a word has a capital letter anyway.
_OPENING = frozenset('“„"«‘‚「『»›‹:(—–-¿¡•….!?')
# A word in capitals of at most so many letters is an acronym, at the start of a sentence too.
_ACRONYM = 6
# A number of so many figures is part of the name that it follows where such a word comes before:
# elsewhere it counts what comes next (*in Arden 9 people*).
_MODEL, _MODEL_ARTICLES = 2, frozenset(["the", "le", "la", "el", "il", "lo", "het"])
# So many characters of a text tell its language.
_LANGUAGE_SAMPLE = 4000


@dataclass(frozen=True)
class ComparedTexts:
    """Two texts with the names, quotations and sentences in them, and their language."""

    a: str
    b: str
    names_a: tuple[Span, ...]
    names_b: tuple[Span, ...]
    quotations_a: tuple[Span, ...]
    quotations_b: tuple[Span, ...]
    sentences_a: list[Span]
    sentences_b: list[Span]
    language: str

    @classmethod
    def of(cls, a: str, b: str, names_a: Sequence[Span], names_b: Sequence[Span]) -> ComparedTexts:
        """Return the two texts with their sentences and quotations found."""
        sample = f"{a[:_LANGUAGE_SAMPLE]}\n{b[:_LANGUAGE_SAMPLE]}"
        language = language_of(comparable(word.of(sample)) for word in words(sample))
        names = tuple(sorted(names_a)), tuple(sorted(names_b))
        quoted, told = (quotations(a), quotations(b)), (sentences(a), sentences(b))
        return cls(a, b, *names, *quoted, *told, language)

    def words_a(self, sentence: Span) -> SentenceWords:
        """Return the words of a sentence of ``a``."""
        return SentenceWords(self.a, sentence, self.names_a, self.quotations_a, self.language)

    def words_b(self, sentence: Span) -> SentenceWords:
        """Return the words of a sentence of ``b``."""
        return SentenceWords(self.b, sentence, self.names_b, self.quotations_b, self.language)

    def beside_a(self, sentence: Span) -> Iterator[SentenceWords]:
        """Yield the sentences of ``a`` before and behind one."""
        return map(self.words_a, _neighbours(self.sentences_a, sentence))

    def beside_b(self, sentence: Span) -> Iterator[SentenceWords]:
        """Yield the sentences of ``b`` before and behind one."""
        return map(self.words_b, _neighbours(self.sentences_b, sentence))


@dataclass(frozen=True, slots=True)
class NamedWords:
    """A name in a sentence: the words ``[start, end)`` of it."""

    start: int
    end: int


class SentenceWords:
    """The words of a sentence: where they stand, folded (``plain``), and as they are compared.

    ``compared`` have none of the marks that writers may leave out.
    """

    def __init__(
        self,
        text: str,
        sentence: Span,
        names: tuple[Span, ...],
        quoted: tuple[Span, ...],
        language: str,
    ) -> None:
        self.text, self.sentence, self.language = text, sentence, language
        self.places = _whole(text, words(text, sentence.start, sentence.end))
        self.plain = [comparable(unhyphenated(place.of(text))) for place in self.places]
        self.compared = [plainly_spelled(word) for word in self.plain]
        self.quoted = [within(quoted, place) for place in self.places]
        self._known = bool(names)
        self._names = _within_reach(names, sentence)

    def __len__(self) -> int:
        return len(self.places)

    def word(self, at: int) -> str:
        """Return a word as it stands in the text."""
        return self.places[at].of(self.text)

    def gap(self, at: int) -> str:
        """Return the text between a word and the one before it."""
        start = self.places[at - 1].end if at else self.sentence.start
        return self.text[start : self.places[at].start]

    def span(self, start: int, end: int) -> Span | None:
        """Return the span of the words from ``start`` to ``end``, None of no words."""
        return Span(self.places[start].start, self.places[end - 1].end) if start < end else None

    @cached_property
    def dates(self) -> list[CalendarDate]:
        """The dates in the sentence, in order."""
        found = calendar_dates(self.text, self.places, self.plain, self.language)
        return with_nearness(DateRow(self.text, self.places, self.plain), found)

    @cached_property
    def quantities(self) -> list[Quantity]:
        """The numbers in the sentence that are no part of a date or name, in order."""
        taken = {at for date in self.dates for at in range(date.start, date.end)} | self._numbered
        found = quantities(self.text, self.places, self.plain, self.language)
        return [one for one in found if not taken.intersection(range(one.start, one.end))]

    @cached_property
    def _numbered(self) -> set[int]:
        """The numbers that are part of a name: *the Glide 2*, *World War Two*."""
        wars = {at for at in range(1, len(self)) if self.word(at - 1) == "War"}
        return wars | {
            at
            for at in range(2, len(self))
            if self.plain[at].isdigit()
            and len(self.plain[at]) <= _MODEL
            and self.gap(at) == " "
            and self.word(at - 1)[0].isupper()
            and self.plain[at - 2] in _MODEL_ARTICLES
            and not self.is_day(at - 1)
        }

    def _listed_names(self) -> Iterator[NamedWords]:
        """Yield the names that are known in the text, each with the number behind it.

        What begins within a number is none: a scale or unit with a capital, as German has them.
        """
        within_number = {at for one in self.quantities for at in range(one.start + 1, one.end)}
        for name in self._names:
            start = bisect_right(self.places, name.start, key=lambda place: place.end)
            end = bisect_left(self.places, name.end, key=lambda place: place.start)
            if self.language == "de":  # "Zwölf Boote" has a capital letter as all nouns do
                start = next((one.end for one in self.quantities if one.start == start), start)
            if start < end and start not in within_number:
                yield NamedWords(start, end + (end in self._numbered))

    @cached_property
    def names(self) -> list[NamedWords]:
        """The names in the sentence, in order: by capitals where none are known in the text."""
        dates_and_quantities: list[CalendarDate | Quantity] = [*self.dates, *self.quantities]
        taken = {at for one in dates_and_quantities for at in range(one.start, one.end)}
        coded = {at for at in range(len(self)) if at not in taken and _is_code(self.word(at))}
        if self._known:
            names = list(self._listed_names())
            coded -= {at for name in names for at in range(name.start, name.end)}
            names += (NamedWords(at, at + 1) for at in coded)
            return self._with_listed(names, taken)
        named = [
            at in coded or at in self._numbered or (at not in taken and self._is_capital(at))
            for at in range(len(self))
        ]
        found: list[NamedWords] = []
        for at, is_named in enumerate(named):
            if not is_named:
                continue
            if found and found[-1].end == at and self.gap(at) in (" ", "-", "\u00a0", ".", ". "):
                found[-1] = NamedWords(found[-1].start, at + 1)
            else:
                found.append(NamedWords(at, at + 1))
        return self._with_listed(found, taken)

    def _with_listed(self, names: list[NamedWords], taken: set[int]) -> list[NamedWords]:
        """Return names in order, with those that capital letters don't tell."""
        if self.language in WITHOUT_CAPITALS:
            taken = taken.union(*(range(name.start, name.end) for name in names))
            listed = find_listed_names(self.plain, self.language)
            names += (NamedWords(*one) for one in listed if taken.isdisjoint(range(*one)))
        return sorted(names, key=lambda name: name.start)

    def is_day(self, at: int) -> bool:
        """Tell whether a word is part of a date."""
        return any(date.start <= at < date.end for date in self.dates)

    def _is_capital(self, at: int) -> bool:
        """Tell whether a word is a name by its capital letter, not by its place."""
        word, end = self.word(at), self.places[at].end
        if self.text[end : end + 1] in units.UNIT_SIGNS:  # US$, R$
            return False
        if not word[0].isupper() or (
            is_function_word(self.plain[at], self.language)
            and not (word.isupper() and len(word) > 1)  # the WHO
        ):
            return False
        gap = self.gap(at)
        # The full stops of an abbreviation have no blank behind them.
        before = "" if gap == "." else gap.strip()[-1:]
        if at == 0 or before in _OPENING or self._is_behind_dateline(at):
            following = self.word(at + 1) if at + 1 < len(self) else "x"
            if 1 < len(word) <= _ACRONYM and word.isupper() and not following.isupper():
                return True
            return (
                following[0].isupper()
                and self.language != "de"
                and not is_function_word(self.plain[at + 1], self.language)
                and self.gap(at + 1) in (" ", ".", ". ")
            )
        return self.language != "de" or self._is_german_name(at)

    @cached_property
    def _dateline(self) -> Span | None:
        return dateline(self.text, self.sentence)

    def _is_behind_dateline(self, at: int) -> bool:
        """Tell whether a word is the first behind a place in capitals (*NEW DELHI The*)."""
        line = self._dateline
        return line is not None and self.places[at - 1].end <= line.end <= self.places[at].start

    def _is_german_name(self, at: int) -> bool:
        """Tell whether a German noun is a name: no article, number, adjective before it."""
        if 1 < len(self.word(at)) <= _ACRONYM and self.word(at).isupper():
            return True  # die EZB
        before, plain = self.word(at - 1), self.plain[at - 1]
        if plain in _ARTICLES or plain[0].isdigit():
            return False
        if any(one.end == at for one in self.quantities):
            return False
        if self.plain[at].endswith(("ung", "ungen", "heit", "keit", "schaft", "tion", "en")):
            return False
        adjective = before[0].islower() and plain.endswith(("e", "en", "er", "es", "em"))
        if not adjective or is_function_word(plain, "de"):
            return True
        # "sagte Lund", but "die alte Halle"
        return plain.endswith(("te", "ten")) and not (at > 1 and self.plain[at - 2] in _ARTICLES)


def _is_code(word: str) -> bool:
    """Tell whether a word is a name of letters and figures (*A7*, *H5N1*)."""
    return word[0].isupper() and not word.isalpha() and any(map(str.isdigit, word))


def _whole(text: str, places: list[Span]) -> list[Span]:
    """Return words with those made one that a line end has torn."""
    found: list[Span] = []
    for place in places:
        if found and is_torn(text, found[-1].end, place.start):
            found[-1] = Span(found[-1].start, place.end)
        else:
            found.append(place)
    return found


def _neighbours(told: list[Span], sentence: Span) -> list[Span]:
    at = bisect_left(told, sentence)
    return [*told[max(0, at - 1) : at], *told[at + 1 : at + 2]]


def _within_reach(spans: tuple[Span, ...], sentence: Span) -> tuple[Span, ...]:
    """Return those of ``spans``, which are in order and apart, that touch a sentence."""
    first = bisect_right(spans, sentence.start, key=lambda span: span.end)
    last = bisect_left(spans, sentence.end, key=lambda span: span.start)
    return spans[first:last]
