"""Where sentences end: behind their closing marks, and not within a rank or an abbreviation."""

import pytest

from reader.text import sentences


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Am 14. Mai 2024 stimmte der 2. Senat ab. Das war alles.", ["ab.", "alles."]),
        ("Sie ist 14. Ihr Bruder ist älter.", ["14.", "älter."]),
        ("I am 14. Mary is older.", ["14.", "older."]),
        ("Es kostet 1,2 Mio. Euro. Niemand zahlt.", ["Euro.", "zahlt."]),
        ("Il a dit : « Non. » La maire a ri.", ["»", "ri."]),
        ("Il a dit : «\u202fNon.\u202f» La maire a ri.", ["»", "ri."]),
        ("Er rief: »Nein.« Dann ging er.", ["«", "er."]),
        ("Er rief: „Nein.“ Dann ging er.", ["“", "er."]),
        ("Er kam. »Ja«, sagte er.", ["kam.", "er."]),
    ],
)
def test_sentences_end_where_they_end(text: str, ends: list[str]) -> None:
    found = [span.of(text) for span in sentences(text)]
    assert len(found) == len(ends)
    assert all(one.endswith(end) for one, end in zip(found, ends, strict=True)), found
