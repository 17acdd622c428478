"""Find and read documents, and watch them for change."""

from reader.corpus.document import Document, Entry, Format

__all__ = ["Document", "Entry", "Format"]
