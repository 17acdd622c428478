"""The entities of an article, or of the corpus: who and what it speaks of, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from rich.text import Text
from textual import events, on, work
from textual.app import ComposeResult
from textual.widgets import Static

from reader.annotations import StoreChange
from reader.entities import Type
from reader.text import has_words
from reader.ui.entities.entity_commands import EntityCommands
from reader.ui.entities.entity_list import LEGEND, EntityList
from reader.ui.entities.gathering import NameGathering
from reader.ui.shared.bars import bars
from reader.ui.shared.commands import command, with_keys
from reader.ui.shared.cycling import following
from reader.ui.shared.filtered_screen import FilteredScreen
from reader.ui.shared.lines.head_line import waiting
from reader.workspace.analyses.names.mentions import NAMING
from reader.workspace.analyses.progress import Progress
from reader.workspace.cache.entity_index import CorpusEntity, EntityIndex

_CHOICES = (NAMING, *(frozenset([kind]) for kind in LEGEND))

_LEGEND = (
    "{entity.walk} walks it  {entity.filter} lists its articles  {view.types} types  "
    "{entity.proposals} names alike"
)


class EntitiesScreen(FilteredScreen):
    """Lists the entities of a document, or with None those of the whole corpus."""

    WIDGETS = (EntityList,)
    ON_ROWS = frozenset({"entity"})
    FILTERED_BY = "words of a name"
    BINDINGS = [
        *EntityCommands.COMMANDS,
        command("find.filter", "slash", "filter", "Find", "Show those with these words"),
        command("view.types", "H", "types", "Types", "Show names, or one type after the other"),
        command("entity.proposals", "M", "proposals", "May be one", "Names that may be one thing"),
        command("app.close", "escape,i", "let_go", "Back", "Back to where this was opened"),
    ]

    def __init__(self, document: str | None, chosen: tuple[Type, str] | None = None) -> None:
        """List entities, with the cursor on the ``chosen`` one: its type and its name."""
        super().__init__()
        self._names = NameGathering(self, self._show_entities, self._show_progress)
        self.parts = {
            "entity": EntityCommands(
                self, lambda: self.entity, lambda: self._document, self._follow_entity
            )
        }
        self._document = document
        self._follow = chosen
        self._types = NAMING
        self._gathering = self._analysis = Progress("gathering names")
        self._count = 0
        self._story_of: Mapping[str, str] | None = None
        self._stories: dict[CorpusEntity, int] = {}

    def compose_rows(self) -> ComposeResult:
        """Lay out the entities over the times of the one under the cursor."""
        yield EntityList(self._document, self._stories_with, id="entities")
        yield Static(id="timeline", markup=False)

    @property
    def rows(self) -> EntityList:
        """The entities."""
        return self.query_one(EntityList)

    def on_mount(self) -> None:
        """Show the entities that are known, and gather the others."""
        self.status_line.rest("", with_keys(_LEGEND))
        self._analysis = self.workspace.progress
        if self.workspace.names.entities.entities:
            self._show_entities()
        self._names.begin()
        self._find_stories()

    def analysis_changed(self, progress: Progress) -> None:
        """Tell of the analysis after the gathering; gather what it has read when it is over."""
        self._analysis = progress
        if progress.is_over:
            self._names.begin()
            self._find_stories()
        else:
            self._show_progress(self._gathering)

    @work(thread=True, group="stories", exclusive=True, exit_on_error=False)
    def _find_stories(self) -> None:
        """Find the story of each document; takes long where the pairs are many."""
        self.app.call_from_thread(self._take_stories, self.workspace.duplicates.story_of())

    def _take_stories(self, story_of: Mapping[str, str]) -> None:
        self._story_of, self._stories = story_of, {}
        self.query_one(EntityList).refresh()

    def _stories_with(self, entity: CorpusEntity) -> int | None:
        """Return the number of stories that mention an entity; None while nobody knows."""
        if self._story_of is None:
            return None
        if entity not in self._stories:
            stories = {self._story_of.get(document, document) for document in entity.documents}
            self._stories[entity] = len(stories)
        return self._stories[entity]

    @property
    def entity(self) -> CorpusEntity | None:
        """The entity under the cursor."""
        return self.query_one(EntityList).current

    def annotations_changed(self, change: StoreChange) -> None:
        """Gather anew where somebody has corrected an entity."""
        self._names.follow(change)

    def _follow_entity(self, entity: CorpusEntity) -> None:
        """Put the cursor on another entity when the list shows what has changed."""
        self._follow = entity.type, entity.name

    def _show_entities(self) -> None:
        """List the entities as they are known now; the cursor stays on its own."""
        index, listed = self.workspace.names.entities, self.query_one(EntityList)
        all_ = index.entities if self._document is None else index.of(self._document)
        words = self.typed.split()
        current = listed.current
        stay = self._follow or (current and (current.type, current.name))
        self._follow = None
        listed.show(
            [
                one
                for one in all_
                if one.type in self._types
                and (not words or has_words(" ".join((one.name, *one.surfaces)), words))
            ]
        )
        now = index.named(*stay) if stay else None
        if now is not None:
            listed.go_to(now)
        self._count = len(all_)
        self._show_where()
        self._show_timeline()

    def _show_progress(self, progress: Progress) -> None:
        """Tell the progress of the gathering, or else of the work on the corpus."""
        self._gathering = progress
        shown = self._analysis if progress.is_over else progress
        self.head_line.progress(shown)
        self.query_one(EntityList).say_blank(waiting(shown, "No names"))
        self._show_where()

    def _show_where(self) -> None:
        count = self._count
        shown = len(self.query_one(EntityList).items)
        document, summaries = self._document, self.workspace.summaries
        where = self.workspace.name if document is None else summaries.title(document)
        kind = "names" if self._types == NAMING else LEGEND[next(iter(self._types))]
        total = len(self.workspace.names.entities.entities)
        is_whole = self._gathering.is_over and self._analysis.is_over
        # Nothing is counted that may only not be known yet.
        parts = [where, f"{shown:,} of {count:,} entities" if count or is_whole else "", kind]
        if self._document is None and count and not self._gathering.is_over:
            parts.append(f"in {len(self.workspace.names.entities.dates):,} articles so far")
        if self._document is not None and (total or is_whole):
            parts.append(f"{total:,} in the corpus")
        self.head_line.show(*parts)

    def _show_timeline(self) -> None:
        entity = self.entity
        drawn = (
            timeline_of(entity, self.workspace.names.entities, self.size.width - 4)
            if entity
            else ""
        )
        self.query_one("#timeline", Static).update(drawn, layout=False)

    def on_resize(self, event: events.Resize) -> None:
        """Draw the times for the new width."""
        self.call_after_refresh(self._show_timeline)

    @on(EntityList.Moved)
    def moved(self) -> None:
        """Show the times of the entity under the cursor."""
        self._show_timeline()

    # -- what keys do ------------------------------------------------------------------------

    @on(EntityList.Opened)
    def open(self) -> None:
        """Show every mention of the entity in context."""
        if self.entity is not None:
            self.navigator.open_mentions(self.entity, self._document)

    def action_proposals(self) -> None:
        """List the names that may be of one thing."""
        self.navigator.open_merge_proposals()

    def action_types(self) -> None:
        """Show names, or the entities of one type after the other."""
        self._types = following(_CHOICES, self._types)
        self._show_entities()

    def list_rows(self) -> None:
        """List the entities with the words of the filter."""
        self._show_entities()


def timeline_of(entity: CorpusEntity, index: EntityIndex, width: int) -> Text | str:
    """Return the frequency of an entity over the days of the corpus, in two lines."""
    counts: Counter[str] = Counter()
    for document, count in entity.documents.each():
        if day := index.dates.get(document):
            counts[day] += count
    if not counts:
        return "No article that mentions it has a date"
    return Text("\n".join(bars(counts, *index.span, max(1, width))), no_wrap=True)
