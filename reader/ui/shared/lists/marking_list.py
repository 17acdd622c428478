"""A list whose rows can be marked, one by one, as a range or all, for what is done to many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from textual.message import Message

from reader.ui.shared import signs
from reader.ui.shared.commands import command
from reader.ui.shared.lists.virtual_list import VirtualList

Item = TypeVar("Item")


class MarkingList(VirtualList[Item]):
    """Rows that can be marked: each stands for one key or several (``keys_of``)."""

    BINDINGS = [
        command("list.page-down", "pagedown,ctrl+d", "page(1)", "Page down", "Go a page down"),
        command(
            "list.mark",
            "space",
            "mark",
            "Mark",
            "Mark the row, or take the mark away; here {list.page-down} pages",
            footer=True,
        ),
        command("list.range", "v", "range", "Range", "Mark rows as far as the cursor goes"),
        command(
            "list.mark-all", "ctrl+a,A", "mark_all", "Mark all", "Mark every row shown, or none"
        ),
    ]

    @dataclass
    class Marked(Message):
        """Other rows are marked than before."""

        list: MarkingList[object]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.marked: set[str] = set()
        # Where a range began, with what was marked then: it shrinks again when one goes back.
        self._range: tuple[int, frozenset[str]] | None = None
        # The keys of these rows, found when they are asked for: there may be 100,000.
        self._shown: tuple[Sequence[Item], frozenset[str]] = ((), frozenset())
        # The rows among which marking began: all that is marked there is shown there.
        self._began_in: Sequence[Item] = ()

    def keys_of(self, item: Item) -> Sequence[str]:
        """Return the keys that a row stands for."""
        raise NotImplementedError

    def keys_in_range(self, item: Item) -> Sequence[str]:
        """Return the keys that a row adds to a range that it lies in."""
        return self.keys_of(item)

    def is_marked(self, item: Item) -> bool:
        """Tell whether a row stands for something, and all of that is marked."""
        return self.mark_sign(item) == signs.MARKED

    def mark_sign(self, item: Item) -> str:
        """Return the sign of a row: all that it stands for is marked, a part of it, or nothing."""
        keys = self.keys_of(item) if self.marked else ()
        if self.marked.isdisjoint(keys):
            return " "
        return signs.MARKED if self.marked.issuperset(keys) else signs.MARKED_IN_PART

    def chosen(self) -> tuple[str, ...]:
        """Return the keys that an action is meant for: what is marked, else the row at hand.

        They come in the order of the rows. What is marked and not shown keeps its mark, and
        nothing is done to it: nobody sees it.
        """
        if not self.marked:
            return tuple(self.keys_at_hand())
        return tuple(dict.fromkeys(key for key in self.keys_shown() if key in self.marked))

    def chosen_or_told(self, say: Callable[[str], object]) -> tuple[str, ...]:
        """Return the keys that an action is meant for; ``say`` why where there are none."""
        chosen = self.chosen()
        if not chosen:
            say(self.why_none_chosen())
        return chosen

    def keys_shown(self) -> Iterable[str]:
        """Return the keys that the rows stand for, in their order; some may come again."""
        return chain.from_iterable(map(self.keys_of, self.items))

    def keys_at_hand(self) -> Sequence[str]:
        """Return the keys that an action is meant for where nothing is marked."""
        return self.keys_of(self.current) if self.current is not None else ()

    def marks_in_words(self) -> str:
        """Return the number marked, and of those the number not shown; empty without any."""
        if not self.marked:
            return ""
        hidden = 0
        if self._began_in is not self.items:
            if self._shown[0] is not self.items:
                self._shown = self.items, frozenset(self.keys_shown())
            hidden = len(self.marked - self._shown[1])
        return f"{len(self.marked):,} marked" + (f", {hidden:,} not shown" if hidden else "")

    def why_none_chosen(self) -> str:
        """Return the words for an action that is meant for nothing here."""
        marks = self.marks_in_words()
        return f"{marks}: Escape lets go of them" if marks else "Nothing stands here"

    def let_go(self) -> bool:
        """Let go of the range, then of all marks; tell whether there was something to let go of."""
        had = bool(self._range or self.marked)
        if self._range is None:
            self.marked = set()
        self._range = None
        self._redraw_marks()
        return had

    def watch_cursor(self, before: int, now: int) -> None:
        """Keep the cursor in view, and let a range grow with it."""
        super().watch_cursor(before, now)
        if self._range is not None:
            start, kept = self._range
            rows = self.items[min(start, now) : max(start, now) + 1]
            self.marked = set(kept).union(*map(self.keys_in_range, rows))
            self._redraw_marks()

    def action_mark(self) -> None:
        """Mark the row and go on to the next, or take its mark away; a range ends here."""
        if self._range is not None:
            self._range = None
            self._redraw_marks()
            return
        if self.current is None:
            return
        keys = self.keys_of(self.current)
        self._begin()
        if self.is_marked(self.current):
            self.marked.difference_update(keys)
        else:
            self.marked.update(keys)
        # A group stands for the keys of other rows, too, and they for a part of it.
        first, changed = int(self.scroll_offset.y) // self.row_height, frozenset(keys)
        for number, item in enumerate(self.seen, first):
            if not changed.isdisjoint(self.keys_of(item)):
                self.refresh_row(number)
        self._tell_marks()
        self.action_step(1)

    def action_range(self) -> None:
        """Begin a range at the row, or end it."""
        if self._range is not None or self.current is None:
            self._range = None
        else:
            self._begin()
            self._range = (self.cursor, frozenset(self.marked))
            self.marked.update(self.keys_in_range(self.current))
        self._redraw_marks()

    def action_mark_all(self) -> None:
        """Mark every row that is shown; where all are marked, none."""
        every = set(self.keys_shown())
        self.marked = set() if every <= self.marked else self.marked | every
        self._redraw_marks()

    @property
    def is_ranging(self) -> bool:
        """Tell whether the cursor marks the rows that it comes to."""
        return self._range is not None

    def _begin(self) -> None:
        if not self.marked:
            self._began_in = self.items

    def _redraw_marks(self) -> None:
        self.refresh()
        self._tell_marks()

    def _tell_marks(self) -> None:
        self.post_message(self.Marked(self))  # type: ignore[arg-type]  # for any kind of item
