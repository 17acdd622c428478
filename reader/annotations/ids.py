"""Identifiers that sort by the time they were made."""

from __future__ import annotations

import os
import re
import threading
import time

_RANDOM_BITS = 74  # of a UUIDv7 (RFC 9562), behind its milliseconds
_UUID7 = re.compile(
    r"(?!f{8}-f{4})[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
)
_lock = threading.Lock()
_last = 0


def _random() -> int:
    return int.from_bytes(os.urandom(10)) >> 80 - _RANDOM_BITS


def uuid7(after: str = "") -> str:
    """Return a new UUID of version 7 (RFC 9562, 5.7): milliseconds, then random bits.

    Those made by one process rise, whatever its clock does, and each is above ``after``, where that
    is one: an id that another machine has made, whose clock may be ahead.
    """
    global _last  # noqa: PLW0603
    with _lock:
        moment = time.time_ns() // 1_000_000 & 0xFFFF_FFFF_FFFF
        value = max(moment << _RANDOM_BITS | _random(), _last + 1)
        ahead = time_order(after)
        if ahead >= value:  # later ids go back to this clock
            value = ahead + 1
        else:
            _last = value
    high, random = value >> 62, value & (1 << 62) - 1
    high = (high >> 12) << 16 | 0x7000 | high & 0xFFF
    digits = f"{high << 64 | 0b10 << 62 | random:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def time_order(text: str) -> int:
    """Return time and random bits of a UUID of version 7 as one number; -1 for anything else."""
    if not _UUID7.fullmatch(text):
        return -1
    digits = text.replace("-", "")
    moment, middle, rest = int(digits[:12], 16), int(digits[13:16], 16), int(digits[16:], 16)
    return moment << _RANDOM_BITS | middle << 62 | rest & (1 << 62) - 1
