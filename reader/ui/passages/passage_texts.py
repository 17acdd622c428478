"""The texts of passages in their lines, and the articles that are read for those on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import TypeAlias

from rich.segment import Segment

from reader.annotations import Anchor, Glance, Passage, Tag
from reader.text import one_line
from reader.ui.passages.passage_rows_list import PassageLineTexts
from reader.ui.shared.colors import badge_style
from reader.ui.shared.signs import tag_letter
from reader.ui.shared.times import local_minute
from reader.workspace import Workspace
from reader.workspace.overviews.passage_contexts import context_of

# So many lines are kept as they were read.
_KEPT = 4_096

_Place: TypeAlias = tuple[object, ...]


class PassageTexts:
    """Makes the texts of lines: around a passage its anchor's context first, then its article's.

    ``want`` is called when there is something to ``read``, which a thread does.
    """

    def __init__(self, workspace: Workspace, want: Callable[[], object]) -> None:
        self._workspace, self._want = workspace, want
        self._told: dict[Glance, PassageLineTexts] = {}
        self._signs: dict[str, Segment] = {}
        # The words around passages by what glances tell of their places; and what to read next.
        self._contexts: dict[_Place, tuple[str, str, str] | None] = {}
        self._wanted: dict[_Place, Glance] = {}

    def forget(self) -> None:
        """Decode passages anew when they are seen again; something has changed."""
        self._told.clear()
        self._signs.clear()

    def of(self, glance: Glance, codebook: Sequence[Tag]) -> PassageLineTexts:
        """Return the text of a line, decoded once as long as nothing changes."""
        texts = self._told.get(glance)
        if texts is None:
            if len(self._told) > _KEPT:
                self._told.clear()
            if not self._signs:
                self._signs = {tag.id: _sign(tag) for tag in codebook}
            passage = self._workspace.store.get(Passage, glance.id)
            summary = self._workspace.summaries.of(glance.document)
            before, words, after = map(_flat, self._around(glance, passage))
            texts = self._told[glance] = PassageLineTexts(
                before,
                words,
                after,
                tags=[sign for tag, sign in self._signs.items() if tag in glance.tags],
                note=one_line(passage.note) if passage else "",
                date=summary.dated(10),
                source=one_line(summary.source or PurePosixPath(glance.document).name),
                author=one_line(glance.author),
            )
        return texts

    def about(self, document: str) -> str:
        """Return the day and source of a document; its file where one of them is not known."""
        summary = self._workspace.summaries.of(document)
        parts = [summary.dated(10), summary.source]
        parts += [] if all(parts) or not summary.title else [PurePosixPath(document).name]
        return " · ".join(one_line(part) for part in parts if part)

    def of_glance(self, glance: Glance, codebook: Sequence[Tag]) -> str:
        """Return the tags of a passage, who set it and when, and the article that it is in."""
        tags = ", ".join(one_line(tag.name) for tag in codebook if tag.id in glance.tags)
        set_ = f"{one_line(glance.author)} {local_minute(glance.created)}"
        article = self._workspace.summaries.about(glance.document)
        return " · ".join(filter(None, (tags, set_, article, one_line(glance.document))))

    def _around(self, glance: Glance, passage: Passage | None) -> tuple[str, str, str]:
        place = _place(glance)
        context = self._contexts.get(place)
        if context is not None:
            return context
        if place not in self._contexts:
            if not self._wanted:
                self._want()
            self._wanted[place] = glance
        anchor = passage.anchor if passage else None
        return until_read(anchor) if anchor else ("", "", "")

    def wanted(self) -> list[Glance]:
        """Return the passages that were seen and whose articles are to be read, each once."""
        wanted, self._wanted = list(self._wanted.values()), {}
        return wanted

    def read(self, wanted: Sequence[Glance]) -> Iterator[Glance]:
        """Read the articles of passages, in a thread, and yield each passage when it is done."""
        for glance in wanted:
            self._contexts[_place(glance)] = context_of(self._workspace, glance)
            yield glance

    def take(self, read: Sequence[Glance]) -> bool:
        """Let lines be made anew with the articles that were read; return whether any is."""
        found = [glance for glance in read if self._contexts.get(_place(glance)) is not None]
        for glance in found:
            self._told.pop(glance, None)
        return bool(found)


def _sign(tag: Tag) -> Segment:
    """Return the key of a tag, or the first letter of its name, on its colour."""
    return Segment(f" {one_line(tag_letter(tag))} ", badge_style(tag.color))


def until_read(anchor: Anchor) -> tuple[str, str, str]:
    """Return a passage with the words around it as its anchor keeps them, entities resolved."""
    from html import unescape  # the names of all characters

    return unescape(anchor.prefix), unescape(anchor.quote), unescape(anchor.suffix)


def _flat(text: str) -> str:
    """Return a text as one harmless line, with one blank at an end where it has any."""
    flat = one_line(text)
    return f"{' ' if text[:1].isspace() else ''}{flat}{' ' if flat and text[-1:].isspace() else ''}"


def _place(glance: Glance) -> _Place:
    return glance[:5]
