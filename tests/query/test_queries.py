"""A hundred and fifty queries with right answers: documents by the letters of their records."""

from __future__ import annotations

import shutil
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from reader.text import fold
from reader.workspace import Workspace
from reader.workspace.query.answering import answer
from reader.workspace.query.concordance import lines_of
from reader.workspace.query.documents import DocumentAnswers
from reader.workspace.query.hits import hits
from reader.workspace.query.mistaken import mistaken_in
from reader.workspace.query.parsing import as_answered, parse
from reader.workspace.query.passage_queries import PassageAnswers
from reader.workspace.query.preparing import prepare, read_found
from reader.workspace.query.query_completion import completions, values_of
from reader.workspace.query.query_fields import FIELDS
from reader.workspace.query.syntax import NearTest, PatternTest, QueryError
from reader.workspace.query.texts import holds_in

DOCUMENTS = {
    # words, and how they are written
    "storm": "abj", "STORM": "abj", "storms": "", "ferry": "bj", "ferries": "abj", "bridge": "ij",
    "bridges": "i", "boats": "aj", "12": "a", "four": "", "monday": "abi", "inspection": "i",
    "inspec": "", "well-earned": "c", "earned": "c", "old-fashioned": "c", "old": "aci",
    "naive": "c", "naïve": "c", "NAÏVE": "c", "city's": "c", "city’s": "c", "city": "c",
    "muller": "c", "Müller": "c", "MÜLLER": "c", "Mu\u0308ller": "c", "zoe": "c",
    "l'ile": "d", "île": "d", "marche": "d", "marché": "d", "peche": "", "semaine": "d",
    "strasse": "e", "Straße": "e", "STRASSE": "e", "brucke": "e", "seebrucke": "e",
    "Seebrücke": "e", "паром": "f", "ПАРОМ": "f", "съемка": "f", "съёмка": "f", "مدرسه": "g",
    "مدرسة": "g", "المدينه": "g", "المدينة": "g", "42": "g", "٤٢": "g", "４２": "g", "島": "h",
    "会議": "h", "フェリー": "h", "ﾌｪﾘｰ": "h", "議会": "", "46": "b", "$46": "b", "4.5": "c",
    "nothingness": "", "harbormaster's": "b", "wörter": "c", "disputed": "b",
    # beginnings, phrases, exact forms
    "ferr*": "abj", "bridg*": "ij", "stor*": "abj", "mül*": "c", "*": None,
    "harbo*": "ab", '"closed the ferries"': "a", '"Closed the ferries"': "", '"the ferries"': "a",
    '"ferries the"': "", '"muller"': "", '"müller"': "", '"Müller"': "c", '"city\'s"': "",
    '"city’s"': "c", '"monday"': "", '"Monday"': "abi", "Mon- day": "abi",
    "inspec- tion crack": "i",
    '"MONDAY"': "", "=monday": "", "=Monday": "abi",
    '="nobody sails"': "", '="Nobody sails"': "a", "“nobody sails”": "", "“Nobody sails”": "a",
    '"straße"': "", '"Straße"': "e", "«Nobody sails»": "a", "»nobody sails«": "",
    "source:«Daily Lamp»": "cj",
    '"strasse"': "", '"marche"': "",
    # and, or, not, brackets
    "storm ferry": "bj", "ferry storm": "bj", "storm ferries monday": "ab", "storm -monday": "j",
    "-storm bridge": "i", "bridge or storm": "abij", "bridge OR storm": "abij",
    "bridge or storm -monday": "ij", "(bridge or storm) -monday": "j",
    "storm -(norway or islands)": "",
    "-(storm or bridge) ferries": "", "bridge -ferry": "i", '-"Müller" budget': "",
    "island or паром or 港": "fh", "(storm)": "abj", "((storm) (ferry))": "bj", "-storm": "cdefghi",
    "or": None, "storm or": None, "or storm": None, "(storm": None, "storm)": None, "()": None,
    '"': None, '"storm': None, "-": None, '"storm"x': None, '"stor"*': None,
    'source:"courier"x': None, '@"Helen"s': None, '("storm")': "abj",
    # near
    "helen near norway": "a", "norway near/4 helen": "", "helen near/6 norway": "a",
    "storm near/2 loose": "", "storm near/3 loose": "a", "crack near girder": "i", "near": None,
    "(helen or crack) near (girder or norway)": "ai", "(helen -x) near norway": None,
    "storm near": None, "near storm": None, "near/3": None, "storm near /x/": None, '"near"': "",
    # patterns
    r"/\d+ boats/": "a", "/ferr(y|ies)/": "abj", "/Ferries/": "bj", "/FERRIES/": "",
    r"/\$\d+/": "b", "/br.cke/": "e", "-/e/ -storm": "fgh", "/(/": None, "/no such/": "",
    # fields
    "tag:claim": "ab", "only:claim": "a", "tag:quote": "a", "tag:QUOTE": "a", "tag:wörter": "c",
    "tag:worter": "c", 'tag:"worter"': "", 'tag:"Wörter"': "c", 'note:"ask"': "", 'note:"Ask"': "b",
    'tag:"disputed claim"': "b", "tag:disp*": "b", "tag:quote,wörter": "ac",
    "tag:nothing": "", 'tag:""': "defghij", "-tag:claim": "cdefghij", "note:harbormaster's": "b",
    "note:ask": "b", "note:office*": "b", "note:storm": "", 'note:""': "acdefghij",
    "status:done": "ac", "status:flagged": "j", "status:unread": "bdefghi", "status:don*": "ac",
    "status:lost": None, "source:courier": "ab", 'source:"daily lamp"': "",
    'source:"Daily Lamp"': "cj", "source:lamp": "cj",
    "source:lampe": "d", "source:kustenblatt": "e", 'source:""': "fgi", "author:mina": "abcj",
    "author:tom": "", "date:2022": "abcd", "date:2022-05": "ab", "date:2022-05-09": "b",
    "date:2022-05..2022-06": "abcd", "date:..2022-05-03": "a", "date:2023-02..": "fghj",
    "date:2022-05-04..2022-06-14": "bc", 'date:""': "i", "date:..": None,
    "date:2023..2022-05": None, "date:2022-05..2022": "abcd", "date:2022-13": None,
    "date:2022-02-30": None, "date:0000": None, "date:2024-02-29": "", "bridge Or storm": "abij",
    "helen NEAR norway": "a", "Near storm": None, "//": None, "/x": None, "-/x": None,
    "/city/i": None, "*plan": None, "date:May": None,
    "kind:edited": "ab", "kind:exact": "", "kind:odd": None, "has:passage": "abc",
    "has:tag": "abc", "has:note": "b", "has:link": "ab", "has:date": "abcdefghj",
    "has:source": "abcdehj", "-has:date": "i", "has:story": "ab", "story:storm": "abj",
    "lang:en": "abcij",
    "lang:de": "e", "lang:fr": "d", "lang:ru": "f", "lang:ar": "g", "lang:ja": "h",
    "is:linked": "ab", "is:noted": "b", "document:n": "abcdefghij",
    "folder:news": "", 'by:""': "abcdefghij", 'folder:""': "abcdefghij", "tag": "", "tag:": None,
    "nosuch:x": None, "http://x.org": "", "10:30": "",
    # names
    "@Marsh": "ab", "@Helen Marsh": "a", '@"helen marsh"': "", '@"Helen Marsh"': "a",
    "@Norway storm": "ab",
    "@Marsh -status:done": "b", "-@Marsh storm": "j", "@Nobody Else": "", "@": None,
    # together
    "ferries source:courier -tag:quote": "b", "storm date:2023.. or tag:quote": "aj",
    "(tag:claim or bridge) date:2022": "ab", "  storm   ferry  ": "bj", "": "abcdefghij",
}  # fmt: skip

PASSAGES = {
    # each passage is told by the first word of its quote
    "": "closed 12 costs 4.5", "closed": "closed", "ferries": "closed", "FERR*": "closed",
    "tag:claim": "closed costs", "only:claim": "closed", "-tag:claim": "12 4.5",
    "claim": "closed costs",
    "note:ask": "costs", 'note:"ask"': "", 'note:"Ask the"': "costs",
    'note:""': "closed 12 4.5", "has:note": "costs", '-note:""': "costs",
    "harbormaster's": "costs", "status:done": "closed 12 4.5", "source:courier tag:quote": "12",
    "date:2022-06": "4.5", "author:mina": "closed 12 costs 4.5", "author:tom": "",
    "@Marsh": "closed 12 costs",
    "million near/2 46": "costs", r"/\d+/": "12 costs 4.5", "12 or million": "12 costs",
    "kind:edited": "closed 12 costs", "lang:en": "closed 12 costs 4.5", "is:untagged": "",
    "storm": "",
}  # fmt: skip


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("storm /city/i", "storm /city/▸i◂: nothing can stand"),
        ("storm -/x", "storm ▸-/x◂: there is no / that ends"),
        ("date:2022-06..2022-05", "wrong way round. Write date:2022-05..2022-06"),
        ("mood:x", 'no field “mood:”. Write "mood:" for the word. Fields: tag, '),
        ("-*plan", "▸-*plan◂: a * stands for the end"),
        ("helen near norway near storm", "norway ▸near◂ storm: “near” joins two"),
    ],
)
def test_what_could_find_nothing_is_refused_with_its_place(query: str, told: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert told in str(caught.value)


def test_there_are_enough() -> None:
    assert len(DOCUMENTS) + len(PASSAGES) >= 150


@pytest.mark.parametrize("query", [text for text, found in DOCUMENTS.items() if found is not None])
def test_a_query_finds_the_right_documents(query: str, asked: Workspace) -> None:
    found = answer(parse(query), DocumentAnswers(asked))
    assert "".join(sorted(id_[-1] for id_ in found)) == DOCUMENTS[query]


@pytest.mark.parametrize(
    "query",
    [*(text for text, found in DOCUMENTS.items() if found is None), "(" * 999 + "a" + ")" * 999],
)
def test_what_is_no_query_is_refused_with_its_place(query: str) -> None:
    with pytest.raises(QueryError) as refused:
        parse(query)
    assert 0 <= refused.value.span.start <= refused.value.span.end <= len(query)
    assert refused.value.place.replace("▸", "").replace("◂", "") == query


@pytest.mark.parametrize(
    ("mistaken", "meant"),
    [("path", "document"), ("dir", "folder"), ("byline", "by"), ("auther", "author")],
)
def test_a_field_that_there_is_not_is_answered_with_the_one_meant(
    mistaken: str, meant: str
) -> None:
    with pytest.raises(QueryError, match=f"Did you mean {meant}: "):
        parse(f"{mistaken}:news")


@pytest.mark.parametrize("query", PASSAGES)
def test_a_query_finds_the_right_passages(query: str, asked: Workspace) -> None:
    found = answer(parse(query), PassageAnswers(asked))
    quotes = [asked.passages.text(id_).split()[0] for id_ in found]
    assert sorted(quotes) == sorted(PASSAGES[query].split())


def test_a_pattern_that_takes_for_ever_ends_with_a_word() -> None:
    slow = parse(r"/(.*)(.*)(.*)(.*)(.*)[xyz]\d/")
    assert isinstance(slow, PatternTest)
    with pytest.raises(QueryError, match="takes too long"):
        holds_in(slow, "word " * 400, "")


def test_words_that_stand_far_apart_everywhere_are_told_soon_not_to_be_near() -> None:
    text = "storm " * 20_000 + "in between " * 20 + "ferry " * 20_000
    near, nearer = parse("storm near/40 ferry"), parse("storm near ferry")
    assert isinstance(near, NearTest) and isinstance(nearer, NearTest)
    assert holds_in(near, text, "") and not holds_in(nearer, text, "")
    text, near, nearer = (
        "日本の首都は東京です",
        parse("日本 near/4 東京"),
        parse("日本 near/3 東京"),
    )
    assert isinstance(near, NearTest) and isinstance(nearer, NearTest)
    assert holds_in(near, text, "") and not holds_in(nearer, text, "")  # each sign is a word


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("stor", "abj"),
        ("stor ", ""),
        ("ferry stor", "bj"),
        ('"closed the', "a"),
        ("status:d", "ac"),
    ],
)
def test_the_last_word_may_be_unfinished_while_it_is_typed(
    typed: str, found: str, asked: Workspace
) -> None:
    ids = answer(parse(typed, typing=True), DocumentAnswers(asked))
    assert "".join(sorted(id_[-1] for id_ in ids)) == found


def test_the_hits_of_a_name_are_its_mentions(asked: Workspace) -> None:
    query = parse("@Marsh")
    assert query is not None
    found = {hit.read()[start:end] for hit in hits(asked, query) for start, end in hit.spans}
    assert found and all("Marsh" in words and len(words) < 20 for words in found), found


@pytest.mark.parametrize(
    "query", ["storm", "helen near norway", "/[Ff]err/", '"the ferries"', "@Marsh"]
)
def test_lines_have_folded_neighbours_whatever_they_are_found_by(
    query: str, asked: Workspace
) -> None:
    found = hits(asked, asked_for) if (asked_for := parse(query)) else ()
    lines = [line for hit in found for line in lines_of(hit)]
    sides = [side for line in lines for side in (line.left, line.match, line.right)]
    assert any(sides) and sides == [*map(fold, sides)]


def test_hits_of_every_field_are_the_same_before_anything_is_read(
    asked: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    queries = [
        next(text for text, found in DOCUMENTS.items() if found and text.startswith(sign))
        for sign in (*(f"{name}:" for name in FIELDS), "@")
    ]
    copied = shutil.copytree(asked.corpus.root, tmp_path / "asked")
    for number, query in enumerate(map(parse, queries)):
        assert query is not None
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / f"cold-{number}"))
        with closing(Workspace.open([copied], read_only=True)) as cold:
            list(cold.scan())
            list(prepare(cold, query))
            list(read_found(cold, query))
            found = {hit.document: list(hit.spans) for hit in hits(cold, query)}
        warm = {hit.document: list(hit.spans) for hit in hits(asked, query)}
        assert (found, query) == (warm, query)
        assert found


def test_the_rule_of_case_is_told_while_a_pattern_is_typed() -> None:
    (closed,) = completions("storm /ferr.", lambda field: [field])
    assert closed.query == "storm /ferr./" and "capitals" in closed.help


def test_what_is_offered_for_a_field_is_found(asked: Workspace) -> None:
    for sign in ("note:", "story:", "document:"):
        offered = completions(sign, partial(values_of, asked))
        queries = [parse(one.query) for one in offered]
        assert queries and all(one and answer(one, DocumentAnswers(asked)) for one in queries), sign


def test_names_are_completed_from_their_last_words_too_behind_those_that_begin_so() -> None:
    names = ["Helen Marsh", "Marsh & Sons", "Demars", "Marsh\x1b[2J"]
    found = [one.label for one in completions("storm @mars", lambda _: names)]
    assert found == ["Marsh & Sons", "Helen Marsh"]
    (whole,) = completions("storm -@helen  ma", lambda _: [*names, "Helen Marsh"])
    assert whole.query == 'storm -@"Helen Marsh" '
    assert completions("@helen st", lambda _: names)[0].label == "status:"
    for typed in ("by:mars", "source:mars", 'tag:"mars', "tag:“mars", "@«mars"):
        assert [one.label for one in completions(typed, lambda _: names)] == found


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("fer*y", "a * stands"), ('ferry "fer*"', "a * stands"), ("ferry AND coal", "“and” is"),
        ("not ferry", "“not” is"), ('fer* "and"', ""), ("ferry note:and", ""), ('"storm', ""),
    ],
)  # fmt: skip
def test_what_may_be_meant_by_words_that_are_found_nowhere_is_told(query: str, told: str) -> None:
    assert mistaken_in(query)[2:].startswith(told) and bool(mistaken_in(query)) is bool(told)


def test_a_word_that_is_being_typed_is_shown_as_a_beginning() -> None:
    typed = "ferr", "storm -ferr", "ferr*", '"ferr', "/ferr/", "a or", "tag:c", "date:2022.."
    shown = "ferr*", "storm -ferr*", "ferr*", '"ferr', "/ferr/", "a or", "tag:c*", "date:2022.."
    assert tuple(as_answered(one, typing=True) for one in typed) == shown
    assert all(as_answered(one, typing=False) == one for one in typed)
