"""The table of forms, and which of them a file is, by its name and by a look into it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from io import BytesIO
from types import MappingProxyType
from typing import IO

from reader.corpus.decoding import in_utf8
from reader.corpus.forms.form import Form, Part
from reader.corpus.forms.press_marks import is_press
from reader.corpus.reading import AS_THEY_STAND
from reader.lazy import lazy_re

_DOCUMENTS, _RECORDS = "documents", "records"
_PACKED = (".gz", ".zst")


def _packed(*suffixes: str) -> tuple[str, ...]:
    return tuple(f"{suffix}{packed}" for suffix in suffixes for packed in _PACKED)


_TEXTS = (
    Form("JSON", (".json", *_packed(".json")), "json_file", version=4),
    Form("JSON Lines", _packed(".jsonl", ".ndjson"), "json_lines", version=4),
    Form("RIS", (".ris",), "ris_file"),
    Form("press database export", (), "press_database", version=14),
    Form("press database page", (), "press_database_page", version=11),
    Form("list of pages", (), "page_list", version=2),
    Form("file of several pages", (), "joined_pages"),
    Form("dump of articles", (), "dump", version=5),
    Form("file of texts with heads", (), "headed_texts", version=6),
    Form("file of texts with rules", (), "ruled_texts", version=5),
)
# The text of an office document may be in one of these forms.
_IN_TEXT = sum(form.version for form in _TEXTS)
# Files that say how they are encoded, and whose texts are slow to draw out and are kept.
_drawn = partial(Form, is_kept=True, says_encoding=True)
_FORMS = (
    *_TEXTS,
    Form("CSV", (".csv", ".tsv", *_packed(".csv", ".tsv")), "csv_table", version=11, is_kept=True),
    Form(
        "XML",
        (".xml", ".rss", ".atom", ".rdf", ".sgml", ".sgm", *_packed(".xml")),
        "xml_file",
        version=13,
        is_kept=True,
    ),
    Form("mail", (".eml", ".mhtml", ".mht"), "mail", holds_many=False, version=4, is_kept=True),
    Form("mailbox", (".mbox",), "mailbox", version=4, is_kept=True),
    Form("WACZ", (".wacz",), "web_archive", version=8, is_kept=True, extra=_DOCUMENTS),
    Form("WARC", (".warc", ".warc.gz"), "web_archive", is_streamed=True, extra=_DOCUMENTS),
    Form("Parquet", (".parquet",), "parquet", extra=_RECORDS, says_encoding=True),
    _drawn("PDF", (".pdf",), "pdf", holds_many=False, version=15, extra=_DOCUMENTS),
    _drawn(
        "PDF of a press database", (), "press_database_pdf", version=12 + _IN_TEXT, extra=_DOCUMENTS
    ),
    _drawn("DOCX", (".docx",), "docx_file", version=16 + _IN_TEXT, extra=_DOCUMENTS),
    _drawn("ODT", (".odt",), "odt_file", version=10 + _IN_TEXT),
    _drawn("RTF", (".rtf",), "rtf", version=14 + _IN_TEXT, extra=_DOCUMENTS),
    _drawn("EPUB", (".epub",), "epub", version=6),
)
# Changes with what any form gives; what was made of documents is made anew.
FORMS_VERSION = 5 + sum(form.version for form in _FORMS)
# A zipped folder holds any of them: its module stands above those of the forms.
_ZIP = Form("ZIP", (".zip",), ".zip_folder", version=FORMS_VERSION, is_kept=True)
# So does a packed text, which may be an export of several.
_PACKED_TEXT = Form("packed text", _packed(".txt", ".md", ".html", ".htm"), ".packed_text")
FORMS: Mapping[str, Form] = MappingProxyType(
    {form.name: form for form in (*_FORMS, _ZIP, _PACKED_TEXT)}
)
_BY_SUFFIX = {suffix: form for form in FORMS.values() for suffix in form.suffixes}
# What marks the articles of a page of Factiva, Nexis, ProQuest or Europresse, by markup or text.
_OF_DOWNLOAD = lazy_re(
    rb'class="article [a-z]{2}Article\b|(?:NAME|name)="DOC_ID_|'
    rb'ProQuest document ID|class="DocPublicationName'
)
_OF_PRESS = lazy_re(rb"<title>[^<]*\b(?:Factiva|Nexis|ProQuest|Europresse)\b")
_PDF = b"%PDF-"
_PAGE = lazy_re(rb"(?:\xef\xbb\xbf)?\s*<(?:!DOCTYPE html|html)\b", re.IGNORECASE)
# A licence, a list of changes or instructions for a program may look like these.
_LIKE_TEXTS = frozenset({"file of texts with heads", "file of texts with rules"})
# Lists of pages of Pocket, of Instapaper, and of browsers and others that write bookmarks.
_OF_PAGES = lazy_re(
    rb"<title>(?:Pocket Export|Instapaper: Export)</title>|\A\s*<!DOCTYPE NETSCAPE-Bookmark-file-1",
    re.IGNORECASE,
)
_ENDS_PAGE = lazy_re(rb"</(?:html|article)\s*>(?=\s*\S)", re.IGNORECASE)
# A key, with a number over it or without; or front matter.
_HEADED = lazy_re(
    rb"\s*(?:[^\W\d]{4,9} \d{1,4}[.:]?\s*?\n\s*)?[^\n:]{2,40}(?::|\xef\xbc\x9a)|"
    rb"(?:---|\+\+\+)[ \t]*\r?\n"
)
_ROW_OF_FIELD = lazy_re(r"^(?P<name>[A-Z]{2,3})[ ]*\|[ ]*(?P<value>.*?)[ |]*$")
# The beginnings of files of other forms that are called as texts are.
_BEGINNING = {
    name: lazy_re(rb"(?:\xef\xbb\xbf)?\s*(?:" + start + rb")")
    for name, start in {
        "dump of articles": rb"<doc\b|<DOC>|<REUTERS\b|<!DOCTYPE lewis|\w+: ?\[['\"]",
        "RIS": rb"TY  - [A-Z]+\s",
        "JSON Lines": rb"\{\"[^\n]*\}\r?\n\{\"",
        "JSON": rb"\[\s*\{\s*\"",
        "mailbox": rb"From \S+ .*\d{4}\s*\n(?:From|To|Date|Subject|Received|Message-ID|Return-Path"
        rb"|Delivered-To|MIME-Version|Content-[\w-]+|X-[\w-]+): ",
        "XML": rb"(?:<\?xml[^<>]*>\s*)?"
        rb"<(?:(?:rss|feed|rdf:RDF|nitf|newsML|newsItem|TEI|alto)\b|"
        rb"(?:articles|corpus|documents|records)\b[^<>]*>\s*<(?:article|document|record)\b)",
    }.items()
}
# An array, or a first line that opens an object and no more.
_NO_LINES = lazy_re(rb"\s*(?:\[\s*\{|\{[ \t\r]*\n)")
# So many bytes of a file are looked at while its folder is listed, and more where they may decide.
_LOOK, _FURTHER = 8192, 2**18


def suffix_of(name: str) -> str:
    """Return the ending of a file name in small letters, with that before ``.gz`` or ``.zst``."""
    small = name.rpartition("/")[2].lower()
    whole = small.removesuffix(".gz").removesuffix(".zst")
    dot = whole.rfind(".")
    return small[dot:] if dot > 0 else small[small.rfind(".") :]


def has_no_ending(name: str) -> bool:
    """Tell whether the name of a file has no ending, so that its bytes alone tell what it is."""
    return "." not in os.path.basename(name)


def form_of(name: str) -> Form | None:
    """Return the form of a file by the end of its name."""
    return _BY_SUFFIX.get(suffix_of(name))


def articles_in(rows: Sequence[str]) -> list[Part]:
    """Return the articles in the lines of a document that holds several; none of another.

    A heading begins as in Markdown. Downloads from press databases have them where they like, and
    some their fields in tables.
    """
    rows = [_ROW_OF_FIELD.sub(r"\g<name>  \g<value>", row) for row in rows]
    for text in ("\n".join(row.lstrip("# ") for row in rows), "\n\n".join(filter(None, rows))):
        data = text.encode("utf-8", "replace")
        if form := form_in(data):
            return list(form.parts(data, AS_THEY_STAND, ""))
    return []


def form_by_look(file: str) -> Form | None:
    """Return the form of a text file or PDF that holds several articles, by its beginning.

    Of a name without an ending, that of any file that is no mere text.

    Raises:
        OSError: where it can't be read.
    """
    with open(file, "rb", buffering=0) as stream:
        start = stream.read(_LOOK)
        return _looked(file, start, stream, cache(lambda: start + stream.read(_FURTHER)))


def _looked(
    name: str, start: bytes, stream: IO[bytes], further: Callable[[], bytes]
) -> Form | None:
    """Return the form of a file by its first bytes, and by more where these leave a doubt."""
    is_named = not has_no_ending(name)
    if start.startswith(_PDF):
        return _form_of_pdf(stream) or (None if is_named else FORMS["PDF"])
    found = _form_of_text(in_utf8(start), cache(lambda: in_utf8(further())))
    if is_named or found is None:
        return found if is_named or not _PAGE.match(start) else _PACKED_TEXT
    return None if found.name in _LIKE_TEXTS else found


def form_of_lines(start: bytes) -> Form | None:
    """Return the form of a file that is called JSON Lines and is none that can be streamed.

    It is in another encoding of Unicode, or its records lie in an array or run over several lines.
    """
    if _NO_LINES.match(in_utf8(start[:_LOOK])):
        return FORMS["JSON"]
    return FORMS["JSON Lines"] if b"\0" in start[:4] else None


def _form_of_pdf(stream: IO[bytes]) -> Form | None:
    try:
        from reader.corpus.forms.press_database_pdf import is_likely
    except ModuleNotFoundError:  # it is told when the file is read
        return None
    return FORMS["PDF of a press database"] if is_likely(stream) else None


def form_in(data: bytes, name: str = ".txt") -> Form | None:
    """Return the form of the bytes of a file as ``form_by_look`` does."""
    return _looked(name, data[:_LOOK], BytesIO(data), lambda: data)


def _form_of_page(start: bytes, further: Callable[[], bytes]) -> Form | None:
    """Return the form of a file of HTML by the words that such files have."""
    if _OF_DOWNLOAD.search(start):
        return FORMS["press database page"]
    if _OF_PAGES.search(start):
        return FORMS["list of pages"]
    if _ENDS_PAGE.search(start):
        from reader.corpus.forms import joined_pages

        if joined_pages.are_several(further().decode("utf-8", "replace")):
            return FORMS["file of several pages"]
    return None


def _form_of_text(start: bytes, further: Callable[[], bytes]) -> Form | None:
    """Return the form of a text file by its first bytes, and by more where these leave a doubt."""
    is_page = start.lstrip()[:1] == b"<"
    if is_page and _OF_PRESS.search(start):
        start = further()  # its styles may be longer than the first look
    if is_page and (found := _form_of_page(start, further)):
        return found
    if begun := next((name for name, each in _BEGINNING.items() if each.match(start)), None):
        return FORMS[begun]
    if is_press(start, further, in_tags=is_page):
        return FORMS["press database page" if is_page else "press database export"]
    if is_page:
        return None
    if _HEADED.match(start):
        from reader.corpus.forms.headed_texts import begins_as_head, has_several

        if begins_as_head(start) and has_several(further()):
            return FORMS["file of texts with heads"]
    from reader.corpus.forms.ruled_texts import are_several

    return FORMS["file of texts with rules"] if are_several(start) else None
