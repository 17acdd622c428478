"""The pages of ../shared/bench/cleaning, their gold labels, and the training of the models."""

from __future__ import annotations

import datetime
import gzip
import hashlib
import json
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from catboost import CatBoostClassifier
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from reader.cleaning.clean_texts import is_clean
from reader.cleaning.features.element_features import names_of, path_of
from reader.cleaning.features.extractor import extracted
from reader.cleaning.features.furniture import ruled
from reader.cleaning.features.header_features import header_features
from reader.cleaning.features.line_features import LONG, LineWords, look_at, scored, words_of
from reader.cleaning.features.line_models import (
    HTML,
    LINES,
    NAMED,
    NAMES,
    WORDS,
    LineModels,
    columns_of,
)
from reader.cleaning.features.page_features import FeatureArray, features
from reader.cleaning.features.trees import DEPTH
from reader.cleaning.line_judging import running_text
from reader.cleaning.metadata.title_parts import bare_title
from reader.cleaning.parse.lines import Line
from reader.cleaning.pipeline import read
from reader.text import Format
from reader.text.dates.written_dates import dates

DATA = Path(__file__).parents[3] / "shared/bench/cleaning"
# A word is scored when the pages of this many sites have it: no page's own words.
SITES = 12
# The same for the names of a page's elements, and how freely each kind is fitted.
NAME_SITES = 5
WORD_STRENGTH, NAME_STRENGTH = 0.3, 0.05
# Groups of sites; a line's words are scored without the pages of its own group.
GROUPS = 5
TREE_SETTINGS = {
    "iterations": 500,
    "learning_rate": 0.08,
    "depth": DEPTH,
    "l2_leaf_reg": 8,
    "rsm": 0.2,
    "border_count": 64,
    "bootstrap_type": "Bernoulli",
    "subsample": 0.7,
    "random_seed": 1,
    "thread_count": 1,
    "verbose": False,
    "allow_writing_files": False,
}
# What stands over the title of a clean text, if anything does.
_OVER = (
    (), ("World",), (), ("LONDON",), (), ("Home > Politics",), (), ("Science & Health",), (),
    ("HomeSport{title}",), (), ("NewsWorld NewsEurope{title}",),
)  # fmt: skip
# What a line model is fitted to of a page: its numbers, which lines are wanted, their weights.
_Fitted = tuple[FeatureArray, NDArray[np.bool_], NDArray[np.float32]]
FRONT_SETTINGS = {**TREE_SETTINGS, "iterations": 250}


@dataclass(frozen=True)
class Page:
    """A page of the benchmark: its source, as a dump or as HTML, and what is true of it."""

    id: str
    site: str
    format: Format
    source: str
    truth: str
    title: str
    author: str
    date: str

    def fold(self, folds: int) -> int:
        """Return the fold of the page's site."""
        return int(hashlib.sha1(self.site.encode()).hexdigest(), 16) % folds

    @cached_property
    def lines(self) -> list[Line]:
        """The lines of the page."""
        return read(self.source, self.format)

    @cached_property
    def gold(self) -> NDArray[np.bool_]:
        """Which lines are of the truth, aligned by the benchmark's own script."""
        sys.path.append(str(DATA))
        from lines import gold  # type: ignore[import-not-found]

        spans, start = [], 0
        for line in self.lines:
            spans.append((start, start + len(line.text), line.gap))
            start += len(line.text) + 1
        text = "\n".join(line.text.replace("\n", " ") for line in self.lines)
        return np.array(gold(text, self.truth, spans), bool)

    @cached_property
    def past(self) -> NDArray[np.bool_]:
        """Which lines come after the last one of the truth."""
        after = self.gold[::-1].argmax() if self.gold.any() else 0
        return np.arange(len(self.lines)) >= len(self.lines) - after

    @cached_property
    def told(self) -> list[list[str]]:
        """The words of each line that may be scored."""
        return [sorted(scored(words_of(line.text))) for line in self.lines]

    @cached_property
    def shares(self) -> FeatureArray | None:
        """How much of each line of an HTML page is extracted by a program that knows its tree."""
        return extracted(self.source, self.lines)

    @cached_property
    def names(self) -> list[list[str]]:
        """The names of the elements around each line."""
        return [list(names_of(path_of(line.within))) for line in self.lines]


def pages(kind: str) -> list[Page]:
    """Read the pages of one kind, ``dump`` or ``html``."""
    with gzip.open(DATA / f"{kind}.dev.jsonl.gz", "rt", encoding="utf-8") as rows:
        return [
            Page(
                id=row["id"],
                site=row["site"],
                format=Format.HTML if kind == "html" else Format.TEXT,
                source=row[kind],
                truth=row["truth"],
                title=row.get("title") or "",
                author=row.get("author") or "",
                date=(row.get("date") or "")[:10],
            )
            for row in map(json.loads, rows)
        ]


def folded(text: str) -> str:
    """Return the words of a text, in small letters."""
    return " ".join(re.findall(r"\w+", text.lower()))


def word_scores(training: Sequence[Page]) -> LineWords:
    """Return how much each word that enough sites share speaks for something."""
    words = _shared([(page.site, page.told) for page in training], SITES)
    rows = [row for page in training for row in page.told]
    body = np.concatenate([page.gold for page in training])
    past = np.concatenate([page.past for page in training])
    weights = _page_weights(training)
    long = np.array([len(words_of(line.text)) >= LONG for page in training for line in page.lines])
    return LineWords(
        *(
            _log_odds(rows, where, wanted, weights, words, strength=WORD_STRENGTH)
            for where, wanted in ((~long, body), (long, body), (~long, past))
        )
    )


def name_scores(training: Sequence[Page]) -> dict[str, float]:
    """Return how much each name of an element that enough sites share speaks for running text."""
    marked = [page for page in training if page.format is Format.HTML]
    names = _shared([(page.site, page.names) for page in marked], NAME_SITES)
    rows = [row for page in marked for row in page.names]
    body = np.concatenate([page.gold for page in marked])
    every = np.ones(len(rows), bool)
    return _log_odds(rows, every, body, _page_weights(marked), names, strength=NAME_STRENGTH)


def _shared(held: Iterable[tuple[str, Iterable[Iterable[str]]]], sites: int) -> list[str]:
    """Return the words that pages of so many sites have."""
    found = defaultdict(set)
    for site, rows in held:
        for word in {word for row in rows for word in row}:
            found[word].add(site)
    return sorted(word for word, having in found.items() if len(having) >= sites)


def _page_weights(training: Sequence[Page]) -> NDArray[np.float64]:
    return np.concatenate(
        [np.full(len(page.lines), 1 / max(60, len(page.lines))) for page in training]
    )


def _log_odds(
    rows: Sequence[Sequence[str]],
    where: NDArray[np.bool_],
    wanted: NDArray[np.bool_],
    weights: NDArray[np.float64],
    words: Sequence[str],
    *,
    strength: float,
) -> dict[str, float]:
    """Fit a logistic regression of the wanted lines, and return the weight of each word."""
    chosen = np.flatnonzero(where)
    counts = CountVectorizer(analyzer=lambda index: rows[index], vocabulary=words)
    model = LogisticRegression(C=strength, solver="liblinear", tol=0.01)
    weight = weights[where] / weights[where].mean()
    model.fit(counts.transform(chosen), wanted[where], sample_weight=weight)
    return {word: round(float(each), 2) for word, each in zip(words, model.coef_[0], strict=True)}


def train(training: Sequence[Page], folder: Path) -> LineModels:
    """Train the models on ``training`` and write them into ``folder``."""
    words = word_scores(training)
    rows = (
        f"{word} {short} {words.long[word]} {words.past[word]}\n"
        for word, short in words.short.items()
    )
    (folder / WORDS).write_text("".join(rows), "utf-8")
    names = name_scores(training).items()
    (folder / NAMES).write_text("".join(f"{name} {score}\n" for name, score in names), "utf-8")
    _fit_lines(training, folder)
    model = LineModels(folder)
    _fit_front(training, model, folder)
    return model


def _fit_lines(training: Sequence[Page], folder: Path) -> None:
    """Fit the line models: of all pages, and of HTML with what a second program says of it.

    LineWords and names are scored by the pages of other sites than a line's.
    """
    others = []
    for group in range(GROUPS):
        seen = [page for page in training if page.fold(GROUPS) != group]
        others.append((word_scores(seen), name_scores(seen)))
    every: list[_Fitted] = []
    html: list[_Fitted] = []
    for page in training:
        if page.lines:
            words, names = others[page.fold(GROUPS)]
            looks = look_at(page.lines, words)
            sizes = np.array([look.size for look in looks], np.float32)
            rows = features(page.lines, looks, names)
            # Every page counts the same, and in it every word, as in the F1 that is wanted.
            weights = (sizes + 0.5) / max(50.0, float(sizes @ page.gold))
            every.append((rows, page.gold, weights))
            if page.shares is not None:
                html.append((np.hstack((rows, page.shares)), page.gold, weights))
    for fitted, name in ((every, LINES), (html, HTML)):
        inputs, golds, weight = map(np.concatenate, zip(*fitted, strict=True))
        model = CatBoostClassifier(**TREE_SETTINGS)
        model.fit(inputs, golds, sample_weight=weight / weight.mean())
        _save_trees(model, folder / name)


def _save_trees(model: CatBoostClassifier, file: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "trees.json"
        model.save_model(str(path), format="json")
        held = json.loads(path.read_text("utf-8"))
    trees = held["oblivious_trees"]
    shape = (len(trees), DEPTH)
    # A question that no row answers with yes stands for each one that a tree lacks.
    columns, borders = np.zeros(shape, np.int16), np.full(shape, np.inf, np.float32)
    leaves = np.zeros((len(trees), 2**DEPTH), np.float32)
    scale, bias = held["scale_and_bias"]
    for number, tree in enumerate(trees):
        for place, split in enumerate(tree["splits"]):
            columns[number, place] = split["float_feature_index"]
            borders[number, place] = split["border"]
        leaves[number, : len(tree["leaf_values"])] = scale * np.array(tree["leaf_values"])
    np.savez(
        file,
        columns=columns,
        borders=borders,
        leaves=leaves,
        bias=np.float32(np.sum(bias)),
        names=np.array(columns_of(file.name), np.bytes_),
    )


def _fit_front(training: Sequence[Page], model: LineModels, folder: Path) -> None:
    """Fit the models of title, byline and date, each on the pages whose truth has it."""
    rows: list[list[FeatureArray]] = [[] for _ in NAMED]
    golds: list[list[list[bool]]] = [[] for _ in NAMED]
    for page in training:
        truths = (page.title, page.author, page.date)
        views = [(page, [bool(truth) for truth in truths])] if page.lines else []
        if page.title and page.format is Format.TEXT:
            views += [(each, [True] * len(NAMED)) for each in _cleaned(page)]
        for view, known in views:
            seen, gold = _front_items(view, model)
            for number in range(len(NAMED)):
                if known[number]:
                    rows[number].append(seen)
                    golds[number].append(gold[number])
    for number, name in enumerate(NAMED):
        trees = CatBoostClassifier(**FRONT_SETTINGS)
        trees.fit(np.concatenate(rows[number]), np.concatenate(golds[number]))
        _save_trees(trees, folder / name)


def _cleaned(page: Page) -> Iterator[Page]:
    """Yield the same article as clean text: bare, and under its title, signed or not.

    Over the title of some stands what may stand there: without them the models would take the
    first line for it, whatever it says.
    """
    bare = replace(page, source=page.truth, title="", author="", date="")
    yield bare
    gap = "\n" if len(page.title) % 2 else "\n\n"

    def over(place: int) -> list[str]:
        """Return what stands over the title, by the text's length or by a seventh of it."""
        number = len(page.truth) // 7**place
        return [line.format(title=page.title) for line in _OVER[number % len(_OVER)]]

    titled = replace(bare, title=page.title)
    yield replace(titled, source=gap.join((*over(0), page.title, page.truth)))
    if page.author and page.date:
        yield replace(page, source=gap.join((*over(1), page.title, *_signed(page), page.truth)))


def _signed(page: Page) -> list[str]:
    """Return the lines that name authors and date, in one of the forms that texts have."""
    day = datetime.date.fromisoformat(page.date)
    by = page.author if len(page.truth) % 3 else f"By {page.author}"
    forms = (f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%B} {day.year}", page.date)
    written = forms[len(page.truth) % len(forms)]
    return [f"{by} - {written}"] if len(page.title) % 3 == 0 else [by, written]


def _front_items(page: Page, model: LineModels) -> tuple[FeatureArray, list[list[bool]]]:
    """Return what the front models see of a page, and which lines name what each looks for."""
    looks = look_at(page.lines, model.words)
    numbers = features(page.lines, looks, model.names)
    chances = model.body_chances(numbers, page.shares)
    if is_clean(page.lines, looks, chances):
        chances = [1.0] * len(looks)
    keep = running_text(looks, chances, ruled(page.lines))
    seen = header_features(page.lines, looks, numbers, chances, keep, words=model.words.short)
    labels = [_labels(page, index, keep) for index in seen.places]
    return seen.rows, [list(each) for each in zip(*labels, strict=True)]


def _labels(page: Page, index: int, keep: Sequence[bool]) -> tuple[bool, bool, bool]:
    """Tell whether a line names the title, the authors, and the date."""
    text = page.lines[index].text[:300]
    words = folded(text)
    authors = [folded(name) for name in page.author.split(",") if folded(name)]
    return (
        bool(page.title) and folded(page.title) in (words, folded(bare_title(text))),
        len(text) < (80 if keep[index] else 160) and any(name in words for name in authors),
        len(text) < 200 and any(each.iso[:10] == page.date for each in dates(text)),
    )
