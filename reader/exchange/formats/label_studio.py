"""Label Studio (https://labelstud.io/guide/task_format): tasks as JSON, in UTF-16 code units.

Tags are ``labels`` of regions, notes per-region ``textarea``; the labelling interface needs
``<Labels name="label" toName="text">``, ``<TextArea name="note" toName="text" perRegion="true"/>``
and ``<Text name="text" value="$text"/>``. Predictions are suggestions, with the version of their
model and its score.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from reader.exchange.losses import joined
from reader.exchange.shared.foreign_json import field as sound_field
from reader.exchange.shared.foreign_json import label, parsed, percent, refused, relations
from reader.exchange.shared.passage_order import by_document, of_documents
from reader.exchange.shared.row_parts import row_parts
from reader.exchange.shared.utf16 import Utf16Offsets
from reader.exchange.values import (
    Bundle,
    DocumentItem,
    GrowingBundle,
    PassageItem,
    SuggestedPassageItem,
    same_words,
)
from reader.text import json_line

_RELATION = "relation"  # the type of a result
_OF_HYPERTEXT = "hypertextlabels"

HOLDS = ("notes", "passages without a tag", "suggestions of other tools")


def further_losses(bundle: Bundle) -> Counter[str]:
    """Count what is lost of the sorts of things that ``HOLDS`` names."""
    return joined(bundle, untagged=True)


def write(bundle: Bundle) -> Iterator[bytes]:
    """Yield a task for each document that has a text, all its regions in one annotation."""
    yield from row_parts("[\n  ", map(json_line, _tasks(bundle)), ",\n  ", "\n]\n")


def _tasks(bundle: Bundle) -> Iterator[dict[str, object]]:
    by_path = {document.path: document for document in bundle.documents}
    open_ones = [each for each in bundle.suggested if each.answer == "open"]
    suggested = of_documents(bundle.texts, open_ones)
    for number, (path, passages) in enumerate(by_document(bundle).items(), 1):
        text = bundle.texts[path]
        offsets = Utf16Offsets(text)
        regions = [
            region
            for place, passage in enumerate(passages)
            for region in _regions(passage, offsets, passage.id or f"p{place}")
        ]
        document = by_path.get(path)
        yield {
            "id": number,
            "data": {
                "text": text,
                "document": path,
                "sha256": document.sha256 if document else "",
                "title": document.title if document else None,
            },
            # Its own converter asks for numbers of tasks and annotations.
            "annotations": [{"id": number, "result": regions}] if regions else [],
            "predictions": list(_predictions(suggested[path], offsets)),
        }


def read(data: bytes, place: str) -> Bundle:
    """Return the regions of all tasks as passages, and those of predictions as suggestions.

    What is no labelled region of the text is left out, and annotations that were skipped, with how
    many.
    """
    tasks = parsed(data, place)
    if not isinstance(tasks, list):
        raise refused("this is no list of tasks", place)
    read_in = GrowingBundle()
    for number, task in enumerate(tasks):
        where = f"{place}#/{number}"
        if not isinstance(task, dict):
            raise refused("this is no task", where)
        fields = sound_field(task, "data", dict, where)
        text = sound_field(fields, "text", str, where)
        path = fields.get("document")
        path = path if isinstance(path, str) and path not in read_in.texts else where
        read_in.texts[path] = text
        sha256 = fields.get("sha256")
        sha256 = sha256 if isinstance(sha256, str) else ""
        read_in.documents.append(DocumentItem(path=path, sha256=sha256))
        offsets = Utf16Offsets(text)
        drafts = len(list(_dicts(task.get("drafts"))))
        read_in.left_out["drafts that nobody has submitted"] += drafts
        predictions = list(_numbered(task, "predictions", where))
        finished = list(_finished(task, where, read_in.left_out))
        for _, one in (*finished, *predictions):
            found = [each for each in _dicts(one.get("result")) if each.get("type") == _RELATION]
            read_in.relations += relations(found, "labels", "from_id", "to_id")
        regions = _regions_of(finished, text, offsets, read_in)
        read_in.joined += sum(len(one.ids) - 1 for one in regions)
        read_in.passages += [
            PassageItem.cut(path, text, *found.span, **found.statements, author=found.author)
            for found in regions
        ]
        for at, prediction in predictions:
            tool = str(prediction.get("model_version") or "")
            read_in.suggested += [
                SuggestedPassageItem.cut(
                    path,
                    text,
                    *found.span,
                    **found.statements,
                    tool=tool,
                    certainty=percent(found.score, prediction.get("score")),
                )
                for found in _regions_of([(at, prediction)], text, offsets, read_in)
            ]
    return read_in.bundle()


@dataclass(slots=True)
class _Region:
    """A region of a text: its words where others stand there, who made it, its ids, labels, notes.

    ``score`` is that of a model.
    """

    span: tuple[int, int]
    quote: str = ""
    author: str = ""
    ids: set[str] = field(default_factory=set)
    tags: dict[str, None] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)
    score: object = None

    @property
    def statements(self) -> dict[str, Any]:
        """The tags, the note and the quote of its passage."""
        return {"tags": tuple(self.tags), "note": "\n".join(self.notes), "quote": self.quote}


def _predictions(
    suggested: Iterable[SuggestedPassageItem], offsets: Utf16Offsets
) -> Iterator[dict[str, object]]:
    """Yield a prediction for what each model suggests of one document."""
    models: dict[str, list[dict[str, object]]] = {}
    for number, each in enumerate(suggested):
        regions = models.setdefault(each.tool, [])
        score = {"score": each.certainty / 100} if each.certainty else {}
        made = _regions(each, offsets, each.id or f"s{number}")
        regions += ({**region, "origin": "prediction", **score} for region in made)
    for model, regions in models.items():
        yield {"model_version": model, "result": regions}


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


def _finished(
    task: dict[str, Any], where: str, left_out: Counter[str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the annotations of a task that nobody has skipped, with places; count the others."""
    for at, annotation in _numbered(task, "annotations", where):
        if annotation.get("was_cancelled"):
            left_out["annotations skipped (was_cancelled)"] += 1
        else:
            yield at, annotation


def _regions_of(
    annotations: Iterable[tuple[str, dict[str, Any]]],
    text: str,
    offsets: Utf16Offsets,
    read_in: GrowingBundle,
) -> Iterable[_Region]:
    """Return the regions of annotations of one task; the same of one author in several is one."""
    found: dict[tuple[tuple[int, int], str, str], _Region] = {}
    for at, annotation in annotations:
        author = _author(annotation)
        results = list(_numbered(annotation, "result", at))
        quotes = {str(one["id"]): _quote(one) for _, one in results if "id" in one and _quote(one)}
        for where, region in results:
            value = region.get("value")
            kind = str(region.get("type") or "")
            if kind == _RELATION:
                continue
            if not isinstance(value, dict) or "start" not in value:
                read_in.left_out[
                    f"results of the type {json_line(kind)}: no regions of the text"
                ] += 1
                continue
            # A note on a region has its text in the place of the words, which its labels have.
            quote = _quote(region) or quotes.get(str(region.get("id")), "")
            span = _span(value, offsets, where, read_in.placeless, is_sought=bool(quote))
            if span is None:
                continue
            if same_words(quote, text[slice(*span)]):
                quote = ""
            is_note = kind == "textarea"
            labels = value.get("labels", value.get(_OF_HYPERTEXT))
            given = value.get("text") if is_note else labels
            # What is neither has its answer by the name of its type: choices, a rating.
            if given is None and (kind in value or "text" not in value):
                no_words = f"regions of the type {json_line(kind)}: no labels and no notes"
                read_in.left_out[no_words] += 1
                continue
            one = found.setdefault((span, quote, author), _Region(span, quote, author))
            one.ids.add(str(region.get("id")))
            words = given if isinstance(given, list) else [given] if isinstance(given, str) else []
            if is_note:
                one.notes.update(dict.fromkeys(map(str, words)))
            else:
                one.tags.update(dict.fromkeys(label(word, where) for word in words))
            one.score = region.get("score", one.score)
    return found.values()


def _quote(region: dict[str, Any]) -> str:
    """Return the words that a region is said to hold, "" for a note and for what says none.

    Label Studio writes a line break in them as a backslash and n.
    """
    value = region.get("value")
    text = value.get("text") if isinstance(value, dict) else None
    is_note = region.get("type") == "textarea"
    return text.replace("\\n", "\n") if isinstance(text, str) and not is_note else ""


def _author(annotation: dict[str, Any]) -> str:
    """Return the address of who completed an annotation; a number alone says no name."""
    who = annotation.get("completed_by")
    email = who.get("email") if isinstance(who, dict) else who
    return email if isinstance(email, str) else ""


def _dicts(value: object) -> Iterator[dict[str, Any]]:
    """Yield the objects of a list, where it is one."""
    return (one for one in (value if isinstance(value, list) else ()) if isinstance(one, dict))


def _numbered(value: dict[str, Any], name: str, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the objects of a list in a field, each with its place."""
    found = value.get(name)
    for number, one in enumerate(found if isinstance(found, list) else ()):
        if isinstance(one, dict):
            yield f"{where}/{name}/{number}", one


def _span(
    value: dict[str, Any],
    offsets: Utf16Offsets,
    where: str,
    placeless: list[str],
    *,
    is_sought: bool,
) -> tuple[int, int] | None:
    """Return the place of a region in code points, as ``passage_span`` does.

    Raises FormatError where its offsets are neither whole numbers nor paths.
    """
    # Regions of hypertext give paths in its tree, and count in the whole beside them.
    whole = value.get("globalOffsets")
    value = whole if isinstance(whole, dict) else value
    written = [value.get(name) for name in ("start", "end")]
    if all(isinstance(one, str) and one.startswith("/") for one in written):
        first = last = -1
    else:
        first, last = (sound_field(value, name, int, where) for name in ("start", "end"))
    start, end = map(offsets.points, (first, last))
    if start is not None and end is not None and start < end:
        return start, end
    if is_sought:
        return (first, last) if 0 <= first < last else (0, 0)
    placeless.append(
        f"{where}: {str(written[0])[:20]} to {str(written[1])[:20]} is no region of the text,"
        f" which has {offsets.length:,} UTF-16 units"
    )
    return None
