"""Times of day in figures: *14:30*, *2.30 pm*, *14.30 Uhr*, *4 h 30*, *4 heures 30*."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)$")
_HOUR_SIGN = re.compile(r"h([0-5]\d)?$")
_HOURS = frozenset(["heure", "heures"])
_O_CLOCK = frozenset(["uhr", "uur"])
_MINUTES = re.compile(r"[0-5]\d$")


# The unit of the hours of a day.
CLOCKED = "o'clock"
_NOON_WORDS = "noon midday midi mezzogiorno mediodía полдень"
_MIDNIGHT_WORDS = "midnight mitternacht minuit mezzanotte medianoche middernacht midnatt полночь"
# The words that part the day, and the hours that they are.
HALVES_OF_DAY = dict.fromkeys(_NOON_WORDS.split(), (12.0,)) | dict.fromkeys(
    _MIDNIGHT_WORDS.split(), (0.0, 24.0)
)


class ClockTimes:
    """The times of day among folded words; ``gap`` gives what stands before a word."""

    def __init__(self, words: Sequence[str], gap: Callable[[int], str]) -> None:
        self._words, self._gap = words, gap

    def time(self, start: int, end: int, hour: float) -> tuple[int, float] | None:
        """Return the end of a time that begins with the figures ``[start, end)``, and its hours.

        ``hour`` is the least that the figures alone mean.
        """
        return self._signed(end, hour) or self._written(start, end, hour)

    def _signed(self, end: int, hour: float) -> tuple[int, float] | None:
        word, following = self._word(end), self._word(end + 1)
        sign = _HOUR_SIGN.match(word) if hour <= 24 else None
        behind = following if _MINUTES.match(following) else ""
        if word in _HOURS and behind and not self._word(end + 2).startswith("minute"):
            return end + 2, hour + float(behind) / 60
        if not sign:
            return None
        minutes = sign[1] or behind
        return end + 1 + bool(minutes and not sign[1]), hour + float(minutes or 0) / 60

    def _written(self, start: int, end: int, hour: float) -> tuple[int, float] | None:
        clock, after = _CLOCK.match(self._words[start]), self._word(end)
        half = self._half_day(end)
        if hour == 12 and after in HALVES_OF_DAY:
            return end + 1, HALVES_OF_DAY[after][0]
        if not half and not (clock and (":" in self._words[start] or after in _O_CLOCK)):
            return None
        hours = int(clock[1]) + int(clock[2]) / 60 if clock else hour
        if half:
            hours, end = hours % 12 + 12 * (after[0] == "p"), end + half
        return end, hours

    def _half_day(self, at: int) -> int:
        """Return the number of words that say *am* or *p.m.* from one on."""
        if self._word(at) in ("pm", "am"):
            return 1
        is_short = self._word(at) in ("p", "a") and self._gap(at) != ""
        return 2 * (is_short and self._words[at + 1 : at + 2] == ["m"] and self._gap(at + 1) == ".")

    def _word(self, at: int) -> str:
        """Return a word that nothing but a blank parts from the one before it, or nothing."""
        return self._words[at] if at < len(self._words) and not self._gap(at).strip() else ""
