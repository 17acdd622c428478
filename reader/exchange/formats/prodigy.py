"""Prodigy (https://prodi.gy/docs/api-interfaces): JSONL of a text, its tokens and spans.

Offsets are code points; ``token_end`` names the last token of a span itself (inclusive). Tokens are
cut at the ends of passages, so that every passage is one of tokens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reader.exchange.losses import joined
from reader.exchange.shared.foreign_json import field, objects, passage_span, refused, relations
from reader.exchange.shared.passage_order import by_document
from reader.exchange.shared.token_spans import OFF_TOKEN, off_token, token_range, tokens
from reader.exchange.values import Bundle, DocumentItem, PassageItem, SuggestedPassageItem
from reader.text import Span, json_line, snapped

HOLDS: tuple[str, ...] = ()


def further_losses(bundle: Bundle) -> Counter[str]:
    """Count what is lost beside whole sorts of things."""
    found = joined(bundle)
    for path, passages in by_document(bundle).items():
        tagged = [passage for passage in passages if passage.tags]
        found[OFF_TOKEN] += off_token(bundle.texts[path], tagged)
    return found


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

    Those of lines that nobody has answered yet are suggestions of what Prodigy was given. What is
    left out, relations too, is told with how many.
    """
    left_out: Counter[str] = Counter()
    texts: dict[str, str] = {}
    passages: list[PassageItem] = []
    suggested: list[SuggestedPassageItem] = []
    documents: list[DocumentItem] = []
    joining: list[tuple[str, str, str]] = []
    joins = 0
    for where, row in objects(data, place):
        text = field(row, "text", str, where)
        answer = row.get("answer", "accept")
        if answer != "accept":
            left_out[f"lines with the answer {json_line(answer)}: only accepted ones count"] += 1
            continue
        joining += relations(row.get("relations"), "label", "head", "child")
        meta = row.get("meta")
        known = meta if isinstance(meta, dict) else {}
        path = known.get("document")
        path = path if isinstance(path, str) and path not in texts else where
        texts[path] = text
        documents.append(DocumentItem(path=path, sha256=str(known.get("sha256") or "")))
        tags: dict[tuple[int, int], dict[str, None]] = {}
        spans = row.get("spans") or ()
        if not isinstance(spans, list | tuple):
            raise refused("“spans” is no list", where)
        for one in spans:
            if not isinstance(one, dict):
                raise refused("a span is an object", where)
            span = passage_span(one.get("start"), one.get("end"), text, where)
            name, on = field(one, "label", str, where), tags.setdefault(span, {})
            joins += name in on
            on.setdefault(name)
        if "answer" in row:
            passages += [PassageItem.cut(path, text, *at, tags=tuple(n)) for at, n in tags.items()]
        else:
            suggested += [
                SuggestedPassageItem.cut(path, text, *at, tags=tuple(n), tool="prodigy")
                for at, n in tags.items()
            ]
    names = dict.fromkeys(tag for passage in (*passages, *suggested) for tag in passage.tags)
    return Bundle.of_texts(
        texts,
        names,
        passages,
        suggested,
        left_out=left_out,
        relations=joining,
        documents=documents,
        joined=joins,
    )
