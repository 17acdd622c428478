"""Labels before the names of authors and sources, in scripts that know no capitals, and others."""

from __future__ import annotations

import re

from reader.text import Span

_AUTHORS = (
    # Arabic, Persian, Hebrew
    *("كتب", "كتبت", "بقلم", "الكاتب", "الكاتبة", "إعداد", "تقرير", "مراسل", "المراسل"),
    *("نویسنده", "به قلم", "خبرنگار", "گزارش", "מאת", "כתב", "כתבה", "כותב", "כותבת"),
    # Chinese, Japanese, Korean
    *("记者", "記者", "本报记者", "本報記者", "作者", "撰文", "撰稿", "采写", "採寫", "文字", "文"),
    *("執筆", "著者", "筆者", "取材・文", "ライター", "기자", "글", "글쓴이", "작성자", "취재"),
    *("автор", "авторы", "автор текста", "текст", "корреспондент"),
)
_SOURCES = (
    *("المصدر", "مصدر", "منبع", "מקור", "המקור"),
    *("来源", "來源", "文章来源", "文章來源", "稿源", "出处", "出處", "新闻来源"),
    *("出典", "提供元", "配信元", "情報源", "출처", "источник"),
)
# They need no colon: what follows is who it is by.
_BY = ("بقلم", "به قلم", "מאת")
_ENDS = r"|｜·•/／()（）\[\]【】,，;；\d"
# A name goes on to the end, a mark, a number, or the next label.
_NAME = (
    rf"(?P<name>[^\W\d_][^:：{_ENDS}]{{0,50}}?)"
    rf"(?=\s*(?:[{_ENDS}]|$)|\s+[^\s:：]{{1,12}}\s?[:：])"
)


def _labelled(labels: tuple[str, ...], bare: tuple[str, ...] = ()) -> re.Pattern[str]:
    """Return the form of a name behind one of some labels; ``bare`` ones need no colon."""
    colon = rf"(?:{'|'.join(labels)})\s?[:：／]\s*"
    blank = rf"|(?:{'|'.join(bare)})\s+" if bare else ""
    return re.compile(rf"(?:^|[\s|｜·•(（\[【])(?:{colon}{blank}){_NAME}", re.IGNORECASE)


# In Korean the office stands behind the name: "김하늘 기자".
_REPORTER = re.compile(r"(?:^|[|·(\[=]\s?)(?P<name>[가-힣]{2,4})\s기자(?=$|[\s|·)\]=,])")
# In Chinese it may stand before it without a colon: "本报记者 林晓梅".
_CHINESE_REPORTER = re.compile(
    r"(?:^|[|·(（\[【\s])(?:本[报報]|新[华華]社)?[记記]者\s+(?P<name>[\u4e00-\u9fff]{2,4})(?=$|[\s|·)）\]】,，])"
)
_BYLINE, _SOURCE = _labelled(_AUTHORS, _BY), _labelled(_SOURCES)


def labelled_names(text: str) -> Span | None:
    """Return the authors' names beside their label in a line, None where there is none."""
    forms = (_BYLINE, _REPORTER, _CHINESE_REPORTER)
    return next((name for form in forms if (name := _behind(form, text))), None)


def labelled_source(text: str) -> Span | None:
    """Return the name of the source behind its label in a line, None where there is none."""
    return _behind(_SOURCE, text)


def _behind(form: re.Pattern[str], text: str) -> Span | None:
    match = None if text.isascii() else form.search(text)
    return Span(*match.span("name")) if match else None
