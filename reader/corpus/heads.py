"""Heads of texts: front matter in YAML, TOML or JSON, mail's, lines such as ``Title: …``."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.corpus.fields import ADDRESS, field_of, is_mere_description

if TYPE_CHECKING:
    from email.message import Message

# The longest head that is looked for, in characters.
_LONGEST = 64 * 1024
# Three dots end what is YAML, too.
_FENCED = re.compile(
    r"\ufeff?(?P<mark>(?P<yaml>---)|\+\+\+)[ \t]*\r?\n(?P<head>.*?)"
    r"^(?:(?P=mark)|(?(yaml)\.\.\.|(?!)))[ \t]*\r?$",
    re.S | re.M,
)
# One that is closed and was never opened, as Hexo writes it: no blank line stands in it.
_UNOPENED = re.compile(r"\ufeff?(?P<head>(?:(?!---)[ \t]*\S.*\n){1,60})---[ \t]*\r?(?:\n|\Z)")
# The title, authors and day of a text for pandoc, which may go on in indented lines.
_PANDOC = re.compile(
    r"\ufeff?%[ \t]+(?P<title>\S.*(?:\n[ \t]+\S.*)*)\n%[ \t]*(?P<authors>.*(?:\n[ \t]+\S.*)*)\n"
    r"(?:%[ \t]*(?P<date>.*)\n)?(?=[ \t]*\r?\n)"
)
_MAIL = re.compile(
    r"(?:[A-Z][A-Za-z-]{1,30}:(?:[ \t].*)?\r?\n(?:[ \t]+\S.*\r?\n)*){2,40}(?=[ \t]*\r?\n)"
)
_FENCE = re.compile(r"\ufeff?---[ \t]*\r?\n")
# Where words have no blanks between them, a colon needs none behind it, and may be a wide one.
_KEY = re.compile(
    r"(?P<key>[^\W\d_][\w -]{1,24}?)[ \t]*(?::(?=[ \t]|\Z)|：|(?<=[\u3040-\u9fff\uac00-\ud7a3]):)"
    r"[ \t]*(?P<value>\S.*?)?[ \t]*"
)
_JSON_FENCE = re.compile(r"\ufeff?;;;[ \t]*\r?\n\s*")
_JSON_FENCE_ENDS = re.compile(r"\s*\n;;;[ \t]*(?=\r?\n)")
# A list, an object or a block of text that does not end in its line.
_OPEN = re.compile(r"[\[{](?!.*[\]}]$)|[|>][+-]?\d?$")
# Keys of a head that name no field of ours.
_OTHERS_WORDS = (
    "tags tag keywords subtitle layout slug id pages page words length edition "
    "copyright rights image updated modified country city location type"
)
_OTHERS = frozenset(_OTHERS_WORDS.split())

# A line of one of these keys is the end of a head: the text follows, in the line where it has as
# many characters. A name there is of who wrote it.
_TEXT = "text"
_SHORTEST_TEXT = 60


class Head(NamedTuple):
    """The head of a text: how many of its code points it takes, and the fields it declares.

    ``broken`` are the keys of values that can't be read.
    """

    size: int
    fields: Mapping[str, Any]
    broken: tuple[str, ...] = ()


NO_HEAD = Head(0, {})


def head_of(text: str) -> Head:
    """Return the head of a text; one with nothing below it has to name fields of ours."""
    start = text[:_LONGEST]
    forms = (_fenced, _json, _unopened, _of_pandoc, _of_mail, _keys)
    found = next(filter(None, (form(start) for form in forms)), NO_HEAD)
    return found if text[found.size :].strip() or any(map(field_of, found.fields)) else NO_HEAD


def parsed(head: str, mark: str = "---") -> Mapping[str, Any] | None:
    """Return the fields of a head in YAML, or in TOML for the mark ``+++``; values as they stand.

    Where it is not quite right, the values that are none are taken as they are written; where that
    is not enough, the lines of a key and a value are read.
    """
    if mark == "+++":
        return _toml(head) or _mended_toml(head)
    fields = _yaml(head) or _yaml("".join(map(_quoted, head.splitlines(keepends=True))))
    if fields is None:
        fields = {
            key: value.strip("\"'") for key, value in _rows(head).items() if not _OPEN.match(value)
        }
    return fields if isinstance(fields, dict) and fields else None


def _yaml(head: str) -> Any:
    """Return what a YAML text says, None where it is none."""
    import yaml

    try:
        # The loader without types: 2024-03-05 and yes stay what they are, and no tag is obeyed.
        # That of libyaml, where it is there, takes a tenth of the time.
        return yaml.load(head, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except (yaml.YAMLError, RecursionError, ValueError):
        return None


def _quoted(row: str) -> str:
    """Return a row of a key and a value, with the value in quotes where it is no YAML."""
    match = _KEY.fullmatch(row.rstrip("\r\n"))
    if not match or not match["value"] or _OPEN.match(match["value"]) or _yaml(row) is not None:
        return row
    doubled = _bare(match["value"]).replace("'", "''")
    return f"{match['key']}: '{doubled}'\n"


def _toml(head: str) -> dict[str, Any] | None:
    """Return what a TOML text says, None where it is none."""
    import tomllib

    try:
        return tomllib.loads(head)
    except ValueError:
        return None


def _mended_toml(head: str) -> dict[str, Any] | None:
    """Return what a TOML text says with its broken values in quotes, or else its single rows."""
    rows = [_quoted_in_toml(row) for row in head.splitlines(keepends=True)]
    fields = (field for row in rows for field in (_toml(row) or {}).items())
    return _toml("".join(rows)) or dict(fields) or None


def _quoted_in_toml(row: str) -> str:
    """Return a row of a key and a value, with the value in quotes where it is no TOML."""
    key, equals, value = row.partition("=")
    if not equals or _OPEN.match(value.strip()) or _toml(row) is not None:
        return row
    return f"{key}= {json.dumps(_bare(value.strip()))}\n"


def _bare(value: str) -> str:
    """Return a value without the quotes that it has on one side or both."""
    return value.strip(value[0]) if value[:1] in ("'", '"') else value


def _fenced(text: str) -> Head | None:
    match = _FENCED.match(text)
    if match is None:
        return _unclosed(text)
    fields = parsed(match["head"], match["mark"]) or {}
    metadata = _rows(match["head"]) if match["yaml"] else {}
    broken = [key for key, value in metadata.items() if key not in fields and _OPEN.match(value)]
    is_head = bool(fields) or any(map(field_of, broken))
    return Head(match.end(), fields, tuple(broken)) if is_head else None


def _unclosed(text: str) -> Head | None:
    """Return the lines of keys below a fence that is opened and never closed."""
    fence = _FENCE.match(text)
    head = _keys(text[fence.end() :]) if fence else None
    return Head(fence.end() + head.size, head.fields) if fence and head else None


def _unopened(text: str) -> Head | None:
    """Return the YAML above a fence that was never opened, if it names fields and no text."""
    match = _UNOPENED.match(text)
    fields = _yaml(match["head"]) if match and _KEY.match(text) else None
    if match is None or not isinstance(fields, dict) or any(map(_begins_text, fields)):
        return None
    return _enough(fields, match.end())


def _of_pandoc(text: str) -> Head | None:
    """Return the rows of per cent signs that pandoc reads as title, authors and day."""
    match = _PANDOC.match(text)
    if match is None:
        return None
    fields = {key: " ".join((value or "").split()) for key, value in match.groupdict().items()}
    return Head(match.end(), {**fields, "authors": fields["authors"].split(";")})


def _of_mail(text: str) -> Head | None:
    """Return the rows above a mail that was saved as text: it has a sender and a subject."""
    match = _MAIL.match(text)
    if match is None:
        return None
    from email import message_from_string, policy  # none but a mail needs it

    mail = message_from_string(match[0], policy=policy.default)
    is_mail = mail.get("From") and mail.get("Subject") and not mail.get("Title")
    return Head(match.end(), fields_of_mail(mail)) if is_mail else None


def fields_of_mail(mail: Message) -> dict[str, str]:
    """Return the title, author and date that the head of a mail says."""
    author = str(mail.get("From") or "").partition("<")[0].strip(' "')
    date = str(mail.get("Date") or mail.get("Sent") or "")
    fields = {"title": str(mail.get("Subject") or ""), "author": author, "date": date}
    return {key: value for key, value in fields.items() if value}


def _rows(head: str) -> dict[str, str]:
    """Return the values that stand in one line with their key, as they are written."""
    rows = filter(None, map(_KEY.fullmatch, head.splitlines()))
    return {row["key"]: row["value"] or "" for row in rows}


def _json(text: str) -> Head | None:
    fence = _JSON_FENCE.match(text)
    start = fence.end() if fence else 0
    if text[start : start + 1] != "{":
        return None
    try:
        fields, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return None
    if fence:
        closing = _JSON_FENCE_ENDS.match(text, end)
        end = closing.end() if closing else end
    is_head = isinstance(fields, dict) and any(map(field_of, fields)) and text[end:].strip()
    return Head(end, fields) if is_head and text[end : end + 1] in ("\n", "\r") else None


def _keys(text: str) -> Head | None:
    """Return a head of lines with keys: two of fields we know, or a title or address alone."""
    fields: dict[str, str] = {}
    size, last = 0, ""
    certain = _certain_rows(text)
    for number, row in enumerate(text.splitlines(keepends=True)):
        match = _KEY.fullmatch(row.rstrip("\r\n"))
        if match and number >= certain and field_of(match["key"]) == _TEXT:
            if not match["value"]:
                size += len(row)
            elif _begins_text(match["key"]) and len(match["value"]) >= _SHORTEST_TEXT:
                size += match.start("value")
            break
        if match and (number < certain or _is_known(match["key"])):
            last = match["key"]
            fields.setdefault(last, match["value"] or "")
        elif fields and row[:1] in (" ", "\t") and row.strip():
            fields[last] = f"{fields[last]} {row.strip()}".strip()
        elif row.strip():
            break  # a text right under its head, or no head at all
        elif _enough(fields, size) and not _key_follows(text[size + len(row) :]):
            break
        size += len(row)
    return _enough(fields, size)


def _certain_rows(text: str) -> int:
    """Return the number of rows that are a head whatever their keys: most of them are known.

    They end at a blank row or before the text; all have keys, and there is a text below them.
    """
    rows = text.splitlines()
    keys: list[str] = []
    for number, row in enumerate(rows):
        match = _KEY.fullmatch(row)
        if not row.strip() or (match and _begins_text(match["key"])):
            mostly = 2 * sum(map(_is_known, keys)) > len(keys)
            return number if mostly and any(map(str.strip, rows[number:])) else 0
        if match:
            keys.append(match["key"])
        elif row[:1] not in (" ", "\t"):
            return 0
    return 0


def _begins_text(key: str) -> bool:
    return field_of(key) == _TEXT and not is_mere_description(key, {})


def _is_known(key: str) -> bool:
    return field_of(key) is not None or key.lower() in _OTHERS


def _enough(fields: Mapping[str, Any], size: int) -> Head | None:
    named = {field_of(key): str(value) for key, value in fields.items() if value}
    told = {*named} - {None, _TEXT}
    is_address = told == {"url"} and named["url"].startswith(ADDRESS)
    return Head(size, fields) if len(told) > 1 or told == {"title"} or is_address else None


def _key_follows(text: str) -> bool:
    row = text.lstrip("\r\n").partition("\n")[0].rstrip("\r")
    match = _KEY.fullmatch(row)
    return bool(match and field_of(match["key"]) and len(row) < 200)
