"""Going from one article of the list to the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding

from reader.ui.article.article_part import ArticlePart, OpenArticle
from reader.ui.article.suggestion_commands import SuggestionCommands
from reader.ui.shared.commands import part_command


class ListWalk(ArticlePart):
    """Walks the articles of ``order``: those of the list that this one was opened from.

    Who answers suggestions goes on to the next article with some, and to its first one.
    """

    COMMANDS: ClassVar[Sequence[Binding]] = [
        part_command("go.next", "greater_than_sign", "list.go(1)", "Next", "The next article"),
        part_command(
            "go.previous", "less_than_sign", "list.go(-1)", "Previous", "The previous article"
        ),
    ]

    def __init__(
        self,
        opened: OpenArticle,
        order: Sequence[str],
        suggestions: SuggestionCommands,
        read: Callable[[str], None],
    ) -> None:
        super().__init__(opened)
        self._order, self._suggestions, self._read = order, suggestions, read
        self._answers = False  # whether what is asked for is to be opened at a suggestion

    def go(self, by: int, message: str = "") -> None:
        """Read the article so many places on; what was told of the one that is left ends."""
        wanted, order = self.opened.wanted, self._order
        place = order.index(wanted) + by if wanted in order else 0
        is_over = self._suggestions.is_over
        if is_over:
            having = self.workspace.facts.suggested
            while 0 <= place < len(order) and order[place] not in having:
                place += by
        if 0 <= place < len(order):
            self._answers = is_over
            self.screen.say(message)
            self._read(order[place])
        else:
            end = "This is the last one" if by > 0 else "This is the first one"
            end = "No further article of the list has suggestions" if is_over else end
            self.screen.say(f"{message}. {end}" if message else end)

    def article_shown(self) -> None:
        """Find the place of the article, once: the list may be long, and keys draw the bars."""
        place = self._order.index(self.document) + 1 if self.document in self._order else 0
        self.opened.place = f"{place:,}/{len(self._order):,}" if place else ""

    def go_to_suggestion(self) -> None:
        """Go to the first suggestion, where those of the list are answered."""
        query = self.workspace.view_state.text("filter")
        if self._answers or ("has:suggestion" in query and self.opened.place):
            self._suggestions.go_to_first()
        self._answers = False
