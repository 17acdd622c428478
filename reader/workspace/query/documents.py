"""Queries over the documents of a corpus, as far as they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from itertools import chain, takewhile
from typing import TYPE_CHECKING, TypeVar

from reader.annotations import Link, Status, Tag, Verdict
from reader.text import fold
from reader.workspace.analyses.passages.annotated import Note
from reader.workspace.analyses.passages.tag_tree import with_children
from reader.workspace.analyses.reading.indexing import head_of
from reader.workspace.analyses.stories.standing import by_standing
from reader.workspace.cache.text_index import KeptText, unpacked, unpacked_text
from reader.workspace.query.answering import has_value
from reader.workspace.query.syntax import (
    FieldTest,
    NearTest,
    PatternTest,
    Test,
    TextTest,
    WordsTest,
)
from reader.workspace.query.texts import exact_places, holds_in, may_hold_in, tokens_of

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace

T = TypeVar("T")


class DocumentAnswers:
    """Finds the documents that pass a test.

    Words are looked for in article, title, source, byline, path, notes and tags. A document that is
    not read yet passes no test of what is in it.
    """

    def __init__(
        self,
        workspace: Workspace,
        marks: Mapping[str, Set[str]] | None = None,
        documents: Set[str] | None = None,
        holding: Mapping[Test, Set[str]] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        """Answer for a workspace, or only for some ``documents``, gone ones among them.

        ``holding`` are documents that tests are known to hold for already. ``marks`` are documents
        that a screen knows more of: ``is:new`` asks for those of ``new``. Answers that are
        ``cancelled`` come at once and are of no use.
        """
        self._workspace = workspace
        self._marks = marks or {}
        self._documents = documents
        self._holding = holding or {}
        self._cancelled = cancelled
        self._facts = workspace.facts

    def all(self) -> Set[str]:
        """Return the ids of all documents."""
        return self._workspace.entries.keys() if self._documents is None else self._documents

    @cached_property
    def notes(self) -> Sequence[Note]:
        """The notes on passages and documents, read once for all tests of a query."""
        return self._facts.notes

    def of(self, test: Test) -> Set[str]:
        """Return the ids of the documents that a test holds for."""
        if not isinstance(test, FieldTest):
            return (self._in_texts(test) | self._in_annotations(test)) & self.all()
        look: dict[str, Callable[[FieldTest], Set[str]]] = {
            "tag": self._tagged,
            "only": self._tagged,
            "note": self._noted,
            "status": self._of_status,
            "source": lambda test: self._by_summary(test, "source"),
            "by": lambda test: self._by_summary(test, "byline"),
            "date": lambda test: self._by_summary(test, "date"),
            "author": self._annotated_by,
            "kind": self._of_kind,
            "story": self._in_story,
            "has": self._having,
            "is": self._standing,
            "document": lambda test: _passing(test, self.all()),
            "folder": lambda test: {d for d in self.all() if lies_in(d, test)},
            "lang": self._in_language,
            "@": self._naming,
        }
        return look[test.name](test) & self.all()

    # -- texts -------------------------------------------------------------------------------

    def _in_texts(self, test: TextTest) -> set[str]:
        index, tokens = self._workspace.texts, tokens_of(test)
        found = self._in_unread(test)
        if isinstance(test, WordsTest) and test.wording.token:
            return found | set(self._while_asked(index.documents(tokens)))
        known = self._holding.get(test, frozenset())
        for kept in self._while_asked(index.texts(tokens)):
            if kept.document in known:
                found.add(kept.document)
                continue
            if not (may_hold_in(test, kept.folded) or may_hold_in(test, kept.head)):
                continue
            if isinstance(test, NearTest) and not (test.first.exact or test.second.exact):
                holds = True
            elif isinstance(test, WordsTest) and not test.wording.exact:
                holds = test.wording.occurs_in(kept.folded) or test.wording.occurs_in(kept.head)
            else:
                head = self._head(kept.document)
                holds = _holds_exactly(test, kept) or holds_in(test, head, kept.head)
            if holds:
                found.add(kept.document)
        return found

    def _while_asked(self, items: Iterable[T]) -> Iterator[T]:
        return takewhile(lambda _: not self._cancelled(), items)

    def _in_unread(self, test: TextTest) -> set[str]:
        """Return the documents that are not in the index yet, by their paths and summaries."""
        everything = self.all()
        if self._workspace.texts.count() >= len(everything):
            return set()
        heads = {d: self._head(d) for d in everything - self._workspace.texts.stamps().keys()}
        return {d for d, head in heads.items() if holds_in(test, head, fold(head))}

    def _head(self, document: str) -> str:
        summary = self._workspace.summaries.of(document)
        return head_of(summary, document)

    def _in_annotations(self, test: TextTest) -> set[str]:
        """Return the documents with a note or a tag that a test holds for."""
        found = {note.document for note in self.notes if holds_in(test, note.text, fold(note.text))}
        if isinstance(test, PatternTest):
            return found
        codebook = self._facts.codebook
        tags = {tag.id for tag in codebook.values() if holds_in(test, tag.name, fold(tag.name))}
        return found | self._with_tags(tags)

    # -- annotations -------------------------------------------------------------------------

    def _with_tags(self, tags: Set[str]) -> set[str]:
        if not tags:
            return set()
        passages, states = self._facts.passages.values(), self._facts.states
        found = {one.document for one in passages if not tags.isdisjoint(one.tags)}
        return found | {state.document for state in states if not tags.isdisjoint(state.tags)}

    def _with_any_tag(self) -> set[str]:
        found = {passage.document for passage in self._facts.passages.values() if passage.tags}
        return found | {state.document for state in self._facts.states if state.tags}

    def _tagged(self, test: FieldTest) -> Set[str]:
        if not test.value:
            return self.all() - self._with_any_tag()
        return self._with_tags(tags_of(test, self._facts.codebook))

    def _noted(self, test: FieldTest) -> Set[str]:
        if not test.value:
            return self.all() - {note.document for note in self.notes}
        return {note.document for note in self.notes if has_value(test, [note.text])}

    def _of_status(self, test: FieldTest) -> Set[str]:
        statuses = self._facts.statuses
        found = {d for d, status in statuses.items() if has_value(test, [status])}
        if has_value(test, [Status.UNREAD]):
            found |= self.all() - statuses.keys() - self._workspace.summaries.unreadable
        return found

    def _annotated_by(self, test: FieldTest) -> Set[str]:
        annotated = [(p.document, p.author) for p in self._facts.passages.values()]
        annotated += [(state.document, state.author) for state in self._facts.states]
        if not test.value:
            return self.all() - {document for document, _ in annotated}
        authors = _passing(test, (author for _, author in annotated))
        return {document for document, author in annotated if author in authors}

    # -- summaries, versions and names -----------------------------------------------------------

    def _by_summary(self, test: FieldTest, field: str) -> Set[str]:
        summaries = self._workspace.summaries
        asked = self._while_asked(list(summaries))
        values = {document: summaries.text(document, field) for document in asked}
        passing = _passing(test, values.values())
        return {document for document, one in values.items() if one in passing}

    def _of_kind(self, test: FieldTest) -> Set[str]:
        links = self._workspace.store.all(Link)
        rejected = {frozenset((k.a, k.b)) for k in links if k.verdict is Verdict.REJECTED}
        pairs = [(k.a, k.b, k.kind) for k in links if k.verdict is Verdict.ACCEPTED]
        decided = {frozenset((a, b)) for a, b, _ in pairs} | rejected
        pairs += [
            (pair.a, pair.b, pair.kind)
            for pair in self._workspace.duplicates.pairs
            if frozenset((pair.a, pair.b)) not in decided
        ]
        found = {end for a, b, kind in pairs if has_value(test, [kind]) for end in (a, b)}
        return found if test.value else self.all() - {end for a, b, _ in pairs for end in (a, b)}

    def _in_story(self, test: FieldTest) -> Set[str]:
        stories = [story.documents for story in self._workspace.duplicates.stories()]
        alone = self.all() - set().union(*stories)
        if not test.value:
            return alone
        summaries = self._workspace.summaries
        return {
            document
            for story in chain(stories, zip(alone, strict=True))  # one alone is a story of one
            if has_value(test, (f"{summaries.text(d, 'title')} {d}" for d in story))
            for document in story
        }

    def _having(self, test: FieldTest) -> Set[str]:
        look: dict[str, Callable[[], Set[str]]] = {
            "passage": lambda: {p.document for p in self._facts.passages.values()},
            "tag": self._with_any_tag,
            "note": lambda: {note.document for note in self.notes},
            "suggestion": lambda: self._facts.suggested,
            "link": self._linked,
            "story": lambda: set().union(
                *(story.documents for story in self._workspace.duplicates.stories())
            ),
            "date": lambda: self._with_summary("date"),
            "source": lambda: self._with_summary("source"),
            "byline": lambda: self._with_summary("byline"),
            "problem": lambda: set(self._workspace.summaries.unreadable),
        }
        return set().union(*(look[name]() for name in look if has_value(test, [name])))

    def _with_summary(self, field: str) -> set[str]:
        summaries = self._workspace.summaries
        asked = self._while_asked(list(summaries))
        return {document for document in asked if summaries.text(document, field)}

    def _standing(self, test: FieldTest) -> Set[str]:
        look: dict[str, Callable[[], Set[str]]] = {
            "linked": self._linked,
            "likely": lambda: self._by_standing["likely"],
            "undecided": lambda: self._by_standing["undecided"],
            "single": lambda: self._by_standing["single"],
            "tagged": self._with_any_tag,
            "untagged": lambda: {p.document for p in self._facts.passages.values() if not p.tags},
            "noted": lambda: {note.document for note in self.notes},
            "carried": lambda: {p.document for p in self._facts.passages.values() if p.origin},
        }
        of_screen = (ids for name, ids in self._marks.items() if has_value(test, [name]))
        known = (look[one]() for one in look.keys() - self._marks if has_value(test, [one]))
        return set().union(*known, *of_screen)

    @cached_property
    def _by_standing(self) -> Mapping[str, Set[str]]:
        return by_standing(self._workspace.duplicates.stories(), self.all())

    def _linked(self) -> set[str]:
        links = self._workspace.store.all(Link)
        return {end for k in links if k.verdict is Verdict.ACCEPTED for end in (k.a, k.b)}

    def _naming(self, test: FieldTest) -> Set[str]:
        return self._workspace.names.entities.documents(test.wording)

    def _in_language(self, test: FieldTest) -> Set[str]:
        languages = self._workspace.texts.languages()
        return {document for document, one in languages.items() if has_value(test, [one])}


def tags_of(test: FieldTest, codebook: Mapping[str, Tag]) -> set[str]:
    """Return the ids of the tags that a test names, and of those below them."""
    wanted, names = test.form(test.value), {id_: test.form(t.name) for id_, t in codebook.items()}
    named = (
        id_
        for id_, name in names.items()
        if (name.startswith(wanted) if test.prefix else name == wanted)
    )
    return set(named) if test.name == "only" else with_children(codebook.values(), named)


def folders_of(document: str) -> tuple[str, ...]:
    """Return the folders that a document lies in by its id, the outermost first."""
    parts = document.partition("#")[0].split("/")[:-1]
    return tuple("/".join(parts[:count]) for count in range(1, len(parts) + 1))


def lies_in(document: str, test: FieldTest) -> bool:
    """Tell whether a document lies in a folder or below: by its path, or the end of its path."""
    folders = folders_of(document)
    if not test.value:
        return not folders
    wanted = f"/{test.form(test.value).strip('/')}"
    for folder in folders:
        path = f"/{test.form(folder)}"
        if path.endswith(wanted) or (test.prefix and wanted in path):
            return True
    return False


def _holds_exactly(test: TextTest, kept: KeptText) -> bool:
    """Tell whether a test holds in an article as it is written."""
    text = unpacked_text(kept.excerpt)
    if isinstance(test, PatternTest):
        return holds_in(test, text, kept.folded)
    if isinstance(test, WordsTest):
        plain = exact_places(test.wording, text, kept.folded)
        if plain is not None:
            return bool(plain)
    return holds_in(test, unpacked(kept.excerpt).with_line_ends, kept.folded)


def _passing(test: FieldTest, values: Iterable[str]) -> set[str]:
    """Return those of many values, most of them alike, that pass a test."""
    return {value for value in set(values) if has_value(test, [value])}
