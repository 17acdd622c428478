from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.errors import SettingsError
from reader.settings import Settings, load, nearest, save, settings_path


def written(folder: Path, text: str) -> Path:
    path = folder / "settings.toml"
    path.write_text(text, "utf-8")
    return path


def test_missing_file_gives_defaults(tmp_path: Path) -> None:
    settings = load(tmp_path / "none.toml")
    assert settings.author == ""
    assert settings.history >= 1000
    assert dict(settings.keys) == {}


def test_everything_set(tmp_path: Path) -> None:
    text = 'author = "Mína"\ntheme = "nord"\nhistory = 5\n[keys]\n"article.done" = "f2,M"\n'
    settings = load(written(tmp_path, text))
    assert (settings.author, settings.theme, settings.history) == ("Mína", "nord", 5)
    assert dict(settings.keys) == {"article.done": "f2,M"}


def test_byte_order_mark_of_windows_editors(tmp_path: Path) -> None:
    assert load(written(tmp_path, '\ufeffauthor = "Mina"\n')).author == "Mina"


@pytest.mark.parametrize(
    ("text", "key", "allowed"),
    [
        ('athor = "Mina"', "athor", "author"),
        ("author = 3", "author", "text"),
        ('author = "a\\u001b[2J"', "author", "one line"),
        ("history = 0", "history", "whole number from 1"),
        ("history = true", "history", "whole number from 1"),
        ('keys = "q"', "keys", "[keys]"),
        ('[keys]\n"quit" = 3', "keys.quit", "ctrl+s"),
        ('[keys]\n"quit" = ""', "keys.quit", "ctrl+s"),
        (
            'zz = "/"',
            "zz",
            "author, cache, citation, history, keys, measure, names, recogniser, tags, theme,"
            " themes",
        ),
        ("measure = 40", "measure", "from 60 to 120"),
        ('cache = "much"', "cache", "500M or 2 GB"),
    ],
)
def test_errors_name_file_key_and_what_is_allowed(
    tmp_path: Path, text: str, key: str, allowed: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        load(path)
    assert f"{path}: {key}:" in str(caught.value)
    assert allowed in caught.value.remedy


def test_what_is_not_allowed_is_not_kept(tmp_path: Path) -> None:
    path = written(tmp_path, 'author = "Mina"\n')
    with pytest.raises(SettingsError, match=r"\{quot\}"):
        save(path, "citation", "{quot} ({title})")
    with pytest.raises(SettingsError, match="braces in pairs"):
        save(path, "citation", "{quote} {bogus")
    assert path.read_text() == 'author = "Mina"\n'


@pytest.mark.parametrize(
    ("form", "allowed"),
    [
        ('"{quote} p. {pages}"', "{page}"),
        ('"markdwon"', "markdown, plain"),
        ('"{quote}\\u001b[2J"', "one line"),
        ("3", "one line"),
    ],
)
def test_a_wrong_form_of_citations_is_told_and_stops_nothing(
    tmp_path: Path, form: str, allowed: str
) -> None:
    path = written(tmp_path, f'author = "Mina"\ncitation = {form}\n')
    settings = load(path)
    assert (settings.citation, settings.author) == ("markdown", "Mina")
    assert f"{path}: citation:" in settings.warning and allowed in settings.warning


def test_a_citation_may_have_several_lines(tmp_path: Path) -> None:
    path = written(tmp_path, 'citation = """\n{quote}\n  {title}\n"""\n')
    assert load(path).citation == "{quote}\n  {title}"
    assert not load(path).warning


def test_broken_toml_names_the_line(tmp_path: Path) -> None:
    path = written(tmp_path, 'author = "Mina"\ntheme nord\n')
    with pytest.raises(SettingsError, match="line 2") as caught:
        load(path)
    assert caught.value.place == str(path)


def test_toml_nested_too_deep_is_told_as_broken(tmp_path: Path) -> None:
    path = written(tmp_path, f"author = {'[' * 50_000}")
    with pytest.raises(SettingsError, match="no valid TOML"):
        load(path)


def test_file_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes('author = "Mína"'.encode("latin-1"))
    with pytest.raises(SettingsError, match="TOML"):
        load(path)


def test_folder_in_its_place(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="can't be read"):
        load(tmp_path)


def test_who_annotates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "login")
    nobody = load(tmp_path / "none.toml")
    mina = load(written(tmp_path, 'author = " Mina "'))
    assert mina.signature("Bo") == "Bo"
    assert mina.signature() == "Mina"
    assert nobody.signature() == "login"


def test_errors_of_values_that_only_the_app_can_check(tmp_path: Path) -> None:
    settings = load(tmp_path / "settings.toml")
    error = settings.error("theme", "'x' is no theme", "nord, gruvbox")
    assert str(error).endswith("settings.toml: theme: 'x' is no theme. Allowed: nord, gruvbox")
    assert nearest("nordd", ["nord", "gruvbox"]) == "nord (the nearest of 2)"  # not all there are
    assert nearest("x", ["nord", "gruvbox"]) == "gruvbox, nord"


def test_place_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READER_SETTINGS", str(tmp_path / "mine.toml"))
    assert settings_path() == tmp_path / "mine.toml"


def test_the_team_of_a_corpus_sets_what_the_user_did_not(tmp_path: Path) -> None:
    (tmp_path / ".reader.toml").write_text('theme = "nord"\nmeasure = 70\n', "utf-8")
    settings = load(written(tmp_path, "measure = 80\n"), tmp_path)
    assert (settings.theme, settings.measure) == ("nord", 80)


def test_a_corpus_chooses_no_program(tmp_path: Path) -> None:
    (tmp_path / ".reader.toml").write_text('recogniser = "spacy:/tmp/model"\n', "utf-8")
    settings = load(written(tmp_path, ""), tmp_path)
    assert settings.recogniser == ""
    assert "recogniser: there is no such setting" in settings.warning


def test_what_a_team_may_not_set_stops_nobody_but_names_of_fields(tmp_path: Path) -> None:
    team = tmp_path / ".reader.toml"
    team.write_text('theme = "nord"\nmeasure = 7\ncolour = "red"\n', "utf-8")
    settings = load(written(tmp_path, 'citation = "markdwon"\n'), tmp_path)
    assert (settings.theme, settings.measure) == ("nord", Settings(path=team).measure)
    assert dict(settings.of_team) == {"theme": team}
    assert not settings.changed("theme", "gruvbox").of_team
    assert "measure" in settings.warning and "citation" in settings.warning
    assert "colour: there is no such setting" in settings.warning
    team.write_text('encoding = "latin-99"\nencodings = {"a.txt" = "latin-98"}\n', "utf-8")
    settings = load(written(tmp_path, ""), tmp_path)
    assert not settings.encoding and not settings.encodings
    assert "no encoding 'latin-99'" in settings.warning and "latin-98" in settings.warning
    team.write_text("fields = 7\n", "utf-8")
    with pytest.raises(SettingsError, match="fields"):
        load(written(tmp_path, ""), tmp_path)


def test_what_is_saved_leaves_comments_and_order_as_they_are(tmp_path: Path) -> None:
    text = '# Mine\nauthor = "Mina"  # as signed\n\n[keys]\n"app.undo" = "u"  # old\n'
    text += '"app.redo" = "U"\n'
    path = written(tmp_path, text)
    save(path, "theme", "nord")
    save(path, "author", "Bo")
    save(path, "keys", {"document.done": "f2", "app.redo": ""})
    settings = load(path)
    assert (settings.theme, settings.author) == ("nord", "Bo")
    assert dict(settings.keys) == {"app.undo": "u", "document.done": "f2"}
    assert all(kept in path.read_text("utf-8") for kept in ("# Mine", "# as signed", "# old"))


def test_what_is_saved_stands_below_the_opening_comment(tmp_path: Path) -> None:
    path = written(tmp_path, '# Mine\n# alone\n\n[keys]\n"app.undo" = "u"\n')
    save(path, "measure", 72)
    assert path.read_text("utf-8").startswith("# Mine\n# alone\n\nmeasure = 72\n")
    assert load(path).measure == 72


def test_settings_are_saved_where_there_were_none(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.toml"
    save(path, "keys", {"app.undo": "U"})
    save(path, "measure", 72)
    assert (load(path).measure, dict(load(path).keys)) == (72, {"app.undo": "U"})


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes")
@pytest.mark.parametrize(("make", "kind"), [(os.mkfifo, "a pipe"), (os.mkdir, "a folder")])
def test_settings_that_are_no_file_are_named(
    tmp_path: Path, make: Callable[[Path], None], kind: str
) -> None:
    make(tmp_path / ".reader.toml")
    for path, corpus in ((tmp_path / ".reader.toml", None), (tmp_path / "none", tmp_path)):
        with pytest.raises(SettingsError, match=f"can't be read .*{kind}"):
            load(path, corpus)
    for device in ("/dev/zero", "/dev/null"):
        with pytest.raises(SettingsError, match=r"device|kept there"):
            save(Path(device), "measure", 80)
