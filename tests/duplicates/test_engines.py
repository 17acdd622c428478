"""Every engine finds the same pairs."""

import gzip
import json
import random
import shutil
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from unicodedata import normalize

import pytest

from reader.cli import main
from reader.corpus import Corpus
from reader.duplicates import CandidateIndex, Version
from reader.duplicates.batch import ENGINES, Engine, candidates
from reader.errors import CorpusError, ReaderError
from reader.resources import seeds_folder
from reader.workspace import Workspace

from .test_index import BODY, OTHER, edited, quoting

OTHERS: list[Engine] = [engine for engine in ENGINES if engine != "local"]
PACKAGES = {"duckdb": "duckdb", "spark": "pyspark"}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Four records: a story, an edited copy, an article that quotes it, and another one."""
    texts = {"story": BODY, "edited": edited(BODY), "quoting": quoting(BODY), "other": OTHER}
    path = tmp_path / "corpus.jsonl"
    lines = (json.dumps({"id": id_, "text": text}) for id_, text in texts.items())
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def found(path: Path, engine: Engine) -> dict[tuple[object, object], dict[str, object]]:
    rows = {(row["a"], row["b"]): row for row in candidates(path, engine)}
    assert {row.pop("engine") for row in rows.values()} == {engine}
    return rows


def test_pairs_are_found_with_what_tells_a_stale_row(corpus: Path) -> None:
    rows = found(corpus, "local")
    assert rows["edited", "story"]["kind"] == "edited"
    assert ("quoting", "story") in rows
    assert {len(str(row["sha_a"])) for row in rows.values()} == {64}


@pytest.mark.parametrize("engine", OTHERS)
def test_every_engine_finds_the_same(corpus: Path, engine: Engine) -> None:
    if find_spec(PACKAGES[engine]) is None:
        pytest.skip(f"the extra {engine} is not installed")
    assert found(corpus, engine) == found(corpus, "local")


def test_a_line_that_is_no_record_is_named(corpus: Path) -> None:
    corpus.write_text('{"id": "x", "text": "y"}\n{"id": 7}\n', "utf-8")
    with pytest.raises(CorpusError, match=r"corpus\.jsonl:2"):
        list(candidates(corpus))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_file_that_is_not_whole_is_refused_by_every_engine(corpus: Path, engine: Engine) -> None:
    if engine != "local" and find_spec(PACKAGES[engine]) is None:
        pytest.skip(f"the extra {engine} is not installed")
    twice = corpus.with_name("twice.jsonl")
    twice.write_text('{"id": "x", "text": "y"}\n{"id": "x", "text": "z"}\n', "utf-8")
    with pytest.raises(CorpusError, match="several records with the id “x”"):
        list(candidates(twice, engine))
    packed = gzip.compress(corpus.read_bytes())
    path = corpus.with_name("packed.jsonl.gz")
    path.write_bytes(packed)
    assert found(path, engine).keys() == found(corpus, "local").keys()
    path.write_bytes(packed[: len(packed) // 2])
    for broken, data in {path: None, corpus: b'{"id": "x", "text": "y"}\n{"id": 7}\n'}.items():
        if data is not None:
            broken.write_bytes(data)
        with pytest.raises(CorpusError, match=broken.name):
            list(candidates(broken, engine))


def test_an_engine_that_is_not_installed_says_how_to_get_it(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    with pytest.raises(ReaderError, match=r"pip install 'article-reader\[duckdb\]'"):
        list(candidates(corpus, "duckdb"))


def test_the_command_writes_what_an_engine_finds(
    corpus: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["duplicates", str(corpus), "--engine", "local"]) == 0
    printed = capfdbinary.readouterr().out
    assert [json.loads(line) for line in printed.splitlines()] == list(candidates(corpus))
    output = corpus.with_name("candidates.out")
    assert main(["duplicates", str(corpus), "--engine", "local", "-o", str(output)]) == 0
    assert output.read_bytes() == printed


@pytest.mark.parametrize("engine", OTHERS)
@pytest.mark.parametrize(
    "options",
    [["--kind", "same-page", "--kind", "edited"], ["--min-score", "0.9"], ["--clusters"]],
)
def test_every_engine_takes_the_same_options(
    tmp_path: Path, engine: Engine, options: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    if find_spec(PACKAGES[engine]) is None:
        pytest.skip(f"the extra {engine} is not installed")
    folder = Path(shutil.copytree(seeds_folder(), tmp_path / "news"))
    printed = []
    for used in ("local", engine):
        command = ["duplicates", str(folder), "--engine", used, *options, "--format", "csv"]
        assert main(command) == 0
        printed.append(sorted(capfd.readouterr().out.splitlines()))
    assert printed[0] == printed[1]
    assert len(printed[0]) > 1


def test_versions_of_a_day_are_in_one_order_with_and_without_an_engine(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name, date in {"early": "2024-05-19T14:46:00-04:00", "late": "2024-05-19T19:54"}.items():
        (tmp_path / f"{'a' if name == 'late' else 'b'}.md").write_text(
            f"---\ndate: {date}\n---\n\n{BODY if name == 'late' else edited(BODY)}\n", "utf-8"
        )
    firsts = []
    for options in ([], ["--engine", "local"]):
        assert main(["duplicates", str(tmp_path), "--clusters", *options]) == 0
        (story,) = map(json.loads, capfd.readouterr().out.splitlines())
        firsts.append(story["versions"][0]["document"])
    assert firsts == ["b.md", "b.md"]


@pytest.mark.parametrize(
    "copied",
    [
        lambda text: normalize("NFD", text),
        lambda text: text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
        lambda text: text.translate(
            {code: code + 0xFEE0 for code in range(ord("0"), ord("[")) if chr(code).isalnum()}
        ),
        lambda text: text.replace(' "', " “").replace('" ', "” ").replace("'", "’"),
    ],
)
def test_a_copy_in_other_characters_is_exact_whatever_its_file_is_called(
    tmp_path: Path, copied: Callable[[str], str]
) -> None:
    text = (
        "The council of Évreux, seldom of one mind, will close the fish hall on 31 May.\n\n"
        'It\'s "too old" after 93 years, and Zoë Müller counted 42 cracks in the roof of it.\n'
    )
    (tmp_path / "fish hall.txt").write_text(text, "utf-8")
    (tmp_path / "hall, closed.txt").write_text(copied(text), "utf-8")
    (tmp_path / "2.txt").write_text(copied(text), "utf-8")
    workspace = Workspace.open([tmp_path])
    list(workspace.scan())
    list(workspace.analyse())
    kinds = [(one.kind, one.evidence.names) for one in workspace.duplicates.pairs]
    assert kinds == [("exact", 2)] * 3
    workspace.close()


def test_articles_of_a_folder_are_compared_by_their_bodies(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(seeds_folder(), tmp_path / "news"))
    output = tmp_path / "candidates.jsonl"
    assert main(["duplicates", str(folder), "--engine", "local", "-o", str(output)]) == 0
    rows = [json.loads(line) for line in output.read_text("utf-8").splitlines()]
    clean, page = "harbor-bridge/clean-text.txt", "harbor-bridge/raw-page.txt"
    [row] = [row for row in rows if {row["a"], row["b"]} == {clean, page}]
    assert row["kind"] == "same-page"
    document = next(d for d in Corpus([folder]).scan() if d.id == row["a"])
    assert row["sha_a"] == Corpus([folder]).read(document).sha256


@pytest.mark.parametrize("name", ["harbor-bridge/raw-page.txt", "annotations.json"])
def test_nothing_of_a_corpus_is_overwritten(tmp_path: Path, name: str) -> None:
    folder = Path(shutil.copytree(seeds_folder(), tmp_path / "news"))
    file = folder / name
    before = file.read_bytes() if file.exists() else None
    assert main(["duplicates", str(folder), "--engine", "local", "-o", str(file)]) == 1
    assert main(["duplicates", str(folder), "-o", str(file)]) == 1
    assert (file.read_bytes() if file.exists() else None) == before


def test_a_file_of_records_is_not_overwritten(corpus: Path) -> None:
    before = corpus.read_bytes()
    assert main(["duplicates", str(corpus), "--engine", "local", "-o", str(corpus)]) == 1
    assert corpus.read_bytes() == before


def test_an_engine_finds_what_the_index_finds(tmp_path: Path) -> None:
    chance = random.Random(7)
    words = sorted({*f"{BODY} {OTHER}".split(), *(f"word{number}" for number in range(400))})
    subjects = [chance.sample(words, 70) for _ in range(5)]
    texts: dict[str, str] = {}
    for number in range(60):
        kept = " ".join(chance.choice([*texts.values()]).split()[:40]) if number % 3 else ""
        said = chance.choices(chance.choice(subjects), k=chance.randrange(40, 160))
        texts[f"{number:02}"] = f"{kept} {' '.join(said)}."
    path, index = tmp_path / "corpus.jsonl", CandidateIndex()
    path.write_text("\n".join(json.dumps({"id": k, "text": v}) for k, v in texts.items()), "utf-8")
    for id_, text in texts.items():
        index.add(Version(id_, text))
    assert {*found(path, "local")} == {(one.a, one.b) for one in index.pairs()}
