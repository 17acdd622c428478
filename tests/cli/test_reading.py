"""How files are read is said to every command that opens a corpus."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.cli import main

RUSSIAN = "Совет порта решил во вторник закрыть старый рынок. Крышу уже нельзя починить."


@pytest.mark.parametrize("command", ["search", "compare"])
def test_an_encoding_and_a_field_are_taken(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], command: str
) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_bytes(
            json.dumps({"words": RUSSIAN}, ensure_ascii=False).encode("koi8_r")
        )
    files = [str(tmp_path / name) for name in ("a.jsonl", "b.jsonl")]
    said = [str(tmp_path), "рынок"] if command == "search" else files
    assert main([command, "--encoding", "koi8-r", "--field", "text=words", *said]) == 0
    assert ("рынок" if command == "search" else '"exact"') in capfd.readouterr().out
    assert main([command, "--encoding", "koi-9", *said]) == 6
    assert "reader: --encoding: there is no encoding 'koi-9'" in capfd.readouterr().err
    (tmp_path / ".reader.toml").write_text('encoding = "koi8-r"\n[fields]\ntext = "words"\n')
    assert main([command, *said]) == 0
    assert ("рынок" if command == "search" else '"exact"') in capfd.readouterr().out


@pytest.mark.parametrize("command", ["clean", "search"])
def test_a_guess_of_an_encoding_is_told_and_several_articles_in_a_file(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], command: str
) -> None:
    (tmp_path / "a.txt").write_bytes(RUSSIAN.encode("koi8_r"))
    (tmp_path / "b.txt").write_text(RUSSIAN, "utf-8")
    texts = [f"Lock opens\n5 March 2024\n\n{'It holds forty barges. ' * 400}"] * 2
    (tmp_path / "c.txt").write_text("\n\n---\n\n".join(texts))
    assert main([command, str(tmp_path), *(["рынок"] if command == "search" else [])]) == 0
    told = capfd.readouterr().err
    assert "The encoding of a document had to be guessed: KOI8-R" in told
    assert "a document may hold several articles" in told


def test_a_report_tells_what_is_left_out(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(RUSSIAN, "utf-8")
    (tmp_path / "b.png").write_bytes(b"PNG")
    assert main(["report", str(tmp_path), "-o", str(tmp_path / "c.md")]) == 0
    assert "Left out: 1 file of another kind (.png)" in capfd.readouterr().err
