"""The keys that matter here, in one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.binding import Binding
from textual.events import Click
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Input

from reader.text import one_line
from reader.ui.shared.commands import EDITS

_GAP = 1  # columns
# These two stand at the end of every line, however short it is.
_LAST = ("app.help", "app.back")
# In fewer columns everybody's key for help tells by itself what it does.
_SCARCE = 48
# What Enter does in a field, and in a list of options.
_TAKING = frozenset({"submit", "select"})
# The share of the line that keys of the moment may take, in front of those that always hold.
_MOMENT = 0.45


class KeyChip(NamedTuple):
    """A key of the moment with what it does now; its ``style`` where it has one of its own."""

    key: str
    label: str
    style: Style | None = None


class _Label(NamedTuple):
    """A key as it is shown, and its command."""

    key: str
    binding: Binding
    name: str

    @property
    def width(self) -> int:
        """The columns that it takes."""
        return cell_len(self.key) + cell_len(self.name) + 2 + _GAP


class KeyLine(Widget):
    """The commands of a screen that its footer shows, each with its key; a click gives one.

    This is one widget that draws a line. Textual's Footer mounts a widget for every key anew
    whenever a command comes or goes, which takes longer than a key press may.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"key-line--key"}
    DEFAULT_CSS = """
    KeyLine {
        dock: bottom;
        height: 1;
        color: $footer-foreground;
        background: $footer-background;
    }
    KeyLine > .key-line--key {
        color: $footer-key-foreground;
        text-style: bold;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._places: list[tuple[range, str]] = []
        self._chips: tuple[KeyChip, ...] = ()
        self._favoured: tuple[str, ...] = ()
        self._idle: tuple[str, ...] = ()
        self._is_read_only = False

    @property
    def of_the_moment(self) -> frozenset[str]:
        """The keys and the ids of commands of the moment."""
        return frozenset((*(chip.key for chip in self._chips), *self._favoured))

    def show_first(self, chips: Sequence[KeyChip]) -> None:
        """Set the keys of the moment: they stand in front, as far as they have room."""
        if tuple(chips) != self._chips:
            self._chips = tuple(chips)
            self.refresh()

    def favour(self, *ids: str) -> None:
        """Set the commands of the moment, by their ids: they come before all that always hold."""
        if ids != self._favoured:
            self._favoured = ids
            self.refresh()

    def pass_over(self, *ids: str) -> None:
        """Set the commands, by their ids, whose keys have nothing to do now: none is shown."""
        if ids != self._idle:
            self._idle = ids
            self.refresh()

    def tell_access(self, is_read_only: bool) -> None:
        """Set whether annotations can only be read: keys that would change them are dimmed."""
        self._is_read_only = is_read_only
        self.refresh()

    def on_mount(self) -> None:
        """Follow the commands that can be given."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def render(self) -> Text:
        """Draw the keys that fit, the last ones at the right end: no key without what it does."""
        line = Text(no_wrap=True, overflow="ellipsis")
        key_style = self.get_component_rich_style("key-line--key", partial=True)
        dimmed = Style(dim=True) if self._is_read_only else None
        self._places = []
        for chip in () if isinstance(self.screen.focused, Input) else self._chips:
            if line.cell_len + cell_len(chip.label) + 4 > self.size.width * _MOMENT:
                break
            start = line.cell_len
            line.append(f" {chip.key} ", dimmed or chip.style or key_style)
            line.append(one_line(chip.label), dimmed)
            self._places.append((range(start, line.cell_len), chip.key))
            line.append(" " * _GAP)
        shown = self._shown()
        last = [label for known in _LAST for label in shown if label.binding.id == known]
        room = self.size.width - sum(label.width for label in last)
        for label in (*(label for label in shown if label not in last), *last):
            if last and label is last[0]:
                line.append(" " * (room - line.cell_len))
            if label in last or line.cell_len + label.width <= room:
                start = line.cell_len
                refused = dimmed if label.binding.id in EDITS else None
                line.append(f" {label.key} ", refused or key_style)
                line.append(label.name, refused)
                self._places.append((range(start, line.cell_len), label.binding.key))
                line.append(" " * _GAP)
        return line

    def _shown(self) -> list[_Label]:
        """Return the commands that can be given now, each once: by Enter, where that gives it."""
        found: dict[str, Binding] = {}
        for _, binding, enabled, _ in self.screen.active_bindings.values():
            by_enter = binding.key == "enter"
            if by_enter and binding.action in _TAKING:
                found[binding.action] = Binding("enter", binding.action, "Take")
            elif enabled and self._is_meant(binding) and (by_enter or binding.action not in found):
                found[binding.action] = binding
        rank = {command: place for place, command in enumerate(self._favoured)}
        ordered = sorted(found.values(), key=lambda one: rank.get(one.id or "", len(rank)))
        return [
            _Label(self.app.get_key_display(binding), binding, self._called(binding))
            for binding in (*ordered, *self._leaving())
        ]

    def _called(self, binding: Binding) -> str:
        is_plain = binding.id == "app.help" and binding.key == "question_mark"
        return "" if is_plain and self.size.width < _SCARCE else binding.description

    def _is_meant(self, binding: Binding) -> bool:
        """Tell whether a command stands in the line.

        A small screen has few commands: all of them do that are no motions. Who types in a field
        beside other things sees what ends that.
        """
        if isinstance(self.screen, ModalScreen):
            return binding.show or bool(binding.id and not binding.id.startswith("list."))
        shown = (binding.show or binding.id in self._favoured) and binding.id not in self._idle
        return shown and not isinstance(self.screen.focused, Input)

    def _leaving(self) -> Iterator[Binding]:
        """Yield the keys of the field that somebody types in, beside other things."""
        field = self.screen.focused
        if isinstance(field, Input) and not isinstance(self.screen, ModalScreen):
            if field.suggester is not None:
                yield Binding("right", "", "Complete")
            yield Binding("escape", "", "Leave")

    def on_click(self, event: Click) -> None:
        """Give the command that was clicked on."""
        for place, key in self._places:
            if event.x in place:
                self.app.simulate_key(key)

    def _changed(self, screen: Screen[object]) -> None:
        if screen is self.screen:
            self.refresh()
