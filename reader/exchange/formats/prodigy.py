"""Prodigy (https://prodi.gy/docs/api-interfaces): JSONL of a text, its tokens and spans.

Offsets are code points; ``token_end`` names the last token of a span itself (inclusive). Tokens are
cut at the ends of passages, so that every passage is one of tokens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from reader.exchange.losses import joined
from reader.exchange.shared.foreign_json import (
    field,
    label,
    objects,
    passage_span,
    percent,
    refused,
    relations,
)
from reader.exchange.shared.passage_order import by_document
from reader.exchange.shared.token_spans import token_range, tokens
from reader.exchange.values import (
    Bundle,
    DocumentItem,
    GrowingBundle,
    PassageItem,
    SuggestedPassageItem,
    same_words,
)
from reader.text import Span, json_line, snapped

HOLDS: tuple[str, ...] = ()


def further_losses(bundle: Bundle) -> Counter[str]:
    """Count what is lost of the sorts of things that ``HOLDS`` names."""
    return joined(bundle)


def write(bundle: Bundle) -> Iterator[bytes]:
    """Yield a line for each document that has a text; a passage is a span for each of its tags."""
    hashes = {document.path: document.sha256 for document in bundle.documents}
    for path, passages in by_document(bundle).items():
        text = bundle.texts[path]
        cut = tokens(text, (end for each in passages for end in (each.start, each.end)))
        spans = []
        for passage in passages:
            wide = snapped(Span(passage.start, passage.end), text)
            ends = token_range(cut, wide.start, wide.end)
            places = {"token_start": ends[0], "token_end": ends[1]} if ends else {}
            place = {"start": passage.start, "end": passage.end, **places}
            spans += [{**place, "label": tag} for tag in passage.tags]
        row = {
            "text": text,
            "meta": {"document": path, "sha256": hashes.get(path, "")},
            "tokens": [
                {
                    "text": span.of(text),
                    "start": span.start,
                    "end": span.end,
                    "id": number,
                    "ws": text[span.end : span.end + 1] == " ",
                }
                for number, span in enumerate(cut)
            ],
            "spans": spans,
            "answer": "accept",
        }
        yield f"{json_line(row)}\n".encode()


def read(data: bytes, place: str) -> Bundle:
    """Return the spans of accepted lines as passages; rejected and ignored lines are out.

    The label of a line, and the options that were chosen, are tags of its document, but for a label
    that only a model has scored. Who answered is the author. Spans of lines that nobody has
    answered yet are suggestions of what Prodigy was given. What is left out, relations too, is told
    with how many.
    """
    read_in = GrowingBundle()
    for where, row in objects(data, place):
        text = field(row, "text", str, where)
        answer = row.get("answer", "accept")
        if answer != "accept":
            read_in.left_out[
                f"lines with the answer {json_line(answer)}: only accepted ones count"
            ] += 1
            continue
        read_in.relations += relations(row.get("relations"), "label", "head", "child")
        meta = row.get("meta")
        meta_fields = meta if isinstance(meta, dict) else {}
        path = meta_fields.get("document")
        path = path if isinstance(path, str) and path not in read_in.texts else where
        read_in.texts[path] = text
        is_answered, author, of_text = "answer" in row, _author(row), tuple(_labels_of_text(row))
        if of_text and not is_answered and row.get("score") is not None:
            read_in.left_out["labels of whole texts that only a model gave"] += len(of_text)
            of_text = ()
        sha256 = str(meta_fields.get("sha256") or "")
        read_in.documents.append(
            DocumentItem(path=path, sha256=sha256, tags=of_text, author=author)
        )
        spans = list(_spans(row, text, where, read_in))
        marks: dict[tuple[int, int, str], dict[str, object]] = {}
        for mark, name, score in spans:
            marks.setdefault(mark, {}).setdefault(name, score)
        read_in.joined += len(spans) - sum(map(len, marks.values()))
        if is_answered:
            read_in.passages += [
                PassageItem.cut(path, text, *at, tags=tuple(names), quote=quote, author=author)
                for (*at, quote), names in marks.items()
            ]
            scores = (row.get("score"), *(score for _, _, score in spans))
            read_in.left_out["scores of what was accepted"] += sum(
                one is not None for one in scores
            )
        else:
            read_in.suggested += [
                SuggestedPassageItem.cut(
                    path,
                    text,
                    *at,
                    tags=tuple(names),
                    quote=quote,
                    tool="prodigy",
                    certainty=percent(*names.values(), row.get("score")),
                )
                for (*at, quote), names in marks.items()
            ]
    return read_in.bundle()


def _author(row: dict[str, Any]) -> str:
    """Return the name of who answered a line; a session is the only name in older files."""
    named = (row.get(name) for name in ("_annotator_id", "_session_id"))
    return next((one for one in named if isinstance(one, str) and one), "")


def _labels_of_text(row: dict[str, Any]) -> Iterator[str]:
    """Yield the labels of a text as a whole: the one that was asked about, or those chosen."""
    chosen = row.get("accept")
    for one in (row.get("label"), *(chosen if isinstance(chosen, list) else ())):
        if isinstance(one, str) and one:
            yield one


def _spans(
    row: dict[str, Any], text: str, where: str, read_in: GrowingBundle
) -> Iterator[tuple[tuple[int, int, str], str, object]]:
    """Yield the place and the words of each span of a line, its label and its score.

    The words are empty where they stand there, or nothing is said of them.
    """
    spans = row.get("spans") or ()
    if not isinstance(spans, list | tuple):
        raise refused("“spans” is no list", where)
    tokens_of_it = row.get("tokens")
    listed = tokens_of_it if isinstance(tokens_of_it, list) else []
    token_of = {json_line(one.get("id")): one for one in listed if isinstance(one, dict)}
    for one in spans:
        if not isinstance(one, dict):
            raise refused("a span is an object", where)
        start, end = one.get("start"), one.get("end")
        first_token, last_token = one.get("token_start"), one.get("token_end")
        if "start" not in one and "end" not in one and "token_start" in one:
            first, last = (token_of.get(json_line(each)) for each in (first_token, last_token))
            if first is None or last is None:
                read_in.left_out["spans of tokens that are not in the file"] += 1
                continue
            start, end = first.get("start"), last.get("end")
        if (
            isinstance(first_token, int)
            and isinstance(last_token, int)
            and first_token > last_token
        ):
            raise refused(f"a span ends at token {last_token}, before {first_token}", where)
        name = label(field(one, "label", str, where), where)
        given = one.get("text")
        quote = given if isinstance(given, str) else ""
        span = passage_span(start, end, text, where, read_in.placeless, is_sought=bool(quote))
        if span is not None:
            quote = "" if same_words(quote, text[slice(*span)]) else quote
            yield (*span, quote), name, one.get("score")
