"""Actions on an entity for screens that show one: correct it, tag it, filter by it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from functools import partial

from reader.corpus import Document
from reader.entities import Type
from reader.text import Span, numbered
from reader.ui.entities.entity_list import LEGEND
from reader.ui.shared.commands import part_command, part_edit, undoable
from reader.ui.shared.dialogs.choosing import KeyChoice, NamePicker, with_words
from reader.ui.shared.overlays.tag_choice import chosen_tag, tag_found
from reader.ui.shared.screen import ReaderScreen
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


class EntityCommands:
    """Corrects, tags and follows the ``entity`` that a screen means, chosen in its ``document``.

    ``follow`` lets the screen go on with another one: the one that was meant is that now.
    """

    COMMANDS = (
        part_edit(
            "entity.type", "y", "entity.retype", "Type", "Say of what type it is", footer=True
        ),
        part_edit(
            "entity.none", "x", "entity.drop", "No entity", "Say that it is no entity", footer=True
        ),
        part_edit(
            "entity.same",
            "equals_sign",
            "entity.join",
            "Same",
            "Say that it is another one",
            footer=True,
        ),
        part_edit(
            "entity.not-same",
            "minus",
            "entity.part",
            "Not same",
            "Say that one of its names is of something else",
            footer=True,
        ),
        part_edit("entity.tag", "t", "entity.tag", "Tag", "Tag every mention of it", footer=True),
        part_command(
            "entity.walk", "w", "entity.walk", "Walk", "Walk its mentions in the article: [ and ]"
        ),
        part_command(
            "entity.filter",
            "at",
            "entity.filter_list",
            "Filter",
            "List the articles that mention it",
        ),
    )

    def __init__(
        self,
        screen: ReaderScreen,
        entity: Callable[[], CorpusEntity | None],
        document: Callable[[], str | None],
        follow: Callable[[CorpusEntity], object],
    ) -> None:
        self._screen, self._entity, self._document = screen, entity, document
        self._follow = follow

    def _ask(self, asking: Callable[[CorpusEntity], Coroutine[None, None, None]]) -> None:
        """Ask about the entity at hand, where there is one."""
        if (entity := self._entity()) is not None:
            self._screen.run_worker(asking(entity), group="dialog")

    def _correct(self, act: Callable[[], None], done: str) -> bool:
        """Keep a correction, and say what was done; return whether it was kept."""
        kept = self._screen.done(act)
        if kept:
            self._screen.say(undoable(done))
        return kept

    def retype(self) -> None:
        """Ask of what type the entity is."""
        self._ask(self._retype)

    async def _retype(self, entity: CorpusEntity) -> None:
        keys = {key: LEGEND[kind] for key, kind in TYPE_KEYS.items()}
        key = await self._screen.app.push_screen_wait(KeyChoice(f"“{entity.name}” is", keys))
        if key is not None:
            kind = TYPE_KEYS[key]
            act = partial(wrong_type, self._screen.store, entity, kind)
            self._correct(act, f"“{entity.name}” is now: {LEGEND[kind]}")

    def drop(self) -> None:
        """Say that the entity is none."""
        if (entity := self._entity()) is not None:
            act = partial(not_an_entity, self._screen.store, entity)
            self._correct(act, f"“{entity.name}” is no entity any more")

    def join(self) -> None:
        """Ask for the entity that this one is."""
        self._ask(self._join)

    async def _join(self, entity: CorpusEntity) -> None:
        index = self._screen.workspace.names.entities

        def called(one: CorpusEntity) -> str:
            return f"{one.name} · {LEGEND[one.type]}"  # a person and a firm may have one name

        def find(typed: str) -> Sequence[tuple[str, str]]:
            others = (one for one in index.find(typed) if one is not entity)
            return [(called(one), f"{one.count:,}") for one in others]

        chosen = await self._screen.app.push_screen_wait(
            NamePicker(f"“{entity.name}” is the same as", find)
        )
        other = next((one for one in index.entities if called(one) == chosen), None)
        if other is not None and self._correct(
            partial(same_as, self._screen.store, entity, other),
            f"“{entity.name}” is “{other.name}” ({LEGEND[other.type]})",
        ):
            self._follow(other)

    def part(self) -> None:
        """Ask for the name of the entity that is that of another."""
        self._ask(self._part)

    async def _part(self, entity: CorpusEntity) -> None:
        if not entity.aliases:
            self._screen.say(f"“{entity.name}” goes by no other name", is_miss=True)
            return
        names = [(name, f"{entity.surfaces[name]:,}") for name in entity.aliases]
        question = f"Not “{entity.name}”, but something else"
        find = partial(with_words, names)
        name = await self._screen.app.push_screen_wait(NamePicker(question, find))
        if name is not None:
            act = partial(not_the_same, self._screen.store, entity, name)
            self._correct(act, f"“{name}” is not “{entity.name}” any more")

    def tag(self) -> None:
        """Ask for a tag, and whether it is for this article or the corpus."""
        self._ask(self._tag)

    async def _tag(self, entity: CorpusEntity) -> None:
        tag = await chosen_tag(self._screen)
        if tag is None:
            return
        documents, document = list(entity.documents), self._document() or ""
        here = entity.documents.get(document, 0)
        where = {"c": f"the corpus: {entity.count:,} in {numbered(len(documents), 'document')}"}
        if here:
            where = {"a": f"this article: {here:,}"} | where
        question = f"Tag every “{entity.name}” as {tag.name} in"
        chosen = await self._screen.app.push_screen_wait(KeyChoice(question, where))
        if chosen is not None:
            only = [document] if chosen == "a" else documents
            self._screen.say(f"Tagging “{entity.name}” …")
            find = partial(self._places, entity, only)
            step = f"tag “{entity.name}” as “{tag.name}”"
            tagging = tag_found(
                self._screen,
                find,
                tag,
                step,
                lambda n: f"{numbered(n, 'mention')} of “{entity.name}”",
            )
            self._screen.app.run_worker(tagging, group="tag")

    def _places(
        self, entity: CorpusEntity, documents: Sequence[str]
    ) -> list[tuple[Document, list[Span]]]:
        return [
            (
                self._screen.workspace.document(document),
                spans_of_entity(self._screen.workspace, entity, document),
            )
            for document in documents
        ]

    def walk(self) -> None:
        """Go to the first mention in the article; its keys walk them from there."""
        if (entity := self._entity()) is not None:
            order = list(entity.documents)
            self._screen.navigator.open_article(self._document() or order[0], order, walked=entity)

    def filter_list(self) -> None:
        """List the articles that mention the entity."""
        if (entity := self._entity()) is not None:
            name = entity.name.replace('"', " ")
            self._screen.navigator.filter_list(f"@{quoted_value(name)}")
