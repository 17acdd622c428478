"""Reading one article: tagging its passages, finding one's way in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Input, Static

from reader.annotations import Status, StoreChange, Tag, Verdict
from reader.cleaning import Article, Shown, repaired
from reader.errors import ReaderError
from reader.text import Span
from reader.ui.article.mentions import MentionsScreen
from reader.ui.article.view import Badge, Mark, TaggedSpan
from reader.ui.commands import command
from reader.ui.corpus.corpus_list import SIGNS
from reader.ui.shared.key_line import KeyLine
from reader.ui.shared.status_line import StatusLine
from reader.workspace.actions.annotating import (
    find,
    follow,
    other_end,
    remember_place,
    set_document_note,
    set_status,
    standing,
    state_of,
)
from reader.workspace.analyses.entity_index import CorpusEntity
from reader.workspace.analyses.finding import occurrences

if TYPE_CHECKING:
    from reader.annotations import Finding


class ArticleScreen(MentionsScreen):
    """One article of the corpus, cleaned, with what it mentions and what was said of it."""

    BINDINGS = [
        command("tag.orphans", "O", "orphans", "Orphans", "List passages whose text has gone"),
        command("tag.previous", "left_square_bracket", "walk(-1)", "Previous", "Previous passage"),
        command("tag.next", "right_square_bracket", "walk(1)", "Next", "Next passage"),
        command(
            "version.link", "L", "link", "Link", "Link duplicates of this article", footer=True
        ),
        command("version.other", "enter", "other", "Linked one", "Go to the linked article"),
        command("view.raw", "r", "raw", "Raw", "The raw source, hidden parts dimmed", footer=True),
        command(
            "view.asides",
            "a",
            "asides",
            "Asides",
            "Captions, teasers and doubtful lines too, dimmed",
        ),
        command(
            "view.scars",
            "R",
            "scars",
            "Scars",
            "Mend what copying broke in it, or show it as it is",
        ),
        command("document.done", "m", "done", "Done", "Mark as done and go on", footer=True),
        command("document.flag", "exclamation_mark", "flag", "Flag", "Flag for later"),
        command("document.note", "E", "document_note", "Note", "A note on the document"),
        command("go.next", "greater_than_sign", "go(1)", "Next", "The next article"),
        command("go.previous", "less_than_sign", "go(-1)", "Previous", "The previous article"),
        command("find.search", "slash", "search", "Search", "Search in the article"),
        command("find.next", "n", "hit(1)", "Next hit", "The next hit"),
        command("find.previous", "N", "hit(-1)", "Previous hit", "The previous hit"),
    ]

    def __init__(
        self,
        document: str,
        order: Sequence[str],
        at: int | None = None,
        walked: CorpusEntity | None = None,
    ) -> None:
        super().__init__(document, walked)
        self._order = order
        self._at = at
        # What is searched for: it is marked in the articles that are read after this one, too.
        self.words = ""
        self._hits: list[Span] = []
        # What is asked for becomes the document when the view holds it: until then keys mean the
        # one that is seen.
        self._wanted = document
        self._is_shown = False
        self._mends = True

    def compose(self) -> ComposeResult:
        """Lay out the article under where it is from, and over the legend of its colours."""
        yield Static(id="where", markup=False)
        yield self.view
        yield Input(placeholder="search", id="search")
        yield StatusLine(id="status")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the document."""
        self.query_one("#search").display = False
        self.read(self.document, self._at)

    # -- reading -----------------------------------------------------------------------------

    def read(self, document: str, at: int | None = None) -> None:
        """Read another document, from an offset on where one is said; the place here is kept."""
        self._wanted = document
        self._load(document, at)

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _load(self, document: str, at: int | None) -> None:
        """Clean the document, and show it."""
        try:
            article = self.workspace.article(document)
            article = repaired(article) if self._mends else article
        except ReaderError as error:
            self.app.call_from_thread(self.reader.say_error, error)
            return
        findings = find(self.store, self.workspace.document(document))
        self.app.call_from_thread(self._show, document, article, at, findings)

    def _show(
        self, document: str, article: Article, at: int | None, findings: Sequence[Finding]
    ) -> None:
        if document == self._wanted:
            self._remember()
            self.document, self._is_shown = document, True
            self.forget_mentions()
            self.view.show(article, state_of(self.store, document).place if at is None else at)
            self._find_hits()
            self._show_passages()
            self.show_where()
            self.show_legend()
            self.view.focus()
            # The text comes first: what is drawn on it may follow.
            self.call_after_refresh(self.load_mentions)
            self.call_after_refresh(self.show_fresh)
            self._follow(findings)

    def _follow(self, findings: Sequence[Finding]) -> None:
        """Let passages go with their text, where that has changed since they were set."""
        self.attempt(partial(follow, self.store, self.source, findings))
        lost = len(self.orphans())
        if findings:
            moved = f"The text has changed: {len(findings) - lost} passages went with it"
            self.say(f"{moved}, {lost} were not found: O lists them" if lost else moved)

    def orphans(self) -> list[Finding]:
        """Return the passages whose text is not to be found any more."""
        return [finding for finding in find(self.store, self.source) if finding.span is None]

    def _show_passages(self) -> None:
        tags = {tag.id: tag for tag in self.store.tags()}
        self.view.passages = [
            TaggedSpan(
                passage.anchor.start,
                passage.anchor.end,
                tuple(_badge(tags[tag]) for tag in passage.tags if tag in tags),
                passage.id,
            )
            for passage in standing(self.store, self.source)
        ]

    def show_where(self) -> None:
        """Say which document this is, what it is linked to, and what was noted on it."""
        state = state_of(self.store, self.document)
        sign = SIGNS[state.status]
        if self.document in self._order:
            sign += f" {self._order.index(self.document) + 1:,}/{len(self._order):,}"
        parts = [sign, self.document, self.news]
        parts += [
            f"{known.kind}: {other_end(known, self.document)}"
            for known in self.store.links(self.document)
            if known.verdict is Verdict.ACCEPTED
        ]
        parts += [state.note.replace("\n", " "), self.workspace.card(self.document).note]
        where = " · ".join(part for part in parts if part)
        self.query_one("#where", Static).update(where, layout=False)

    def _remember(self) -> None:
        """Keep the place that was read last."""
        if self._is_shown:
            sha256, place = self.source.sha256, self.view.place
            self.attempt(partial(remember_place, self.store, self.document, sha256, place))

    def on_unmount(self) -> None:
        """Keep the place when the article is left."""
        self._remember()

    def annotations_changed(self, change: StoreChange) -> None:
        """Show the passages and the links as they are now."""
        super().annotations_changed(change)
        if self._is_shown:
            # What undo brings back may have been set in an earlier text.
            again = [one for one in find(self.store, self.source) if one.span is not None]
            self.attempt(partial(follow, self.store, self.source, again))
        self._show_passages()
        self.show_where()

    # -- going on ----------------------------------------------------------------------------

    def action_go(self, by: int) -> None:
        """Read the next article of the list, or the one before."""
        place = self._order.index(self._wanted) + by if self._wanted in self._order else 0
        if 0 <= place < len(self._order):
            self.read(self._order[place])
        else:
            self.say("This is the last one" if by > 0 else "This is the first one")

    def action_done(self) -> None:
        """Mark the article as done, and read the next."""
        self.attempt(partial(set_status, self.store, [self.document], Status.DONE))
        self.action_go(1)

    def action_flag(self) -> None:
        """Flag the article, or take the flag away."""
        flagged = state_of(self.store, self.document).status is Status.FLAGGED
        status = Status.READING if flagged else Status.FLAGGED
        self.attempt(partial(set_status, self.store, [self.document], status))

    def action_document_note(self) -> None:
        """Edit the note on the document."""
        from reader.ui.shared.dialogs import NoteEditor

        before = state_of(self.store, self.document).note
        keep = partial(self._keep_document_note, self.document, before)
        self.app.push_screen(NoteEditor(f"Note on {self.document}", before), keep)

    def _keep_document_note(self, document: str, before: str, text: str | None) -> None:
        if text is not None and text != before:
            self.attempt(partial(set_document_note, self.store, document, text))

    def action_orphans(self) -> None:
        """List the passages whose text is not to be found any more."""
        if self.orphans():
            self.navigator.open_orphans(self.source)
        else:
            self.say("Every passage of this article stands in its text")

    def action_link(self) -> None:
        """Link duplicates of the article."""
        self.navigator.open_links(self.document)

    def action_other(self) -> None:
        """Go to the article that this one is linked to; where there are several, choose."""
        linked = [
            other_end(known, self.document)
            for known in self.store.links(self.document)
            if known.verdict is Verdict.ACCEPTED
        ]
        if len(linked) == 1:
            self.read(linked[0])
        else:
            self.action_link()

    # -- finding -----------------------------------------------------------------------------

    def action_raw(self) -> None:
        """Show the raw source, or the clean article again."""
        self._turn_to(Shown.SOURCE, "Raw source: hidden parts are dim")

    def action_asides(self) -> None:
        """Show what stands beside the article or may belong to it, or the clean article again."""
        article = self.view.article
        if any(block.is_aside for block in article.blocks):
            self._turn_to(Shown.ASIDES, "Captions, teasers and doubtful lines are dim")
        else:
            self.say("Nothing stands beside this article")

    def _turn_to(self, reading: Shown, words: str) -> None:
        back = self.view.reading is reading
        self.view.reading = Shown.ARTICLE if back else reading
        self.say("Cleaned" if back else words)
        self._find_hits()

    def action_scars(self) -> None:
        """Mend what copying broke in the text, for display alone, or show it as it is."""
        self._mends = not self._mends
        self.read(self.document, self.view.caret)
        self.say("What copying broke is mended" if self._mends else "The text as it is")

    def action_walk(self, by: int) -> None:
        """Go to the next passage or mention, or the one before."""
        if self.walks:
            marks = [Span(mark.start, mark.end) for mark in self.view.mentions]
        else:
            marks = [
                Span(passage.anchor.start, passage.anchor.end)
                for passage in standing(self.store, self.source)
            ]
        self._step(
            marks, by, "It is not mentioned here" if self.walks else "There are no passages yet"
        )

    def _step(self, spans: Sequence[Span], by: int, none: str) -> None:
        """Put the caret on the next span, or the one before, beginning anew at the ends."""
        caret = self.view.caret
        after = [span for span in spans if span.start > caret]
        before = [span for span in spans if span.start < caret]
        ahead = (after or before) if by > 0 else (before or after)
        if ahead:
            self.view.caret = min(ahead).start if by > 0 else max(ahead).start
        elif not spans:
            self.say(none)

    def action_search(self) -> None:
        """Ask for words to find."""
        box = self.query_one("#search", Input)
        box.display = True
        box.focus()

    @on(Input.Changed, "#search")
    def search(self, event: Input.Changed) -> None:
        """Mark what was typed so far."""
        self.words = event.value
        self._find_hits()

    def _find_hits(self) -> None:
        self._hits = occurrences(self.view.excerpt, self.words)
        self._show_hits()

    @on(Input.Submitted, "#search")
    def end_search(self) -> None:
        """Go to the first hit at or after the caret."""
        self.query_one("#search").display = False
        self.view.focus()
        caret = self.view.caret
        here = [span for span in self._hits if span.start >= caret] or self._hits
        if here:
            self.view.caret = here[0].start
            self._show_hits()
        else:
            self.say("Not found in this article")

    def action_hit(self, by: int) -> None:
        """Go to the next hit, or the one before."""
        self._step(self._hits, by, "Nothing was searched: / does")
        self._show_hits()

    def _show_hits(self) -> None:
        caret = self.view.caret
        self.view.hits = [
            Mark(hit.start, hit.end, "current" if hit.start == caret else "") for hit in self._hits
        ]

    def key_escape(self) -> None:
        """Leave the search, then the hits."""
        box = self.query_one("#search", Input)
        if box.display:
            box.display = False
            self.view.focus()
        elif not self._hits:
            self.let_entity_go()
        self.words = ""
        self._find_hits()


def _badge(tag: Tag) -> Badge:
    return Badge(tag.key or tag.name[:1], tag.color)
