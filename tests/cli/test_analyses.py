"""`reader clean`, `entities` and `duplicates`: shapes, offsets that lead back, and problems."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from reader.cli import main
from reader.corpus import Corpus

METADATA = ["title", "byline", "date", "source", "section", "standfirst"]
TYPES = {"PER", "ORG", "LOC", "NORP", "DATE", "MONEY", "LAW", "EVENT", "PRODUCT"}
KINDS = {"exact", "same-page", "edited", "reworded", "quoting", "same-event"}
STORY = "Ann Bell shut the bridge on 3 May 2024.\n\nCars wait. Ann Bell said so twice.\n"
LONG = """Bridge stays shut

The bridge over the harbor was shut on Friday, and nobody knows for how long, the county said.

“Nobody told us anything,” said Ann Bell, who sells tea at the quay. She added that queue {} is the
longest that she has seen there since the ferry began to run in the spring of last year.
"""


def lines(capfdbinary: pytest.CaptureFixture[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]


def sources(*paths: Path) -> dict[str, str]:
    corpus = Corpus(paths)
    return {entry.id: corpus.read(entry).source for entry in corpus.scan()}


def test_clean_gives_one_object_a_document_whose_offsets_lead_back(
    corpus: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["clean", str(corpus)]) == 0
    articles = {article["document"]: article for article in lines(capfdbinary)}
    texts = sources(corpus)
    assert articles.keys() == texts.keys()
    assert any(name.count("#") for name in articles)
    found = dict.fromkeys(METADATA, 0)
    for name, article in articles.items():
        keys = ["document", *METADATA, "url", "language", "length", "blocks", "text", "note"]
        assert list(article) == keys
        assert article["text"] == "\n\n".join(block["text"] for block in article["blocks"])
        for block in article["blocks"]:
            covered = texts[name][block["start"] : block["end"]]
            assert covered.split()[0][:1] == block["text"][:1] or "&" in covered
        for key in METADATA:
            if field := article[key]:
                found[key] += 1
                if field["start"] is None:
                    assert field["from"] in {"record", "path"}
                    continue
                parts = {"text", "start", "end"} | ({"iso"} if key == "date" else set())
                assert set(field) == parts
                first = field["text"].split()[0]
                assert first in texts[name][field["start"] : field["end"]] or "&" in first
    assert found["title"] and found["byline"] and found["date"] and found["source"]


def test_clean_tells_the_language_that_a_record_declares_or_its_words_tell(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    ferry = "De pont is uit de vaart genomen, want het water staat te laag om veilig aan te leggen."
    texts = ['"lang": "de", "text": "Hier."', '"text": "Here."', f'"text": "{ferry}"']
    (tmp_path / "a.jsonl").write_text("".join(f"{{{text}}}\n" for text in texts))
    assert main(["clean", str(tmp_path)]) == 0
    assert [article["language"] for article in lines(capfdbinary)] == ["de", None, "nl"]


def test_clean_as_text_is_the_standfirst_and_the_text_of_the_body(
    corpus: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    body = "".join(
        f"<p>Ferry {n} left the harbour at noon, and came back late.</p>" for n in "1234"
    )
    led = tmp_path / "led.html"
    led.write_text(f"<h1>Ferries go late</h1><p>All were late again on Monday in fog</p>{body}")
    names = ("clean-text.txt", "spun-copy.txt")
    files = [str(led), *(str(corpus / "harbor-bridge" / name) for name in names)]
    main(["clean", *files])
    found = lines(capfdbinary)
    assert [bool(article["standfirst"]) for article in found] == [False, False, True]
    texts = [article["text"] for article in found]
    texts[2] = f"{found[2]['standfirst']['text']}\n\n{texts[2]}"
    assert main(["clean", *files, "--format", "text"]) == 0
    assert capfdbinary.readouterr().out.decode() == "\n\n".join(texts) + "\n"


def test_entities_lie_where_their_offsets_say(
    corpus: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["entities", str(corpus), "--format", "json"]) == 0
    texts = sources(corpus)
    found = set()
    for line in lines(capfdbinary):
        assert set(line) == {"document", "mentions"}
        for mention in line["mentions"]:
            assert set(mention) == {"start", "end", "text", "type", "entity"}
            assert texts[line["document"]][mention["start"] : mention["end"]] == mention["text"]
            found.add(mention["type"])
    assert {"PER", "LOC", "DATE"} <= found <= TYPES


def test_entities_of_the_whole_source_count_its_menus_too(
    corpus: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    page = str(corpus / "harbor-bridge" / "raw-page.txt")
    main(["entities", page])
    main(["entities", page, "--whole"])
    article, whole = (
        {(mention["start"], mention["end"]) for mention in line["mentions"]}
        for line in lines(capfdbinary)
    )
    assert len(whole) > len(article)
    assert len(whole & article) > len(article) / 2


def test_duplicates_come_best_first_and_join_the_forms_of_one_story(
    unread: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["duplicates", str(unread)]) == 0
    pairs = lines(capfdbinary)
    assert all(list(pair) == ["a", "b", "kind", "score", "evidence"] for pair in pairs)
    assert {pair["kind"] for pair in pairs} <= KINDS
    scores = [pair["score"] for pair in pairs]
    assert scores == sorted(scores, reverse=True)
    kinds = {frozenset([pair["a"], pair["b"]]): pair["kind"] for pair in pairs}
    bridge = ["harbor-bridge/clean-text.txt", "harbor-bridge/raw-page.txt"]
    assert kinds[frozenset(bridge)] == "same-page"


@pytest.mark.parametrize("engine", [[], ["--engine", "local"]])
def test_duplicates_can_be_narrowed_joined_and_put_in_a_table(
    corpus: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], engine: list[str]
) -> None:
    def printed(*options: str) -> list[str]:
        assert main(["duplicates", str(corpus), *engine, *options]) == 0
        return capfdbinary.readouterr().out.decode().splitlines()

    pairs = [json.loads(line) for line in printed("--kind", "same-page", "--kind", "reworded")]
    assert {pair["kind"] for pair in pairs} == {"same-page", "reworded"}
    assert all(json.loads(line)["score"] >= 0.99 for line in printed("--min-score", "0.99"))
    if engine:
        assert main(["duplicates", str(corpus), *engine, "--evidence"]) == 2
        capfdbinary.readouterr()
    else:
        named = [json.loads(line) for line in printed("--kind", "edited", "--evidence")]
        cells = csv.DictReader(printed("--kind", "edited", "--evidence", "--format", "csv"))
        for pair, row in zip(named, cells, strict=True):
            shared = [each for sort in pair["shared"].values() for each in sort]
            against = [f"{one['a']} against {one['b']}" for one in pair["contradicted"]]
            assert row["shared"] == "; ".join(shared)
            assert row["contradicted"] == "; ".join(against)
            assert pair["shared"]["names"]
        assert any(pair["contradicted"] for pair in named)
    names, *rows = csv.reader(printed("--kind", "same-page", "--format", "csv"))
    assert names[:4] == ["a", "b", "kind", "score"]
    assert {row[2] for row in rows} == {"same-page"}
    (first, *_), table = printed("--clusters"), printed("--clusters", "--format", "csv")
    story = json.loads(first)["versions"]
    told = {one["document"]: one["standing"] for one in story}
    assert [one["standing"] for one in story if one["kind"] is None] == ["first"]
    assert "linked" not in told.values()  # nobody has linked anything here
    read = csv.DictReader(table)
    assert [(one["story"], one["document"]) for one in read][: len(story)] == [
        ("1", document) for document in told
    ]
    assert printed("--clusters", "-o", str(tmp_path / "stories.csv")) == []
    assert (tmp_path / "stories.csv").read_text("utf-8").splitlines() == table
    copied = corpus / "harbor-bridge" / "clean-text.txt"
    shutil.copy(copied, corpus / "=1+1.txt")  # no formula to a spreadsheet
    _, *rows = csv.reader(printed("--kind", "exact", "--format", "csv"))
    assert any("'=1+1.txt" in row[:2] for row in rows)


def test_records_of_a_json_lines_file_are_documents(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    records = [{"id": "one", "text": STORY}, {"id": 2, "text": STORY + "And the ferry runs."}]
    file = tmp_path / "posts.jsonl"
    file.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    for command in ("clean", "entities"):
        assert main([command, str(file)]) == 0
        names = [line["document"] for line in lines(capfdbinary)]
        assert names == ["posts.jsonl#one", "posts.jsonl#2"]
    assert main(["duplicates", str(file)]) == 0
    assert [(pair["a"], pair["b"]) for pair in lines(capfdbinary)] == [
        ("posts.jsonl#2", "posts.jsonl#one")
    ]


@pytest.mark.parametrize("command", ["clean", "entities", "duplicates"])
def test_a_document_with_a_problem_is_named_and_the_others_go_on(
    command: str, corpus: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    main([command, str(corpus)])
    before = lines(capfdbinary)
    (corpus / "empty.txt").write_bytes(b"")
    (corpus / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    (corpus / "records.jsonl").write_text('{"id": 1, "text": \n', "utf-8")
    assert main([command, str(corpus)]) == 1
    out, err = capfdbinary.readouterr()
    assert [json.loads(line) for line in out.splitlines()] == before
    messages = err.decode().splitlines()
    for name in ("empty.txt", "picture.txt", "records.jsonl"):
        assert [line for line in messages if name in line]
    assert all(line.startswith("reader: ") for line in messages)


def test_every_command_says_the_same_of_what_it_can_not_read(
    corpus: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (corpus / "broken.txt").write_bytes(b"a\0b\0\0\1")
    told = []
    for command in (["clean"], ["duplicates"], ["duplicates", "--engine", "local"], ["search"]):
        words = ["ferry"] if command == ["search"] else []
        assert main([*command, str(corpus), *words]) == 1
        told.append(capfd.readouterr().err)
    assert "Keep only text here" in told[0]
    assert len(set(told)) == 1
    (corpus / "none.jsonl").touch()
    for command in (["clean"], ["duplicates", "--engine", "local"]):
        assert main([*command, str(corpus / "none.jsonl")]) in {1, 3}
        assert "none.jsonl: empty. " in capfd.readouterr().err


def test_documents_come_in_order_when_many_share_the_work(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    for number in range(150):
        (tmp_path / f"{number:03}.txt").write_text(LONG.format(number), "utf-8")
    (tmp_path / "100.txt").write_bytes(b"")
    assert main(["clean", str(tmp_path)]) == 1
    articles = lines(capfdbinary)
    numbers = [number for number in range(150) if number != 100]
    assert [article["document"] for article in articles] == [f"{n:03}.txt" for n in numbers]
    assert all(f"queue {n} is" in a["text"] for n, a in zip(numbers, articles, strict=True))


def test_hostile_names_and_text_reach_the_terminal_as_harmless_text(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    hostile = "\x1b]0;owned\x07 \x9b2J \u202e [bold] \x00"
    (tmp_path / "a\x1b[2J.txt").write_text(STORY + hostile, "utf-8")
    (tmp_path / "b\x1b[2J.txt").write_bytes(b"")
    file = {"id": hostile, "text": STORY + hostile, "title": hostile}
    (tmp_path / "c.jsonl").write_text(json.dumps(file) + "\n", "utf-8")
    for command in ("clean", "entities", "duplicates"):
        main([command, str(tmp_path)])
        out, err = capfdbinary.readouterr()
        assert out
        assert not set("\x1b\x07\x9b\u202e\x00") & set((out + err).decode())


def test_a_document_of_a_file_that_holds_several_is_named_by_its_id(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "many.jsonl"
    rows = [{"id": own, "text": f"The {own} ferry sank."} for own in ("a#1", "a", "b")]
    file.write_text("\n".join(map(json.dumps, rows)))
    for query in ([], ["--query", "ferry"]):
        assert main(["clean", f"{file}#a#1", f"{file}#b", *query]) == 0
        assert [one["text"] for one in lines(capfdbinary)] == [
            "The a#1 ferry sank.",
            "The b ferry sank.",
        ]
    assert main(["clean", f"{file}#c"]) == 3
    assert b"no such document" in capfdbinary.readouterr().err
