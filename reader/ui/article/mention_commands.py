"""Commands on what the article mentions, set off by type; or on one entity, to be walked."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding
from textual.worker import get_current_worker

from reader.annotations import StoreChange
from reader.entities import EMBEDDED, Mention, Type
from reader.errors import ReaderError
from reader.text import one_line
from reader.ui.article.article_part import ArticlePart, OpenArticle
from reader.ui.article.view import MarkedSpan
from reader.ui.entities.entity_list import LEGEND
from reader.ui.shared.commands import key_of, part_command
from reader.workspace.cache.entity_index import CorpusEntity, EntityIndex

# The kind of a mark that tells a name, and not of which type it is.
_QUIET = "name"


class MentionLook(StrEnum):
    """The look of mentions, as the settings name it: all alike, by their types, or not at all."""

    QUIET = "quiet"
    TYPES = "types"
    OFF = "off"


_LOOKS = {str(look): look for look in (*MentionLook, *Type)}


class MentionCommands(ArticlePart):
    """Sets off what the article mentions, and does what keys say with it."""

    COMMANDS: ClassVar[Sequence[Binding]] = [
        part_command(
            "entity.list", "i", "mentions.list_entities", "Entities", "Who and what it mentions"
        ),
        part_command(
            "view.highlights",
            "H",
            "mentions.turn_highlights",
            "Highlights",
            "Tell names by type, one type, none, or all alike",
        ),
    ]

    def __init__(self, opened: OpenArticle, walked: CorpusEntity | None) -> None:
        super().__init__(opened)
        self._mentions: tuple[Mention, ...] = ()
        self._highlighted: Type | MentionLook = MentionLook.QUIET
        self._walked = walked
        self._goes_there = walked is not None
        self._named_by: EntityIndex | None = None

    @property
    def walks(self) -> bool:
        """Tell whether the keys walk mentions: those of one entity, or of one type."""
        return self._walked is not None or isinstance(self._highlighted, Type)

    def walk(self, entity: CorpusEntity) -> None:
        """Set the mentions of one entity off when they are loaded next, and go to one of them."""
        self._walked, self._goes_there = entity, True

    def forget(self) -> None:
        """Let go of what another article mentions."""
        self._mentions, self._named_by = (), None

    def take_look(self) -> None:
        """Take up the look that mentions were left in, or that of the settings."""
        wanted = self.workspace.view_state.text("names") or self.screen.reader.settings.names
        self._highlighted = _LOOKS.get(wanted, MentionLook.QUIET)
        self._draw()

    def article_shown(self) -> None:
        """Find the mentions of the article, and show them."""
        self.in_thread(partial(self._load, self.document), "mentions")

    def name_anew(self) -> None:
        """Give mentions the names of the corpus, where these were found meanwhile."""
        if self._named_by is not None and self._named_by is not self.workspace.names.entities:
            self.article_shown()

    def annotations_changed(self, change: StoreChange) -> None:
        """Show the mentions as people have corrected them."""
        if "corrections" in change.tables:
            self.article_shown()

    def _load(self, document: str) -> None:
        worker, index = get_current_worker(), self.workspace.names.entities
        mentions: tuple[Mention, ...] = ()
        try:
            mentions = self.workspace.names.mentions(document, lambda: worker.is_cancelled)
        except ReaderError as error:
            if not worker.is_cancelled:
                self.call(self.screen.reader.say_error, error)
        if not worker.is_cancelled:
            self.call(self._take, document, mentions, index)

    def _take(self, document: str, mentions: tuple[Mention, ...], index: EntityIndex) -> None:
        if document != self.document:
            return
        self._mentions, self._named_by = mentions, index
        self._draw()
        marks, caret = self.view.mentions, self.view.caret
        if self._goes_there and marks and not any(m.start <= caret < m.end for m in marks):
            self.view.caret = marks[0].start
        self._goes_there = False

    def _draw(self) -> None:
        """Set the mentions off that are wanted: quietly, until their types are asked for."""
        quiet = self._highlighted is MentionLook.QUIET and self._walked is None
        kind = _QUIET if quiet else ""
        self.view.mentions = [
            MarkedSpan(m.start, m.end, kind or m.type, m.entity)
            for m in self._mentions
            if self._is_wanted(m)
        ]
        self.opened.changed()

    def _is_wanted(self, mention: Mention) -> bool:
        if self._walked is not None:
            entity = self._walked.type.family, self._walked.name
            return (mention.type.family, mention.entity) == entity
        return self._highlighted in (MentionLook.QUIET, MentionLook.TYPES, mention.type)

    @property
    def _at_caret(self) -> Mention | None:
        caret = self.view.caret
        return next((m for m in self._mentions if m.start <= caret < m.end), None)

    @property
    def in_words(self) -> list[str]:
        """The type and the entity of the mention at the caret, where it is set off; else none."""
        here = self._at_caret
        if here is None or not self._is_wanted(here):
            return []
        return [f"{LEGEND[here.type]}: {one_line(here.entity)}"]

    def legend(self) -> Text | str:
        """Return the colours of mentions, or which entity is walked."""
        entity = self._walked
        if entity is not None:
            here = f"{len(self.view.mentions):,} here, {entity.count:,} in the corpus"
            keys = f"{key_of('tag.next')} and {key_of('tag.previous')}"
            return f"{one_line(entity.name)}: {here} · {keys} walk them, Escape lets go"
        if self._named_by is None and self.workspace.recogniser is not EMBEDDED:
            return f"{one_line(self.workspace.recogniser.name)} looks for names …"
        turns = key_of("view.highlights")
        if self._highlighted is MentionLook.OFF:
            return f"names are off · {turns}"
        if self._highlighted is MentionLook.QUIET:
            style = self.view.get_component_rich_style("article--name", partial=True)
            return Text.assemble(("names", style), f" · {turns} types")
        found = {mention.type for mention in self._mentions}
        legend = Text()
        for kind in Type:
            if kind in found and self._highlighted in (MentionLook.TYPES, kind):
                name = f"article--{kind.lower()}"
                legend.append(LEGEND[kind], self.view.get_component_rich_style(name, partial=True))
                legend.append("  ")
        legend.append(f"· {turns}")
        return legend

    def turn_highlights(self) -> None:
        """Tell mentions by type, those of one type after the other, none, or all alike."""
        found = {mention.type for mention in self._mentions}
        kinds = [kind for kind in Type if kind in found]
        choices: list[Type | MentionLook] = [
            MentionLook.QUIET,
            MentionLook.TYPES,
            *kinds,
            MentionLook.OFF,
        ]
        place = choices.index(self._highlighted) if self._highlighted in choices else -1
        following = choices[(place + 1) % len(choices)]
        self._highlighted = MentionLook.QUIET if self._walked else following
        self._walked = None
        self.workspace.view_state.keep("names", self._highlighted)
        self._draw()

    def list_entities(self) -> None:
        """List the mentions of the article, from the one that is walked or under the caret on."""
        here = self._at_caret
        chosen = (here.type, here.entity) if here is not None else None
        if self._walked is not None:
            chosen = self._walked.type, self._walked.name
        self.screen.navigator.open_entities(self.document, chosen)

    def let_entity_go(self) -> None:
        """Set all mentions off again, where those of one entity were walked."""
        if self._walked is not None:
            self._walked = None
            self._draw()
