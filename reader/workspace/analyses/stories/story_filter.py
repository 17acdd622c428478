"""Filters on the stories that wait for a verdict: by kind, score, source, date and words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from reader.duplicates import Kind
from reader.text import has_words
from reader.text.dates.day_range import days_of, is_between
from reader.workspace.analyses.stories.story import Story, StoryVersion
from reader.workspace.cache.document_summary import DocumentSummary

FIELDS = ("kind", "score", "source", "date")
HELP = "kind:edited score:0.9 (or ..0.9) source:courier date:2023-06..2023-07 words of the title"


@dataclass(frozen=True, slots=True)
class StoryFilter:
    """The choice of open versions; bounds are inclusive, ``days`` are empty where any will do."""

    kinds: frozenset[str] = frozenset()
    least: float = 0.0
    most: float = 1.0
    sources: tuple[str, ...] = ()
    days: tuple[str, str] = ("", "")
    words: tuple[str, ...] = ()

    def takes(self, version: StoryVersion, summary: DocumentSummary) -> bool:
        """Tell whether an open version is wanted, by itself and by the summary of its document."""
        heading = f"{summary.title} {version.document}"
        return (
            (not self.kinds or version.kind in self.kinds)
            and self.least <= version.score <= self.most
            and all(has_words(summary.source, [one]) for one in self.sources)
            and (not any(self.days) or is_between(summary.date[:10], self.days))
            and has_words(heading, self.words)
        )


def story_filter(text: str) -> tuple[StoryFilter, str]:
    """Return the filter that words ask for, and those not understood (empty where all are)."""
    found, trouble = StoryFilter(), ""
    for term in text.casefold().split():
        name, colon, value = term.partition(":")
        if not colon or name not in FIELDS:
            found = replace(found, words=(*found.words, term))
        elif not value:
            continue  # it is still being typed
        elif name == "kind":
            kinds = frozenset(kind for kind in Kind if kind.startswith(value))
            if not kinds:
                trouble = f"no kind begins with {value}: {', '.join(Kind)}"
            elif kinds == {Kind.EXACT}:
                trouble = (
                    "exact copies wait for no verdict: they stand with what they are copies of"
                )
            found = replace(found, kinds=found.kinds | kinds)
        elif name == "source":
            found = replace(found, sources=(*found.sources, value))
        elif name == "date":
            if (days := days_of(value)) is None:
                trouble = f"{value} is no date: 2023-06, 2023-06-05..2023-07"
            else:
                found = replace(found, days=days)
        else:
            first, _, last = value.partition("..")
            try:
                found = replace(found, least=_share(first, 0.0), most=_share(last, 1.0))
            except ValueError:
                trouble = f"{value} is no score: 0.9, 90%, 0.5..0.8"
    return found, trouble


def narrowed(
    story: Story, wanted: StoryFilter, summary: Callable[[str], DocumentSummary]
) -> Story | None:
    """Return a story with only those of its open versions that are wanted; None without any."""
    heads = {v.document for v in story.open if wanted.takes(v, summary(v.document))}
    if not heads:
        return None
    kept = (
        version
        for version in story.versions
        if not version.is_open or (version.along or version.document) in heads
    )
    return Story(tuple(kept))


def _share(text: str, otherwise: float) -> float:
    if not text:
        return otherwise
    value = float(text.rstrip("%"))
    return value / 100 if text.endswith("%") or value > 1 else value
