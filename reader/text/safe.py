"""Text of articles made harmless for the screen, character by character."""

from __future__ import annotations

import json
import re

# Each character has one in its place, so offsets stay: C0 controls and DEL get their pictures
# (U+2400 block), C1 controls, bidirectional overrides and other invisible orders a general one.
# Joiners and direction marks (U+200C to U+200F) stay: Persian, Hebrew and emoji need them.
_GENERAL = "\u2426"
_VISIBLE = {
    **{code: chr(0x2400 + code) for code in range(0x20) if code not in (0x09, 0x0A)},
    0x7F: "\u2421",
    **dict.fromkeys(range(128, 160), _GENERAL),
    **dict.fromkeys((1564, 65279, *range(8288, 8304)), _GENERAL),
    **dict.fromkeys((*range(8232, 8239), *range(65529, 65532)), _GENERAL),
    **dict.fromkeys(range(917504, 917632), _GENERAL),
}


def visible(text: str) -> str:
    """Return ``text`` with a visible symbol for each character that a terminal could obey.

    The result has as many code points as ``text``. Tabs and line feeds stay.
    """
    return text.translate(_VISIBLE)


def one_line(text: str) -> str:
    """Return ``text`` as one harmless line: runs of blanks become one, controls become visible."""
    return visible(" ".join(text.split()))


# JSON has C0 controls escaped already. Lone surrogates, of file names that are no UTF-8, can't be
# encoded otherwise.
_UNSAFE = re.compile(f"[{re.escape(''.join(map(chr, _VISIBLE)))}\ud800-\udfff]")


def json_line(value: object) -> str:
    """Return ``value`` as a line of JSON that is harmless on a terminal and can be encoded.

    What a terminal could obey is escaped, so the value that is read back is the same.
    """
    line = json.dumps(value, ensure_ascii=False)
    return _UNSAFE.sub(lambda match: json.dumps(match[0])[1:-1], line)
