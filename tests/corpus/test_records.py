"""JSON Lines: each record a document, found again by its bytes."""

from __future__ import annotations

import json
import os
import tracemalloc
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.corpus import SIZE_LIMIT, Corpus, Document, Entry, changes
from reader.errors import CorpusError
from reader.text import Format

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
RECORDS = st.lists(
    st.builds(
        lambda rest, text: rest | {"text": text + "."},
        st.dictionaries(st.text().filter(lambda key: key != "id"), VALUES, max_size=3),
        st.text(),
    ),
    min_size=1,
    max_size=3,
)


def written(tmp_path: Path, *lines: Mapping[str, object] | str) -> Corpus:
    path = tmp_path / "feed.jsonl"
    path.write_text("".join(f"{x if isinstance(x, str) else json.dumps(x)}\n" for x in lines))
    return Corpus([path])


def documents(corpus: Corpus) -> dict[str, Document]:
    return {entry.id: corpus.read(entry) for entry in corpus.scan() if not entry.problem}


def problems(corpus: Corpus) -> dict[str, str]:
    return {entry.id: entry.problem for entry in corpus.scan() if entry.problem}


def test_a_record_with_all_its_keys(tmp_path: Path) -> None:
    record = {
        "id": "a/1",
        "text": "The ferry left.\r\nLate.",
        "title": "Ferry",
        "date": "2024-05-01",
        "source": "Harbour Post",
        "url": "https://example.org/1",
        "tags": ["sea", {"deep": 1}],
    }
    (document,) = documents(written(tmp_path, record)).values()
    assert document.id == "feed.jsonl#a/1"
    assert document.source == record["text"]
    assert document.metadata == {k: v for k, v in record.items() if k not in ("id", "text")}
    assert not document.notes


@given(records=RECORDS, ascii_only=st.booleans(), end=st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_each_record_is_read_back_from_its_place(
    tmp_path_factory: pytest.TempPathFactory,
    records: list[dict[str, object]],
    ascii_only: bool,
    end: str,
) -> None:
    path = tmp_path_factory.getbasetemp() / "feed.ndjson"
    lines = [json.dumps(record, ensure_ascii=ascii_only) + end for record in records]
    path.write_bytes("".join(lines).encode())
    corpus = Corpus([path])
    entries = list(corpus.scan())
    for entry, record in zip(reversed(entries), reversed(records), strict=True):
        document = corpus.read(entry)
        assert document.source == record["text"]
        assert document.metadata == {key: record[key] for key in record if key != "text"}


def test_ids(tmp_path: Path) -> None:
    text = {"text": "Rain."}
    corpus = written(
        tmp_path,
        {"id": 7, **text},
        text,
        {"id": " ", **text},
        {"id": None, **text},
        {"id": "x\ny\ud800", **text},
        {"id": 1.5, **text},
    )
    assert [entry.id.partition("#")[2] for entry in corpus.scan()] == [
        "7",
        "2",
        "3",
        "4",
        "x\\x0ay\ufffd",
        "1.5",
    ]


def test_an_id_given_twice_gets_a_suffix_and_a_note(tmp_path: Path) -> None:
    corpus = written(
        tmp_path,
        {"id": "a", "text": "First."},
        {"id": "a~2", "text": "Second."},
        {"id": "a", "text": "Third."},
        {"id": "a", "text": "Fourth."},
        {"id": 7, "text": "Fifth."},
        {"text": "Sixth, on line 6."},
        {"text": "Seventh, on line 7."},
    )
    found = documents(corpus)
    assert {
        name.partition("#")[2]: document.source.split()[0] for name, document in found.items()
    } == {
        "a": "First.",
        "a~2": "Second.",
        "a~3": "Third.",
        "a~4": "Fourth.",
        "7": "Fifth.",
        "6": "Sixth,",
        "7~2": "Seventh,",
    }
    noted = [name for name, document in found.items() if document.notes]
    assert noted == ["feed.jsonl#a~3", "feed.jsonl#a~4"]
    assert "Another record" in found[noted[0]].notes[0].text


def test_a_record_never_takes_the_id_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "feed.jsonl#1.txt").write_text("A file.")
    (tmp_path / "feed.jsonl").write_text('{"id": "1.txt", "text": "A record."}')
    found = documents(Corpus([tmp_path]))
    assert {document.source for document in found.values()} == {"A file.", "A record."}


def test_many_records_of_one_id_cost_no_search(tmp_path: Path) -> None:
    corpus = written(tmp_path, *['{"id":"x","text":"y"}'] * 20_000)
    assert len({entry.id for entry in corpus.scan()}) == 20_000


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": 1, "text": "a" "b"}', "not valid JSON: expecting ',' delimiter at column 23"),
        ('{"text": "cut of', "not valid JSON: unterminated string starting at column 10"),
        ('["text"]', "no JSON object"),
        ("7", "no JSON object"),
        ("[" * 200_000, "nested too deeply"),
        ('{"text": "x", "n": ' + "9" * 10_000 + "}", "a number is too long"),
        ("\0\1\2 nothing", "not valid JSON"),
    ],
)
def test_a_broken_line_names_itself_and_stops_nothing(
    tmp_path: Path, line: str, reason: str
) -> None:
    corpus = written(tmp_path, {"text": "Before."}, line, {"text": "After."})
    assert [document.source for document in documents(corpus).values()] == ["Before.", "After."]
    ((name, problem),) = problems(corpus).items()
    assert name == "feed.jsonl#2"
    assert problem.startswith("line 2 of feed.jsonl ")
    assert reason in problem
    (broken,) = (entry for entry in corpus.scan() if entry.problem)
    with pytest.raises(CorpusError, match="line 2 of feed") as raised:
        corpus.read(broken)
    assert raised.value.remedy


@pytest.mark.parametrize("nothing", ["", " \n", None])
def test_a_text_of_nothing_is_no_text_where_another_is(tmp_path: Path, nothing: object) -> None:
    (found,) = documents(written(tmp_path, {"text": nothing, "body": "Here."})).values()
    assert found.source == "Here."


@pytest.mark.parametrize("around", ["{}\n{}", "[{},{}]"])
@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_records_are_read_however_they_lie_in_a_file(
    tmp_path: Path, around: str, indent: int | None, encoding: str
) -> None:
    record = json.dumps({"title": "A", "text": "Hør."}, indent=indent, ensure_ascii=False)
    (tmp_path / "a.jsonl").write_text(around.replace("{}", record), encoding)
    found = documents(Corpus([tmp_path])).values()
    assert [(one.source, one.declared.title) for one in found] == [("Hør.", "A")] * 2


def test_halves_of_characters_are_replaced_wherever_they_stand(tmp_path: Path) -> None:
    line = (
        r'{"text": "\ud83d\ude00 \ud83d \uDE00 \\ud83d \ude00\ud83d", "\udfff": [{"a": "\ud800"}]}'
    )
    (document,) = documents(written(tmp_path, line)).values()
    assert document.source == "\U0001f600 \ufffd \ufffd \\ud83d \ufffd\ufffd"
    assert document.metadata == {"\ufffd": [{"a": "\ufffd"}]}
    assert "broken" in document.notes[0].text


def test_what_json_does_not_know_is_null(tmp_path: Path) -> None:
    (document,) = documents(
        written(tmp_path, '{"text": "x", "score": NaN, "top": Infinity}')
    ).values()
    assert document.metadata == {"score": None, "top": None}


@pytest.mark.parametrize(
    ("text", "format_"),
    [
        ("<!DOCTYPE html><title>x", Format.HTML),
        ("\n <p class=a>Rain", Format.HTML),
        ("<html>", Format.HTML),
        ("<!-- saved --><div>", Format.HTML),
        ("<paul@example.org> wrote", Format.TEXT),
        ("Rain <p> fell", Format.TEXT),
        ("# Rain", Format.TEXT),
    ],
)
def test_html_in_a_record_is_html(tmp_path: Path, text: str, format_: Format) -> None:
    (document,) = documents(written(tmp_path, {"text": text})).values()
    assert document.format is format_


def test_a_mark_blank_lines_and_a_missing_last_line_end(tmp_path: Path) -> None:
    path = tmp_path / "feed.JSONL"
    path.write_bytes(b'\xef\xbb\xbf{"text": "One."}\r\n\r\n  \n{"text": "Four."}')
    found = documents(Corpus([path]))
    assert {name: document.source for name, document in found.items()} == {
        "feed.JSONL#1": "One.",
        "feed.JSONL#4": "Four.",
    }


def test_a_line_in_windows_1252_is_read_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_bytes('{"text": "Où?"}\n'.encode("cp1252") + '{"text": "Là."}'.encode())
    first, second = documents(Corpus([path])).values()
    assert (first.source, first.encoding) == ("Où?", "cp1252")
    assert "guessed" in first.notes[0].text
    assert (second.source, second.notes) == ("Là.", ())


def test_a_file_of_blanks_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "x"}')
    (tmp_path / "b.jsonl").write_text("\n\n")
    corpus = Corpus([tmp_path])
    assert not problems(corpus)
    assert dict(corpus.left_out) == {"b.jsonl": "there is no article in it"}


def test_a_line_far_beyond_the_limit_is_never_loaded(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    with open(path, "wb") as stream:
        stream.write(b'{"text": "Before."}\n{"text": "')
        stream.truncate(6 * SIZE_LIMIT)
        stream.seek(0, os.SEEK_END)
        stream.write(b'"}\n{"text": "After."}\n')
    corpus = Corpus([path])
    tracemalloc.start()
    try:
        before, broken, after = corpus.scan()
        assert tracemalloc.get_traced_memory()[1] < 4 * SIZE_LIMIT
    finally:
        tracemalloc.stop()
    assert broken.problem == "line 2 of feed.jsonl is larger than 64 MB"
    assert [corpus.read(entry).source for entry in (before, after)] == ["Before.", "After."]


class TestChangedFiles:
    def scan(self, corpus: Corpus, previous: Mapping[str, Entry] | None = None) -> dict[str, Entry]:
        return {entry.id: entry for entry in corpus.scan(previous)}

    def test_records_written_behind_leave_those_before_as_they_are(self, tmp_path: Path) -> None:
        corpus = written(tmp_path, {"id": "a", "text": "One."}, {"text": "Two."})
        before = self.scan(corpus)
        with open(tmp_path / "feed.jsonl", "a") as stream:
            stream.write('{"id": "c", "text": "Three."}\n')
        assert corpus.read(before["feed.jsonl#2"]).source == "Two."
        found = changes(before, corpus.scan(before))
        assert [entry.id for entry in found.added] == ["feed.jsonl#c"]
        assert not found.changed
        assert not found.removed

    def test_a_record_is_never_taken_for_another(self, tmp_path: Path) -> None:
        corpus = written(tmp_path, {"text": "One."}, {"text": "Two."})
        before = self.scan(corpus)
        written(tmp_path, {"text": "Two."}, {"text": "One."})
        with pytest.raises(CorpusError, match="changed since"):
            corpus.read(before["feed.jsonl#1"])
        assert len(changes(before, corpus.scan()).changed) == 2

    def test_a_file_that_turned_into_a_pipe_is_never_opened(self, tmp_path: Path) -> None:
        corpus = written(tmp_path, {"text": "One."})
        (entry,) = corpus.scan()
        (tmp_path / "feed.jsonl").unlink()
        os.mkfifo(tmp_path / "feed.jsonl")
        with pytest.raises(CorpusError, match="not a regular file"):
            corpus.read(entry)

    def test_a_file_that_is_mended_can_be_read_after_the_next_scan(self, tmp_path: Path) -> None:
        corpus = written(tmp_path, "[]")
        before = self.scan(corpus)
        written(tmp_path, {"text": "One."})
        with pytest.raises(CorpusError, match="no JSON object"):
            corpus.read(before["feed.jsonl#1"])
        (now,) = corpus.scan(before)
        assert corpus.read(now).source == "One."

    def test_a_record_that_moved_is_found_at_its_new_place(self, tmp_path: Path) -> None:
        corpus = written(tmp_path, {"id": "a", "text": "One."})
        before = self.scan(corpus)
        written(tmp_path, {"id": "new", "text": "Zero."}, {"id": "a", "text": "One."})
        now = self.scan(corpus, before)
        assert not changes(before, now.values()).changed
        assert corpus.read(now["feed.jsonl#a"]).source == "One."

    def test_an_unchanged_file_gives_the_same_entries_without_reading(self, tmp_path: Path) -> None:
        corpus = written(tmp_path, {"id": "a", "text": "One."}, {"id": "a", "text": "x"}, "broken")
        before = self.scan(corpus)
        status = os.stat(tmp_path / "feed.jsonl")
        (tmp_path / "feed.jsonl").write_bytes(b"#" * status.st_size)
        os.utime(tmp_path / "feed.jsonl", ns=(status.st_atime_ns, status.st_mtime_ns))
        assert self.scan(corpus, before) == before


@pytest.mark.parametrize("more", [{}, {"text": 12345}, {"text": " "}, {"article": None}])
def test_a_record_without_a_text_is_told_alike_in_lines_and_in_an_array(
    tmp_path: Path, more: dict[str, object]
) -> None:
    told = [{"title": "The lock is shut", **more}, {"title": "The lock", "text": "It is open."}]
    written(tmp_path, *told)
    (tmp_path / "array.json").write_text(json.dumps(told))
    corpus = Corpus([tmp_path])
    assert [*documents(corpus)] == ["array.json#2", "feed.jsonl#2"]
    name = next(iter(more), "")
    why = f'has no text in "{name}"' if more else 'has no "text" (its fields are title; another'
    told_of = [reason for _, reason in corpus.left_out]
    assert [each[: len(why) + 25] for each in told_of] == [f"1 record without a text: {why}"] * 2
