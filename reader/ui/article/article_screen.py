"""Reading one article: tagging its passages, finding one's way in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from reader.annotations import Passage, StepSummary, StoreChange
from reader.corpus import Document, ScanDifference
from reader.errors import ReaderError
from reader.ui.article.article_bars import ArticleBars
from reader.ui.article.article_loading import LoadedArticle, load
from reader.ui.article.article_part import ArticlePart, OpenArticle
from reader.ui.article.document_commands import DocumentCommands
from reader.ui.article.encoding_command import EncodingCommand
from reader.ui.article.list_walk import ListWalk
from reader.ui.article.mention_commands import MentionCommands
from reader.ui.article.passage_column import PassageColumn
from reader.ui.article.passage_commands import PassageCommands
from reader.ui.article.passage_reach import PassageReach
from reader.ui.article.place_marks import PlaceMarks
from reader.ui.article.reading_commands import ReadingCommands
from reader.ui.article.search_commands import SearchCommands, neighbour
from reader.ui.article.suggestion_commands import SuggestionCommands
from reader.ui.article.text_links import TextLinks
from reader.ui.article.version_commands import VersionCommands
from reader.ui.article.view import ArticleView
from reader.ui.shared.commands import command, key_of
from reader.ui.shared.screen import ReaderScreen
from reader.workspace.actions.passages.annotating import remember_place, state_of
from reader.workspace.cache.entity_index import CorpusEntity

if TYPE_CHECKING:
    from reader.workspace.overviews.report_model import ReportScope

# An article that is not there after so many seconds is told to be on its way.
_PATIENCE = 0.3
# What was read is on the disk after so many seconds.
_SAFE = 1.0


class ArticleScreen(ReaderScreen):
    """One article of the corpus, cleaned, with what it mentions and what was said of it.

    What can be done with it is the job of its parts: ``passages``, ``versions``, ``mentions`` and
    ``search``. The screen itself loads articles, and goes from one to the next.
    """

    WIDGETS = (ArticleView,)
    BINDINGS = [
        *SuggestionCommands.COMMANDS,
        *PassageCommands.COMMANDS,
        *PassageReach.COMMANDS,
        command("tag.previous", "left_square_bracket", "walk(-1)", "Previous", "Previous passage"),
        command("tag.next", "right_square_bracket", "walk(1)", "Next", "Next passage"),
        *VersionCommands.COMMANDS,
        command("version.queue", "D", "app.queue", "Decide", "Decide on the story of this article"),
        command(
            "go.follow",
            "enter",
            "follow",
            "Follow",
            "The link at the caret, or the next passage of the column",
        ),
        *MentionCommands.COMMANDS,
        *ReadingCommands.COMMANDS,
        command("view.column", "C", "column", "Column", "Show the passages beside the text"),
        *TextLinks.COMMANDS,
        *DocumentCommands.COMMANDS,
        *EncodingCommand.COMMANDS,
        *ListWalk.COMMANDS,
        *PlaceMarks.COMMANDS,
        *SearchCommands.COMMANDS,
    ]

    COMMON = frozenset(
        {
            *("move.down", "move.up", "move.paragraph", "move.page-down"),
            *("tag.1", "tag.previous", "tag.next", "find.search"),
        }
    )
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (130, "-wide")]

    def __init__(
        self,
        document: str,
        order: Sequence[str],
        at: int | None = None,
        walked: CorpusEntity | None = None,
    ) -> None:
        super().__init__()
        self.view = ArticleView(id="article")
        opened = OpenArticle(self, self.view, document, document, self.show_bars)
        self._opened = opened
        self.reach = PassageReach(opened)
        self.versions = VersionCommands(opened, self.reach)
        self.links = TextLinks(opened, self.versions, self._follow_to)
        self.passages = PassageCommands(opened, self.reach, self.versions.offer)
        self.suggestions = SuggestionCommands(opened)
        self.mentions = MentionCommands(opened, walked)
        self.search = SearchCommands(opened, lambda: self.versions.stretches)
        self._marks = PlaceMarks(opened)
        self._readings = ReadingCommands(
            opened, lambda: self.read(self.document, self.view.caret), self.search.article_shown
        )
        self._walk = ListWalk(opened, order, self.suggestions, self.read)
        self._bars = ArticleBars(
            opened,
            reach=self.reach,
            suggestions=self.suggestions,
            versions=self.versions,
            mentions=self.mentions,
            search=self.search,
            links=self.links,
        )
        self.parts: dict[str, ArticlePart] = {
            "passages": self.passages,
            "reach": self.reach,
            "suggestions": self.suggestions,
            "versions": self.versions,
            "mentions": self.mentions,
            "marks": self._marks,
            "search": self.search,
            "encoding": EncodingCommand(opened),
            "readings": self._readings,
            "links": self.links,
            "list": self._walk,
            "document": DocumentCommands(opened, self._go_on),
        }
        self._at = at
        self._is_shown = False
        self._leading: StepSummary | None = None

    @property
    def document(self) -> str:
        """The id of the document that is read."""
        return self._opened.document

    @property
    def document_at_hand(self) -> str:
        """The id of the document that is read."""
        return self.document

    @property
    def source(self) -> Document:
        """The document that is read, with its text."""
        return self.passages.source

    @property
    def tag_at_hand(self) -> str | None:
        """The id of the first tag of the passage at hand."""
        passage = self.reach.at_hand
        return next(iter(passage.tags), None) if passage is not None else None

    def compose_body(self) -> ComposeResult:
        """Lay out the article under where it is from, and over the legend of its colours."""
        with Horizontal(id="reading"):
            yield self.view
            yield PassageColumn()
        yield self.search.box

    def on_mount(self) -> None:
        """Show the document."""
        self.view.measure = self.reader.settings.measure
        self.mentions.take_look()
        summary = self.workspace.summaries.get(self.document)
        title = self.workspace.summaries.title(self.document)
        source = summary.source if summary is not None else ""
        self.head_line.show(title, below=(source,), facts=("reading …",))
        self.view.say_blank(f"Reading {title} …")
        self.read(self.document, self._at)
        self.set_interval(_SAFE, self._keep_often)
        if self.app.screen_stack[0] is self:  # there is no list, which would watch the folder
            self.watch_later()

    def settings_changed(self) -> None:
        """Wrap the text for another width, and colour the legend as the theme does."""
        self.view.measure = self.reader.settings.measure
        self.mentions.take_look()
        self.show_bars()

    # -- reading -----------------------------------------------------------------------------

    def walk(self, entity: CorpusEntity) -> None:
        """Walk the mentions of one entity in the article that is read next."""
        self.mentions.walk(entity)

    def read(self, document: str, at: int | None = None) -> None:
        """Read another document, from an offset on where one is said; the place here is kept."""
        self._opened.wanted = document
        self.arrived.clear()
        if self._is_shown:
            self.set_timer(_PATIENCE, partial(self._tell_wait, document))
        self._load(document, at)

    def _follow_to(self, document: str) -> None:
        """Read the article that a link leads to, and tell the way back."""
        self._marks.keep_before()
        here = self.workspace.summaries.title(self.document)
        self.say(f"{key_of('go.to-mark') * 2} goes back to {here}")
        self.read(document)

    def _go_on(self, message: str) -> None:
        """Read the next article, and say ``message`` there; undoing the step comes back here."""
        self._leading = self.store.undoable
        self._walk.go(1, message)

    @work(exit_on_error=False, group="wait")
    async def _tell_wait(self, document: str) -> None:
        """Name the article that is waited for while the one before is seen, then say on."""
        if self.is_opening and document == self._opened.wanted:
            said = self.status_line.message
            self.say(f"Reading {self.workspace.summaries.title(document)} …")
            told = self.status_line.message
            await self.arrived.wait()
            if self.status_line.message == told:
                self.say(said)

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _load(self, document: str, at: int | None) -> None:
        """Load the document, and show it."""
        try:
            loaded = load(self.workspace, document, mends=self._readings.mends)
        except ReaderError as error:
            self.app.call_from_thread(self._show_error, error)
            return
        self.app.call_from_thread(self._show, loaded, at)

    def _show_error(self, error: ReaderError) -> None:
        self.arrived.set()
        self.reader.say_error(error)

    def _show(self, loaded: LoadedArticle, at: int | None) -> None:
        document = loaded.source.id
        if document != self._opened.wanted:
            return
        self.keep_place()
        self._opened.document, self._opened.source = document, loaded.source
        self._opened.summary, self._opened.warning = loaded.summary, ""
        self._is_shown = True
        self._walk.article_shown()
        self.made.clear()
        self.agreed, self._leading = self._leading, None
        self.workspace.view_state.keep("document", document)  # the list goes there
        self.mentions.forget()
        place = state_of(self.store, document).place if at is None else at
        self.view.show(loaded.article, place, loaded.flow)
        if loaded.article.title is not None and at is None and not place:
            self.view.caret = loaded.article.title.start  # not the section or the day above it
        self.search.article_shown()
        self.passages.article_shown()
        self.suggestions.article_shown()
        self.passages.drafts = loaded.drafts
        if at is None:
            self._walk.go_to_suggestion()
            self.passages.go_to_draft()
        self.show_bars()
        self.view.focus()
        # The text comes first: what is drawn on it may follow.
        self.call_after_refresh(self.mentions.article_shown)
        self.call_after_refresh(self.versions.article_shown)
        self.call_after_refresh(self._bars.show_state)  # now it is known what is in sight
        self.passages.follow_text(loaded.findings)
        self.arrived.set()

    def show_bars(self) -> None:
        """Show the document's head, and the keys of the moment."""
        self._bars.show()

    @on(ArticleView.CaretMoved)
    def _caret_moved(self) -> None:
        self.show_bars()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out the keys that answer a suggestion, or follow a link, without one."""
        if action == "run" and parameters[:1] == ("suggestions",):
            return self.suggestions.at_hand is not None or self.suggestions.is_over
        if action == "follow":
            return self._bars.has_walk or bool(self.links.target)
        return super().check_action(action, parameters)

    @on(ArticleView.ObjectMissed)
    def tell_missed(self, event: ArticleView.ObjectMissed) -> None:
        """Say that what was to be selected is not here."""
        self.say(f"No {event.name} is around the caret", is_miss=True)

    @on(ArticleView.SelectionChanged)
    @on(ArticleView.CountChanged)
    def _keys_changed(self) -> None:
        self._bars.show_state()
        # Digits tag where there is something to tag, and count elsewhere.
        self.refresh_bindings()

    def keep_place(self) -> None:
        """Keep the place that was read last, while it is seen which one that is."""
        if self._is_shown and self.view.size:
            sha256, place = self.source.sha256, self.view.place
            self.attempt(partial(remember_place, self.store, self.document, sha256, place))

    def _keep_often(self) -> None:
        """Keep what was read since, so that it outlasts whatever ends the app; not for each key."""
        if self.store.read_only is None and not self.store.unsaved:
            self.keep_place()

    def on_screen_suspend(self) -> None:
        """Keep the place when the article is left."""
        self.keep_place()

    def on_unmount(self) -> None:
        """Keep the place when the app ends."""
        self.keep_place()

    def on_screen_resume(self) -> None:
        """Take up what was found out while other screens were open."""
        self.mentions.name_anew()

    def report_scopes(self) -> Sequence[ReportScope]:
        """Return this article as the subject of a report made from here."""
        from reader.workspace.overviews.report_model import ReportScope

        return [ReportScope(document=self.document)]

    def annotations_changed(self, change: StoreChange) -> None:
        """Show the passages and the links as they are now."""
        if self._is_shown:
            for part in self.parts.values():
                part.annotations_changed(change)
            self.show_bars()

    def step_turned(self, step: StepSummary) -> None:
        """Show the place of the step: in this article where it is out of sight, or in its own."""
        place = next((one for one in step.places if one.document == self.document), None)
        if place is not None and not self.view.sees(place.start):
            self.view.caret = place.start
        elif step == self.agreed and step.documents:
            self.read(step.documents[0], next((one.start for one in step.places), None))

    def corpus_changed(self, changes: ScanDifference) -> None:
        """Read the document anew where its file has changed, and say so; or that it is gone."""
        here = [
            entry
            for entry in (*changes.removed, *changes.changed, *changes.added)
            if entry.id == self.document
        ]
        if not here:
            return
        if not Path(here[-1].file).exists():
            self._opened.warning = "its file is gone"
        elif here[-1] in changes.removed:
            self._opened.warning = "it is gone from its file"
        elif here[-1].problem:
            self._opened.warning = f"its file {here[-1].problem}"
        else:
            self.read(self.document, self.view.caret)
            self.say("The text has changed on disk: this is how it is now")
        self.show_bars()

    def action_column(self) -> None:
        """Show the passages beside the text, or over it where it is narrow; or hide them."""
        column = self.query_one(PassageColumn)
        is_shown = bool(column.display)
        column.set_class(is_shown, "-away")
        # What is shown beside the text must not come to lie over it in a narrower window.
        column.set_class(not is_shown and self.has_class("-narrow"), "-over")
        self.call_after_refresh(self.show_bars)

    @on(PassageColumn.Chosen)
    def go_to_chosen(self, event: PassageColumn.Chosen) -> None:
        """Go to the passage that was chosen in the column."""
        place = next((s.start for one, s in self.suggestions.found if one.id == event.key), None)
        passage = self.store.get(Passage, event.key)
        if place is not None:
            self.view.caret = place
            self.view.hold(event.key)
        elif passage is not None:
            self.view.caret = passage.anchor.start
            self.view.hold(passage.id)

    def on_resize(self) -> None:
        """Fill the column where the width has brought it, and fit the header."""
        if self._is_shown:
            self.call_after_refresh(self.show_bars)

    # -- finding -----------------------------------------------------------------------------

    def action_walk(self, by: int) -> None:
        """Go to the next passage or mention, or the one before."""
        if not self.mentions.walks:
            self.passages.walk(by)
            return
        place = neighbour(self.view.mentions, self.view.caret, by)
        if place is not None:
            self.view.caret = place
        elif not self.view.mentions:
            self.say("It is not mentioned here", is_miss=True)

    def action_follow(self) -> None:
        """Follow the link at the caret; else go to the next passage of the column."""
        if self.links.target:
            self.links.follow()
        else:
            self.passages.walk(1)

    @on(Input.Changed, "#search")
    def seek(self, event: Input.Changed) -> None:
        """Mark the hits of the words typed so far."""
        self.search.seek(event.value)

    @on(Input.Submitted, "#search")
    def end_search(self) -> None:
        """Go to what was found."""
        self.search.close()
        self.search.go_to_first()

    def key_escape(self) -> None:
        """Leave the search, the column over the text, the hits, the entity that is walked."""
        if not self.search.close():
            if self.query_one(PassageColumn).is_over:
                self.action_column()
                return
            if not self.search.has_hits:
                self.mentions.let_entity_go()
        self.search.seek("")
