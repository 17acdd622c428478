"""Exports of known programs, in the layouts that they publish, with texts of our own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from reader.corpus import Corpus, Document, addresses_in

LOCK = "The council of Marn opened the new lock on Tuesday, two years late."
URL = "https://marnpost.example/lock"
NEWS_PLEASE = {
    "authors": ["Ada Brink"], "date_download": "2024-03-06 10:00:00", "date_modify": None,
    "date_publish": "2024-03-05 18:20:00", "description": "Two years late.", "filename": "x.json",
    "image_url": None, "language": "en", "localpath": None, "maintext": LOCK,
    "source_domain": "marnpost.example", "title": "Lock opens", "title_page": None,
    "title_rss": None, "url": URL,
}  # fmt: skip
MEDIA_CLOUD = {
    "id": "a1", "media_name": "marnpost.example", "media_url": "marnpost.example",
    "publish_date": "2024-03-05", "title": "Lock opens", "url": URL, "language": "en",
    "indexed_date": "2024-03-07 01:00:00", "text": LOCK, "author": "Ada Brink",
}  # fmt: skip
POCKET = {
    "item_id": "229", "resolved_id": "229", "given_url": URL, "given_title": "", "favorite": "0",
    "status": "0", "time_added": "1709662800", "resolved_title": "Lock opens",
    "resolved_url": URL, "excerpt": LOCK, "word_count": "12", "lang": "en",
    "authors": {"1": {"author_id": "1", "name": "Ada Brink"}},
    "domain_metadata": {"name": "marnpost.example"},
}  # fmt: skip
WALLABAG = {
    "is_archived": 0, "is_starred": 0, "tags": ["canals"], "is_public": False, "id": 7,
    "title": "Lock opens", "url": URL, "content": f"<p>{LOCK}</p>",
    "created_at": "2024-03-06T10:00:00+0000", "updated_at": "2024-03-06T10:00:00+0000",
    "published_at": "2024-03-05T18:20:00+0000", "published_by": ["Ada Brink"],
    "reading_time": 1, "domain_name": "marnpost.example", "language": "en",
}  # fmt: skip
CSL = {
    "id": "http://zotero.org/users/1/items/AB", "type": "article-newspaper", "abstract": LOCK,
    "container-title": "marnpost.example", "title": "Lock opens", "URL": URL, "language": "en",
    "author": [{"family": "Brink", "given": "Ada"}], "issued": {"date-parts": [[2024, 3, 5]]},
}  # fmt: skip
ZOTERO = {
    "itemType": "newspaperArticle", "title": "Lock opens", "abstractNote": LOCK, "url": URL,
    "publicationTitle": "marnpost.example", "date": "2024-03-05", "language": "en",
    "creators": [{"firstName": "Ada", "lastName": "Brink", "creatorType": "author"}],
}  # fmt: skip
ZOTERO_CSV = (
    '"Key","Item Type","Publication Year","Author","Title","Publication Title","Url",'
    '"Abstract Note","Date","Date Added","Language"\n"AB","newspaperArticle","2024","Brink, Ada",'
    f'"Lock opens","marnpost.example","{URL}","{LOCK}","2024-03-05","2024-03-06 10:00:00","en"\n'
)
NEWSML = f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:1" xml:lang="en">
<itemMeta><versionCreated>2024-03-05T18:20:00Z</versionCreated>
<provider literal="m"><name>marnpost.example</name></provider></itemMeta>
<contentMeta><headline>Lock opens</headline><by>Ada Brink</by></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Lock opens</title></head>
<body><p>{LOCK}</p></body></html></inlineXML></contentSet></newsItem>"""
ZOTERO_RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:bib="http://purl.org/net/biblio#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:foaf="http://xmlns.com/foaf/0.1/"><bib:Article rdf:about="{URL}">
<z:itemType>newspaperArticle</z:itemType><dcterms:isPartOf><bib:Newspaper>
<dc:title>marnpost.example</dc:title></bib:Newspaper></dcterms:isPartOf><bib:authors><rdf:Seq>
<rdf:li><foaf:Person><foaf:surname>Brink</foaf:surname><foaf:givenName>Ada</foaf:givenName>
</foaf:Person></rdf:li></rdf:Seq></bib:authors><dc:title>Lock opens</dc:title>
<dcterms:abstract>{LOCK}</dcterms:abstract><dc:date>2024-03-05</dc:date><z:language>en</z:language>
<dc:identifier><dcterms:URI><rdf:value>{URL}</rdf:value></dcterms:URI></dc:identifier>
</bib:Article><z:Attachment rdf:about="#item_2"><z:itemType>attachment</z:itemType>
<dc:title>Snapshot</dc:title></z:Attachment></rdf:RDF>"""
# What some programs leave out, where it stands in an attribute, too.
NEWSML_BARE = NEWSML.replace('"m"><name>marnpost.example</name></provider>', '"marnpost.example"/>')
ZOTERO_RDF_BARE = re.sub("<dc:identifier>.*</dc:identifier>", "", ZOTERO_RDF)
RIS = f"""TY  - NEWS
TI  - Lock
opens
AU  - Brink, Ada
T2  - marnpost.example
AB  - {LOCK}
DA  - 2024/03/05/
UR  - {URL}
LA  - en
ER  - """
EXPORTS = {
    "news-please.json": json.dumps(NEWS_PLEASE),
    "mediacloud.json": json.dumps([MEDIA_CLOUD]),
    "pocket.json": json.dumps({"status": 1, "complete": 1, "list": {"229": POCKET}}),
    "wallabag.json": json.dumps([WALLABAG]),
    "zotero-csl.json": json.dumps([CSL]),
    "zotero-better.json": json.dumps({"config": {"id": "x"}, "items": [ZOTERO]}),
    "zotero.csv": ZOTERO_CSV,
    "newsml-g2.xml": NEWSML,
    "newsml-bare.xml": NEWSML_BARE,
    "zotero.rdf": ZOTERO_RDF,
    "zotero-bare.rdf": ZOTERO_RDF_BARE,
    "zotero.ris": RIS,
}
DAY = "2024-03-05T18:20:00Z"
# What the programming interfaces of newspapers, of their software and of search engines answer.
ANSWERS = {
    "wordpress.json": [{
        "id": 17, "date": DAY, "link": URL, "author": 5, "categories": [3],
        "title": {"rendered": "Lock&#32;opens"}, "content": {"rendered": f"<p>{LOCK}</p>"},
        "excerpt": {"rendered": "<p>Two years late.</p>"},
    }],
    "guardian.json": {"response": {"status": "ok", "results": [{
        "id": "world/lock", "sectionName": "World", "webPublicationDate": DAY,
        "webTitle": "Lock opens", "webUrl": URL,
        "fields": {"byline": "Ada Brink", "bodyText": LOCK},
    }]}},
    "nyt.json": {"status": "OK", "response": {"docs": [{
        "abstract": "Two years late.", "lead_paragraph": LOCK, "web_url": URL, "pub_date": DAY,
        "headline": {"main": "Lock opens", "kicker": None}, "byline": {"original": "By Ada Brink"},
    }]}},
    "newsapi.json": {"status": "ok", "articles": [{
        "source": {"id": None, "name": "Marn Post"}, "author": "Ada Brink", "title": "Lock opens",
        "description": "Two years late.", "url": URL, "publishedAt": DAY, "content": LOCK,
    }]},
    "elasticsearch.jsonl": {
        "_index": "news", "_id": "a1",
        "_source": {"title": "Lock opens", "url": URL, "date": DAY, "content": LOCK},
    },
    "feed.json": {
        "version": "https://jsonfeed.org/version/1.1", "title": "Marn Post", "items": [
            {"url": URL, "title": "Lock opens", "content_text": LOCK, "date_published": DAY,
             "authors": [{"name": "Ada Brink"}]},
        ],
    },
    "schema.json": {
        "@type": "NewsArticle", "headline": "Lock opens", "datePublished": DAY,
        "author": [{"@type": "Person", "name": "Ada Brink"}], "articleBody": LOCK,
        "mainEntityOfPage": URL,
    },
    **{
        f"article-{name}.json": around({"article": {
            "title": "Lock opens", name: LOCK, "url": URL, "date": DAY,
            "author": {"name": "Ada Brink"},
        }})
        for name, around in (("body", lambda each: [each]), ("text", dict))
    },
    "sections.json": {
        "title": "Lock opens", "url": URL, "date": DAY,
        "sections": [{"heading": f"Part {n}", "paragraphs": [LOCK, "It rained."]} for n in "12"],
    },
}  # fmt: skip
# These hold addresses and titles alone: what they have is said.
WITHOUT_TEXT = {
    "gdelt.json": json.dumps(
        {"articles": [{"url": URL, "url_mobile": "", "title": "Lock opens", "domain": "m.example",
                       "seendate": "20240305T182000Z", "language": "English"}]}
    ),
    "mediacloud.csv": f"id,media_name,publish_date,title,url\na1,m,2024-03-05,L,{URL}\n",
    "pocket.csv": f"title,url,time_added,tags,status\nLock opens,{URL},1709662800,,unread\n",
    "wallabag.csv": f"title;url;is_archived;created_at\nLock;{URL};0;2024-03-06\n",
    "ril_export.html": (
        "<!DOCTYPE html>\n<html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul>"
        f'<li><a href="{URL}" time_added="1709662800" tags="">Lock</a></li></ul></body></html>'
    ),
    "instapaper-export.html": (
        "<!DOCTYPE html>\n<html><head><title>Instapaper: Export</title></head><body><h1>Unread</h1>"
        f'<ol><li><a href="{URL}">Lock</a></ol></body></html>'
    ),
    "bookmarks.html": (
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE>\n<H1>Bookmarks</H1>\n"
        '<DL><p>\n<DT><H3>News</H3>\n<DL><p>\n<DT><A HREF="place:sort=8">New</A>'
        f'\n<DT><A HREF="{URL}" ADD_DATE="1709662800">Lock</A>\n</DL><p>\n</DL><p>\n'
    ),
    "instapaper.csv": f"URL,Title,Selection,Folder,Timestamp\n{URL},Lock,,Unread,1709662800\n",
}  # fmt: skip


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_tells_all_of_its_article(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(EXPORTS[name], "utf-8")
    corpus = Corpus([tmp_path])
    (document,) = (corpus.read(entry) for entry in corpus.scan())
    assert isinstance(document, Document)
    assert LOCK in document.source
    said = document.declared
    assert said.title == "Lock opens"
    assert sorted(said.byline.replace(",", "").split()) == ["Ada", "Brink"]
    assert said.date[:10] == "2024-03-05"
    if not name.startswith("newsml"):
        assert said.url == URL and said.language == "en"
    if name != "pocket.json":
        assert said.source == "marnpost.example"


@pytest.mark.parametrize("name", WITHOUT_TEXT)
def test_an_export_without_texts_says_what_it_has(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text(LOCK)
    (tmp_path / name).write_text(WITHOUT_TEXT[name], "utf-8")
    corpus = Corpus([tmp_path])
    assert [entry.id for entry in corpus.scan()] == ["a.txt"]
    assert "title" in dict(corpus.left_out)[name].lower()
    if name.endswith(".html"):
        assert list(addresses_in(tmp_path / name) or ()) == [URL]


@pytest.mark.parametrize("name", ANSWERS)
def test_what_a_program_answered_is_an_article(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(json.dumps(ANSWERS[name]), "utf-8")
    corpus = Corpus([tmp_path])
    (document,) = (corpus.read(entry) for entry in corpus.scan())
    said = document.declared
    assert LOCK in document.source
    assert (said.title, said.date, said.url) == ("Lock opens", DAY, URL)
    assert said.byline in ("Ada Brink", "")  # a number is nobody
    if name == "feed.json":
        assert said.source == "Marn Post"


@pytest.mark.parametrize(
    "table",
    [
        "sep=;\r\nTitel;Datum;Quelle;Inhalt\r\nLock opens;05.03.2024;Marn Post;{}\r\n",
        "titre,date,journal,texte\nLock opens,2024-03-05,Marn Post,{}\n",
    ],
)
def test_tables_of_other_languages(tmp_path: Path, table: str) -> None:
    (tmp_path / "a.csv").write_text(table.format(f'"{LOCK}"'), "utf-8")
    corpus = Corpus([tmp_path])
    (document,) = (corpus.read(entry) for entry in corpus.scan())
    said = document.declared
    assert document.source == LOCK
    assert (said.title, said.date, said.source) == ("Lock opens", "2024-03-05", "Marn Post")


@pytest.mark.parametrize(
    ("table", "date"),
    [
        (f'"{LOCK}"\n"{LOCK}"\n', ""),
        (f"{LOCK}\n{LOCK[:-1]}, and for much more, too.\n", ""),
        (f'2024-03-05,Lock,"{LOCK}",{URL}\n2024-03-05,Lock,"{LOCK}",{URL}\n', "2024-03-05"),
    ],
    ids=["a column", "lines", "columns"],
)
def test_a_table_without_a_row_of_names(tmp_path: Path, table: str, date: str) -> None:
    (tmp_path / "a.csv").write_text(table, "utf-8")
    corpus = Corpus([tmp_path])
    found = [corpus.read(entry) for entry in corpus.scan()]
    assert [one.source[:30] for one in found] == [LOCK[:30]] * 2
    assert {(one.declared.date, one.declared.url) for one in found} == {(date, date and URL)}


@pytest.mark.parametrize(
    ("table", "text", "note"),
    [
        (
            "title,text,date\nLock,The lock, which, opened.,2024-03-05,\n",
            "The lock, which, opened.",
            1,
        ),
        ("title;date;text\nLock;2024-03-05;The lock; it opened.\n", "The lock; it opened.", 1),
        ("title,text,date\nLock,The lock opened.,2024-03-05,Marn,Ada\n", "The lock opened.", 1),
        ("title,text,date\nLock,The lock opened.,2024-03-05,,\n", "The lock opened.", 0),
        ("date,title,text\n2024-03-05,Lock, opens,The lock opened.\n", "The lock opened.", 1),
        ("title,date,text\nLock, opens,2024-03-05,The lock opened.\n", "The lock opened.", 1),
    ],
)
def test_a_text_whose_commas_are_not_quoted_is_whole(
    tmp_path: Path, table: str, text: str, note: int
) -> None:
    (tmp_path / "a.csv").write_text(table, "utf-8")
    corpus = Corpus([tmp_path])
    (document,) = (corpus.read(entry) for entry in corpus.scan())
    assert document.source == text
    assert document.declared.date == "2024-03-05"
    assert len(document.notes) == note
    assert document.declared.title == ("Lock, opens" if "Lock, opens" in table else "Lock")
    assert all(" 2 has " in each.text and "3 names" in each.text for each in document.notes)
