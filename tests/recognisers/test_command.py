"""The recogniser that a user names: by the option, or in the settings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.cli import main
from reader.cli.open_command import recogniser_or_embedded
from reader.entities import EMBEDDED
from reader.settings import load

from ..models import STORY

READER = [sys.executable, "-m", "reader"]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "story.txt").write_text(STORY, "utf-8")
    return folder


def organisations(output: str) -> set[str]:
    (line,) = output.splitlines()
    return {one["text"] for one in json.loads(line)["mentions"] if one["type"] == "ORG"}


def test_the_option_goes_before_the_setting(model: Path, news: Path) -> None:
    def run(*options: str) -> set[str]:
        done = subprocess.run(
            [*READER, "entities", str(news), *options], capture_output=True, text=True, check=True
        )
        assert done.stderr == ""
        return organisations(done.stdout)

    theirs = run("--recogniser", f"spacy:{model}")
    assert theirs == {"Skarn Institute"}
    embedded = run()
    settings = Path(os.environ["READER_SETTINGS"])
    settings.write_text(f"recogniser = {json.dumps(f'spacy:{model}')}\nauthor = 'Mina'\n", "utf-8")
    assert run() == theirs
    assert run("--recogniser", "embedded") == embedded


def test_one_that_is_not_there_is_told_as_a_wrong_option(
    news: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (["entities"], []):
        assert main([*command, str(news), "--recogniser", "spacy:en_none_sm"]) == 2
    assert "python -m spacy download en_none_sm" in capsys.readouterr().err
    settings = Path(os.environ["READER_SETTINGS"])
    settings.write_text("recogniser = 'gliner'", "utf-8")
    assert main(["entities", str(news)]) == 6
    told = f"{settings}: recogniser = gliner: there is no such"
    assert told in capsys.readouterr().err
    chosen, warning = recogniser_or_embedded(None, load())  # the app can mend it
    assert chosen is EMBEDDED and told in warning


def test_without_spacy_it_says_what_to_install(model: Path, news: Path) -> None:
    """The folders of packages hold spaCy: without them there is none."""
    code = (
        "import sys, importlib.metadata as metadata\n"
        "version = metadata.version\n"
        "def none(name):\n"
        "    if name == 'spacy': raise metadata.PackageNotFoundError(name)\n"
        "    return version(name)\n"
        "metadata.version = none\n"
        "from reader.cli import main\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", code, "entities", str(news), "--recogniser", f"spacy:{model}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "spaCy is not installed. pip install 'article-reader[spacy]'" in done.stderr


def test_a_model_that_fails_is_told_once_for_all_articles(
    model: Path, news: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "meta.json").write_text((model / "meta.json").read_text("utf-8"), "utf-8")
    for number in range(3):
        (news / f"{number}.txt").write_text(STORY, "utf-8")
    done = subprocess.run(
        [*READER, "entities", str(news), "--recogniser", f"spacy:{broken}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.count("spaCy can't load this model") == 1
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
