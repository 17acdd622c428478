"""Several texts in one file, told by the heads and ends that repeat in it."""

from __future__ import annotations

import pytest

from reader.corpus.forms.repeated_heads import texts_in
from reader.corpus.forms.ruled_texts import count_titled

from .told import LOCK, MILL

TITLES = ("Lock opens", "Mill burns down", "Ice on the Orsk")
TEXT = f"{LOCK} {MILL}\n\n{MILL} {LOCK}"


def joined(form: str) -> str:
    return "\n\n".join(
        form.format(title=title, upper=title.upper(), n=n, text=TEXT)
        for n, title in enumerate(TITLES, 1)
    )


@pytest.mark.parametrize(
    "form",
    [
        "{title}\n\n{text}\n\nTags: lock, mill\n\nShare this article\nRelated stories",
        "{title}\n\nBy Ada Brink\n\n{text}\n\n© 2024 Marn Post. All rights reserved.",
        "{title}\n{text}\nCopyright (c) 2024 Marn Post",
        "{title}\n\n{text}\n\nSource: Marn Post, {n} March 2024",
        "MEDIA RELEASE\n\n{n} March 2024\n\n{upper}\n\n{text}\n\nMedia contact: Jo Pell 0400 000",
        "PRESS RELEASE\n\n{title}\n\n{text}\n\nENDS\n\nNotes to editors\n{n}. See page {n}.",
        "{title}\nhttps://marn.example/{n}\n2024-03-0{n}\n\n{text}",
        "https://marn.example/{n}\n{title}\n{text}",
        "{upper}\n\nMARN, March {n} (Post) - {text}",
        "{title}\nAda Brink\nMarch {n}, 2024\n\n{text}",
        "{title}\n\nMarch {n}, 2024 - By Ada Brink\n\n{text}",
    ],
)
def test_heads_and_ends_that_repeat_part_texts(form: str) -> None:
    text = joined(form)
    found = texts_in(text)
    assert len(found.starts) == 3 and found.are_sure
    first = form.partition("\n")[0].format(title=TITLES[1], upper=TITLES[1].upper(), n=2)
    assert text[found.starts[1] :].startswith(first)


@pytest.mark.parametrize(
    "form",
    ["## {title}\n\n{text}\n\n[Read more](https://a.example/{n})", "{title}\n\n{n} May\n\n{text}"],
    ids=["what may be a newsletter", "what may be a list of events"],
)
def test_texts_that_may_be_parts_of_one_are_told(form: str) -> None:
    found = texts_in(joined(form))
    assert len(found.starts) == 3 and not found.are_sure


def test_texts_that_end_unlike_each_other_are_told() -> None:
    tagged = joined("{title}\n\n{text}\n\nTags: lock, mill\n\nShare this\nRelated stories")
    text = tagged.replace("Tags: lock, mill\n\n", "", 1)
    assert len(texts_in(text).starts) == count_titled(text) == 3
    assert not texts_in(text).are_sure


@pytest.mark.parametrize(
    "text",
    [
        joined("{title}\n\n{text}"),
        joined("{title}\n\n{text}\n\nPhoto: Ada Brink"),
        "Live from Marn\n\nBy Ada Brink\n\n5 May 2024\n\n" + joined("1{n}:30\n\n{title}\n\n{text}"),
        "Live from Marn\n\n" + joined("1{n}:30\n\n{title}\n\n{text}"),
        joined("ADA BRINK: {text}\n\nTOM BERG: {text}"),
        f"Lock opens\n\n5 May 2024\n\n{TEXT}\n\nAdvertisement\n\n{TEXT}\n\nAdvertisement\n\n{TEXT}",
        "\f".join(f"MARN REVIEW   {n}\n\n{TEXT}\n\nPage {n} of 3\n" for n in (11, 12, 13)),
    ],
    ids=["headings", "pictures", "live", "live, unsigned", "talk", "advertisements", "pages"],
)
def test_what_repeats_in_one_text_does_not_part_it(text: str) -> None:
    assert len(texts_in(text).starts) == 0 and count_titled(text) < 2
