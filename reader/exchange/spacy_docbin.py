"""spaCy's DocBin (https://spacy.io/api/docbin): what the JSON holds, as `spacy train` takes it."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc, DocBin

from reader.exchange.formats import Written
from reader.exchange.losses import unheld
from reader.exchange.spacy_docs import docs
from reader.exchange.values import Bundle


def write(bundle: Bundle) -> Written:
    """Return a DocBin with a Doc for each document that has a text."""
    vocab = spacy.blank("xx").vocab
    whole = DocBin(docs=(Doc(vocab).from_json(each, validate=True) for each in docs(bundle)))
    return Written.of(whole.to_bytes(), unheld(bundle, ()))
