"""All keys of a screen, by what they are for, and the signs that screens use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby
from operator import attrgetter

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from reader.text import one_line
from reader.ui.shared.commands import Command, command, key_of
from reader.ui.shared.dialogs.dialog import Dialog

# From so many columns on, the commands stand in two columns; from so many, both have air.
_WIDE, _AIRY = 76, 120
_KEYS, _NARROW_KEYS = 12, 8  # columns
# The lines of a group beside its commands.
_HEADING = 2
_TITLE = "bold underline"
_SIGNS = (
    ("● ◐ ✓ ⚑", "unread, reading, done, flagged"),
    ("= ≡ ~", "a copy word for word, of the same page, edited"),
    ("≈ ” ∥", "reworded, quoting, of the same event"),
    ("? ✔ ✗", "undecided, accepted, rejected"),
    ("3 • ?3", "passages without a tag, suggestions not answered"),
    ("+ − ↕ !", "only there, only here, moved, contradicts"),
    ("·", "beside two versions: it matters; under a version: it doesn't say it"),
    ("% ▰", "how much of a version's words the first or a named one has; how far work has come"),
    ("%", "where versions are decided: how likely one belongs to the story"),
    ("❙ ✎ ⇄ ⌀", "a tag, a note, carried over, its text is gone"),
    ("~", "before a date: the path or file tells it"),
    ("?enc", "before a title: the encoding of the file is guessed"),
    ("⚠", "a file that can't be read"),
    ("▸ ▾ │", "folded, open, below it"),
    ("change", "in two versions: a difference that matters"),
    ("story", "articles that tell the same; one alone counts too"),
)


class HelpScreen(Dialog[None]):
    """Lists commands with their keys: the common ones first, the motions last."""

    BINDINGS = [
        command("app.close", "escape,q,question_mark", "dismiss", "Close", "Go back"),
        command("list.down", "down,j", "scroll('down')", "Down", "Scroll down"),
        command("list.up", "up,k", "scroll('up')", "Up", "Scroll up"),
        command(
            "list.page-down", "pagedown,ctrl+d,space", "scroll('page_down')", "Page", "A page down"
        ),
        command("list.page-up", "pageup,ctrl+u", "scroll('page_up')", "Page up", "A page up"),
        command("list.first", "home,g", "scroll('home')", "First", "To the beginning"),
        command("list.last", "end,G", "scroll('end')", "Last", "To the end"),
        command(
            "app.ids", "i", "ids", "Setting names", "What the settings file calls each command"
        ),
    ]

    def __init__(self, commands: Sequence[Command], settings: str) -> None:
        super().__init__()
        self._commands, self._settings = commands, settings
        self._shows_ids = False

    def compose(self) -> ComposeResult:
        """Lay out the groups below each other, in two columns where there is room."""
        with VerticalScroll(classes="dialog help"), Horizontal(id="help-columns"):
            yield Static(id="help-common", markup=False)
            yield Static(id="help-others", markup=False)

    def on_resize(self) -> None:
        """Draw the commands for the width."""
        self.set_class(self.size.width >= _WIDE, "-wide")
        self._draw()

    def action_scroll(self, way: str) -> None:
        """Scroll the help."""
        getattr(self.query_one(VerticalScroll), f"scroll_{way}")(animate=False)

    def action_ids(self) -> None:
        """Show the names of the commands too, or leave them out again."""
        self._shows_ids = not self._shows_ids
        self._draw()

    def _draw(self) -> None:
        common = [given for given in self._commands if given.is_common]
        others = (given for given in self._commands if not given.is_common)
        blocks = [("The common keys", self._rows(common))]
        blocks += [
            (name, self._rows(given)) for name, given in groupby(others, attrgetter("group"))
        ]
        blocks += [
            ("Signs and words", [(Text(shown, "bold"), Text(meaning)) for shown, meaning in _SIGNS])
        ]
        ends = list(accumulate(len(rows) + _HEADING for _, rows in blocks))
        first = len(blocks)
        if self.has_class("-wide"):  # where both columns are as long
            first = min(range(1, first), key=lambda place: abs(ends[-1] - 2 * ends[place - 1]))
        keys = _KEYS if self.size.width >= _AIRY else _NARROW_KEYS
        where = Text.assemble(
            (f"Keys can be changed: {key_of('app.settings')}, or in\n", "italic"),
            f"{one_line(self._settings)}\n",
            (f"{key_of('app.ids')} shows by what names", "italic"),
            overflow="fold",
        )
        left, right = _drawn(blocks[:first], keys), _drawn(blocks[first:], keys)
        self.query_one("#help-common", Static).update(Group(*left))
        self.query_one("#help-others", Static).update(Group(*right, where))

    def _rows(self, commands: Iterable[Command]) -> list[tuple[Text, Text]]:
        return [(Text(given.keys, "bold"), self._about(given)) for given in commands]

    def _about(self, given: Command) -> Text:
        text = Text(given.help)
        return text.append(f"  {given.id}", "dim") if self._shows_ids else text


def _drawn(
    blocks: Iterable[tuple[str, Sequence[tuple[Text, Text]]]], width: int
) -> Iterator[RenderableType]:
    """Yield titles with their rows: keys of ``width`` columns, and beside them what they do.

    Lines that are broken go on below where they began. No name of a key is broken: the longest one
    makes the column wider.
    """
    blocks = list(blocks)
    names = (name for _, rows in blocks for keys, _ in rows for name in keys.plain.split())
    width = max((width, *map(cell_len, names)))
    for title, rows in blocks:
        table = Table.grid(padding=(0, 1))
        table.add_column(width=width, overflow="fold")
        table.add_column(overflow="fold", ratio=1)
        for row in rows:
            table.add_row(*row)
        yield from (Text(title, _TITLE), table, Text())
