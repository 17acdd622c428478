"""Collections in XML and SGML: the articles in them, with what they say of themselves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reader.corpus import Document, addresses_in

from .told import LOCK, MILL, OBJECT, SECOND, read, told

TEI = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>
<title>Lock opens</title></titleStmt><publicationStmt><publisher>Marn Post</publisher>
<date when="2024-03-05"/></publicationStmt></fileDesc></teiHeader><text><body>
<p>{LOCK}</p></body></text></TEI>"""
NITF = f"""<nitf><head><docdata>
<date.issue norm="20240305T0900"/><doc.copyright holder="Marn Post"/>
</docdata></head><body><body.head><hedline><hl1>Lock opens</hl1></hedline></body.head>
<body.content><p>{LOCK}</p></body.content></body></nitf>"""


NYT = f"""<nitf><head><docdata><doc.copyright holder="Marn Post"/></docdata>
<pubdata date.publication="20240305T000000" name="Marn Post" position.section="Local"/></head>
<body><body.head><hedline><hl1>Lock opens</hl1></hedline></body.head><body.content>
<block class="lead_paragraph"><p>{LOCK}</p></block><block class="full_text"><p>{LOCK}</p></block>
</body.content></body></nitf>""".replace("<docdata>", '<docdata><date.issue norm="20240305"/>')


RCV1 = f"""<newsitem itemid="2286" date="2024-03-05" xml:lang="en"><title>MARN: Lock opens.</title>
<headline>Lock opens</headline><text><p>{LOCK}</p></text><metadata>
<dc element="dc.date.published" value="2024-03-05"/><dc element="dc.source" value="Marn Post"/>
</metadata></newsitem>"""
G2 = f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" xml:lang="en"><itemMeta>
<versionCreated>2024-03-06T10:00:00Z</versionCreated></itemMeta><contentMeta>
<contentCreated>2024-03-05T09:00:00Z</contentCreated><creditline>Marn Post</creditline>
<language tag="en"/><headline>Lock opens</headline></contentMeta><contentSet><inlineXML><html>
<body><p>{LOCK}</p></body></html></inlineXML></contentSet></newsItem>"""


PUBLISHED = NYT.replace('<date.issue norm="20240305"/>', "")
PLAIN = re.sub(r"<inlineXML>.*</inlineXML>", f"<inlineData>{LOCK}</inlineData>", G2, flags=re.S)
# An edition of a printed text, with what its editor and printer added.
EDITED = TEI.replace("<publisher>Marn Post", "<publisher>University of Orsk").replace(
    '<date when="2024-03-05"/></publicationStmt>',
    '<date when="2025-01-02"/></publicationStmt><sourceDesc><bibl><title level="a">Lock opens'
    '</title><title level="j">Marn Post</title><date when="2024-03-05"/></bibl></sourceDesc>',
)
for plain, marked in (
    ("The council", '<fw type="header"><p>PAGE TWO</p></fw>The <del>board</del>council'),
    ("Marn opened", "<choice><abbr>M.</abbr><expan>Marn</expan></choice> opened"),
    ("Tuesday", "<choice><sic>Tusday</sic><corr>Tuesday</corr></choice>"),
):
    EDITED = EDITED.replace(plain, marked)


DATED = RCV1.replace('<dc element="dc.date.published" value="2024-03-05"/>', "")


@pytest.mark.parametrize("text", [TEI, EDITED, NITF, NYT, PUBLISHED, RCV1, DATED, G2, PLAIN])
def test_texts_in_markup(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.xml").write_text(text)
    assert told(tmp_path) == [(LOCK, "Lock opens", "2024-03-05", "Marn Post")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TEI.replace("lock on", "lock<note>See <hi>p.</hi> 3.</note> on"), [LOCK, "See p. 3."]),
        (TEI.replace(f"<p>{LOCK}", f"<sp><speaker>Ada</speaker><p>{LOCK}</p></sp><p>"),
         ["Ada", LOCK]),
        (TEI.replace(f"<p>{LOCK}", f"<item>One <hi>or</hi> two<list><item>{LOCK}</item></list>"
         "</item><table><row><cell>1</cell><cell>2</cell></row></table><p>"),
         ["One or two", LOCK, "1\t2"]),
        (NITF.replace("</hedline>", "<hl2>Late</hl2></hedline><abstract>In short.</abstract>")
         .replace("</body></nitf>", "<tagline>Ada helped.</tagline></body></nitf>"),
         ["Late", "In short.", LOCK, "Ada helped."]),
        (RCV1.replace("<p>", "<pre>A table.</pre><p>"), ["A table.", LOCK]),
    ],
)  # fmt: skip
def test_no_text_of_an_article_is_lost(tmp_path: Path, text: str, said: list[str]) -> None:
    (tmp_path / "a.xml").write_text(text)
    assert told(tmp_path)[0][0].split("\n\n") == said


def test_what_is_no_text_of_the_article_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(EDITED)
    (found,) = read(tmp_path).values()
    assert isinstance(found, Document)
    assert [note.text.rpartition(": ")[2] for note in found.notes] == ["<fw>, <del>."]


def test_headings_of_a_journal_are_paragraphs_and_references_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(
        f"""<article xml:lang="en"><front><journal-meta><journal-title>Marn Post</journal-title>
</journal-meta><article-meta><title-group><article-title>Lock <i>opens</i></article-title>
</title-group><contrib-group><contrib><name><surname>Brink</surname><given-names>Ada</given-names>
</name></contrib><contrib contrib-type="editor"><name><surname>Holm</surname></name></contrib>
</contrib-group><pub-date><year>2024</year></pub-date><pub-date><day>5</day><month>3</month>
<year>2024</year></pub-date><abstract><p>{MILL}</p></abstract></article-meta></front><body><sec>
<title>Methods</title><sec><title>Sites</title><p>{LOCK}</p></sec></sec></body><back><ref-list>
<title>References</title><ref><p>{MILL}</p></ref></ref-list></back></article>"""
    )
    text = f"{MILL}\n\nMethods\n\nSites\n\n{LOCK}"
    assert told(tmp_path) == [(text, "Lock opens", "2024-03-05", "Marn Post")]
    (found,) = read(tmp_path).values()
    assert isinstance(found, Document) and found.metadata["byline"] == "Ada Brink"


def test_a_desk_is_a_section(tmp_path: Path) -> None:
    desk = '<head><meta name="dsk" content="Local Desk"/>'
    (tmp_path / "a.xml").write_text(PUBLISHED.replace("<head>", desk).replace("position.", ""))
    (document,) = read(tmp_path).values()
    assert isinstance(document, Document)
    assert document.declared.section == "Local Desk"


def test_the_map_of_a_site_names_its_pages(tmp_path: Path) -> None:
    url = "http://marn.example/{}"
    pages = "".join(
        f"<url><loc>\n{url.format(n)}</loc><lastmod>2024-03-05</lastmod></url>" for n in "ab"
    )
    file = tmp_path / "sitemap.xml"
    file.write_text(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{pages}</urlset>')
    assert list(addresses_in(file) or ()) == [url.format("a"), url.format("b")]


def test_words_that_are_broken_at_the_end_of_a_line_are_whole(tmp_path: Path) -> None:
    broken = "The mer-<lb/>chants met on Mon-<lb break='no'/>day eve<lb break='no'/>ning<lb/>here."
    (tmp_path / "a.xml").write_text(TEI.replace(LOCK, broken))
    (document,) = read(tmp_path).values()
    assert isinstance(document, Document)
    assert document.source == "The merchants met on Monday evening here."


ISSUE = TEI.replace(
    f"<p>{LOCK}</p>",
    f"<div type='article'><head>Lock opens</head><p>{LOCK}</p></div><pb n='2'/>"
    "<div type='article'><head>Mill burns</head><p>The old mill of Orsk burned on Sun"
    "<lb break='no'/>day. Nobody was hurt.</p></div>",
)
PROVIDED = "<Identification><ProviderId>Marn Post</ProviderId><DateId>1</DateId></Identification>"
NEWSML = "".join(
    f"<NewsItem>{PROVIDED}<NewsManagement><FirstCreated>{one['date'].replace('-', '')}T1820"
    f"</FirstCreated></NewsManagement><NewsComponent><NewsLines><HeadLine>{one['title']}</HeadLine>"
    f"</NewsLines><ContentItem><DataContent><p>{one['text']}</p></DataContent></ContentItem>"
    "</NewsComponent></NewsItem>"
    for one in (OBJECT, SECOND)
)


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ("caf&eacute; &ndash; &Aring;rhus &#150; no", "café – Århus – no"),
        ("A & B, x < y &amp; AT&T; <3", "A & B, x < y & AT&T; <3"),
        ("&co; of &town;&amp;&tag;", "The Post of Marn&&tag;"),
        ("<b>a &amp; b &lt; c", "a & b < c"),  # after a fault, too
        ("<![CDATA[A & B &nbsp;]]><!-- & -->&#2;", "A & B &nbsp;"),
    ],
)
def test_no_letter_of_markup_is_lost(tmp_path: Path, markup: str, said: str) -> None:
    entities = '<!ENTITY co "The Post"><!ENTITY town "M&#97;rn"><!ENTITY tag "<b>x</b>">'
    text = TEI.replace(LOCK, markup)
    (tmp_path / "a.xml").write_text(f'<?xml version="1.0"?><!DOCTYPE TEI [{entities}]>{text}')
    assert told(tmp_path)[0][0] == said


@pytest.mark.parametrize(
    ("record", "names"),
    [
        (
            '<r xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Lock opens</dc:title>'
            "<dc:creator>Brink, Ada</dc:creator><dc:creator>Lund, Per</dc:creator>"
            f"<dc:description>{LOCK}</dc:description></r>",
            "Ada Brink, Per Lund",
        ),
        (
            "<newsItem><headline>Lock opens</headline><creator><name>Ada Brink</name></creator>"
            f"<inlineData>{LOCK}</inlineData></newsItem>",
            "Ada Brink",
        ),
        (
            "<rss><channel><item><title>Lock opens</title><author>a@marn.example</author>"
            f"<creator>Ada Brink</creator><creator>Per Lund</creator><content>{LOCK}</content>"
            "<author>b@marn.example</author></item></channel></rss>",
            "Ada Brink, Per Lund",
        ),
    ],
    ids=["dublin core", "newsml-g2", "rss"],
)
def test_all_creators_of_a_record_are_named(tmp_path: Path, record: str, names: str) -> None:
    (tmp_path / "a.xml").write_text(record)
    (document,) = read(tmp_path).values()
    assert isinstance(document, Document)
    assert (document.declared.byline, document.source) == (names, LOCK)


def test_a_feed_that_is_cut_off_says_so(tmp_path: Path) -> None:
    items = "".join(f"<item><title>{n}</title><description>{LOCK}</description>" for n in "ab")
    items = items.replace("<item><title>b", "</item><item><title>b")
    (tmp_path / "a.rss").write_text(f"<rss><channel>{items[:-30]}")
    first, last = (one for one in read(tmp_path).values() if isinstance(one, Document))
    assert not first.notes
    assert "cut off" in last.notes[0].text


def test_a_title_in_html_is_told_without_its_markup(tmp_path: Path) -> None:
    title = "<title type='html'>A &amp;amp; &lt;b&gt;B&lt;/b&gt;</title>"
    (tmp_path / "a.atom").write_text(
        f"<feed><entry>{title}<content>{LOCK}</content></entry></feed>"
    )
    assert told(tmp_path)[0][1] == "A & B"


@pytest.mark.parametrize(
    "text",
    [
        ISSUE,
        f"<teiCorpus><teiHeader/>{TEI}"
        f"{TEI.replace('Lock opens', 'Mill burns').replace(LOCK, MILL)}</teiCorpus>",
        f"<NewsML>{NEWSML}</NewsML>",
    ],
    ids=["issue", "teiCorpus", "NewsML 1"],
)
def test_each_article_in_markup_is_a_document(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.xml").write_text(text)
    found = told(tmp_path)
    assert [row[:2] for row in found] == [(LOCK, "Lock opens"), (MILL, "Mill burns")]
    assert {row[3] for row in found} == {"Marn Post"}


_LINE = '<TextLine><String CONTENT="{}"/><SP/><String CONTENT="{}"/></TextLine>'
_BLOCK = f"<TextBlock>{_LINE.format('The', 'new')}{_LINE.format('lock', 'opens')}</TextBlock>"
_PAGE = f"<Page>{_BLOCK}{_BLOCK}</Page>"
ALTO = f"<alto><Layout>{_PAGE}{_PAGE}</Layout></alto>"


def test_alto_keeps_its_lines_blocks_and_pages(tmp_path: Path) -> None:
    (tmp_path / "p.xml").write_text(ALTO)
    (document,) = (one for one in read(tmp_path).values() if isinstance(one, Document))
    said = "The new\nlock opens\n\nThe new\nlock opens"
    assert document.source == f"{said}\n\f{said}"
    assert document.page_at(document.source.rindex("The")) == 2


def test_a_brief_of_reuters_is_its_title_and_the_rest(tmp_path: Path) -> None:
    text = "<TEXT TYPE='BRIEF'>&#2;\n******<TITLE>LOCK OPENS\n</TITLE>{}&#3;</TEXT>"
    briefs = (f"<REUTERS>{text.format(rest)}</REUTERS>" for rest in (LOCK, "", " Reuter\n"))
    (tmp_path / "a.sgm").write_text("\n".join(briefs))
    assert [row[:2] for row in told(tmp_path)] == [(LOCK, "LOCK OPENS")]
    assert len(read(tmp_path)) == 1


@pytest.mark.parametrize(
    ("article", "around"),
    [
        ('<article title="{title}" published-at="{date}"><p>{text}</p></article>', "articles"),
        ('<text title="{title}" date="{date}"><s>{text}</s></text>', "corpus"),
        ("<item><h>{title}</h><date>{date}</date><para>{text}</para></item>", "set"),
        ('<body title="{title}" date="{date}">{text}</body>', "news"),
        (
            "<nitf><head><docdata><date.issue norm='{date}'/></docdata></head><body>"
            "<hl1>{title}</hl1><body.content><p>{text}</p></body.content></body></nitf>",
            "nitfs",
        ),
    ],
    ids=["attributes", "text", "children", "bare", "nitf"],
)
def test_elements_that_repeat_and_hold_prose_are_documents(
    tmp_path: Path, article: str, around: str
) -> None:
    first, second = (article.format(**one) for one in (OBJECT, SECOND))
    several = [(one["text"], one["title"], one["date"], "") for one in (OBJECT, SECOND)]
    file = tmp_path / "a.xml"
    for text, said in (
        (f"<{around}>{first}</{around}>", several[:1]),
        (f"<{around}>{first}{second}</{around}>", several),
        (f"<?xml version='1.0'?>{first}\n<?xml version='1.0'?><!DOCTYPE x>{second}", several),
    ):
        file.write_text(text)
        assert told(tmp_path) == said


def test_prose_outside_of_the_articles_of_a_file_is_told(tmp_path: Path) -> None:
    article = f"<article title='A'><p>{LOCK}</p></article>"
    text = f"<issue><title>May</title><remark>{LOCK} {MILL}</remark>{article}{article}</issue>"
    (tmp_path / "a.xml").write_text(text)
    first, second = (one for one in read(tmp_path).values() if isinstance(one, Document))
    assert (first.source, first.declared.title) == (LOCK, "A")
    assert "<remark>" in first.notes[0].text
    assert not second.notes


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"<DOC>\n<DOCNO>FT911-1</DOCNO>\n<DATE>910514\n</DATE>\n<HEADLINE>\nFT  14 MAY 91 / Lock "
         f"opens\n</HEADLINE>\n<TEXT>\n{LOCK}\n</TEXT>\n<PUB>Marn Post\n</PUB>\n</DOC>\n",
         "1991-05-14"),
        (f"<DOC>\n<DOCNO> AP880212-0001 </DOCNO>\n<HEAD>Lock opens</HEAD>\n<TEXT>{LOCK}</TEXT>\n"
         "<PUB>Marn Post</PUB>\n</DOC>\n", "1988-02-12"),
        (f'<DOC id="NYT_ENG_20240305.0001">\n<HEADLINE>\nLock opens\n</HEADLINE>\n<TEXT><P>{LOCK}'
         "</P>\n</TEXT>\n<PUB>Marn Post</PUB></DOC>\n", "2024-03-05"),
        (f'<DOC id="NYT_ENG_20240305.0001" date="2024-03-04">\n<HEADLINE>\nLock opens\n'
         f"</HEADLINE>\n<TEXT>{LOCK}</TEXT>\n<PUB>Marn Post</PUB></DOC>\n", "2024-03-04"),
    ],
)  # fmt: skip
def test_collections_of_trec_tell_their_days_in_ways_of_their_own(
    tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "a.sgml").write_text(text)
    assert told(tmp_path) == [(LOCK, "Lock opens", said, "Marn Post")]
