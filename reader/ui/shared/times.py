"""Moments as people read them."""

from __future__ import annotations

from datetime import datetime


def local_minute(moment: str) -> str:
    """Return a moment in ISO 8601 as day and minute of the local clock; anything else as it is."""
    try:
        return datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        return moment
