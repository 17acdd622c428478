"""Commands on the passages of the article: tag, note, remove, walk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from reader.annotations import Draft, StoreChange, Tag
from reader.text import Span, one_line
from reader.ui.article.article_part import ArticlePart, OpenArticle, part_command
from reader.ui.article.view import Badge, TaggedSpan
from reader.ui.shared.tag_choice import PICK, Picked, TagKeys, TagPicker
from reader.workspace.actions.annotating import (
    find,
    follow,
    note,
    passage_on,
    passages_at,
    remove,
    standing,
    toggle_tag,
)
from reader.workspace.actions.codebook_editing import new_tag
from reader.workspace.analyses.finding import occurrences

if TYPE_CHECKING:
    from reader.annotations import Finding


class PassageCommands(ArticlePart):
    """Draws the passages of the article, and does what keys say with them."""

    COMMANDS: ClassVar[Sequence[Binding]] = [
        part_command(
            "tag.keys", "t", "passages.tag", "Tag", "Tag by the key of a tag", footer=True
        ),
        part_command(
            "tag.pick", "T", "passages.pick", "Tag by name", "Tag by name, or with a new tag"
        ),
        *(
            part_command(
                f"tag.{n}",
                str(n),
                f"passages.tag_number({n})",
                f"Tag {n}",
                "Put one of the first nine tags on, or off",
            )
            for n in range(1, 10)
        ),
        part_command("tag.again", "full_stop", "passages.tag_again", "Again", "The last tag again"),
        part_command(
            "tag.every",
            "asterisk",
            "passages.tag_every",
            "Everywhere",
            "The last tag on every occurrence of these words",
        ),
        part_command(
            "tag.note", "e", "passages.edit_note", "Note", "A note on the passage", footer=True
        ),
        part_command(
            "tag.remove", "x", "passages.remove", "Remove", "Remove the passage under the caret"
        ),
        part_command(
            "tag.orphans", "O", "passages.list_orphans", "Orphans", "List passages without a text"
        ),
    ]

    def __init__(self, opened: OpenArticle, tagged: Callable[[Sequence[Span]], None]) -> None:
        """Make the part; ``tagged`` is called with the spans that a tag was put on."""
        super().__init__(opened)
        self._tagged = tagged
        self._last_tag: str | None = None

    # -- what is drawn -----------------------------------------------------------------------

    def article_shown(self) -> None:
        """Draw the passages of another article."""
        self._draw()

    def annotations_changed(self, change: StoreChange) -> None:
        """Draw the passages as they are now."""
        # What undo brings back may have been set in an earlier text.
        again = [one for one in find(self.store, self.source) if one.span is not None]
        self.screen.attempt(partial(follow, self.store, self.source, again))
        self._draw()

    def follow_text(self, findings: Sequence[Finding]) -> None:
        """Let passages go with their text, where that has changed since they were set."""
        self.screen.attempt(partial(follow, self.store, self.source, findings))
        lost = len(self.orphans())
        if findings:
            moved = f"The text has changed: {len(findings) - lost} passages went with it"
            said = f"{moved}, {lost} were not found: O lists them" if lost else moved
            self.screen.say(said)

    def orphans(self) -> list[Finding]:
        """Return the passages whose text is not to be found any more."""
        return [finding for finding in find(self.store, self.source) if finding.span is None]

    def _draw(self) -> None:
        tags = {tag.id: tag for tag in self.store.tags()}
        self.view.passages = [
            TaggedSpan(
                passage.anchor.start,
                passage.anchor.end,
                tuple(_badge(tags[tag]) for tag in passage.tags if tag in tags),
                passage.id,
            )
            for passage in standing(self.store, self.source)
        ]

    # -- tagging -----------------------------------------------------------------------------

    def _spans(self) -> list[Span]:
        """Return what a tag is meant for: the selection, else the passage under the caret."""
        if self.view.selection is not None:
            return [self.view.selection]
        under = passages_at(self.store, self.source, self.view.caret)
        if not under:
            self.screen.say("Select first: v and a motion, s for the sentence, p for the paragraph")
        return [Span(p.anchor.start, p.anchor.end) for p in under[:1]]

    def _toggle(self, tag: Tag, spans: Sequence[Span]) -> None:
        if not spans:
            return
        on = self.screen.attempt(partial(toggle_tag, self.store, self.source, spans, tag))
        if on is None:
            return
        self._last_tag = tag.id
        self.view.action_let_go()
        places = f" on {len(spans)} places" if len(spans) > 1 else ""
        self.screen.say(f"{tag.name}{places}: {'saved' if on else 'taken off'}")
        if on:
            self._tagged(spans)

    def tag_number(self, number: int) -> None:
        """Tag with one of the first nine tags."""
        tags = self.store.tags()
        if number <= len(tags):
            self._toggle(tags[number - 1], self._spans())
        else:
            self.screen.say(f"There are {len(tags)} tags; t shows them, T makes a new one")

    def tag(self) -> None:
        """Tag by a key, which are shown."""
        spans = self._spans()
        if spans:
            # Pushed at once, not from a worker: the key that follows is meant for it already.
            take = partial(self._take_key, spans)
            self.screen.app.push_screen(TagKeys(self.store.tags()), take)

    def _take_key(self, spans: Sequence[Span], tag: Tag | str | None) -> None:
        if isinstance(tag, Tag):
            self._toggle(tag, spans)
        elif tag == PICK:
            self._pick(spans)

    def pick(self) -> None:
        """Tag by name, or with a new tag."""
        spans = self._spans()
        if spans:
            self._pick(spans)

    def _pick(self, spans: Sequence[Span]) -> None:
        passages = [passage_on(self.store, self.source, span) for span in spans]
        has = set.intersection(*(set(one.tags if one else ()) for one in passages))
        take = partial(self._take_names, spans)
        self.screen.app.push_screen(TagPicker(self.store.tags(), has), take)

    def _take_names(self, spans: Sequence[Span], picked: Picked | None) -> None:
        if picked is None:
            return
        for tag in picked.tags:
            self._toggle(tag, spans)
        if picked.name:
            added = self.screen.attempt(partial(new_tag, self.store, picked.name))
            if added is not None:
                self._toggle(added, spans)

    def _again(self) -> Tag | None:
        tag = self.store.get(Tag, self._last_tag) if self._last_tag else None
        if tag is None:
            self.screen.say("No tag was used yet: 1 to 9, t or T")
        return tag

    def tag_again(self) -> None:
        """Put the last tag on once more."""
        tag = self._again()
        if tag is not None:
            self._toggle(tag, self._spans())

    def tag_every(self) -> None:
        """Put the last tag on every occurrence of the selected words, or of the mention here."""
        tag = self._again()
        spans = self._spans() if tag is not None else []
        if tag is None or not spans:
            return
        words = spans[0].of(self.view.article.source)
        everywhere = occurrences(self.view.article.excerpt, words, exact=True)
        self._toggle(tag, everywhere or spans)

    # -- notes and removal -------------------------------------------------------------------

    def edit_note(self) -> None:
        """Edit the note of the passage, or of a new one on the selection."""
        for span in self._spans():
            known = passage_on(self.store, self.source, span)
            before = known.note if known else ""
            title = f"Note on “{one_line(span.of(self.view.article.source))[:60]}”"
            sha256 = self.source.sha256
            draft = Draft(document=self.document, sha256=sha256, start=span.start, end=span.end)
            self.screen.edit_note(title, before, draft, partial(self._keep_note, span))

    def _keep_note(self, span: Span, text: str) -> None:
        note(self.store, self.source, span, text)
        self.view.action_let_go()

    def remove(self) -> None:
        """Remove the passage under the caret."""
        under = passages_at(self.store, self.source, self.view.caret)
        if under:
            self.screen.attempt(partial(remove, self.store, under[0]))
            self.screen.say("Removed; u brings it back")
        else:
            self.screen.say("There is no passage under the caret: [ and ] go to them")

    def list_orphans(self) -> None:
        """List the passages whose text is not to be found any more."""
        if self.orphans():
            self.screen.navigator.open_orphans(self.source)
        else:
            self.screen.say("Every passage of this article stands in its text")


def _badge(tag: Tag) -> Badge:
    return Badge(tag.key or tag.name[:1], tag.color)
