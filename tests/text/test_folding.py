"""Folding: what a reader takes for the same is found, at the place where it stands."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text import (
    Excerpt,
    FoldedText,
    Piece,
    Span,
    Wording,
    fold,
    indexed_text,
    name_form,
)

SAME = [
    ("Müller", "muller"),
    ("MU\u0308LLER", "muller"),
    ("Mu\u00a8ller", "muller"),
    ("city’s", "city's"),
    ("‘city’ “hall”", "'city' \"hall\""),
    ("«hall»", '"hall"'),
    ("2019–2022", "2019-2022"),
    ("non‑stop", "non-stop"),
    ("Straße", "STRASSE"),
    ("СЪЁМКА", "съемка"),
    ("Łódź", "lodz"),
    ("Ｆｅｒｒｙ ４２", "ferry 42"),
    ("٤٢ ४२", "42 42"),
    ("مُدَرِّسَةٌ", "مدرسه"),
    ("צה״ל ג׳ורג׳", "צה\"ל ג'ורג'"),
    ("أحمد إيمان آمن ٱلله", "احمد ايمان امن الله"),
    ("مـــصر", "مصر"),
    ("See\u00adbrücke", "seebrucke"),
    ("Fer\x1b[1mry", "ferry"),
    ("Ναυ\x1b]8;;a://b\x1b\\ς", "ναυσ"),
    ("non\u2e17stop", "non-stop"),
    ("ὈΔΥΣΣΕΎΣ", "οδυσσευσ"),
    ("ﬁre", "fire"),
]


@pytest.mark.parametrize(("written", "searched"), SAME)
def test_what_a_reader_takes_for_the_same_is_found_whole(written: str, searched: str) -> None:
    text = f"Said: {written}, on Monday"
    (span,) = Wording(searched).spans(text)
    assert span.of(text) == written
    assert Wording(written).spans(f"({searched})") == [Span(1, 1 + len(searched))]


@pytest.mark.parametrize(
    ("one", "other"), [("कि", "कु"), ("が", "か"), ("old", "cold"), ("cafe", "cafes"), ("ab", "a b")]
)
def test_what_differs_is_not_found(one: str, other: str) -> None:
    assert Wording(one).spans(other) == []


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Monday", "Mon-\nday"),
        ("marlow", "Mar-\n  low"),
        ("old-fashioned", "old-\nfashioned"),
        ("fashioned", "fashioned"),
        # pasted: the line end is still there, or has become a blank
        ("Mon-\nday", "Mon-\nday"),
        ("ines mar- low said", "Ines Mar-\n  low\nsaid"),
        ("boats st- ay", "boats stay"),
        ("bo- ats", "boats"),
        ("ines marlow said", "Ines Mar-\n  low\nsaid"),
    ],
)
def test_words_broken_at_a_line_end_are_whole(words: str, place: str) -> None:
    text = "On Mon-\nday Ines Mar-\n  low\nsaid that old-\nfashioned boats stay."
    (span,) = Wording(words).spans(text)
    assert span.of(text) == place


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        (Wording("muller"), ["Müller", "MULLER", "Mu\u0308ller"]),
        (Wording("muller", exact=True), []),
        (Wording("MULLER", exact=True), ["MULLER"]),
        (Wording("Müller", exact=True), ["Müller", "Mu\u0308ller"]),
        (Wording("müller", exact=True), []),
        (Wording("mull"), []),
        (Wording("mull", prefix=True), ["Müller", "MULLER", "Mu\u0308ller"]),
        (Wording("ull", parts=True), ["üll", "ULL", "u\u0308ll"]),
        (Wording(" "), []),
    ],
)
def test_exact_forms_beginnings_and_parts_of_words(wording: Wording, found: list[str]) -> None:
    text = "Müller, MULLER (Mu\u0308ller)"
    assert [span.of(text) for span in wording.spans(text)] == found


TEXTS = st.text(
    st.sampled_from("aZ é\u0301ßÄёﬁ㎏٤ةأ\u064bが\u3099한\u00ad\u200d-–\n’'«½İǆ𝒜क\u093fa\u0327")
)


@given(TEXTS, st.booleans())
def test_every_folded_character_leads_back_to_what_it_was_folded_from(
    text: str, exact: bool
) -> None:
    folded = FoldedText(text, exact)
    ends = [folded.to_source(Span(at, at + 1)) for at in range(len(folded.text))]
    for before, after in pairwise(ends):
        assert before.start <= after.start
    for span in ends:
        assert 0 <= span.start < span.end <= len(text)


@given(TEXTS)
def test_the_normal_form_of_a_text_does_not_matter(text: str) -> None:
    for exact in (False, True):
        forms = {
            FoldedText(unicodedata.normalize(form, text), exact).text for form in ("NFC", "NFD")
        }
        assert len(forms) == 1


@given(TEXTS, TEXTS, TEXTS)
def test_words_are_found_where_they_were_put(before: str, words: str, after: str) -> None:
    words = " ".join(words.splitlines())  # what is typed is one line
    wording = Wording(words, parts=True)
    text = f"{before}. {words} .{after}"
    if fold(" ".join(words.split())).strip():
        assert any(span.of(text).strip() for span in wording.spans(text))


@pytest.mark.parametrize("word", ["expect", "ex-pect", "snow-covered", "snowcovered", "well-known"])
def test_a_word_is_found_whether_the_hyphen_of_a_line_end_is_shown_or_not(word: str) -> None:
    source = "Few ex-\npect the snow-\ncovered pass, well-known here."
    runs = [[Piece(0, 7), Piece(8, 21), Piece(23, len(source))]]
    text = Excerpt.of(source, runs)
    assert text.text == "Few ex-pect the snowcovered pass, well-known here."
    (span,) = Wording(word).spans(text.with_line_ends)
    assert fold(span.of(text.text)).replace("-", "") == word.replace("-", "")
    tokens = f" {indexed_text(FoldedText(text.with_line_ends).text)} ".replace("-", " ")
    ((forms),) = Wording(word).tokens
    assert any(all(f" {one} " in tokens for one in form) for form in forms)


@pytest.mark.parametrize(
    ("words", "found"),
    [("on Monday the", "on Mon- day the"), ("pre-war", None), ("prewar", None), ("pre", "pre")],
)
def test_a_word_that_a_scan_has_parted_behind_its_hyphen_is_one(
    words: str, found: str | None
) -> None:
    text = "It met on Mon- day the pre- and mid-war houses - and left."
    spans = [span.of(text) for span in Wording(words).spans(text)]
    assert spans == ([found] if found else [])


@pytest.mark.parametrize("hyphen", ["-", "\u2010", "\u00ad"])
def test_a_word_is_parted_behind_any_hyphen(hyphen: str) -> None:
    assert Wording("unemployment").spans(f"Few unem{hyphen} ployment")


def test_names_are_one_in_any_case_and_normal_form_and_with_signs_that_nobody_sees() -> None:
    assert name_form("Cafe\u0301  noir\u200b") == name_form("caf\u00e9 NOIR")
    assert name_form("cafe") != name_form("caf\u00e9")
