"""UTF-8 that was read in another encoding (``fÃ¼r``, ``РњРѕСЃРєРІР°``), read back."""

from __future__ import annotations

import re
from functools import cache

from reader.lazy import lazy_re

_CONTINUING = range(0x80, 0xC0)
# The encodings that UTF-8 is mostly read in by mistake, and the byte that each has no character
# for: what stands for it is lost. (Windows-1252 has five, of which this one ends a quotation.)
_LOST = {"cp1252": 0x9D, "cp1251": 0x98}
_LOSS = "\ufffd"
# A text was misread where so many runs of other letters can be read back, most of its runs.
_LEAST, _MOST = 3, 0.5
# It may have been misread twice.
_TIMES = 2
_RUN = lazy_re(r"[^\x00-\x7f]+")


def read_back(text: str) -> str:
    """Return the text that was misread as ``text``, or ``text`` itself where it was not."""
    for _ in range(_TIMES):
        for encoding in _LOST:
            found = _read_back(text, encoding)
            if found != text:
                text = found
                break
        else:
            break
    return text


def _read_back(text: str, encoding: str) -> str:
    if not _telling(encoding).search(text):
        return text
    runs = 0
    mended = 0

    def character(run: re.Match[str]) -> str:
        nonlocal runs, mended
        runs += 1
        data = bytes(map(_bytes(encoding).get, run[0], (0,) * len(run[0])))
        try:
            found = data.decode()
        except UnicodeDecodeError:
            return run[0]
        mended += 1
        return found

    found = _RUN.sub(character, text)
    return found if mended >= _LEAST and mended > _MOST * runs else text


@cache
def _bytes(encoding: str) -> dict[str, int]:
    """Return the byte of each character; what an encoding leaves out Latin-1 has."""
    found = {chr(byte): byte for byte in range(0x80, 0xA0)} | {_LOSS: _LOST[encoding]}
    for byte in range(0x80, 0x100):
        if character := bytes([byte]).decode(encoding, "ignore"):
            found[character] = byte
    return found


@cache
def _telling(encoding: str) -> re.Pattern[str]:
    """Return a pattern of the first two bytes of a character that no word begins with."""
    known = _bytes(encoding).items()
    first, next_ = (
        "".join(re.escape(one) for one, byte in known if byte in bytes_)
        for bytes_ in (range(0xC2, 0xF5), _CONTINUING)
    )
    return re.compile(f"[{first}][{next_}]")
