"""Actions on an entity for screens that show one: correct it, tag it, filter by it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import cast

from textual import work

from reader.corpus import Document
from reader.entities import Type
from reader.text import Span, numbered
from reader.ui.entities.entity_list import LEGEND
from reader.ui.entities.gathering import GatheringScreen
from reader.ui.shared.commands import command, edit, undoable
from reader.ui.shared.dialogs.choosing import KeyChoice, NamePicker, with_words
from reader.ui.shared.overlays.tag_choice import chosen_tag, tag_found
from reader.workspace.actions.correcting import not_an_entity, not_the_same, same_as, wrong_type
from reader.workspace.cache.entity_index import CorpusEntity
from reader.workspace.overviews.contexts import spans_of_entity
from reader.workspace.query.syntax import quoted_value

TYPE_KEYS = {
    "p": Type.PER,
    "o": Type.ORG,
    "l": Type.LOC,
    "n": Type.NORP,
    "w": Type.LAW,
    "e": Type.EVENT,
    "r": Type.PRODUCT,
    "d": Type.DATE,
    "m": Type.MONEY,
}


class EntityScreen(GatheringScreen):
    """A screen that shows an entity, with the keys that correct it."""

    ON_ROWS = frozenset({"type", "none", "same", "not_same", "tag", "walk", "filter_list"})
    BINDINGS = [
        edit("entity.type", "y", "type", "Type", "Say of what type it is", footer=True),
        edit("entity.none", "x", "none", "No entity", "Say that it is no entity", footer=True),
        edit(
            "entity.same", "equals_sign", "same", "Same", "Say that it is another one", footer=True
        ),
        edit(
            "entity.not-same",
            "minus",
            "not_same",
            "Not same",
            "Say that one of its names is of something else",
            footer=True,
        ),
        edit("entity.tag", "t", "tag", "Tag", "Tag every mention of it", footer=True),
        command("entity.walk", "w", "walk", "Walk", "Walk its mentions in the article: [ and ]"),
        command(
            "entity.filter", "at", "filter_list", "Filter", "List the articles that mention it"
        ),
    ]

    @property
    def entity(self) -> CorpusEntity | None:
        """The entity that is meant."""
        raise NotImplementedError

    @property
    def document(self) -> str | None:
        """The document that the entity was chosen in, if it was in one."""
        raise NotImplementedError

    def follow(self, entity: CorpusEntity) -> None:
        """Go on with another entity: the one that was meant is that now."""
        raise NotImplementedError

    # -- what keys do ------------------------------------------------------------------------

    def _correct(self, act: Callable[[], None], done: str) -> bool:
        """Keep a correction, and say what was done; return whether it was kept."""
        kept = self.done(act)
        if kept:
            self.say(undoable(done))
        return kept

    @work(group="dialog")
    async def action_type(self) -> None:
        """Ask of what type the entity is."""
        entity = self.entity
        if entity is None:
            return
        keys = {key: LEGEND[kind] for key, kind in TYPE_KEYS.items()}
        key = await self.app.push_screen_wait(KeyChoice(f"“{entity.name}” is", keys))
        if key is not None:
            kind = TYPE_KEYS[key]
            act = partial(wrong_type, self.store, entity, kind)
            self._correct(act, f"“{entity.name}” is now: {LEGEND[kind]}")

    def action_none(self) -> None:
        """Say that the entity is none."""
        entity = self.entity
        if entity is not None:
            act = partial(not_an_entity, self.store, entity)
            self._correct(act, f"“{entity.name}” is no entity any more")

    @work(group="dialog")
    async def action_same(self) -> None:
        """Ask for the entity that this one is."""
        entity = self.entity
        if entity is None:
            return
        index = self.workspace.names.entities

        def fitting(typed: str) -> list[CorpusEntity]:
            return [one for one in index.find(typed) if one is not entity]

        def find(typed: str) -> Sequence[tuple[str, str]]:
            return [(one.name, f"{LEGEND[one.type]} · {one.count:,}") for one in fitting(typed)]

        name = await self.app.push_screen_wait(NamePicker(f"“{entity.name}” is the same as", find))
        other = next((one for one in index.entities if one.name == name), None)
        if other is not None and self._correct(
            partial(same_as, self.store, entity, other), f"“{entity.name}” is “{other.name}”"
        ):
            self.follow(other)

    @work(group="dialog")
    async def action_not_same(self) -> None:
        """Ask for the name of the entity that is that of another."""
        entity = self.entity
        if entity is None:
            return
        if not entity.aliases:
            self.say(f"“{entity.name}” goes by no other name")
            return
        names = [(name, f"{entity.surfaces[name]:,}") for name in entity.aliases]
        question = f"Not “{entity.name}”, but something else"
        find = partial(with_words, names)
        name = await self.app.push_screen_wait(NamePicker(question, find))
        if name is not None:
            act = partial(not_the_same, self.store, entity, name)
            self._correct(act, f"“{name}” is not “{entity.name}” any more")

    @work(group="dialog")
    async def action_tag(self) -> None:
        """Ask for a tag, and whether it is for this article or the corpus."""
        entity = self.entity
        if entity is None:
            return
        tag = await chosen_tag(self)
        if tag is None:
            return
        documents = list(entity.documents)
        here = entity.documents.get(self.document or "", 0)
        where = {"c": f"the corpus: {entity.count:,} in {numbered(len(documents), 'document')}"}
        if here:
            where = {"a": f"this article: {here:,}"} | where
        question = f"Tag every “{entity.name}” as {tag.name} in"
        chosen = await self.app.push_screen_wait(KeyChoice(question, where))
        if chosen is not None:
            only = [cast(str, self.document)] if chosen == "a" else documents
            self.say(f"Tagging “{entity.name}” …")
            find = partial(self._places, entity, only)
            step = f"tag “{entity.name}” as “{tag.name}”"
            tagging = tag_found(
                self, find, tag, step, lambda n: f"{numbered(n, 'mention')} of “{entity.name}”"
            )
            self.app.run_worker(tagging, group="tag")

    def _places(
        self, entity: CorpusEntity, documents: Sequence[str]
    ) -> list[tuple[Document, list[Span]]]:
        return [
            (self.workspace.document(document), spans_of_entity(self.workspace, entity, document))
            for document in documents
        ]

    def action_walk(self) -> None:
        """Go to the first mention in the article; its keys walk them from there."""
        entity = self.entity
        if entity is not None:
            order = list(entity.documents)
            self.navigator.open_article(self.document or order[0], order, walked=entity)

    def action_filter_list(self) -> None:
        """List the articles that mention the entity."""
        entity = self.entity
        if entity is not None:
            name = entity.name.replace('"', " ")
            self.navigator.filter_list(f"@{quoted_value(name)}")
