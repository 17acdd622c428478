"""What records, heads, sidecars and paths say of a document, and that it is never its text."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from reader.corpus import Corpus, Document, Reading, date_in_path, iso_date, text_of_notes
from reader.corpus.fields import declared
from reader.errors import CorpusError, SettingsError
from reader.text.dates.day_range import is_between
from reader.workspace.cache.described import cleaned, described
from reader.workspace.cache.document_summary import DocumentSummary

BODY = (
    "The council of Marn opened the new lock on Tuesday, two years late.\n\n"
    "It holds forty barges, said Ada Brink, who planned it."
)


def only(path: Path, reading: Reading = Reading()) -> Document:  # noqa: B008 (a value)
    corpus = Corpus([path], reading=reading)
    (entry,) = corpus.scan()
    return corpus.read(entry)


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("2024-03-05", "2024-03-05"),
        ("2024-03-05 18:20:00", "2024-03-05T18:20:00"),
        ("2024-03-05T18:20:00+0100", "2024-03-05T18:20:00+01:00"),
        ("2024-03-05 18:20:00-05", "2024-03-05T18:20:00-05:00"),
        ("Tue, 05 Mar 2024 18:20:00 GMT", "2024-03-05T18:20:00+00:00"),
        ("20240306", "2024-03-06"),
        ("20240306T000000", "2024-03-06"),
        ("٢٠٢٤-٠٣-٠٦", "2024-03-06"),
        (1709802000, "2024-03-07T09:00:00Z"),
        ("1709802000000", "2024-03-07T09:00:00Z"),
        ({"$date": "2024-03-09T08:00:00Z"}, "2024-03-09T08:00:00Z"),
        ({"$date": {"$numberLong": "1709802000000"}}, "2024-03-07T09:00:00Z"),
        (["5 March 2024"], "2024-03-05"),
        ("March 5, 2024 Tuesday", "2024-03-05"),
        ("05.03.2024", "2024-03-05"),
        ("5. März 2024", "2024-03-05"),
        ("5 марта 2024 г.", "2024-03-05"),
        ("2024-3-5", "2024-03-05"),
        ("Mar 5, 2024 6:20 pm", "2024-03-05T18:20"),
        ("26-FEB-1987 15:01:01.79", "1987-02-26T15:01"),
        ("3/4/2024", ""),  # either of two days
        ("2024-13-05", ""),
        ("yesterday", ""),
        (12345678901234567890, ""),
        (float("nan"), ""),
        (None, ""),
    ],
)
def test_dates_are_iso_or_empty(said: object, date: str) -> None:
    assert iso_date(said) == date


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("2024/03/05/lock.txt", "2024-03-05"),
        ("news/2024-03-06-lock.txt", "2024-03-06"),
        ("20240307_lock.txt", "2024-03-07"),
        ("2024_03_08_lock.md", "2024-03-08"),
        ("2024/mar/05/lock.txt", "2024-03-05"),
        ("2024/3/6/lock.txt", "2024-03-06"),
        ("25-03-2024-lock.txt", "2024-03-25"),
        ("lock_03.25.2024.txt", "2024-03-25"),
        ("05-03-2024-lock.txt", ""),
        ("06.03.2024 Lock opens.txt", "2024-03-06"),
        ("20240307123000.txt", "2024-03-07"),
        ("20240307999999.txt", ""),
        ("2024/news/05/lock.txt", ""),
        ("20241399_lock.txt", ""),
        ("call-2024030712.txt", ""),
        ("lock.txt", ""),
    ],
)
def test_a_day_in_the_path(path: str, date: str) -> None:
    assert date_in_path(path) == date


HEADS = {
    "yaml.md": '---\ntitle: "Lock opens"\nauthor:\n  - "[[Ada Brink]]"\ndate: 2024-03-05\n---\n',
    "loose.md": "---\ntitle: Lock: it opens\nauthor: Ada Brink\ndate: 2024-03-05\n---\n",
    "toml.md": '+++\ntitle = "Lock opens"\nauthors = ["Ada Brink"]\ndate = 2024-03-05\n+++\n',
    "folded.md": "---\ntitle: >-\n  Lock\n  opens\nsubtitle: Barges: 'what' now\nauthors:\n"
    "  - Ada Brink\ndate: 2024-03-05\n---\n",
    "dots.md": "---\ntitle: Lock opens\nauthor: Ada Brink\ndate: 2024-03-05\n...\n\n",
    "json.md": '{"title": "Lock opens", "author": "Ada Brink", "date": "2024-03-05"}\n\n',
    "fenced.md": ';;;\n{"title": "Lock opens", "author": "Ada Brink", "date": "2024-03-05"}\n;;;\n',
    "page.html": "---\ntitle: Lock opens\nauthor: Ada Brink\ndate: 2024-03-05\n---\n",
    "keys.txt": "Title: Lock opens\nDate: 2024-03-05\nAuthor: Ada Brink\n\n",
    "capitals.txt": "TITLE: Lock opens\r\nPUBLISHED: 5 March 2024\r\nBYLINE: Ada Brink\r\n"
    "TEXT:\r\n",
    "bad.md": '+++\ntitle = "Lock opens\ndate = 2024-03-05\nauthor = Ada Brink\n+++\n',
    "hexo.md": "title: Lock opens\ndate: 2024-03-05\nauthor: Ada Brink\n"
    "tags:\n- canal\n- lock\n---\n\n",
    "pandoc.md": "% Lock opens\n% Ada Brink\n% March 5, 2024\n\n",
    "mail.txt": "From: Ada Brink <a@marn.example>\nSubject: Lock opens\n"
    "Date: Tue, 5 Mar 2024 18:20:00 +0000\n\n",
    "within.txt": "TITLE: Lock opens\nDATE: 2024-03-05\nAUTHOR: Ada Brink\nSOURCE: ~\nTEXT: ",
    "ja.txt": "タイトル：Lock opens\n日付：2024年3月5日\n著者：Ada Brink\n\n",
    "zh.txt": "标题:Lock opens\n作者:Ada Brink\n来源：Marn\n日期：2024-03-05\n\n",
    "ko.txt": "제목: Lock opens\n날짜: 2024년 3월 5일\n기자: Ada Brink\n\n",
    "ru.txt": "Заголовок: Lock opens\nДата публикации: 5 марта 2024\nАвтор: Ada Brink\n\n",
    "ar.txt": "العنوان: Lock opens\nالكاتب: Ada Brink\nالتاريخ: 2024-03-05\n\n",
    "others.txt": "Title: Lock opens\nSummary: It took two years.\nScraped at: 09:30\n"
    "Date: 2024-03-05\nAuthor: Ada Brink\nBody:\n",
}


@pytest.mark.parametrize("name", HEADS)
def test_a_head_is_metadata_and_no_text(tmp_path: Path, name: str) -> None:
    body = "<p>" + BODY.replace("\n\n", "</p><p>") if name.endswith(".html") else BODY
    document = only(put(tmp_path / name, HEADS[name] + body))
    article = cleaned(document)
    known = {key: one.value for key, one in described(document, article).items()}
    assert known["title"] in ("Lock opens", "Lock: it opens")
    assert (known["byline"], known["date"][:10]) == ("Ada Brink", "2024-03-05")
    assert "source" not in known or known["source"] == "Marn"
    assert article.body.text == BODY
    assert article.excerpt.text == BODY  # nothing of the head is on the screen
    for block in article.blocks:
        if block.role.is_body:
            assert document.source[block.start : block.end] == article.text_of(block)


@pytest.mark.parametrize(
    "archive",
    ["", "https://web.archive.org/web/20240305000000/", "https://archive.example/20240305/"],
)
def test_the_source_of_an_archived_page_is_its_site(tmp_path: Path, archive: str) -> None:
    head = f"---\nurl: {archive}https://www.courier.example/lock\n---\n"
    document = only(put(tmp_path / "lock.md", head + BODY))
    assert described(document, cleaned(document))["source"].value == "courier.example"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Tales of the river", f"# Lock opens\n\n{BODY}"),
        ("The lock opens: a tale", f"# Lock opens\n\n{BODY}"),
    ],
)
def test_a_headline_below_another_title_is_not_lost(tmp_path: Path, title: str, text: str) -> None:
    document = only(put(tmp_path / "lock.md", f"---\ntitle: '{title}'\n---\n{text}"))
    shown = cleaned(document).body.text.removesuffix(BODY).strip()
    assert shown == ("" if "opens" in title else "Lock opens")


@pytest.mark.parametrize("name", [name for name in HEADS if "{" not in HEADS[name]])
def test_a_head_with_nothing_below_is_an_empty_article(tmp_path: Path, name: str) -> None:
    document = only(put(tmp_path / name, HEADS[name]))
    summary = DocumentSummary.of(document, cleaned(document))
    assert (summary.title.startswith("Lock"), summary.words) == (True, 0)
    assert summary.no_article == "no article: there is no text in it"


@pytest.mark.parametrize(
    "text",
    [
        "---\nA rule above, and no fields.\n---\n" + BODY,
        "Source: the river. " + BODY,
        "Speaker: Good evening.\nHost: Welcome.\n\n" + BODY,
        "---\na note: nothing below\n---\n",
        "{not json}\n" + BODY,
    ],
)
def test_what_only_looks_like_a_head_is_text(tmp_path: Path, text: str) -> None:
    assert only(put(tmp_path / "x.txt", text)).head == 0


@pytest.mark.parametrize("text", ["Text: It opened.", "Host: Welcome.\nSpeaker: Good evening."])
def test_a_head_ends_where_keys_have_the_text(tmp_path: Path, text: str) -> None:
    document = only(put(tmp_path / "x.txt", f"Title: Lock opens\n{text}\n\n{BODY}"))
    assert document.source[document.head :] == f"{text}\n\n{BODY}"


def test_a_bomb_of_aliases_in_a_head_stays_small(tmp_path: Path) -> None:
    rows = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    head = "---\ntitle: Lock opens\n" + "\n".join(rows) + "\n---\n"
    assert only(put(tmp_path / "x.md", head + BODY)).declared.title == "Lock opens"


@pytest.mark.parametrize(
    ("end", "said"),
    [
        (".meta.json", '{"headline": "Lock opens", "publishedAt": 1709802000}'),
        (".yml", "title: Lock opens\ndate: 2024-03-07"),
        (".txt.meta.json", '{"title": "Lock opens", "date": "2024-03-07"}'),
        (".txt.yml", "title: Lock opens\ndate: 2024-03-07\n"),
        (".json", '{"title": "Lock opens", "date": "2024-03-07", "description": "A lock."}'),
    ],
)
def test_a_sidecar_speaks_for_its_document(tmp_path: Path, end: str, said: str) -> None:
    put(tmp_path / f"lock{end}", said)
    put(tmp_path / "lock.txt", BODY)
    document = only(tmp_path)
    assert document.id == "lock.txt"
    assert document.declared.title == "Lock opens"
    assert document.declared.date.startswith("2024-03-07")


def test_a_sidecar_speaks_for_a_document_of_another_form(tmp_path: Path) -> None:
    mail = b"Subject: Weekly\nDate: Tue, 05 Mar 2024 18:20:00 +0000\n\nThe lock is open.\n"
    said = b'{"title": "Lock opens", "date": "2024-03-07"}'
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        for name, data in (("a.eml", mail), ("a.meta.json", said)):
            (tmp_path / name).write_bytes(data)
            archive.writestr(name, data)
    corpus = Corpus([tmp_path])
    found = [(one.declared.title, one.declared.date) for one in map(corpus.read, corpus.scan())]
    assert found == [("Lock opens", "2024-03-07")] * 2


def test_a_broken_sidecar_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The lock opened.")
    (tmp_path / "b.txt").write_text("The mill burned.")
    (tmp_path / "a.meta.json").write_text('{"title": "Lock opens", ')
    (tmp_path / "b.yml").write_text("other: thing")
    corpus = Corpus([tmp_path])
    notes = [text_of_notes(corpus.read(entry).notes) for entry in corpus.scan()]
    assert corpus.left_out.counts == ""
    assert notes == ["a.meta.json beside it holds no fields that can be read.", ""]


def test_a_broken_value_of_a_head_is_named_and_no_title(tmp_path: Path) -> None:
    put(tmp_path / "a.md", f"---\ntitle: {'[' * 20_000}\n---\n\n{BODY}")
    document = only(tmp_path)
    assert document.declared.title == ""
    assert document.source[document.head :].strip() == BODY
    assert text_of_notes(document.notes) == "The head of the file is broken: title can't be read."


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("2024-03", "2024-03"),
        ("March 2024", "2024-03"),
        (2024, "2024"),
        ({"date-parts": [[2024, 3]]}, "2024-03"),
        ("2024-13", ""),
    ],
)
def test_a_date_may_be_a_month_or_a_year(said: object, date: str) -> None:
    assert declared({"date": said}, {}).date == date
    assert declared({"date": said, "created": "2024-03-05"}, {}).date == "2024-03-05"
    between = [is_between(date, ("2024-03", "")), is_between(date, ("2024-03-01", "2024-03-31"))]
    assert between == 2 * [date == "2024-03"]
    assert is_between(date, ("2024", "2024")) is bool(date)
    assert not is_between(date, ("2024-03-05", "2024-03-05"))
    assert not is_between(date, ("2024-01-01", "2024-03-30"))


def test_the_day_in_a_text_goes_before_its_month_in_a_head(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", f"Title: Lock opens\nDate: March 2024\n\n5 March 2024\n\n{BODY}")
    document = only(tmp_path)
    assert described(document, cleaned(document))["date"].value == "2024-03-05"


def test_brackets_in_a_field_cost_no_time() -> None:
    row = "[" * 500_000  # some hours, if each of them were looked for its end
    assert declared({"title": row}, {}).title == row
    assert declared({"title": "[[Marn|The lock]] of [[Marn]]"}, {}).title == "The lock of Marn"


def test_a_head_that_is_never_closed_is_one(tmp_path: Path) -> None:
    put(tmp_path / "a.md", f"---\ntitle: Lock opens\n\n{BODY}")
    document = only(tmp_path)
    assert document.declared.title == "Lock opens"
    assert document.source[document.head :].strip() == BODY


def test_an_article_of_its_own_is_no_sidecar(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", BODY)
    put(tmp_path / "a.json", json.dumps({"title": "Mill burns", "text": "It burned on Sunday."}))
    corpus = Corpus([tmp_path])
    found = {entry.id: corpus.read(entry).declared.title for entry in corpus.scan()}
    assert found == {"a.json": "Mill burns", "a.txt": ""}


RECORD = {"headline": ["Lock opens"], "source": {"name": "Marn Post"}, "published": "20240305"}


@pytest.mark.parametrize(
    "fields",
    [
        {"maintext": BODY},
        {"body": BODY},
        {"content": BODY.split("\n\n")},
        {"paragraphs": BODY.split("\n\n")},
        {"article": BODY, "summary": "Short."},
        {"content": {"rendered": BODY}},
    ],
)
def test_records_by_usual_names(tmp_path: Path, fields: dict[str, object]) -> None:
    document = only(put(tmp_path / "a.jsonl", json.dumps({**RECORD, **fields})))
    assert document.source == BODY
    said = document.declared
    assert (said.title, said.source, said.date) == ("Lock opens", "Marn Post", "2024-03-05")


def test_what_lies_in_an_object_within_a_record_counts_below_its_own() -> None:
    meta = {"title": "Lock opens", "date": "2024-03-05", "source": "A wire"}
    said = declared({"source": "Marn Post", "meta": meta}, {})
    assert (said.title, said.date, said.source) == ("Lock opens", "2024-03-05", "Marn Post")


def test_lists_and_nothing_in_the_cells_of_a_table(tmp_path: Path) -> None:
    rows = [
        "authors,title,date,text",
        f"\"['Ada Brink', 'By Per Lund']\",Lock,NaT,{BODY[:9]}",
        f'"[""Ada Brink"", null]",None,"[\'2024-03-05\']",{BODY[:9]}',
        "[],nan,null,\"['It is open.', 'It was late.']\"",
    ]
    (tmp_path / "a.csv").write_text("\n".join(rows))
    corpus = Corpus([tmp_path])
    found = [corpus.read(entry) for entry in corpus.scan()]
    said = [(one.declared.byline, one.declared.title, one.declared.date) for one in found]
    assert said == [
        ("Ada Brink, Per Lund", "Lock", ""),
        ("Ada Brink", "", "2024-03-05"),
        ("", "", ""),
    ]
    assert found[2].source == "It is open.\n\nIt was late."


def test_a_user_names_the_fields(tmp_path: Path) -> None:
    path = put(tmp_path / "a.jsonl", json.dumps({"data": {"prose": BODY}, "kopf": "Lock opens"}))
    with pytest.raises(CorpusError) as raised:
        list(Corpus([path]).scan())
    assert "data, kopf" in (raised.value.remedy or "")
    document = only(path, Reading.of({"text": "data.prose", "title": "kopf"}))
    assert (document.source, document.declared.title) == (BODY, "Lock opens")
    usual = put(tmp_path / "b.jsonl", json.dumps({"text": BODY, "title": "Lock opens"}))
    said = only(usual, Reading.of({"text": "data.prose", "title": "kopf"})).declared
    assert said.title == "Lock opens"  # a corpus may hold records of several kinds
    with pytest.raises(SettingsError, match="no field 'prose'"):
        Reading.of({"prose": "text"})


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("20240307_library.txt", "Library"),
        ("2024-03-06T1200-ferry.txt", "Ferry"),
        ("1234-ferry-vote.txt", "Ferry vote"),
        *((f"{name}.txt", "") for name in ("a", "INDEX", "page", "article_17", "000_8861b159")),
    ],
)
def test_the_name_of_a_file_is_a_title_where_it_is_words(
    tmp_path: Path, name: str, title: str
) -> None:
    document = only(put(tmp_path / name, "It rained on Monday in the whole of Marn."))
    found = described(document, cleaned(document)).get("title")
    assert (found.text if found else "") == title


def test_the_summary_says_what_is_only_guessed(tmp_path: Path) -> None:
    put(tmp_path / "2024/03/05/the%20new-lock.txt", "It rained on Monday in the whole of Marn.")
    corpus = Corpus([tmp_path])
    (entry,) = corpus.scan()
    document = corpus.read(entry)
    summary = DocumentSummary.of(document, cleaned(document))
    assert (summary.date, summary.title) == ("2024-03-05", "The new lock")
    assert summary.guesses == {"path": ["date", "title"]}


@pytest.mark.parametrize(
    ("head", "url"),
    [
        (
            '<meta property="og:url" content="https://c.example/other">'
            '<link href="https://c.example/marn/lock?a=1&amp;b=2" rel=canonical>',
            "https://c.example/marn/lock?a=1&b=2",
        ),
        ("<meta content='http://c.example/lock' property='og:url' />", "http://c.example/lock"),
        (
            '<script>{"mainEntityOfPage": {"@id": "https://c.example/lock"}}</script>',
            "https://c.example/lock",
        ),
        (
            '<script>{"@type": "NewsArticle", "url": "https:\\/\\/c.example/lock"}</script>',
            "https://c.example/lock",
        ),
        ('<script>{"@type": "Person", "url": "https://c.example/ida"}</script>', ""),
        ('<link rel="canonical" href="/marn/lock">', ""),
        ('<link rel="canonical" href="javascript:alert(1)//x">', ""),
        ('<link rel="canonical" href="https://c.example/">', ""),
        ('<!-- <link rel="canonical" href="https://c.example/old"> -->', ""),
        ('</head><body><link rel="canonical" href="https://c.example/theirs">', ""),
    ],
)
def test_a_page_tells_its_address_on_the_web(tmp_path: Path, head: str, url: str) -> None:
    page = f"<html><head><title>Lock opened</title>{head}</head><body><p>{BODY}</p></body></html>"
    document = only(put(tmp_path / "a.html", page))
    assert DocumentSummary.of(document, cleaned(document)).url == url


def test_a_key_that_a_user_has_named_is_of_no_other_field() -> None:
    said = declared({"rubrik": "Lock opens"}, {"title": "rubrik"})
    assert (said.title, said.section) == ("Lock opens", "")
