"""What is no pair, and what is no exact copy: house text, thin evidence, another sign or order."""

import random
import re
import unicodedata

import pytest

from reader.duplicates import LISTED, CandidateIndex, Kind, Trait, Version, score_pair

from .test_index import BODY, OTHER

HOUSE = (
    "\n\nThe Ellery Post has reported from the harbour since 1887 and is owned by its readers, who"
    " elect the board every second year. If you have seen an error in this article, write to our"
    " editor, who answers every letter within three working days. This report was made possible by"
    " a fund for journalism that has no influence on what we write."
)


def test_a_copy_that_contradicts_the_first_in_every_second_sentence_stays_one() -> None:
    text = (
        "The county of Arden closed the harbour bridge on Friday after engineers found two cracks"
        " in its girder. Mayor Ilse Brandt said that the repairs would cost $46 million. Some"
        " 11,000 cars cross the bridge each day. Traders at the quay fear for the season, Ruth Lund"
        " of their union said. An engineer from Norvik will look at the girder next week. The"
        " council will meet on Monday in the old hall to hear the report."
    )
    told = {"46": "64", "Ruth": "Karin", "Lund": "Vale", "two": "three", "Friday": "Thursday"}
    other = re.sub(r"\w+", lambda word: told.get(word[0], word[0]), text)
    found = score_pair(Version("a", text), Version("b", other))
    assert (found.score > LISTED, found.kind) == (True, Kind.EDITED)


def test_text_of_the_house_makes_no_pair() -> None:
    found = score_pair(Version("a", BODY + HOUSE), Version("b", OTHER + HOUSE))
    assert found.score < LISTED
    assert found.evidence.trait is Trait.HOUSE_TEXT


ARABIC = [
    "أعلن وزير الصحة في مؤتمر صحفي اليوم أن اللقاح وصل إلى مطار القاهرة. وسجل المرضى أسماءهم "
    "في المراكز الطبية منذ الفجر. وأضاف الوزير أن الأطباء يعملون ليلا، وأن الجرعات تكفي كبار "
    "السن. وتوفر الصيدليات أقنعة مجانية للأطفال.",
    "أعلن وزير النقل في مؤتمر صحفي اليوم أن القطار السريع يصل إلى محطة الجيزة. وشكا السائقون "
    "من زحام الشوارع وضيق الجسور. وأضاف الوزير أن المهندسين فحصوا القضبان، وأن التذاكر تباع "
    "قريبا. وتنتظر الشركة عربات حديثة من الخارج.",
    "كشف المدرب عن قائمة الفريق قبل المباراة. وقال الحارس إنه أصيب في التدريب، وينتظر الجمهور "
    "الفوز على أرضه بهدفين. ارتفعت أسعار القمح والذهب في السوق بعد هبوط الدولار، وقررت "
    "المحكمة حبس المتهم.",
]


def test_set_phrases_make_no_pair_in_a_corpus_without_capitals() -> None:
    chance, index = random.Random(3), CandidateIndex()
    one, other, words = (sorted(set(re.findall(r"\w+", text))) for text in ARABIC)
    for number in range(250):
        told = chance.choices(words, k=12) + chance.choices(one + other, k=2)
        index.add(Version(str(number), " ".join(told)))
    for name, text in zip("ab", ARABIC, strict=False):
        index.add(Version(name, text))
    index.add(Version("copy", ARABIC[0].replace("القاهرة", "الجيزة")))
    found = {frozenset((pair.a, pair.b)) for pair in index.pairs(documents={"a", "b", "copy"})}
    assert {pair for pair in found if pair <= {"a", "b", "copy"}} == {frozenset(("a", "copy"))}


def test_one_shared_name_is_no_event() -> None:
    a = (
        "Half of the school in Nordhavn stays shut after a storm tore tiles from its roof, the"
        " headteacher told parents. Lessons move to the sports hall until the repairs are done."
    )
    b = (
        "The night bus between Vestby and Nordhavn returns in April, after it was cut to save"
        " money. The leader of the union, Hanna Vik, called the timetable tight but workable."
    )
    assert score_pair(Version("a", a), Version("b", b)).score < LISTED


def test_one_person_is_no_event() -> None:
    sold = (
        "The council of Brackwater agreed on Monday to sell the old gasworks to a housing trust for"
        " two million pounds. Leader Rosa Finch said the price was fair."
    )
    mended = (
        "The county will mend the roof of the school in Millford this summer, Rosa Finch said."
        " Pupils stay at home for a week."
    )
    pair = score_pair(Version("a", sold, "", "2024-03-05"), Version("b", mended, "", "2024-03-05"))
    assert pair.score < LISTED


def test_the_same_sentences_in_another_order_are_called_so() -> None:
    told = BODY.split(". ")
    found = score_pair(Version("a", BODY), Version("b", ". ".join(told[::-1])))
    assert found.evidence.trait is Trait.REORDERED
    assert found.kind is Kind.EDITED


@pytest.mark.parametrize(("a", "b"), [("", ""), ("The council met on Friday.", "")])
def test_nothing_is_never_the_same_as_nothing(a: str, b: str) -> None:
    found = score_pair(Version("a", a), Version("b", b))
    assert (found.kind is Kind.EXACT, found.score) == (False, 0.0)


def test_two_lines_that_differ_in_a_day_are_not_exact() -> None:
    a, b = "The council met on Friday in Leeds.", "The council met on Tuesday in Leeds."
    assert score_pair(Version("a", a), Version("b", b)).kind is not Kind.EXACT


def test_one_text_under_two_titles_is_not_exact() -> None:
    one, other = (Version(title, BODY, title) for title in ("A bridge shuts", "A tunnel opens"))
    assert score_pair(one, other).kind is Kind.EDITED
    assert score_pair(one, Version("untitled", BODY)).kind is Kind.EXACT


def test_what_is_spelt_alike_is_exact() -> None:
    text = "Die Bürgermeisterin Zoë Müller sagte am 14. Mai, die Halle koste 431 Kronen."
    other = unicodedata.normalize("NFD", text).replace("431", "٤٣١").replace("Halle", "Hal\u00adle")
    assert score_pair(Version("a", text), Version("b", other)).kind is Kind.EXACT


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("$46 million", "€46 million"),
        ("$46 million", "46 million"),
        ("6 a.m.", "-6 a.m."),
        ("rose 5%", "rose \u22125%"),
        ("rose 5%", "rose 5"),
        ("rose 5%", "rose 5\u2030"),
        ("“an outrage”", "an outrage"),
    ],
)
def test_another_sign_beside_the_same_words_is_no_exact_copy(one: str, other: str) -> None:
    a, b = (f"The council of Arden said it was {said} on Friday. {BODY}" for said in (one, other))
    assert score_pair(Version("a", a), Version("b", b)).kind is Kind.EDITED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("rose 5%", "rose 5\u00a0%"),
        ("\u22125 degrees", "\u20135 degrees"),
        ("“an outrage”", '"an outrage"'),
        ("“an outrage”", "'an outrage'"),
        ("“an outrage”", "« an outrage »"),
        ("the council’s", "the council's"),
    ],
)
def test_typography_makes_no_other_copy(one: str, other: str) -> None:
    a, b = (f"The council of Arden said it was {said} on Friday. {BODY}" for said in (one, other))
    assert score_pair(Version("a", a), Version("b", b)).kind is Kind.EXACT


def test_sentences_are_counted_alike_in_a_corpus_of_any_size() -> None:
    chance = random.Random(3)
    words = sorted(set(re.findall("[a-z]+", f"{BODY} {OTHER}")))
    one = Version("one", BODY)

    def reworded(word: re.Match[str]) -> str:
        return word[0] if chance.random() < 0.4 else chance.choice(words)

    others = [Version(f"other {n}", re.sub("[a-z]+", reworded, BODY)) for n in range(12)]
    index = CandidateIndex()
    for version in [one, *others]:
        index.add(version)
    for number in range(250):
        index.add(Version(str(number), " ".join(chance.choices(words, k=6))))
    found = {pair.other_end("one"): pair for pair in index.pairs() if "one" in (pair.a, pair.b)}
    told = [(found[other.id], score_pair(one, other)) for other in others if other.id in found]
    assert told
    assert [a.evidence.summary for a, _ in told] == [b.evidence.summary for _, b in told]
