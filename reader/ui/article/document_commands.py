"""Commands on the document as a whole: its status, the note on it, the page that it comes from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding

from reader.annotations import Draft, Status
from reader.ui.article.article_part import ArticlePart, OpenArticle
from reader.ui.article.text_links import TextLinks
from reader.ui.shared.browser import open_page
from reader.ui.shared.clipboard import copy
from reader.ui.shared.commands import part_command, part_edit
from reader.workspace.actions.passages.annotating import set_document_note, set_status, state_of


class DocumentCommands(ArticlePart):
    """Marks, flags and notes the document; ``go_on`` reads the next one and tells this."""

    COMMANDS: ClassVar[Sequence[Binding]] = [
        part_command(
            "document.url",
            "ctrl+o",
            "document.open_url",
            "Web page",
            "Open its page, or that of the link at the caret, in the browser",
        ),
        part_edit(
            "document.done", "m", "document.finish", "Done", "Mark as done and go on", footer=True
        ),
        part_edit("document.flag", "exclamation_mark", "document.flag", "Flag", "Flag for later"),
        part_edit("document.note", "E", "document.note", "Note", "A note on the document"),
    ]

    def __init__(self, opened: OpenArticle, links: TextLinks, go_on: Callable[[str], None]) -> None:
        super().__init__(opened)
        self._links, self._go_on = links, go_on

    def open_url(self) -> None:
        """Open the page of the link at the caret, or of the article, in the browser."""
        url = self._links.page
        if not url.startswith(("http://", "https://")):
            self.screen.say("The article names no page that it comes from")
        elif self.screen.app.is_web:
            self.screen.app.open_url(url)
        else:
            self.in_thread(partial(self._open, url), "browser")

    def _open(self, url: str) -> None:
        trouble = open_page(url)
        self.call(self._tell_opened, url, trouble)

    def _tell_opened(self, url: str, trouble: str) -> None:
        if trouble:
            copy(self.screen.app, url)
        self.screen.say(f"{trouble}: copied {url}" if trouble else f"opened {url}")

    def finish(self) -> None:
        """Mark the article as done, and read the next."""
        if self._set(Status.DONE):
            self._go_on(f"{self.document.rpartition('/')[2]}: done")

    def flag(self) -> None:
        """Flag the article, or take the flag away."""
        flagged = state_of(self.store, self.document).status is Status.FLAGGED
        self._set(Status.READING if flagged else Status.FLAGGED)

    def _set(self, status: Status) -> bool:
        return self.screen.done(partial(set_status, self.store, [self.document], status))

    def note(self) -> None:
        """Edit the note on the document."""
        before = state_of(self.store, self.document).note
        draft = Draft(document=self.document, sha256=self.source.sha256)
        keep = partial(set_document_note, self.store, self.document)
        self.screen.edit_note(f"Note on {self.document}", before, draft, keep)
