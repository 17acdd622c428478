"""The user's settings: one TOML file in the platform's place, read once and checked.

A corpus may have settings of its team beside its documents; those of the user go before them.
"""

from __future__ import annotations

import errno
import getpass
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

import platformdirs

from reader import safe_files
from reader.encoding_names import python_encoding
from reader.errors import SettingsError, near_names

TEAM_FILE = ".reader.toml"
# What a team may set: a folder from elsewhere must not choose programs, keys or names of people.
_OF_CORPORA = frozenset({"fields", "encoding", "encodings"})
_OF_TEAMS = frozenset({"theme", "measure", "tags"}) | _OF_CORPORA
MEASURES = range(60, 121)
# How names look in an article: all alike, in a colour for each type, or as all else.
NAME_LOOKS = {"quiet": "all alike", "types": "by type, in colours", "off": "as all other text"}
# What a citation of one's own form may have, each in braces.
CITATION_FIELDS = (
    *("quote", "author", "title", "source", "date", "url"),
    *("document", "page", "start", "end"),
)
_SIZE = re.compile(r"(?P<number>[0-9]{1,12}) ?(?P<unit>[KMGT]?)I?B?")
_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}
_LARGEST = 1 << 20  # bytes of a file of settings
# So many names are listed in a message; of more, so many.
_LISTED, _FIRST = 12, 3
# What tables hold, by their names: an example, and the values that are allowed.
_EXAMPLES = {
    "keys": '"id" = "keys"',
    "fields": 'text = "body"',
    "encodings": '"old/page.txt" = "windows-1251"',
}
_ALLOWED = {
    "keys": 'keys, as in "f2,ctrl+s"',
    "fields": "the name of a field",
    "encodings": "the name of an encoding",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of a user; the defaults hold for those that the file does not mention.

    ``author`` is the name that annotations are signed with (empty: the login), ``theme`` the name
    of a theme (empty: the app's own), ``measure`` the width of a text in columns (60 to 120),
    ``recogniser`` finds names (empty: the embedded one), ``history`` is the number of steps that
    can be undone, ``tags`` the file with the codebook of new corpora, as seen from the settings
    file; that of a team lies in its folder (empty: reader's own), ``citation`` the form in which
    passages are copied (``markdown``, ``plain``, or a template), ``names`` how names look in an
    article (``quiet``, ``types``, ``off``), ``cache`` the size that the cache may have when a
    corpus is closed (``500M``, ``2 GB``). ``keys`` gives commands other keys: the command's id,
    and keys with commas between them. ``themes`` are those of the user's own, each with its
    colours. A corpus alone has ``fields`` (the names that fields have in its records, by field),
    the ``encoding`` of its files and ``encodings`` of single ones. ``path`` is the file, whether it
    exists or not, ``of_team`` that of a team by the settings that are from there; ``warning`` tells
    of values that are not taken.
    """

    author: str = ""
    theme: str = ""
    measure: int = 92
    recogniser: str = ""
    history: int = 10_000
    citation: str = "markdown"
    names: str = "quiet"
    cache: str = "8 GB"
    tags: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    themes: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""
    encodings: Mapping[str, str] = field(default_factory=dict)
    path: Path
    of_team: Mapping[str, Path] = field(default_factory=dict)
    warning: str = ""

    @property
    def place(self) -> str:
        """The path of the file, from ``~`` on where it lies in the home of the user."""
        home = Path("~").expanduser()
        inside = self.path.is_relative_to(home)
        return str(Path("~") / self.path.relative_to(home)) if inside else str(self.path)

    @property
    def codebook(self) -> Path | None:
        """The file with the codebook of new corpora, where one is set."""
        return self.path.parent / os.path.expanduser(self.tags) if self.tags else None

    def changed(self, key: str, value: object) -> Settings:
        """Return these settings with another value; of a table, with other entries."""
        if isinstance(value, Mapping):
            value = {**getattr(self, key), **value}
        of_team = {other: file for other, file in self.of_team.items() if other != key}
        changes = {key: value, "of_team": of_team}
        return replace(self, **changes)  # type: ignore[arg-type]  # checked by who asks

    def error(self, key: str, message: str, allowed: str) -> SettingsError:
        """Return the error that names the file, the key, and what is allowed for it."""
        return _error(self.of_team.get(key, self.path), key, message, allowed)

    def signature(self, name: str | None = None) -> str:
        """Return the annotator: ``name``, else the author set here, else the user's login."""
        return name or self.author or login()


_KNOWN = frozenset(spec.name for spec in fields(Settings)) - {"path", "of_team", "warning"}


def settings_path() -> Path:
    """Return the path of the settings file: ``READER_SETTINGS``, else the platform's place."""
    given = os.environ.get("READER_SETTINGS")
    return Path(given) if given else platformdirs.user_config_path("reader") / "settings.toml"


def team_file(folder: Path) -> Path | None:
    """Return the settings of the team of a folder, whatever is in their place; None for nothing."""
    file = folder / TEAM_FILE
    return file if os.path.lexists(file) else None


def login() -> str:
    """Return the name of the user, as the system has it."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container's user may have no name
        return "unknown"


def bytes_in(size: str) -> int | None:
    """Return the bytes that a size such as 500M or 2 GB stands for; None for what is none."""
    found = _SIZE.fullmatch(size.upper())
    return int(found["number"]) * _UNITS[found["unit"]] if found else None


def nearest(name: str, options: Iterable[str]) -> str:
    """Return the names that come nearest to a mistaken one, else those known, in words.

    Where too many are known to be read in a message, the first ones are named.
    """
    names = sorted(options)
    near = near_names(name, names)
    if near and len(near) < len(names):
        return f"{', '.join(near)} (the nearest of {len(names)})"
    if len(names) > _LISTED:
        return f"{', '.join(names[:_FIRST])} … ({len(names)} in all)"
    return ", ".join(names)


def load(path: Path | None = None, corpus: Path | None = None) -> Settings:
    """Read the settings; a missing file gives the defaults.

    Where ``corpus`` is a folder with settings of its team, they hold for what the user did not set.
    A form of citations that won't do gives a ``warning``, and the built-in one; so does what a
    team may not set, which is left out, for nobody else can mend their file. Raises
    SettingsError for a file that can't be read, is no TOML, or holds an unknown key or a value
    that is not allowed.
    """
    path = path or settings_path()
    values, warning = _with_a_citation(path, _parsed(path))
    settings = replace(_checked(path, values, _KNOWN - _OF_CORPORA), warning=warning)
    file = team_file(corpus) if corpus is not None else None
    if corpus is None or file is None:
        return settings
    of_team, left_out = _without_faults(file, _parsed(file))
    team = _checked(file, of_team, _OF_TEAMS)
    if team.tags:
        try:
            team = replace(team, tags=_within(corpus, file, team.tags))
        except SettingsError as error:
            del of_team["tags"]
            left_out = "; ".join(filter(None, (left_out, f"{error}. It is left out")))
    taken = of_team.keys() - values.keys()
    settings = replace(
        settings,
        of_team=dict.fromkeys(taken, file),
        warning="\n".join(filter(None, (warning, left_out))),
    )
    return replace(settings, **{key: getattr(team, key) for key in taken})


def check_setting(key: str, value: object, path: Path | None = None) -> None:
    """Raise SettingsError, of the file ``path`` if any, for a value that a setting can't have."""
    try:
        _checked(path or Path(), {key: value}, _KNOWN)
    except SettingsError as error:
        place = error.place if path else key
        raise SettingsError(error.message, place=place, remedy=error.remedy) from error


def save(path: Path, key: str, value: object) -> None:
    """Set a value in the settings file, and leave all else in it as it is, comments too.

    A table is updated: of its keys, those with an empty value are removed.

    Raises:
        SettingsError: where the value is not allowed, or the file can't be read or written.
    """
    import tomlkit

    if not isinstance(value, Mapping):  # of a table, single entries may be taken out
        check_setting(key, value, path)
    if path == Path(os.devnull):
        raise SettingsError("no settings can be kept there", place=str(path))
    _parsed(path)  # tells where it is no TOML
    text = path.read_text("utf-8-sig") if path.exists() else ""
    document = tomlkit.parse(text)
    if isinstance(value, Mapping):
        table = document.setdefault(key, tomlkit.table())
        for name, given in value.items():
            if given:
                table[name] = given
            else:
                table.pop(name, None)
    elif key in document or not any(isinstance(item, dict) for item in document.values()):
        document[key] = value
    else:  # before the first table, for what follows a table belongs to it
        opening = re.match(r"(?:#.*\n)+\s*\n", text)
        above = opening[0] if opening else ""
        below = text.removeprefix(above)
        document = tomlkit.parse(f"{above}{tomlkit.dumps({key: value})}{below}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = None if path.name == TEAM_FILE else safe_files.PRIVATE
        safe_files.replace(path.resolve(), [tomlkit.dumps(document).encode()], mode)
    except OSError as error:
        raise SettingsError(
            f"the settings can't be written ({error.strerror})", place=str(path)
        ) from error


def _checked(path: Path, values: Mapping[str, object], options: Iterable[str]) -> Settings:
    """Return the settings that a file holds, where it may hold the ``options`` ones."""
    for key in values:
        if key not in options:
            raise _error(path, key, "there is no such setting", nearest(key, options))
    default = Settings(path=path)
    measure = _count(path, values, "measure", default.measure)
    if measure not in MEASURES:
        fault = f"a text width of {measure} won't do"
        raise _error(path, "measure", fault, "columns from 60 to 120")
    return Settings(
        author=_text(path, values, "author"),
        theme=_text(path, values, "theme"),
        measure=measure,
        recogniser=_text(path, values, "recogniser"),
        history=_count(path, values, "history", default.history),
        citation=_citation(path, values, default.citation),
        names=_look(path, values, default.names),
        cache=_size(path, values, default.cache),
        tags=_text(path, values, "tags", "the name of a codebook file, in quotation marks"),
        keys=_texts(path, values, "keys"),
        themes=_themes(path, values),
        fields=_texts(path, values, "fields"),
        encoding=python_encoding(_text(path, values, "encoding"), f"{path}: encoding"),
        encodings={
            name: python_encoding(given, f"{path}: encodings.{name}")
            for name, given in _texts(path, values, "encodings").items()
        },
        path=path,
    )


def _without_faults(file: Path, values: Mapping[str, object]) -> tuple[dict[str, object], str]:
    """Return the settings of a team that will do, and what is wrong with the others.

    Raises SettingsError for names of fields: other text would be read, or none.
    """
    kept = dict(values)
    faults: dict[tuple[str, str], list[str]] = {}
    for key in values:
        try:
            _checked(file, {key: values[key]}, _OF_TEAMS)
        except SettingsError as error:
            if key == "fields":
                raise
            del kept[key]
            faults.setdefault((error.message, error.remedy), []).append(key)
    lines = [f"{', '.join(keys)}: {why}. {remedy}" for (why, remedy), keys in faults.items()]
    return kept, f"{file}: left out: {'; '.join(lines)}" if lines else ""


def _within(folder: Path, file: Path, tags: str) -> str:
    """Return the path of a codebook that a team's settings name: it lies in their folder."""
    if not (folder / tags).resolve().is_relative_to(folder.resolve()):
        raise _error(file, "tags", f"{tags!r} leads out of the folder", "a file in the folder")
    if not (folder / tags).is_file():
        raise _error(file, "tags", f"there is no file {tags!r}", "a file in the folder")
    return os.path.abspath(folder / tags)


def _look(path: Path, values: Mapping[str, object], default: str) -> str:
    """Return the look of names."""
    look = _text(path, values, "names") or default
    if look not in NAME_LOOKS:
        raise _error(path, "names", f"{look!r} won't do", ", ".join(NAME_LOOKS))
    return look


def _size(path: Path, values: Mapping[str, object], default: str) -> str:
    """Return the size that the cache may have."""
    size = _text(path, values, "cache") or default
    if bytes_in(size) is None:
        raise _error(path, "cache", f"{size!r} won't do", "a size such as 500M or 2 GB")
    return size


def _citation(path: Path, values: Mapping[str, object], default: str) -> str:
    """Return the form of citations; one of the user's own has fields that are known."""
    given = values.get("citation", "")
    for line in given.splitlines() if isinstance(given, str) else [given]:
        _text(path, {"citation": line}, "citation")
    form = str(given).strip() or default
    named = re.findall(r"\{(\w*)\}", form)
    wrong = [name for name in named if name not in CITATION_FIELDS]
    rest = re.sub(r"\{\w*\}", "", form)
    if rest.count("{") != rest.count("}"):
        raise _error(path, "citation", f"a brace of {form!r} has no other one", "braces in pairs")
    if wrong or (not named and form not in ("markdown", "plain")):
        placeholders = ", ".join(f"{{{name}}}" for name in CITATION_FIELDS)
        message = f"there is no {{{wrong[0]}}}" if wrong else f"{form!r} won't do"
        raise _error(path, "citation", message, f"markdown, plain, or a form with {placeholders}")
    return form


def _with_a_citation(path: Path, values: dict[str, object]) -> tuple[dict[str, object], str]:
    """Return values without a form of citations that won't do, and a warning of it."""
    try:
        _citation(path, values, Settings(path=path).citation)
    except SettingsError as error:
        values = {key: value for key, value in values.items() if key != "citation"}
        return values, f"{error}. Until then copies are cited as markdown"
    return values, ""


def _parsed(path: Path) -> dict[str, object]:
    try:
        # Editors on Windows put a byte order mark before the text; TOML allows none.
        if path.stat().st_size > _LARGEST:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
        data = b"" if path == Path(os.devnull) else safe_files.read_file(path.resolve())
        import tomllib  # most have no settings file

        return tomllib.loads(data.decode("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingsError(
            f"the settings can't be read ({error.strerror or error})",
            place=str(path),
            remedy="Allow reading it, or move it away",
        ) from error
    except (ValueError, RecursionError) as error:  # no TOML, nested too deep, or no UTF-8
        raise SettingsError(
            f"the settings are no valid TOML: {error}",
            place=str(path),
            remedy='Write lines such as author = "Mina"',
        ) from error


def _text(
    path: Path,
    values: Mapping[str, object],
    key: str,
    allowed: str = "one line of text in quotation marks",
) -> str:
    value = values.get(key, "")
    if not isinstance(value, str) or not value.isprintable():
        raise _error(path, key, f"{value!r} won't do", allowed)
    return value.strip()


def _count(path: Path, values: Mapping[str, object], key: str, default: int) -> int:
    value = values.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise _error(path, key, f"{value!r} won't do", "a whole number from 1")
    return value


def _texts(path: Path, values: Mapping[str, object], key: str) -> Mapping[str, str]:
    """Return a table of texts."""
    table = values.get(key, {})
    example = _EXAMPLES[key]
    if not isinstance(table, dict):
        raise _error(path, key, f"{table!r} won't do", f"a table: [{key}], then {example}")
    for name, given in table.items():
        if not isinstance(given, str) or not given.strip():
            allowed = _ALLOWED[key]
            raise _error(path, f"{key}.{name}", f"{given!r} won't do", allowed)
    return table


def _themes(path: Path, values: Mapping[str, object]) -> Mapping[str, Mapping[str, object]]:
    tables = values.get("themes", {})
    if not isinstance(tables, dict) or not all(isinstance(t, dict) for t in tables.values()):
        raise _error(path, "themes", "this won't do", 'tables: [themes.mine], then primary = "#…"')
    return tables


def _error(path: Path, key: str, message: str, allowed: str) -> SettingsError:
    return SettingsError(message, place=f"{path}: {key}", remedy=f"Allowed: {allowed}")
