"""Label Studio (https://labelstud.io/guide/task_format): tasks as JSON, in UTF-16 code units.

Tags are ``labels`` of regions, notes per-region ``textarea``; the labelling interface needs
``<Labels name="label" toName="text">``, ``<TextArea name="note" toName="text" perRegion="true"/>``
and ``<Text name="text" value="$text"/>``. Predictions are read as suggestions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from reader.errors import FormatError
from reader.exchange.formats import Written
from reader.exchange.json_lines import field, parsed
from reader.exchange.losses import by_document, unheld
from reader.exchange.utf16 import Utf16Offsets
from reader.exchange.values import Bundle, PassageItem
from reader.text import json_line

_HOLDS = ("notes", "passages without a tag")


def write(bundle: Bundle) -> Written:
    """Return a task for each document that has a text, all its regions in one annotation."""
    titles = {document.path: document for document in bundle.documents}
    tasks = []
    for path, passages in by_document(bundle).items():
        text = bundle.texts[path]
        offsets = Utf16Offsets(text)
        regions = [
            region
            for number, passage in enumerate(passages)
            for region in _regions(passage, offsets, passage.id or f"p{number}")
        ]
        document = titles.get(path)
        tasks.append(
            {
                "data": {
                    "text": text,
                    "document": path,
                    "sha256": document.sha256 if document else "",
                    "title": document.title if document else None,
                },
                "annotations": [{"result": regions}] if regions else [],
                "predictions": [],
            }
        )
    rows = ",\n  ".join(map(json_line, tasks))
    return Written.of(f"[\n  {rows}\n]\n".encode(), unheld(bundle, _HOLDS))


def read(data: bytes, place: str) -> Bundle:
    """Return the regions of all tasks as passages, and those of predictions as suggestions."""
    tasks = parsed(data, place)
    texts: dict[str, str] = {}
    passages: list[PassageItem] = []
    predicted: list[PassageItem] = []
    if not isinstance(tasks, list):
        raise FormatError("this is no list of tasks", place=place, remedy="Nothing was imported")
    for number, task in enumerate(tasks):
        where = f"{place}#/{number}"
        if not isinstance(task, dict):
            raise FormatError("this is no task", place=where, remedy="Nothing was imported")
        known = field(task, "data", dict, where)
        text = field(known, "text", str, where)
        path = known.get("document")
        path = path if isinstance(path, str) and path not in texts else where
        texts[path] = text
        passages += _passages(task.get("annotations"), path, text, where)
        predicted += _passages(task.get("predictions"), path, text, where)
    names = dict.fromkeys(tag for each in (*passages, *predicted) for tag in each.tags)
    return Bundle.of_texts(texts, names, passages, predicted)


def _regions(passage: PassageItem, offsets: Utf16Offsets, name: str) -> Iterator[dict[str, object]]:
    place = {
        "start": offsets.units(passage.start),
        "end": offsets.units(passage.end),
        "text": passage.quote,
    }
    head = {"id": name, "to_name": "text", "origin": "manual"}
    labels = {**place, "labels": list(passage.tags)}
    yield {**head, "from_name": "label", "type": "labels", "value": labels}
    if passage.note:
        note = {**place, "text": [passage.note]}
        yield {**head, "from_name": "note", "type": "textarea", "value": note}


def _passages(annotations: object, path: str, text: str, where: str) -> Iterable[PassageItem]:
    """Return the passages of the annotations of one task; the same region in several is one."""
    offsets = Utf16Offsets(text)
    tags: dict[tuple[int, int], dict[str, None]] = {}
    notes: dict[tuple[int, int], dict[str, None]] = {}
    for annotation in annotations if isinstance(annotations, list) else ():
        results = annotation.get("result") if isinstance(annotation, dict) else None
        for region in results if isinstance(results, list) else ():
            value = region.get("value") if isinstance(region, dict) else None
            if not isinstance(value, dict) or "start" not in value:
                continue  # a choice or a relation: no region of the text
            span = _span(value, offsets, text, where)
            said = value.get("labels" if region.get("type") != "textarea" else "text")
            words = [said] if isinstance(said, str) else said if isinstance(said, list) else []
            into = notes if region.get("type") == "textarea" else tags
            into.setdefault(span, {}).update(dict.fromkeys(map(str, words)))
            tags.setdefault(span, {})
    return [
        PassageItem.cut(
            path, text, start, end, tags=tuple(found), note="\n".join(notes.get((start, end), ()))
        )
        for (start, end), found in tags.items()
    ]


def _span(value: dict[str, Any], offsets: Utf16Offsets, text: str, where: str) -> tuple[int, int]:
    ends = []
    for name in ("start", "end"):
        found = field(value, name, (int, str), where)
        # Regions of hypertext give strings.
        unit = int(found) if str(found).isdecimal() else -1
        ends.append(offsets.points(unit))
    start, end = ends
    if start is None or end is None or start >= end:
        raise FormatError(
            f"{value['start']} to {value['end']} is no region of the text, which has"
            f" {offsets.units(len(text)):,} UTF-16 units",
            place=where,
            remedy="Nothing was imported",
        )
    return start, end
