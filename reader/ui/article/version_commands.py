"""Commands on the other versions of the article: compare, what is new, work that carries over."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from reader.annotations import Passage, StoreChange, Verdict, other_end
from reader.errors import ReaderError
from reader.text import Span, numbered, one_line
from reader.ui.article.article_part import ArticlePart, OpenArticle
from reader.ui.article.caret_state import no_passage
from reader.ui.article.passage_reach import PassageReach
from reader.ui.article.view import MarkedSpan
from reader.ui.shared.commands import key_of, part_command, part_edit, undoable, with_keys
from reader.ui.shared.lines.head_line import waiting
from reader.workspace.actions.passages.annotating import passages_on
from reader.workspace.overviews.passage_contexts import shown_quote

if TYPE_CHECKING:
    from reader.workspace.actions.passages.carry_over import Offer
    from reader.workspace.overviews.story_versions import Fresh


class VersionCommands(ArticlePart):
    """The commands for other versions of the article, and the spans that are new in it."""

    COMMANDS: ClassVar[Sequence[Binding]] = [
        part_command(
            "version.compare",
            "c",
            "versions.compare",
            "Compare",
            "Beside its next version",
            footer=True,
        ),
        part_command(
            "version.story", "V", "versions.story", "Story", "All its versions, who says what"
        ),
        part_command(
            "version.fresh",
            "f",
            "versions.turn_fresh",
            "Fresh",
            "Dim what versions read before said already; n and N walk what is fresh",
        ),
        part_edit(
            "tag.carry",
            "equals_sign",
            "versions.carry",
            "Carry",
            "Set this passage in the other versions too",
            footer=True,
        ),
        part_command(
            "version.link", "L", "versions.link", "Link", "Link duplicates of this article"
        ),
    ]

    def __init__(self, opened: OpenArticle, reach: PassageReach) -> None:
        super().__init__(opened)
        self._reach = reach
        self._fresh: Fresh | None = None
        self._dims = False
        self._offers: tuple[Offer, ...] = ()
        self._said = ""

    # -- going there -------------------------------------------------------------------------

    def linked(self) -> list[tuple[str, str]]:
        """Return the documents that this one is linked to, each with the kind of the link."""
        return [
            (other_end(link, self.document), link.kind)
            for link in self.store.links(self.document)
            if link.verdict is Verdict.ACCEPTED
        ]

    @property
    def link_goal(self) -> str:
        """The key that goes to what is linked, and the kind of the one link or their number."""
        linked = self.linked()
        if not linked:
            return ""
        goal = linked[0][1] if len(linked) == 1 else f"{len(linked)} linked"
        return f"{key_of('version.other')} {goal}"

    def compare(self) -> None:
        """Compare the article with its next version."""
        self.in_thread(partial(self._compare, self.document), "versions")

    def _compare(self, document: str) -> None:
        from reader.workspace.overviews.story_versions import beside

        try:
            found = beside(self.workspace, document)
        except ReaderError as error:
            self.call(self.screen.reader.say_error, error)
            return
        if found:
            self.call(self.screen.navigator.open_comparison, document, found[0])
        else:
            none = with_keys("No other version is known: {version.link} links one")
            self.call(self.screen.say, waiting(self.workspace.progress, none))

    def story(self) -> None:
        """Show all versions of the story."""
        self.screen.navigator.open_story(self.document)

    def link(self) -> None:
        """Link duplicates of the article."""
        self.screen.navigator.open_links(self.document)

    # -- what is new -------------------------------------------------------------------------

    @property
    def news(self) -> str:
        """The share of the article that is new to a reader of other versions of it."""
        if self._fresh is None or not self._fresh.read:
            return ""
        others = numbered(len(self._fresh.read), "other version")
        return f"{self._fresh.share:.0%} new after {others}"

    @property
    def likely(self) -> str:
        """The number of undecided versions of an article linked to none, and the key for them."""
        count = len(self._undecided())
        if not count or self.linked() or self.news:
            return ""
        return f"{count:,} likely: {key_of('version.link')}"

    @property
    def stretches(self) -> Sequence[Span] | None:
        """The stretches that are fresh here, while the rest is dim; else None."""
        return self._fresh.stretches if self._fresh is not None and self._dims else None

    def article_shown(self) -> None:
        """Find the new spans of the article that is shown now."""
        self._fresh, self._offers = None, ()
        if self.workspace.duplicates.pairs_of(self.document) or self.store.links(self.document):
            self.in_thread(partial(self._find_fresh, self.document), "fresh")

    def annotations_changed(self, change: StoreChange) -> None:
        """Find anew what is new where links have changed."""
        if "links" in change.tables:
            self.article_shown()

    def _find_fresh(self, document: str) -> None:
        from reader.workspace.overviews.story_versions import fresh

        try:
            found = fresh(self.workspace, document)
        except ReaderError as error:
            self.call(self.screen.reader.say_error, error)
            return
        self.call(self._take_fresh, document, found)

    def _take_fresh(self, document: str, found: Fresh) -> None:
        if document == self.document:
            self._fresh = found
            self._dim()
            self.opened.changed()

    def _dim(self) -> None:
        spans = self._fresh.dimmed if self._fresh is not None and self._dims else ()
        self.view.dimmed = [MarkedSpan(span.start, span.end) for span in spans]

    def turn_fresh(self) -> None:
        """Dim the spans read already in other versions, or show all alike."""
        self._dims = not self._dims
        self._dim()
        if not self._dims:
            self.screen.say("All is shown alike")
        elif self._fresh is not None and self._fresh.read:
            walk = with_keys("the rest is dim, {find.next} and {find.previous} walk what is new")
            rest = walk if self.stretches else "all is dim"
            self.screen.say(f"{self.news}; {rest}")
        else:
            self.screen.say(self._none_read())

    def _none_read(self) -> str:
        """Return the words for an article of which no sure version was read before."""
        from reader.workspace.overviews.story_versions import read_before

        likely = read_before(self.store, self.document, self._undecided())
        if not likely:
            return "All is new: no other version was read before"
        were = "was" if len(likely) == 1 else "were"
        those = numbered(len(likely), "undecided one")
        return f"No sure version was read before, but {those} {were}: {key_of('version.link')}"

    def _undecided(self) -> list[str]:
        """Return the documents that may be versions of the article, and nobody has decided on."""
        decided = {other_end(link, self.document) for link in self.store.links(self.document)}
        pairs = self.workspace.duplicates.pairs_of(self.document)
        others = (pair.other_end(self.document) for pair in pairs)
        return [other for other in others if other not in decided]

    # -- work that carries over --------------------------------------------------------------

    def offer(self, message: str, spans: Sequence[Span]) -> None:
        """Find the places in other versions of spans tagged just now, as was ``message``."""
        self._said = message
        found = passages_on(self.store, self.source, spans)
        self._find_offers([passage for passage in found if passage is not None])

    def _find_offers(self, passages: Sequence[Passage], *, asked: bool = False) -> None:
        self.in_thread(partial(self._offers_of, self.document, passages, asked=asked), "offers")

    def _offers_of(self, document: str, passages: Sequence[Passage], *, asked: bool) -> None:
        from reader.workspace.actions.passages.carry_over import offers

        try:
            found = [offer for one in passages for offer in offers(self.workspace, one)]
        except ReaderError as error:
            self.call(self.screen.reader.say_error, error)
            return
        self.call(self._take_offers, document, tuple(found), asked)

    def _take_offers(self, document: str, found: tuple[Offer, ...], asked: bool) -> None:
        if document != self.document:  # another article is read by now
            return
        self._offers = found
        if asked and found:
            self.carry()
        elif asked:
            self.screen.say(
                "It stands in no other version, or is tagged there already", is_miss=True
            )
        elif found:
            documents = len({offer.document for offer in found})
            other = "another version" if documents == 1 else f"{documents} other versions"
            held = _sureness(found)
            more = f"; it stands in {other} too ({held}): {key_of('tag.carry')} sets it there"
            self.screen.status_line.add(more, self._said)

    def carry(self) -> None:
        """Set the passage in every copy at once; where it is reworded, show it first.

        What is loose waits for the key to be pressed again: copies take no dialog.
        """
        from reader.duplicates import Confidence
        from reader.ui.article.offers import OffersScreen

        offers = self._offers_at_hand()
        self._offers = ()
        loose = tuple(o for o in offers if o.against or o.confidence is Confidence.REWORDED)
        sure = tuple(one for one in offers if one not in loose)
        if sure:
            self._carry(sure, loose)
        elif loose:
            shown = [(offer, *self._described(offer)) for offer in loose]
            quote = self.view.words_of(loose[0].passage.anchor.span)
            self.screen.app.push_screen(OffersScreen(quote, shown), self._carry)
        elif passage := self._reach.at_hand:
            self._find_offers([passage], asked=True)
        else:
            self.screen.say(no_passage(self.view.passages))

    def _offers_at_hand(self) -> tuple[Offer, ...]:
        """Return the offers that still hold, and are not for another passage than that at hand."""
        hand = self.view.here.at_hand
        open_offers = (o for o in self._offers if self.store.get(Passage, o.passage.id) is not None)
        found = tuple(open_offers)
        if hand is not None and hand.key not in {offer.passage.id for offer in found}:
            return ()
        return found

    def _carry(self, chosen: tuple[Offer, ...] | None, loose: tuple[Offer, ...] = ()) -> None:
        from reader.workspace.actions.passages.carry_over import carry

        carried = partial(carry, self.workspace, chosen or ())
        done = self.screen.attempt(carried) if chosen else None
        if done:
            self._offers = loose
            places = "once" if len(done) == 1 else f"{len(done)} times"
            left = f"; {key_of('tag.carry')} shows {len(loose)} loose" if loose else ""
            self.screen.say(undoable(f"Carried over {places}{left}"))

    def _described(self, offer: Offer) -> tuple[str, str]:
        """Return the title of the version, and the words that stand there."""
        source = self.workspace.document(offer.document).source
        title = self.workspace.summary(offer.document).title
        words = shown_quote(self.workspace, offer.document, offer.span, offer.span.of(source))
        own = self.source.source
        against = (
            f"! {one_line(change.a.of(own))} → {one_line(change.b.of(source))}"
            for change in offer.against
            if change.a and change.b
        )
        return " · ".join((*against, title, one_line(offer.document))), one_line(words)


def _sureness(found: Sequence[Offer]) -> str:
    """Return the number of versions with a statement word for word, loosely, or against it."""
    from reader.duplicates import Confidence

    against = {one.document for one in found if one.against}
    reworded = {one.document for one in found if one.confidence is Confidence.REWORDED}
    counts = {
        "word for word": len({one.document for one in found} - reworded - against),
        "loosely": len(reworded - against),
        "contradicting it": len(against),
    }
    return ", ".join(f"{count} {how}" for how, count in counts.items() if count)
