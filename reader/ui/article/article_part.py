"""Parts of the article screen: each holds one job, with its state and its commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from textual.binding import Binding

from reader.annotations import Store, StoreChange
from reader.corpus import Document
from reader.ui.article.view import ArticleView
from reader.ui.shared.screen import ReaderScreen
from reader.workspace import DocumentSummary, Workspace


@dataclass
class OpenArticle:
    """The article on the screen as the parts share it.

    ``document`` is its id, ``wanted`` that of the one that is asked for, which becomes the document
    when the view holds it: until then keys mean the one that is seen. ``source`` is what was read
    of it, ``changed`` is called when what bars say of it may no longer be true. ``place`` is where
    it stands among those of the list, ``warning`` says what has become of its file, where that is
    not as it was read.
    """

    screen: ReaderScreen
    view: ArticleView
    document: str
    wanted: str
    changed: Callable[[], None]
    source: Document | None = None
    summary: DocumentSummary = field(default_factory=DocumentSummary)
    place: str = ""
    warning: str = ""


class ArticlePart:
    """One job of the article screen. Its commands name its methods: see ``part_command``."""

    COMMANDS: ClassVar[Sequence[Binding]] = ()

    def __init__(self, opened: OpenArticle) -> None:
        self.opened = opened
        self.screen = opened.screen
        self.view = opened.view

    @property
    def workspace(self) -> Workspace:
        """The opened corpus."""
        return self.screen.workspace

    @property
    def store(self) -> Store:
        """The annotations on it."""
        return self.screen.store

    @property
    def document(self) -> str:
        """The id of the document that is read."""
        return self.opened.document

    @property
    def source(self) -> Document:
        """The document that is read, with its text."""
        return self.opened.source or self.workspace.document(self.document)

    def in_thread(self, work: Callable[[], None], group: str) -> None:
        """Run work beside the screen; what its group does already is given up."""
        self.screen.run_worker(work, thread=True, group=group, exclusive=True, exit_on_error=False)

    def call(self, callback: Callable[..., object], *arguments: object) -> None:
        """Call back from work that runs in a thread."""
        self.screen.app.call_from_thread(callback, *arguments)

    def article_shown(self) -> None:
        """Take up another article, which the view shows now."""

    def annotations_changed(self, change: StoreChange) -> None:
        """Show the annotations as they are now."""
