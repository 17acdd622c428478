"""The user's settings: one TOML file in the platform's place, read once and checked."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

import platformdirs

from reader.errors import SettingsError


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a user may set; the defaults hold for what the file does not mention.

    ``author`` is the name that annotations are signed with (empty: the login), ``theme`` the name
    of a theme (empty: the app's own), ``recogniser`` finds names (empty: the embedded one),
    ``history`` is the number of steps that can be undone, ``citation`` the form in which passages
    are copied (``markdown``, ``plain``, or a template). ``keys`` gives bindings other keys: the
    binding's id, and keys with commas between them. ``path`` is the file, whether it exists or not.
    """

    author: str = ""
    theme: str = ""
    recogniser: str = ""
    history: int = 10_000
    citation: str = "markdown"
    keys: Mapping[str, str] = field(default_factory=dict)
    path: Path

    def error(self, key: str, message: str, allowed: str) -> SettingsError:
        """Return the error that names the file, the key, and what is allowed for it."""
        return _error(self.path, key, message, allowed)

    def signature(self, name: str | None = None) -> str:
        """Return who annotates: ``name``, else the author set here, else the user's login."""
        return name or self.author or login()


def settings_path() -> Path:
    """Return where the settings file lies: ``READER_SETTINGS``, else the platform's place."""
    given = os.environ.get("READER_SETTINGS")
    return Path(given) if given else platformdirs.user_config_path("reader") / "settings.toml"


def login() -> str:
    """Return the name of the user, as the system has it."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container's user may have no name
        return "unknown"


def load(path: Path | None = None) -> Settings:
    """Read the settings; a missing file gives the defaults.

    Raises SettingsError for a file that can't be read, is no TOML, or holds an unknown key or a
    value that is not allowed.
    """
    path = path or settings_path()
    values = _parsed(path)
    known = {spec.name for spec in fields(Settings)} - {"path"}
    for key in values:
        if key not in known:
            raise _error(path, key, "there is no such setting", ", ".join(sorted(known)))
    return Settings(
        author=_text(path, values, "author"),
        theme=_text(path, values, "theme"),
        recogniser=_text(path, values, "recogniser"),
        history=_count(path, values, "history", Settings(path=path).history),
        citation=_text(path, values, "citation") or Settings(path=path).citation,
        keys=_keys(path, values),
        path=path,
    )


def _parsed(path: Path) -> dict[str, object]:
    try:
        # Editors on Windows put a byte order mark before the text; TOML allows none.
        text = path.read_text("utf-8-sig")
        import tomllib  # most have no settings file

        return tomllib.loads(text)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingsError(
            f"the settings can't be read ({error.strerror})",
            place=str(path),
            remedy="Allow reading it, or move it away",
        ) from error
    except ValueError as error:  # no TOML, or no UTF-8
        raise SettingsError(
            f"the settings are no valid TOML: {error}",
            place=str(path),
            remedy='Write lines such as author = "Mina"',
        ) from error


def _text(path: Path, values: Mapping[str, object], key: str) -> str:
    value = values.get(key, "")
    if not isinstance(value, str) or not value.isprintable():
        raise _error(path, key, f"{value!r} won't do", "one line of text in quotation marks")
    return value.strip()


def _count(path: Path, values: Mapping[str, object], key: str, default: int) -> int:
    value = values.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise _error(path, key, f"{value!r} won't do", "a whole number from 1")
    return value


def _keys(path: Path, values: Mapping[str, object]) -> Mapping[str, str]:
    table = values.get("keys", {})
    if not isinstance(table, dict):
        raise _error(path, "keys", f"{table!r} won't do", 'a table: [keys], then "id" = "keys"')
    for binding, keys in table.items():
        if not isinstance(keys, str) or not keys.strip():
            raise _error(path, f"keys.{binding}", f"{keys!r} won't do", 'keys, as in "f2,ctrl+s"')
    return table


def _error(path: Path, key: str, message: str, allowed: str) -> SettingsError:
    return SettingsError(message, place=f"{path}: {key}", remedy=f"Allowed: {allowed}")
