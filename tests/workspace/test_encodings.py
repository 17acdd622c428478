"""Another encoding is chosen: the document is read in it, and what was tagged goes with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.annotations import Passage
from reader.corpus import Reading
from reader.errors import CorpusError, SettingsError
from reader.settings import TEAM_FILE
from reader.text import Span
from reader.workspace import Workspace
from reader.workspace.actions.choosing_encoding import GUESS, choose_encoding, offered_encodings
from reader.workspace.actions.passages.annotating import find, follow, tag_places
from reader.workspace.opening import keep_fields, open_corpus
from tests.ui.driving import running

CZECH = "Rada města schválila nový most přes řeku. Přístav zůstane v zimě zavřený, řekl starosta."
RUSSIAN = "Совет порта решил во вторник закрыть старый рынок. Крышу уже нельзя починить."
CHINESE = "港务委员会周二投票决定关闭旧鱼市场。市长表示，屋顶已无法修复。"
# The encoding of the file, that in which it was read and tagged, and the words that were tagged.
KINDS = {
    "czech": (CZECH, "cp1250", "cp1252", "Přístav zůstane"),
    "russian": (RUSSIAN, "koi8_r", "cp1251", "старый рынок"),
    "chinese": (CHINESE, "gb18030", "cp1252", "旧鱼市场"),
}


def opened(folder: Path) -> Workspace:
    workspace = Workspace.open([folder], author="mina")
    list(workspace.scan())
    return workspace


def tag(workspace: Workspace, name: str, span: Span) -> None:
    tags = workspace.store.tags()
    tag_places(workspace.store, [(workspace.document(name), [span])], tags[0], "tag")


@pytest.mark.parametrize("kind", KINDS)
def test_passages_stand_on_the_same_letters(tmp_path: Path, kind: str) -> None:
    text, right, wrong, words = KINDS[kind]
    data = text.encode(right)
    (tmp_path / "a.txt").write_bytes(data)
    (tmp_path / "b.txt").write_bytes(RUSSIAN.encode("cp1251"))
    workspace = opened(tmp_path)
    choose_encoding(workspace, "a.txt", wrong)
    seen = words.encode(right).decode(wrong, "replace")
    start = workspace.document("a.txt").source.index(seen)
    tag(workspace, "a.txt", Span(start, start + len(seen)))
    changes, moved = choose_encoding(workspace, "a.txt", right)
    assert moved == 1
    assert [entry.id for entry in changes.changed] == ["a.txt"]
    document = workspace.document("a.txt")
    assert document.source == text
    follow(workspace.store, document, find(workspace.store, document))
    (passage,) = workspace.store.passages("a.txt")
    assert passage.anchor.quote == words
    assert text[passage.anchor.start : passage.anchor.end] == words
    assert workspace.document("b.txt").source == RUSSIAN  # that of one file is its own
    workspace.close()
    again = opened(tmp_path)  # it is kept
    assert again.document("a.txt").source == text
    assert "a.txt" in (tmp_path / TEAM_FILE).read_text()


RECORDS = [{"id": number, "text": CZECH} for number in range(3)]
FILES = {
    "a.jsonl": "\n".join(json.dumps(one, ensure_ascii=False) for one in RECORDS),
    "a.json": json.dumps(RECORDS, ensure_ascii=False),
    "a.csv": "id,text\n" + "\n".join(f'{one["id"]},"{CZECH}"' for one in RECORDS),
    "a.xml": "<all>"
    + "".join(f'<doc id="{n}"><title>x</title><text>{CZECH}</text></doc>' for n in range(3))
    + "</all>",
}


@pytest.mark.parametrize("name", FILES)
def test_passages_of_all_records_of_a_file_go_with_it(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name].encode("cp1250"))
    workspace = opened(tmp_path)
    choose_encoding(workspace, f"{name}#1", "cp1252")
    for record in (f"{name}#0", f"{name}#2"):
        assert workspace.document(record).encoding == "cp1252"
        start = workspace.document(record).source.index("Pøístav")
        tag(workspace, record, Span(start, start + len("Pøístav")))
    changes, moved = choose_encoding(workspace, f"{name}#1", "Windows-1250")
    assert (len(changes.changed), moved) == (3, 2)
    assert {one.anchor.quote for one in workspace.store.all(Passage)} == {"Přístav"}
    workspace.close()


def test_a_passage_of_the_one_record_of_a_file_goes_with_it(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(f'{{"title": "Most", "text": "{CZECH}"}}'.encode("cp1250"))
    workspace = opened(tmp_path)
    choose_encoding(workspace, "a.json", "cp1252")
    tag(workspace, "a.json", Span(0, 4))
    assert choose_encoding(workspace, "a.json", "cp1250")[1] == 1
    (passage,) = workspace.store.passages("a.json")
    assert (passage.anchor.start, passage.anchor.quote) == (0, "Rada")
    workspace.close()


def test_an_encoding_for_a_file_that_says_its_own_is_refused_by_name(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx").Document()
    docx.add_paragraph(CZECH)
    docx.save(str(tmp_path / "a.docx"))
    workspace = Workspace.open([tmp_path], reading=Reading.of({}, "cp1251"))
    list(workspace.scan())
    assert workspace.document("a.docx").source == CZECH
    assert "a DOCX says its encoding" in workspace.document("a.docx").notes[0].text
    workspace.close()


def test_encodings_are_offered_with_what_would_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(RUSSIAN.encode("koi8_r"))
    (tmp_path / "b.txt").write_text(RUSSIAN, "utf-8")
    workspace = opened(tmp_path)
    (name, sample), *others = offered_encodings(workspace, "a.txt")
    assert name == "KOI8-R" and RUSSIAN.startswith(sample[:20])
    assert len(others) > 20
    with pytest.raises(CorpusError, match="it is UTF-8"):
        offered_encodings(workspace, "b.txt")


@pytest.mark.parametrize("data", [CZECH.encode("cp1250"), f"{CZECH} x".encode("cp1250")])
def test_each_encoding_offered_is_read_or_refused_before_it_is_kept(
    tmp_path: Path, data: bytes
) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    workspace = opened(tmp_path)
    choose_encoding(workspace, "a.txt", "Windows-1252")
    tag(workspace, "a.txt", Span(0, 4))
    refused = []
    for name, _ in offered_encodings(workspace, "a.txt"):
        before = (tmp_path / TEAM_FILE).read_text()
        try:
            choose_encoding(workspace, "a.txt", name)
        except CorpusError as error:
            assert name in str(error)
            refused.append(name)
            assert (tmp_path / TEAM_FILE).read_text() == before
        choose_encoding(workspace, "a.txt", "Windows-1252")
        (passage,) = workspace.store.passages("a.txt")
        assert passage.anchor.quote == "Rada"
    assert "UTF-16" in {name for name, _ in offered_encodings(workspace, "a.txt")}
    assert "Windows-1250" not in refused and len(refused) < 10
    workspace.close()


@pytest.mark.parametrize("name", ["hex", "idna", "punycode", "rot13", "undefined", "utf_7"])
def test_what_is_no_encoding_of_texts_is_refused_by_name(name: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Reading.of({}, name)
    with pytest.raises(SettingsError, match=name):
        Reading.of({}, encodings={"a.txt": name})


def test_what_is_said_now_goes_before_what_was_chosen_for_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(CZECH.encode("cp1250"))
    (tmp_path / TEAM_FILE).write_text('encoding = "cp1253"\n[encodings]\n"a.txt" = "cp1252"\n')
    corpus = open_corpus([tmp_path], reading=Reading.of({}, "windows-1250"))
    assert [corpus.read(entry).source for entry in corpus.scan()] == [CZECH]


def test_names_of_fields_are_kept_beside_the_documents(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": 1, "leib": "Der Rat tagte.", "text": "Kurz."}\n')
    (tmp_path / TEAM_FILE).write_text('[fields]\ntitle = "kopf"\n')
    keep_fields([tmp_path], Reading.of({}))
    before = (tmp_path / TEAM_FILE).read_text()
    keep_fields([tmp_path], Reading.of({"text": "leib"}))
    corpus = open_corpus([tmp_path])
    assert [corpus.read(entry).source for entry in corpus.scan()] == ["Der Rat tagte."]
    assert (tmp_path / TEAM_FILE).read_text().startswith(before.rstrip())


def test_a_choice_is_taken_back_and_the_passages_go_with_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(RUSSIAN.encode("koi8_r"))
    workspace = opened(tmp_path)
    guess = workspace.document("a.txt").source
    assert offered_encodings(workspace, "a.txt")[0][0] != GUESS  # there is nothing to take back
    choose_encoding(workspace, "a.txt", "cp1251")
    tag(workspace, "a.txt", Span(0, 5))
    assert offered_encodings(workspace, "a.txt")[0][0] == GUESS
    _, moved = choose_encoding(workspace, "a.txt", GUESS)
    assert moved == 1 and workspace.document("a.txt").source == guess
    assert not workspace.corpus.reading.encodings
    assert "a.txt" not in (tmp_path / TEAM_FILE).read_text()


async def test_the_key_reads_the_article_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(CZECH.encode("cp1250"))
    (tmp_path / ".reader.toml").write_text('encoding = "windows-1252"\n')
    async with running(tmp_path) as app:
        await app.press("enter")
        await app.settled()
        assert "Pøístav" in app.shown
        await app.press("s", "1", "s", "1", "f8")
        await app.type("cp1250")
        await app.press("enter")
        await app.settled()
        assert "Přístav zůstane" in app.shown
        assert "2 passages went with it" in app.shown
        passage, _ = app.app.workspace.store.all(Passage)
        assert passage.anchor.quote == "Rada města schválila nový most přes řeku."
        await app.press("f8")
        await app.type("guess")
        await app.press("enter")
        await app.settled()
        assert "Pøístav" in app.shown
