"""The way from screen to screen: the one place, with the app, that knows them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.app import App
from textual.screen import Screen

from reader.text import numbered
from reader.ui import screens

if TYPE_CHECKING:
    from reader.annotations import Glance
    from reader.corpus import Document
    from reader.entities import Type
    from reader.workspace.analyses.agreement.annotators import ComparedAnnotators
    from reader.workspace.analyses.passages.passage_background import PassageBackground
    from reader.workspace.cache.entity_index import CorpusEntity


class ScreenNavigator:
    """Opens the screens of an app; see ``reader.ui.shared.navigator.Navigator``."""

    def __init__(self, app: App[None]) -> None:
        self._app = app

    def open_article(  # noqa: D102
        self,
        document: str,
        order: Sequence[str] = (),
        at: int | None = None,
        *,
        walked: CorpusEntity | None = None,
        words: str = "",
        above: bool = False,
    ) -> None:
        app = self._app
        stack = reversed(app.screen_stack)
        opened = (one for one in stack if isinstance(one, screens.ArticleScreen))
        article = next(opened, None)
        if article is None or above:
            article = screens.ArticleScreen(document, order or self._listed, at, walked)
            app.push_screen(article)
        else:
            while app.screen is not article:
                app.pop_screen()
            if walked is not None:
                article.walk(walked)
            article.read(document, at)
        if words:
            article.search.words = words

    @property
    def _listed(self) -> Sequence[str]:
        """The documents of the list: what is opened without an order of its own is one of them."""
        lists = (one for one in self._app.screen_stack if isinstance(one, screens.CorpusScreen))
        return next((one.order for one in lists), ())

    def open_links(self, document: str) -> None:  # noqa: D102
        self._app.push_screen(screens.LinkScreen(document))

    def open_orphans(self, document: Document) -> None:  # noqa: D102
        self._app.push_screen(screens.OrphanScreen(document))

    def open_comparison(self, a: str, b: str | None = None) -> None:  # noqa: D102
        self._app.push_screen(screens.CompareScreen(a, b))

    def open_story(self, document: str, among: Sequence[str] = ()) -> None:  # noqa: D102
        self._app.push_screen(screens.StoryScreen(document, among))

    def open_queue(self, document: str | None = None) -> None:  # noqa: D102
        self._open_once(screens.QueueScreen(document))

    def open_disputes(self, compared: ComparedAnnotators) -> None:  # noqa: D102
        self._app.push_screen(screens.DisputesScreen(compared))

    def open_entities(  # noqa: D102
        self, document: str | None, chosen: tuple[Type, str] | None = None
    ) -> None:
        self._app.push_screen(screens.EntitiesScreen(document, chosen))

    def open_mentions(self, entity: CorpusEntity, document: str | None) -> None:  # noqa: D102
        self._app.push_screen(screens.EntityContexts(entity, document))

    def open_merge_proposals(self) -> None:  # noqa: D102
        self._app.push_screen(screens.MergeProposalsScreen())

    def open_codebook(self, tag: str | None = None) -> None:  # noqa: D102
        self._open_once(screens.CodebookScreen(tag))

    def open_passages(  # noqa: D102
        self,
        filter: str = "",  # noqa: A002
        *,
        only: frozenset[str] | None = None,
        called: str = "",
    ) -> None:
        here = self._app.screen
        listed = here.narrowed if isinstance(here, screens.CorpusScreen) else None
        self._open_once(screens.PassagesScreen(filter, only, called, listed))

    def open_figures(  # noqa: D102
        self,
        passages: Mapping[str, Sequence[Glance]],
        background: PassageBackground,
        filter: str,  # noqa: A002
        *,
        folds: bool,
    ) -> None:
        self._app.push_screen(screens.FiguresScreen(passages, background, filter, folds=folds))

    def _open_once(self, screen: Screen[None]) -> None:
        """Open a screen over the one in use, which must not be of its kind."""
        if type(self._app.screen) is not type(screen):
            self._app.push_screen(screen)

    def open_search(self) -> None:  # noqa: D102
        here = self._app.screen
        if isinstance(here, screens.SearchScreen):
            here.action_ask()
        else:
            self._app.push_screen(screens.SearchScreen())

    def open_export(  # noqa: D102
        self, only: frozenset[str] | None = None, called: str = ""
    ) -> None:
        here = self._app.screen
        listed = here.narrowed if isinstance(here, screens.CorpusScreen) else None
        if only is None and listed is not None:
            only, called = listed, numbered(len(listed), "filtered document")
        self._open_once(screens.ExportScreen(only, called))

    def open_import(self) -> None:  # noqa: D102
        self._open_once(screens.ImportScreen())

    def filter_list(self, text: str) -> None:  # noqa: D102
        app = self._app
        while len(app.screen_stack) > 1:
            app.pop_screen()
        if isinstance(app.screen, screens.CorpusScreen):
            app.screen.filter_by(text)
