"""Commands on what other tools suggest in the article: accept, reject, and go on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding

from reader.annotations import StoreChange, SuggestedPassage, Tag, Tell
from reader.text import Span, numbered
from reader.ui.article.article_part import ArticlePart, OpenArticle
from reader.ui.article.caret_state import tool_of
from reader.ui.article.passage_reach import none_left
from reader.ui.article.view import NOTHING, Badge, TaggedSpan
from reader.ui.shared.commands import key_of, part_edit, undoable
from reader.ui.shared.dialogs.choosing import KeyChoice
from reader.ui.shared.overlays.waiting_dialog import wait_for
from reader.workspace.actions.passages.answering_suggestions import (
    Placed,
    accept_suggestions,
    open_suggestions,
    reject_suggestions,
    suggestions_of_tool,
)


class SuggestionCommands(ArticlePart):
    """Draws the suggestions of other tools, and answers the one at the caret.

    Their keys are those of other commands where no suggestion is at hand; not where the last one
    was just answered: who goes on with them means no passage of a person.
    """

    COMMANDS: ClassVar[Sequence[Binding]] = [
        part_edit(
            "tag.accept",
            "y",
            "suggestions.accept",
            "Accept",
            "Accept the suggestion of another tool, and go on to the next",
            footer=True,
        ),
        part_edit(
            "tag.reject",
            "x",
            "suggestions.reject",
            "Reject",
            "Reject the suggestion of another tool, and go on to the next",
            footer=True,
        ),
        part_edit(
            "tag.accept-all",
            "Y",
            "suggestions.answer_all(1)",
            "Accept all",
            "Accept all that this tool suggests, in the article or in all articles",
        ),
        part_edit(
            "tag.reject-all",
            "X",
            "suggestions.answer_all(0)",
            "Reject all",
            "Reject all that this tool suggests, in the article or in all articles",
        ),
    ]

    def __init__(self, opened: OpenArticle) -> None:
        super().__init__(opened)
        self.found: list[Placed] = []
        self._answered: set[str] = set()

    @property
    def at_hand(self) -> SuggestedPassage | None:
        """The suggestion that keys answer."""
        drawn = self.view.here.suggestion
        return next((one for one, _ in self.found if drawn and one.id == drawn.key), None)

    @property
    def is_over(self) -> bool:
        """Tell whether the last one was answered, and the caret has not moved since."""
        return self.view.here.held == NOTHING and self.at_hand is None

    def article_shown(self) -> None:
        """Draw the suggestions in another article."""
        self._draw()

    def go_to_first(self) -> None:
        """Go to the first suggestion of the article, if there is one."""
        if self.found:
            self._go_to(self.found[0])

    def _go_to(self, placed: Placed) -> None:
        self.view.caret = placed[1].start
        self.view.hold(placed[0].id)

    def annotations_changed(self, change: StoreChange) -> None:
        """Draw the suggestions as they are now, and go to the one whose answer was taken back."""
        if change.tables & {"suggestions", "tags"}:
            before = {one.id for one, _ in self.found}
            self._draw()
            back = (p for p in self.found if p[0].id in self._answered - before)
            if placed := next(back, None):
                self._go_to(placed)

    def _draw(self) -> None:
        self.found = open_suggestions(self.store, self.source)
        tags = {tag.id: tag for tag in self.store.tags()}
        self.view.suggestions = [
            TaggedSpan(
                span.start,
                span.end,
                tuple(Badge("?", tags[tag].color, "┊") for tag in one.tags if tag in tags)
                or (Badge("?", "", "┊"),),
                one.id,
                has_note=bool(one.note),
            )
            for one, span in self.found
        ]

    def accept(self) -> None:
        """Accept the suggestion at the caret, and go on to the next one."""
        self._answer(self._accept, "accepted")

    def reject(self) -> None:
        """Take the suggestion at the caret out of sight, and go on to the next."""
        self._answer(lambda one, _: reject_suggestions(self.store, [one]), "rejected")

    def _accept(self, suggestion: SuggestedPassage, span: Span) -> None:
        accept_suggestions(self.store, [(self.source, [(suggestion, span)])])

    def answer_all(self, accepts: int) -> None:
        """Accept or reject all that the tool at hand suggests; where is asked for."""
        suggestion = self.at_hand
        if suggestion is None:
            self.screen.say(none_left())
            return
        here = [placed for placed in self.found if placed[0].tool == suggestion.tool]
        choices = {"a": f"in this article: {len(here):,}", "c": "in all articles"}
        question = f"{'Accept' if accepts else 'Reject'} what {tool_of(suggestion)} suggests"
        take = partial(self._answer_where, suggestion, here, accepts=bool(accepts))
        self.screen.app.push_screen(KeyChoice(question, choices), take)

    def _answer_where(
        self, suggestion: SuggestedPassage, here: list[Placed], where: str | None, *, accepts: bool
    ) -> None:
        def answer(tell: Tell) -> int:
            found = [(self.source, here)]
            if where == "c":
                found = suggestions_of_tool(self.workspace, suggestion.tool)
            placed = [one for _, own in found for one, _ in own]
            if accepts:
                accept_suggestions(self.store, found, tell)
            else:
                reject_suggestions(self.store, placed, tell)
            return len(placed)

        def report(count: int) -> None:
            what = f"{numbered(count, 'suggestion')} of {tool_of(suggestion)}"
            done = "accepted" if accepts else "rejected"
            self.screen.reader.say(undoable(f"{what} {done}"))

        if where == "a":
            count = self.screen.attempt(lambda: answer(lambda *_: None))
            if count is not None:
                report(count)
        elif where == "c":
            title = f"{'Accepting' if accepts else 'Rejecting'} what {tool_of(suggestion)} suggests"
            wait_for(self.screen.app, title, answer, report)

    def _answer(self, action: Callable[[SuggestedPassage, Span], object], done: str) -> None:
        suggestion = self.at_hand
        if suggestion is None:
            self.screen.say(none_left())
            return
        place = next(span for one, span in self.found if one.id == suggestion.id)
        if not self.screen.done(lambda: action(suggestion, place)):
            return
        self._answered.add(suggestion.id)
        left = len(self.found)
        if left:
            ahead = (placed for placed in self.found if placed[1].start >= place.start)
            self._go_to(next(ahead, self.found[0]))
        else:
            self.view.hold(NOTHING)
        last = f"the last one here: {key_of('go.next')} goes on"
        more = f"{numbered(left, 'suggestion')} left" if left else last
        self.screen.say(undoable(f"{self.named(suggestion)} {done}, {more}"))

    def named(self, suggestion: SuggestedPassage) -> str:
        """Return the name of a suggestion in a message: by its tags."""
        tags = self.store.some(Tag, suggestion.tags)
        return ", ".join(tag.name for tag in tags) or "suggestion"
