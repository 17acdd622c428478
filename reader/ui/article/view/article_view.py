"""The reading view: an article with a caret and a selection, by keys and mouse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message

from reader.cleaning import Article
from reader.text import Span, cluster_at, snapped, trimmed
from reader.ui.article.view import motions
from reader.ui.article.view.canvas import ArticleCanvas
from reader.ui.article.view.caret_place import CaretPlace
from reader.ui.article.view.flow import LANDMARKS, Flow
from reader.ui.article.view.reading_keys import KEYS
from reader.ui.article.view.text_layout import LaidOutLine

_MOST_REPEATS = 9_999  # of a motion


@dataclass
class _ViewMessage(Message):
    """Something that has happened in a ``view``."""

    view: ArticleView

    @property
    def control(self) -> ArticleView:
        """The view that it happened in."""
        return self.view


class ArticleView(ArticleCanvas, can_focus=True):
    """An article to read, move in and select from.

    Give it an article with ``show`` and set the layers ``mentions``, ``passages``, ``dimmed`` and
    ``hits``. It says that the caret stands elsewhere (``CaretMoved``), that something else is
    selected (``SelectionChanged``) and that a number is typed (``CountChanged``).
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*KEYS]

    class CaretMoved(_ViewMessage):
        """The caret stands at another offset of the source."""

    class SelectionChanged(_ViewMessage):
        """Something else is selected, or nothing."""

    class CountChanged(_ViewMessage):
        """Another count waits for the motion that it repeats, or none."""

    @dataclass
    class ObjectMissed(_ViewMessage):
        """No ``name`` (a quotation, say) is around the caret: what was selected still is."""

        name: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._anchor: int | None = None
        self._goal: int | None = None
        self._count = 0
        self._drag: Span | None = None
        self._held_key = ""

    # What callers ask and say

    @property
    def caret(self) -> int:
        """The caret's offset in the source.

        Set, it goes there, or to what is shown next; a selection grows, and the text scrolls.
        """
        return self._flow.offset(self._caret)

    @caret.setter
    def caret(self, offset: int) -> None:
        self._go(self._flow.index(offset))

    def sees(self, offset: int) -> bool:
        """Tell whether a place of the source is on the screen."""
        row = self._layout.y_of(self._layout.line_of(self._flow.index(offset)))
        return 0 <= row - round(self.scroll_y) < self._rows

    def words_of(self, span: Span) -> str:
        """Return the shown words of a span of the source; of one that is hidden, as if it were."""
        shown = self._flow.shown(span.start, span.end)
        return shown.of(self._flow.text) if shown else self._article.shown_text(span)

    @property
    def is_selecting(self) -> bool:
        """Tell whether motions grow a selection."""
        return self._anchor is not None

    @property
    def has_to_tag(self) -> bool:
        """Tell whether a digit is a tag: for what is selected, else for what is at hand here."""
        return bool(self.selection if self.is_selecting else self.here.takes_tags)

    @property
    def selection(self) -> Span | None:
        """The selection without the blanks at its ends; None for nothing.

        Across hidden text it goes from the first character shown to the last.
        """
        if self._selected is None:
            return None
        shown = trimmed(self._selected, self._flow.text)
        if not shown:
            return None
        return snapped(self._flow.source_span(shown.start, shown.end), self._article.source)

    def select(self, span: Span) -> None:
        """Select the shown part of a span of the source, and put the caret behind it."""
        shown = self._flow.shown(span.start, span.end)
        if shown:
            self._select(shown)

    def go_on(self) -> None:
        """Let the selection go, with the caret on what follows it."""
        after = self._selected.end if self._selected else self._caret
        self.action_let_go()
        self._go(motions.ink_at(self._flow.text, after))

    @property
    def count(self) -> int:
        """The number that the next motion is repeated by; 0 where none was typed."""
        return self._count

    @property
    def here(self) -> CaretPlace:
        """The place of the caret among the marks, with the passage that keys are meant for."""
        return CaretPlace(self._layers, self.caret, self._held_key, self.is_selecting)

    def hold(self, key: str) -> None:
        """Take the passage or suggestion of a key for the one at hand until the caret moves.

        ``NOTHING`` lets keys be meant for none.
        """
        self._held_key = key
        self._mark_hand()
        self.post_message(self.CaretMoved(self))

    def with_edge_moved(self, span: Span, by: int, *, at_start: bool) -> Span | None:
        """Return a span of the source with one edge a word further out (1) or in (-1).

        None where nothing of it is shown.
        """
        shown = self._flow.shown(span.start, span.end)
        if shown is None:
            return None
        moved = motions.edge_moved(self._flow.text, shown, by, at_start=at_start)
        return snapped(self._flow.source_span(moved.start, moved.end), self._article.source)

    def show(self, article: Article, place: int = 0, flow: Flow | None = None) -> None:
        """Show another article, with the caret at ``place``; layers and selection are emptied.

        ``flow`` is that of its clean reading, where that was made beforehand.
        """
        selected = self.selection
        self._anchor = self._goal = self._drag = None
        self._held_key = ""
        self._set_count(0)
        super().show(article, place, flow)
        self._tell(-1, selected)

    def watch_reading(self) -> None:
        """Show the other text; caret and selection stay at their offsets."""
        caret, selected = self.caret, self.selection
        anchor = None if self._anchor is None else self._flow.offset(self._anchor)
        super().watch_reading()
        if anchor is not None:
            self._anchor = self._flow.nearest(self._flow.index(anchor))
        self._mark()
        self._mark_hand()
        self._tell(caret, selected)

    # Actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave keys to the screen where they mean nothing here.

        Digits are a count of motions, but where there is something to tag they are the screen's.
        """
        if action == "count" and not self._count:
            return not self.has_to_tag and parameters != (0,)
        if action == "select_object":
            return self.is_selecting
        if action == "let_go":
            return self.is_selecting or self._count > 0
        if action == "other_end":
            return self.is_selecting or self.here.at_hand is not None
        return super().check_action(action, parameters)

    def action_count(self, digit: int) -> None:
        """Take a digit of the number that the next motion is repeated by."""
        self._set_count(min(_MOST_REPEATS, self._count * 10 + digit))

    def action_move(self, motion: str) -> None:
        """Move the caret, and with it the end of a selection."""
        times = self._take_count()
        self._come_along()
        line = self._layout.line_of(self._caret)
        if motion in motions.MOTIONS:
            self._go(self._flow.repeated(self._caret, motions.MOTIONS[motion], times))
        elif (sort := motion.removesuffix("_back")) in LANDMARKS:
            by = 1 if motion == sort else -1
            self._go(self._flow.landmark_from(sort, self._caret, by, times))
        elif motion == "row_start":
            self._go(self._layout.start_of(line))
        elif motion == "row_end":
            self._go(self._layout.end_of(line))
        else:
            self._move_vertically(line, motion, times)

    def action_grow(self, motion: str) -> None:
        """Move the end of the selection; begin one where there is none."""
        self._come_along()
        if self._anchor is None:
            self._anchor = self._caret
        self.action_move(motion)

    def action_start_selection(self) -> None:
        """Let motions grow a selection from here, or no longer."""
        self._come_along()
        self._set_anchor(self._caret if self._anchor is None else None)

    def action_other_end(self) -> None:
        """Put the caret at the other end of the selection, or of the passage at hand."""
        hand = self.here.at_hand
        if self._anchor is not None:
            self._anchor, caret = self._caret, self._anchor
            self._go(caret)
        elif hand is not None:
            self.caret = hand.end if self.caret == hand.start else hand.start
            self.hold(hand.key)

    def action_select_unit(self, key: str) -> None:
        """Select the sentence or the paragraph; once more, the next one with it."""
        times = self._take_count()
        self._come_along()
        span = motions.grown(
            self._selected, motions.UNITS[key], self._flow.text, self._caret, times
        )
        if span:
            self._select(span)

    def action_select_object(self) -> None:
        """Ask for what lies around the caret, and select it."""
        from reader.ui.shared.dialogs.choosing import KeyChoice

        self.app.push_screen(
            KeyChoice("Select around the caret", motions.OBJECTS), self._take_object
        )

    def _take_object(self, key: str | None) -> None:
        if key is None:
            return
        found: Span | None
        if key == motions.NAME:
            here = next(self._layers.mentions.over(self.caret, self.caret + 1), None)
            found = self._flow.shown(here.start, here.end) if here is not None else None
        else:
            found = motions.UNITS[key](self._flow.text, self._caret)
        if found:
            self._select(found)
        else:
            self.post_message(self.ObjectMissed(self, motions.OBJECTS[key]))

    def action_let_go(self) -> None:
        """Forget the selection and a count."""
        self._set_count(0)
        self._set_anchor(None)

    def _set_anchor(self, anchor: int | None) -> None:
        """Begin to select, or end it; that is told also where nothing is selected yet."""
        was, selected = self.is_selecting, self.selection
        self._anchor = anchor
        self._go(self._caret)
        if was != self.is_selecting and selected == self.selection:
            self.post_message(self.SelectionChanged(self))

    # The mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the caret under the pointer; with shift, select up to there."""
        if event.button != 1:
            return
        cell = self._cell_at(event)
        if not event.shift:
            self._anchor = None
        elif self._anchor is None:
            self._anchor = self._caret
        self._drag = cell if self._anchor is None else Span(self._anchor, self._anchor)
        self._go(cell.start)
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select from the character where the button went down to the one under the pointer."""
        if self._drag is None:
            return
        cell = self._cell_at(event)
        if self._anchor is None and cell == self._drag:
            return
        forward = cell.start >= self._drag.start
        self._anchor = self._drag.start if forward else self._drag.end
        self._go(cell.end if forward else cell.start)

    def on_mouse_up(self) -> None:
        """Let the mouse go."""
        self._drag = None
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Select the word under a double click, the sentence under a triple one."""
        if event.chain == 2:
            self._select(motions.word_at(self._flow.text, self._cell_at(event).start))
        elif event.chain == 3:
            self._select(motions.sentence_at(self._flow.text, self._cell_at(event).start))

    def _cell_at(self, event: events.MouseEvent) -> Span:
        """Return the character under the pointer: nothing at a line's end, beside the text."""
        line = self._layout.line(self._clamped(round(self.scroll_y) + int(event.y)))
        shift = self._layout.shift(line, self._caret)
        index = self._layout.index_at(line, int(event.x) - self._left + shift)
        beside = line.row is None or index >= line.row.end
        return Span(index, index) if beside else cluster_at(self._flow.text, index)

    # Moving

    def _take_count(self) -> int:
        times = max(1, self._count)
        self._set_count(0)
        return times

    def _set_count(self, count: int) -> None:
        if count != self._count:
            self._count = count
            self.post_message(self.CountChanged(self))

    def _come_along(self) -> None:
        """Take the caret along where the text has been scrolled away from it."""
        if self._anchor is None and self._held()[0] != self._caret:
            line = self._layout.line(self._clamped(round(self.scroll_y) + self._inner(0)))
            self._caret = self._layout.start_of(line)

    def _move_vertically(self, line: LaidOutLine, motion: str, times: int) -> None:
        goal = self._layout.column_of(line, self._caret) if self._goal is None else self._goal
        direction = -1 if motion.endswith("up") else 1
        if motion.startswith("page_"):
            by = direction * self._page * times
            self._turn(by)
            y = self._clamped(self._layout.y_of(line) + by)
            if 0 < self.scroll_y < self.max_scroll_y:
                y = round(self.scroll_y) + self._inner(y - round(self.scroll_y))
            y = self._layout.text_row(y, direction)
        else:
            y = self._layout.step(self._layout.y_of(line), direction * times)
        self._go(self._layout.index_at(self._layout.line(y), goal))
        self._goal = goal

    def _select(self, span: Span) -> None:
        self._anchor = span.start
        self._go(span.end)

    def _go(self, index: int) -> None:
        """Put the caret at ``index``, in sight, and draw what has changed."""
        caret, offset, selection = self._caret, self.caret, self.selection
        was = self._selected
        index = self._flow.nearest(index)
        self._caret = cluster_at(self._flow.text, index).start
        self._goal = None
        if caret != self._caret:
            self._held_key = ""
        self._mark()
        self._mark_hand()
        changed = {caret, self._caret}
        if not (was and self._selected and self._anchor in (was.start, was.end)):
            for span in (was, self._selected):
                changed.update((span.start, span.end) if span else ())
        self._reveal(self._caret)
        self._repaint_between(min(changed), max(changed))
        self._tell(offset, selection)

    def _mark(self) -> None:
        """Mark as selected what lies between the anchor and the caret."""
        if self._anchor is None:
            self._selected = None
        else:
            self._selected = Span(*sorted((self._anchor, self._caret)))

    def layer_changed(self) -> None:
        """Mark the passage at hand among other marks."""
        super().layer_changed()
        self._mark_hand()

    def _mark_hand(self) -> None:
        """Set off the passage at hand, set or suggested."""
        mark = self.here.suggestion or self.here.at_hand
        hand = self._flow.shown(mark.start, mark.end) if mark is not None else None
        if hand != self._hand:
            before, self._hand = self._hand, hand
            for span in (before, hand):
                if span is not None:
                    last = len(self._flow.text)
                    self._repaint_between(min(span.start, last), min(span.end, last))

    def _tell(self, caret: int, selection: Span | None) -> None:
        """Post a message for each part of the state that has changed."""
        if self.caret != caret:
            self.post_message(self.CaretMoved(self))
        if self.selection != selection:
            self.post_message(self.SelectionChanged(self))
