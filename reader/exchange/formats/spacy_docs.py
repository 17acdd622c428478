"""spaCy's Doc as JSON (https://spacy.io/api/doc#to_json), one a line, for ``Doc.from_json``.

Tags are spans of the group ``sc``, where they may overlap; names are entities. Tokens are cut at
the ends of both, since spaCy takes no span within a token.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from reader.exchange.losses import lost_blanks
from reader.exchange.shared.passage_order import by_document, on_clusters, on_words
from reader.exchange.shared.token_spans import OFF_TOKEN, off_token, tokens
from reader.exchange.values import Bundle
from reader.text import Span, json_line, snapped, trimmed

GROUP = "sc"

HOLDS: tuple[str, ...] = ()


def further_losses(bundle: Bundle) -> Counter[str]:
    """Count what is lost of the sorts of things that ``HOLDS`` names."""
    found = lost_blanks(bundle)
    for path, passages in by_document(bundle).items():
        tagged = on_words(one for one in passages if one.tags)
        found[OFF_TOKEN] += off_token(bundle.texts[path], tagged)
    return found


def write(bundle: Bundle) -> Iterator[bytes]:
    """Yield a Doc for each document that has a text."""
    for each in docs(bundle):
        yield f"{json_line(each)}\n".encode()


def docs(bundle: Bundle) -> Iterator[dict[str, object]]:
    """Yield the Docs of a bundle as what their JSON holds."""
    for path, own in by_document(bundle).items():
        text = bundle.texts[path]
        passages = on_clusters(text, on_words(own))
        names = _names_on_clusters(text, bundle.names.get(path, ()))
        ends = [end for each in passages for end in (each.start, each.end)]
        ends += [end for start, stop, _ in names for end in (start, stop)]
        cut = [(span.start, span.end) for span in tokens(text, ends)]
        yield {
            "text": text,
            "ents": [{"start": start, "end": end, "label": kind} for start, end, kind in names],
            "spans": {
                GROUP: [
                    {"start": each.start, "end": each.end, "label": tag, "kb_id": ""}
                    for each in passages
                    for tag in each.tags
                ]
            },
            "tokens": [
                {"id": number, "start": start, "end": end}
                for number, (start, end) in enumerate(_with_blanks(text, cut))
            ],
        }


def _names_on_clusters(
    text: str, names: Iterable[tuple[int, int, str]]
) -> list[tuple[int, int, str]]:
    """Return names as wide as the grapheme clusters that they touch, those that don't overlap."""
    found: list[tuple[int, int, str]] = []
    for start, end, kind in names:
        wide = trimmed(snapped(Span(start, end), text), text)
        if not found or wide.start >= found[-1][1]:
            found.append((wide.start, wide.end, kind))
    return found


def _with_blanks(text: str, cut: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return tokens with those of blanks, of which spaCy keeps one alone after a token as it is."""
    found: list[tuple[int, int]] = []
    at = 0
    for start, end in (*cut, (len(text), len(text))):
        # The blank right after a token is the token's own.
        first = at + (bool(found) and text[at : at + 1] == " ")
        if first < start:
            found.append((first, start))
        if start < end:
            found.append((start, end))
        at = end
    return found
