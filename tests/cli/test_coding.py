"""`reader tags` and `reader passages`: what the screens do, for scripts."""

from __future__ import annotations

import csv
import io
import json
import shutil
from dataclasses import replace
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from reader.annotations import Store, uuid7
from reader.cli import main, opened_corpus
from reader.text import Span
from reader.workspace import Workspace
from reader.workspace.actions.codebook.codebook_editing import new_tag
from reader.workspace.actions.passages.annotating import note, toggle_tags

CLEAN, LIBRARY = "harbor-bridge/clean-text.txt", "island-library/lamp-and-ledger.txt"


def run(capfd: pytest.CaptureFixture[str], *arguments: object, code: int = 0) -> str:
    capfd.readouterr()
    assert main([str(one) for one in arguments]) == code, capfd.readouterr().err
    return capfd.readouterr().out


def listed(capfd: pytest.CaptureFixture[str], corpus: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(capfd, "tags", corpus).splitlines()]


@pytest.fixture
def annotated(corpus: Path) -> Path:
    workspace = Workspace.open([corpus], author="mina")
    list(workspace.scan())
    claim, quote, *_ = workspace.store.tags()
    clean, library = workspace.document(CLEAN), workspace.document(LIBRARY)
    toggle_tags(workspace.store, clean, [Span(0, 40)], claim)
    toggle_tags(workspace.store, clean, [Span(0, 40)], quote)
    toggle_tags(workspace.store, clean, [Span(60, 90)], claim)
    note(workspace.store, library, Span(200, 220), "=who?")
    workspace.close()
    return corpus


def test_listing_reads_and_writes_nothing(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = sorted(corpus.rglob("*"))
    assert [tag["tag"] for tag in listed(capfd, corpus)][:2] == ["claim", "quote"]
    run(capfd, "tags", corpus, "export", "--format", "csv")
    run(capfd, "passages", corpus)
    assert sorted(corpus.rglob("*")) == before


def test_the_list_of_tags_is_written_in_the_format_and_to_the_file_that_are_asked_for(
    corpus: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(capfd, "tags", corpus, "list", "--format", "csv").startswith("tag,parent,")
    assert run(capfd, "tags", corpus, "list", "-o", tmp_path / "tags.csv") == ""
    assert (tmp_path / "tags.csv").read_text("utf-8").startswith("tag,parent,")


@pytest.mark.parametrize(
    "arguments",
    [
        ("rename", "claim", "said", "--color", "wine"),
        ("list", "--parent", "claim"),
        ("add", "half", "--with-passages"),
    ],
)
def test_an_option_of_another_action_is_refused_and_nothing_changed(
    arguments: tuple[str, ...], corpus: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = listed(capfd, corpus)
    run(capfd, "tags", corpus, *arguments, code=2)
    assert listed(capfd, corpus) == before


def test_passages_have_the_format_that_the_name_of_their_file_ends_in(
    annotated: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    starts = {"a.csv": "group,", "b.md": "## ", "c.json": "[", "d": "["}
    for name, start in starts.items():
        run(capfd, "passages", annotated, "-o", tmp_path / name)
        assert (tmp_path / name).read_text("utf-8").startswith(start)


def test_the_codebook_is_changed_step_by_step(
    annotated: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    run(capfd, "tags", annotated, "add", "half", "--parent", "Quote", "--color", "wine")
    run(capfd, "tags", annotated, "rename", "half", "half a quote")
    run(capfd, "tags", annotated, "merge", "quote", "claim")
    rows = {tag["tag"]: tag for tag in listed(capfd, annotated)}
    assert "quote" not in rows
    assert rows["half a quote"]["parent"] == "claim"
    assert rows["half a quote"]["color"] == "#882255"
    assert rows["claim"]["passages"] == 2
    run(capfd, "tags", annotated, "remove", "claim", "--with-passages")
    with Store.open(annotated / "annotations.json", author="mina") as store:
        assert len(store.glances()) == 1
        for _ in range(4):
            store.undo()
        assert [tag.name for tag in store.tags()][:2] == ["claim", "quote"]
        assert len(store.glances()) == 3


def test_what_can_not_be_is_told(annotated: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for arguments, code, says in (
        (("merge", "claim", "claim"), 1, "into itself"),
        (("rename", "rumour", "x"), 1, "there is no tag “rumour”"),
        (("add", "Claim"), 1, "there is a tag “claim” already"),
        (("add", "x", "--key", "q"), 1, "key of “quote”"),
        (("add", "x", "--color", "reddish"), 1, "no colour reddish"),
        (("add",), 2, "takes 1 name"),
        (("import", annotated / "none.csv"), 5, "can't be read"),
        (("import", annotated / CLEAN), 1, "no format txt"),
        (("export", "-o", annotated / CLEAN, "--force"), None, "belongs to the corpus"),
    ):
        found = main(["tags", str(annotated), *map(str, arguments)])
        assert found == code or (code is None and found)
        assert says in capfd.readouterr().err


@pytest.mark.parametrize("ending", ["csv", "qdc"])
def test_a_codebook_goes_out_and_comes_back(
    ending: str, annotated: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    run(capfd, "tags", annotated, "add", "half", "--parent", "quote", "--description", "a\nb")
    file = tmp_path / f"codebook.{ending}"
    run(capfd, "tags", annotated, "export", "-o", file)
    first = listed(capfd, annotated)
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    (fresh / "a.txt").write_text("Nothing here.", "utf-8")
    run(capfd, "tags", fresh, "import", file)
    kept = ("tag", "color", "parent", "description", *(["key"] if ending == "csv" else []))
    again = listed(capfd, fresh)
    assert [[tag[n] for n in kept] for tag in again] == [[tag[n] for n in kept] for tag in first]
    # Where it is known already nothing changes.
    before = listed(capfd, annotated)
    run(capfd, "tags", annotated, "import", file)
    assert listed(capfd, annotated) == before


def test_the_import_of_a_codebook_replaces_nothing_that_a_person_made(
    corpus: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "z.csv"
    file.write_text("tag,color\nZed,\nclaim,#123456\n", "utf-8")
    fresh = Path(shutil.copytree(corpus, tmp_path / "fresh"))
    assert main(["tags", str(fresh), "import", str(file)]) == 0
    assert "5 starting tags that nobody used: gone; u takes it back" in capfd.readouterr().err
    assert [tag["tag"] for tag in listed(capfd, fresh)] == ["Zed", "claim"]
    run(capfd, "tags", corpus, "add", "mine", "--description", "worked on this")
    before = listed(capfd, corpus)
    assert main(["tags", str(corpus), "import", str(file)]) == 0
    told = capfd.readouterr().err
    assert "“claim”: colour #e69f00 → #123456 in the file; --theirs claim" in told
    assert "gone" not in told
    *kept, new = listed(capfd, corpus)
    assert kept == before
    assert (new["tag"], new["key"]) == ("Zed", "z")
    run(capfd, "tags", corpus, "import", file, "--theirs", "claim")
    assert listed(capfd, corpus)[0]["color"] == "#123456"


def test_new_corpora_start_with_the_codebook_of_the_settings(
    corpus: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    settings = tmp_path / ".settings.toml"
    settings.write_text('tags = "codebook.csv"', "utf-8")
    (tmp_path / "codebook.csv").write_text("tag,parent,key\nfirm,,f\nunsure,firm,\n", "utf-8")
    assert [(tag["tag"], tag["key"], tag["parent"]) for tag in listed(capfd, corpus)] == [
        ("firm", "f", None),
        ("unsure", "u", "firm"),
    ]
    run(capfd, "tags", corpus, "add", "mine")
    (tmp_path / "codebook.csv").unlink()
    assert [tag["tag"] for tag in listed(capfd, corpus)] == ["firm", "unsure", "mine"]
    (corpus / "annotations.json").unlink()
    assert main(["tags", str(corpus)]) == 5
    assert "codebook.csv" in capfd.readouterr().err


def test_a_team_has_its_codebook_in_the_folder_that_it_works_on(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("The ferry sailed on Monday.\n", "utf-8")
    (folder / "codebook.csv").write_text("tag,description\nfirm,It is so\n", "utf-8")
    (folder / ".reader.toml").write_text('tags = "codebook.csv"', "utf-8")
    assert [tag["tag"] for tag in listed(capfd, folder)] == ["firm"]
    workspace = Workspace.open([folder])
    assert [entry.id for entry in workspace.scan()] == ["a.txt"], "the codebook is no article"
    workspace.close()
    (tmp_path / "codebook.csv").write_text("tag\nmine\n", "utf-8")
    (folder / ".reader.toml").write_text('tags = "../codebook.csv"', "utf-8")
    assert "claim" in [tag["tag"] for tag in listed(capfd, folder)]  # it stops nobody
    main(["tags", str(folder)])
    assert "'../codebook.csv' leads out of the folder" in capfd.readouterr().err
    (folder / ".reader.toml").write_text('tags = "nofile.csv"', "utf-8")
    main(["tags", str(folder)])
    told = capfd.readouterr().err
    assert ".reader.toml: tags: there is no file 'nofile.csv'" in told and "left out" in told
    wrong = 'tags = [{name="mine"}]\nencoding = "no"\ntheme = "nordd"'
    (folder / ".reader.toml").write_text(wrong, "utf-8")
    for command in ("tags", "clean", "duplicates"):
        main([command, str(folder)])
        told = capfd.readouterr().err
        assert told.count("there is no encoding 'no'") == 1 and "a codebook file" in told
        assert told.count("there is no theme 'nordd'") == 1
    (folder / ".reader.toml").write_text('tags = "a.txt"', "utf-8")
    assert main(["tags", str(folder)]) == 5
    assert "The setting tags names this codebook" in capfd.readouterr().err


def test_imported_tags_have_colours_of_their_own_and_a_parent_is_offered(
    corpus: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "z.csv"
    file.write_text("tag,parent\nZed,\nclaim,Zed\nnumber,\n", "utf-8")
    fresh = Path(shutil.copytree(corpus, tmp_path / "fresh"))
    run(capfd, "tags", fresh, "import", file)
    assert len({tag["color"] for tag in listed(capfd, fresh)}) == 3
    run(capfd, "tags", corpus, "add", "mine")
    assert main(["tags", str(corpus), "import", str(file)]) == 0
    assert "“claim”: parent none → Zed in the file; --theirs claim" in capfd.readouterr().err
    run(capfd, "tags", corpus, "import", file, "--theirs", "claim")
    assert {tag["tag"]: tag["parent"] for tag in listed(capfd, corpus)}["claim"] == "Zed"


def test_passages_are_filtered_and_written(
    annotated: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def quotes(*arguments: str) -> list[str]:
        found = json.loads(run(capfd, "passages", annotated, *arguments))
        return [one["document"] for one in found]

    assert quotes() == [CLEAN, CLEAN, LIBRARY]
    assert quotes("--tag", "claim", "--tag", "quote") == [CLEAN]
    assert quotes("--tag", "claim", "--without-tag", "quote") == [CLEAN]
    assert quotes("--untagged") == quotes("--note", "who") == [LIBRARY]
    assert quotes("--query", "document:island -tag:claim") == [LIBRARY]
    assert quotes("--author", "ada") == quotes("--date", "1999") == []
    assert quotes("--story", "bridge", "--group", "story") == [CLEAN, CLEAN]
    assert len(quotes("--group", "tag")) == 4
    assert quotes("--story", "lamp") == [LIBRARY]  # alone, it is a story of one
    assert main(["passages", str(annotated), "--fold", "--group", "document"]) == 2
    file = tmp_path / "claims.csv"
    run(capfd, "passages", annotated, "--format", "csv", "-o", file)
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8"))))
    assert rows[2]["note"] == "'=who?" and rows[0]["tags"] == "claim; quote"
    assert main(["passages", str(annotated), "-o", str(file)]) != 0  # there already
    markdown = run(capfd, "passages", annotated, "--format", "markdown", "--group", "tag")
    assert "## claim" in markdown and "## no tag" in markdown


def test_figures_count_a_passage_that_was_carried_once_where_they_are_folded(
    annotated: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    workspace = Workspace.open([annotated], author="mina")
    list(workspace.analyse(names=False))
    first = workspace.store.passages(CLEAN)[0]
    carried = replace(first, id=uuid7(), document="wire/wire-clean.txt", origin=first.id)
    workspace.store.put(carried)
    workspace.close()

    def counts(*arguments: str) -> list[tuple[str, int, int]]:
        rows = json.loads(run(capfd, "passages", annotated, "--figures", "passage", *arguments))
        return [(row["tag"], row["passages"], row["stories"]) for row in rows]

    assert counts() == [("claim", 3, 2), ("quote", 2, 2)]
    assert counts("--fold") == [("claim", 2, 2), ("quote", 1, 2)]
    shown = run(capfd, "passages", annotated, "--figures", "source", "--format", "markdown")
    assert shown.startswith("| tag | passages | stories |") and "| claim | 3 | 2 |" in shown


def test_what_is_listed_is_what_is_shown_without_the_markup_of_its_page(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    told = "The mill on the river burned on Monday, and nobody was hurt, the fire brigade said."
    page = tmp_path / "page.html"
    page.write_text(
        f"<html><body><article><h1>A mill burned</h1><p>{told} {told} The end&nbsp;2.</p>\n"
        f"<p>&ldquo;A loss&rdquo;, they say. {told} {told}</p></article></body></html>"
    )
    workspace = Workspace.open([tmp_path], author="mina")
    list(workspace.scan())
    document = workspace.document("page.html")
    start, end = document.source.index("end&"), document.source.index(", they")
    toggle_tags(workspace.store, document, [Span(start, end)], workspace.store.tags()[0])
    workspace.close()
    shown = "end\u00a02.\n\n“A loss”"
    for arguments in (("passages", tmp_path), ("export", tmp_path)):
        rows = csv.DictReader(io.StringIO(run(capfd, *arguments, "--format", "csv"), newline=""))
        [row] = rows
        assert (row["quote"], row["start"], row["end"]) == (shown, str(start), str(end))
        out = run(capfd, *arguments, "--format", "markdown")
        assert "end 2. “A loss”" in out and "&ldquo;" not in out
    [kept] = json.loads(run(capfd, "export", tmp_path))["passages"]
    assert kept["quote"] == document.source[start:end]  # an anchor is of the source


def test_figures_are_counted(annotated: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def table(figure: str) -> dict[str, dict[str, str]]:
        out = run(capfd, "passages", annotated, "--figures", figure, "--format", "csv")
        return {row["tag"]: row for row in csv.DictReader(io.StringIO(out))}

    assert table("author")["claim"] == {
        "tag": "claim",
        "passages": "2",
        "stories": "1",
        "mina": "2",
    }
    assert table("group")["quote"]["harbor-bridge"] == "1"
    together = table("passage")
    assert (together["claim"]["quote"], together["claim"]["claim"]) == ("1", "2")
    assert table("document")["claim"]["claim (articles)"] == "1"
    assert table("paragraph")["quote"]["claim (paragraphs)"] == "1"
    assert table("month")["claim"]["none"] == "2"
    assert list(table("source")) == ["claim", "quote"]


def test_a_command_waits_for_another_that_ends_soon(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opened_corpus, "_PATIENCE", 300)  # the other's end may be slow to come
    other = Store.open(corpus / "annotations.json", author="ada")
    new_tag(other, "held")
    ends = Timer(0.3, other.close)
    ends.start()
    assert main(["tags", str(corpus), "add", "mine"]) == 0
    ends.join()
    with Store.open(corpus / "annotations.json", author="ada", read_only=True) as store:
        assert {"held", "mine"} <= {tag.name for tag in store.tags()}
