"""The terminal application."""

from typing import TYPE_CHECKING

from reader.lazy import lazy_names

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp

__all__ = ["ReaderApp"]

__getattr__ = lazy_names(__name__, {"ReaderApp": "app"})
