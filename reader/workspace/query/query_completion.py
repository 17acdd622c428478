"""The completion of a query while it is typed: fields, their values, names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from reader.text import fold, found_words, harmless
from reader.workspace.query.documents import folders_of
from reader.workspace.query.query_fields import FIELDS
from reader.workspace.query.syntax import CLOSING, OPENING, quoted_value

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace

_VALUE = rf"""[{OPENING}][^{CLOSING}]*|[^\s()"]*"""
_LAST = re.compile(
    rf"""(?:^|[\s(])-?(?:(?P<field>[^\W\d_]+):(?P<value>{_VALUE})"""
    rf"""|@(?P<called>{_VALUE})|(?P<start>[^\W\d_]+)|(?P<pattern>/[^/]+))$"""
)
# A name whose words are typed without quotation marks, to the end of a query.
_IN_WORDS = re.compile(r"""(?:^|[\s(])-?@(?P<called>[^\s()":/@-][^()":/@]*\s[^\s()":/@]+)$""")
# More can't be looked through: typing narrows them.
_SHOWN = 12
_NAMES = 2_000  # names


class Completion(NamedTuple):
    """A way to go on: the whole query with it, what it is called, and what it stands for."""

    query: str
    label: str
    help: str


def completions(text: str, values: Callable[[str], Iterable[str]]) -> list[Completion]:
    """Return the continuations of a query from its end, the likeliest first.

    ``values`` gives the values of a field that there are, ``@`` the names.
    """
    # Without its quotation marks a name of several words would be one of its first word alone.
    in_words = _IN_WORDS.search(text)
    if in_words is not None and (named := _named(text, in_words, values("@"))):
        return named
    last = _LAST.search(text)
    if last is None:
        return []
    if last["pattern"] is not None:
        return [
            Completion(f"{text}/", f"{last['pattern']}/", "finds capitals too, unless it has some")
        ]
    if last["start"] is not None:
        before = text[: last.start("start")]
        typed = last["start"].lower()
        return [
            Completion(f"{before}{name}:", f"{name}:", field.help)
            for name, field in FIELDS.items()
            if name.startswith(typed)
        ]
    name, group = (last["field"].lower(), "value") if last["field"] else ("@", "called")
    if name != "@" and name not in FIELDS:
        return []
    typed, before = fold(last[group].lstrip(OPENING)), text[: last.start(group)]
    fixed = FIELDS[name].values if name in FIELDS else ()
    choices = fixed or values(name)
    longer = [(fold(value), value) for value in choices if fold(value) != typed]
    found = [value for folded, value in longer if folded.startswith(typed)]
    # People are called by their last names, too, and so are most things.
    found += [value for folded, value in longer if typed and f" {typed}" in folded]
    help_ = FIELDS[name].help if name in FIELDS else "a name"
    return _with_each(before, found, help_)


def _named(text: str, typed: re.Match[str], names: Iterable[str]) -> list[Completion]:
    """Return the completions of a name in quotation marks of which several words are typed."""
    before, words = text[: typed.start("called")], fold(" ".join(typed["called"].split()))
    return _with_each(before, (name for name in names if fold(name).startswith(words)), "a name")


def _with_each(before: str, values: Iterable[str], help_: str) -> list[Completion]:
    """Return the completions of what stands ``before`` with the first of the values."""
    return [
        Completion(f"{before}{_quoted(value)} ", value, help_)
        for value in islice(filter(_is_harmless, dict.fromkeys(values)), _SHOWN)
    ]


def values_of(workspace: Workspace, field: str) -> list[str]:
    """Return the values that a field has in a corpus as far as it is read, the commonest first."""
    match field:
        case "tag" | "only":
            return [tag.name for tag in workspace.store.tags()]
        case "date":
            months = {date[:7] for date in _texts(workspace, "date")}
            return sorted(months - {""}, reverse=True)
        case "@":
            return [one.name for one in workspace.names.entities.entities[:_NAMES]]
    return [value for value, _ in Counter(_each_value(workspace, field)).most_common() if value]


def _each_value(workspace: Workspace, field: str) -> Iterable[str]:
    """Return the value of a field of each document or passage; nothing of a field without any."""
    match field:
        case "source":
            return _texts(workspace, "source")
        case "by":
            return _texts(workspace, "byline")
        case "author":
            return (passage.author for passage in workspace.facts.passages.values())
        case "folder":
            return chain.from_iterable(map(folders_of, workspace.entries))
        case "lang":
            return workspace.texts.languages().values()
        case "note":
            notes = (found_words(note.text) for note in workspace.facts.notes)
            return chain.from_iterable(notes)
        case "story":
            firsts = (story.first for story in workspace.duplicates.stories())
            return (workspace.summaries.text(one, "title") for one in firsts)
        case "document":
            return list(workspace.entries)
    return ()


def _texts(workspace: Workspace, field: str) -> Iterator[str]:
    """Yield a text of all summaries that there are now; a thread may add others meanwhile."""
    return (workspace.summaries.text(document, field) for document in list(workspace.summaries))


def _is_harmless(value: str) -> bool:
    """Tell whether a line can be typed with a value in it; the names of files hold anything."""
    return value == harmless(value)


def _quoted(value: str) -> str:
    return quoted_value(value) if re.search(rf"[\s(),{OPENING}{CLOSING}]", value) else value
