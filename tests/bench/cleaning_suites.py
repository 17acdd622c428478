"""Other projects' test pages, cleaned by reader and its peers in one run.

Reads ../shared/bench/cleaning/suites (see its README): ``traf`` names segments that must and must
not be in the text, ``defud`` gives the full text. A segment is found where its words stand in the
text, white space folded; full texts are compared by the F1 of their word 4-grams, characters of
scripts without blanks counted as words. ``cleaning.py --suites`` runs it.
"""

from __future__ import annotations

import base64
import gc
import gzip
import json
import re
import statistics
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
from cleaning_pages import DATA, folded
from lxml.html import HTMLParser

from reader.cleaning import Article, clean
from reader.cleaning.features.extractor import extracted
from reader.cleaning.features.furniture import ruled
from reader.cleaning.features.line_features import look_at
from reader.cleaning.features.line_models import shipped
from reader.cleaning.features.page_features import features
from reader.cleaning.metadata.declared import declared
from reader.cleaning.parse.lines import Line
from reader.cleaning.pipeline import article, read
from reader.corpus.decoding import decoded
from reader.text import Format

SUITES = DATA / "suites"
_WORDS = re.compile(r"[぀-ヿ㐀-鿿가-힯฀-๿]|[^\W_]+")
# A paragraph of so many characters that stands again makes an article that is printed twice, where
# these paragraphs are so large a share of its text.
_LONG, _MOSTLY = 80, 0.3
_PARTS = {"list": "//li[not(.//li)]", "code": "//pre", "table": "//td|//th"}
Extract = Callable[[str], str]


@dataclass(frozen=True)
class SuitePage:
    """A page of a suite, and what the suite says is right of it."""

    id: str
    html: str
    truth: str | None
    withs: tuple[str, ...]
    withouts: tuple[str, ...]
    comments: tuple[str, ...]
    title: str | None
    authors: str | None
    date: str | None


def suite(name: str) -> list[SuitePage]:
    """Return the pages of a suite."""
    with gzip.open(SUITES / f"{name}.dev.jsonl.gz", "rt", encoding="utf-8") as rows:
        return [_page(json.loads(row)) for row in rows]


def _page(row: Mapping[str, object]) -> SuitePage:
    html = row.get("html")
    if html is None:
        read = decoded(base64.b64decode(str(row["html_b64"])))
        html = read.text if read else ""
    authors = row.get("authors")
    return SuitePage(
        id=str(row["id"]),
        html=str(html),
        truth=_text(row.get("truth")),
        withs=_texts(row.get("withs")),
        withouts=_texts(row.get("withouts")),
        comments=_texts(row.get("comments")),
        title=_text(row.get("title")),
        authors="; ".join(map(str, authors)) if isinstance(authors, list) else _text(authors),
        date=_text(row.get("date")),
    )


def _text(value: object) -> str | None:
    return str(value) if value else None


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(filter(str.strip, map(str, value))) if isinstance(value, list) else ()


def spaced(text: str) -> str:
    """Return a text as it is compared: in one form of Unicode, no soft hyphens, single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).replace("\xad", "").split())


def segment_counts(page: SuitePage, text: str) -> tuple[int, int, int]:
    """Return how many wanted segments stand in a text, are missing, and unwanted ones stand."""
    within = spaced(text)
    found = sum(spaced(segment) in within for segment in page.withs)
    return found, len(page.withs) - found, sum(spaced(s) in within for s in page.withouts)


def overlap_f1(truth: str, text: str) -> float:
    """Return the F1 of the word 4-grams of two texts."""
    wanted, given = _grams(truth), _grams(text)
    common = sum((wanted & given).values())
    return 2 * common / (wanted.total() + given.total()) if common else 0.0


def _grams(text: str) -> Counter[tuple[str, ...]]:
    words = _WORDS.findall(text)
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)))


def _worded(text: str) -> str:
    """Return the words of a text, in small letters and set apart by single blanks."""
    return " ".join(_WORDS.findall(text.lower()))


def is_twice(text: str) -> bool:
    """Tell whether an article is printed twice."""
    paragraphs = [p for row in text.splitlines() if len(p := spaced(row)) >= _LONG]
    again = sum(len(p) * (n - 1) for p, n in Counter(paragraphs).items())
    return again > _MOSTLY * sum(map(len, paragraphs)) if paragraphs else False


def peers() -> dict[str, Extract]:
    """Return the peers by name."""
    import newspaper
    import readability
    import trafilatura
    from lxml.html import fromstring
    from resiliparse.extract.html2text import extract_plain_text

    def by_readability(html: str) -> str:
        summary: str = readability.Document(html).summary()
        return "\n".join(fromstring(summary).itertext())

    def by_newspaper(html: str) -> str:
        page = newspaper.Article("http://example.org/", fetch_images=False)
        page.download(input_html=html)
        page.parse()
        return str(page.text)

    return {
        "trafilatura": lambda html: trafilatura.extract(html) or "",
        "readability-lxml": by_readability,
        "newspaper4k": by_newspaper,
        "resiliparse": lambda html: extract_plain_text(html, main_content=True),
    }


def part_figures(pages: Sequence[SuitePage], texts: Sequence[str]) -> Iterator[str]:
    """Yield how much of the lists, code, tables and last paragraphs of full texts a tool keeps.

    An item, a cell or a piece of code is wanted where its words stand in the full text.
    """
    wanted, kept = Counter[str](), Counter[str]()
    for page, text in zip(pages, texts, strict=True):
        within = f" {_worded(text)} "
        for kind, part in _parts(page):
            wanted[kind] += 1
            kept[kind] += f" {part} " in within
    for kind, count in wanted.items():
        yield f"{kind} {kept[kind] / count:.2f} of {count}"


@cache
def _parts(page: SuitePage) -> tuple[tuple[str, str], ...]:
    from lxml.html import document_fromstring

    if not page.truth:
        return ()
    truth = f" {_worded(page.truth)} "
    tree = document_fromstring(page.html.encode(), parser=HTMLParser(encoding="utf-8"))
    found = [
        (kind, words)
        for kind, path in _PARTS.items()
        for element in tree.xpath(path)
        if (words := _worded("".join(element.itertext()))) and f" {words} " in truth
    ]
    paragraphs = [words for row in page.truth.splitlines() if " " in (words := _worded(row))]
    return (*found, *(("last paragraph", each) for each in paragraphs[-1:]))


def figures(pages: Sequence[SuitePage], texts: Sequence[str]) -> Iterator[str]:
    """Yield the figures of one tool on a suite: quality, pages left blank, pages printed twice."""
    if any(page.withs for page in pages):
        counts = [segment_counts(page, text) for page, text in zip(pages, texts, strict=True)]
        found, missing, wrong = (sum(each) for each in zip(*counts, strict=True))
        yield f"segments {2 * found / (2 * found + missing + wrong):.3f}"
    full = [(page.truth, text) for page, text in zip(pages, texts, strict=True) if page.truth]
    if full:
        yield f"full text {statistics.mean(overlap_f1(*pair) for pair in full):.3f}"
    if full:
        yield from part_figures(pages, texts)
    yield f"blank {sum(not text.strip() for text in texts)}"
    yield f"twice {sum(map(is_twice, texts))}"
    readers = [
        any(spaced(comment) in spaced(text) for comment in page.comments)
        for page, text in zip(pages, texts, strict=True)
        if page.comments
    ]
    if readers:
        yield f"comments on {sum(readers)} of {len(readers)}"


def declared_right(pages: Sequence[SuitePage], found: Sequence[Article]) -> Iterator[str]:
    """Yield the share of titles, authors and dates that are right, of those the suite gives."""

    def names(text: str) -> set[str]:
        return {folded(each) for each in re.split(r"[,;|]|\band\b|&", text) if folded(each)}

    for name in ("title", "authors", "date"):
        right = []
        for page, cleaned in zip(pages, found, strict=True):
            wanted: str | None = getattr(page, name)
            if not wanted:
                continue
            said = cleaned.byline if name == "authors" else getattr(cleaned, name)
            if said is None:
                right.append(False)
            elif name == "title":
                right.append(folded(said.text) == folded(wanted))
            elif name == "authors":
                right.append(names(said.text) == names(wanted))
            else:
                right.append((said.value or "")[:10] == wanted[:10])
        if right:
            yield f"{name} {statistics.mean(right):.2f} of {len(right)}"


def run(*, with_peers: bool = True) -> None:
    """Measure all suites, and print a row for each tool."""
    for name in ("traf", "defud"):
        pages = suite(name)
        gc.freeze()  # or the garbage collector looks through the pages of the benchmark too
        start = time.process_time()
        found = [clean(page.html, Format.HTML) for page in pages]
        speed = _speed(pages, start)
        texts = [article.body.text for article in found]
        print(f"-- {name} ({len(pages)} pages)")
        print(f"{'reader':18}", *figures(pages, texts), *declared_right(pages, found), sep="  ")
        print(f"{'':18}  {speed}", flush=True)
        parts([(page.html, Format.HTML) for page in pages])
        if not with_peers:
            continue
        for peer, extract in peers().items():
            start = time.process_time()
            texts = [_tried(extract, page.html) for page in pages]
            speed = _speed(pages, start)
            print(f"{peer:18}", *figures(pages, texts), speed, sep="  ", flush=True)


def _speed(pages: Sequence[SuitePage], start: float) -> str:
    return f"{len(pages) / (time.process_time() - start):.0f} pages a CPU second"


def parts(pages: Sequence[tuple[str, Format]]) -> None:
    """Print the CPU time a page that the parts of cleaning take with the shipped models."""
    import trafilatura

    known = [read(*page) for page in pages]
    gc.freeze()
    model = shipped()
    clocks: dict[str, Callable[[str, Format, list[Line]], object]] = {
        "lines": lambda source, form, _: read(source, form),
        "declared": lambda source, form, _: form is Format.HTML and declared(source),
        "features": lambda _, __, lines: features(lines, look_at(lines, model.words), model.names),
        "extractor": lambda source, _, lines: extracted(source, lines),
        "trafilatura alone": lambda source, form, _: (
            form is Format.HTML and trafilatura.extract(source)
        ),
        "rules": lambda _, __, lines: ruled(lines),
        "all": lambda source, form, _: article(source, form, model),
    }
    for name, timed in clocks.items():
        start = time.process_time()
        for (source, form), lines in zip(pages, known, strict=True):
            timed(source, form, lines)
        print(f"{name:28} {1000 * (time.process_time() - start) / len(pages):6.1f} ms a page")


def _tried(extract: Extract, html: str) -> str:
    try:
        return extract(html)
    except Exception:  # a peer's failure on a page is its result for that page
        return ""
