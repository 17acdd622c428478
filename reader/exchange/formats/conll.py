"""CoNLL with IOB2 labels: a token and its label a line, a blank line between sentences.

It is flat: of passages that overlap the first is kept, of several tags of one the first. Both are
reported, blanks at the ends of passages, and passages that end within a character. Blanks in the
names of tags become ``_``, which is reported, and two tags never one label. A passage over the ends
of sentences makes one of them: IOB2 would begin it anew in each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reader.exchange.losses import lost_blanks
from reader.exchange.shared.passage_order import (
    by_document,
    on_clusters,
    on_words,
    without_overlaps,
)
from reader.exchange.shared.token_spans import OFF_TOKEN, off_token, tokens
from reader.exchange.shared.type_names import type_names
from reader.exchange.values import Bundle, PassageItem
from reader.text import sentences

HOLDS: tuple[str, ...] = ()


def further_losses(bundle: Bundle) -> Counter[str]:
    """Count what is lost of the sorts of things that ``HOLDS`` names."""
    found = lost_blanks(bundle)
    used: set[str] = set()
    for path, passages in by_document(bundle).items():
        text = bundle.texts[path]
        kept, overlapping = _flat(passages, text)
        found[OFF_TOKEN] += off_token(text, on_words(one for one in passages if one.tags))
        found["passages that overlap another"] += overlapping
        found["further tags of a passage"] += sum(len(passage.tags) - 1 for passage in kept)
        used |= {passage.tags[0] for passage in kept}
    labels = _labels(bundle)
    found["names of tags: written otherwise"] = sum(labels[name] != name for name in used)
    return found


def write(bundle: Bundle) -> Iterator[bytes]:
    """Yield the tokens of all documents that have a text, each document after -DOCSTART-."""
    labels = _labels(bundle)
    for path, passages in by_document(bundle).items():
        text = bundle.texts[path]
        kept, _ = _flat(passages, text)
        starts = {passage.start: passage for passage in kept}
        breaks = {span.start for span in sentences(text)}
        lines = [f"-DOCSTART- {_plain(path)}", ""]
        ends, label, first = 0, "", True
        for span in tokens(text, (end for each in kept for end in (each.start, each.end))):
            if span.start in breaks and span.start >= ends and not first:
                lines.append("")
            first = False
            if passage := starts.get(span.start):
                ends, label = passage.end, labels[passage.tags[0]]
                mark = f"B-{label}"
            else:
                mark = "O" if span.start >= ends else f"I-{label}"
            lines.append(f"{span.of(text)}\t{mark}")
        lines.append("")
        yield "".join(f"{line}\n" for line in lines).encode()


def _flat(passages: list[PassageItem], text: str) -> tuple[list[PassageItem], int]:
    """Return the tagged passages of a document that don't overlap, and the others' number."""
    tagged = on_words(passage for passage in passages if passage.tags)
    return without_overlaps(on_clusters(text, tagged))


def _labels(bundle: Bundle) -> dict[str, str]:
    """Return the label of each tag that is on a passage."""
    names = dict.fromkeys(tag.name for tag in bundle.tags)
    names |= dict.fromkeys(tag for passage in bundle.passages for tag in passage.tags)
    # Those that stay as they are come first, so that none of them has to give way.
    return type_names(sorted(names, key=lambda name: _plain(name) != name), _plain)


def _plain(name: str) -> str:
    """Return a name without blanks, which end a column."""
    return "_".join(name.split()) or "_"
