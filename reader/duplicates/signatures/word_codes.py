"""The codes of words that tell a day or a number, in all languages."""

from __future__ import annotations

from functools import cache
from itertools import chain

import numpy as np

from reader.duplicates.ragged_arrays import Codes, Flags, Numbers, distinct, within
from reader.duplicates.signatures.signature import code_of
from reader.text.dates.months import DAYS, MONTHS
from reader.text.languages.number_words import all_number_words

# A day and its month have at most one word between: "4 de mayo".
_NEAR = 2
# Words for a week, as they stand in pieces that come each week.
_WEEKS = (
    "week weekly weeks woche wochen wöchentlich wekelijks semaine hebdomadaire semana "
    "semanal setmana settimana settimanale vecka veckans uge ugens uke ukens viikko "
    "viikon viikolla tydzień tygodnia tygodniu týden týdne týdnu týždeň týždni hét héten "
    "heti săptămâna săptămânii săptămânal неделя недели неделе неделю тиждень тижня тижні "
    "тиждні седмица седмицата εβδομάδα εβδομάδας hafta haftanın haftalık الأسبوع أسبوع "
    "الأسبوعية الاسبوع השבוע שבוע هفته सप्ताह minggu tuần 周 週 주간 이번주"
)
# The word for a month behind its number, in Chinese, Japanese and Korean.
_MONTH_SIGNS = ("月", "월")


def beside_months(codes: Codes, sentence: Numbers) -> Flags:
    """Tell the running words beside the name of a month in their sentence, ``(n_words,)``."""
    near = within(codes, months())
    follows = sentence[1:] == sentence[:-1]
    for _ in range(_NEAR):
        before, behind = near[:-1] & follows, near[1:] & follows
        near[1:] |= before
        near[:-1] |= behind
    return near


@cache
def months() -> Codes:
    """Return the sorted codes of the names of months, shape ``(n_codes,)``."""
    return word_codes(*chain.from_iterable(MONTHS.values()), *_MONTH_SIGNS)


@cache
def day_names() -> Codes:
    """Return the sorted codes of names of months and days of the week, shape ``(n_codes,)``."""
    return word_codes(*chain.from_iterable(MONTHS.values()), *DAYS)


@cache
def years() -> Codes:
    """Return the sorted codes of years, shape ``(n_codes,)``."""
    return word_codes(*map(str, range(1900, 2100)))


@cache
def weeks() -> Codes:
    """Return the sorted codes of words for a week, shape ``(n_codes,)``."""
    return word_codes(*_WEEKS.split())


@cache
def number_words() -> Codes:
    """Return the sorted codes of number words of all languages, shape ``(n_codes,)``."""
    return word_codes(*all_number_words())


def word_codes(*words: str) -> Codes:
    """Return the sorted codes of words, shape ``(n_codes,)``."""
    return distinct(np.array([code_of(word) for word in words], np.uint32))
