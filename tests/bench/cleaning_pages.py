"""The pages of ../shared/bench/cleaning, their gold labels, and the training of the models."""

from __future__ import annotations

import datetime
import gzip
import hashlib
import json
import math
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from catboost import CatBoostClassifier

from reader.cleaning.dates import dates
from reader.cleaning.features import Numbers, features
from reader.cleaning.front import front
from reader.cleaning.lines import Line
from reader.cleaning.looks import LONG, look_at, words_of
from reader.cleaning.metadata import bare_title
from reader.cleaning.model import LINES, NAMED, WORDS, Model
from reader.cleaning.pipeline import is_clean, read, running_text
from reader.cleaning.rules import ruled
from reader.cleaning.trees import DEPTH
from reader.text import Format

DATA = Path(__file__).parents[3] / "shared/bench/cleaning"
# A word is scored when the pages of this many sites have it: no page's own words.
SITES = 12
# Groups of sites; a line's words are scored without the pages of its own group.
GROUPS = 5
TREE_SETTINGS = {
    "iterations": 500,
    "learning_rate": 0.08,
    "depth": DEPTH,
    "l2_leaf_reg": 8,
    "rsm": 0.3,
    "border_count": 64,
    "bootstrap_type": "Bernoulli",
    "subsample": 0.7,
    "random_seed": 1,
    "verbose": False,
    "allow_writing_files": False,
}
# What stands over the title of a clean text, if anything does.
_OVER = ((), ("World",), (), ("LONDON",), (), ("Home > Politics",), (), ("Science & Health",))
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
    def gold(self) -> list[bool]:
        """Which lines are of the truth, aligned by the benchmark's own script."""
        sys.path.append(str(DATA))
        from lines import gold  # type: ignore[import-not-found]

        spans, start = [], 0
        for line in self.lines:
            spans.append((start, start + len(line.text), line.gap))
            start += len(line.text) + 1
        text = "\n".join(line.text.replace("\n", " ") for line in self.lines)
        return [bool(each) for each in gold(text, self.truth, spans)]


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


def word_scores(training: Sequence[Page]) -> dict[str, tuple[float, float]]:
    """Return how much each word that enough sites share speaks for running text (log odds).

    Short lines and long ones are counted apart; rare words say little (four are added as the
    lines are on the whole).
    """
    sites = defaultdict(set)
    counts: list[dict[str, list[float]]] = [defaultdict(lambda: [0.0, 0.0]) for _ in range(2)]
    lines = [[0.0, 0.0], [0.0, 0.0]]
    for page in training:
        for line, gold in zip(page.lines, page.gold, strict=True):
            words = words_of(line.text)
            long = len(words) >= LONG
            lines[long][gold] += 1
            for word in words:
                sites[word].add(page.site)
                counts[long][word][gold] += 1

    def score(long: int, word: str) -> float:
        other, body = counts[long][word]
        share = lines[long][1] / sum(lines[long])
        prior = math.log(share / (1 - share))
        return round(math.log((body + 4 * share) / (other + 4 * (1 - share))) - prior, 2)

    shared = sorted(word for word, found in sites.items() if len(found) >= SITES)
    return {word: (score(0, word), score(1, word)) for word in shared}


def train(training: Sequence[Page], folder: Path) -> Model:
    """Train both models on ``training`` and write them into ``folder``."""
    scores = word_scores(training)
    rows = (f"{word} {short} {long}\n" for word, (short, long) in scores.items())
    (folder / WORDS).write_text("".join(rows), "utf-8")
    _fit_lines(training, folder / LINES)
    model = Model(folder)
    _fit_front(training, model, folder)
    return model


def _fit_lines(training: Sequence[Page], file: Path) -> None:
    """Fit the line model. Words are scored by the pages of other sites than the line's."""
    others = [
        word_scores([page for page in training if page.fold(GROUPS) != group])
        for group in range(GROUPS)
    ]
    inputs, golds, weights = [], [], []
    for page in training:
        if page.lines:
            looks = look_at(page.lines, others[page.fold(GROUPS)])
            gold = np.array(page.gold, np.float32)
            sizes = np.array([look.size for look in looks], np.float32)
            inputs.append(features(page.lines, looks))
            golds.append(gold)
            # Every page counts the same, and in it every word, as in the F1 that is wanted.
            weights.append((sizes + 0.5) / max(50.0, float(sizes @ gold)))
    model = CatBoostClassifier(**TREE_SETTINGS)
    weight = np.concatenate(weights)
    model.fit(np.concatenate(inputs), np.concatenate(golds), sample_weight=weight / weight.mean())
    _save_trees(model, file)


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
    np.savez(file, columns=columns, borders=borders, leaves=leaves, bias=np.float32(np.sum(bias)))


def _fit_front(training: Sequence[Page], model: Model, folder: Path) -> None:
    """Fit the models of title, byline and date, each on the pages whose truth has it."""
    rows: list[list[Numbers]] = [[] for _ in NAMED]
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
    over = _OVER[len(page.truth) % len(_OVER)]
    titled = replace(bare, title=page.title)
    yield replace(titled, source=gap.join((*over, page.title, page.truth)))
    if page.author and page.date:
        over = _OVER[len(page.truth) // 7 % len(_OVER)]
        yield replace(page, source=gap.join((*over, page.title, *_signed(page), page.truth)))


def _signed(page: Page) -> list[str]:
    """Return the lines that name authors and date, in one of the forms that texts have."""
    day = datetime.date.fromisoformat(page.date)
    by = page.author if len(page.truth) % 3 else f"By {page.author}"
    forms = (f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%B} {day.year}", page.date)
    written = forms[len(page.truth) % len(forms)]
    return [f"{by} - {written}"] if len(page.title) % 3 == 0 else [by, written]


def _front_items(page: Page, model: Model) -> tuple[Numbers, list[list[bool]]]:
    """Return what the front models see of a page, and which lines name what each looks for."""
    looks = look_at(page.lines, model.scores)
    numbers = features(page.lines, looks)
    clean = is_clean(page.lines, looks)
    chances = [1.0] * len(looks) if clean else model.body_chances(numbers)
    keep = running_text(looks, chances, ruled(page.lines))
    seen = front(page.lines, looks, numbers, chances, keep, words=model.scores)
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
