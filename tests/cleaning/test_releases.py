"""Press releases and transcripts: letterheads, headlines, what is said, and contacts."""

from __future__ import annotations

import pytest

from reader.cleaning import Role, Shown, clean
from reader.cleaning.metadata.turns import dialogue, turns
from reader.cleaning.parse.lines import plain_lines
from reader.text import Format

from .plain_text import BODY, TITLE, told

LETTERHEADS = {
    "minister": "The Hon. Ada Brink MP\n\nMinister for Canals\n\nMEDIA RELEASE\n\n5 March 2024",
    "transcript": "ADA BRINK\n\nTRANSCRIPT\n\nTOWN HALL, MARN\n\nTuesday, 5 March 2024",
    "imprint": "Authorised by Ada Brink, Canal Street 1, Marn\n\nSenator Ada Brink\n\n5 March 2024",
    "german": "PRESSEMITTEILUNG\n\n5. März 2024",
    "ministry": "Pressemitteilung Nr. 12/2024\n\nMinisterium für Kanäle\n\n5. März 2024",
    "japanese": "報道関係者各位\n\nプレスリリース\n\n2024年3月5日\nマルン港湾局",
    "of an era": "報道発表資料\n令和6年3月5日\nマルン港湾局",
    "polish": "Ministerstwo Kanałów\nBiuro Prasowe\n\nKOMUNIKAT PRASOWY\n\nMarn, 5 marca 2024 r.",
    "bureau": "MARN BARGE SERVICE\nNEWS RELEASE\nBureau of Public Affairs, Marn\n\n2024-03-05",
    "number": "PRESSEMITTEILUNG\n\nNr. 12/2024\nMarn, 5. März 2024\n\n"
    "Ministerium für Kanäle\nMinisterin Ada Brink",
    "below the date": "COMMUNIQUÉ DE PRESSE\nMarn, le 5 mars 2024\n\nLe ministère des Canaux",
    "columns": "NEWS RELEASE            For more information: Jo Pell\n"
    "March 5, 2024           555-0100",
    "dots": "News Release\nU.S. Department of Canals\nOffice of Communications\n\nMarch 5, 2024",
    "day of the kind": "Presse- und Informationsamt der Stadt Marn\n\n"
    "Medieninformation vom 5. März 2024",
    "day in a column": "THE OLD HOUSE\nOffice of the Press Secretary\n____________\n"
    "For Immediate Release            March 5, 2024",
    "office": "THE CANAL BOARD OF MARN\n\n5 March 2024",
    "sender": "MR/24/12\n\nMarn Council - Press release\n\nMarn, 5 March 2024",
    "code": "LEAGUE OF CANALS\n\nSG/SM/194\n5 MARCH 2024",
    "from": "10 Canal Street\n\nPress release\n\nFrom:\nMayor's Office, 10 Canal Street\n"
    "Published\n5 March 2024",
    "press office": "Comune di Marn\nUfficio Stampa\n\nCOMUNICATO STAMPA N. 45\n\n5 marzo 2024",
    "filed": "MARN POLICE DEPARTMENT\n\nNEWS RELEASE\nDate: March 5, 2024\nCase #: 24-0012\n"
    "Released by: Sgt. Ana Holm, PIO",
    "numbered": "PRESS NOTICE\n\nFor immediate release: 5 March 2024\nNotice number: 24/014",
    "subject": "News release\n\nRef: MB/24/014\nDate: 5 March 2024\nSubject: Canal",
    "ad hoc": "Media & Investor Release\n\nAd hoc announcement pursuant to Art. 53 LR\n\n"
    "Marn, 5 March 2024",
}


@pytest.mark.parametrize("head", LETTERHEADS.values(), ids=LETTERHEADS)
@pytest.mark.parametrize("title", [TITLE, TITLE.upper()])
def test_the_headline_of_a_release_is_its_title(head: str, title: str) -> None:
    end = "ENDS\n\nMedia contact: Per Holm, 555 0133"
    article = clean("\n\n".join((head, title, *BODY, end)))
    assert article.title and article.title.text == title
    assert article.byline is None and article.standfirst is None
    assert article.date and article.date.value == "2024-03-05"
    assert article.body.text == "\n\n".join(BODY)


@pytest.mark.parametrize("end", ["", "\n\nMinister's office: 0400 000 000\n\nTown Hall, Marn"])
def test_a_short_release_has_its_headline_and_no_sign_off(end: str) -> None:
    head = "MEDIA RELEASE\n\nBoard of Canals\nMarn, 5 March 2024\n\nMinister for Canals Ada Brink"
    told = ("The town will pay for a new lock.", "It opens in May.")
    article = clean("\n\n".join((head, TITLE, *told)) + end)
    assert article.title and article.title.text == TITLE
    assert article.body.text == "\n\n".join(told)


@pytest.mark.parametrize(
    "end",
    [
        "###\n\nAbout Marn\nMarn is a town on the canal.",
        "Kontakt dla mediów:\nAnna Kowal, tel. 22 474 00 00",
        "媒体联系人:\n王芳\n电话:0755-12345678",
        "Media contacts:\n\nMinister's office: Per Holm 555 0133\n\nBoard: media@marn.example",
    ],
)
@pytest.mark.parametrize("second", ["", "Gates to hold forty barges"])
def test_the_dateline_of_a_release_has_its_date_and_its_end_is_no_text(
    end: str, second: str
) -> None:
    first = f"MARN, March 5, 2024 -- {BODY[0]}"
    told = tuple(filter(None, (second, first, *BODY[1:])))
    article = clean("\n\n".join(("FOR IMMEDIATE RELEASE", TITLE, *told, end)))
    assert article.title and article.title.text == TITLE
    assert article.date and article.date.value == "2024-03-05"
    assert article.body.text == "\n\n".join(told)


@pytest.mark.parametrize(
    "head",
    [
        "<p>MEDIA RELEASE</p><p>The Hon. Ada Brink MP<br>Minister for Canals</p><p>5 March 2024</p>"
        f"<p><b>{TITLE}</b></p>",
        f"<h1>{TITLE}</h1><p>Media release</p><p>5 March 2024</p><p>Senator Ada Brink</p>",
    ],
)
def test_a_release_on_a_page_has_its_headline_and_no_letterhead(head: str) -> None:
    menu = "<nav><a href='/m'>Media releases</a> <a href='/s'>Speeches</a></nav>"
    rows = "".join(f"<p>{row}</p>" for row in (*BODY, "ENDS", "Media contact: Tom Berg, 555 01"))
    page = f"<title>{TITLE} - Marn</title><body>{menu}<div>{head}{rows}</div></body>"
    article = clean(page, Format.HTML)
    assert article.title and article.title.text == TITLE
    assert article.body.text == "\n\n".join(BODY)


@pytest.mark.parametrize(
    "rows",
    [
        ["NEW LOCK FOR THE CANAL AT MARN", "OPENS TWO YEARS LATE"],
        ["New Lock for the Canal at Marn Opens After", "Two Years of Work"],
        ["REMARKS BY THE MAYOR", "ON THE NEW LOCK"],
    ],
)
def test_a_headline_over_two_lines_is_one(rows: list[str]) -> None:
    article = clean("\n\n".join(("MEDIA RELEASE\n5 March 2024", "\n".join(rows), *BODY)))
    assert article.title and article.title.text == " ".join(rows)
    assert article.body.text == "\n\n".join(BODY)


def test_turns_may_have_a_full_width_colon_and_no_blank() -> None:
    rows = (
        "甲报记者:新船闸什么时候开放？",
        "答：五月开放。",
        "乙报记者：为什么这么晚？",
        "答：缺钱。",
    )
    assert turns(plain_lines("\n\n".join(rows))) == {0, 1, 2, 3}


@pytest.mark.parametrize(
    "note",
    ["THIS IS A RUSH TRANSCRIPT. IT MAY BE UPDATED.", "Es gilt das gesprochene Wort!",
     "(Check against delivery)"],
)  # fmt: skip
def test_how_to_cite_a_speech_is_no_text_of_it(note: str) -> None:
    told = clean("\n\n".join((TITLE, note, *BODY))).body.text
    assert told.endswith("\n\n".join(BODY)) and note not in told


@pytest.mark.parametrize("title", ["„Wir sind bereit“", "« Nous sommes prêts »", '"We are ready"'])
def test_a_headline_in_quotation_marks_is_one(title: str) -> None:
    said = ("Post: When does it open?", "Brink: In May.", "Post: Why so late?", "Brink: Money.")
    for head in ("", "Marn Radio – Interview, 5 March 2024\n\n"):
        article = clean(head + "\n\n".join((title, "Ada Brink on locks and the canal", *said)))
        assert article.title and article.title.text == title


@pytest.mark.parametrize(
    ("title", "first", "rest"),
    [
        ("Intervista al sindaco: \"La chiusa apre a maggio\"", "D: Quando apre la nuova chiusa?",
         ("R: Apre a maggio. Lo abbiamo deciso ieri sera.", "D: E quanto costa?", "R: Quattro.")),
        ("« Le canal ouvre en mai »",
         "La Gazette de Marn : Quand le canal ouvre-t-il ?",
         ("Ada Brink : Il ouvre en mai. Nous l'avons décidé hier soir.",
          "LGM : Et le prix ?", "A. B. : Deux millions.")),
        ("New Lock (Marn)\n\nVolume 7: debated on Tuesday 5 March 2024",
         "The Minister for Canals (Ada Brink)\nI beg to move that a lock be built. It is cheap.",
         ("Mr Per Holm (Marn North) (Con)\nWill the Minister tell us the cost?",
          "Ada Brink\nFour million crowns.")),
    ],
)  # fmt: skip
def test_who_speaks_first_is_no_standfirst(title: str, first: str, rest: tuple[str, ...]) -> None:
    article = clean("\n\n".join((title, first, *rest)))
    assert article.title and article.title.text in title.split("\n")
    assert article.standfirst is None and article.body.text.startswith(first.splitlines()[0])


@pytest.mark.parametrize("head", ["COMMUNIQUÉ DE PRESSE\n\nLe 05/03/2024", "Publié le 05/03/2024"])
def test_the_language_of_a_release_tells_the_day_from_the_month(head: str) -> None:
    told = "Le conseil de la ville a approuvé lundi une écluse. Elle sera ouverte à partir de mai."
    article = clean(f"{head}\n\nUne écluse pour la ville de Marn\n\n{told}")
    assert article.date and article.date.value == "2024-03-05"


def test_a_headline_with_its_day_stands_over_the_sender() -> None:
    title = "PM call with President Holt: 5 March 2024"
    head = f"Press release\n\n{title}\n\nFrom: Mayor's Office, 10 Canal Street"
    article = clean("\n\n".join((f"{head}\nPublished 5 March 2024", *BODY)))
    assert article.title and article.title.text == title and article.byline is None
    assert article.body.text.endswith("\n\n".join(BODY))


@pytest.mark.parametrize("office", ["", "\n\nPressestelle"])
def test_a_release_by_the_wire_of_authorities_has_its_headline(office: str) -> None:
    title, end = (
        "POL-MN: Einbruch in alte Schleuse",
        "Rückfragen bitte an:\nPolizei Marn\n055 133 12",
    )
    told = (
        "Marn (ots) - In der Nacht zum Dienstag sind Unbekannte in die alte Schleuse eingebrochen."
    )
    article = clean("\n\n".join((f"POLIZEIPRÄSIDIUM MARN{office}", title, told, end)))
    assert article.title and article.title.text == title
    assert article.body.text == told


@pytest.mark.parametrize("kind", ["Remarks", "Press Conference"])
@pytest.mark.parametrize("place", ["The East Room", "March 5, 2024"])
@pytest.mark.parametrize("head", ["", "The Old House\nOffice of the Press Secretary\n\n"])
def test_remarks_by_somebody_are_the_headline_of_a_transcript(
    head: str, place: str, kind: str
) -> None:
    title = f"{kind} by President Holt"
    said = ("HOLT: Good afternoon, all.", "Q Will it open?", "HOLT: Yes, in May, as I said.")
    article = clean("\n\n".join((f"{head}{title}", place, *said)))
    assert article.title and article.title.text == title and article.byline is None
    assert article.body.text.endswith("\n\n".join(said))


@pytest.mark.parametrize("sender", ["Marn Police", "Gabinete de Comunicación", "SN Herald"])
def test_who_sends_a_release_is_not_its_author(sender: str) -> None:
    day = "Marn, 05 de marzo de 2024.- "
    article = clean("\n\n".join((sender, "News", TITLE, day + BODY[0], *BODY[1:])))
    assert article.title and article.title.text == TITLE and article.byline is None
    assert article.date and article.date.value == "2024-03-05"


def test_the_name_of_the_outlet_over_the_title_is_no_text() -> None:
    article = clean("\n\n".join(("M A R N  P O S T", "Canals", TITLE, "By Ann Lee", *BODY)))
    assert article.title and article.title.text == TITLE
    assert article.body.text == "\n\n".join(BODY)


def test_a_headline_that_names_an_office_is_no_letterhead() -> None:
    title = "Minister for Canals resigns over lock"
    article = clean("\n\n".join((title, "By Ann Lee", "5 March 2024", *BODY)))
    assert article.title and article.title.text == title
    assert article.byline and article.byline.text == "Ann Lee"


def test_speakers_stay_at_the_heads_of_their_paragraphs() -> None:
    said = [
        "JOURNALIST: Will the lock stay open at night, as the skippers were told last year?",
        "BRINK: It will, from the first of April, and at weekends until the end of the season.",
        "JOURNALIST: Who pays for it?",
        "BRINK: The town does, as it always has, and the county gives what it has promised us.",
    ]
    head = "ADA BRINK\n\nDOORSTOP INTERVIEW\n\n5 March 2024\n\nSubjects: the lock at Marn"
    article = clean("\n\n".join((head, *said)))
    assert article.title and article.title.text == "the lock at Marn"
    assert article.byline is None
    assert [article.text_of(block) for block in article.shown(Shown.BODY)] == said


@pytest.mark.parametrize("head", ["", "Ministry of Canals\n\n"])
def test_a_statement_by_somebody_on_something_is_its_own_headline(head: str) -> None:
    title = "MEDIA STATEMENT BY MINISTER ADA BRINK ON THE NEW LOCK"
    end = "Issued by: Ministry of Canals\n\nEnquiries: Per Holm\n\nCell: 082 555 0133"
    article = clean("\n\n".join((f"{head}{title}", "5 March 2024", *BODY, end)))
    assert article.title and article.title.text == title
    assert article.byline is None
    assert article.body.text == "\n\n".join(BODY)


@pytest.mark.parametrize("end", ["", "\n\nE & O E - PROOF ONLY", "\n\nPROOF COPY E & EO"])
def test_an_occasion_goes_before_the_list_of_what_was_said_there(end: str) -> None:
    said = "BRINK: It opens on Tuesday.\n\nHOLM: Who pays for it?\n\nBRINK: The town pays."
    subjects = f"TOPICS: Lock at Marn; school roofs{end}"
    head = f"TRANSCRIPT\n\nINTERVIEW WITH TESS HOLM, RADIO MARN\n\n5 March 2024\n\n{subjects}"
    article = clean(f"{head}\n\n{said}")
    assert article.title and article.title.text == "INTERVIEW WITH TESS HOLM, RADIO MARN"
    assert article.body.text == said


def test_the_first_turn_of_a_transcript_is_no_title() -> None:
    said = [
        "TESS HOLM, HOST: Minister, welcome to the programme.",
        "MINISTER BRINK: Good morning. The new lock opens two years late, but it opens on Tuesday.",
        "HOLM: Who pays for it?",
        "BRINK: The town pays half, and the county the rest.",
    ]
    head = "E&OE TRANSCRIPT\nRADIO INTERVIEW\nRADIO MARN, MORNINGS\nTUESDAY, 5 MARCH 2024"
    assert told("\n\n".join((head, *said))) == said
    assert told("\n\n".join((head, "SUBJECTS: Lock of Marn; budget; roofs.", *said))) == said
    assert told("\n\n".join(said)) == said


def test_a_name_over_what_is_said_is_no_byline() -> None:
    said = "ADA BRINK:\nIt opens on Tuesday.\n\nQUESTION:\nWho pays?\n\nADA BRINK:\nThe town pays."
    head = "MINISTER FOR CANALS\nTHE HON ADA BRINK MP\n\nPRESS CONFERENCE\nMARN\n5 MARCH 2024"
    article = clean(f"{head}\n\nTopics: lock\n\n{said}")
    assert article.byline is None
    assert article.body.text.replace("\n\n", "\n") == said.replace("\n\n", "\n")


@pytest.mark.parametrize(
    "kind",
    ["HEARING TRANSCRIPT", "RUSH TRANSCRIPT", "Unofficial Transcript", "Full interview transcript",
     "UNCORRECTED PROOF", "Transcripción completa", "Wortprotokoll der Sitzung", "Entrevista"],
)  # fmt: skip
def test_the_kind_of_a_transcript_is_no_byline(kind: str) -> None:
    said = "CHAIR: I declare this hearing open.\n\nMr HOLM: The lock is late.\n\nCHAIR: How late?"
    for head in (f"{kind}\n\n{TITLE}", f"{TITLE}\n\n{kind}"):
        article = clean(f"{head}\n\n5 March 2024\n\n{said}")
        assert article.title and article.title.text == TITLE
        assert article.byline is None and article.section is None
        assert article.body.text == said


@pytest.mark.parametrize(
    "kind",
    ["MEDIA RELEASE", "Ministerial Statement", "FACT SHEET", "Public Notice", "Backgrounder",
     "EMBARGOED UNTIL 6AM", "Tiedote", "Pressemelding", "PRESSEMITTEILUNG", "Nota de prensa"],
)  # fmt: skip
def test_the_kind_under_the_headline_of_a_release_is_neither_byline_nor_text(kind: str) -> None:
    article = clean("\n\n".join((f"{TITLE}\n{kind}\n5 March 2024", *BODY)))
    assert article.title and article.title.text == TITLE and article.byline is None
    assert article.date and article.date.value == "2024-03-05"
    assert article.body.text == "\n\n".join(BODY)


def test_a_letterhead_of_a_page_begins_above_its_kind() -> None:
    head = "<div>The Hon Ada Brink MP</div><h2>MEDIA RELEASE</h2><p>5 March 2024</p>"
    page = f"{head}<h1>{TITLE}</h1>{''.join(f'<p>{row}</p>' for row in BODY)}"
    article = clean(f"<html><body>{page}</body></html>", Format.HTML)
    assert article.body.text.split("\n\n") == list(BODY)


def test_the_teaser_of_another_release_below_an_article_is_no_letterhead() -> None:
    text = "".join(f"<p>{row}</p>" for row in (*BODY, *BODY[:1]))
    other = (
        "<div><p>Media release 7 May 2024</p><h2>Old lock closes</h2><p>It is worn out.</p></div>"
    )
    head = f"<p>News 5 March 2024</p><h1>{TITLE}</h1>"
    page = f"<title>{TITLE}</title><body><article>{head}{text}</article>{other * 2}</body>"
    article = clean(page, Format.HTML)
    assert article.date and article.date.value == "2024-03-05"


@pytest.mark.parametrize("kind", ["E & OE TRANSCRIPT\nDOORSTOP INTERVIEW", "TRANSCRIPT"])
@pytest.mark.parametrize("place", ["MARN", "NEW MARN"])
def test_all_that_is_said_in_a_transcript_without_a_headline_is_its_text(
    kind: str, place: str
) -> None:
    said = [
        "Q: Will it open?",
        "A: It will, and the council voted on Monday evening after two hours of debate.",
        "Q: Who pays?",
        "A: The town.",
    ]
    article = clean("\n".join((f"{kind}\n{place}\nTUESDAY 5 MARCH 2024\n", *said)))
    assert article.body.text.split("\n\n") == said
    assert article.title is None and article.byline is None
    assert article.date and article.date.value == "2024-03-05"


@pytest.mark.parametrize(
    ("title", "below", "byline"),
    [
        ("New lock opens in May", "Transcript\n\n5 March 2024", None),
        ("NEW LOCK OPENS IN MAY", "RADIO INTERVIEW\n5 March 2024", None),
        ("New Lock Opens", "Press Conference\n\nTown Hall, Marn\n\n5 March 2024", None),
        ("New lock opens in May", "Ada Brink\nMinister for Canals\n\nTranscript", None),
        ("New lock opens in May", "Speech\n\nProgram: Radio Marn Breakfast\n\n5 March", None),
        ("Wir haben keine Wahl", "Interview: Tom Berg", "Tom Berg"),
        ("Wir haben keine Wahl", "Interview: Ada Brink", None),
    ],
)
def test_the_headline_over_the_kind_of_a_transcript_is_its_title(
    title: str, below: str, byline: str | None
) -> None:
    said = ("HOLM: Who pays for it?", "BRINK: The town.", "HOLM: All of it?", "BRINK: Yes.")
    article = clean("\n\n".join((title, below, *said)))
    assert article.title and article.title.text == title
    assert (article.byline and article.byline.text) == byline
    assert article.body.text.endswith("\n\n".join(said))


def test_the_occasion_of_a_transcript_is_its_title() -> None:
    said = (
        "Tess Holm: Who pays for it?\nAda Brink: The town.\nTess Holm: All of it?\nAda Brink: Yes."
    )
    article = clean(f"Interview with Ada Brink\n\n{said}")
    assert article.title and article.title.text == "Interview with Ada Brink"


def test_a_topic_before_a_headline_is_no_speaker() -> None:
    lines = plain_lines("Canal of Marn: New lock opens\n\nCanal of Marn: Who pays\n\nIt opens.")
    assert not turns(lines)


def test_a_name_alone_before_a_full_colon_says_who_speaks_below() -> None:
    lines = plain_lines(
        "记者：\n什么时候开放？\n答：\n五月开放。\n记者：\n谁付钱？\n答：\n城市付钱。"
    )
    assert turns(lines) == {0, 2, 4, 6}


def test_labels_far_apart_are_no_dialogue() -> None:
    rows = ["Pros: It is quick.", "Cons: It is dear.", *BODY, *BODY]
    lines = plain_lines("\n\n".join(f"{row[:-1]}, said {n}." for n in range(4) for row in rows))
    assert turns(lines) and not dialogue(lines)


@pytest.mark.parametrize(
    ("head", "end"),
    [
        (
            "FOR IMMEDIATE RELEASE\nMarch 5, 2024\n\nContact: Per Holm\n(202) 555-0133\n"
            "per@marn.example\n\nSenator Brink Announces New Lock",
            "###",
        ),
        (
            "Press release\n\nNew lock for Marn\n\nFrom: Department for Canals\n\n5 March 2024",
            "Notes to editors\n\nPress office: 020 7000 0000",
        ),
        (
            "Board of Canals - Press release\n\nNew lock for Marn\n\nMarn, 5 March 2024",
            "Press contacts:\nPer Holm (+32 2 295 00 00)",
        ),
        ("New lock for Marn\n\n5 March 2024", "ENDS\n\nContact: Per Holm\nTel: 0131 555 0199"),
        ("New lock for Marn", "For more information, please contact:\n\nPer Holm\n0131 555 0199"),
        ("Embargoed until 5 March 2024\n\nPRESS RELEASE: New lock for Marn", "#\n\nThe board."),
        ("PRESS RELEASE: New lock for Marn", "- Ends -\n\nPress office\n0131 555 0199"),
    ],
)
def test_contacts_of_a_release_are_neither_title_nor_text(head: str, end: str) -> None:
    article = clean("\n\n".join((head, *BODY, end)))
    assert article.title and article.title.text in head.replace(": ", "\n").split("\n")
    assert "Lock" in article.title.text or "lock" in article.title.text
    assert article.body.text == "\n\n".join(BODY)


def test_what_is_no_letterhead_keeps_its_roles() -> None:
    article = clean("\n\n".join((TITLE, "By Ann Lee", *BODY)))
    assert not any(block.role is Role.BOILERPLATE for block in article.blocks)


@pytest.mark.parametrize(
    "contact",
    [
        "Ansprechpartner: Karl Weber, Tel. 030 1234567\nHerausgeber: Stadt Velle",
        "V.i.S.d.P.: Karl Weber, Rathausplatz 1, Velle",
        "Impressum: Stadt Velle, Presseamt",
        "Noot voor de redactie: neem contact op met Jan Smit, 070 1234567",
        "Noot voor de redactie (niet voor publicatie):\n"
        "Voor meer informatie kunt u op dinsdag en woensdag contact opnemen met onze Jan Smit.",
        "Rückfragen bitte an das Rathaus\nKarl Weber",
        "Verantwortlich: Karl Weber",
        "Presskontakt\nKarl Weber\nPressekreterare",
        "Contacts\nKarl Weber\nir@velle.example",
        "OFICINA DE INFORMACIÓN\nprensa@velle.example\nPlaza Mayor, 1",
        "Notes to editors\n\n1. The bridge is new.\n\nENDS",
    ],
)
def test_contacts_and_imprint_below_a_release_are_no_text(contact: str) -> None:
    release = f"PRESSEMITTEILUNG\n\n7. Januar 2024\n\nVelle baut Brücke\n\n{BODY[0]}\n\n{contact}\n"
    assert clean(release).body.text == BODY[0]
