"""Tagging the passages of the article on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from reader.annotations import Tag
from reader.corpus import Document
from reader.text import Span, one_line
from reader.ui.article.view import ArticleView
from reader.ui.commands import command
from reader.ui.shared.screen import ReaderScreen
from reader.ui.shared.tag_choice import PICK, TagKeys, TagPicker
from reader.workspace.actions.annotating import (
    new_tag,
    note,
    passage_on,
    passages_at,
    remove,
    toggle_tag,
)
from reader.workspace.analyses.finding import occurrences


class TaggingScreen(ReaderScreen):
    """What can be done to passages on a screen that shows an article."""

    BINDINGS = [
        command("tag.keys", "t", "tag", "Tag", "Tag by the key of a tag", footer=True),
        command("tag.pick", "T", "pick", "Tag by name", "Tag by name, or with a new tag"),
        *(
            command(
                f"tag.{n}",
                str(n),
                f"tag_number({n})",
                f"Tag {n}",
                "Put one of the first nine tags on, or off",
            )
            for n in range(1, 10)
        ),
        command("tag.again", "full_stop", "tag_again", "Again", "The last tag again"),
        command(
            "tag.every",
            "asterisk",
            "tag_every",
            "Everywhere",
            "The last tag on every occurrence of these words",
        ),
        command("tag.note", "e", "note", "Note", "A note on the passage", footer=True),
        command("tag.remove", "x", "remove", "Remove", "Remove the passage under the caret"),
    ]

    def __init__(self, document: str) -> None:
        super().__init__()
        self.document = document
        self.view = ArticleView(id="article")
        self._last_tag: str | None = None

    @property
    def source(self) -> Document:
        """The document that is read, with its text."""
        return self.workspace.document(self.document)

    def _spans(self) -> list[Span]:
        """Return what a tag is meant for: the selection, else the passage under the caret."""
        if self.view.selection is not None:
            return [self.view.selection]
        under = passages_at(self.store, self.source, self.view.caret)
        if not under:
            self.say("Select first: v and a motion, s for the sentence, p for the paragraph")
        return [Span(p.anchor.start, p.anchor.end) for p in under[:1]]

    def _toggle(self, tag: Tag, spans: Sequence[Span]) -> None:
        if not spans:
            return
        document = self.source
        on = self.attempt(partial(toggle_tag, self.store, document, spans, tag))
        if on is None:
            return
        self._last_tag = tag.id
        self.view.action_let_go()
        places = f" on {len(spans)} places" if len(spans) > 1 else ""
        self.say(f"{tag.name}{places}: {'saved' if on else 'taken off'}")
        if on:
            self.tagged(spans)

    def tagged(self, spans: Sequence[Span]) -> None:
        """Go on after a tag was put on spans."""

    def action_tag_number(self, number: int) -> None:
        """Tag with one of the first nine tags."""
        tags = self.store.tags()
        if number <= len(tags):
            self._toggle(tags[number - 1], self._spans())
        else:
            self.say(f"There are {len(tags)} tags; t shows them, T makes a new one")

    def action_tag(self) -> None:
        """Tag by a key, which are shown."""
        spans = self._spans()
        if spans:
            # Pushed at once, not from a worker: the key that follows is meant for it already.
            self.app.push_screen(TagKeys(self.store.tags()), partial(self._take_key, spans))

    def _take_key(self, spans: Sequence[Span], tag: Tag | str | None) -> None:
        if isinstance(tag, Tag):
            self._toggle(tag, spans)
        elif tag == PICK:
            self._pick(spans)

    def action_pick(self) -> None:
        """Tag by name, or with a new tag."""
        spans = self._spans()
        if spans:
            self._pick(spans)

    def _pick(self, spans: Sequence[Span]) -> None:
        self.app.push_screen(TagPicker(self.store.tags()), partial(self._take_name, spans))

    def _take_name(self, spans: Sequence[Span], tag: Tag | str | None) -> None:
        if isinstance(tag, str):
            tag = self.attempt(partial(new_tag, self.store, tag))
        if tag is not None:
            self._toggle(tag, spans)

    def _again(self) -> Tag | None:
        tag = self.store.get(Tag, self._last_tag) if self._last_tag else None
        if tag is None:
            self.say("No tag was used yet: 1 to 9, t or T")
        return tag

    def action_tag_again(self) -> None:
        """Put the last tag on once more."""
        tag = self._again()
        if tag is not None:
            self._toggle(tag, self._spans())

    def action_tag_every(self) -> None:
        """Put the last tag on every occurrence of the selected words, or of the mention here."""
        tag = self._again()
        spans = self._spans() if tag is not None else []
        if tag is None or not spans:
            return
        words = spans[0].of(self.view.article.source)
        everywhere = occurrences(self.view.article.excerpt, words, exact=True)
        self._toggle(tag, everywhere or spans)

    def action_note(self) -> None:
        """Edit the note of the passage, or of a new one on the selection."""
        from reader.ui.shared.dialogs import NoteEditor

        for span in self._spans():
            known = passage_on(self.store, self.source, span)
            before = known.note if known else ""
            title = f"Note on “{one_line(span.of(self.view.article.source))[:60]}”"
            keep = partial(self._keep_note, span, before)
            self.app.push_screen(NoteEditor(title, before), keep)

    def _keep_note(self, span: Span, before: str, text: str | None) -> None:
        if text is not None and text != before:
            self.attempt(partial(note, self.store, self.source, span, text))
            self.view.action_let_go()

    def action_remove(self) -> None:
        """Remove the passage under the caret."""
        under = passages_at(self.store, self.source, self.view.caret)
        if under:
            self.attempt(partial(remove, self.store, under[0]))
            self.say("Removed; u brings it back")
        else:
            self.say("There is no passage under the caret: [ and ] go to them")
