"""Find and read documents, and watch them for change."""

from reader.corpus.corpus import Changes, Corpus, changes
from reader.corpus.document import Document, Entry
from reader.corpus.files import SIZE_LIMIT
from reader.corpus.left_out import LeftOut

__all__ = ["SIZE_LIMIT", "Changes", "Corpus", "Document", "Entry", "LeftOut", "changes"]
