"""Units and scales of numbers, by their words and signs in ten languages."""

from __future__ import annotations

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

_UNITS_OF = {
    "usd": "dollar dollars us$ dólar dólares dollari dollaro доллар доллара долларов"
    " دولار دولارات دولارا",
    "eur": "euro euros eur евро يورو",
    "pound": "pound pounds pfund libra libras",
    "gbp": "gbp sterling sterlina sterline",
    "usd us": "usd",
    "usd au": "aud",
    "usd ca": "cad",
    "chf": "chf",
    "franc": "franc francs franken franco francos franchi",
    "cny": "yuan yuans renminbi rmb cny юань юаня юаней يوان युआन",
    "krw": "krw won",
    "peso": "peso pesos",
    "lira": "lira liras lire",
    "dinar": "dinar dinars dinare دينار",
    "dirham": "dirham dirhams درهم",
    "riyal": "riyal riyals rial rials ريال",
    "shekel": "shekel shekels",
    "baht": "baht",
    "ringgit": "ringgit",
    "uah": "hryvnia hryvnias гривна гривны гривен",
    "rub": "ruble rubles rouble roubles rubel rublos rubli рубль рубля рублей",
    "brl": "reais",
    "sek": "kronor krona sek crowns crown",
    "inr": "rupee rupees रुपये रुपए रुपया",
    "pln": "zł złoty złote złotych zloty zlotys",
    "jpy": "yen jpy",
    "%": "percent pct prozent procent procenta процент процента процентов porcento percento"
    " بالمئة بالمائة प्रतिशत फीसदी फ़ीसदी",
    "point": "prozentpunkt prozentpunkte prozentpunkten procentpunt procentpunten procentenhet"
    " procentenheter",
    "km/h": "kph kmh kmph stundenkilometer stundenkilometern",
    "mi/h": "mph",
    "knot": "knot knots knoten",
    "km": "km kilometre kilometres kilometer kilometers kilomètre kilomètres kilómetro kilómetros"
    " chilometro chilometri quilômetro quilômetros quilómetro quilómetros километр километра"
    " километров كيلومتر كيلومترا км kilometr kilometry kilometrów किलोमीटर किमी",
    "mi": "mile miles meile meilen milla millas miglio miglia milha milhas mil",
    "m": "m metre metres meter meters mètre mètres metro metros metri метр метра метров متر مترا"
    " metr metrów मीटर",
    "cm": "cm centimetre centimetres centimeter centimeters zentimeter zentimetern centimètre"
    " centimètres centímetro centímetros centimetro centimetri см сантиметр сантиметра сантиметров"
    " centymetr centymetry centymetrów سنتيمتر سنتيمترا सेंटीमीटर सेमी",
    "mm": "mm millimetre millimetres millimeter millimeters millimetern millimètre millimètres"
    " milímetro milímetros millimetro millimetri мм миллиметр миллиметра миллиметров milimetr"
    " milimetry milimetrów ملم مليمتر मिलीमीटर मिमी",
    "ft": "foot feet ft fuß piedi pieds",
    "in": "inch inches zoll pulgada pulgadas pouce pouces pollici polegadas tum",
    "yd": "yard yards",
    "ha": "ha га hectare hectares hektar hektare hectárea hectáreas ettaro ettari гектар гектара"
    " гектаров",
    "acre": "acre acres",
    "stone": "stone",
    "m²": "sqm qm quadratmeter quadratmetern kvadratmeter",
    "km²": "quadratkilometer quadratkilometern kvadratkilometer",
    "m³": "kubikmeter kubikmetern",
    "ft²": "sqft",
    "l": "l litre litres liter liters litern litro litros litri литр литра литров لتر लीटर",
    "ml": "ml millilitre millilitres milliliter milliliters millilitro mililitros",
    "gal": "gallon gallons gallone gallonen galón galones galloni gal",
    "pint": "pint pints",
    "barrel": "barrel barrels barril barriles barili barils fass баррель барреля баррелей برميل",
    "w": "w watt watts vatios ватт",
    "kw": "kw kilowatt kilowatts kilovatios киловатт квт",
    "mw": "mw megawatt megawatts mégawatts megavatios megavatio мегаватт мвт ميغاواط मेगावाट",
    "gw": "gw gigawatt gigawatts gigavatios гигаватт гвт",
    "kwh": "kwh kilowattstunde kilowattstunden",
    "mwh": "mwh megawattstunden",
    "gwh": "gwh gigawattstunden",
    "kb": "kb kilobyte kilobytes",
    "mb": "mb megabyte megabytes",
    "gb": "gb gigabyte gigabytes гигабайт",
    "tb": "tb terabyte terabytes",
    "degree c": "celsius centigrade",
    "degree f": "fahrenheit",
    "degree": "degree degrees grad degré degrés grado grados gradi grau graus graden grader градус"
    " градуса градусов",
    "kg": "kg kilo kilos kilogram kilograms kilogramme kilogrammes кг килограмм килограммов",
    "g": "g gram grams gramme grammes gramm gramos gramo grammi gramas грамм грамма граммов غرام"
    " ग्राम",
    "mg": "mg milligram milligrams milligramm milligrammes miligramos",
    "lb": "lb lbs",
    "oz": "oz ounce ounces unze unzen onza onzas onces",
    "t": "tonne tonnes ton tons tonnen toneladas tonelada tonnellate тонн тонна тонны طن ton",
    "year": "year years jahr jahre jahren an ans année années año años anno anni ano anos jaar"
    " jaren år лет год года سنوات سنة عاما عام rok lata lat"
    " साल वर्ष",
    "month": "month months monat monate monaten mois mes meses mese mesi mês maand maanden månad"
    " månader месяц месяца месяцев أشهر شهر شهرا miesiąc miesiące miesięcy महीने महीना",
    "week": "week weeks woche wochen semaine semaines semana semanas settimana settimane weken"
    " vecka veckor неделя недели недель أسابيع أسبوع tydzień tygodnie tygodni सप्ताह हफ्ते",
    "day": "day days tag tage tagen jour jours día días giorno giorni dia dias dag dagen dagar день"
    " дня дней أيام يوم يوما dzień dni दिन दिनों",
    "hour": "hour hours stunde stunden heure heures hora horas ora ore uur uren timme timmar час"
    " часа часов ساعات ساعة godzina godzinę godziny godzin घंटे घंटा घंटों",
    "second": "seconds sekunden secondes segundos secondi seconden sekunder секунды секунд ثانية"
    " ثوان sekund",
    "minute": "minute minutes minuten minutos minuti minuut minuter минут минуты دقيقة دقائق"
    " minuta minuty मिनट",
}  # fmt: skip
UNITS = {word: unit for unit, words in _UNITS_OF.items() for word in words.split()}
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
_SQUARE_WORDS = "sq square vierkante квадратный квадратных квадратного वर्ग"
_CUBIC_WORDS = "cu cubic kubieke кубических кубического"
# Words before a length that make an area or a volume of it.
POWERS = dict.fromkeys(_SQUARE_WORDS.split(), "²") | dict.fromkeys(_CUBIC_WORDS.split(), "³")
_SQUARED_WORDS = (
    "carré carrés cuadrado cuadrados quadrato quadrati quadrado quadrados kwadratowych مربع مربعا"
)
_CUBED_WORDS = "cube cubes cúbico cúbicos cubi sześciennych مكعب"
# Words behind a length that do.
POWERS_BEHIND = dict.fromkeys(_SQUARED_WORDS.split(), "²") | dict.fromkeys(
    _CUBED_WORDS.split(), "³"
)
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
# The codes of currencies that stand before a number, and their units.
CODES = {
    "eur": "eur", "gbp": "gbp", "chf": "chf", "cny": "cny", "krw": "krw", "jpy": "jpy",
    "sek": "sek", "pln": "pln", "inr": "inr", "brl": "brl", "rub": "rub", "usd": "usd us",
    "cad": "usd ca", "aud": "usd au", "nzd": "usd nz", "hkd": "usd hk",
}  # fmt: skip
# Words before *dollars* that tell whose they are.
DOLLARS_OF = {
    "american": "usd us", "australian": "usd au", "canadian": "usd ca", "singapore": "usd sg",
}  # fmt: skip
CHINESE_UNITS = {
    "美元": "usd us", "欧元": "eur", "日元": "jpy", "人民币": "cny", "元": "cny", "英镑": "gbp",
    "厘米": "cm", "毫米": "mm", "平方米": "m²", "平方公里": "km²", "公顷": "ha", "克": "g",
    "公升": "l", "秒": "second", "人民元": "cny", "リットル": "l", "グラム": "g",
    "世纪": "century", "世紀": "century",
    "センチ": "cm", "センチメートル": "cm", "ミリ": "mm", "ミリメートル": "mm",
    "平方メートル": "m²", "平方キロメートル": "km²",
    "公里": "km", "米": "m", "公斤": "kg", "吨": "t", "年": "year",
    "个月": "month", "天": "day", "小时": "hour", "分钟": "minute", "周": "week",
    "ドル": "usd us", "ユーロ": "eur", "円": "jpy", "キロ": "km", "キロメートル": "km",
    "メートル": "m", "キログラム": "kg", "トン": "t", "か月": "month", "カ月": "month",
    "時間": "hour", "分間": "minute", "週間": "week", "日間": "day", "年間": "year",
    "パーセント": "%",
}  # fmt: skip
# Units of scripts that write no blanks between words.
LONGEST_CHINESE = max(map(len, CHINESE_UNITS))
_PHRASES_OF = {
    "%": "per cent|pour cent|por ciento|por cento|per cento|في المئة|في المائة",
    "point": "percentage points|percentage point|puntos porcentuales|punti percentuali"
    "|pontos percentuais|процентных пункта|процентных пунктов|punktów procentowych",
}
# Units of two words.
PHRASES = {
    tuple(phrase.split()): unit
    for unit, phrases in _PHRASES_OF.items()
    for phrase in phrases.split("|")
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
