"""The terminal application."""

from reader.ui.app import ReaderApp

__all__ = ["ReaderApp"]
