"""The other versions of the article on the screen: compare, what is new, work that carries over."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import work

from reader.annotations import Passage, StoreChange
from reader.errors import ReaderError
from reader.text import Span, one_line
from reader.ui.article.tagging import TaggingScreen
from reader.ui.article.view import Mark
from reader.ui.commands import command
from reader.workspace.actions.annotating import passage_on, passages_at

if TYPE_CHECKING:
    from reader.workspace.actions.carry_over import Offer
    from reader.workspace.analyses.story_versions import Fresh


class VersionsScreen(TaggingScreen):
    """What can be done with the other versions of the article on the screen."""

    BINDINGS = [
        command(
            "version.compare", "c", "compare", "Compare", "Beside its next version", footer=True
        ),
        command("version.cluster", "V", "cluster", "Cluster", "All its versions, who says what"),
        command(
            "version.fresh", "f", "fresh", "Fresh", "Dim what versions read before said already"
        ),
        command(
            "tag.carry",
            "equals_sign",
            "carry",
            "Carry over",
            "Set this passage in the other versions too",
        ),
    ]

    def __init__(self, document: str) -> None:
        super().__init__(document)
        self._fresh: Fresh | None = None
        self._dims = False
        self._offers: tuple[Offer, ...] = ()

    # -- going there -------------------------------------------------------------------------

    @work(thread=True, group="versions", exclusive=True, exit_on_error=False)
    def action_compare(self) -> None:
        """Compare the article with its next version."""
        from reader.workspace.analyses.story_versions import beside

        document = self.document
        found = beside(self.workspace, document)
        if found:
            self.app.call_from_thread(self.navigator.open_comparison, document, found[0])
        else:
            self.app.call_from_thread(self.say, "No other version is known: L links one")

    def action_cluster(self) -> None:
        """Show all versions of the story."""
        self.navigator.open_story(self.document)

    # -- what is new -------------------------------------------------------------------------

    @property
    def news(self) -> str:
        """How much of the article is new to who has read other versions of it."""
        if self._fresh is None or not self._fresh.read:
            return ""
        count = len(self._fresh.read)
        return f"{self._fresh.share:.0%} new after {count} other version{'s' * (count > 1)}"

    def show_fresh(self) -> None:
        """Find what is new in the article that is shown now."""
        self._fresh, self._offers = None, ()
        if self.workspace.pairs_of(self.document) or self.store.links(self.document):
            self._find_fresh(self.document)

    @work(thread=True, group="fresh", exclusive=True, exit_on_error=False)
    def _find_fresh(self, document: str) -> None:
        from reader.workspace.analyses.story_versions import fresh

        try:
            found = fresh(self.workspace, document)
        except ReaderError as error:
            self.app.call_from_thread(self.reader.say_error, error)
            return
        self.app.call_from_thread(self._take_fresh, document, found)

    def _take_fresh(self, document: str, found: Fresh) -> None:
        if document == self.document:
            self._fresh = found
            self._dim()
            self.show_where()

    def _dim(self) -> None:
        spans = self._fresh.dimmed if self._fresh is not None and self._dims else ()
        self.view.dimmed = [Mark(span.start, span.end) for span in spans]

    def show_where(self) -> None:
        """Say which document this is; ``news`` belongs to it."""
        raise NotImplementedError

    def action_fresh(self) -> None:
        """Dim what was read already in other versions, or show all alike."""
        self._dims = not self._dims
        self._dim()
        if not self._dims:
            self.say("All is shown alike")
        elif self.news:
            self.say(f"{self.news}; the rest is dim")
        else:
            self.say("All is new: no other version was read before")

    def annotations_changed(self, change: StoreChange) -> None:
        """Find anew what is new where links have changed."""
        if "links" in change.tables:
            self.show_fresh()

    # -- work that carries over --------------------------------------------------------------

    def tagged(self, spans: Sequence[Span]) -> None:
        """Look where what was tagged just now stands in other versions."""
        found = (passage_on(self.store, self.source, span) for span in spans)
        self._find_offers([passage for passage in found if passage is not None])

    @work(thread=True, group="offers", exclusive=True, exit_on_error=False)
    def _find_offers(self, passages: Sequence[Passage], *, asked: bool = False) -> None:
        from reader.workspace.actions.carry_over import offers

        try:
            found = [offer for one in passages for offer in offers(self.workspace, one)]
        except ReaderError as error:
            self.app.call_from_thread(self.reader.say_error, error)
            return
        self.app.call_from_thread(self._take_offers, tuple(found), asked)

    def _take_offers(self, found: tuple[Offer, ...], asked: bool) -> None:
        self._offers = found
        if asked and found:
            self.action_carry()
        elif asked:
            self.say("It stands in no other version, or is tagged there already")
        elif found:
            documents = len({offer.document for offer in found})
            other = "another version" if documents == 1 else f"{documents} other versions"
            self.say(f"Saved; it stands in {other} too: = sets it there")

    @work(group="dialog")
    async def action_carry(self) -> None:
        """Set the passage in the other versions; one that is reworded there is shown first."""
        from reader.duplicates import Confidence
        from reader.ui.article.offers import OffersScreen
        from reader.workspace.actions.carry_over import carry

        known = [o for o in self._offers if self.store.get(Passage, o.passage.id) is not None]
        self._offers = ()
        if not known:
            under = passages_at(self.store, self.source, self.view.caret)[:1]
            if under:
                self._find_offers(under, asked=True)
            else:
                self.say("Tag a passage first, or go to one: [ and ] do")
            return
        chosen = tuple(known)
        if any(offer.confidence is Confidence.REWORDED for offer in known):
            shown = [(offer, *self._described(offer)) for offer in known]
            chosen = await self.app.push_screen_wait(OffersScreen(shown))
        done = self.attempt(partial(carry, self.workspace, chosen)) if chosen else None
        if done:
            places = "once" if len(done) == 1 else f"{len(done)} times"
            self.say(f"Carried over {places}; u takes it back")

    def _described(self, offer: Offer) -> tuple[str, str]:
        """Return the title of the version, and the words that stand there."""
        source = self.workspace.document(offer.document).source
        title = self.workspace.card(offer.document).title
        words = one_line(offer.span.of(source))
        return f"{title} · {one_line(offer.document)}", words
