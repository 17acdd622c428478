"""The completion of a query while it is typed: fields, their values, names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from reader.text import fold
from reader.workspace.query.documents import folders_of
from reader.workspace.query.query_fields import FIELDS
from reader.workspace.query.syntax import quoted_value

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace

_LAST = re.compile(
    r"""(?:^|[\s(])-?(?:(?P<field>[^\W\d_]+):(?P<value>"[^"]*|[^\s()"]*)"""
    r"""|@(?P<called>"[^"]*|[^\s()"]*)|(?P<start>[^\W\d_]+))$"""
)
# More can't be looked through: typing narrows them.
_SHOWN = 12
_NAMES = 2_000


class Completion(NamedTuple):
    """A way to go on: the whole query with it, what it is called, and what it stands for."""

    query: str
    label: str
    help: str


def completions(text: str, values: Callable[[str], Iterable[str]]) -> list[Completion]:
    """Return the continuations of a query from its end, the likeliest first.

    ``values`` gives the values of a field that there are, ``@`` the names.
    """
    last = _LAST.search(text)
    if last is None:
        return []
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
    typed, before = fold(last[group].lstrip('"')), text[: last.start(group)]
    fixed = FIELDS[name].values if name in FIELDS else ()
    known = fixed or values(name)
    found = [value for value in known if fold(value).startswith(typed) and fold(value) != typed]
    help_ = FIELDS[name].help if name in FIELDS else "a name"
    return [
        Completion(f"{before}{_quoted(value)} ", value, help_)
        for value in dict.fromkeys(found[:_SHOWN])
    ]


def values_of(workspace: Workspace, field: str) -> list[str]:
    """Return the values that a field has in a corpus as far as it is read, the commonest first."""
    summaries = (workspace.summaries[document] for document in list(workspace.summaries))
    match field:
        case "tag" | "only":
            return [tag.name for tag in workspace.store.tags()]
        case "source":
            found = Counter(summary.source for summary in summaries)
        case "by":
            found = Counter(summary.byline for summary in summaries)
        case "date":
            return sorted({summary.date[:7] for summary in summaries if summary.date}, reverse=True)
        case "author":
            found = Counter(passage.author for passage in workspace.facts.passages.values())
        case "folder":
            found = Counter(folder for d in workspace.entries for folder in folders_of(d))
        case "lang":
            found = Counter(workspace.texts.languages().values())
        case "@":
            return [one.name for one in workspace.names.entities.entities[:_NAMES]]
        case _:
            return []
    return [value for value, _ in found.most_common() if value]


def _quoted(value: str) -> str:
    return quoted_value(value) if re.search(r'[\s(),"“”„]', value) else value
