"""Commands on the passages of the article: tag, note, remove, move their edges, walk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from reader.annotations import Draft, StoreChange, Tag
from reader.text import Span, numbered, one_line
from reader.ui.article.article_part import ArticlePart, OpenArticle
from reader.ui.article.caret_state import no_passage
from reader.ui.article.passage_reach import PassageReach
from reader.ui.article.view import Badge, TaggedSpan
from reader.ui.shared.commands import key_of, part_command, part_edit, undoable
from reader.ui.shared.cycling import following
from reader.ui.shared.dialogs.questions import NOTE_ROWS
from reader.ui.shared.overlays.tag_choice import ask_tags
from reader.ui.shared.signs import tag_letter
from reader.workspace.actions.passages.annotating import (
    find,
    follow,
    note,
    passage_named,
    passage_on,
    passages_in,
    passages_on,
    remove,
    standing,
    toggle_tags,
    toggled_in_words,
)
from reader.workspace.query.occurrences import occurrences

if TYPE_CHECKING:
    from reader.annotations import Finding

_DIGITS = range(1, 10)
# Characters of the words that a note is on, in its title.
_TITLE = 44
_NO_OTHER = "No other passage lies here"


class PassageCommands(ArticlePart):
    """Draws the passages of the article, and does what keys say with them.

    A command is meant for the selection, else for the passage at hand: the one that the last
    command was about as long as the caret has not moved, or the shortest under the caret.
    """

    COMMANDS: ClassVar[Sequence[Binding]] = [
        *(
            part_edit(
                f"tag.{n}",
                str(n),
                f"passages.tag_number({n})",
                "Tag",
                "Put one of the first nine tags on, or off; with nothing to tag, repeat a motion",
            )
            for n in _DIGITS
        ),
        part_edit(
            "tag.keys",
            "t",
            "passages.tag",
            "More tags",
            "Show all tags with their keys, and put one on",
            footer=True,
        ),
        part_edit(
            "tag.pick", "T", "passages.tag(True)", "Tag by name", "Tag by name, or with a new tag"
        ),
        part_edit("tag.again", "full_stop", "passages.tag_again", "Again", "The last tag again"),
        part_edit(
            "tag.every",
            "asterisk",
            "passages.tag_every",
            "Everywhere",
            "The last tag on every hit of the search, or occurrence of these words",
        ),
        part_edit(
            "tag.note", "e", "passages.edit_note", "Note", "A note on the passage", footer=True
        ),
        part_edit(
            "tag.remove",
            "x",
            "passages.remove",
            "Remove",
            "Remove the passage at hand, or all passages in the selection",
        ),
        part_command(
            "tag.nested",
            "tab",
            "passages.take_nested",
            "Nested",
            "Take the next of the passages that lie here, one in the other",
        ),
        part_command(
            "tag.orphans", "O", "passages.list_orphans", "Orphans", "List passages without a text"
        ),
    ]

    def __init__(
        self,
        opened: OpenArticle,
        reach: PassageReach,
        tagged: Callable[[str, Sequence[Span]], None],
    ) -> None:
        """Make the part; ``tagged`` is called with what was set, and on which spans."""
        super().__init__(opened)
        self._reach, self._tagged = reach, tagged
        self.drafts: Sequence[Draft] = ()

    # -- what is drawn -----------------------------------------------------------------------

    def article_shown(self) -> None:
        """Draw the passages of another article."""
        self._draw()

    def annotations_changed(self, change: StoreChange) -> None:
        """Draw the passages as they are now."""
        # What undo brings back may have been set in an earlier text; what another encoding moves is
        # set in that which is to be shown.
        again = [one for one in find(self.store, self.source) if one.span is not None]
        if again and self.workspace.hash_read(self.document) == self.source.sha256:
            self.screen.attempt(partial(follow, self.store, self.source, again))
        self._draw()

    def follow_text(self, findings: Sequence[Finding]) -> None:
        """Let passages go with their text, where that has changed since they were set."""
        if not findings:
            return
        self.screen.attempt(partial(follow, self.store, self.source, findings))
        lost = sum(one.span is None for one in findings)
        moved = f"The text has changed: {numbered(len(findings) - lost, 'passage')} went with it"
        others = f", {numbered(lost, 'other')} not found: {key_of('tag.orphans')} lists"
        self.screen.say(moved + others * bool(lost))

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
                has_note=bool(passage.note),
            )
            for passage in standing(self.store, self.source)
        ]

    def _hold(self, span: Span) -> None:
        """Let the passage on a span be the one at hand."""
        passage = passage_on(self.store, self.source, span)
        if passage is not None:
            self.view.hold(passage.id)

    # -- tagging -----------------------------------------------------------------------------

    def _toggle(
        self, tags: Sequence[Tag], spans: Sequence[Span], at_hand: Span | None = None
    ) -> None:
        if not (tags and spans):
            return
        on = self.screen.attempt(partial(toggle_tags, self.store, self.source, spans, *tags))
        if on is None:
            return
        self.workspace.view_state.keep("tag", tags[-1].id)  # other articles take it up
        self.view.go_on()
        self._hold(at_hand or spans[0])
        done = toggled_in_words(tags, on, f"{len(spans)} places" if len(spans) > 1 else "")
        self._say_done(done)
        if on and not self.opened.warning:
            self._tagged(done, spans)

    def _say_done(self, message: str) -> None:
        """Report an action, and the loss of the text that it was done to."""
        warning = self.opened.warning
        self.screen.say(f"{message}, on the text that was read: {warning}" if warning else message)

    def tag_number(self, number: int) -> None:
        """Tag with one of the first nine tags."""
        tags = self.store.tags()
        if number <= len(tags):
            self._toggle([tags[number - 1]], self._reach.spans())
        else:
            self.screen.say(
                f"There are only {numbered(len(tags), 'tag')}: {key_of('tag.keys')} shows them, "
                f"{key_of('tag.pick')} makes one"
            )

    def tag(self, by_name: bool = False) -> None:
        """Tag by a key, which are shown, or ``by_name``."""
        if spans := self._reach.spans():
            passages = passages_on(self.store, self.source, spans)
            had = (one.tags if one else () for one in passages)
            take = partial(self._toggle, spans=spans)
            ask_tags(self.screen, take, had, by_name=by_name)

    def _again(self) -> Tag | None:
        tag = self.store.get(Tag, self.workspace.view_state.text("tag"))
        if tag is None:
            self.screen.say(
                f"No tag was used yet: {key_of('tag.keys')} or {key_of('tag.pick')}", is_miss=True
            )
        return tag

    def tag_again(self) -> None:
        """Put the last tag on once more."""
        tag = self._again()
        if tag is not None:
            self._toggle([tag], self._reach.spans())

    def tag_every(self) -> None:
        """Put the last tag on every hit, or on every occurrence of the words at hand; never off."""
        tag = self._again()
        spans = self._reach.spans() if tag is not None else []
        if tag is None or not spans:
            return
        hits = [Span(hit.start, hit.end) for hit in self.view.hits]
        if spans[0] in hits:
            everywhere = hits
        else:
            words = self.view.words_of(spans[0])
            everywhere = occurrences(self.view.article.excerpt, words, exact=True)
        places = everywhere or spans
        passages = passages_on(self.store, self.source, places)
        if all(one is not None and tag.id in one.tags for one in passages):
            have = numbered(len(places), "place")
            self.screen.say(f"{tag.name} is everywhere already: on {have} of these words")
        else:
            self._toggle([tag], places, spans[0])

    # -- notes and removal -------------------------------------------------------------------

    def edit_note(self) -> None:
        """Edit the note of the passage, or of a new one on the selection."""
        draft_here = self._draft_here()
        for span in [draft_here] if draft_here else self._reach.spans():
            passage = passage_on(self.store, self.source, span)
            before = passage.note if passage else ""
            title = f"Note on “{_cut(one_line(self.view.words_of(span)))}”"
            sha256 = self.source.sha256
            draft = Draft(document=self.document, sha256=sha256, start=span.start, end=span.end)
            self.view.clear_below(span.start, span.end, NOTE_ROWS)
            self.screen.edit_note(title, before, draft, partial(self._keep_note, span))

    def go_to_draft(self) -> None:
        """Put the place at hand that the latest draft of a note was written for."""
        if self.drafts:
            self.view.caret = self.drafts[0].start
            self._hold(Span(self.drafts[0].start, self.drafts[0].end))

    def _draft_here(self) -> Span | None:
        """Return the place around the caret that a draft was kept for; None where some is selected.

        It need not be a passage yet.
        """
        if self.view.selection is not None:
            return None
        drafts, caret = self.screen.workspace.drafts, self.view.caret
        around = (one for one in self.drafts if one.start <= caret < one.end and drafts.find(one))
        return next((Span(one.start, one.end) for one in around), None)

    def _keep_note(self, span: Span, text: str) -> None:
        note(self.store, self.source, span, text)
        self.view.action_let_go()
        self._hold(span)
        kept = "note saved" if not self.store.unsaved else "note kept on the screen"
        self._say_done(kept if text else "note removed")

    def remove(self) -> None:
        """Remove the passages in the selection, or the one at hand."""
        selected, passage = self.view.selection, self._reach.at_hand
        if selected is not None:
            found = passages_in(self.store, self.source, selected)
            none = "No passage lies in the selection"
        else:
            found = [passage] if passage is not None else []
            none = self._reach.advice_without_passage(no_passage(self.view.passages))
        if not found:
            self.screen.say(none)
            return
        self.screen.attempt(partial(remove, self.store, *found))
        self.view.action_let_go()
        one = len(found) == 1
        what = passage_named(self.store, found[0]) if one else numbered(len(found), "passage")
        self.screen.say(undoable(f"{what} removed"))

    def list_orphans(self) -> None:
        """List the passages whose text is not to be found any more."""
        if self.orphans():
            self.screen.navigator.open_orphans(self.source)
        else:
            self.screen.say("Every passage of this article stands in its text")

    # -- one passage after the other ---------------------------------------------------------

    def walk(self, by: int) -> None:
        """Go to the next passage in the order of the text, or the one before, round the ends."""
        both = *self.view.passages, *self.view.suggestions
        drawn = sorted(both, key=lambda one: (one.start, -one.end))
        if not drawn:
            self.screen.say(no_passage(drawn))
            return
        held, caret = self.view.here.suggestion or self.view.here.at_hand, self.view.caret
        if held is not None and (self.view.here.held or caret == held.start):
            place = (drawn.index(held) + by) % len(drawn)
        else:
            ahead = sum(drawn_one.start < caret + (by > 0) for drawn_one in drawn)
            place = (ahead if by > 0 else ahead - 1) % len(drawn)
        self.view.caret = drawn[place].start
        self.view.hold(drawn[place].key)
        self.screen.status_line.take_back(_NO_OTHER, no_passage(drawn))

    def take_nested(self) -> None:
        """Let the next longer of the passages here be the one at hand, then the shortest again.

        Below a suggestion, the shortest comes first.
        """
        here, held = self.view.here.nested, self.view.here.at_hand
        if held is None and (below := self.view.here.passages):
            self.view.hold(below[0].key)
        elif len(here) > 1 and held is not None:
            self.view.hold(following(here, held).key)
        elif held is None and self.view.suggestions:
            self.screen.say(self._reach.advice_without_passage(""))
        else:
            self.screen.say(_NO_OTHER)


def _cut(text: str) -> str:
    return text if len(text) <= _TITLE else f"{text[: _TITLE - 1].rstrip()}…"


def _badge(tag: Tag) -> Badge:
    return Badge(tag_letter(tag), tag.color)
