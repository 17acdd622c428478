"""Bundles for the tests of formats: drawn ones, and one that has something of everything."""

from dataclasses import replace

from hypothesis import strategies as st

from reader.exchange import Bundle, DocumentItem, LinkItem, PassageItem, TagItem

TEXT = st.text(
    st.sampled_from("ab \n.é\u0301\u200fאب한字\r👩\u200d🏽𝒳"), min_size=1, max_size=60
).filter(str.strip)


@st.composite
def bundles(draw: st.DrawFn) -> Bundle:
    """Draw a bundle of some texts with passages that overlap, and tags on all of them."""
    names = ["claim", "quote “a”", "=1+1", "日本"]
    texts = {f"a{number}.txt": text for number, text in enumerate(draw(st.lists(TEXT, max_size=3)))}
    passages = {}
    for path, text in texts.items():
        for _ in range(draw(st.integers(0, 3))):
            start = draw(st.integers(0, len(text) - 1))
            end = draw(st.integers(start + 1, len(text)))
            tags = draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True))
            passages[path, start, end] = PassageItem.cut(path, text, start, end, tags=tuple(tags))
    return Bundle(
        corpus="news",
        exported="2024-01-01T00:00:00Z",
        tags=tuple(TagItem(name=name) for name in names),
        documents=tuple(DocumentItem(path=path) for path in texts),
        passages=tuple(passages.values()),
        texts=texts,
    )


def full(odd: str = "") -> Bundle:
    """Return a bundle that has something of everything, with odd characters in all of it."""
    text = f"=cmd is *not* a formula.{odd} It is a claim."
    claim, a = f"claim{odd}", f"{odd}a.txt"
    quoted = PassageItem.cut(a, text, 0, 4, tags=(claim, "a"), note=f"+1\nand more{odd}")
    return Bundle(
        corpus=f"news{odd}",
        exported="2024-01-01T00:00:00Z",
        tags=(
            TagItem(name=claim, description=f"To check{odd}", color="#112233", key="c"),
            TagItem(name="a", parent=claim),
            TagItem(name="spare"),
        ),
        unused=frozenset({"spare"}),
        documents=(
            DocumentItem(
                path=a,
                title=f"=Title{odd}",
                date="2024-01-02",
                length="62 words",
                note=f"read{odd}",
                tags=("a",),
            ),
            DocumentItem(path="b.txt", status="done"),
        ),
        passages=(
            replace(quoted, author=odd),
            PassageItem.cut(a, text, 2, 13, tags=(), author="ada", created="2024-01-01T00:00:00Z"),
        ),
        links=(LinkItem(a=a, b="b.txt", kind=f"edited{odd}", note=f"why{odd}"),),
        texts={a: text, "b.txt": "b"},
    )
