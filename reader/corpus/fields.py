"""Fields of documents by their usual names: what records, heads and sidecars say of a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from reader.corpus.dates import iso_date, partial_date
from reader.text import one_line

# Names as scrapers, crawlers, databases and feeds write them, in small letters without marks; the
# first that is there is taken.
_WORDS = {
    "text": (
        "text maintext body content contents article articletext articlebody fulltext "
        "plaintext bodytext articlecontent storytext cleanedtext contenthtml contenttext html "
        "story paragraphs volltext inhalt texte contenu texto contenido testo leadparagraph "
        "description summary abstract abstractnote selftext excerpt selection "
        "本文 正文 内容 內容 본문 내용 текст النص نص tekst metin"
    ),
    "title": (
        "title headline resolvedtitle giventitle webtitle heading articletitle titel überschrift "
        "titre título titulo titolo name "
        "タイトル 題名 見出し 件名 标题 標題 题目 題目 제목 заголовок название العنوان عنوان כותרת "
        "tytuł nadpis název otsikko cím başlık titlu naslov τίτλος tittel"
    ),
    "byline": (
        "byline authors author creators creator authorname writer by publishedby autor verfasser "
        "auteur autore "
        "著者 筆者 記者 執筆者 作者 记者 저자 기자 "
        "글쓴이 작성자 автор авторы الكاتب المؤلف بقلم מאת "
        "yazar författare forfatter kirjoittaja szerző συγγραφέας"
    ),
    "date": (
        "date datepublish published datepublished publishdate publisheddate publicationdate "
        "publishedat publishedon publishdatetime pubdate webpublicationdate publishedtime "
        "datetime created createdat issued createdutc timestamp time sqldate updated crawldate "
        "datedownload timeadded datum fecha data "
        "日付 日時 公開日 掲載日 発行日 配信日 日期 "
        "发布日期 发布时间 發布時間 發布日期 날짜 일자 작성일 "
        "등록일 게시일 дата датапубликации التاريخ تاريخ "
        "תאריך tarih dato dátum päivämäärä ημερομηνία"
    ),
    "source": (
        "source publisher sourcename outlet newspaper medianame publication publicationtitle "
        "containertitle sitename site website sourcedomain sourcecommonname domain domainname "
        "quelle fuente fonte journal zeitung "
        "出典 情報源 来源 來源 媒体 媒體 출처 매체 "
        "источник المصدر מקור źródło zdroj kaynak kilde källa "
        "lähde forrás πηγή"
    ),
    "url": (
        "url link permalink canonicalurl resolvedurl givenurl articleurl sourceurl href uri weburl "
        "mainentityofpage respondedurl requestedurl warctargeturi "
        "リンク 链接 連結 网址 網址 링크 ссылка الرابط"
    ),
    "language": (
        "lang language languages languagecode inlanguage sprache langue idioma lingua "
        "言語 语言 語言 언어 язык اللغة język språk dil"
    ),
    "section": (
        "section category sectionname articlesection desk rubric categories rubrik ressort "
        "rubrique sección seccion sezione "
        "カテゴリ カテゴリー 分類 栏目 分类 類別 카테고리 "
        "분류 섹션 рубрика раздел القسم kategoria kategori"
    ),
    "length": "length",
}
USUAL: Mapping[str, tuple[str, ...]] = {
    field: tuple(words.split()) for field, words in _WORDS.items()
}
NAMES = tuple(USUAL)
_BY_NAME = {name: field for field, names in USUAL.items() for name in names}
# Keys of texts that are on another one, or stand for it.
_DESCRIPTIONS = frozenset(("description", "summary", "abstract", "excerpt"))
# Keys of objects in a record that say what it says of itself elsewhere.
_AROUND = frozenset(("meta", "metadata"))
_MARKS = re.compile(r"[\W_]+")
# Keys of objects that hold no more than one text: WordPress, feeds as JSON, XML as JSON.
_INNER = (
    "rendered", "main", "original", "name", "title", "text", "value", "content", "#text", "$t",
    "domain",
)  # fmt: skip
# Those of them that hold more than a name.
_INNER_TEXTS = ("rendered", "original", "text", "value", "content", "#text", "$t")
# Arrays that the parts of one article stand in, each with a heading at the most.
_SECTIONS = frozenset(("sections", "chapters", "blocks", "parts", "abschnitte"))
# How objects name people: Zotero's own, and CSL (https://citationstyles.org).
_PERSON = (("firstName", "lastName"), ("given", "family"))
# No bracket within: a row of 50,000 opening ones is looked through once.
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_SENTENCE_ENDS = re.compile(r"\w\w[.!?][\"”’»)]*\s+[^\W\d_a-z]|[。！？]")
_BY = re.compile(r"(?:\A|(?<=, ))by(?::\s*|\s+)", re.IGNORECASE)
# What programs write where they have nothing: YAML, databases, pandas, scrapers, people.
_NO_VALUES = frozenset(
    ("null", "~", "none", "nan", "n/a", "\\n", "unknown", "undefined", "-", "--")
)
ADDRESS = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Declared:
    """The metadata of a document that its record, its head or a file beside it says.

    Each is one line, empty where nothing is said; ``date`` is in ISO 8601, ``length`` as a press
    database counts it, in words or pages.
    """

    title: str = ""
    byline: str = ""
    date: str = ""
    source: str = ""
    url: str = ""
    language: str = ""
    section: str = ""
    length: str = ""


NOTHING = Declared()


def declared(metadata: Mapping[str, Any], names: Mapping[str, str]) -> Declared:
    """Return the fields of a document in ``metadata``; ``names`` are those that a user named."""
    if not metadata:
        return NOTHING
    found = _by_field(metadata, names)
    url = _line(found, "url")
    source = _line(found, "source")
    if source.startswith(ADDRESS):  # the clippings of Obsidian give the address as their source
        url, source = url or source, ""
    dates = found.get("date", ())
    return Declared(
        title=_line(found, "title"),
        byline=_BY.sub("", _line(found, "byline")),
        date=next(filter(None, chain(map(iso_date, dates), map(partial_date, dates))), ""),
        source=source,
        url=url if url.startswith(ADDRESS) else "",
        language=_line(found, "language"),
        section=_line(found, "section"),
        length=length if (length := _line(found, "length"))[-1:].isalpha() else "",
    )


def field_of(key: str) -> str | None:
    """Return the field that a key usually names, if it names one."""
    return _BY_NAME.get(_bare(key))


def text_key(metadata: Mapping[str, Any], names: Mapping[str, str]) -> str | None:
    """Return the key that holds the text of a record, the named one or a usual one; else None."""
    chosen = names.get("text")
    if chosen and value_at(metadata, chosen) is not None:
        return chosen
    own = metadata.get("text")
    if isinstance(own, str) and own.strip():
        return "text"
    keys = {_bare(key): key for key in reversed(list(metadata))}
    usual = (keys[name] for name in USUAL["text"] if name in keys)
    found = next((key for key in usual if text_of(metadata[key]).strip()), None)
    if found and is_mere_description(found, names):
        found = _described(metadata, found)
    return "text" if found is None and isinstance(own, str) else found


def _described(metadata: Mapping[str, Any], key: str) -> str:
    """Return the key of a longer text of sentences that has no usual name, or else that given."""
    least = len(text_of(metadata[key]))
    longer = (
        other
        for other, value in metadata.items()
        if isinstance(value, str) and len(value) > least and not field_of(other)
        if _SENTENCE_ENDS.search(value)
    )
    return max(longer, key=lambda other: len(metadata[other]), default=key)


def no_text(metadata: Mapping[str, Any], names: Mapping[str, str]) -> str | None:
    """Return the key of a text that is none, such as a number or null, if a record has one."""
    chosen = names.get("text")
    return next(
        (
            key
            for key, value in metadata.items()
            if (key == chosen or field_of(key) == "text")
            and not is_mere_description(key, names)
            and not isinstance(value, str | list)
        ),
        None,
    )


def is_mere_description(key: str, names: Mapping[str, str]) -> bool:
    """Tell whether the text under a key is on another one, unless a user has named it."""
    return key != names.get("text") and _bare(key) in _DESCRIPTIONS


def unfolded(metadata: Mapping[str, Any], names: Mapping[str, str]) -> Mapping[str, Any]:
    """Return a record with the fields of the one object in it that holds its text.

    Search engines (``_source``) and other programs (``fields``, ``article``) write such records.
    Sections below a title are its text.
    """
    key = text_key(metadata, names)
    values = metadata.values() if key is None else [value_at(metadata, key)]
    within = [each for each in values if isinstance(each, dict) and text_key(each, names)]
    if key is None and not within and (found := _sections(metadata, names)):
        name, text = found
        return {**{key: each for key, each in metadata.items() if key != name}, "text": text}
    if len(within) != 1:
        return metadata
    return {**{key: each for key, each in metadata.items() if each is not within[0]}, **within[0]}


def _sections(metadata: Mapping[str, Any], names: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the key of the sections of an article that has a title, and their text."""
    if not declared(metadata, names).title:
        return None
    for name, value in metadata.items():
        if _bare(name) not in _SECTIONS or not isinstance(value, list):
            continue
        keys = ((each, text_key(each, names)) for each in value if isinstance(each, dict))
        parts = [
            (declared({**each, key: None}, names), text_of(value_at(each, key)))
            for each, key in keys
            if key
        ]
        if not parts or any(said != Declared(title=said.title) for said, _ in parts):
            continue  # with a day or an address of its own, it is an article
        rows = (row for said, text in parts for row in (said.title, text))
        return name, "\n\n".join(filter(None, rows))
    return None


def text_of(value: object) -> str:
    """Return the text that a value holds: a list of paragraphs is joined by blank lines."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n\n".join(filter(None, (text_of(each) for each in value)))
    if isinstance(value, dict):
        return next((text_of(value[key]) for key in _INNER_TEXTS if value.get(key)), "")
    return ""


def value_at(metadata: Mapping[str, Any], path: str) -> Any:
    """Return the value of a key, or of keys within each other with dots between them."""
    if path in metadata:
        return metadata[path]
    value: Any = metadata
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _by_field(metadata: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, list[Any]]:
    """Return the values for each field, the likeliest first."""
    within = (each for key, each in metadata.items() if _bare(key) in _AROUND)
    deeper = (each.items() for each in within if isinstance(each, dict))
    ranked: dict[str, list[tuple[int, Any]]] = {}
    named = set(names.values())  # a user has said what these are
    for depth, items in enumerate(chain([metadata.items()], deeper)):
        for key, value in items:
            bare = _bare(key)
            field = None if key in named else _BY_NAME.get(bare)
            if field and value not in (None, "", [], {}):
                rank = depth * len(_BY_NAME) + USUAL[field].index(bare)
                ranked.setdefault(field, []).append((rank, value))
    found = {
        field: [value for _, value in sorted(values, key=lambda each: each[0])]
        for field, values in ranked.items()
    }
    chosen = {field: value_at(metadata, path) for field, path in names.items()}
    return found | {field: [value] for field, value in chosen.items() if value is not None}


def _line(found: Mapping[str, list[Any]], field: str) -> str:
    """Return the first value of a field that is a text, as one line."""
    return next(filter(None, (_text_of(value) for value in found.get(field, ()))), "")


def _text_of(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(filter(None, map(_text_of, value))))
    if isinstance(value, dict):
        if value and all(isinstance(each, dict) for each in value.values()):  # by their ids
            return _text_of(list(value.values()))
        names = (" ".join(str(value.get(key) or "") for key in keys).strip() for keys in _PERSON)
        return next(filter(None, names), "") or next(
            (_text_of(value[key]) for key in _INNER if value.get(key)), ""
        )
    if not isinstance(value, str):  # numbers are those of people and sections in a database
        return ""
    from html import unescape  # the names of all characters, for some fields only

    text = one_line(unescape(_WIKI_LINK.sub(r"\1", value)).strip())
    return "" if text.lower() in _NO_VALUES else text


def _bare(key: object) -> str:
    return _MARKS.sub("", str(key)).lower()
