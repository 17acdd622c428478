"""Entities over a whole corpus: joined, counted, corrected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reader.annotations import Correction, Passage
from reader.cli import main
from reader.entities import Type
from reader.text import Wording
from reader.workspace import Workspace
from reader.workspace.actions.correcting import not_an_entity, not_the_same, same_as, wrong_type
from reader.workspace.actions.passages.annotating import tag_places
from reader.workspace.cache.entity_index import CorpusEntity
from reader.workspace.overviews.contexts import mentions_of_entity, spans_of_entity

ARTICLES = {
    "a.txt": """Storm closes the ferries to Norway

May 3, 2023

Governor Helen Marsh closed the ferries to Norway on Monday, the state police said.
"Nobody sails tonight," Marsh told reporters. Helen Marsh will speak again on Tuesday.
""",
    "b.txt": """Ferries sail again

May 9, 2023

The ferries sailed again on Monday. Mrs. Marsh thanked the crews in Norway for their work.
""",
    "c.txt": """A quiet week

Nothing was heard from Denmark this week, and the harbor stayed calm under a clear sky all day.
""",
}


@contextmanager
def opened(folder: Path) -> Iterator[Workspace]:
    workspace = Workspace.open([folder], author="tester")
    list(workspace.scan())
    list(workspace.names.gather())
    yield workspace
    workspace.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    news = tmp_path / "news"
    news.mkdir()
    for name, text in ARTICLES.items():
        (news / name).write_text(text, "utf-8")
    return news


@pytest.fixture
def workspace(folder: Path) -> Iterator[Workspace]:
    with opened(folder) as workspace:
        yield workspace


def named(workspace: Workspace, name: str) -> CorpusEntity:
    (found,) = [one for one in workspace.names.entities.entities if one.name == name]
    return found


def names(workspace: Workspace) -> set[str]:
    return {one.name for one in workspace.names.entities.entities}


def mentioned(workspace: Workspace, document: str) -> dict[str, Type]:
    return {mention.entity: mention.type for mention in workspace.names.mentions(document)}


def gather(workspace: Workspace) -> None:
    list(workspace.names.gather())


def test_entities_of_what_is_read_are_there_before_the_rest_is(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number}.txt").write_text(ARTICLES["a.txt"], "utf-8")
    workspace = Workspace.open([tmp_path], author="tester")
    list(workspace.scan())
    on_the_way = 0
    for _ in workspace.names.gather():
        if workspace.names.entities.entities and not on_the_way:
            on_the_way = named(workspace, "Helen Marsh").count
    assert 0 < on_the_way < named(workspace, "Helen Marsh").count
    workspace.close()


def test_what_a_survey_reads_is_known_at_once_and_not_read_once_more_for_its_names(
    folder: Path,
) -> None:
    workspace = Workspace.open([folder], author="tester")
    list(workspace.scan())
    survey, gathering = workspace.analyse(), workspace.names.gather()
    next(survey)
    first, *others = ARTICLES
    assert (next(gathering), workspace.names.gathered) == (first, 1)
    list(survey)
    assert [*filter(None, gathering)] == others
    assert "Helen Marsh" in names(workspace)
    workspace.close()


def test_a_surname_in_one_article_follows_the_full_name_in_another(workspace: Workspace) -> None:
    marsh = named(workspace, "Helen Marsh")
    assert marsh.type is Type.PER
    assert marsh.documents == {"a.txt": 3, "b.txt": 1}
    assert (marsh.count, marsh.aliases) == (4, ("Marsh",))
    assert (marsh.first, marsh.last) == ("2023-05-03", "2023-05-09")
    assert mentioned(workspace, "b.txt")["Helen Marsh"] is Type.PER
    # Of those in one article, the most mentioned comes first.
    assert workspace.names.entities.of("a.txt")[0] is marsh


def test_places_of_an_entity_lie_where_its_counts_say_in_the_order_of_dates(
    workspace: Workspace,
) -> None:
    for entity in workspace.names.entities.entities:
        found = [place for places in mentions_of_entity(workspace, entity) for place in places]
        assert len(found) == entity.count
        for place in found:
            source = workspace.document(place.document).source
            assert source[place.start : place.end].split() == place.match.split()
    norway = named(workspace, "Norway")
    documents = [places[0].document for places in mentions_of_entity(workspace, norway)]
    assert documents == ["a.txt", "b.txt"]


def test_articles_agree_with_the_index_whatever_is_corrected(workspace: Workspace) -> None:
    store = workspace.store
    steps: list[Callable[[], object]] = [
        lambda: not_the_same(store, named(workspace, "Helen Marsh"), "Marsh"),
        lambda: wrong_type(store, named(workspace, "Marsh"), Type.ORG),
        lambda: same_as(store, named(workspace, "Norway"), named(workspace, "Marsh")),
        lambda: not_an_entity(store, named(workspace, "Helen Marsh")),
        lambda: same_as(store, named(workspace, "Marsh"), named(workspace, "Denmark")),
        lambda: wrong_type(store, named(workspace, "Denmark"), Type.EVENT),
        *[store.undo] * 5,
    ]
    for step in steps:
        step()
        gather(workspace)
        for entity in workspace.names.entities.entities:
            counts = {
                document: len(spans)
                for document in workspace.entries
                if (spans := spans_of_entity(workspace, entity, document))
            }
            assert counts == entity.documents


def test_what_was_read_once_is_not_read_again(folder: Path) -> None:
    with opened(folder) as workspace:
        before = names(workspace)
        assert list(workspace.names.gather()) == []
    (folder / "c.txt").unlink()
    (folder / "d.txt").write_text(ARTICLES["c.txt"].replace("Denmark", "Sweden"), "utf-8")
    with opened(folder) as workspace:
        assert names(workspace) == before - {"Denmark"} | {"Sweden"}


def facts(workspace: Workspace) -> object:
    """Return all that the index knows, to be compared."""
    index = workspace.names.entities
    return (
        [tuple(getattr(one, name) for name in CorpusEntity.__slots__) for one in index.entities],
        {document: dict(index.joined(document)) for document in workspace.entries},
        dict(index.dates),
        index.span,
    )


def test_the_index_of_the_last_session_is_taken_as_it_is_until_something_changes(
    folder: Path,
) -> None:
    with opened(folder) as workspace:
        list(workspace.analyse())
        wrong_type(workspace.store, named(workspace, "Helen Marsh"), Type.ORG)
        gather(workspace)
        before = facts(workspace)
    again = Workspace.open([folder], author="tester")
    list(again.scan())
    assert list(again.names.gather()) == []  # no document is looked at
    assert facts(again) == before
    # What a person says then is applied to what all documents mention.
    not_the_same(again.store, named(again, "Helen Marsh"), "Marsh")
    gather(again)
    assert named(again, "Marsh").documents == {"a.txt": 1, "b.txt": 1}
    again.store.undo()
    gather(again)
    assert facts(again) == before
    again.close()
    (folder / "b.txt").unlink()
    with opened(folder) as workspace:
        assert set(named(workspace, "Helen Marsh").documents) == {"a.txt"}


def test_what_is_known_is_there_before_the_first_document_is_read(folder: Path) -> None:
    with opened(folder) as workspace:
        list(workspace.analyse())
    (folder / "d.txt").write_text(ARTICLES["c.txt"].replace("Denmark", "Sweden"), "utf-8")
    workspace = Workspace.open([folder], author="tester")
    list(workspace.scan())
    read = workspace.names.gather()
    assert "d.txt" in read  # asked for one by one until it has come
    assert {"Helen Marsh", "Norway", "Denmark"} <= names(workspace)
    assert "Sweden" not in names(workspace)
    list(read)
    assert "Sweden" in names(workspace)
    workspace.close()


def test_a_wrong_type_is_right_everywhere_and_undone(workspace: Workspace) -> None:
    wrong_type(workspace.store, named(workspace, "Helen Marsh"), Type.PRODUCT)
    for document in ("a.txt", "b.txt"):
        assert mentioned(workspace, document)["Helen Marsh"] is Type.PRODUCT
    gather(workspace)
    marsh = named(workspace, "Helen Marsh")
    assert (marsh.type, marsh.count) == (Type.PRODUCT, 4)
    workspace.store.undo()
    gather(workspace)
    assert named(workspace, "Helen Marsh").type is Type.PER
    assert workspace.store.undoable is None


def test_what_is_no_entity_is_mentioned_nowhere(workspace: Workspace) -> None:
    not_an_entity(workspace.store, named(workspace, "Helen Marsh"))
    gather(workspace)
    assert "Helen Marsh" not in names(workspace)
    assert not {"Helen Marsh", "Marsh"} & mentioned(workspace, "b.txt").keys()


def test_two_that_are_the_same_are_one_of_the_type_of_the_other(workspace: Workspace) -> None:
    count = named(workspace, "Denmark").count + named(workspace, "Helen Marsh").count
    same_as(workspace.store, named(workspace, "Denmark"), named(workspace, "Helen Marsh"))
    gather(workspace)
    marsh = named(workspace, "Helen Marsh")
    assert (marsh.count, marsh.type) == (count, Type.PER)
    assert marsh.documents["c.txt"] == 1
    assert "Denmark" in marsh.aliases
    workspace.store.undo()
    gather(workspace)
    assert named(workspace, "Denmark").type is Type.LOC


def test_one_name_is_of_something_else(workspace: Workspace) -> None:
    not_the_same(workspace.store, named(workspace, "Helen Marsh"), "Marsh")
    gather(workspace)
    assert named(workspace, "Helen Marsh").documents == {"a.txt": 2}
    assert named(workspace, "Marsh").documents == {"a.txt": 1, "b.txt": 1}
    # That one can be corrected in its turn.
    same_as(workspace.store, named(workspace, "Marsh"), named(workspace, "Denmark"))
    gather(workspace)
    assert named(workspace, "Denmark").documents == {"a.txt": 1, "b.txt": 1, "c.txt": 1}
    assert named(workspace, "Helen Marsh").count == 2


def test_of_two_corrections_that_disagree_the_last_one_counts(workspace: Workspace) -> None:
    for kind in (Type.ORG, Type.EVENT):
        wrong_type(workspace.store, named(workspace, "Norway"), kind)
        gather(workspace)
    assert named(workspace, "Norway").type is Type.EVENT


def test_corrections_are_there_after_a_restart_before_anything_is_gathered(folder: Path) -> None:
    with opened(folder) as workspace:
        wrong_type(workspace.store, named(workspace, "Helen Marsh"), Type.ORG)
    again = Workspace.open([folder])
    list(again.scan())
    assert mentioned(again, "a.txt")["Helen Marsh"] is Type.ORG
    again.close()


def test_corrections_travel_by_export_and_import(
    folder: Path, tmp_path: Path, workspace: Workspace
) -> None:
    wrong_type(workspace.store, named(workspace, "Helen Marsh"), Type.ORG)
    not_the_same(workspace.store, named(workspace, "Helen Marsh"), "Marsh")
    said = workspace.store.all(Correction)
    workspace.close()
    exported, again = tmp_path / "one.json", tmp_path / "two.json"
    assert main(["export", str(folder), "-o", str(exported)]) == 0
    (folder / "annotations.json").unlink()
    assert main(["import", str(folder), str(exported)]) == 0
    assert main(["export", str(folder), "-o", str(again)]) == 0
    time = b'"exported"'
    one, two = (file.read_bytes().splitlines() for file in (exported, again))
    assert [x for x in one if time not in x] == [x for x in two if time not in x]
    with opened(folder) as imported:
        assert imported.store.all(Correction) == said


def test_every_mention_is_tagged_in_one_step(workspace: Workspace) -> None:
    marsh, tag = named(workspace, "Helen Marsh"), workspace.store.tags()[0]
    places = [
        (workspace.document(document), spans_of_entity(workspace, marsh, document))
        for document in marsh.documents
    ]
    assert tag_places(workspace.store, places, tag, "tag all") == 4
    quotes = [p.anchor.quote for p in workspace.store.all(Passage)]
    assert sorted(quotes) == ["Helen Marsh", "Helen Marsh", "Marsh", "Marsh"]
    assert tag_places(workspace.store, places, tag, "tag all") == 0
    workspace.store.undo()
    assert workspace.store.all(Passage) == []


def test_entities_are_found_by_a_part_of_any_of_their_names(workspace: Workspace) -> None:
    index = workspace.names.entities
    assert index.documents(Wording("marsh")) == {"a.txt", "b.txt"}
    assert index.documents(Wording("helen marsh")) == {"a.txt", "b.txt"}
    assert index.documents(Wording("nobody")) == set()


def test_a_country_is_a_place_where_its_people_alone_are_named_unless_a_person_says_not(
    folder: Path,
) -> None:
    (folder / "d.txt").write_text("French troops sailed with the ferries on Monday.\n", "utf-8")
    with opened(folder) as workspace:
        assert named(workspace, "France").type is Type.LOC
        wrong_type(workspace.store, named(workspace, "France"), Type.NORP)
        gather(workspace)
        assert named(workspace, "France").type is Type.NORP
