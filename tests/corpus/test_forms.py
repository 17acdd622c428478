"""Files of many forms: the documents in them, and what is broken in them named."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from reader.corpus import Corpus, Document, changes
from reader.errors import CorpusError

from .text_forms import FORMS
from .told import LOCK, MILL, OBJECT, SECOND, read, told


@pytest.mark.parametrize("name", FORMS)
def test_each_article_of_a_file_is_a_document(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(FORMS[name], "utf-8")
    assert told(tmp_path) == [
        (LOCK, "Lock opens", "2024-03-05", "Marn Post"),
        (MILL, "Mill burns", "2024-03-06", "Marn Post"),
    ]
    assert all(id_.startswith(f"{name}#") for id_ in read(tmp_path))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
@pytest.mark.parametrize(
    "name",
    ["doc.txt", "lines.txt", "heads.txt", "front.md", "nexis.txt", "uni.txt", "factiva.html"],
)
def test_files_of_several_are_known_in_all_of_unicode(
    tmp_path: Path, name: str, encoding: str
) -> None:
    (tmp_path / name).write_text(FORMS[name], encoding)
    assert [source for source, *_ in told(tmp_path)] == [LOCK, MILL]


@pytest.mark.parametrize(
    ("title", "text", "encodings"),
    [
        ("Заголовок:", "Совет закрыл мост в понедельник, сказала мэр.", ("cp1251", "koi8_r")),
        ("タイトル：", "町議会は火曜日の夜、古い工場を売却することを決めた。", ("cp932", "euc_jp")),
        ("标题：", "议会星期二在旧大厅开会。大桥仍然关闭。居民表示反对。", ("gb18030",)),
        ("제목:", "의회는 화요일 옛 강당에서 열렸다. 주민들은 반대했다.", ("cp949",)),
    ],
)
def test_heads_are_known_in_encodings_before_unicode(
    tmp_path: Path, title: str, text: str, encodings: tuple[str, ...]
) -> None:
    several = "\n\n".join(f"{title} {n}\n\n{text * 3}" for n in (1, 2))
    for encoding in encodings:
        (tmp_path / f"{encoding}.txt").write_text(several, encoding)
    assert [row[:2] for row in told(tmp_path)] == [(text * 3, "1"), (text * 3, "2")] * len(
        encodings
    )


@pytest.mark.parametrize(
    "also",
    [
        {"comments": [{"text": f"{MILL} {LOCK} {MILL}", "author": "x"}]},
        {"images": [{"title": "The lock", "description": f"{MILL} {LOCK} {MILL}"}]},
        {"related": [{"title": "Mill burns", "text": f"{MILL} {LOCK} {MILL}"}]},
        {"items": [{"title": "The lock", "description": "Its gates"}]},
    ],
)
def test_an_article_is_not_taken_for_what_is_around_its_arrays(
    tmp_path: Path, also: dict[str, object]
) -> None:
    (tmp_path / "a.json").write_text(json.dumps({**OBJECT, **also}))
    assert told(tmp_path) == [(LOCK, "Lock opens", "2024-03-05", "Marn Post")]


NIGHT = "Ada Brink, who planned it, walked along the quay for an hour before she went in. " * 3


@pytest.mark.parametrize("rule", ["---", "* * *", "=====", "_______"])
@pytest.mark.parametrize("heading", ["", "# "])
def test_texts_with_heads_of_their_own_are_parted_at_rules(
    tmp_path: Path, rule: str, heading: str
) -> None:
    first = f"{heading}Lock opens\n\nBy Ada Brink\n\n{LOCK}\n\n{rule}\n\n{NIGHT}"
    first += f"\n\n{rule}\n\n## Letters\n\nTom Berg, 7 March 2024\n\n{NIGHT}"
    second = f"{heading}Mill burns\n6 March 2024\n\n{MILL} {NIGHT}"
    (tmp_path / "a.md").write_text(f"{first}\n\n{rule}\n\n{second}")
    assert [source for source, *_ in told(tmp_path)] == [first.strip(), second.strip()]


def test_texts_are_parted_at_headings_that_are_signed(tmp_path: Path) -> None:
    first, second = (
        f"# {title}\n\n## Tuesday\n\n{NIGHT}" for title in ("Lock opens", "Mill burns")
    )
    (tmp_path / "one.md").write_text(f"{first}\n\n{second}")
    signed = [each.replace("\n\n", "\n\nBy Ada Brink\n\n", 1) for each in (first, second)]
    (tmp_path / "two.md").write_text("\n\n".join(signed))
    assert [source for source, *_ in told(tmp_path)] == [
        f"{first}\n\n{second}".strip(),
        *(each.strip() for each in signed),
    ]


def test_a_file_is_looked_into_again_when_it_has_changed(tmp_path: Path) -> None:
    path = tmp_path / "heads.txt"
    path.write_text(LOCK)
    corpus = Corpus([tmp_path])
    before = {entry.id: entry for entry in corpus.scan()}
    changed = path.stat().st_mtime_ns
    path.write_text(FORMS["heads.txt"])
    os.utime(path, ns=(changed, changed))
    assert [entry.id for entry in corpus.scan(before)] == ["heads.txt"]
    os.utime(path, ns=(changed, changed + 1))
    after = {entry.id: entry for entry in corpus.scan(before)}
    assert list(after) == ["heads.txt#1", "heads.txt#2"]
    assert {entry.id: entry for entry in corpus.scan(after)} == after
    first = after["heads.txt#1"]._replace(problem="has no text")
    assert [*corpus.scan(after | {first.id: first}, looking=False)] == [first, after["heads.txt#2"]]
    # Another session knows stamps alone.
    stamp = f"{path.stat().st_size}:{changed + 1}:"
    assert [entry.id for entry in corpus.scan(stamps={"heads.txt": stamp})] == ["heads.txt"]
    assert list(corpus.scan(stamps={"heads.txt": f"1{stamp}"})) == [*after.values()]


def test_a_second_text_far_below_is_told(tmp_path: Path) -> None:
    first = f"Lock opens\nBy Ada Brink\n\n{NIGHT * 40}"
    (tmp_path / "a.txt").write_text(f"{first}\n\n---\n\nMill burns\n6 March 2024\n\n{NIGHT}")
    (found,) = read(tmp_path).values()
    assert isinstance(found, Document) and "holds 2 articles" in found.notes[0].text


def test_a_second_head_far_below_is_seen_where_the_first_text_counts_its_words(
    tmp_path: Path,
) -> None:
    first = f"Title: Lock opens\n\n12 words\n{NIGHT * 40}"
    (tmp_path / "a.txt").write_text(f"{first}\n\nTitle: Mill burns\n\n{MILL}")
    assert [title for _, title, *_ in told(tmp_path)] == ["Lock opens", "Mill burns"]


@pytest.mark.parametrize("name", ["factiva.html", "factiva.txt"])
def test_each_article_of_a_download_says_that_its_encoding_was_guessed(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(FORMS[name].replace("lock", "Schlöß, größer,").encode("cp1252"))
    notes = [found.notes for found in read(tmp_path).values() if isinstance(found, Document)]
    assert len(notes) == 2
    assert all("guessed" in note.text for (note,) in notes)


def test_records_without_a_text_are_left_out_with_the_fields_that_they_have(tmp_path: Path) -> None:
    (tmp_path / "good.json").write_text(json.dumps(OBJECT))
    (tmp_path / "links.json").write_text(json.dumps([{"from": 1, "to": 2}]))
    (tmp_path / "sums.csv").write_text("id,sum\n1,4\n")
    corpus = Corpus([tmp_path])
    for _ in range(2):  # the second time it is known
        assert [entry.id for entry in corpus.scan()] == ["good.json"]
        assert str(corpus.left_out) == "Left out: 2 files without a text (1 .json, 1 .csv)"
        why = dict(corpus.left_out)
        assert "its fields are from, to" in why["links.json"]
        assert "its fields are id, sum" in why["sums.csv"]
    with pytest.raises(CorpusError, match="its fields are id, sum"):
        list(Corpus([tmp_path / "sums.csv"]).scan())


def test_a_folder_in_which_nothing_fits_says_what_it_holds(tmp_path: Path) -> None:
    for name, text in {"a.png": "PNG", "b.csv": "id,sum\n1,4\n", "c.json": '{"a": 1}'}.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(CorpusError) as caught:
        read(tmp_path)
    assert "1 file of another kind (.png), 2 files without a text" in str(caught.value)
    assert "its fields are id, sum" in str(caught.value)


def test_articles_of_one_file_are_found_in_a_large_folder_too(tmp_path: Path) -> None:
    for number in range(2_100):
        (tmp_path / f"{number:04}.txt").write_text("Rain fell.")
    (tmp_path / "small-export.txt").write_text(FORMS["nexis.txt"])
    assert len(list(Corpus([tmp_path]).scan())) == 2_102


def test_a_file_of_one_object_is_that_document(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(OBJECT))
    assert list(read(tmp_path)) == ["a.json"]


def test_entities_are_not_expanded_and_files_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("SECRET")
    entities = '<!ENTITY a "ha"><!ENTITY f SYSTEM "secret">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(4)
    )
    text = f"<!DOCTYPE r [{entities}]><r><item><title>x</title><text>{LOCK}&e;&f;</text></item></r>"
    (tmp_path / "a.xml").write_text(text)
    document = read(tmp_path)["a.xml"]
    assert isinstance(document, Document)
    assert document.source == f"{LOCK}&e;&f;"
    assert "&e;, &f;" in document.notes[0].text


@pytest.mark.parametrize("more", ["extra", "2024-03-06"])
@pytest.mark.parametrize("day", ["2024-03-05", "03/04/2024"])
def test_a_cell_too_many_does_not_put_the_day_into_the_text(
    tmp_path: Path, day: str, more: str
) -> None:
    (tmp_path / "a.csv").write_text(f'title,text,date\nLock,"{LOCK}",{day},{more}\n')
    document = read(tmp_path)["a.csv#1"]
    assert isinstance(document, Document)
    assert document.source == LOCK
    assert "4 cells below 3 names" in document.notes[0].text


@pytest.mark.parametrize(
    ("days", "read"),
    [
        (["01/03/2024", "", "nan", "25/03/2024 10:00"], ["2024-03-01", "", "", "2024-03-25"]),
        (["03/01/2024", "03/25/2024"], ["2024-03-01", "2024-03-25"]),
        (["01/03/2024", "03/25/2024", "25/03/2024"], ["", "2024-03-25", "2024-03-25"]),
        (["01/03/2024"], [""]),
    ],
    ids=["days first", "months first", "both", "either"],
)
def test_a_column_tells_how_its_days_are_written(
    tmp_path: Path, days: list[str], read: list[str]
) -> None:
    (tmp_path / "a.csv").write_text("\n".join(["text,date", *(f"{MILL},{day}" for day in days)]))
    assert [day for _, _, day, _ in told(tmp_path)] == read


@pytest.mark.parametrize("other", ["document", "keywords"])
def test_a_longer_text_of_another_name_goes_before_a_description(
    tmp_path: Path, other: str
) -> None:
    longer = f"{LOCK} {MILL}" if other == "document" else "lock; mill; ice; " * 9
    (tmp_path / "a.json").write_text(json.dumps([{"summary": LOCK, other: longer}]))
    assert [text for text, *_ in told(tmp_path)] == [longer if other == "document" else LOCK]


def test_heads_without_titles_part_texts_and_rules_do_not(tmp_path: Path) -> None:
    for day, text in (("2024-03-05", LOCK), ("2024-03-06", MILL)):
        with open(tmp_path / "a.md", "a") as file:
            file.write(f"---\ndate: {day}\nauthor: Ada Brink\n---\n\n{text}\n\n")
    (tmp_path / "b.md").write_text(
        f"---\ntitle: A\n---\n{LOCK}\n\n---\nDate: 5 May\n\n{MILL}\n---\n"
    )
    assert [day for _, _, day, _ in told(tmp_path)] == ["2024-03-05", "2024-03-06", ""]


@pytest.mark.parametrize("mark", ["\t", ";", "|", ","])
def test_no_sentence_of_a_table_without_names_and_quotes_is_lost(tmp_path: Path, mark: str) -> None:
    texts = [f'{LOCK} It is, one says, "the best," said he, of all, yes, and no.', MILL]
    rows = [mark.join(("2024-03-05", "Lock opens", text)) for text in texts]
    (tmp_path / "a.csv").write_text("\n".join(rows))
    found = [source for source, *_ in told(tmp_path)]
    assert found == (rows if mark == "," else texts)


def test_a_question_names_the_column_of_its_answers(tmp_path: Path) -> None:
    asked = "What do you think of it all?"
    (tmp_path / "a.csv").write_text(f"who,{asked}\nAda Brink,{LOCK}\nPer Holm,{MILL}")
    with pytest.raises(CorpusError, match="its fields are who, What do you think of it all"):
        told(tmp_path)


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 2, 0), (2, 0, 1)])
@pytest.mark.parametrize("head", ["", "2024-03-05,"])
def test_a_sentence_that_begins_with_what_was_said_is_whole(
    tmp_path: Path, order: tuple[int, ...], head: str
) -> None:
    late = '"It is late, very late," said the mayor, and the skippers said that it was dear.'
    opens = '"It opens", she said, when she was asked, "and that is that," in the town hall.'
    texts = (late, MILL, opens)
    rows = [f"{head}{texts[each]}" for each in order]
    (tmp_path / "a.csv").write_text("\n".join(rows))
    assert [source for source, *_ in told(tmp_path)] == rows


def test_a_quotation_mark_that_nothing_closes_takes_in_no_other_row(tmp_path: Path) -> None:
    rows = [f'A,"{LOCK}', f'B,"{MILL}"', "C,It rained.", 'D,"He said ""no"",\nand, well, left."']
    texts = [LOCK, MILL, "It rained.", 'He said "no",\nand, well, left.']
    for order in ((0, 1, 2, 3), (1, 3, 0, 2), (2, 0, 1, 3), (0, 2, 1, 3)):
        (tmp_path / "a.csv").write_text("\n".join(["title,text", *(rows[each] for each in order)]))
        found = [one for one in read(tmp_path).values() if isinstance(one, Document)]
        assert [one.source for one in found] == [texts[each] for each in order]
        at = 2 + order.index(0) + (3 in order[: order.index(0)])
        told = f"Line {at} opens a quotation mark that nothing closes: its text was ended"
        notes = [note.text for one in found for note in one.notes]
        assert [note[: len(told)] for note in notes] == [told]
    (tmp_path / "a.csv").write_text(f'title,text\nA,"{LOCK}\nIt rained, it\nsnowed')
    (found,) = read(tmp_path).values()
    assert isinstance(found, Document)
    assert "all that follows is in this text" in found.notes[0].text
    text = f"{MILL} {MILL}"
    rows = [f"https://a.org,{text}", f'https://b.org,"{text}', f"https://c.org,{text}"]
    (tmp_path / "a.csv").write_text("\n".join(["sep=,", *rows]))  # no names of columns
    found = [one for one in read(tmp_path).values() if isinstance(one, Document)]
    assert [[note.text[:13] for note in one.notes] for one in found] == [[], ["Line 3 opens "], []]


def test_records_without_a_text_among_others_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([OBJECT, {"title": "Lock"}, SECOND]))
    corpus = Corpus([tmp_path])
    assert [entry.id for entry in corpus.scan() if not entry.problem] == ["a.json#1", "a.json#3"]
    assert str(corpus.left_out) == "Left out: 1 record without a text"


def test_what_is_broken_is_named_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "good.json").write_text(json.dumps(OBJECT))
    (tmp_path / "a.json").write_text('{"text": "cut of')
    (tmp_path / "b.csv").write_text("id,sum\n1,4\n")
    (tmp_path / "c.xml").write_text("no markup")
    (tmp_path / "d.csv.gz").write_bytes(b"\x1f\x8bno gzip")
    found = read(tmp_path)
    assert isinstance(found["good.json"], Document)
    assert "line 1, column" in str(found["a.json"])
    assert all(isinstance(problem, str) for name, problem in found.items() if name != "good.json")


@pytest.mark.parametrize("end", ["_files", "_fichiers", "-Dateien"])
def test_a_saved_page_and_its_folder_are_one_document(tmp_path: Path, end: str) -> None:
    (tmp_path / "Lock.html").write_text(f"<p>{LOCK}</p>")
    (tmp_path / f"Lock{end}").mkdir()
    (tmp_path / f"Lock{end}" / "frame.html").write_text("<p>Buy boats</p>")
    (tmp_path / "My_files").mkdir()
    (tmp_path / "My_files" / "own.txt").write_text(MILL)
    assert list(read(tmp_path)) == ["Lock.html", "My_files/own.txt"]


def test_a_changed_record_is_a_change_and_its_neighbours_are_none(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([OBJECT, SECOND]))
    corpus = Corpus([tmp_path])
    before = {entry.id: entry for entry in corpus.scan()}
    path.write_text(json.dumps([OBJECT, {**SECOND, "text": f"{MILL} It was empty."}]))
    found = changes(before, corpus.scan(before))
    assert [entry.id for entry in found.changed] == ["a.json#2"]
    assert not (found.added or found.removed)
