"""The command line as a whole: what it opens, what it says, how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reader import __version__
from reader.cli import main

READER = [sys.executable, "-m", "reader"]
_PATIENCE = 300.0  # seconds: it only ends what hangs


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert __version__ in capsys.readouterr().out
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    for command in ("clean", "entities", "duplicates", "export", "import"):
        assert f"\n  {command}  " in told
        assert main([command, "--help"]) == 0
        shown = capsys.readouterr().out
        assert "\n  Example" in shown
        assert f"\n    reader {command} news/" in shown
    assert "reader export news/ -o work.json" in told and "reader --tour" in told


@pytest.mark.parametrize("command", [[], ["clean"], ["entities"], ["duplicates"], ["export"]])
def test_missing_and_empty_folders_are_told_with_a_code(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, str(tmp_path / "news")]) == 3
    assert "there is no such file or folder" in capsys.readouterr().err
    (tmp_path / "news").mkdir()
    assert main([*command, str(tmp_path / "news")]) == 3
    out, err = capsys.readouterr()
    assert "there are no articles here" in err
    assert out == ""


def test_wrong_options_are_told_as_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--bogus"]) == 2
    assert main(["clean"]) == 2
    assert main(["export", "--format", "xml", "."]) == 2
    assert "\n  json  " in capsys.readouterr().err


@pytest.mark.parametrize(("word", "meant"), [("claen", "clean"), ("exprot", "export")])
def test_a_misspelt_command_is_answered_with_the_nearest(
    word: str, meant: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([word, str(tmp_path)]) == 2
    assert f"Did you mean: reader {meant}" in capsys.readouterr().err


def test_a_misspelt_action_on_tags_is_answered_with_the_nearest(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["tags", str(corpus), "lsit"]) == 2
    assert "Did you mean: list" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["."], ["./clean"], ["--", "clean"], ["story.txt"], ["--as", "Mina", "."], []]
)
def test_what_is_no_command_is_opened_and_the_app_wants_a_terminal(
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "clean").mkdir()
    for place in (tmp_path, tmp_path / "clean"):
        (place / "story.txt").write_text("A story.", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 1
    assert "the app needs a terminal" in capsys.readouterr().err


def test_wrong_settings_are_told_with_file_and_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text("autor = 'Mina'", "utf-8")
    monkeypatch.setenv("READER_SETTINGS", str(settings))
    assert main([]) == 6
    assert f"{settings}: autor: there is no such setting" in capsys.readouterr().err


def test_faults_that_are_alike_are_counted(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad7.jsonl").write_text('["text"]\n' * 5_000, "utf-8")
    assert main(["clean", str(tmp_path)]) == 1
    told = capfd.readouterr().err.splitlines()
    assert len(told) < 10
    assert "4,997 more" in told[-1] and "line … of bad7.jsonl" in told[-1]
    assert main(["clean", str(tmp_path), "--verbose"]) == 1
    assert len(capfd.readouterr().err.splitlines()) == 5_000


@pytest.mark.parametrize(
    ("said", "ids"),
    [
        ("The bridge is shut.", ["stdin.txt"]),
        ("<html><body><p>The bridge is shut.</p></body></html>", ["stdin.html"]),
        (
            '{"id": "a", "text": "The bridge is shut."}\n{"text": "Cars wait."}',
            ["stdin.jsonl#a", "stdin.jsonl#2"],
        ),
    ],
)
def test_a_dash_reads_the_corpus_from_standard_input(said: str, ids: list[str]) -> None:
    run = subprocess.run(
        [*READER, "clean", "-"], input=said.encode(), capture_output=True, check=True
    )
    rows = [json.loads(line) for line in run.stdout.splitlines()]
    assert [row["document"] for row in rows] == ids
    assert "The bridge is shut." in rows[0]["text"]
    assert not any(row["title"] for row in rows)
    check = subprocess.run(
        [*READER, "check", "-"], input=said.encode(), capture_output=True, check=True
    )
    assert check.stderr == b"reader: -: no passages\n"


def test_a_report_of_standard_input_names_no_folder_of_ours() -> None:
    command = [*READER, "report", "-", "-o", "-"]
    run = subprocess.run(command, input=b"The bridge is shut.", capture_output=True, check=True)
    assert run.stdout.startswith(b"# -\n")


@pytest.mark.parametrize("command", [["import", "-", os.devnull], ["tags", "-", "add", "x"]])
def test_standard_input_is_said_to_take_no_annotations(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command) == 2
    assert "standard input can't be annotated" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command",
    [
        *(["clean"], ["check"], ["export"], ["search"], ["duplicates"], ["entities"]),
        *(["passages"], ["report", "-o", "-"]),
    ],
)
def test_what_is_left_out_of_the_corpus_is_told(
    command: list[str], corpus: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (corpus / "scan.tiff").write_bytes(b"II*")
    query = ["bridge"] if command == ["search"] else []
    main([*command, str(corpus), *query])
    assert "Left out: 1 file of another kind (.tiff)" in capfd.readouterr().err
    main([*command, str(corpus), *query, "--verbose"])
    assert "scan.tiff: another kind of file" in capfd.readouterr().err


def many(folder: Path, number: int = 400) -> Path:
    file = folder / "posts.jsonl"
    text = "The bridge is shut.\n\n" + "Cars wait at the quay, and nobody knows how long. " * 200
    file.write_text(
        "".join(json.dumps({"id": n, "text": text}) + "\n" for n in range(number)), "utf-8"
    )
    return file


def test_a_reader_that_goes_away_ends_the_work_quietly(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*READER, "clean", str(many(tmp_path))], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        assert json.loads(run.stdout.readline())["document"] == "posts.jsonl#0"
        run.stdout.close()
        assert run.stderr.read() == b""
        assert run.wait() == 0


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("after", [1, 120])  # before, and while several processes are at work
def test_ctrl_c_ends_the_work_quietly(after: int, tmp_path: Path) -> None:
    with subprocess.Popen(
        [*READER, "clean", str(many(tmp_path))],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        process_group=0,
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        for _ in range(after):
            run.stdout.readline()
        os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to all processes
        run.stdout.read()
        assert run.stderr.read().strip() == b""
        assert run.wait() == 130


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_nothing_is_said_of_what_processes_leave_behind(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*READER, "clean", str(many(tmp_path))], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        assert run.stdout is not None
        for _ in range(120):
            run.stdout.readline()
        run.terminate()
        assert run.communicate(timeout=_PATIENCE)[1] == b""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_no_process_outlives_the_command_when_it_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*READER, "clean", str(many(tmp_path))], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        assert run.stdout is not None
        for _ in range(120):
            run.stdout.readline()
        run.kill()
        run.communicate(timeout=_PATIENCE)  # until all that could write are gone


def test_output_is_utf8_whatever_the_locale_says(corpus: Path) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    run = subprocess.run(
        [*READER, "clean", str(corpus)], capture_output=True, check=True, env=environment
    )
    titles = [json.loads(line)["title"] for line in run.stdout.decode("utf-8").splitlines()]
    assert any(title and not title["text"].isascii() for title in titles)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
# Of many documents, of one, and what click writes by itself.
@pytest.mark.parametrize("command", [["clean", "{}"], ["tags", "{}"], ["--help"]])
def test_a_full_disk_is_told(command: list[str], corpus: Path) -> None:
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with open("/dev/full", "wb") as full:
        run = subprocess.run(
            [*READER, *(each.format(corpus) for each in command)],
            env=buffered,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert run.returncode == 1
    (told,) = run.stderr.splitlines()
    assert "standard output: it can't be written (No space left" in told


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX")
def test_an_output_that_was_closed_is_told(corpus: Path) -> None:
    closing = ["sh", "-c", 'exec "$@" >&-', "sh"]
    run = subprocess.run(
        [*closing, *READER, "tags", str(corpus)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert run.stderr.startswith("reader: standard output: it is closed")
