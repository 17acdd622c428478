"""Answers of a person to what other tools suggest, each one step that can be undone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotations import Passage, Store, SuggestedPassage, SuggestionAnswer, seek
from reader.text import Span
from reader.workspace.actions.annotating import anchor_on, holds_quote, keeping, passage_on

if TYPE_CHECKING:
    from collections.abc import Collection

    from reader.corpus import Document


def open_suggestions(store: Store, document: Document) -> list[tuple[SuggestedPassage, Span]]:
    """Return what is suggested in a document and not answered yet, with where it stands now.

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


def accept_suggestion(
    store: Store, document: Document, suggestion: SuggestedPassage, span: Span
) -> Passage:
    """Set what is suggested as a passage of one's own, on top of one that is there already.

    Others that suggest no more than this at the same place are answered with it.
    """
    known = passage_on(store, document, span)
    passage = known or Passage(
        document=document.id,
        anchor=anchor_on(document, span),
    )
    tags = tuple(dict.fromkeys((*passage.tags, *suggestion.tags)))
    notes = dict.fromkeys(filter(None, (passage.note, suggestion.note)))
    answered = [
        one
        for one, place in open_suggestions(store, document)
        if one.id == suggestion.id
        or (place == span and set(one.tags) <= set(tags) and one.note in {"", *notes})
    ]
    with keeping(store, document), store.step("accept a suggestion") as step:
        for one in answered:
            step.delete(one)
        return step.put(replace(passage, tags=tags, note="\n".join(notes)))


def reject_suggestions(store: Store, suggestions: Collection[SuggestedPassage]) -> None:
    """Take suggestions out of sight; the same file does not bring them once more."""
    what = "a suggestion" if len(suggestions) == 1 else f"{len(suggestions):,} suggestions"
    with store.step(f"reject {what}") as step:
        for one in suggestions:
            step.put(replace(one, answer=SuggestionAnswer.REJECTED))
