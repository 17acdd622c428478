"""The marks at the caret: which of them keys are meant for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reader.text import Span
from reader.ui.article.view.marks import TaggedSpan
from reader.ui.article.view.paint import TextLayers

# Held where keys shall be meant for none of the passages at the caret.
NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class CaretPlace:
    """The place of the caret among the marks; ``caret`` is an offset of the source.

    ``held`` is the key of the passage that was held last, as long as the caret stays.
    """

    layers: TextLayers
    caret: int
    held: str = ""
    is_selecting: bool = False

    @property
    def passages(self) -> list[TaggedSpan]:
        """The passages under the caret, the shortest first."""
        return _shortest_first(self.layers.passages.over(self.caret, self.caret + 1))

    @property
    def nested(self) -> list[TaggedSpan]:
        """The passages that share a character with the one at hand, or with another of them.

        The shortest comes first. They are the same for each, so that one leads to all.
        """
        hand = self.at_hand
        if hand is None:
            return []
        run, end = list[TaggedSpan](), 0
        for mark in self.layers.passages.marks:
            if mark.start >= end:  # none of those before it reaches so far
                if hand.start < end:
                    break
                run = []
            run.append(mark)
            end = max(end, mark.end)
        return _shortest_first(run)

    @property
    def at_hand(self) -> TaggedSpan | None:
        """The passage that keys are meant for: the one held, else the shortest under the caret.

        None where they are meant for a suggestion, or for nothing.
        """
        if self.held == NOTHING or self.suggestion is not None:
            return None
        if self.held:
            held = (known for known in self.layers.passages.marks if known.key == self.held)
            if (passage := next(held, None)) is not None:
                return passage
        return next(iter(self.passages), None)

    @property
    def suggestion(self) -> TaggedSpan | None:
        """The suggestion that keys are meant for: the one held, else the shortest under the caret.

        A selection, a search hit and a passage that is held come first.
        """
        if self.is_selecting or self.hit is not None:
            return None
        if self.held not in ("", NOTHING):  # its text may be hidden, beside the caret
            marks = self.layers.suggestions.marks
            return next((one for one in marks if one.key == self.held), None)
        here = self.layers.suggestions.over(self.caret, self.caret + 1)
        return min(here, key=lambda one: one.end - one.start, default=None)

    @property
    def takes_tags(self) -> bool:
        """Tell whether the keys of tags say something here: they tag, or are refused."""
        meant = self.suggestion or self.at_hand or self.hit
        return meant is not None or self.held == NOTHING

    @property
    def hit(self) -> Span | None:
        """The search hit that begins at the caret, where no passage is held and none selected."""
        layers = (self.layers.passages, self.layers.suggestions)
        is_held = any(one.key == self.held for layer in layers for one in layer.marks)
        if is_held or self.held == NOTHING or self.is_selecting:  # undo may have taken what was
            return None
        here = self.layers.hits.over(self.caret, self.caret + 1)
        return next((Span(hit.start, hit.end) for hit in here if hit.start == self.caret), None)


def _shortest_first(marks: Iterable[TaggedSpan]) -> list[TaggedSpan]:
    return sorted(marks, key=lambda one: one.end - one.start)
