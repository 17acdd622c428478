"""The places that a query finds in the articles of a corpus, one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple, overload

from reader.errors import CorpusError
from reader.text import Excerpt, FoldedText, Span, WordFinder, fold, folded_text
from reader.workspace.analyses.passages.annotated import Note
from reader.workspace.cache.text_index import KeptText, unpacked, unpacked_text
from reader.workspace.query.answering import answer, has_value
from reader.workspace.query.documents import DocumentAnswers
from reader.workspace.query.syntax import (
    AllOf,
    FieldTest,
    Query,
    Test,
    TextTest,
    WordsTest,
    asked_tests,
    text_tests,
    words_of_any,
)
from reader.workspace.query.texts import (
    Place,
    exact_places,
    holds_in,
    in_order,
    may_hold_in,
    places_of,
    tokens_of,
)

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace


# The place of a hit that title, tags or other fields alone have: none of the article's words.
ELSEWHERE: Place = (0, 0)


class ArticleHits(NamedTuple):
    """The places that a query finds in an article, in their order.

    ``spans`` are pairs of start and end in the text that ``read`` gives; of a common word they are
    counted, and found when they are looked at. The text is the folded text of the article where
    ``in_folded``, else the article as it is shown: ``HitPlaces`` tells where that is. With a
    ``note`` it is there that the query finds something, and the one span is what the note is on.
    """

    document: str
    spans: Sequence[Place]
    in_folded: bool
    read: Callable[[], str]
    note: Note | None = None


def hits(workspace: Workspace, query: Query) -> Generator[ArticleHits, None, None]:
    """Yield the places that a query finds in each article that it asks for, as they are found.

    They are those of its words and patterns. Where a query is nothing but words, and they stand in
    a row, that is one place, and the only kind of them in the article. A note that has them is one
    more. An article that is found by names alone has what mentions them as places, one by its
    title, tags or other fields alone ``ELSEWHERE``. Only articles that are read so far are found.

    Raises:
        QueryError: for a pattern that takes too long.
    """
    tests = list(dict.fromkeys(text_tests(query)))
    seen: set[str] = set()
    holding: dict[Test, set[str]] = {test: set() for test in tests}
    words, in_folded = _words_alone(query), all(map(_is_folded, tests))
    any_of = words_of_any(query)
    in_articles: Iterator[ArticleHits] = iter(())
    if any_of and all(word.token and not word.prefix for word in any_of):
        in_articles = _counted_hits(workspace, {word.token: word.finder for word in any_of})
    elif words:
        in_articles = _word_hits(workspace, words, in_folded, holding)
    # What is in the articles comes at once; what notes have too comes after it.
    for hit in in_articles:
        seen.add(hit.document)
        yield hit
    answers = DocumentAnswers(workspace, holding=holding)
    notes, asked_for = _notes(answers, query), answer(query, answers)
    look, named = [_look(test, in_folded) for test in tests], _named(workspace, query)
    for document in sorted((asked_for - seen) | (asked_for & notes.keys())):
        text = workspace.texts.text(document)
        if text is None:
            continue
        is_seen = document in seen
        noted = [note for note, is_whole in notes.get(document, ()) if is_whole or not is_seen]
        if is_seen:
            pass
        elif spans := in_order(places_in(text) for places_in in look):
            yield _hits(text, spans, in_folded)
        elif named and (spans := _mentions_in(workspace, text, named)):
            yield _hits(text, spans, False)
        elif not noted:
            yield _hits(text, [ELSEWHERE], False)
        yield from _on_notes(text, noted) if noted else ()


def _word_hits(
    workspace: Workspace, words: list[WordsTest], in_folded: bool, holding: Mapping[Test, set[str]]
) -> Iterator[ArticleHits]:
    """Yield the hits in articles that have all words; ``holding`` takes those that have each."""
    look, having = [_look(test, in_folded) for test in words], [holding[t] for t in words]
    tokens = {test.wording.token for test in words if not test.wording.prefix} - {""}
    are_apart = in_folded and len(tokens) == len(words)  # no place is one of two of them
    row = _in_a_row(words)
    in_a_row = _look(row, in_folded) if row else None
    needed = " AND ".join(filter(None, map(tokens_of, words)))
    for kept in workspace.texts.texts(needed, excerpts=not in_folded) if needed else ():
        if kept.document in workspace.entries:
            found = [places_in(kept) for places_in in look]
            for held, places in zip(having, found, strict=True):
                if places:
                    held.add(kept.document)
            if all(found):
                spans = in_a_row(kept) if in_a_row else ()
                if not spans:
                    find = partial(in_order, found)
                    count = sum(map(len, found))
                    spans = _CountedPlaces(find, count) if are_apart else find()
                yield _hits(kept, spans, in_folded)


def _counted_hits(workspace: Workspace, finders: Mapping[str, WordFinder]) -> Iterator[ArticleHits]:
    """Yield the hits of words by their tokens: the index has counted them, and no text is read."""

    @lru_cache(maxsize=1)  # its places are looked for next
    def folded_of(document: str) -> str:
        kept = workspace.texts.text(document)
        return kept.folded if kept else ""

    def places_in(document: str) -> Sequence[Place]:
        return in_order(finder.places_in(folded_of(document)) for finder in finders.values())

    entries = workspace.entries
    for document, count in workspace.texts.counts([*finders]):
        if count != 0 and document in entries:
            find = partial(places_in, document)
            if number := count or len(find()):
                places = _CountedPlaces(find, number)
                yield ArticleHits(document, places, True, partial(folded_of, document))


class HitPlaces:
    """Finds out where hits stand in the articles as they are shown, and in their sources."""

    def __init__(self, workspace: Workspace) -> None:
        self._texts = workspace.texts
        # Hits of one article are asked for one after the other.
        self._shown = lru_cache(maxsize=128)(self._read)

    def excerpt(self, document: str) -> Excerpt:
        """Return the article of a document."""
        return self._shown(document)[0]

    def shown(self, document: str, span: tuple[int, int], in_folded: bool) -> Span:
        """Return the place of a hit in the article of its document."""
        place = Span(*span)
        return self._shown(document)[1].to_source(place) if in_folded else place

    def in_source(self, hits: ArticleHits) -> list[Place]:
        """Return the starts and ends of hits in the source of their document."""
        if hits.note is not None and hits.note.place is not None:
            return [hits.note.place]
        excerpt, folded = self._shown(hits.document)
        return excerpt.to_sources(folded.to_sources(hits.spans) if hits.in_folded else hits.spans)

    def _read(self, document: str) -> tuple[Excerpt, FoldedText]:
        kept = self._texts.text(document)
        excerpt = unpacked(kept.excerpt) if kept else Excerpt.whole("")
        return excerpt, folded_text(excerpt.with_line_ends)


def _named(workspace: Workspace, query: Query) -> set[tuple[str, str]]:
    """Return the entities that a query names, each as the family of its type and its name."""
    return {
        (one.type.family, one.name)
        for test in asked_tests(query)
        if isinstance(test, FieldTest) and test.name == "@"
        for one in workspace.names.entities.having(test.wording)
    }


def _mentions_in(workspace: Workspace, kept: KeptText, named: Set[tuple[str, str]]) -> list[Place]:
    """Return the places in an article, as it is shown, that mention one of some entities."""
    try:
        mentions = workspace.names.mentions(kept.document)
    except CorpusError:  # it can't be read any more
        return []
    places = [(one.start, one.end) for one in mentions if (one.type.family, one.entity) in named]
    shown = unpacked(kept.excerpt).from_sources(places)
    return sorted((span.start, span.end) for span in shown if span is not None)


def _notes(answers: DocumentAnswers, query: Query) -> Mapping[str, Sequence[tuple[Note, bool]]]:
    """Return the notes that a test of a query holds for, by document, and whether all of them do.

    Raises:
        QueryError: for a pattern that takes too long.
    """
    tests = [
        test
        for test in dict.fromkeys(asked_tests(query))
        if not isinstance(test, FieldTest) or (test.name == "note" and test.value)
    ]
    found: defaultdict[str, list[tuple[Note, bool]]] = defaultdict(list)
    for note in answers.notes if tests else ():
        folded = fold(note.text)
        holds = [
            has_value(test, [note.text])
            if isinstance(test, FieldTest)
            else holds_in(test, note.text, folded)
            for test in tests
        ]
        if any(holds):
            found[note.document].append((note, all(holds)))
    return found


def _on_notes(kept: KeptText, notes: Sequence[Note]) -> Iterator[ArticleHits]:
    """Yield the places of notes on an article: ``ELSEWHERE`` of those on no words that it shows."""
    excerpt = unpacked(kept.excerpt)
    for note in sorted(notes, key=lambda one: one.place or (0, 0)):
        shown = excerpt.from_source(Span(*note.place)) if note.place else None
        span = (shown.start, shown.end) if shown else ELSEWHERE
        yield _hits(kept, [span], False)._replace(note=note)


def _words_alone(query: Query) -> list[WordsTest]:
    """Return the words of a query that asks for nothing but articles with all of them."""
    parts = query.parts if isinstance(query, AllOf) else (query,)
    words = [part for part in parts if isinstance(part, WordsTest)]
    return words if len(words) == len(parts) else []


def _in_a_row(words: list[WordsTest]) -> WordsTest | None:
    """Return the words as they would stand one after the other; None for one, or exact ones."""
    *firsts, last = (test.wording for test in words)
    if not firsts or last.exact or any(one.exact or one.prefix for one in firsts):
        return None
    return WordsTest(replace(last, text=" ".join(one.text for one in (*firsts, last))))


def _is_folded(test: TextTest) -> bool:
    return isinstance(test, WordsTest) and not test.wording.exact


class _CountedPlaces(Sequence[Place]):
    """The places of words in a folded text, found when one is asked for: their number is known."""

    def __init__(self, find: Callable[[], Sequence[Place]], count: int) -> None:
        self._find, self._count = find, count

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Place: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Place]: ...
    def __getitem__(self, at: int | slice) -> Place | Sequence[Place]:
        return self._found[at]

    @cached_property
    def _found(self) -> Sequence[Place]:
        return self._find()


def _look(test: TextTest, in_folded: bool) -> Callable[[KeptText], Sequence[Place]]:
    """Return a finder of the places of a test in articles; in folded text it is faster."""
    if in_folded and isinstance(test, WordsTest):
        finder = test.wording.finder
        return lambda kept: _CountedPlaces(
            partial(finder.places_in, kept.folded), finder.count_in(kept.folded)
        )
    return partial(_places_in, test)


def _places_in(test: TextTest, kept: KeptText) -> list[Place]:
    if not may_hold_in(test, kept.folded):
        return []
    if isinstance(test, WordsTest):
        plain = exact_places(test.wording, unpacked_text(kept.excerpt), kept.folded)
        if plain is not None:
            return plain
    return places_of(test, unpacked(kept.excerpt))


def _hits(kept: KeptText, spans: Sequence[Place], in_folded: bool) -> ArticleHits:
    return ArticleHits(
        kept.document,
        spans,
        in_folded,
        lambda: kept.folded if in_folded else unpacked_text(kept.excerpt),
    )
