"""Following links: those in the text, those to other articles, and that to the article's page."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import ClassVar
from urllib.parse import unquote, urljoin

from textual.binding import Binding

from reader.text import one_line
from reader.text.link_targets import link_target
from reader.ui.article.article_part import ArticlePart, OpenArticle
from reader.ui.article.version_commands import VersionCommands
from reader.ui.shared.browser import open_page
from reader.ui.shared.clipboard import copy
from reader.ui.shared.commands import part_command
from reader.ui.shared.packing import shortened

_WEB = ("http://", "https://")
# Columns of an address in the status line, by the room that there is.
_ADDRESS = (60, 24, 12)


class TextLinks(ArticlePart):
    """Follows the link at the caret, or the one to another version; ``read`` reads an article."""

    COMMANDS: ClassVar[Sequence[Binding]] = [
        part_command(
            "version.other",
            "W",
            "links.go_to_other",
            "Linked article",
            "Go to the linked article, of several to choose",
        ),
        part_command(
            "document.url",
            "ctrl+o",
            "links.open_page",
            "Web page",
            "Open its page, or that of the link at the caret, in the browser",
        ),
    ]

    def __init__(
        self, opened: OpenArticle, versions: VersionCommands, read: Callable[[str], None]
    ) -> None:
        super().__init__(opened)
        self._versions, self._read = versions, read

    @property
    def target(self) -> str:
        """The target of the link in the text at the caret; empty where there is none."""
        source = self.opened.source
        return link_target(source.source, self.view.caret) if source is not None else ""

    @property
    def in_words(self) -> list[str]:
        """The words for the link at the caret, the longest first; none where there is none."""
        target = one_line(self.target)
        return [f"link to {shortened(target, room)}" for room in _ADDRESS] if target else []

    @property
    def page(self) -> str:
        """The address of the page that the link at the caret leads to, else of the article's."""
        there = self._where(self.target)
        return there if there.startswith(_WEB) else self.opened.summary.url

    def _where(self, target: str) -> str:
        """Return the address that a target in the text means; empty for what can't be one."""
        with suppress(ValueError):  # brackets without an address of IPv6
            return urljoin(self.opened.summary.url, target)
        return ""

    def go_to_other(self) -> None:
        """Go to the linked article, of several to choose."""
        linked = self._versions.linked()
        if len(linked) == 1:
            self._read(linked[0][0])
        else:
            self._versions.link()

    def follow(self) -> None:
        """Follow the link at the caret."""
        target = self.target
        path = unquote(target.partition("#")[0].partition("?")[0])
        here = posixpath.dirname(self.document.partition("#")[0])
        document = posixpath.normpath(posixpath.join(here, path)) if path else ""
        if document in self.workspace.entries:
            self._read(document)
        else:
            self.in_thread(partial(self._seek, target, self._where(target)), "links")

    def _seek(self, target: str, page: str) -> None:
        """Seek the article of the corpus that a page became."""
        wanted, summaries = _whole(page), self.workspace.summaries
        is_web = page.startswith(_WEB)
        found = (
            next((d for d in list(summaries) if _whole(summaries[d].url) == wanted), None)
            if is_web and wanted != _whole(self.opened.summary.url)
            else None
        )
        if found is not None:
            self.call(self._read, found)
        elif is_web and not target.startswith("#"):
            self.call(self._open, page)
        else:
            self.call(self.screen.say, f"No article of the corpus: {one_line(target)}")

    def open_page(self) -> None:
        """Open the page of the link at the caret, or of the article, in the browser."""
        if (page := self.page).startswith(_WEB):
            self._open(page)
        else:
            self.screen.say("The article names no page that it comes from", is_miss=True)

    def _open(self, page: str) -> None:
        if self.screen.app.is_web:
            self.screen.app.open_url(page)
        else:
            self.in_thread(partial(self._start, page), "browser")

    def _start(self, page: str) -> None:
        trouble = open_page(page)
        self.call(self._tell_opened, page, trouble)

    def _tell_opened(self, page: str, trouble: str) -> None:
        if trouble:
            copy(self.screen.app, page)
        self.screen.say(f"{trouble}: copied {page}" if trouble else f"opened {page}")


def _whole(address: str) -> str:
    """Return the address of a whole page: without the place in it."""
    return address.partition("#")[0]
