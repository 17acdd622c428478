"""Texts folded many at a time are found as each by itself."""

from hypothesis import given
from hypothesis import strategies as st

from reader.text import Wording, fold
from reader.workspace.analyses.passages.folded_texts import FoldedTextCache

PIECES = st.sampled_from(
    ["ab", "AB", "é", "e\u0301", "-\n", "\u2010 \n ", "\0", " ", "ſ", "“", "1", "_", "'", "日"]
)
TEXT = st.lists(PIECES, max_size=8).map("".join)


@given(st.lists(TEXT, max_size=8), TEXT, st.booleans())
def test_texts_folded_together_are_found_as_each_alone(
    texts: list[str], words: str, prefix: bool
) -> None:
    said = dict(zip(map(str, range(len(texts))), texts, strict=True))
    folded = FoldedTextCache(lambda ids: [said[one] for one in ids])
    for _ in folded.update(said):
        pass
    wording = Wording(words, prefix=prefix)
    alone = {key for key, text in said.items() if wording.occurs_in(fold(text.replace("\0", " ")))}
    assert folded.with_words(wording) == alone


def test_what_is_forgotten_is_folded_anew() -> None:
    said = {"a": "one two", "b": "two three"}
    folded = FoldedTextCache(lambda ids: [said[one] for one in ids])
    list(folded.update(said))
    said["a"] = "four"
    folded.forget(["a"])
    assert folded.with_words(Wording("two")) == {"b"}
    list(folded.update(said))
    assert folded.with_words(Wording("four")) == {"a"}
