"""The contents of a report on a story, a tag, a document or the whole corpus."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

import regex

from reader.annotations import Glance, Passage
from reader.cleaning import Field
from reader.duplicates import Pair, PairStatus
from reader.errors import CorpusError, ReaderError
from reader.reports import (
    Disagreement,
    MarkedText,
    Report,
    ReportedPassage,
    ReportedStatement,
    ReportedTag,
    ReportedVersion,
    Rewording,
    letters,
)
from reader.text import Span, has_words, numbered, one_line
from reader.workspace.analyses.passages.passage_background import PassageBackground
from reader.workspace.analyses.passages.tag_tree import named_tags, with_children
from reader.workspace.analyses.stories.story import date_order, shown_date, zones_decide
from reader.workspace.analyses.stories.story_names import StoryNames
from reader.workspace.cache.document_summary import opening
from reader.workspace.overviews.passage_contexts import context_of
from reader.workspace.overviews.report_figures import report_figures
from reader.workspace.overviews.story_statements import Statement, statements, text_of
from reader.workspace.overviews.story_versions import (
    ListedVersion,
    story_versions,
    undecided,
    version_against,
)

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace

# Characters of the name of a file: in UTF-8 a disk takes 255 bytes, with that of the corpus.
_LONGEST_NAME = 50


@dataclass(frozen=True, slots=True)
class ReportScope:
    """The scope of a report: one story, one tag, one document, or all of the corpus.

    ``story`` is the id of any document of the story, ``tag`` the name of a tag.
    """

    story: str = ""
    tag: str = ""
    document: str = ""

    def in_words(self) -> str:
        """Return the scope in words."""
        if self.story or self.document:
            return "this story" if self.story else "this article"
        return f"the tag {self.tag}" if self.tag else "all passages"

    def file_name(self, workspace: Workspace) -> str:
        """Return a name for the file of its report that tells what it is about."""
        document = self.story or self.document
        summary = workspace.summaries.get(document)
        about = summary.title if summary and summary.title else document or self.tag
        sort = (
            "story" if self.story else "article" if self.document else "tag" if about else "report"
        )
        name = "-".join([sort, *regex.findall(r"[\p{L}\p{M}\p{N}]+", about.lower())])
        return f"{name[:_LONGEST_NAME].rstrip('-')}.html"


def make_report(
    workspace: Workspace,
    scope: ReportScope,
    cancelled: Callable[[], bool] = lambda: False,
    say: Callable[[str], object] = lambda _: None,
) -> Report:
    """Return the report of a scope, as far as ``workspace.analyse`` has come; for workers.

    ``say`` is told what is being done. What is made once ``cancelled`` is not whole.

    Raises:
        CorpusError: where there is no such document.
        ReaderError: where there is no such tag.
    """
    say("gathering passages")
    for _ in workspace.passages.build():
        if cancelled():
            break
    background = PassageBackground(workspace.store.tags(), workspace.summaries, StoryNames())
    chosen = _chosen(workspace, scope, background)
    stated: tuple[Statement, ...] = ()
    asked = 0
    if scope.story:
        say("comparing versions")
        workspace.summary(scope.story)  # tells that there is none
        listed = story_versions(workspace, scope.story)
        asked = undecided(listed)
        versions = list(_story(workspace, listed, cancelled))
        documents = [version.document for version in versions]
        if len(versions) > 1:
            stated = statements(workspace, documents, cancelled)
        chosen = {document: chosen[document] for document in documents if document in chosen}
    else:
        found = sorted(
            (
                _article(workspace, document)
                for document in chosen or filter(None, [scope.document])
            ),
            key=lambda one: (not one.when, one.when, one.document),
        )
        versions = [replace(one, letter=letters(number)) for number, one in enumerate(found)]
    zone = zones_decide([one.date for one in versions])
    versions = [
        replace(one, shown=f"{one.date_mark}{shown_date(one.date, zone=zone)}") for one in versions
    ]
    say("counting tags")
    title, about = _titled(workspace, scope, versions)
    return Report(
        title=title,
        corpus=workspace.name,
        scope=about,
        made=date.today().isoformat(),
        unfinished="" if (how := workspace.progress).is_over else f"made while {how}",
        is_story=bool(scope.story),
        undecided=asked,
        versions=tuple(versions),
        statements=tuple(_statement(one, [v.document for v in versions]) for one in stated),
        passages=tuple(_passages(workspace, chosen, versions, background)),
        figures=tuple(report_figures(workspace, chosen, background, cancelled)),
    )


def story_named(workspace: Workspace, name: str) -> str:
    """Return a document of the story that ``name`` is meant for: its id, or words of its title.

    One that is alone is a story of one.

    Raises:
        ReaderError: where there is none, or several.
    """
    if name in workspace.entries:
        return name
    words = name.split()
    summaries = workspace.summaries
    found: dict[frozenset[str], str] = {}
    stories = [story.documents for story in workspace.duplicates.stories()]
    alone = workspace.entries.keys() - set().union(*stories)
    for story in chain(stories, zip(sorted(alone), strict=True)):
        titled = [d for d in story if d in summaries and has_words(summaries[d].title, words)]
        if titled:
            found[frozenset(story)] = titled[0]
    if len(found) == 1:
        return next(iter(found.values()))
    some = "; ".join(sorted(found.values())[:5])
    raise ReaderError(
        f"{numbered(len(found), 'story', 'stories')} of that name"
        if found
        else "no story is called that",
        place=name,
        remedy=f"Name one of its documents: {some}" if found else "Name one of its documents",
    )


def _titled(
    workspace: Workspace, scope: ReportScope, versions: Sequence[ReportedVersion]
) -> tuple[str, str]:
    """Return the title of a report, and what it is about."""
    if scope.story:
        return versions[0].title or versions[0].document, "A story"
    if scope.document:
        return workspace.summary(scope.document).title or scope.document, "An article"
    if scope.tag:
        return scope.tag, "A tag"
    return workspace.name, "All passages"


def _chosen(
    workspace: Workspace, scope: ReportScope, background: PassageBackground
) -> Mapping[str, Sequence[Glance]]:
    """Return the passages that are in a report, by document."""
    by_document: Mapping[str, Sequence[Glance]] = workspace.passages.by_document()
    if scope.document:
        own = by_document.get(scope.document, ())
        by_document = {scope.document: own} if own else {}
    if scope.tag:
        named = {tag.id for tag in named_tags(background.tags, scope.tag)}
        if not named:
            raise ReaderError("there is no such tag", place=scope.tag)
        tags = with_children(background.tags, named)
        left = {
            document: [glance for glance in own if not tags.isdisjoint(glance.tags)]
            for document, own in by_document.items()
        }
        by_document = {document: own for document, own in left.items() if own}
    return by_document


# -- versions --------------------------------------------------------------------------------


def _article(workspace: Workspace, document: str) -> ReportedVersion:
    """Return a document as it is listed; one that is gone has its name alone."""
    try:
        summary = workspace.summary(document)
    except CorpusError:
        if document not in workspace.store.documents():
            raise
        return ReportedVersion(letter="", document=document, title=document)
    return ReportedVersion(
        letter="",
        document=document,
        title=summary.title,
        byline=summary.byline,
        source=summary.source,
        date=summary.date,
        date_mark=summary.date_mark,
        when=date_order(summary.date),
        url=summary.url,
        words=summary.words,
    )


def _story(
    workspace: Workspace, versions: Sequence[ListedVersion], cancelled: Callable[[], bool]
) -> Iterator[ReportedVersion]:
    """Yield the versions of a story as they are reported, the first one first."""
    first = versions[0].document
    named = {version.document: letters(number) for number, version in enumerate(versions)}
    for version in versions:
        if cancelled():
            return
        document = version.document
        reported = replace(_article(workspace, document), letter=named[document])
        if document != first:
            reported = _with_changes(workspace, first, document, reported)
            reported = replace(reported, standing=_standing(version, named))
        yield reported


def _standing(version: ListedVersion, named: Mapping[str, str]) -> str:
    """Return the reason that a version is in its story, and which other than the first tells it."""
    stands = version.in_story.standing if version.in_story else ""
    closest = named.get(version.beside, "")
    beside = f"{version.kind} beside {closest}" if closest not in ("", letters(0)) else ""
    return ", ".join(filter(None, ("undecided" if version.is_open else stands, beside)))


def _with_changes(
    workspace: Workspace, first: str, document: str, reported: ReportedVersion
) -> ReportedVersion:
    """Return a version with what it changed against the first one."""
    comparison = workspace.duplicates.compare(first, document)
    against = version_against(workspace, first, document)
    titles = workspace.article(first).title, workspace.article(document).title
    pairs = _of_texts(comparison.alignment.pairs, *titles)
    one, other = partial(text_of, workspace, first), partial(text_of, workspace, document)
    return replace(
        reported,
        kind=str(against.kind),
        share=against.share,
        disagreements=tuple(
            Disagreement(str(said.kind), said.a, said.b)
            for said in comparison.evidence.contradicted
        ),
        rewordings=(
            *_retitled(_own_title(workspace, first), _own_title(workspace, document)),
            *(
                Rewording(
                    tuple(_marked(one, pair.a, [change.a for change in pair.changes])),
                    tuple(_marked(other, pair.b, [change.b for change in pair.changes])),
                )
                for pair in pairs
                if pair.a and pair.b and pair.status is not PairStatus.VERBATIM
            ),
        ),
        added=tuple(other(pair.b) for pair in pairs if pair.a is None and pair.b is not None),
        dropped=tuple(one(pair.a) for pair in pairs if pair.b is None and pair.a is not None),
    )


def _retitled(a: str, b: str) -> Iterator[Rewording]:
    """Yield the other title of a version, where both have one."""
    if a and b and a != b:
        yield Rewording((MarkedText(a),), (MarkedText(b),))


def _own_title(workspace: Workspace, document: str) -> str:
    """Return the title of a document; nothing where the first words of its text stand for one."""
    title = workspace.summary(document).title
    return "" if title == opening(workspace.article(document).body.text) else title


def _of_texts(pairs: Sequence[Pair], a: Field | None, b: Field | None) -> list[Pair]:
    """Return the pairs without titles, which are told by themselves: a record may have its own.

    What stood beside a title alone stands by itself.
    """

    def below(span: Span | None, title: Field | None) -> Span | None:
        is_title = span and title and Span(title.start, title.end).covers(span)
        return None if is_title else span

    left = [replace(pair, a=below(pair.a, a), b=below(pair.b, b)) for pair in pairs]
    in_a = {None, *(pair.a for pair in left if pair.b)}
    in_b = {None, *(pair.b for pair in left if pair.a)}
    return [
        pair for pair in left if (pair.a and pair.b) or pair.a not in in_a or pair.b not in in_b
    ]


def _marked(
    words: Callable[[Span], str], span: Span, changed: Iterable[Span | None]
) -> Iterator[MarkedText]:
    """Yield a sentence in parts, those marked that are changed."""
    start = span.start
    for one in sorted(filter(None, changed), key=lambda one: (one.start, one.end)):
        if one.start < start or one.end > span.end:
            continue  # what one change holds of another, or of the next sentence
        if start < one.start:
            yield MarkedText(words(Span(start, one.start)))
        yield MarkedText(words(one), True)
        start = one.end
    if start < span.end:
        yield MarkedText(words(Span(start, span.end)))


def _statement(statement: Statement, documents: Sequence[str]) -> ReportedStatement:
    return ReportedStatement(
        one_line(statement.text),
        tuple(str(statement.said.get(document, "")) for document in documents),
        tuple(document in statement.against for document in documents),
    )


# -- passages --------------------------------------------------------------------------------


def _passages(
    workspace: Workspace,
    chosen: Mapping[str, Sequence[Glance]],
    versions: Sequence[ReportedVersion],
    background: PassageBackground,
) -> Iterator[ReportedPassage]:
    """Yield the passages of versions, in the order of these and of their texts."""
    tags = {tag.id: ReportedTag(tag.name, tag.color) for tag in background.tags}
    for version in versions:
        for glance in chosen.get(version.document, ()):
            passage = workspace.store.get(Passage, glance.id)
            if passage is None:
                continue
            anchor = passage.anchor
            around = context_of(workspace, glance)
            before, quote, after = around or (anchor.prefix, anchor.quote, anchor.suffix)
            yield ReportedPassage(
                version=version,
                start=glance.start,
                end=glance.end,
                before=f"…{before.partition(' ')[2]}" if " " in before.strip() else before,
                quote=quote,
                after=f"{after.rpartition(' ')[0]}…" if " " in after.strip() else after,
                tags=tuple(tags[tag] for tag in glance.tags if tag in tags),
                note=passage.note,
                author=glance.author,
                created=glance.created,
                is_lost=around is None,
            )
