"""spaCy's DocBin (https://spacy.io/api/docbin): what the JSON holds, as `spacy train` takes it."""

from __future__ import annotations

from collections.abc import Iterator

import spacy
from spacy.tokens import Doc, DocBin

from reader.exchange.formats.spacy_docs import HOLDS, docs, further_losses
from reader.exchange.values import Bundle

__all__ = ["HOLDS", "further_losses", "write"]


def write(bundle: Bundle) -> Iterator[bytes]:
    """Yield a DocBin with a Doc for each document that has a text."""
    vocab = spacy.blank("xx").vocab
    whole = DocBin(attrs=["ENT_IOB", "ENT_TYPE"])  # all that is set of tokens, beside their words
    for each in docs(bundle):
        whole.add(Doc(vocab).from_json(each, validate=True))
        yield b""
    yield whole.to_bytes()
