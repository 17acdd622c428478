"""The passage or selection that a command is for, and commands that move edges or copy words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding

from reader.annotations import Passage
from reader.text import Span, numbered, visible
from reader.ui.article.article_part import ArticlePart
from reader.ui.article.caret_state import no_passage
from reader.ui.article.view import NOTHING
from reader.ui.shared.clipboard import copy
from reader.ui.shared.commands import key_of, part_command, part_edit, with_keys
from reader.workspace.actions.passages.annotating import move_edges, passage_named, passage_on
from reader.workspace.actions.passages.citing import citation

_NONE = (
    "Select first: {select.start} and a motion, {select.sentence} for the sentence, "
    "{select.paragraph} for the paragraph"
)
_NO_COPY = "Nothing to copy: {select.start} or {select.sentence} selects"


class PassageReach(ArticlePart):
    """Finds the passage at hand, moves its edges, and copies it."""

    COMMANDS: ClassVar[Sequence[Binding]] = [
        part_edit(
            "tag.grow", "plus", "reach.move_edge(1)", "Grow", "Move the nearer edge out, a word"
        ),
        part_edit(
            "tag.shrink",
            "minus",
            "reach.move_edge(-1)",
            "Shrink",
            "Move the nearer edge in, a word",
        ),
        part_edit(
            "tag.edges",
            "M",
            "reach.move_to_selection",
            "Edges",
            "Move the edges of the passage in the selection to its ends",
        ),
        part_command(
            "tag.copy",
            "y",
            "reach.copy_cited",
            "Copy",
            "Copy the selection or passage with its citation",
            footer=True,
        ),
        part_command(
            "tag.copy-words",
            "ctrl+c",
            "reach.copy_words",
            "Copy words",
            "Copy the selection or passage as it is",
        ),
    ]

    @property
    def at_hand(self) -> Passage | None:
        """The passage that commands are meant for, where nothing is selected."""
        drawn = self.view.here.at_hand
        return self.store.get(Passage, drawn.key) if drawn is not None else None

    def spans(self, none: str = "") -> list[Span]:
        """Return the spans that a command is for: the selection, the hit here, or the passage.

        Where nothing is meant, ``none`` is said.
        """
        chosen = self.view.selection or self.view.here.hit
        if chosen is not None:
            return [chosen]
        passage = self.at_hand
        if passage is None:
            self.screen.say(self.advice_without_passage(with_keys(none or _NONE)), is_miss=True)
            return []
        return [passage.anchor.span]

    def advice_without_passage(self, otherwise: str) -> str:
        """Return the advice where no passage is at hand: how suggestions are answered, if any."""
        here, left = self.view.here, len(self.view.suggestions)
        if here.suggestion is not None:
            answers = "This is a suggestion: {tag.accept} accepts it, {tag.reject} rejects it"
            below = "; {tag.nested} takes the passage below it" * bool(here.passages)
            return with_keys(answers + below)
        if here.held == NOTHING:
            return none_left()
        if left:
            return f"Select first, or {key_of('tag.next')} goes to {numbered(left, 'suggestion')}"
        return otherwise

    def copy_cited(self) -> None:
        """Copy the selection, or the passage at hand, with where it comes from."""
        for span in self.spans(_NO_COPY):
            form = self.screen.reader.settings.citation
            words = self.view.words_of(span)
            cite = partial(citation, self.workspace, self.document, span, form, words)
            text = self.screen.attempt(cite)
            if text is not None:
                copy(self.screen.app, text)
                self.screen.say("copied with its citation")

    def copy_words(self) -> None:
        """Copy the words of the selection, or of the passage at hand."""
        for span in self.spans(_NO_COPY):
            copy(self.screen.app, visible(self.view.words_of(span)))
            self.screen.say("copied")

    # -- edges -------------------------------------------------------------------------------

    def move_edge(self, by: int) -> None:
        """Move the edge next to the caret out (1) or in (-1) by a word."""
        passage = self.at_hand
        if passage is None:
            self.screen.say(self.advice_without_passage(no_passage(self.view.passages)))
            return
        span, caret = passage.anchor.span, self.view.caret
        at_start = abs(caret - span.start) < abs(caret - span.end)
        moved = self.view.with_edge_moved(span, by, at_start=at_start)
        if moved is None or moved == span:
            self.screen.say("This edge goes no further", is_miss=True)
        elif self._set_edges(passage, moved):
            self.view.caret = moved.start if at_start else moved.end
            self.view.hold(passage.id)

    def move_to_selection(self) -> None:
        """Move the edges of the passage that the selection touches to the ends of the selection."""
        selected = self.view.selection
        touched = [
            known
            for known in self.view.passages
            if selected and known.start < selected.end and selected.start < known.end
        ]
        passage = self.store.get(Passage, touched[0].key) if len(touched) == 1 else self.at_hand
        if selected is None:
            self.screen.say(f"Select the new extent of a passage first, then {key_of('tag.edges')}")
        elif passage is None:
            several = "several passages" if touched else "no passage"
            self.screen.say(f"The selection touches {several}: the edges of one are moved")
        elif self._set_edges(passage, selected):
            self.view.action_let_go()
            self.view.hold(passage.id)

    def _set_edges(self, passage: Passage, span: Span) -> bool:
        other = passage_on(self.store, self.source, span)
        if other is not None and other.id != passage.id:
            self.screen.say("Another passage stands there already")
            return False
        moved = self.screen.attempt(partial(move_edges, self.store, self.source, passage, span))
        if moved is not None:
            self.screen.say(f"edges of {passage_named(self.store, passage)} moved")
        return moved is not None


def none_left() -> str:
    """Return the words for an article all of whose suggestions are answered."""
    return f"No suggestion is left here: {key_of('go.next')} goes to the next article with some"
