from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reader.cli import main
from reader.corpus import Corpus


def found(capfdbinary: pytest.CaptureFixture[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]


def test_places_lie_where_their_offsets_say_with_what_stands_around_them(
    corpus: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["search", str(corpus), "ellingsen"]) == 0
    places = found(capfdbinary)
    opened = Corpus([corpus])
    sources = {entry.id: opened.read(entry).source for entry in opened.scan()}
    assert len({place["document"] for place in places}) > 3
    for place in places:
        assert list(place) == ["document", "start", "end", "before", "match", "after"]
        source = sources[place["document"]]
        assert source[place["start"] : place["end"]] == place["match"] == "Ellingsen"
        shown = " ".join(source[: place["start"]].split())
        assert shown.endswith(place["before"].split()[-1])
        assert "\n" not in place["before"] + place["after"]


@pytest.mark.parametrize(
    ("query", "matches"),
    [
        (["harbor", "bridge"], ["harbor\n  bridge", "Harbor Bridge"]),
        (["Harbor Bridge"], ["harbor\n  bridge", "Harbor Bridge"]),
        (['"Harbor Bridge"'], ["Harbor Bridge"]),
        (["bridge", "monday"], ["bridge", "Bridge", "Monday"]),
        (["bridges"], []),
        (["bridge", "-monday"], []),
        (["harbor", "-hospital"], ["harbor", "Harbor"]),  # no letter of it is -h
        (["harb*", "park"], ["harbor", "Harbor", "Park"]),
    ],
)
def test_words_in_a_row_are_one_place_over_line_breaks_and_other_words_one_each(
    query: list[str], matches: list[str], tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = "The harbor\n  bridge was closed. Harbor Bridge Park stayed open on Monday.\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert main(["search", str(tmp_path), *query]) == 0
    assert [text[p["start"] : p["end"]] for p in found(capfdbinary)] == matches


def test_menus_are_searched_only_where_the_whole_source_is_asked_for(
    corpus: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    page = str(corpus / "harbor-bridge" / "raw-page.txt")
    assert main(["search", page, "cookies"]) == 0
    assert found(capfdbinary) == []
    assert main(["search", page, "cookies", "--whole"]) == 0
    assert len(found(capfdbinary)) == 2


def test_text_puts_the_words_under_each_other(
    corpus: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["search", str(corpus), "Ellingsen", "--format", "text"]) == 0
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert len(lines) > 5
    assert {line.index("[Ellingsen]") for line in lines} == {40}
    assert any(line.endswith("harbor-bridge/clean-text.txt") for line in lines)


def test_a_note_is_found_at_the_passage_that_it_is_on(
    annotated: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    for query in ("more ja", "sa* who", "note:says"):
        assert main(["search", str(annotated), *query.split()]) == 0
        [place] = [one for one in found(capfdbinary) if "Says who?" in one.get("note", "")]
        source = (annotated / place["document"]).read_text("utf-8")
        start = source.index(" ") + 1
        assert (place["start"], place["end"]) == (start, start + 12)
        assert place["match"].split() == source[start : start + 12].split()


def test_hostile_text_reaches_the_terminal_as_harmless_text(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    hostile = "\x1b]0;owned\x07 \x9b2J \u202e"
    text = f"The bridge {hostile} was closed to all of its traffic on Monday."
    (tmp_path / "a\x1b[2J.txt").write_text(text, "utf-8")
    for style in ("json", "text"):
        assert main(["search", str(tmp_path), "bridge", "--format", style]) == 0
        out = capfdbinary.readouterr().out.decode()
        assert "bridge" in out
        assert not set("\x1b\x07\x9b\u202e") & set(out)


def test_a_document_with_a_problem_is_named_and_the_others_are_searched(
    corpus: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    main(["search", str(corpus), "ellingsen"])
    before = found(capfdbinary)
    (corpus / "empty.txt").write_bytes(b"")
    assert main(["search", str(corpus), "ellingsen"]) == 1
    out, err = capfdbinary.readouterr()
    assert [json.loads(line) for line in out.splitlines()] == before
    assert b"empty.txt" in err


def test_clean_and_export_take_what_a_query_finds_alone(
    corpus: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["search", str(corpus), "ellingsen"]) == 0
    documents = {place["document"] for place in found(capfdbinary)}
    assert main(["clean", str(corpus), "--query", "ellingsen"]) == 0
    assert {article["document"] for article in found(capfdbinary)} == documents
    assert main(["export", str(corpus), "--query", "ellingsen"]) == 0
    exported = json.loads(capfdbinary.readouterr().out)
    assert {document["path"] for document in exported["documents"]} == documents


@pytest.mark.parametrize(
    "command", [["search"], ["clean", "--query"], ["export", "--query"], ["passages", "--query"]]
)
def test_a_tag_that_is_not_there_is_refused_with_its_place(
    command: list[str], corpus: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    first, *option = command
    assert main([first, str(corpus), *option, "-tag:clam"]) == 2
    out, err = capfd.readouterr()
    assert not out and "▸tag:clam◂: there is no tag “clam”" in err and "“claim”?" in err


def test_what_only_the_title_has_is_found_without_a_place_in_the_text(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    record = {"id": "1", "title": "Lamps", "text": "Sellers came from seven towns to the quay."}
    (tmp_path / "a.jsonl").write_text(json.dumps(record), "utf-8")
    for query in ("lamps", "document:a", "-ferry"):
        assert main(["search", str(tmp_path), "--", query]) == 0
        [place] = found(capfdbinary)
        assert place["match"] == "" and place["start"] == place["end"]
        assert place["after"] == record["text"]


def test_what_may_be_meant_by_a_query_that_finds_nothing_is_said(
    corpus: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for command, *option in (["search"], ["clean", "--query"], ["passages", "--query"]):
        assert main([command, str(corpus), *option, "fer*y"]) == 0
        assert "nothing was found: a * stands for any ending" in capfd.readouterr().err


@pytest.mark.parametrize("field", ["author:", "by:", "note:", "story:", "@"])
def test_what_no_document_has_is_said(
    field: str, corpus: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["search", str(corpus), f"ferry {field}Nosuch"]) == 0
    out, err = capfd.readouterr()
    assert (
        not out
        and f"no document has {field}Nosuch" in err
        and (field == "author:") is ("by: is who wrote" in err)
    )


def test_a_query_that_is_none_is_refused_with_the_place_of_its_fault(
    corpus: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["search", str(corpus), "ferry", "near"]) == 2
    out, err = capfdbinary.readouterr()
    assert out == b""
    assert "ferry ▸near◂".encode() in err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of file sizes")
def test_an_index_that_can_not_be_written_is_told_of(tmp_path: Path) -> None:
    import resource

    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(40):
        words = " ".join(f"word{number}x{step}" for step in range(3_000))
        (folder / f"{number}.txt").write_text(f"The ferry sails at {number}. {words}\n", "utf-8")
    limit = 400_000  # bytes of a file
    ended = subprocess.run(
        [sys.executable, "-m", "reader", "search", folder, "ferry"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert ended.returncode == 1
    assert "can't be written" in ended.stderr and "of 40 can't be searched" in ended.stderr


def test_a_folder_whose_name_is_no_utf8_is_searched(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path / "news") + b"\xff"))
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("the disk takes no such name")
    (folder / "a.txt").write_text("A market\n\nSellers of lamps came from seven towns.\n")
    assert main(["search", str(folder), "lamps"]) == 0
    assert "a.txt" in capfd.readouterr().out
