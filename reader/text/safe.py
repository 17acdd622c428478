"""Text from outside made harmless for the screen, character by character."""

from __future__ import annotations

import json
import re

from reader.lazy import lazy_re

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
    # Lone surrogates stand for bytes of file names that are no UTF-8; they can't be encoded.
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}
# Marks that take no column. Letters of living scripts carry up to four; more of them in a row hide
# what stands beside them, or are drawn over the rows around.
_MOST_MARKS = 4
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u200b-\u200f\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
_HEAP = re.compile(f"([{_MARKS}]{{{_MOST_MARKS}}})[{_MARKS}]+")
# A place where a line may break: nothing is seen of it, and a name with it looks like another.
_BREAK = "\u200b"
# Rows of the screen are laid out already when they are drawn: what takes no column is dropped.
_DROPPED = {
    **{code: shown if shown == "\ufffd" else None for code, shown in _VISIBLE.items()},
    0x09: " ",
    0x0A: None,
    ord(_BREAK): None,
}


def visible(text: str) -> str:
    """Return ``text`` with a visible symbol for each character that a terminal could obey.

    The result has as many code points as ``text``. Tabs and line feeds stay.
    """
    return text if text.isprintable() else text.translate(_VISIBLE)


def printed(text: str) -> str:
    """Return ``text`` with controls made visible, and of a run of marks the first four alone.

    Places where a line may break are dropped.
    """
    shown = visible(text)
    return shown if shown.isascii() else _HEAP.sub(r"\1", shown.replace(_BREAK, ""))


def one_line(text: str) -> str:
    """Return ``text`` as one line, as ``printed`` does: runs of blanks become one."""
    return printed(" ".join(text.split()))


def harmless(text: str) -> str:
    """Return ``text`` without what a terminal could obey, in the same columns.

    Of a run of marks that take no column, the first four stay; of places where a line may break
    none does.
    """
    if text.isprintable():
        return text if text.isascii() else _HEAP.sub(r"\1", text)
    return _HEAP.sub(r"\1", text.translate(_DROPPED))


# JSON has C0 controls escaped already. Lone surrogates, of file names that are no UTF-8, can't be
# encoded otherwise.
_UNSAFE = lazy_re(f"[{re.escape(''.join(map(chr, _VISIBLE)))}]")


def json_line(value: object) -> str:
    """Return ``value`` as a line of JSON that is harmless on a terminal and can be encoded.

    What a terminal could obey is escaped, so the value that is read back is the same.
    """
    line = json.dumps(value, ensure_ascii=False)
    # Most lines are of printable characters, which is seen at once: no other can be obeyed.
    if not line.isprintable():
        line = _UNSAFE.sub(_escaped, line)
    return line if line.isascii() else _HEAP.sub(_escaped, line)


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]
