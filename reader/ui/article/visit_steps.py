"""The steps made during a visit to an article, and those that undoing asks about first."""

from __future__ import annotations

from collections.abc import Callable

from reader.annotations import StepSummary, StoreChange
from reader.ui.article.article_part import ArticlePart, OpenArticle


class VisitSteps(ArticlePart):
    """Knows the steps that were made from the article since it is shown.

    ``read`` goes to a place of a document.
    """

    def __init__(self, opened: OpenArticle, read: Callable[[str, int | None], None]) -> None:
        super().__init__(opened)
        self._read = read
        self._made: set[StepSummary] = set()
        self._asked: StepSummary | None = None

    def article_shown(self) -> None:
        """Begin another visit."""
        self._made.clear()

    def annotations_changed(self, change: StoreChange) -> None:
        """Take note of a step that was made here."""
        step = self.store.undoable
        if change.own and step is not None:
            self._made.add(step)

    def agrees(self, step: StepSummary) -> bool:
        """Ask before a step of another article is taken back that was not made from here."""
        elsewhere = step.documents and self.document not in step.documents
        if not elsewhere or step in self._made or step == self._asked:
            return True
        self._asked = step
        title = self.workspace.cards.title(step.documents[0])
        self.screen.say(
            f"That is elsewhere, once more does it and goes there: {step.name} in “{title}”"
        )
        return False

    def turned(self, step: StepSummary) -> None:
        """Show where the step was: in this article where it is out of sight, or in its own."""
        place = next((one for one in step.places if one.document == self.document), None)
        if place is not None and not self.view.sees(place.start):
            self.view.caret = place.start
        elif step == self._asked and step.documents:
            there = next((one.start for one in step.places), None)
            self._read(step.documents[0], there)
        self._asked = None
