"""The keys that a user chose, checked before they are taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from textual.binding import Binding
from textual.dom import DOMNode

from reader.settings import Settings
from reader.ui.commands import declared


def check(settings: Settings, app: type[DOMNode]) -> None:
    """Check the keys of the settings against the commands of every place.

    A place is a screen with the widgets on it and the app behind it: there, keys must differ.

    Raises:
        SettingsError: for an id that no command has, or a key that another command of the same
            place has.
    """
    places = _places(app)
    known = {binding.id for nodes in places.values() for binding in declared(nodes)}
    for name in settings.keys:
        if name not in known:
            near = ", ".join(sorted(i for i in known if i and i.partition(".")[0] in name))
            raise settings.error(
                f"keys.{name}", "there is no such command", near or ", ".join(_groups(known))
            )
    for place, nodes in places.items():
        taken: dict[str, str] = {}
        for name, key in _keys(declared(nodes), settings.keys):
            other = taken.setdefault(key, name)
            if other != name and settings.keys.keys() & {name, other}:
                changed, kept = (name, other) if name in settings.keys else (other, name)
                raise settings.error(
                    f"keys.{changed}",
                    f"“{key}” is the key of {kept} in {place}",
                    "a key that is free there",
                )


def _keys(bindings: Iterator[Binding], changed: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the id of each command with each of its keys, as Textual names keys."""
    for binding in bindings:
        name = binding.id or ""
        for part in Binding.make_bindings([binding.with_key(changed.get(name, binding.key))]):
            yield name, part.key


def _groups(names: set[str | None]) -> list[str]:
    return sorted({f"{name.partition('.')[0]}.…" for name in names if name})


def _places(app: type[DOMNode]) -> dict[str, tuple[type[DOMNode], ...]]:
    """Return every screen with the widgets that take keys on it, by what a user calls it."""
    from reader.ui.article.article_screen import ArticleScreen
    from reader.ui.article.links import LinkList, LinkScreen
    from reader.ui.article.orphans import OrphanList, OrphanScreen
    from reader.ui.article.view import ArticleView
    from reader.ui.codebook.codebook_list import CodebookList
    from reader.ui.codebook.codebook_screen import CodebookScreen
    from reader.ui.corpus.corpus_list import CorpusList
    from reader.ui.corpus.corpus_screen import CorpusScreen
    from reader.ui.entities.context_list import ContextList
    from reader.ui.entities.contexts_screen import EntityContexts, SearchScreen
    from reader.ui.entities.entities_screen import EntitiesScreen
    from reader.ui.entities.entity_list import EntityList
    from reader.ui.passages.figure_grid import FigureGrid
    from reader.ui.passages.figures_screen import FiguresScreen
    from reader.ui.passages.passage_rows_list import PassageList
    from reader.ui.passages.passages_screen import PassagesScreen

    return {
        "the list": (CorpusScreen, CorpusList, app),
        "an article": (ArticleScreen, ArticleView, app),
        "lost passages": (OrphanScreen, OrphanList, app),
        "linking": (LinkScreen, LinkList, app),
        "the entities": (EntitiesScreen, EntityList, app),
        "the mentions of an entity": (EntityContexts, ContextList, app),
        "the codebook": (CodebookScreen, CodebookList, app),
        "the figures": (FiguresScreen, FigureGrid, app),
        "the passages": (PassagesScreen, PassageList, app),
        "searching the corpus": (SearchScreen, ContextList, app),
    }
