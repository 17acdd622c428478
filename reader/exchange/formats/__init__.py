"""The table of formats, each a module of this room that is loaded when it is needed.

A new format is a module beside the others, with what ``ExchangeFormat`` asks of it, and a row here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reader.exchange.exchange_format import ExchangeFormat

_ROWS = (
    ExchangeFormat(
        "json",
        "reader_json",
        "everything, as the JSON that --schema describes",
        ".json",
        with_texts=False,
        also_holds="documents",
        of_source=True,
    ),
    ExchangeFormat(
        "candidates",
        "candidates",
        "candidates for links, as reader duplicates --engine writes them",
        ".jsonl",
        with_texts=False,
        also_holds="candidates",
        of_source=True,
    ),
    ExchangeFormat(
        "webannotation",
        "web_annotation",
        "W3C Web Annotation (JSON-LD); reads the JSON of Hypothesis too",
        ".jsonld",
        with_texts=False,
    ),
    ExchangeFormat("labelstudio", "label_studio", "Label Studio: tasks as JSON", ".json"),
    ExchangeFormat("doccano", "doccano", "doccano: a text with labels a line", ".jsonl"),
    ExchangeFormat("brat", "brat", "brat: a ZIP of texts with .ann beside them", ".zip"),
    ExchangeFormat(
        "qdpx", "qdpx", "REFI-QDA project: NVivo, ATLAS.ti, MAXQDA, QualCoder, Taguette", ".qdpx"
    ),
    ExchangeFormat("cas", "cas_json", "UIMA CAS in JSON; reads XMI too", ".zip", extra="cas"),
    ExchangeFormat("cas-xmi", "cas_xmi", "UIMA CAS in XMI; reads JSON too", ".zip", extra="cas"),
    ExchangeFormat("prodigy", "prodigy", "Prodigy: texts, tokens and spans", ".jsonl"),
    ExchangeFormat(
        "spacy",
        "spacy_docs",
        "spaCy: a Doc a line, for Doc.from_json",
        ".jsonl",
        reads=False,
        with_names=True,
    ),
    ExchangeFormat(
        "docbin",
        "spacy_docbin",
        "spaCy: a DocBin, for spacy train",
        ".spacy",
        reads=False,
        with_names=True,
        extra="spacy",
    ),
    ExchangeFormat("conll", "conll", "CoNLL: tokens with IOB2 labels", ".conll", reads=False),
    ExchangeFormat(
        "csv",
        "passage_table",
        "a table, one passage a row",
        ".csv",
        reads=False,
        with_texts=False,
        as_shown=True,
        instead="The tags of a table: reader tags CORPUS import FILE",
    ),
    ExchangeFormat(
        "markdown",
        "markdown_notes",
        "passages by document, with citations",
        ".md",
        reads=False,
        with_texts=False,
        as_shown=True,
    ),
    ExchangeFormat(
        "markdown-by-tag",
        "markdown_by_tag",
        "passages by tag, with citations",
        ".md",
        reads=False,
        with_texts=False,
        as_shown=True,
    ),
)
FORMATS: Mapping[str, ExchangeFormat] = MappingProxyType({one.name: one for one in _ROWS})
