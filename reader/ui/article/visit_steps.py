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
        self._last: StepSummary | None = None
        self._asked: StepSummary | None = None
        self._leading: StepSummary | None = None
        self._led_here: StepSummary | None = None

    def leads_on(self) -> None:
        """Take note that the key of the last step also leads to another article."""
        self._leading = self.store.undoable

    def article_shown(self) -> None:
        """Begin another visit."""
        self._made.clear()
        self._last = self.store.undoable
        self._led_here, self._leading = self._leading, None

    def annotations_changed(self, change: StoreChange) -> None:
        """Take note of a step that was made here.

        The last one is none after another was taken back, nor where no step was made.
        """
        step = self.store.undoable
        is_new = step != self._last and self.store.redoable is None
        if change.own and is_new and step is not None:
            self._made.add(step)
        self._last = step

    def agrees(self, step: StepSummary) -> bool:
        """Ask before a step of another article is taken back, unless its key was seen here.

        That is one that was made from here, or that led here.
        """
        elsewhere = step.documents and self.document not in step.documents
        if not elsewhere or step in self._made or step in (self._asked, self._led_here):
            return True
        self._asked = step
        title = self.workspace.summaries.title(step.documents[0])
        self.screen.say(
            f"That is elsewhere, once more does it and goes there: {step.name} in “{title}”"
        )
        return False

    def turned(self, step: StepSummary) -> None:
        """Show the place of the step: in this article where it is out of sight, or in its own."""
        place = next((one for one in step.places if one.document == self.document), None)
        if place is not None and not self.view.sees(place.start):
            self.view.caret = place.start
        elif step in (self._asked, self._led_here) and step.documents:
            there = next((one.start for one in step.places), None)
            self._read(step.documents[0], there)
        self._asked = None
