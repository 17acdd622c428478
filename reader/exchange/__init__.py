"""Export and import: one module a format, and their table in ``formats/__init__.py``."""

from reader.exchange.codebooks import CODEBOOK_FORMATS, CodebookFormat
from reader.exchange.exchange_format import ExchangeFormat, TextKind, Written
from reader.exchange.formats import FORMATS
from reader.exchange.passage_formats import PASSAGE_FORMATS, PassageRecord, markdown_table
from reader.exchange.selection import Selection, select, with_tags_in_use
from reader.exchange.shared.passage_order import of_documents
from reader.exchange.shared.schema import schema_text
from reader.exchange.shared.spreadsheets import csv_bytes, harmless
from reader.exchange.shared.utf16 import Utf16Offsets
from reader.exchange.values import (
    ITEMS,
    Bundle,
    CandidateItem,
    CorrectionItem,
    DocumentItem,
    LinkItem,
    PassageItem,
    SavedViewItem,
    SuggestedPassageItem,
    TagCount,
    TagItem,
    distinct,
    distinct_tags,
    links_in_words,
    same_words,
)
