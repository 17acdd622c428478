"""The duplicates of an open corpus: likely pairs, stories, and two texts compared."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache

from reader import duplicates
from reader.annotations import Link, Store
from reader.corpus import Entry
from reader.duplicates import Candidate, Trait, Version
from reader.workspace.analyses.document_reader import DocumentReader
from reader.workspace.analyses.name_analysis import NameAnalysis
from reader.workspace.analyses.names.mentions import names_of
from reader.workspace.analyses.reading.examining import version_of
from reader.workspace.analyses.reading.survey import Survey
from reader.workspace.analyses.stories.likely_stories import Stories, stories
from reader.workspace.analyses.stories.story import Story, date_order
from reader.workspace.cache.comparison import Comparison, evidence_in_sources, in_sources


class DuplicateAnalysis:
    """Joins the pairs that the survey finds with the links that people made."""

    def __init__(
        self,
        documents: DocumentReader,
        names: NameAnalysis,
        survey: Survey,
        store: Callable[[], Store],
    ) -> None:
        """Prepare the analysis; ``store`` gives the annotations, opened when first asked for."""
        self._documents = documents
        self._names = names
        self._survey = survey
        self._store = store
        self._compare = lru_cache(maxsize=32)(self._compared)
        # The stories made last, with the pairs they were made of: joining many pairs takes long.
        self._telling, self._judging = threading.Lock(), threading.Lock()
        self._stories: tuple[tuple[Candidate, ...], Stories] | None = None

    @property
    def pairs(self) -> tuple[Candidate, ...]:
        """The likely duplicates of the whole corpus, best first; some of them while it is read.

        Among them are those that were found elsewhere (see `reader import --format candidates`).
        """
        return self._survey.pairs

    def pairs_of(self, document: str) -> list[Candidate]:
        """Return the likely duplicates of one document, best first."""
        return self._survey.pairs_of(document)

    def stories(self) -> tuple[Story, ...]:
        """Return the stories of the corpus: linked versions, and those still to be decided.

        They are as whole as ``pairs`` is. Takes long where pairs are many: a worker should ask.
        """
        with self._telling:
            pairs = self.pairs
            if self._stories is None or self._stories[0] is not pairs:
                self._stories = (pairs, Stories(pairs, self.date_of))
            _, gathered = self._stories
        with self._judging:  # whoever has waited for others asks by the newest verdicts
            return gathered.judged(self._store().all(Link))

    def stories_among(self, documents: Iterable[str]) -> tuple[Story, ...]:
        """Return the stories that some documents make among themselves, at once.

        Another document that is close to them may make others of them: ``stories`` tells.
        """
        among = set(documents)
        pairs = {(p.a, p.b): p for one in among for p in self.pairs_of(one) if among >= {p.a, p.b}}
        links = {link.id: link for one in among for link in self._store().links(one)}
        inner = [link for link in links.values() if among >= {link.a, link.b}]
        return stories(pairs.values(), inner, self.date_of)

    def story_with(self, document: str) -> Story | None:
        """Return the story that the list has a document in; None where it stands alone."""
        # What quotes a story is told in it, and may have one of its own: the last one counts.
        found = (one for one in reversed(self.stories()) if document in one.documents)
        return next(found, None)

    def story_of(self) -> dict[str, str]:
        """Return the first version of the story of each document that has a story."""
        return {one: story.first for story in self.stories() for one in story.documents}

    def date_of(self, document: str) -> str:
        """Return the date of a document as it is sorted; empty where none is known by now."""
        return date_order(self._documents.summaries.text(document, "date"))

    def compare(self, a: str, b: str) -> Comparison:
        """Return the comparison of two documents, passage by passage.

        Its candidate is the one that the survey has found, so that every screen tells the same.
        """
        found = self._compare(self._documents.entry(a), self._documents.entry(b))
        between = (pair for pair in self.pairs_of(a) if b in (pair.a, pair.b))
        candidate = next(between, found.candidate)
        return replace(found, candidate=candidate.seen_from(a))

    def _compared(self, first: Entry, second: Entry) -> Comparison:
        a, b = first.id, second.id
        one, other = self._documents.story_text(a), self._documents.story_text(b)
        names = self._names.spans_in(a, one), self._names.spans_in(b, other)
        texts = one.with_whole_words_of(other.text), other.with_whole_words_of(one.text)
        alignment = duplicates.align_texts(*texts, *names)
        candidate = duplicates.score_pair(self._version(a), self._version(b))
        noisy = candidate.evidence.trait is Trait.NOISE
        evidence = duplicates.named_evidence(*texts, alignment, *names, noisy=noisy)
        return Comparison(
            candidate, in_sources(alignment, one, other), evidence_in_sources(evidence, one, other)
        )

    def _version(self, document: str) -> Version:
        body = self._documents.article(document).body.text
        names = names_of(self._names.mentions(document))
        body = body if body.strip() else self._documents.story_text(document).text
        return version_of(document, self._documents.summary(document), body, names)
