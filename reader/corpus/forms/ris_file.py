"""RIS: the references that Zotero, EndNote and press databases export, by their abstracts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from reader.corpus.forms.form import Part, name_in_order, part_of, text_in
from reader.corpus.reading import Reading

# Fields of ours by the tags that hold them, the surest first
# (https://en.wikipedia.org/wiki/RIS_(file_format)#Tags, after Research Information Systems).
_TAGS = {
    "title": ("TI", "T1", "CT", "BT"),
    "date": ("DA", "Y1", "PY", "Y2"),
    "publication": ("T2", "JF", "JO", "JA", "PB"),
    "url": ("UR", "L2", "LK"),
    "language": ("LA",),
    "abstract": ("AB", "N2"),
}
_AUTHORS = ("AU", "A1", "A2")
_FIELD = re.compile(r"(?P<tag>[A-Z][A-Z0-9])  -(?: (?P<value>.*))?")
_END = "ER"


def parts(data: bytes, reading: Reading) -> Iterator[Part]:
    """Yield each reference."""
    found = text_in(data, reading)
    fields: dict[str, list[str]] = defaultdict(list)
    last: list[str] = []
    for row in found.text.splitlines():
        match = _FIELD.fullmatch(row.rstrip())
        if match and match["tag"] == _END:
            yield part_of(_read_metadata(fields), reading).decoded_as(found)
            fields.clear()
        elif match:
            last = fields[match["tag"]]
            last.append(match["value"] or "")
        elif last and row.strip():  # a value may go on in the next line
            last[-1] += f"\n{row}"
    if fields:
        yield part_of(_read_metadata(fields), reading).decoded_as(found)


def _read_metadata(fields: Mapping[str, Sequence[str]]) -> dict[str, object]:
    metadata: dict[str, object] = {
        "authors": [name_in_order(each) for tag in _AUTHORS for each in fields[tag]]
    }
    for name, tags in _TAGS.items():
        metadata[name] = next((fields[tag][0] for tag in tags if fields[tag]), "")
    metadata["date"] = (
        str(metadata["date"]).rstrip("/").replace("/", "-")
    )  # 2024/03/05/ and a season
    return {name: value for name, value in metadata.items() if value}
