"""A file of two articles in each form of text that is split, by its name."""

from __future__ import annotations

import json

from .told import LOCK, MILL, OBJECT, SECOND

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
    "columns.json": json.dumps({key: {"0": OBJECT[key], "1": SECOND[key]} for key in OBJECT}),
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
    "titled-doc.txt": "".join(
        f'<doc title="{o["title"]}" date="{o["date"]}" source="Marn Post">\n{o["title"]}\n\n'
        f"{o['text']}\n</doc>\n"
        for o in (OBJECT, SECOND)
    ),
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
    "heads-ja.txt": "\n\n".join(
        f"タイトル：{o['title']}\n日付：{o['date']}\n出典：{o['source']}\n\n{o['text']}\n"
        for o in (OBJECT, SECOND)
    ),
    "heads-source.txt": "\n\n".join(
        f"Record: {n}\n\nSOURCE: {o['source']}\nDATE: {o['date']}\nHEADLINE: {o['title']}\n\n"
        f"{o['text']}\n"
        for n, o in enumerate((OBJECT, SECOND), 1)
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
