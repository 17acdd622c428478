"""What is no pair: house text, thin evidence; and noise and order are named."""

import random
import re
import unicodedata

import pytest

from reader.duplicates import (
    LISTED,
    CandidateIndex,
    Kind,
    Trait,
    Version,
    align_texts,
    named_evidence,
    score_pair,
)

from .test_index import BODY, OTHER

HOUSE = (
    "\n\nThe Ellery Post has reported from the harbour since 1887 and is owned by its readers, who"
    " elect the board every second year. If you have seen an error in this article, write to our"
    " editor, who answers every letter within three working days. This report was made possible by"
    " a fund for journalism that has no influence on what we write."
)


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


def scanned(text: str, share: float) -> str:
    """Return a text as a scanner misreads it."""
    chance = random.Random(3)
    return "".join(
        chance.choice("xqzjvk") if letter.isalpha() and chance.random() < share else letter
        for letter in text
    )


@pytest.mark.parametrize("share", [0.02, 0.05])
def test_a_scan_of_a_copy_is_called_noisy_in_a_corpus_of_any_size(share: float) -> None:
    clean, scan = Version("clean", BODY), Version("scan", scanned(BODY, share))
    assert score_pair(clean, scan).evidence.trait is Trait.NOISE
    assert score_pair(scan, clean).evidence.summary.startswith("with the mistakes of a scanner")
    chance = random.Random(3)
    vocabulary = f"{BODY} {OTHER}".replace(".", "").split()
    index = CandidateIndex()
    for number in range(250):
        index.add(Version(str(number), " ".join(chance.choices(vocabulary, k=6))))
    index.add(clean)
    index.add(scan)
    (found,) = [one for one in index.pairs() if {one.a, one.b} == {"clean", "scan"}]
    assert found.evidence.trait is Trait.NOISE


GARBLED = {
    "cp1252": (
        "Die Bürgermeisterin sagte, die Brücke über die Förde müsse geschlossen bleiben, bis alle"
        " Schäden geprüft sind. Für Fähren und Züge gelten längere Pläne. Die Behörde hört Händler"
        " und Gäste an und will bis März erklären, welche Träger ausgewechselt werden können."
    ),
    "latin-1": (
        "The council’s decision surprised traders at Évreux on Monday, the mayor’s office said."
        " “We won’t move,” said Zoë Müller, who’s sold fish there for 40 years."
    ),
    "cp1251": (
        "Городской совет Иркутска решил во вторник закрыть старый рыбный рынок после трёх лет"
        " споров. Мэр Зоя Миллер заявила, что крышу больше нельзя починить."
    ),
}


@pytest.mark.parametrize("encoding", GARBLED)
def test_a_text_in_a_wrong_encoding_is_called_noisy(encoding: str) -> None:
    text = GARBLED[encoding]
    wrong = text.encode().decode(encoding, "replace")
    found = score_pair(Version("a", text), Version("b", wrong))
    assert (found.score > 0.9, found.evidence.trait) == (True, Trait.NOISE)
    assert found.kind is not Kind.EXACT
    again = wrong.encode().decode("latin-1")
    assert score_pair(Version("a", text), Version("b", again)).evidence.trait is Trait.NOISE
    assert score_pair(Version("a", text), Version("b", text)).evidence.trait is None


def test_a_name_that_a_scanner_misread_contradicts_nothing() -> None:
    a = "Mayor Ilse Brandt met Ruth Lund in Harrow and was given 38,000 letters."
    b = "Mayor IIse Brondt met Dana Wills in Hamow and was given 33,000 letters."
    told = [one.a for one in named_evidence(a, b, align_texts(a, b), noisy=True).contradicted]
    assert told == ["38,000", "Ruth Lund"]


def test_other_words_are_no_noise() -> None:
    reworded, others = BODY, iter(re.findall("[a-z]{6,}", OTHER))
    for word in sorted(set(re.findall("[a-z]{6,}", BODY)))[::3]:
        reworded = reworded.replace(word, next(others))
    found = score_pair(Version("a", BODY), Version("b", reworded))
    assert found.evidence.trait is not Trait.NOISE


def test_sentences_are_counted_alike_in_a_corpus_of_any_size() -> None:
    chance = random.Random(3)
    words = sorted(set(re.findall("[a-z]+", f"{BODY} {OTHER}")))
    one = Version("one", BODY)
    others = [
        Version(
            f"other {number}", re.sub("[a-z]+", lambda word: _mostly(chance, word[0], words), BODY)
        )
        for number in range(12)
    ]
    index = CandidateIndex()
    for version in [one, *others]:
        index.add(version)
    for number in range(250):
        index.add(Version(str(number), " ".join(chance.choices(words, k=6))))
    found = {pair.other_end("one"): pair for pair in index.pairs() if "one" in (pair.a, pair.b)}
    told = [(found[other.id], score_pair(one, other)) for other in others if other.id in found]
    assert told
    assert [a.evidence.summary for a, _ in told] == [b.evidence.summary for _, b in told]


def _mostly(chance: random.Random, word: str, others: list[str]) -> str:
    return word if chance.random() < 0.4 else chance.choice(others)


@pytest.mark.parametrize(
    "changed",
    [
        {"Tuesday": "Wednesday", "nine": "ten", "two": "five", "Berg": "Borg"},
        {"Berg": "Borg", "Ellis": "Ellas", "Lund": "Lind", "Karin": "Karen"},
    ],
)
def test_other_numbers_days_and_names_are_no_noise(changed: dict[str, str]) -> None:
    text = (
        "A fire destroyed the old hall of Port Ellis on Tuesday evening, police said. In all nine"
        " traders lost their stalls and two people were hurt. The mayor, Anna Berg, and her deputy,"
        " Karin Lund, promised help. The cause of the fire is not yet known."
    )
    other = re.sub(r"\w+", lambda word: changed.get(word[0], word[0]), text)
    assert score_pair(Version("a", text), Version("b", other)).evidence.trait is not Trait.NOISE
