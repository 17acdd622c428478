"""Units and scales of numbers, by their words and signs in ten languages."""

from __future__ import annotations

from reader.text.word_tables import keys_of_words

# Scales that stand right behind the figures (``46m``).
SHORT_SCALES: dict[str, float] = {
    "k": 1e3, "m": 1e6, "b": 1e9, "bn": 1e9, "mn": 1e6, "tn": 1e12, "mio": 1e6, "mrd": 1e9,
    "md": 1e9,
}  # fmt: skip
# Scales that may as well be units: metres, bytes.
DOUBTFUL_SCALES = frozenset(["m", "b"])
UNIT_SIGNS = {
    "$": "usd",
    "€": "eur",
    "£": "gbp",
    "¥": "yen or yuan",
    "₽": "rub",
    "₹": "inr",
    "%": "%",
    "٪": "%",
    "‰": "‰",
    "°": "degree",
    "℃": "degree c",
    "℉": "degree f",
}

UNITS = keys_of_words("reader.text", "units")
# Units that are told in each other: the smallest of a sort, and how many of it each has.
PARTS = {
    "second": ("second", 1), "minute": ("second", 60), "hour": ("second", 3_600),
    "day": ("second", 86_400), "week": ("second", 604_800),
    "month": ("month", 1), "year": ("month", 12),
    "in": ("in", 1), "ft": ("in", 12), "yd": ("in", 36), "mi": ("in", 63_360),
    "mm": ("mm", 1), "cm": ("mm", 10), "m": ("mm", 1_000), "km": ("mm", 1_000_000),
    "m²": ("m²", 1), "ha": ("m²", 10_000), "km²": ("m²", 1_000_000),
    "ft²": ("ft²", 1), "yd²": ("ft²", 9), "acre": ("ft²", 43_560), "mi²": ("ft²", 27_878_400),
    "ml": ("ml", 1), "l": ("ml", 1_000), "m³": ("ml", 1_000_000),
    "pint": ("pint", 1), "gal": ("pint", 8),
    "mg": ("mg", 1), "g": ("mg", 1_000), "kg": ("mg", 1_000_000), "t": ("mg", 1_000_000_000),
    "oz": ("oz", 1), "lb": ("oz", 16),
    "w": ("w", 1), "kw": ("w", 1_000), "mw": ("w", 1_000_000), "gw": ("w", 1_000_000_000),
    "kwh": ("kwh", 1), "mwh": ("kwh", 1_000), "gwh": ("kwh", 1_000_000),
    "kb": ("kb", 1), "mb": ("kb", 1_000), "gb": ("kb", 1_000_000), "tb": ("kb", 1_000_000_000),
}  # fmt: skip
# The units that a word or sign may stand for, where they are several.
MEANINGS = {
    "pound": ("gbp", "lb"), "yen or yuan": ("jpy", "cny"), "franc": ("franc", "chf"),
}  # fmt: skip
LENGTHS = frozenset(["mm", "cm", "m", "km", "in", "ft", "yd", "mi"])
# Words before a length that make an area or a volume of it.
POWERS = keys_of_words("reader.text", "powers")
# Words behind a length that do.
POWERS_BEHIND = keys_of_words("reader.text", "powers behind")
# Words behind degrees that tell of which scale they are.
DEGREES = {
    **dict.fromkeys(["c", "celsius", "centigrade", "цельсия", "celsjusza"], "degree c"),
    **dict.fromkeys(["f", "fahrenheit", "фаренгейта"], "degree f"),
}
# Letters before the sign of the dollar, and what they make of it.
DOLLARS = {
    "us": "usd us", "a": "usd au", "au": "usd au", "c": "usd ca", "ca": "usd ca", "nz": "usd nz",
    "hk": "usd hk", "s": "usd sg", "nt": "usd tw", "r": "brl",
}  # fmt: skip
# The codes of currencies, and words for a unit, that stand before a number.
CODES = {
    "eur": "eur", "gbp": "gbp", "chf": "chf", "cny": "cny", "krw": "krw", "jpy": "jpy",
    "sek": "sek", "pln": "pln", "inr": "inr", "brl": "brl", "rub": "rub", "usd": "usd us",
    "cad": "usd ca", "aud": "usd au", "nzd": "usd nz", "hkd": "usd hk",
    "yüzde": "%",
}  # fmt: skip
# Words before *dollars* that tell whose they are.
DOLLARS_OF = {
    "american": "usd us", "australian": "usd au", "canadian": "usd ca", "singapore": "usd sg",
}  # fmt: skip
CHINESE_UNITS = keys_of_words("reader.text", "unspaced units")
# Units of scripts that write no blanks between words.
LONGEST_CHINESE = max(map(len, CHINESE_UNITS))
# Units of two words.
PHRASES = {
    tuple(phrase.split()): unit
    for phrase, unit in keys_of_words("reader.text", "units of two words").items()
}
# Words between a length and the hour in which it is made.
PER = frozenset(["per", "an", "pro", "par", "por", "à", "в", "na", "i"])
SIGNS_OF_HOUR = frozenset(["h", "ч", "u", "hr", "std"])
# What stands for an hour behind the stroke in *km/h*, and words that say it without one.
IN_AN_HOUR = frozenset(["all'ora", "timmen"])
HOUR_OF_SPEED = frozenset([
    "hour", "stunde", "heure", "l'heure", "hora", "ora", "uur", "timme", "час", "godzinę", "घंटा",
])  # fmt: skip
# Units before which a lone letter is a scale: *46m dollars*.
MONEY = frozenset(
    ["usd", "usd us", "usd au", "usd ca", "eur", "pound", "gbp", "brl", "sek", "inr", "rub", "peso"]
)
