"""Units and scales of numbers, by their words and signs in ten languages."""

from __future__ import annotations

SHORT_SCALES: dict[str, float] = {
    "k": 1e3, "m": 1e6, "b": 1e9, "bn": 1e9, "mn": 1e6, "tn": 1e12, "mio": 1e6, "mrd": 1e9,
    "md": 1e9,
}  # fmt: skip
"""Scales that stand right behind the figures (``46m``)."""

DOUBTFUL_SCALES = frozenset(["m", "b"])
"""Scales that may as well be units: metres, bytes."""

UNIT_SIGNS = {
    "$": "usd",
    "€": "eur",
    "£": "gbp",
    "¥": "jpy",
    "₽": "rub",
    "₹": "inr",
    "%": "%",
    "٪": "%",
    "‰": "‰",
    "°": "degree",
}

_UNITS_OF = {
    "usd": "dollar dollars usd us$ dólar dólares dollari dollaro доллар доллара долларов"
    " دولار دولارات دولارا",
    "eur": "euro euros eur евро يورو",
    "gbp": "pound pounds gbp pfund libras sterlina sterline",
    "rub": "ruble rubles рубль рубля рублей",
    "brl": "reais",
    "sek": "kronor krona sek crowns crown",
    "%": "percent pct prozent procent процент процента процентов porcento",
    "km": "km kilometre kilometres kilometer kilometers kilomètre kilomètres kilómetro kilómetros"
    " chilometro chilometri quilômetro quilômetros quilómetro quilómetros километр километра"
    " километров كيلومتر كيلومترا км",
    "mi": "mile miles meile meilen milla millas miglio miglia milha milhas mil",
    "m": "metre metres meter meters mètre mètres metro metros metri метр метра метров متر مترا",
    "ft": "foot feet ft",
    "in": "inch inches",
    "yd": "yard yards",
    "ha": "hectare hectares hektar hektare hectárea hectáreas ettaro ettari гектар гектара"
    " гектаров",
    "acre": "acre acres",
    "l": "litre litres liter liters litro litros litri",
    "degree": "degree degrees grad degré degrés grado grados gradi grau graus graden grader градус"
    " градуса градусов",
    "kg": "kg kilo kilos kilogram kilograms kilogramme kilogrammes кг килограмм килограммов",
    "t": "tonne tonnes ton tons tonnen toneladas tonelada tonnellate тонн тонна тонны طن ton",
    "year": "year years jahr jahre jahren an ans année années año años anno anni ano anos jaar"
    " jaren år лет год года سنوات سنة عاما عام",
    "month": "month months monat monate monaten mois mes meses mese mesi mês maand maanden månad"
    " månader месяц месяца месяцев أشهر شهر شهرا",
    "week": "week weeks woche wochen semaine semaines semana semanas settimana settimane weken"
    " vecka veckor неделя недели недель أسابيع أسبوع",
    "day": "day days tag tage tagen jour jours día días giorno giorni dia dias dag dagen dagar день"
    " дня дней أيام يوم يوما",
    "hour": "hour hours stunde stunden heure heures hora horas ora ore uur uren timme timmar час"
    " часа часов ساعات ساعة",
    "minute": "minute minutes minuten minutos minuti minuut minuter минут минуты دقيقة دقائق",
}  # fmt: skip
UNITS = {word: unit for unit, words in _UNITS_OF.items() for word in words.split()}
PARTS = {
    "minute": ("minute", 1), "hour": ("minute", 60), "day": ("minute", 1_440),
    "week": ("minute", 10_080), "month": ("month", 1), "year": ("month", 12),
    "in": ("in", 1), "ft": ("in", 12), "yd": ("in", 36),
    "m": ("m", 1), "km": ("m", 1_000), "kg": ("kg", 1), "t": ("kg", 1_000),
}  # fmt: skip
"""Units that are told in each other: the smallest of a sort, and how many of it each has."""

CHINESE_UNITS = {
    "美元": "usd", "欧元": "eur", "公里": "km", "米": "m", "公斤": "kg", "吨": "t", "年": "year",
    "个月": "month", "天": "day", "小时": "hour", "分钟": "minute", "周": "week",
}  # fmt: skip
PERCENT_WORDS = frozenset([
    ("per", "cent"), ("pour", "cent"), ("por", "ciento"), ("por", "cento"), ("per", "cento"),
    ("في", "المئة"), ("في", "المائة"),
])  # fmt: skip
MONEY = frozenset(["usd", "eur", "gbp"])
