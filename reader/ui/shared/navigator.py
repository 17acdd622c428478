"""The protocols by which screens reach each other and the app, without importing either."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from reader.annotations import Glance
    from reader.corpus import Document
    from reader.entities import Type
    from reader.errors import ReaderError
    from reader.settings import Settings
    from reader.ui.shared.alerts import Alert
    from reader.workspace import Workspace
    from reader.workspace.analyses.agreement.annotators import ComparedAnnotators
    from reader.workspace.analyses.passages.passage_background import PassageBackground
    from reader.workspace.cache.entity_index import CorpusEntity


class Navigator(Protocol):
    """Opens screens: each method takes what its screen shows, and returns at once."""

    def open_article(
        self,
        document: str,
        order: Sequence[str] = (),
        at: int | None = None,
        *,
        walked: CorpusEntity | None = None,
        words: str = "",
        above: bool = False,
    ) -> None:
        """Open a document, at an offset of its source where one is said.

        ``order`` is what the next and the previous one are taken from; the mentions of ``walked``
        are set off, to be walked, and so are ``words``. An article that is open below other
        screens is gone back to, except where it shall come ``above`` the screen in use.
        """

    def open_links(self, document: str) -> None:
        """Open the likely duplicates of a document, and those it is linked to."""

    def open_orphans(self, document: Document) -> None:
        """Open the passages of a document whose text has gone."""

    def open_comparison(self, a: str, b: str | None = None) -> None:
        """Open two versions beside each other; with one, beside the next of its story."""

    def open_story(self, document: str, among: Sequence[str] = ()) -> None:
        """Open the versions of the story that a document tells.

        ``among`` are those that may be, where that is still to be decided.
        """

    def open_queue(self, document: str | None = None) -> None:
        """Open the stories that wait for a verdict, at that of a document where one is said."""

    def open_disputes(self, compared: ComparedAnnotators) -> None:
        """Open the list of annotators' disputes."""

    def open_entities(self, document: str | None, chosen: tuple[Type, str] | None = None) -> None:
        """Open the entities of a document, or with None of the corpus, from ``chosen`` on."""

    def open_mentions(self, entity: CorpusEntity, document: str | None) -> None:
        """Open the mentions of an entity in the corpus, as chosen from a document's."""

    def open_merge_proposals(self) -> None:
        """Open the names that may be of one thing."""

    def open_codebook(self, tag: str | None = None) -> None:
        """Open the codebook, at the tag of an id where one is said."""

    def open_passages(
        self,
        filter: str = "",  # noqa: A002
        *,
        only: frozenset[str] | None = None,
        called: str = "",
    ) -> None:
        """Open the passages of the corpus that a filter leaves; ``only`` those of these ids.

        ``called`` says what these are.
        """

    def open_figures(
        self,
        passages: Mapping[str, Sequence[Glance]],
        background: PassageBackground,
        filter: str,  # noqa: A002
        *,
        folds: bool,
    ) -> None:
        """Open figures of passages, given by their documents, that a filter has left.

        ``folds`` counts the versions of a passage as one.
        """

    def open_search(self) -> None:
        """Open the search of the whole corpus, or go back to its query."""

    def open_export(self, only: frozenset[str] | None = None, called: str = "") -> None:
        """Open the formats to export in: all, or what is on documents, which are ``called``."""

    def open_import(self) -> None:
        """Ask for a file, and show what taking it in would do."""

    def filter_list(self, text: str) -> None:
        """Go back to the list, and show what a filter leaves of it."""


class Host(Protocol):
    """The app as its screens see it."""

    workspace: Workspace
    settings: Settings
    navigator: Navigator
    offers_tour: bool

    @property
    def alert(self) -> Alert | None:
        """The message that needs a person, until a key is pressed."""

    def say(self, message: str) -> None:
        """Tell an event on the screen that is open by now."""

    def ignore_text(self) -> None:
        """Ignore what is typed on after a key that was refused."""

    def say_error(self, error: ReaderError) -> None:
        """Tell a failure, and ask for another place where annotations can't be saved."""

    def change_setting(self, key: str, value: object) -> None:
        """Write a setting to the user's file, and let it hold at once. Raises SettingsError."""

    def action_undo(self) -> None:
        """Take back the last step."""


@runtime_checkable
class KeepsDrafts(Protocol):
    """A screen on which something is written that is to outlive the app."""

    def keep_draft(self) -> None:
        """Keep the text written so far as a draft."""
