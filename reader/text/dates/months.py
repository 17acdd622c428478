"""The names of the months in languages, as they stand within a date."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

# Babel knows them too, but takes 0.15 s to load so many languages.
_NAMES = {
    "en": "january february march april may june july august september october november december",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
    "dezembro",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
    "dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października "
    "listopada grudnia",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}
MONTHS: Mapping[str, tuple[str, ...]] = {
    language: tuple(names.split()) for language, names in _NAMES.items()
}
SHORT_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_OTHER_SHORT = {
    "sept": 9, "okt": 10, "dez": 12, "mär": 3, "fév": 2, "déc": 12, "ene": 1, "abr": 4, "ago": 8,
    "फरवरी": 2, "सितम्बर": 9, "नवम्बर": 11, "दिसम्बर": 12, "janv": 1,
    "févr": 2, "avr": 4, "juil": 7, "mrt": 3,
}  # fmt: skip
# In dates alone, in the case that they stand in there.
_IN_DATES = (
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januar februar marts april maj juni juli august september oktober november december",
    "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta "
    "syyskuuta lokakuuta marraskuuta joulukuuta",
    "ledna února března dubna května června července srpna září října listopadu prosince",
    "január február március április május június július augusztus szeptember október november "
    "december",
    "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie "
    "decembrie",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου "
    "οκτωβρίου νοεμβρίου δεκεμβρίου",
    "januari februari maret april mei juni juli agustus september oktober november desember",
    "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    "בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר",
)
# The number of a month, from 1, by its name in any of the languages, in small letters.
MONTH_NUMBERS: Mapping[str, int] = {
    name: number
    for names in (*MONTHS.values(), SHORT_MONTHS, *map(str.split, _IN_DATES))
    for number, name in enumerate(names, 1)
} | _OTHER_SHORT
_WEEKDAYS = {
    "en": "monday tuesday wednesday thursday friday saturday sunday",
    "de": "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "sv": "måndag tisdag onsdag torsdag fredag lördag söndag",
    "ru": "понедельник вторник среду четверг пятницу субботу воскресенье",
    "pl": "poniedziałek wtorek środę czwartek piątek sobotę niedzielę",
    "tr": "pazartesi salı çarşamba perşembe cuma cumartesi pazar",
    "ar": "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
    "ko": "월요일 화요일 수요일 목요일 금요일 토요일 일요일",
}
# The days of the week from Monday on, in languages with blanks, as most texts have them.
WEEKDAYS: Mapping[str, tuple[str, ...]] = {
    language: tuple(names.split()) for language, names in _WEEKDAYS.items()
}
_OTHER_DAYS = "sonnabend måndagen tisdagen onsdagen torsdagen fredagen lördagen söndagen"
DAYS = frozenset((*chain.from_iterable(WEEKDAYS.values()), *_OTHER_DAYS.split()))
