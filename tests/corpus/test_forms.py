"""Files of many forms: the documents in them, and what is broken in them named."""

from __future__ import annotations

import gzip
import json
import os
import random
import string
import sys
import zipfile
from pathlib import Path

import pytest

from reader.corpus import Corpus, Document, changes
from reader.errors import CorpusError
from reader.text import Format

from .told import LOCK, MILL, OBJECT, SECOND, read, told

FORMS = {
    "a.json": json.dumps([OBJECT, SECOND], indent=1),
    "wrapped.json": json.dumps({"status": "ok", "articles": [OBJECT, SECOND]}),
    "sections.json": json.dumps(
        {"sources": [{"name": "Marn Post"}], "canal": [OBJECT], "fire": [SECOND]}
    ),
    "feed.json": json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Marn Post",
            "description": "All the news of the harbour, the mill and the towns around them.",
            "items": [
                {"content_text" if key == "text" else key: value for key, value in o.items()}
                for o in (OBJECT, SECOND)
            ],
        }
    ),
    "rss2json.json": json.dumps(
        {"feed": {"title": "Marn", "description": "News of Marn"}, "items": [OBJECT, SECOND]}
    ),
    "described.json": json.dumps(
        {"title": "March", "description": "Stories", "stories_of_march": [OBJECT, SECOND]}
    ),
    "introduced.json": json.dumps({"title": "x", "text": "Two", "articles": [OBJECT, SECOND]}),
    "keyed.json": json.dumps({"list": {"17": OBJECT, "18": SECOND}}),
    "many.json": f"{json.dumps(OBJECT, indent=2)}\n{json.dumps(SECOND, indent=2)}\n",
    "a.csv": f'title,date,source,text\nLock opens,2024-03-05,Marn Post,"{LOCK}"\n'
    f'Mill burns,2024-03-06,Marn Post,"{MILL}"\n',
    "semicolon.csv": f"title;date;source;text\nLock opens;2024-03-05;Marn Post;{LOCK}\n"
    f"Mill burns;2024-03-06;Marn Post;{MILL}\n",
    "a.tsv": f"title\tdate\tsource\ttext\nLock opens\t2024-03-05\tMarn Post\t{LOCK}\n"
    f"Mill burns\t2024-03-06\tMarn Post\t{MILL}\n",
    "a.rss": "<rss><channel><title>Marn Post</title>"
    f"<item><title>Lock opens</title><pubDate>Tue, 05 Mar 2024 18:20:00 GMT</pubDate>"
    f"<description>Short.</description><content:encoded>{LOCK}</content:encoded></item>"
    f"<item><title>Mill burns</title><pubDate>Wed, 06 Mar 2024 18:20:00 GMT</pubDate>"
    f"<description>{MILL}</description></item></channel></rss>",
    "a.atom": '<feed xmlns="http://www.w3.org/2005/Atom"><title>Marn Post</title>'
    f"<entry><title>Lock opens</title><updated>2024-03-05T09:00:00Z</updated>"
    f"<content>{LOCK}</content></entry><entry><title>Mill burns</title>"
    f"<updated>2024-03-06T09:00:00Z</updated><summary>{MILL}</summary></entry></feed>",
    "doc.txt": f'<doc id="1" title="Lock opens" date="2024-03-05" source="Marn Post">\n{LOCK}\n'
    f'</doc>\n<doc id="2" title="Mill burns" date="2024-03-06" source="Marn Post">\n{MILL}\n</doc>',
    "trec.xml": "".join(
        f"<DOC><DOCNO>{n}</DOCNO><HEADLINE>{o['title']}</HEADLINE><DATE>{o['date']}</DATE>"
        f"<SOURCE>{o['source']}</SOURCE><TEXT>{o['text']}</TEXT></DOC>\n"
        for n, o in enumerate((OBJECT, SECOND))
    ),
    "trec-head.sgml": "".join(
        f"<DOC>\n<DOCNO> {n} </DOCNO>\n<HEAD>{o['title']}</HEAD>\n<DATE>{o['date']}</DATE>\n"
        f"<SOURCE>{o['source']}</SOURCE>\n<TEXT>\n{o['text']}\n</TEXT>\n</DOC>\n"
        for n, o in enumerate((OBJECT, SECOND))
    ),
    "wiki.xml": "<mediawiki><siteinfo><sitename>Marn</sitename></siteinfo>"
    + "".join(
        f"<page><title>{o['title']}</title><date>{o['date']}</date><source>Marn Post</source>"
        f"<revision>{who}<text>{o['text']}</text></revision></page>"
        for o, who in ((OBJECT, "<timestamp>2024-03-07T10:00:00Z</timestamp>"), (SECOND, ""))
    )
    + "</mediawiki>",
    "news.sgm": "".join(
        f'<REUTERS NEWID="{n}" SOURCE="Marn Post"><DATE>{o["date"]}</DATE><TEXT>&#2;'
        f"<TITLE>{o['title']}</TITLE><BODY>{o['text']}\n&#3;</BODY></TEXT></REUTERS>\n"
        for n, o in enumerate((OBJECT, SECOND))
    ),
    "nexis.txt": "".join(
        f"{' ' * 30}{n} of 2 DOCUMENTS\n\n{' ' * 34}Marn Post\n\n{day}\n\n{o['title']}\n\n"
        f"BYLINE: Ada Brink\n\nLENGTH: 12 words\n\n{o['text']}\n\nLOAD-DATE: March 9, 2024\n\n"
        for n, o, day in ((1, OBJECT, "March 5, 2024 Tuesday"), (2, SECOND, "March 6, 2024"))
    ),
    "uni.txt": "".join(
        f"{o['title']}\nMarn Post\n{day}\n\nCopyright 2024 Marn Post\n\nLength: 12 words\nByline: "
        f"Ada Brink\n\nBody\n\n{o['text']}\n\nLoad-Date: March 9, 2024\n\nEnd of Document\n\n"
        for o, day in ((OBJECT, "March 5, 2024 Tuesday"), (SECOND, "March 6, 2024"))
    ),
    "factiva.txt": "".join(
        f"HD {o['title']}\nBY By Ada Brink\nWC 12 words\nPD {day}\nSN Marn Post\nLA English\n"
        f"LP\n{o['text']}\nTD\n\nDocument MARNP000020240305ek350000{n}\n\n"
        for n, o, day in ((1, OBJECT, "5 March 2024"), (2, SECOND, "6 March 2024"))
    ),
    "blank-factiva.txt": "".join(
        f"HD  {o['title']} \nBY By Ada Brink\nWC 12 words\nPD {day}\nSN Marn Post\nLA English\n"
        f"LP \n{o['text']}\nTD \n\nDocument MARNP000020240305ek350000{n}\n\n"
        for n, o, day in ((1, OBJECT, "5 March 2024"), (2, SECOND, "6 March 2024"))
    ),
    "plain-factiva.txt": "".join(
        f"{o['title']}\n\nBy Ada Brink\n12 words\n{day}\nMarn Post\nMARNP\nEnglish\n"
        f"(c) 2024 Marn Post\n\n{o['text']}\n\nDocument MARNP000020240305ek350000{n}\n\n"
        for n, o, day in ((1, OBJECT, "5 March 2024"), (2, SECOND, "6 March 2024"))
    ),
    "factiva.html": "<html><head><title>Factiva</title></head><body>"
    + "".join(
        f'<div class="article enArticle"><div id="hd"><span class="enHeadline">{o["title"]}</span>'
        f'</div><div class="author">By Ada Brink</div><div>12 words</div><div>{day}</div>'
        f"<div>Marn Post</div><div>MARNP</div><div>English</div><div>(c) 2024 Marn Post</div>"
        f'<p class="articleParagraph">{o["text"]}</p><p>Document MARNP000020240305ek35000{n}</p>'
        f"</div>"
        for n, o, day in ((1, OBJECT, "5 March 2024"), (2, SECOND, "6 March 2024"))
    )
    + "</body></html>",
    "nexis.html": "<html><body>"
    + "".join(
        f'<a name="DOC_ID_0_{n}"></a><div>{n + 1} of 2 DOCUMENTS</div><p>Marn Post</p><p>{day}</p>'
        f"<p>{o['title']}</p><p><b>BYLINE:</b> Ada Brink</p><p>LENGTH: 12 words</p>"
        f"<p>{o['text']}</p><p>LOAD-DATE: March 9, 2024</p>"
        for n, o, day in ((0, OBJECT, "March 5, 2024 Tuesday"), (1, SECOND, "March 6, 2024"))
    )
    + "</body></html>",
    "heads.txt": "\n----\n".join(
        f"Title: {o['title']}\nDate: {o['date']}\nSource: {o['source']}\n\n{o['text']}\n"
        for o in (OBJECT, SECOND)
    ),
    "front.md": "\n".join(
        f"---\ntags: [marn]\ntitle: {o['title']}\ndate: {o['date']}\nsource: Marn Post\n---\n\n"
        f"{o['text']}\n"
        for o in (OBJECT, SECOND)
    ),
    "references.txt": "".join(
        f"TY  - NEWS\nTI  - {o['title']}\nDA  - {o['date']}\nT2  - Marn Post\n"
        f"AB  - {o['text']}\nER  - \n\n"
        for o in (OBJECT, SECOND)
    ),
    "lines.txt": "".join(f"{json.dumps(o)}\n" for o in (OBJECT, SECOND)),
    "proquest.txt": "".join(
        f"{'_' * 60}\nDocument {n} of 2\n\n{o['title']}\n\nAuthor: Brink, Ada\n\n"
        f"Publication info: Marn Post ; Marn [Marn] 0{n + 4} Mar 2024: A1.\n\n"
        f"Full text: {o['text']}\n\nPublication title: Marn Post\n\n"
        f"Publication date: Mar {n + 4}, 2024\n\nProQuest document ID: 29{n}\n\n"
        for n, o in ((1, OBJECT), (2, SECOND))
    ),
}
FORMS |= {"array.txt": FORMS["a.json"], "feed.txt": FORMS["a.rss"]}


@pytest.mark.parametrize("name", FORMS)
def test_each_article_of_a_file_is_a_document(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(FORMS[name], "utf-8")
    assert told(tmp_path) == [
        (LOCK, "Lock opens", "2024-03-05", "Marn Post"),
        (MILL, "Mill burns", "2024-03-06", "Marn Post"),
    ]
    assert all(id_.startswith(f"{name}#") for id_ in read(tmp_path))


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


@pytest.mark.parametrize("name", ["a.json", "a.csv"])
def test_what_is_packed_is_read_too(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(FORMS[name].encode()))
    assert [row[0] for row in told(tmp_path)] == [LOCK, MILL]


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.rss", "a.txt"])
@pytest.mark.parametrize("end", ["gz", "zst"])
def test_what_is_whole_in_a_packed_file_that_is_cut_off_is_read(
    tmp_path: Path, name: str, end: str
) -> None:
    packed = gzip.compress if end == "gz" else pytest.importorskip("zstandard").compress
    hardly_packed = "".join(random.Random(1).choices(string.ascii_letters, k=200_000))
    texts = [LOCK, MILL, hardly_packed]
    whole = {
        "a.jsonl": "".join(json.dumps({"text": text}) + "\n" for text in texts),
        "a.csv": "id,text\n" + "".join(f'1,"{text}"\n' for text in texts),
        "a.rss": "<rss>" + "".join(f"<item><text>{text}</text></item>" for text in texts),
        "a.txt": "\n\n".join(texts),
    }[name]
    name = name.replace("rss", "xml")
    (tmp_path / f"{name}.{end}").write_bytes(packed(whole.encode())[:-9_000])
    found = list(read(tmp_path).values())
    sources = [one.source for one in found if isinstance(one, Document)]
    if name == "a.txt":
        assert sources[0].startswith(f"{LOCK}\n\n{MILL}")
    else:
        assert sources[:2] == [LOCK, MILL]
    last = found[-1]
    assert "cut off" in (last.notes[0].text if isinstance(last, Document) else last)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", f"Title: Lock opens\nDate: 2024-03-05\nSource: Marn Post\n\n{LOCK}"),
        ("a.md", f"---\ntitle: Lock opens\ndate: 2024-03-05\nsource: Marn Post\n---\n\n{LOCK}"),
    ],
)
def test_a_packed_text_is_read_below_its_head(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(text.encode()))
    assert told(tmp_path) == [(LOCK, "Lock opens", "2024-03-05", "Marn Post")]


def test_a_packed_page_is_one_and_an_export_is_split(tmp_path: Path) -> None:
    page = f"<html><body><h1>Lock opens</h1><p>{LOCK}</p></body></html>"
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(page.encode()))
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(FORMS["factiva.txt"].encode()))
    found = read(tmp_path)
    assert list(found) == ["a.html.gz", "b.txt.gz#1", "b.txt.gz#2"]
    assert isinstance(found["a.html.gz"], Document)
    assert found["a.html.gz"].source == page and found["a.html.gz"].format is Format.HTML


@pytest.mark.parametrize("name", ["a.json", "a.csv", "a.jsonl"])
def test_what_zstandard_has_packed_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    zstandard = pytest.importorskip("zstandard")
    text = FORMS.get(name) or f"{json.dumps(OBJECT)}\n{json.dumps(SECOND)}\n"
    (tmp_path / f"{name}.zst").write_bytes(zstandard.compress(text.encode()))
    assert [row[0] for row in told(tmp_path)] == [LOCK, MILL]
    monkeypatch.setattr("reader.corpus.forms.packed.MOST_BYTES", 2**20)
    (tmp_path / f"{name}.zst").write_bytes(zstandard.compress(bytes(2**21)))
    assert all("unpacks to more" in str(found) for found in read(tmp_path).values())


def test_parquet_is_a_table_of_articles(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(pyarrow.Table.from_pylist([OBJECT, SECOND]), tmp_path / "a.parquet")
    assert [row[0] for row in told(tmp_path)] == [LOCK, MILL]


@pytest.mark.parametrize("name", ["a.json.zst", "a.parquet"])
def test_a_package_that_is_not_there_is_named_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.delitem(sys.modules, "reader.corpus.forms.parquet", raising=False)
    for module in ("zstandard", "pyarrow", "pyarrow.parquet"):
        monkeypatch.setitem(sys.modules, module, None)
    (tmp_path / name).write_bytes(b"\x28\xb5\x2f\xfd" * 9)
    (told_of,) = read(tmp_path).values()
    package = "pyarrow" if name == "a.parquet" else "zstandard"
    assert f"needs the package {package}: pip install 'article-reader[records]'" in str(told_of)


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


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
@pytest.mark.parametrize("end", ["gz", "zst"])
def test_what_is_too_large_at_once_is_read_record_by_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, end: str
) -> None:
    monkeypatch.setattr("reader.corpus.forms.packed.MOST_BYTES", 2**16)
    texts = [f"{LOCK} {MILL} Zoë said {number * 7919}." for number in range(1000)]
    rows = [json.dumps({"id": str(n), "text": text}) for n, text in enumerate(texts)]
    if name == "a.csv":
        rows = ["id,text", *(f'{n},"{text}"' for n, text in enumerate(texts))]
    packed = gzip.compress if end == "gz" else pytest.importorskip("zstandard").compress
    path = tmp_path / f"{name}.{end}"
    path.write_bytes(packed("\n".join(rows).encode()))
    found = [one.source for one in read(tmp_path).values() if isinstance(one, Document)]
    assert found == texts
    path.write_bytes(packed(b'{"text": "a"}\n' * 2**20))  # packs better than any text
    assert "unpacks to more than" in str(read(tmp_path)[path.name])


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


def test_heads_without_titles_part_texts_and_rules_do_not(tmp_path: Path) -> None:
    for day, text in (("2024-03-05", LOCK), ("2024-03-06", MILL)):
        with open(tmp_path / "a.md", "a") as file:
            file.write(f"---\ndate: {day}\nauthor: Ada Brink\n---\n\n{text}\n\n")
    (tmp_path / "b.md").write_text(
        f"---\ntitle: A\n---\n{LOCK}\n\n---\nDate: 5 May\n\n{MILL}\n---\n"
    )
    assert [day for _, _, day, _ in told(tmp_path)] == ["2024-03-05", "2024-03-06", ""]


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


def test_bombs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.corpus.forms.packed.MOST_BYTES", 2**20)
    (tmp_path / "a.json.gz").write_bytes(gzip.compress(bytes(2**21)))
    assert "unpacks to more than" in str(read(tmp_path)["a.json.gz"])


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


def test_a_zip_is_no_way_out_of_its_folder(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.epub", "w") as archive:
        archive.writestr("../evil.txt", "x")
    corpus = Corpus([tmp_path])
    (entry,) = corpus.scan()
    with pytest.raises(Exception, match="EPUB"):
        corpus.read(entry)
    assert not (tmp_path.parent / "evil.txt").exists()
