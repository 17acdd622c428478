"""Identifiers that sort by the time they were made."""

from __future__ import annotations

import os
import threading
import time

_RANDOM_BITS = 74
_lock = threading.Lock()
_last = 0


def _random() -> int:
    return int.from_bytes(os.urandom(10)) >> 80 - _RANDOM_BITS


def uuid7() -> str:
    """Return a new UUID of version 7 (RFC 9562, 5.7): milliseconds, then random bits.

    Those made by one process rise, whatever its clock does.
    """
    global _last  # noqa: PLW0603
    with _lock:
        moment = time.time_ns() // 1_000_000 & 0xFFFF_FFFF_FFFF
        _last = max(moment << _RANDOM_BITS | _random(), _last + 1)
        value = _last
    high, random = value >> 62, value & (1 << 62) - 1
    high = (high >> 12) << 16 | 0x7000 | high & 0xFFF
    digits = f"{high << 64 | 0b10 << 62 | random:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
