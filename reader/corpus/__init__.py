"""Find and read documents, and watch them for change."""

from reader.corpus.document import Document, Entry

__all__ = ["Document", "Entry"]
