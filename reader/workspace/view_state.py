"""The state in which screens were left: sort, filter, place in the list; kept between sessions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TypeAlias

Value: TypeAlias = "str | bool | list[str]"


class ViewState:
    """Named values of a corpus, in a file of the platform's state directory.

    It holds nothing that a person has made: a file that is missing, damaged or can't be written
    costs nothing but a look at the screen.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._values: dict[str, Value] = {}
        self._is_saved = True
        self._saving = Lock()
        with suppress(OSError, ValueError, RecursionError):
            read = json.loads(path.read_text("utf-8"))
            if isinstance(read, dict):
                self._values = {key: value for key, value in read.items() if _is_value(value)}

    @property
    def folder(self) -> Path:
        """The folder that is there as soon as a corpus was left once."""
        return self._path.parent

    def text(self, name: str, default: str = "") -> str:
        """Return a text."""
        value = self._values.get(name, default)
        return value if isinstance(value, str) else default

    def flag(self, name: str) -> bool:
        """Tell whether a flag is set."""
        return self._values.get(name) is True

    def texts(self, name: str) -> Sequence[str]:
        """Return a list of texts."""
        value = self._values.get(name, [])
        return value if isinstance(value, list) else []

    def keep(self, name: str, value: Value) -> None:
        """Keep a value from now on."""
        if self._values.get(name) != value:
            self._values[name] = value
            self._is_saved = False

    def save(self) -> None:
        """Write the changed state; any thread may ask, for a slow disk holds up keys."""
        with self._saving:
            if self._is_saved:
                return
            from reader import safe_files

            self._is_saved = True  # what is kept from here on is not
            text = json.dumps({**self._values}, ensure_ascii=False, indent=1)
            data = text.encode("utf-8", "replace")
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                safe_files.replace(self._path, [data], safe_files.PRIVATE)
            except OSError:
                self._is_saved = False

    def forget(self) -> None:
        """Delete what is kept. Raises OSError."""
        self._path.unlink(missing_ok=True)


def _is_value(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(one, str) for one in value)
    return isinstance(value, (str, bool))
