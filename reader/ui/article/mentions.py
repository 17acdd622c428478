"""What the article on the screen mentions, set off by type; or one entity, to be walked."""

from __future__ import annotations

from rich.text import Text
from textual import work
from textual.worker import get_current_worker

from reader.annotations import StoreChange
from reader.entities import EMBEDDED, Mention, Type
from reader.errors import ReaderError
from reader.text import one_line
from reader.ui.article.versions import VersionsScreen
from reader.ui.article.view import Mark
from reader.ui.commands import command
from reader.ui.entities.entity_list import LEGEND
from reader.ui.shared.status_line import StatusLine
from reader.workspace.analyses.entity_index import CorpusEntity, EntityIndex


class MentionsScreen(VersionsScreen):
    """What can be done with the mentions in the article on the screen."""

    BINDINGS = [
        command(
            "entity.list", "i", "entities", "Entities", "Who and what it mentions", footer=True
        ),
        command(
            "view.highlights", "H", "highlights", "Highlights", "Highlight all, one type, or none"
        ),
    ]

    def __init__(self, document: str, walked: CorpusEntity | None) -> None:
        super().__init__(document)
        self._mentions: tuple[Mention, ...] = ()
        self._highlighted: Type | bool = True
        self._walked = walked
        self._goes_there = walked is not None
        self._named_by: EntityIndex | None = None

    @property
    def walks(self) -> bool:
        """Whether the keys walk mentions: those of one entity, or of one type."""
        return self._walked is not None or isinstance(self._highlighted, Type)

    def walk(self, entity: CorpusEntity) -> None:
        """Set the mentions of one entity off when they are loaded next, and go to one of them."""
        self._walked, self._goes_there = entity, True

    def forget_mentions(self) -> None:
        """Let go of what another article mentions."""
        self._mentions, self._named_by = (), None

    @work(thread=True, group="mentions", exclusive=True, exit_on_error=False)
    def load_mentions(self) -> None:
        """Find what the article mentions, and show it."""
        worker, call = get_current_worker(), self.app.call_from_thread
        document, index = self.document, self.workspace.entities
        mentions: tuple[Mention, ...] = ()
        try:
            mentions = self.workspace.mentions(document, lambda: worker.is_cancelled)
        except ReaderError as error:
            if not worker.is_cancelled:
                call(self.reader.say_error, error)
        if not worker.is_cancelled:
            call(self._take_mentions, document, mentions, index)

    def _take_mentions(
        self, document: str, mentions: tuple[Mention, ...], index: EntityIndex
    ) -> None:
        if document != self.document:
            return
        self._mentions, self._named_by = mentions, index
        self.show_highlights()
        marks, caret = self.view.mentions, self.view.caret
        if self._goes_there and marks and not any(m.start <= caret < m.end for m in marks):
            self.view.caret = marks[0].start
        self._goes_there = False

    def on_screen_resume(self) -> None:
        """Name what is mentioned as the corpus does, where that was found out meanwhile."""
        if self._named_by is not None and self._named_by is not self.workspace.entities:
            self.load_mentions()

    def annotations_changed(self, change: StoreChange) -> None:
        """Show what is mentioned as people have corrected it."""
        super().annotations_changed(change)
        if "corrections" in change.tables:
            self.load_mentions()

    def show_highlights(self) -> None:
        """Set the mentions off that are wanted."""
        self.view.mentions = [
            Mark(m.start, m.end, m.type, m.entity) for m in self._mentions if self._is_wanted(m)
        ]
        self.show_legend()

    def _is_wanted(self, mention: Mention) -> bool:
        if self._walked is not None:
            known = self._walked.type.family, self._walked.name
            return (mention.type.family, mention.entity) == known
        return self._highlighted is True or mention.type is self._highlighted

    def show_legend(self) -> None:
        """Show the colours of mentions, or which entity is walked."""
        line = self.query_one(StatusLine)
        entity = self._walked
        if entity is not None:
            here = f"{len(self.view.mentions):,} here, {entity.count:,} in the corpus"
            line.rest(f"{one_line(entity.name)}: {here} · ] and [ walk them, Escape lets go")
            return
        if self._named_by is None and self.workspace.recogniser is not EMBEDDED:
            line.rest(f"{one_line(self.workspace.recogniser.name)} looks for names …")
            return
        if self._highlighted is False:
            line.rest("Highlights are off: H turns them on")
            return
        found = {mention.type for mention in self._mentions}
        legend = Text()
        for kind in Type:
            if kind in found and self._highlighted in (True, kind):
                legend.append(
                    LEGEND[kind],
                    self.view.get_component_rich_style(f"article--{kind.lower()}", partial=True),
                )
                legend.append("  ")
        line.rest(legend)

    def action_highlights(self) -> None:
        """Highlight all mentions, those of one type after the other, or none."""
        found = {mention.type for mention in self._mentions}
        choices: list[Type | bool] = [True, *(kind for kind in Type if kind in found), False]
        place = choices.index(self._highlighted) if self._highlighted in choices else -1
        self._highlighted = choices[(place + 1) % len(choices)] if not self._walked else True
        self._walked = None
        self.show_highlights()

    def action_entities(self) -> None:
        """List what the article mentions, from what is walked or stands under the caret on."""
        caret = self.view.caret
        chosen = next(
            ((m.type, m.entity) for m in self._mentions if m.start <= caret < m.end), None
        )
        if self._walked is not None:
            chosen = self._walked.type, self._walked.name
        self.navigator.open_entities(self.document, chosen)

    def let_entity_go(self) -> None:
        """Set all mentions off again, where those of one entity were walked."""
        if self._walked is not None:
            self._walked = None
            self.show_highlights()
