"""A model of spaCy in place of the embedded recogniser: found by name, in a process of its own."""

from __future__ import annotations

import multiprocessing
import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from socket import socket

import pytest

from reader.entities import Engine, Type, engine
from reader.errors import RecogniserError
from reader.workspace import Workspace

from ..models import STORY

FOUND = [
    (Type.PER, "Ostra Quell", "Ostra Quell"),
    (Type.PER, "Mirel Dunnow", "Mirel Dunnow"),
    (Type.LOC, "Velmouth", "Velmouth"),
    (Type.PER, "Mirel Dunnow", "Mirel Dunnow"),
    (Type.ORG, "Skarn Institute", "Skarn Institute"),
    (Type.DATE, "2019", "2019"),
    (Type.LOC, "Velmouth", "Velmouth"),
    (Type.PER, "Ostra Quell", "Ostra Quell"),
    (Type.ORG, "Skarn Institute", "Skarn Institute"),
    (Type.DATE, "3 May 2021", "2021-05-03"),
    (Type.PER, "Quell", "Ostra Quell"),
    (Type.MONEY, "$5", "USD 5"),
]
"""What the trained model finds in the story, put right, joined, and with dates and amounts."""


@pytest.fixture
def small(model: Path) -> Iterator[Engine]:
    with closing(engine(f"spacy:{model}")) as made:
        yield made


def children() -> list[multiprocessing.process.BaseProcess]:
    return multiprocessing.active_children()


def test_its_names_are_put_right_and_joined_beside_our_dates_and_amounts(small: Engine) -> None:
    shown = "😀\n\n" + STORY  # offsets are code points
    found = [(m.type, shown[m.start : m.end], m.entity) for m in small.recognise(shown)]
    assert found == FOUND


def test_spacy_is_loaded_in_its_process_alone_which_is_kept(small: Engine) -> None:
    assert children() == []
    small.recognise(STORY)
    (process,) = children()
    small.recognise("Mirel Dunnow left.")
    assert [child.pid for child in children()] == [process.pid]
    code = (
        "import sys, reader.entities\n"
        "if __name__ == '__main__':\n"
        "    reader.entities.engine(sys.argv[1]).recognise('Mirel Dunnow left.')\n"
        "    print('spacy' in sys.modules)"
    )
    command = [sys.executable, "-c", code, small.name]
    assert subprocess.check_output(command, text=True).strip() == "False"


def test_a_process_that_is_killed_is_begun_anew(small: Engine) -> None:
    small.recognise(STORY)
    (process,) = children()
    process.kill()
    process.join()
    assert len(small.recognise(STORY)) == len(FOUND)
    assert children()[0].pid != process.pid


def test_one_that_is_killed_again_and_again_is_told(slow: str, server: socket) -> None:
    with closing(engine(f"spacy:{slow}")) as made, ThreadPoolExecutor(1) as threads:
        answer = threads.submit(made.recognise, "Mirel Dunnow left.")
        for _ in range(2):
            with server.accept()[0]:  # it is at work
                children()[0].kill()
        with pytest.raises(RecogniserError, match="ended twice from outside"):
            answer.result()
        # What comes next has a chance of its own.
        answer = threads.submit(made.recognise, "Mirel Dunnow left.")
        server.accept()[0].close()
        assert [mention.entity for mention in answer.result()] == ["Mirel Dunnow"]


def test_closing_ends_it_at_work(slow: str, server: socket) -> None:
    made = engine(f"spacy:{slow}")
    with ThreadPoolExecutor(1) as threads:
        answer = threads.submit(made.recognise, "Mirel Dunnow left.")
        with server.accept()[0]:
            made.close()
            with pytest.raises(RecogniserError, match="closed"):
                answer.result()
    assert children() == []


def test_a_copy_for_another_process_is_the_same_recogniser(small: Engine) -> None:
    small.recognise(STORY)
    with closing(pickle.loads(pickle.dumps(small))) as copy:
        assert (copy.name, copy.version) == (small.name, small.version)
        assert len(copy.recognise(STORY)) == len(FOUND)


def test_a_model_that_cannot_be_loaded_is_told_for_each_text(model: Path, tmp_path: Path) -> None:
    broken = Path(shutil.copytree(model, tmp_path / "broken"))
    (broken / "config.cfg").write_text("[nlp]\n", "utf-8")
    with closing(engine(f"spacy:{broken}")) as made:
        for _ in range(2):
            with pytest.raises(RecogniserError, match=r"spaCy can't load this model.*validate"):
                made.recognise(STORY)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("gliner", r"no such recogniser. Known: embedded, spacy:MODEL"),
        ("spacy", r"called “”.*spacy:en_core_web_sm"),
        ("spacy:en_none_sm", r"“en_none_sm”.*python -m spacy download en_none_sm"),
        ("spacy:json", r"no model of spaCy called “json”"),
        ("spacy:./nowhere", r"“./nowhere”, neither a package nor a folder"),
    ],
)
def test_what_is_not_there_is_told_with_what_to_do(name: str, told: str) -> None:
    with pytest.raises(RecogniserError, match=told):
        engine(name)


def test_models_have_their_own_place_in_the_cache(model: Path, tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    # The model's training has no country; the embedded recogniser's lists have them all.
    (news / "story.txt").write_text(f"{STORY} In Belarus, Lesotho and Peru it rained.", "utf-8")

    def mentioned(name: str) -> list[str]:
        with closing(Workspace.open([news], recogniser=engine(name))) as workspace:
            list(workspace.scan())
            return [mention.entity for mention in workspace.names.mentions("story.txt")]

    name = f"spacy:{model}"
    first = mentioned(name)
    assert children() == []
    assert first[: len(FOUND)] == [entity for _, _, entity in FOUND]
    own = mentioned("embedded")
    assert own != first
    # Both are remembered: no process is begun for what is known.
    with closing(Workspace.open([news], recogniser=engine(name))) as workspace:
        list(workspace.scan())
        assert [mention.entity for mention in workspace.names.mentions("story.txt")] == first
        list(workspace.names.gather())
        assert "Skarn Institute" in {one.name for one in workspace.names.entities.entities}
        assert children() == []
    assert mentioned("embedded") == own
    # A model that was trained again in its folder is another one.
    version = engine(name).version
    again = Path(shutil.copytree(model, tmp_path / "again"))
    (again / "meta.json").write_text((again / "meta.json").read_text("utf-8") + "\n", "utf-8")
    assert engine(f"spacy:{again}").version != version


def test_a_large_corpus_is_read_in_several_processes(model: Path, tmp_path: Path) -> None:
    for number in range(80):
        (tmp_path / f"{number}.txt").write_text(f"{number}\n\n{STORY}", "utf-8")
    with closing(Workspace.open([tmp_path], recogniser=engine(f"spacy:{model}"))) as workspace:
        list(workspace.scan())
        assert len(list(workspace.names.gather())) == 80
        found = {one.name: one.count for one in workspace.names.entities.entities}
        assert found["Skarn Institute"] == 160


def test_the_name_is_the_same_from_any_folder(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(model.parent)
    assert engine("spacy:./small").name == engine(f"spacy:{model}").name
