"""Keyword in context over the corpus: every mention of an entity."""

from __future__ import annotations

from textual import events, on, work
from textual.app import ComposeResult
from textual.widgets import Static
from textual.worker import get_current_worker

from reader.annotations import StoreChange
from reader.errors import ReaderError
from reader.text import numbered, one_line
from reader.ui.entities.context_list import ContextList
from reader.ui.entities.entities_screen import timeline_of
from reader.ui.entities.entity_commands import EntityCommands
from reader.ui.entities.entity_list import LEGEND
from reader.ui.entities.gathering import NameGathering
from reader.ui.shared.beat import Beat
from reader.ui.shared.commands import command
from reader.ui.shared.screen import ReaderScreen
from reader.workspace.cache.entity_index import CorpusEntity
from reader.workspace.overviews.contexts import Context, mentions_of_entity


class EntityContexts(ReaderScreen):
    """Lists every mention of an entity, by date, over its timeline; Enter reads on at one."""

    WIDGETS = (ContextList,)
    ON_ROWS = frozenset({"entity"})
    BINDINGS = [
        *EntityCommands.COMMANDS,
        command("app.close", "escape", "app.leave", "Back", "Back to where one was"),
    ]

    def __init__(self, entity: CorpusEntity, document: str | None) -> None:
        super().__init__()
        self.entity = entity
        self._document = document
        self._names = NameGathering(self, self._show_entity)
        self.parts = {
            "entity": EntityCommands(
                self, lambda: self.entity, self._document_at_hand, self._follow
            )
        }

    def compose_body(self) -> ComposeResult:
        """Lay out the places under the name, and over the timeline."""
        yield ContextList(self.workspace.summaries.day_and_source)
        yield Static(id="timeline", markup=False)

    def on_mount(self) -> None:
        """Find the mentions."""
        self.listed.focus()
        self._list()

    def _list(self) -> None:
        """List the mentions of the entity from the first one on."""
        self._show_head()
        self._show_timeline()
        aliases = " · ".join(self.entity.aliases)
        self.status_line.rest(one_line(f"Also: {aliases}" if aliases else ""))
        self._find(self.entity)

    @property
    def listed(self) -> ContextList:
        """The places."""
        return self.query_one(ContextList)

    @work(thread=True, group="find", exclusive=True, exit_on_error=False)
    def _find(self, entity: CorpusEntity) -> None:
        """Find the mentions, document by document."""
        worker, call = get_current_worker(), self.app.call_from_thread
        total = len(entity.documents)
        call(self.listed.show, [])
        gathered: list[Context] = []
        beat, number = Beat(), 0
        try:
            for number, found in enumerate(mentions_of_entity(self.workspace, entity), 1):
                if worker.is_cancelled:
                    return
                gathered += found
                if beat.is_due():
                    call(self._take, gathered, number, total)
                    gathered = []
        except ReaderError as error:
            call(self.reader.say_error, error)
        if not worker.is_cancelled:
            call(self._take, gathered, total, total)

    def _take(self, found: list[Context], number: int, total: int) -> None:
        self.listed.extend(found)
        self._show_head(f" · {number / total:.0%}" if number < total else "")

    def _documents(self) -> list[str]:
        """Return the documents of the places, in their order."""
        return list(dict.fromkeys(place.document for place in self.listed.items))

    @on(ContextList.Opened)
    def open(self) -> None:
        """Read the article at the place under the cursor."""
        place = self.listed.current
        if place is not None:
            # The keys walk the other mentions there.
            self.navigator.open_article(
                place.document, self._documents(), place.start, walked=self.entity
            )

    def _document_at_hand(self) -> str | None:
        """Return the document under the cursor; before there is one, where it was chosen."""
        place = self.listed.current
        return place.document if place is not None else self._document

    def _follow(self, entity: CorpusEntity) -> None:
        """Show another entity when what has changed is known."""
        self.entity = entity

    def annotations_changed(self, change: StoreChange) -> None:
        """Gather anew where somebody has corrected an entity."""
        self._names.follow(change)

    def _show_entity(self) -> None:
        """List the mentions as they are now; without any, go back."""
        entity = self.workspace.names.entities.named(self.entity.type, self.entity.name)
        if entity is None:
            if self.is_current:
                self.app.pop_screen()
        elif entity is not self.entity:
            self.entity = entity
            self._list()

    def _show_head(self, progress: str = "") -> None:
        entity = self.entity
        documents = numbered(len(self._documents()), "document")
        counted = f"{len(self.listed.items):,} × in {documents}{progress}"
        self.head_line.show(entity.name, LEGEND[entity.type], counted)

    def _show_timeline(self) -> None:
        drawn = timeline_of(self.entity, self.workspace.names.entities, self.size.width - 4)
        self.query_one("#timeline", Static).update(drawn, layout=False)

    def on_resize(self, event: events.Resize) -> None:
        """Draw the timeline for the new width."""
        self.call_after_refresh(self._show_timeline)
