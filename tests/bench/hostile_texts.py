"""How the work on a text grows with few words said over and over, beside normal text.

    python tests/bench/hostile_texts.py [clean] [html] [entities] [search] [compare] [layout]

Each text is made of one to three tokens, of 20,000 and of 80,000 characters, and ends in a word;
the time of either is to be at most 10 times that of normal text of the same size. Only what takes
more than twice as long as normal text is printed. What is laid out is compared with normal text in
which some letters are decomposed: without those a text has no clusters to look at, and takes 0.03
µs a character. Of what has them a cluster takes 1 µs, and a row 2 µs. What is searched is compared
with running text whose words are all looked for: each place that is found takes 0.6 µs, and normal
text has few of them.
"""

from __future__ import annotations

import gc
import re
import sys
import time
from collections.abc import Callable, Mapping

from reader import cleaning
from reader.duplicates import align_texts
from reader.entities import recognise
from reader.text import Excerpt, Format
from reader.ui.article.view.flow import Flow
from reader.ui.article.view.text_layout import TextLayout
from reader.workspace.query.alone import places_in
from reader.workspace.query.parsing import parse

SIZES = (20_000, 80_000)
NORMAL = (
    "The council of Arden closed the old bridge over the Wend on Monday after engineers found"
    " cracks in two of its five arches, and buses go round by the mill road until the spring. "
)
WORDS = {
    "said": "said ",
    "said in sentences": "said. ",
    "he said": "he said ",
    "quotations": '"a" ',
    "quotation marks": "»«",
    "numbers": "nine 9 ",
    "dates": "May 3 ",
    "names": "Lund Berg ",
    "scales": "million ",
    "one long number word": "einundzwanzig",
    "one long word": "A",
    "figures": "1.1.",
    "initials": "A. ",
    "zero-width characters": "a\u200b",
    "zero-width characters alone": "\u200b",
    "soft hyphens": "a\u00ad",
    "combining marks": "a\u0301",
    "hyphens at line ends": "a-\n",
    "words broken at line ends": "ab-\ncd ",
    "short lines": "a\n",
    "short paragraphs": "a\n\n",
    "headings": "# a\n",
    "numbered": "1. a\n",
    "emphasis": "*em",
    "links": "![a](b)",
    "brackets": "[](",
    "tables": "|a|b|\n",
    "fields": "Title: a\n",
    "addresses": "a@b.c ",
    "bylines": "BY\n",
}
MARKUP = {
    "open tags": "<b ",
    "attributes without end": "<a a",
    "attributes": "x=1 ",
    "open comments": "<!--",
    "comments": "<!-- -->",
    "open quotes": '<a b="',
    "nested": "<div>",
    "closed only": "</div>",
    "paragraphs": "<p>a",
    "tables": "<table><tr><td>",
    "scripts": "<script>",
    "CDATA": "<![CDATA[",
    "instructions": "<?",
    "ampersands": "&",
    "entities": "&amp",
    "less-than": "<",
    "links": "<a href=x>a</a>",
    "lists": "<ul><li>",
    "headings": "<h1>a</h1>",
    "hidden": "<p hidden>",
    "JSON-LD": '<script type="application/ld+json">{"@type":',
    "declared": '<meta property="og:title" content="a">',
    "text areas": "<textarea>",
    "templates": "<template>",
    "ruby": "<ruby>a<rt>b</rt></ruby>",
}
QUERIES = tuple(filter(None, map(parse, ("a", '"a a" near b', "a* or 9", "said -x"))))


def clean(text: str, written: Format) -> None:
    """Clean a text, and look whether it is an article, as the list does."""
    cleaning.no_article(cleaning.clean(text, written))


def search(text: str) -> None:
    """Find the places of some queries in a text."""
    excerpt = Excerpt.whole(text)
    for query in QUERIES:
        for _ in places_in(excerpt, query):
            pass


def lay_out(text: str) -> None:
    """Wrap all rows of a text, as the screen shows it."""
    layout = TextLayout(Flow.of_source(text), 80)
    row = 0
    while row < layout.height:
        layout.line(row)
        row += 1


def normal(size: int) -> str:
    """Return running text in paragraphs, no sentence of it twice."""
    return "\n\n".join(
        "".join(NORMAL.replace("Wend", f"Wend{n}{part}") for part in "abcd")
        for n in range(size // len(NORMAL) // 4)
    )


def decomposed(size: int) -> str:
    """Return running text whose accents are characters of their own."""
    return normal(size).replace("bridge", "bri\u0301dge")


def looked_for(size: int) -> str:
    """Return running text whose words are all found."""
    text = re.sub(r"\w+", "a", NORMAL)
    return text * (size // len(text))


def page(size: int) -> str:
    """Return a page of such text."""
    paragraphs = normal(size).replace("\n\n", "</p><p>")
    return f"<html><body><article><h1>A bridge</h1><p>{paragraphs}</p></article></body></html>"


WORK: Mapping[str, tuple[Callable[[str], object], Mapping[str, str], Callable[[int], str]]] = {
    "clean": (lambda text: clean(text, Format.TEXT), WORDS, normal),
    "markdown": (lambda text: clean(text, Format.MARKDOWN), WORDS, normal),
    "html": (lambda text: clean(text, Format.HTML), MARKUP, page),
    "entities": (recognise, WORDS, normal),
    "search": (search, WORDS, looked_for),
    "compare": (lambda text: align_texts(text, text.replace("a", "o", 1) + "x"), WORDS, normal),
    "layout": (lay_out, WORDS, decomposed),
}


def spent(work: Callable[[str], object], text: str) -> float:
    """Return the CPU seconds that some work on a text takes."""
    started = time.process_time()
    work(text)
    return time.process_time() - started


def main() -> None:
    gc.set_threshold(50_000, 20, 50)  # as the command does
    for name in sys.argv[1:] or WORK:
        work, tokens, usual = WORK[name]
        work(usual(2_000))  # what is loaded once
        for size in SIZES:
            base = spent(work, usual(size))
            print(f"{name}, {size:,} characters: normal text {base:.2f} CPU s")
            for told, token in tokens.items():
                took = spent(work, token * (size // len(token)) + " a")
                if took > 2 * base:
                    print(f"   {told:24} {took:6.2f} CPU s, {took / base:5.1f} times", flush=True)
    zero_width = "a " + chr(0x200B) * 300_000
    took = spent(lambda text: align_texts(text, "a b"), zero_width)
    print(f"compare, 300,000 zero-width characters: {took:.2f} CPU s")
    crowded = f"<div {' '.join(f'a{n}=1' for n in range(40_000))}><p>{NORMAL}</p></div>"
    took = spent(lambda text: clean(text, Format.HTML), crowded)
    print(f"html, a tag with 40,000 attributes: {took:.2f} CPU s")


if __name__ == "__main__":
    main()
