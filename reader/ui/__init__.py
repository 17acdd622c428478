"""The terminal application."""

from typing import TYPE_CHECKING

from reader.lazy import lazy_names

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp
else:
    __getattr__ = lazy_names(__name__)
