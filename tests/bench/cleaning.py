"""How well reader.cleaning finds articles, beside its peers: python tests/bench/cleaning.py.

Trained and tested by cross-validation over sites on ../shared/bench/cleaning, the peers in the same
run. F1, precision and recall are those of scrapinghub/article-extraction-benchmark (4-gram
shingles). "Worst tenth" is the mean F1 of the tenth of pages that do worst, "up from" the F1 above
which all others are. Prints one row per view of the pages and tool. Takes about a quarter of an
hour. ``--suites`` measures the shipped models on the test pages of other projects, ``--dumps`` what
text browsers and converters print of the benchmark's HTML pages.
"""

from __future__ import annotations

import argparse
import gc
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
import cleaning_dumps
import cleaning_suites
from cleaning_pages import DATA, Page, folded, pages, train

from reader.cleaning import Article
from reader.cleaning.features.line_models import LineModels, shipped
from reader.cleaning.pipeline import article
from reader.text import Format

sys.path.append(str(DATA))
from score import prf  # type: ignore[import-not-found]

Extract = Callable[[str], str]


def peers(html: bool) -> dict[str, Extract]:
    """Return the peers that can be imported, by name; on dumps they see the lines as paragraphs."""
    import justext
    import readability
    import trafilatura
    from lxml.html import fromstring
    from resiliparse.extract.html2text import extract_plain_text

    def page(text: str) -> str:
        if html:
            return text
        rows = text.replace("&", "&amp;").replace("<", "&lt;").splitlines()
        return "<html><body>" + "".join(f"<p>{row}</p>\n" for row in rows if row) + "</body></html>"

    def by_readability(text: str) -> str:
        summary: str = readability.Document(page(text)).summary()
        return "\n".join(fromstring(summary).itertext())

    def by_justext(text: str) -> str:
        found = justext.justext(page(text).encode(), justext.get_stoplist("English"))
        return "\n".join(each.text for each in found if not each.is_boilerplate)

    return {
        "trafilatura": lambda text: trafilatura.extract(page(text)) or "",
        "readability-lxml": by_readability,
        "jusText": by_justext,
        "resiliparse": lambda text: extract_plain_text(page(text), main_content=True),
    }


def row(name: str, tests: Sequence[Page], texts: Sequence[str], seconds: float) -> None:
    """Print the figures of one tool."""
    scores = [prf(page.truth, text) for page, text in zip(tests, texts, strict=True)]
    precision = statistics.mean(score[0] for score in scores if score[0] is not None)
    recall = statistics.mean(score[1] for score in scores if score[1] is not None)
    by_page = sorted(score[2] for score in scores)
    tenth = max(1, len(scores) // 10)
    print(
        f"{name:28} {2 * precision * recall / (precision + recall):6.3f} {precision:9.3f}"
        f" {recall:6.3f} {statistics.mean(score[4] for score in scores):7.3f}"
        f" {statistics.mean(by_page[:tenth]):11.3f} {by_page[tenth]:7.3f}"
        f" {len(tests) / max(seconds, 1e-9):8.0f}",
        flush=True,
    )


def measured(extract: Extract, sources: Iterable[str]) -> tuple[list[str], float]:
    """Return what a tool makes of each source, and the CPU seconds it took; failures are empty."""
    texts: list[str] = []
    start = time.process_time()
    for source in sources:
        try:
            texts.append(extract(source))
        except Exception:  # a peer's failure on a page is its result for that page
            texts.append("")
    return texts, time.process_time() - start


def torn(page: Page) -> Page:
    """Return a dump as some tools write it: links within a paragraph on lines of their own."""
    chance = random.Random(page.id)
    truth = {row.strip() for row in page.truth.splitlines()}

    def tear(match: re.Match[str]) -> str:
        words = match[0].split(" ")
        if match[0].strip() not in truth or len(words) < 12 or chance.random() < 0.5:
            return match[0]
        start = chance.randrange(3, len(words) - 5)
        end = start + chance.randrange(1, 4)
        return "\n".join(" ".join(part) for part in (words[:start], words[start:end], words[end:]))

    source = re.sub(r"[^\n]+", tear, page.source)
    return Page(page.id, page.site, page.format, source, page.truth, "", "", "")


def named(articles: Sequence[tuple[Page, Article]]) -> None:
    """Print the share of titles, authors and dates that are right, of those the truth has."""

    def authors(text: str) -> set[str]:
        return {folded(each) for each in re.split(r",|\band\b|&", text) if folded(each)}

    def line(name: str, right: list[bool], wrong: int, present: int) -> None:
        print(
            f"{name:28} {statistics.mean(right):6.3f} of {len(right)};"
            f" of the {present} that stand in the page {sum(right) / present:.3f};"
            f" wrong where something was said {wrong}"
        )

    for name in ("title", "author", "date"):
        right, wrong, present = [], 0, 0
        for page, found in articles:
            wanted = getattr(page, name)
            if not wanted:
                continue
            said = found.byline if name == "author" else getattr(found, name)
            if name == "title":
                good = said is not None and folded(said.text) == folded(wanted)
                stands = folded(wanted) in folded(page.source)
            elif name == "author":
                good = said is not None and authors(said.text) == authors(wanted)
                stands = all(each in folded(page.source) for each in authors(wanted))
            else:
                good = said is not None and (said.value or "")[:10] == wanted
                stands = good or wanted in _days(page)
            right.append(good)
            wrong += said is not None and not good
            present += stands
        line(name, right, wrong, present)


def _days(page: Page) -> set[str]:
    from reader.text.dates.written_dates import dates

    return {each.iso[:10] for line in page.lines for each in dates(line.text[:300])}


def printed(
    dumps: Sequence[Page],
    htmls: Sequence[Page],
    *,
    only: int,
    folds: int,
    sample: int,
    with_peers: bool,
) -> None:
    """Measure the forms that the installed programs print of the HTML pages of the first folds."""
    print(f"{'':28} {'F1':>6} {'precision':>9} {'recall':>6} perfect worst tenth up from docs/CPUs")
    tests: list[tuple[Page, LineModels]] = []
    with tempfile.TemporaryDirectory() as root:
        for fold in range(only):
            folder = Path(root, str(fold))
            folder.mkdir()
            seen = [page for page in (*dumps, *htmls) if page.fold(folds) != fold]
            model = train(seen, folder)
            unseen = [page for page in htmls if page.fold(folds) == fold]
            tests += [(page, model) for page in unseen[:sample]]
        for form, printer in cleaning_dumps.printers():
            sources = [printer(page.source) for page, _ in tests]
            start = time.process_time()
            texts = [
                article(source, Format.TEXT, model).body.text
                for source, (_, model) in zip(sources, tests, strict=True)
            ]
            used = time.process_time() - start
            of = [page for page, _ in tests]
            print(f"-- {form} ({len(of)} pages)")
            row("reader", of, texts, used)
            if with_peers:
                shown = list(map(cleaning_dumps.paragraphs, sources))
                for name, extract in peers(html=False).items():
                    row(name, of, *measured(extract, shown))


def main() -> None:
    """Run the benchmark."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--folds", type=int, default=4)
    options.add_argument("--only", type=int, help="run this many of the folds")
    options.add_argument("--no-peers", action="store_true")
    options.add_argument("--suites", action="store_true", help="other projects' pages instead")
    options.add_argument("--dumps", action="store_true", help="prints of HTML pages instead")
    options.add_argument("--sample", type=int, default=60, help="so many pages a fold, of --dumps")
    chosen = options.parse_args()
    if chosen.suites:
        cleaning_suites.run(with_peers=not chosen.no_peers)
        return
    dumps, htmls = pages("dump"), pages("html")
    if chosen.dumps:
        printed(
            dumps,
            htmls,
            only=chosen.only or 1,
            folds=chosen.folds,
            sample=chosen.sample,
            with_peers=not chosen.no_peers,
        )
        return
    views: dict[str, list[Page]] = {
        "dumps": dumps,
        "dumps, links torn": [torn(page) for page in dumps],
        "HTML": htmls,
        "clean input": [
            # A word with a soft hyphen in it is shown as one word.
            Page(p.id, p.site, Format.TEXT, p.truth, p.truth.replace("\xad", ""), "", "", "")
            for p in dumps
        ],
    }
    results: dict[str, list[tuple[Page, Article]]] = {view: [] for view in views}
    seconds = dict.fromkeys(views, 0.0)
    for fold in range(chosen.only or chosen.folds):
        with tempfile.TemporaryDirectory() as folder:
            seen = [page for page in (*dumps, *htmls) if page.fold(chosen.folds) != fold]
            model = train(seen, Path(folder))
            gc.freeze()  # or the garbage collector looks through the pages of the benchmark too
            for view, tests in views.items():
                unseen = [page for page in tests if page.fold(chosen.folds) == fold]
                start = time.process_time()
                found = [article(page.source, page.format, model) for page in unseen]
                seconds[view] += time.process_time() - start
                results[view] += zip(unseen, found, strict=True)
    print(f"{'':28} {'F1':>6} {'precision':>9} {'recall':>6} perfect worst tenth up from docs/CPUs")
    for view, found_of in results.items():
        tests = [page for page, _ in found_of]
        print(f"-- {view} ({len(tests)} pages)")
        row("reader", tests, [found.body.text for _, found in found_of], seconds[view])
        if view == "clean input":
            shown = ["\n".join(f.text_of(b) for b in f.shown()) for _, f in found_of]
            row("reader, title and all", tests, shown, seconds[view])
        if not chosen.no_peers:
            for name, extract in peers(view == "HTML").items():
                row(name, tests, *measured(extract, (page.source for page in tests)))
    for view in ("dumps", "HTML"):
        print(f"-- metadata on {view}")
        named(results[view])
        print(f"-- time on {view}")
        cleaning_suites.parts([(page.source, page.format) for page in views[view]])
    start = time.perf_counter()
    article("A line.\nAnother line.", Format.TEXT, LineModels(shipped()._folder))
    print(f"-- load time of the line model {1000 * (time.perf_counter() - start):.1f} ms")


if __name__ == "__main__":
    main()
