"""The terminal application."""

from typing import TYPE_CHECKING

from reader.late import late_names

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp

__all__ = ["ReaderApp"]

__getattr__ = late_names(__name__, {"ReaderApp": "app"})
