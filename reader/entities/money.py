"""Amounts of money in running text: where they stand, how much, and in which currency."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reader.entities.mention import Mention, Type

# Signs and words for currencies, as ISO 4217 codes. A bare "dollar" is taken for the US one.
_SIGNS = {
    "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "HK$": "HKD",
    "S$": "SGD", "R$": "BRL", "NT$": "TWD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY",
    "₹": "INR", "₽": "RUB", "₴": "UAH", "₩": "KRW", "₪": "ILS", "₺": "TRY", "₦": "NGN", "฿": "THB",
    "Rs.": "INR", "Rs": "INR",
}  # fmt: skip
_CODES = [
    "AED",
    "AUD",
    "BRL",
    "CAD",
    "CHF",
    "CNY",
    "CZK",
    "DKK",
    "EGP",
    "EUR",
    "GBP",
    "HKD",
    "HUF",
    "IDR",
    "ILS",
    "INR",
    "JPY",
    "KES",
    "KRW",
    "MXN",
    "MYR",
    "NGN",
    "NOK",
    "NZD",
    "PHP",
    "PKR",
    "PLN",
    "QAR",
    "RON",
    "RUB",
    "SAR",
    "SEK",
    "SGD",
    "THB",
    "TRY",
    "TWD",
    "UAH",
    "USD",
    "VND",
    "ZAR",
]
_NATIONS = {
    "us": "USD", "u.s.": "USD", "american": "USD", "australian": "AUD", "canadian": "CAD",
    "hong kong": "HKD", "singapore": "SGD", "new zealand": "NZD", "zimbabwean": "ZWL",
    "british": "GBP", "sterling": "GBP", "egyptian": "EGP", "lebanese": "LBP", "syrian": "SYP",
    "swiss": "CHF", "indian": "INR", "pakistani": "PKR", "mexican": "MXN", "philippine": "PHP",
    "chilean": "CLP", "colombian": "COP", "argentine": "ARS", "swedish": "SEK", "danish": "DKK",
    "norwegian": "NOK", "saudi": "SAR", "iranian": "IRR", "kenyan": "KES", "kuwaiti": "KWD",
    "iraqi": "IQD", "jordanian": "JOD",
}  # fmt: skip
_UNITS = {
    "dollar": "USD", "buck": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "yuan": "CNY",
    "renminbi": "CNY", "rouble": "RUB", "ruble": "RUB", "hryvnia": "UAH", "hryvnya": "UAH",
    "rupee": "INR", "won": "KRW", "franc": "CHF", "shekel": "ILS", "lira": "TRY", "rand": "ZAR",
    "naira": "NGN", "real": "BRL", "reais": "BRL", "zloty": "PLN", "peso": "MXN", "krona": "SEK",
    "kronor": "SEK", "krone": "NOK", "kroner": "NOK", "baht": "THB", "rupiah": "IDR",
    "ringgit": "MYR", "dirham": "AED", "riyal": "SAR", "rial": "IRR", "dinar": "KWD",
    "shilling": "KES", "forint": "HUF", "taka": "BDT", "cedi": "GHS",
}  # fmt: skip
_SCALES = {
    "hundred": 100, "thousand": 1000, "k": 1000, "million": 10**6, "mln": 10**6, "m": 10**6,
    "mn": 10**6, "billion": 10**9, "bln": 10**9, "bn": 10**9, "b": 10**9, "trillion": 10**12,
    "tn": 10**12, "trn": 10**12, "lakh": 10**5, "crore": 10**7,
}  # fmt: skip
_COUNTS = "one two three four five six seven eight nine ten eleven twelve"
_WORDS = {word: Decimal(number) for number, word in enumerate(_COUNTS.split(), 1)} | {
    "a": Decimal(1),
    "an": Decimal(1),
    "half": Decimal("0.5"),
    "twenty": Decimal(20),
    "thirty": Decimal(30),
    "forty": Decimal(40),
    "fifty": Decimal(50),
}

_FIGURE = r"[0-9]{1,15}(?:,[0-9]{2,3}){0,6}(?:\.[0-9]{1,4})?"
_SCALE_WORDS = "|".join(word for word in _SCALES if len(word) > 1 and word != "tn")
_SCALE = rf"(?:[\s-]?(?P<{{0}}>(?:{_SCALE_WORDS})\b)|(?P<{{0}}_short>[kKmMbB]|tn)\b)?"
_SIGN = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
_NATION = "|".join(re.escape(word) for word in _NATIONS)
_UNIT = "|".join(_UNITS)

_MONEY = re.compile(
    rf"""(?<![\w$€£])(?P<signed>(?P<sign>{_SIGN}|(?:{"|".join(_CODES)})(?=[\s0-9]))\s?
        (?P<figure>{_FIGURE})(?![0-9]){_SCALE.format("scale")}
        (?:\s(?:{_NATION})?\s?(?:dollar|euro|pound)s?\b)?)
    | (?<![\w.,$€£])(?P<worded>(?P<count>{_FIGURE}|(?:{"|".join(_WORDS)})(?=[\s-]))
        {_SCALE.format("size")}[\s-]?
        (?:(?P<nation>{_NATION})\s)?(?P<unit>(?:{_UNIT})(?:s|es)?\b|(?:{"|".join(_CODES)})\b|[€£₽]))""",
    re.VERBOSE | re.IGNORECASE,
)


def amounts(text: str) -> Iterator[Mention]:
    """Yield the amounts of money of ``text`` in order; ``entity`` is like ``USD 40000000000``."""
    for match in _MONEY.finditer(text):
        if match["signed"]:
            sign = match["sign"].upper()
            code = _SIGNS.get(match["sign"]) or _SIGNS.get(sign) or sign
            scale = match["scale"] or match["scale_short"]
            amount = _amount(match["figure"], scale)
        else:
            unit = match["unit"]
            code = _currency(unit, match["nation"])
            if unit.lower() == "won" and not (match["size"] or match["nation"]):
                continue  # "three won": a verb
            amount = _amount(match["count"], match["size"] or match["size_short"])
        yield Mention(*match.span(), Type.MONEY, f"{code} {amount}")


def _currency(unit: str, nation: str | None) -> str:
    if nation and (code := _NATIONS.get(nation.lower())):
        return code
    word = unit.lower()
    for form in (word, word.removesuffix("s"), word.removesuffix("es")):
        if form in _UNITS:
            return _UNITS[form]
    return _SIGNS.get(unit, unit.upper())


def _amount(figure: str, scale: str | None) -> str:
    word = figure.lower()
    number = _WORDS[word] if word in _WORDS else Decimal(figure.replace(",", ""))
    number *= _SCALES[scale.lower()] if scale else 1
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
