"""The entities of a corpus as bytes for the cache, and what they depend on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from itertools import chain

from reader import entities
from reader.corpus import Corpus, Entry
from reader.entities import Engine, NameCorrection, Type
from reader.workspace.analyses.names.entity_index import CorpusEntity, EntityIndex
from reader.workspace.analyses.names.mentions import cache_kind, cache_version
from reader.workspace.cache.document_summary import SUMMARY_VERSION

# Changes with how mentions become entities of the corpus, and with how these are kept.
INDEX_VERSION = "1"
_TYPES = {kind.value: kind for kind in Type}  # faster than to call Type


def index_key(corpus: Corpus) -> str:
    """Return the key of the entities of a corpus among those of others."""
    return hashlib.sha256(corpus.key.encode("utf-8", "surrogatepass")).hexdigest()


def index_kind(engine: Engine) -> str:
    """Return the kind under which an engine's entities are cached, beside those of others."""
    return f"entities of {cache_kind(engine)}"


def index_state(
    entries: Iterable[Entry], engine: Engine, corrections: Sequence[NameCorrection]
) -> str:
    """Return the stamp of a corpus, which changes when its entities may be others.

    They depend on its readable documents, on how these are read and their names found and joined,
    and on what people ``corrections`` of the names.
    """
    versions = (cache_version(engine), entities.VERSION, SUMMARY_VERSION, INDEX_VERSION)
    state = hashlib.sha256(f"{corrections!r}".encode("utf-8", "surrogatepass"))
    for entry in entries:
        if entry.problem is None:
            state.update(f"\n{entry.id}\0{entry.stamp}".encode("utf-8", "surrogatepass"))
    return f"{'/'.join(versions)}/{state.hexdigest()}"


def encoded_index(index: EntityIndex) -> bytes:
    """Return the entities of a corpus as bytes; documents are named once, and by number then."""
    number = {document: place for place, document in enumerate(index.dates)}
    rows = [
        (
            one.name,
            one.type,
            list(chain.from_iterable(one.surfaces.items())),
            [part for document, n in one.documents.items() for part in (number[document], n)],
            one.forms,
            one.first,
            one.last,
        )
        for one in index.entities
    ]
    joined = [
        (place, [(family, name, other) for (family, name), other in names.items()])
        for document, place in number.items()
        if (names := index.joined(document))
    ]
    value = [list(index.dates.items()), rows, joined]
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def decoded_index(value: bytes) -> EntityIndex:
    """Return the entities that ``encoded_index`` was given."""
    dates, rows, joined = json.loads(value.decode("utf-8", "surrogatepass"))
    documents = [document for document, _ in dates]
    found = [
        CorpusEntity(
            name,
            _TYPES[kind],
            dict(zip(surfaces[::2], surfaces[1::2], strict=True)),
            dict(zip(map(documents.__getitem__, places[::2]), places[1::2], strict=True)),
            tuple(forms),
            first,
            last,
        )
        for name, kind, surfaces, places, forms, first, last in rows
    ]
    names = {
        documents[place]: {(family, name): other for family, name, other in rest}
        for place, rest in joined
    }
    return EntityIndex(found, names, dict(dates))
