"""The pages of ../shared/bench/cleaning, their gold labels, and the training of the models."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pycrfsuite

from reader.cleaning.dates import dates
from reader.cleaning.features import Look, looks_and_rows, sample
from reader.cleaning.front import front
from reader.cleaning.lines import Line
from reader.cleaning.model import BODY, FRONT, LINES, WORDS, Model
from reader.cleaning.pipeline import read, running_text
from reader.cleaning.rules import ruled
from reader.text import Format

DATA = Path(__file__).parents[3] / "shared/bench/cleaning"
# A word is an attribute when the pages of this many sites have it: no page's own words.
SITES = 12
LINE_SETTINGS = {"c1": 2.5, "c2": 1.0, "max_iterations": 80, "feature.minfreq": 3}
FRONT_SETTINGS = {"c1": 0.5, "c2": 0.5, "max_iterations": 80, "feature.minfreq": 3}


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


def vocabulary(training: Iterable[Page]) -> frozenset[str]:
    """Return the words that enough sites share."""
    sites = defaultdict(set)
    for page in training:
        for line in page.lines:
            for word in sample(line.text):
                sites[word].add(page.site)
    return frozenset(word for word, found in sites.items() if len(found) >= SITES)


def train(training: Sequence[Page], folder: Path) -> Model:
    """Train both models on ``training`` and write them into ``folder``."""
    words = vocabulary(training)
    (folder / WORDS).write_text("\n".join(sorted(words)) + "\n", "utf-8")
    seen = [(page, *looks_and_rows(page.lines, words)) for page in training]
    _fit(((rows, _line_labels(page.gold)) for page, _, rows in seen), LINE_SETTINGS, folder / LINES)
    model = Model(folder)
    _fit(_front_items(seen, model), FRONT_SETTINGS, folder / FRONT)
    return model


def _fit(
    items: Iterable[tuple[list[list[str]], list[str]]], settings: dict[str, float], file: Path
) -> None:
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({**settings, "feature.possible_transitions": True})
    for rows, labels in items:
        # The attributes come partly out of sets: in one order, the same data gives the same file.
        trainer.append([sorted(row) for row in rows], labels)
    trainer.train(str(file))


def _line_labels(gold: Sequence[bool]) -> list[str]:
    """Return before, body, gap (inside the body) and after for each line."""
    kept = [index for index, each in enumerate(gold) if each] or [len(gold)]
    return [
        BODY if each else "before" if index < kept[0] else "after" if index > kept[-1] else "gap"
        for index, each in enumerate(gold)
    ]


def _front_items(
    seen: Iterable[tuple[Page, list[Look], list[list[str]]]], model: Model
) -> Iterator[tuple[list[list[str]], list[str]]]:
    for page, looks, rows in seen:
        if page.title or page.author or page.date:
            keep = running_text(looks, model.body_chances(rows), ruled(page.lines))
            seen_front = front(page.lines, looks, rows, keep)
            yield (
                seen_front.rows,
                [_front_label(page, index, keep) for index in seen_front.places],
            )
        if page.title and page.format is Format.TEXT:
            yield from _clean_items(page, model)


def _clean_items(page: Page, model: Model) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Yield the same article as clean text, under its title and without one."""
    gap = "\n" if len(page.title) % 2 else "\n\n"
    for head in (page.title + gap, ""):
        bare = replace(page, source=head + page.truth)
        looks, rows = looks_and_rows(bare.lines, model.words)
        keep = [True] * len(bare.lines)
        found = front(bare.lines, looks, rows, keep).rows
        yield found, ["title" if head else "other", *["other"] * (len(found) - 1)]


def _front_label(page: Page, index: int, keep: Sequence[bool]) -> str:
    text = page.lines[index].text[:300]
    words = folded(text)
    if page.title and words == folded(page.title):
        return "title"
    authors = [folded(name) for name in page.author.split(",") if folded(name)]
    found = []
    if len(text) < 160 and not keep[index] and any(name in words for name in authors):
        found.append("byline")
    if page.date and len(text) < 200 and any(e.iso[:10] == page.date for e in dates(text)):
        found.append("date")
    return "+".join(found) or "other"
