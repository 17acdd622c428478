"""Queries against a scan of every text that knows neither index nor folding tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.text import FoldedText, Wording
from reader.workspace import Workspace
from reader.workspace.cache.index_tokens import index_tokens
from reader.workspace.cache.text_index import IndexedText, TextIndex
from reader.workspace.query.answering import answer
from reader.workspace.query.documents import DocumentAnswers
from reader.workspace.query.hits import HitPlaces, hits
from reader.workspace.query.parsing import parse
from reader.workspace.query.syntax import WordsTest
from reader.workspace.query.texts import tokens_of

WORDS = ["ferry", "Fähre", "fahrt", "città", "it’s", "old-time", "Straße", "day", "no", "Ørsted"]
FERRY = "The ferry sails on Monday, the county said, and it will be back before the night falls.\n"
BRIDGE = "The bridge opens on Monday, the county said, after two years of work on all its piers.\n"


def plain(text: str) -> str:
    """Fold in another way: by names of characters, one after the other."""
    shown = text.casefold().replace("’", "'").replace("ø", "o")
    return "".join(c for c in unicodedata.normalize("NFD", shown) if not unicodedata.combining(c))


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, dict[str, str]]]:
    """A corpus of sentences made of few words, and the texts of its documents."""
    folder = tmp_path_factory.mktemp("scanned")
    texts = {}
    for number in range(40):
        picked = [WORDS[(number * step + 3 * step) % len(WORDS)] for step in range(1, 9)]
        if number % 4 == 0:
            picked[2] = unicodedata.normalize("NFD", picked[2]).upper()
        # The title comes from the text itself, so that nothing else is searched.
        texts[f"{number}.txt"] = f"{' '.join(picked)} {number % 7} on the quay.\n"
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    workspace = Workspace.open([folder])
    list(workspace.scan())
    list(workspace.analysis.read_texts())
    yield workspace, texts
    workspace.close()


def tree(depth: int) -> st.SearchStrategy[tuple[object, ...]]:
    word = st.tuples(st.just("word"), st.sampled_from([*WORDS, "FAHRE", "strasse", "its", "3"]))
    begin = st.tuples(st.just("prefix"), st.sampled_from(["fa", "fer", "or", "st", "o"]))
    row = st.tuples(st.just("row"), st.lists(st.sampled_from(WORDS), min_size=2, max_size=3))
    leaf = word | begin | row
    if not depth:
        return leaf
    part = tree(depth - 1)
    return (
        leaf
        | st.tuples(st.just("and"), part, part)
        | st.tuples(st.just("or"), part, part)
        | st.tuples(st.just("not"), part)
    )


def written(node: tuple[object, ...]) -> str:
    match node:
        case ("word", word):
            return str(word)
        case ("prefix", start):
            return f"{start}*"
        case ("row", [*words]):
            return '"' + " ".join(map(str, words)) + '"'
        case ("and", tuple(a), tuple(b)):
            return f"({written(a)} {written(b)})"
        case ("or", tuple(a), tuple(b)):
            return f"({written(a)} or {written(b)})"
        case ("not", tuple(a)):
            return f"-({written(a)})"
    raise AssertionError(node)


def holds(node: tuple[object, ...], text: str) -> bool:
    words = re.split(r"[^\w']+", plain(text))
    match node:
        case ("word", word):
            # A word with a hyphen is two in a row.
            return f" {' '.join(re.split('[-]', plain(str(word))))} " in f" {' '.join(words)} "
        case ("prefix", start):
            return any(word.startswith(plain(str(start))) for word in words)
        case ("row", [*parts]):
            row = unicodedata.normalize("NFC", " ".join(map(str, parts)))
            found = unicodedata.normalize("NFC", text)
            return f" {row} " in f" {found} "
        case ("and", tuple(a), tuple(b)):
            return holds(a, text) and holds(b, text)
        case ("or", tuple(a), tuple(b)):
            return holds(a, text) or holds(b, text)
        case ("not", tuple(a)):
            return not holds(a, text)
    raise AssertionError(node)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(node=tree(3))
def test_the_index_finds_what_a_naive_scan_finds(
    node: tuple[object, ...], scanned: tuple[Workspace, dict[str, str]]
) -> None:
    workspace, texts = scanned
    query = parse(written(node))
    found = answer(query, DocumentAnswers(workspace))
    assert found == {name for name, text in texts.items() if holds(node, text)}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=3),
    between=st.sampled_from([" ", " or "]),
)
def test_every_hit_is_the_words_at_its_place_in_the_source(
    words: list[str], between: str, scanned: tuple[Workspace, dict[str, str]]
) -> None:
    workspace, texts = scanned
    query = parse(between.join(words))
    assert query is not None
    places = HitPlaces(workspace)
    wanted = {plain(word) for word in words} | {plain(" ".join(words))}
    for found in hits(workspace, query):
        assert len(found.spans) == len([*found.spans])  # some are counted without a look
        for start, end in places.in_source(found):
            assert plain(texts[found.document][start:end]) in wanted


def test_the_index_counts_the_places_of_a_word_as_they_stand_in_the_text(tmp_path: Path) -> None:
    parts = [
        "said",
        "sa-\nid",
        "well-\nsaid",
        "he_said",
        "said’s",
        "Сказал",
        "said\ue0002",
        "ⱱsaid",
    ]
    parts += [
        "said\u0315",
        "saidஃ",
        "4.5",
        "½",
        "said " * 99,
        "said " * 100,
        "島said",
        "\ue000",
        "",
    ]
    texts = [f"{one} . {other}" for one in parts for other in parts]
    index = TextIndex(tmp_path / "texts.sqlite")
    folded = {str(number): FoldedText(text).text for number, text in enumerate(texts)}
    index.put(
        IndexedText(id_, "1", "en", "head", text, index_tokens("head", text), b"")
        for id_, text in folded.items()
    )
    for word in ("said", "сказал", "4", "s", "head", "id", "wellsaid"):
        for id_, count in index.counts([word]):
            assert count in (None, Wording(word).finder.count_in(folded[id_])), (word, folded[id_])
    both = texts.index("Сказал . Сказал")
    assert dict(index.counts(["сказал"]))[str(both)] == 2
    index.close()


def kind(character: str) -> str:
    """Tell scripts apart by the names of their characters."""
    first = unicodedata.name(character).split()[0]
    return {"CJK": "", "HIRAGANA": "", "SPACE": " ", "HANGUL": "K"}.get(first, "L")


def test_words_end_where_the_script_changes_in_index_and_text(tmp_path: Path) -> None:
    pieces = ["nhk", "2023", "年", "の", "서울", "은", " ", "서"]
    texts = ["".join(some) for some in product(pieces, repeat=3)]
    index = TextIndex(tmp_path / "texts.sqlite")
    folded = {text: FoldedText(text).text for text in texts}
    index.put(
        IndexedText(text, "1", "", "", form, index_tokens("", form), b"")
        for text, form in folded.items()
    )
    for query in (
        "2023",
        "2023年",
        "年2023",
        "nhk",
        "nhkの",
        "の",
        "서",
        "서울",
        "2023서",
        "年 nhk",
    ):
        test = WordsTest(Wording(query))
        indexed = set(index.documents(tokens_of(test)))
        for text in texts:
            found = [
                (match.start(), match.end())
                for match in re.finditer(re.escape(query), text)
                if not is_inside(text, match.start(), query[0])
                and (kind(query[-1]) == "K" or not is_inside(text, match.end() + 1, query[-1]))
            ]
            exact = Wording(query, exact=True)
            for wording in (test.wording, exact):
                assert [(span.start, span.end) for span in wording.spans(text)] == found, text
            assert text in indexed or not found
            assert not test.wording.token or (text in indexed) == bool(found), text
    index.close()


def is_inside(text: str, at: int, beside: str) -> bool:
    """Tell whether a word goes on across a place: with the character before it."""
    return bool(kind(beside)) and 0 < at <= len(text) and kind(text[at - 1]) == kind(beside)


def test_words_of_a_document_that_has_changed_are_no_longer_found(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    for text in (FERRY, BRIDGE):
        file.write_text(text, "utf-8")
        workspace = Workspace.open([tmp_path])
        list(workspace.scan())
        list(workspace.analysis.read_texts())
        for word in ("ferry", "bridge", "monday"):
            found = answer(parse(word), DocumentAnswers(workspace))
            assert found == ({"a.txt"} if word in text.lower() else set())
        workspace.close()


def test_the_index_can_be_deleted_and_damaged_at_any_time(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FERRY, "utf-8")
    for harm in (None, bytes.fromhex("00ff") * 4096, b""):
        workspace = Workspace.open([tmp_path])
        path = workspace.texts.path
        assert path is not None
        if harm is not None:
            for file in path.parent.glob(f"{path.name}*"):
                file.write_bytes(harm)
        list(workspace.scan())
        list(workspace.analysis.read_texts())
        assert answer(parse("ferry"), DocumentAnswers(workspace)) == {"a.txt"}
        workspace.close()


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FERRY, "utf-8")
    (tmp_path / "no folder").write_text("")
    index = TextIndex(tmp_path / "no folder" / "texts.sqlite")
    index.put([IndexedText("a", "1", "en", "", "ferry", "ferry", b"")])
    assert list(index.documents('"ferry"')) == ["a"]
    kept = index.path
    index.close()
    assert kept is not None and not kept.exists()
