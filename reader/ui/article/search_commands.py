"""Commands that search in the article, and walk what was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding
from textual.widgets import Input

from reader.annotations import Passage, StoreChange
from reader.text import Excerpt, Span, numbered
from reader.ui.article.article_part import ArticlePart, OpenArticle
from reader.ui.article.view import MarkedSpan
from reader.ui.article.view.layers import Spanned
from reader.ui.shared.commands import key_of, part_command
from reader.workspace.actions.passages.annotating import standing
from reader.workspace.query.occurrences import occurrences
from reader.workspace.query.syntax import QueryError

_FORMS = 'words  "As They Stand"  =whole words  /regular expression/'
_HELP = f"Search in the article: {_FORMS} (accents count)"


class SearchCommands(ArticlePart):
    """Marks the hits of a search, also in the articles that are read after this one.

    Found are words of the text, and passages whose note has them.
    """

    COMMANDS: ClassVar[Sequence[Binding]] = [
        part_command("find.search", "slash", "search.ask", "Search", _HELP),
        part_command("find.next", "n", "search.step(1)", "Next hit", "The next hit"),
        part_command("find.previous", "N", "search.step(-1)", "Previous hit", "The previous hit"),
    ]

    def __init__(self, opened: OpenArticle, walked: Callable[[], Sequence[Span] | None]) -> None:
        """Make the commands of an opened article; ``walked`` gives what goes before the hits."""
        super().__init__(opened)
        self._walked = walked
        self.words = ""
        self.box = Input(placeholder=_FORMS, id="search")
        self.box.display = False
        self._hits: list[Span] = []
        self._noted: list[Passage] = []
        self._stops: list[Span] = []
        self._problem = ""

    @property
    def has_hits(self) -> bool:
        """Tell whether anything is marked."""
        return bool(self._stops)

    @property
    def place(self) -> str:
        """The number of the hit that the caret stands on: ``3/17``; without a place beside them."""
        starts = [stop.start for stop in self._stops]
        if not starts:
            return self._problem or ("not found" if self.words else "")
        caret, noted = self.view.caret, len(self._noted)
        here = f"{starts.index(caret) + 1:,}/" if caret in starts else ""
        hits = f"hit {here}{len(starts):,}" if here else numbered(len(starts), "hit")
        return f"{hits}, {noted:,} in notes" if noted else hits

    def article_shown(self) -> None:
        """Find in another text what was searched."""
        self._problem, self._hits, self._noted = "", [], []
        if self.words:
            try:
                self._hits = occurrences(self.view.excerpt, self.words)
                self._noted = [
                    one for one in standing(self.store, self.source) if self._is_noted(one)
                ]
            except QueryError as error:
                self._problem = error.message
        places = [one.anchor.span for one in self._noted]
        self._stops = sorted({*self._hits, *places})
        self._draw()

    def annotations_changed(self, change: StoreChange) -> None:
        """Find notes as they are now."""
        if self.words and "passages" in change.tables:
            self.article_shown()

    def _is_noted(self, passage: Passage) -> bool:
        return bool(passage.note) and bool(occurrences(Excerpt.whole(passage.note), self.words))

    def seek(self, words: str) -> None:
        """Mark words wherever they stand; none end the search."""
        self.words = words
        self.article_shown()

    def ask(self) -> None:
        """Ask for words to find."""
        self.box.display = True
        self.box.focus()

    def close(self) -> bool:
        """Close the box, where it is open; return whether it was."""
        was_open = self.box.display
        if was_open:
            self.box.display = False
            self.view.focus()
        return was_open

    def go_to_first(self) -> None:
        """Go to the first hit at or after the caret."""
        caret = self.view.caret
        here = [span for span in self._stops if span.start >= caret] or self._stops
        if here:
            self._go(here[0].start)
        elif not self._problem:  # which the line tells already
            self.screen.say("Not found in this article", is_miss=True)

    def step(self, by: int) -> None:
        """Go to the next hit, or the one before."""
        walked = self._walked()
        stops = walked or self._stops
        place = neighbour(stops, self.view.caret, by)
        if place is not None:
            self._go(place)
        elif not stops:
            unsearched = f"Nothing was searched: {key_of('find.search')} does"
            nothing_new = f"Nothing is new here: {key_of('version.fresh')} shows all alike"
            self.screen.say(unsearched if walked is None else nothing_new, is_miss=True)

    def _go(self, place: int) -> None:
        """Go to a hit; where it is a note that has the words, let its passage be at hand."""
        self.view.caret = place
        noted = next((one for one in self._noted if one.anchor.start == place), None)
        if noted is not None and all(hit.start != place for hit in self._hits):
            self.view.hold(noted.id)
        self._draw()

    def _draw(self) -> None:
        caret = self.view.caret
        self.view.hits = [
            MarkedSpan(hit.start, hit.end, "current" if hit.start == caret else "")
            for hit in self._hits
        ]
        self.opened.changed()


def neighbour(spans: Sequence[Spanned], caret: int, by: int) -> int | None:
    """Return the start of the next span (``by`` 1) or the one before (-1), going round the ends.

    None where there is no other.
    """
    after = [span.start for span in spans if span.start > caret]
    before = [span.start for span in spans if span.start < caret]
    ahead = (after or before) if by > 0 else (before or after)
    if not ahead:
        return None
    return min(ahead) if by > 0 else max(ahead)
