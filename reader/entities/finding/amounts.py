"""Amounts of money in running text: where they stand, how much, and in which currency."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from reader.entities.mention import Mention, Type
from reader.text.word_tables import keys_of_words

# Signs, abbreviations and words for currencies, as ISO 4217 codes. A bare "dollar" is taken for
# the US one, a bare "peso" for the Mexican one, and so on: the commonest in the news.
_DOLLARS = keys_of_words("reader.entities.finding", "dollars")
_SIGNS = keys_of_words("reader.entities.finding", "signs of currencies")
_CODES = (
    "AED AUD BHD BRL CAD CHF CNY CZK DKK EGP EUR GBP HKD HUF IDR ILS INR JOD JPY KES KRW KWD MXN "
    "MYR NGN NOK NZD OMR PHP PKR PLN QAR RMB RON RUB SAR SEK SGD THB TRY TWD UAH UGX USD VND ZAR"
)
_NATIONS = keys_of_words("reader.entities.finding", "currencies of nations")
_UNITS = keys_of_words("reader.entities.finding", "currencies")
# These are other things as well (weights, verbs, adjectives): only large sums of them count.
_DOUBTFUL = frozenset(["pound", "won", "real", "rand", "buck", "sterling"])
_SCALES = {
    "hundred": 100, "thousand": 1000, "k": 1000, "million": 10**6, "mln": 10**6, "mil": 10**6,
    "mn": 10**6, "m": 10**6, "billion": 10**9, "bln": 10**9, "bn": 10**9, "b": 10**9,
    "trillion": 10**12, "trn": 10**12, "tn": 10**12, "lakh": 10**5, "crore": 10**7,
}  # fmt: skip
COUNTS = "one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
_WORDS = {word: Decimal(number) for number, word in enumerate(COUNTS, 1)} | {
    "a": Decimal(1),
    "half a": Decimal("0.5"),
    "twenty": Decimal(20),
    "thirty": Decimal(30),
    "forty": Decimal(40),
    "fifty": Decimal(50),
}


def _any(words: str | Mapping[str, object]) -> str:
    """Return a pattern for any of ``words``, the longest first."""
    listed = words.split() if isinstance(words, str) else list(words)
    return "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True) if word)


_FIGURE = r"[0-9]{1,15}(?:,[0-9]{2,3}|[ ][0-9]{3}(?![0-9])){0,5}(?:\.[0-9]{1,4})?(?![0-9])"
_SCALE = (
    r"[\s-]?(?:(?i:hundred|thousand|million|billion|trillion|lakh|crore|ml?n|bl?n|trn|mil)\b"
    r"|[KMBkmb]\b|tn\b)"
)
_SIGN = rf"(?:(?:(?:{_any(_DOLLARS)})[ ]?)?\$|(?:{_any(_CODES)})(?=[\s0-9])|{_any(_SIGNS)})"
_COINS = "".join(sign for sign in ("$", *_SIGNS) if not sign.isascii() or sign == "$")
_NATION = rf"(?:{_any(_NATIONS)}|U\.?S\.?|[A-Z][a-z]+)"
_WORD = f"{'|'.join(COUNTS)}|a|twenty|thirty|forty|fifty|half a"
_COUNT = rf"(?:{_FIGURE}|(?i:{_WORD.replace(' ', '[ ]')})(?=[\s-]))"
_UNIT = rf"(?:(?i:{_any(_UNITS)})(?:e?s)?\b|(?:{_any(_CODES)}|Rs)\b)"

_MONEY = re.compile(
    rf"""(?<![\w$€£])(?=[0-9A-Zabefhmnost{_COINS}])(?:
      (?=[A-Z{_COINS}])(?P<sign>{_SIGN})\s?(?P<figure>{_FIGURE})(?P<scale>{_SCALE})?
        (?:(?:\s?[-–—]\s?(?:{_SIGN}\s?)?|\sto\s)(?P<top>{_FIGURE})(?P<top_scale>{_SCALE})?)?
    | (?=[0-9AEFHNOSTaefhnost])(?<![.,:/-])(?P<count>{_COUNT})
        (?:[-–](?P<top_count>{_FIGURE}))?
        (?P<size>{_SCALE})?[\s-]?(?:(?P<nation>{_NATION})\s)?(?P<unit>{_UNIT}|(?<=[0-9])[€£₽])
    | (?=[bhmt])(?P<vague>(?:(?:tens|hundreds)\ of\ )?(?:thousand|million|billion|trillion)s\ of\s
        (?:{_NATION}\s)?(?i:{_any(_UNITS)})s?\b)
    )""",
    re.VERBOSE,
)


def amounts(text: str) -> Iterator[Mention]:
    """Yield the amounts of money of ``text`` in order.

    ``entity`` is a currency and a number, ``USD 40000000000``; of a range, both ends
    (``USD 3.18/3.81``). "Millions of dollars" keeps its words.
    """
    for match in _MONEY.finditer(text):
        if match["sign"]:
            low = _amount(match["figure"], match["scale"] or (match["top"] and match["top_scale"]))
            high = _amount(match["top"], match["top_scale"]) if match["top"] else ""
            yield _mention(match, _signed(match["sign"]), low, high)
        elif match["vague"]:
            yield Mention(*match.span(), Type.MONEY, " ".join(match["vague"].lower().split()))
        elif _sum(match):
            low = _amount(match["count"], match["size"])
            high = _amount(match["top_count"], match["size"]) if match["top_count"] else ""
            yield _mention(match, _worded(match["unit"], match["nation"]), low, high)


def _mention(match: re.Match[str], code: str, low: str, high: str) -> Mention:
    return Mention(*match.span(), Type.MONEY, f"{code} {low}" + (f"/{high}" if high else ""))


def _sum(match: re.Match[str]) -> bool:
    """Tell whether a number and a unit are surely a sum of money."""
    unit = match["unit"].lower()
    if unit.rstrip("s") not in _DOUBTFUL or match["size"] or match["nation"] in _NATIONS:
        return True
    figure = match["count"].replace(",", "")
    return figure[0].isdigit() and float(figure.replace(" ", "")) >= 1000


def _signed(sign: str) -> str:
    if sign.endswith("$"):
        return _DOLLARS[sign[:-1].strip()]
    return _SIGNS.get(sign) or sign.replace("RMB", "CNY")


def _worded(unit: str, nation: str | None) -> str:
    if nation is not None and nation in _NATIONS:
        return _NATIONS[nation]
    word = unit.lower()
    for form in (word, word.removesuffix("s"), word.removesuffix("es")):
        if form in _UNITS:
            return _UNITS[form]
    return _SIGNS.get(unit) or unit.replace("RMB", "CNY")


def _amount(figure: str, scale: str | None) -> str:
    number = _WORDS.get(figure.lower()) or Decimal(figure.replace(",", "").replace(" ", ""))
    if scale:
        number *= _SCALES[scale.strip().strip("-").lower()]
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
