"""Names in scripts without capital letters: well-known places, and people by their titles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from reader.text.languages.language import UNSPACED
from reader.text.tokens import comparable, found_words, plainly_spelled
from reader.text.word_tables import word_table

WITHOUT_CAPITALS = frozenset(["ar", "zh", "ja", "hi"])

# Places of the news that are no country and name no time zone.
_CITIES = word_table("reader.duplicates.align", "cities")
# Words before the name of somebody, or behind it where no blanks part words.
_TITLES = word_table("reader.duplicates.align", "titles")
# Arabic words of one letter that are written in one with the next.
_CLITICS = "وفبلك"
# A shorter name of a time zone in a script with blanks may be another word.
_PLAIN_NAME = 4
# The first sign of most Chinese names of people, one that begins hardly another word, and any; one
# or two more follow.
_PLAIN_FAMILY = frozenset(
    "王李张刘陈杨赵吴徐孙胡朱郭罗梁宋郑谢韩唐冯董萧曹袁邓傅沈彭吕苏卢蒋蔡贾丁魏薛阎潘杜戴汪姜姚谭廖邹"
    "熊陆郝崔邱秦顾侯邵孟尹黎乔贺赖龚习"
)
_FAMILY = _PLAIN_FAMILY | frozenset(
    "黄周高林何马于程许曾叶余夏钟田任范方石金孔白康毛江史龙万段雷钱汤易常武文"
)
# What somebody does, or when, behind a name that begins a sentence or stands behind a title.
_DOING = word_table("reader.duplicates.align", "behind names")
# The name of somebody without blanks has at most so many signs, that of a place so many words.
_LONGEST, _LONGEST_PLACE = 4, 8


def find_listed_names(words: Sequence[str], language: str) -> Iterator[tuple[int, int]]:
    """Yield the places ``[start, end)`` of names among folded words of a language, in order."""
    at = 0
    while at < len(words):
        end = _place_end(words, at, language) or _person_end(words, at, language)
        if end:
            yield at, end
        at = end or at + 1


def _place_end(words: Sequence[str], at: int, language: str) -> int:
    """Return the end of the place that begins at a word, or 0."""
    places, blank = _places(language), "" if language in UNSPACED else " "
    for size in range(min(_LONGEST_PLACE, len(words) - at), 0, -1):
        name = plainly_spelled(blank.join(words[at : at + size]))
        if name in places or (language == "ar" and _bare(name) in places):
            return at + size
    return 0


def _person_end(words: Sequence[str], at: int, language: str) -> int:
    """Return the end of the name of somebody that begins at a word, or 0."""
    titles = _TITLES[language]
    if language not in UNSPACED:
        return at + 1 if at and words[at - 1] in titles else 0
    before = "".join(words[max(0, at - _LONGEST) : at])
    opens = words[at] in _PLAIN_FAMILY if not at else before.endswith(titles)
    behind = (*titles, *_DOING[language]) if opens else titles
    for size in range(2, _LONGEST + 1):
        name = words[at : at + size]
        if language == "zh" and not (name[0] in _FAMILY and size < _LONGEST):
            return 0
        if not all("\u4e00" <= sign[0] <= "\u9fff" for sign in name):
            return 0
        if "".join(words[at + size : at + size + 3]).startswith(behind):
            return at + size
    return 0


def _bare(name: str) -> str:
    """Return an Arabic name without a word that is written in one with it."""
    if name.startswith("لل"):
        return f"ا{name[1:]}"
    return name[1:] if name[:1] in _CLITICS else name


@cache
def _places(language: str) -> frozenset[str]:
    from babel import Locale

    locale, blank = Locale(language), "" if language in UNSPACED else " "
    names = [name for code, name in locale.territories.items() if len(code) == 2]
    least = 2 if language in UNSPACED else _PLAIN_NAME
    cities = (str(zone.get("city", "")) for zone in locale.time_zones.values())
    names += [city for city in cities if len(city) >= least]
    names += _CITIES[language]
    return frozenset(plainly_spelled(blank.join(map(comparable, found_words(n)))) for n in names)
