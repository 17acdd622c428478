"""The differences of a version from the one that it stands beside."""

from __future__ import annotations

from dataclasses import replace

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.worker import get_current_worker

from reader.duplicates import Alignment, PairStatus
from reader.errors import ReaderError
from reader.text import Excerpt
from reader.ui.compare.view import ComparisonView, VersionHeads
from reader.ui.duplicates.version_rows import WIDE
from reader.workspace import Workspace
from reader.workspace.cache.comparison import Comparison

# Lines from which on what differs alone would leave most of them empty.
_TALL = 16
_NOTHING = (Excerpt.whole(""), Excerpt.whole(""))


class VersionPreview(Vertical):
    """Two versions under their heads: all of both where there is room, else what differs."""

    def __init__(self, workspace: Workspace, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._workspace = workspace
        self._pair = ("", "")

    def compose(self) -> ComposeResult:
        """Lay out the heads over the sentences."""
        yield VersionHeads()
        yield ComparisonView()

    def on_mount(self) -> None:
        """Leave the focus to the list of versions."""
        self.query_one(ComparisonView).can_focus = False

    def show(self, a: str, b: str) -> None:
        """Show a version ``b`` beside another one, as soon as they are compared.

        Until then nothing stands below their heads: a verdict is given on what is read there.
        """
        self.display = True
        heads = ((one, self._workspace.summaries.of(one)) for one in (a, b))
        self.query_one(VersionHeads).show(*heads, used=1)
        if self._pair != (a, b):
            self._pair = (a, b)
            self._show(_NOTHING, Alignment(()))
        if a != b:
            self._read(a, b)

    @work(thread=True, exclusive=True, group="preview", exit_on_error=False)
    def _read(self, a: str, b: str) -> None:
        worker, workspace = get_current_worker(), self._workspace
        try:
            stories = workspace.article(a).story, workspace.article(b).story
            comparison = workspace.duplicates.compare(a, b)
        except ReaderError:
            # The list names what can't be read; there is nothing to show beside it.
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_comparison, (a, b), stories, comparison)

    def _show_comparison(
        self, pair: tuple[str, str], stories: tuple[Excerpt, Excerpt], comparison: Comparison
    ) -> None:
        if pair != self._pair:  # another one was asked for while this one was on its way
            return
        whole = self.size.width >= WIDE or self.size.height >= _TALL
        self._show(stories, comparison.alignment if whole else differing(comparison.alignment))
        if whole:
            self.query_one(ComparisonView).action_change(1)

    def _show(self, stories: tuple[Excerpt, Excerpt], alignment: Alignment) -> None:
        self.query_one(ComparisonView).show(*stories, alignment)


def differing(alignment: Alignment) -> Alignment:
    """Return the differences: sentences that both have, those of one alone, those only moved."""
    same = PairStatus.VERBATIM
    pairs = [one for one in alignment.pairs if one.status is not same or one.moved]
    alone = (PairStatus.ADDED, PairStatus.DROPPED)
    pairs.sort(key=lambda one: (one.status is same, one.status in alone))
    return replace(alignment, pairs=tuple(pairs))
