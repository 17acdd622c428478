"""Answers of a person to what other tools suggest, each one step that can be undone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from reader.annotations import Passage, Store, SuggestedPassage, SuggestionAnswer, Tell, seek
from reader.errors import CorpusError
from reader.text import Span
from reader.workspace.actions.passages.annotating import anchor_on, holds_quote, keeping, standing

if TYPE_CHECKING:
    from reader.corpus import Document
    from reader.workspace.workspace import Workspace

Placed: TypeAlias = tuple[SuggestedPassage, Span]


def open_suggestions(store: Store, document: Document) -> list[Placed]:
    """Return the unanswered suggestions in a document, with their present places.

    They are in the order of the text; one whose words are not in it any more is left out.
    """
    found = []
    for each in store.suggested(document.id):
        if each.answer is not SuggestionAnswer.OPEN:
            continue
        anchor = each.anchor
        span: Span | None = anchor.span
        if anchor.sha256 != document.sha256 or not holds_quote(each, document):
            span = seek(document.source, each)
        if span is not None:
            found.append((each, span))
    return sorted(found, key=lambda one: (one[1].start, one[1].end, one[0].id))


def suggestions_of_tool(workspace: Workspace, tool: str) -> list[tuple[Document, list[Placed]]]:
    """Return the unanswered suggestions of a tool in all documents, with their present places."""
    found = []
    for name in workspace.store.annotated(SuggestedPassage):
        with suppress(CorpusError):
            document = workspace.document(name)
            opened = open_suggestions(workspace.store, document)
            if own := [(one, span) for one, span in opened if one.tool == tool]:
                found.append((document, own))
    return found


def accept_suggestions(
    store: Store, chosen: Sequence[tuple[Document, Sequence[Placed]]], tell: Tell = lambda *_: None
) -> None:
    """Accept suggestions as passages of one's own, on top of those there are, as one step.

    Others that suggest no more than this at the same places are answered with it.
    """
    done, total = 0, sum(len(own) for _, own in chosen)
    what = _counted(total)
    documents = [document for document, _ in chosen]
    with keeping(store, *documents), store.step(f"accept {what}") as step:
        for document, own in chosen:
            here = {passage.anchor.span: passage for passage in standing(store, document)}
            taken: dict[Span, Passage] = {}
            for one, span in own:
                tell(done, total)
                done += 1
                before = taken.get(span) or here.get(span)
                before = before or Passage(document=document.id, anchor=anchor_on(document, span))
                tags = tuple(dict.fromkeys((*before.tags, *one.tags)))
                notes = (before.note, one.note) if one.note not in before.note else (before.note,)
                note = "\n".join(filter(None, notes))
                taken[span] = step.put(replace(before, tags=tags, note=note))
            for one, span in open_suggestions(store, document):
                now = taken.get(span)
                if now and one.note in now.note and set(one.tags) <= set(now.tags):
                    step.delete(one)


def reject_suggestions(
    store: Store, suggestions: Collection[SuggestedPassage], tell: Tell = lambda *_: None
) -> None:
    """Take suggestions out of sight; the same file does not bring them once more."""
    with store.step(f"reject {_counted(len(suggestions))}") as step:
        for number, one in enumerate(suggestions):
            tell(number, len(suggestions))
            step.put(replace(one, answer=SuggestionAnswer.REJECTED))


def _counted(count: int) -> str:
    return "a suggestion" if count == 1 else f"{count:,} suggestions"
