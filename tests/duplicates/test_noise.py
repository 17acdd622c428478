"""Noise of scanners and of wrong encodings is named, and other words are none."""

import random
import re

import pytest

from reader.duplicates import (
    CandidateIndex,
    Kind,
    Trait,
    Version,
    align_texts,
    named_evidence,
    score_pair,
)

from .test_index import BODY, OTHER


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
