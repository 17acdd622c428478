"""The statements of versions: a row for each statement, a column for each version."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase, ascii_uppercase

from rich.segment import Segment
from rich.style import Style

from reader.text import one_line
from reader.ui.compare.view import SIGNS
from reader.ui.shared.lists.virtual_list import VirtualList, cell
from reader.workspace.overviews.story_statements import Statement

_LETTERS = ascii_uppercase + ascii_lowercase


def letter(number: int) -> str:
    """Return the letter of a version in a story; further ones have none of their own."""
    return _LETTERS[number] if number < len(_LETTERS) else "·"


class StatementList(VirtualList[Statement]):
    """A matrix of who says what: ``=`` word for word, ``≈`` reworded, ``·`` where it is not said.

    ``!`` stands where a version has another name, number, date or speaker.

    Where there are more versions than fit, those around the one in use are shown.
    """

    COMPONENT_CLASSES = {"statements--used", "statements--sign", "statements--against"}
    header_height = 1

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._versions: tuple[str, ...] = ()
        self._used = 0

    def lay_out(self, versions: Sequence[str], statements: Sequence[Statement]) -> None:
        """Show the statements of versions."""
        self._versions = tuple(versions)
        self.show(statements)

    def use(self, version: int) -> None:
        """Set a version off from the others."""
        self._used = version
        self.refresh()

    def draw_header(self, width: int) -> list[list[Segment]]:
        """Draw the letters of the versions."""
        style = self.get_component_rich_style("list--header")
        used = self.get_component_rich_style("statements--used")
        letters = [
            Segment(f"{letter(number)} ", used if number == self._used else style)
            for number in self._columns(width)
        ]
        return [[Segment(" ", style), *letters, cell(" who says what", width, style)]]

    def draw(self, item: Statement, width: int, style: Style) -> list[list[Segment]]:
        """Draw the speaker, the verb, and the statement itself."""
        columns = self._columns(width)
        signs = self.toned("statements--sign", style)
        used = self.toned("statements--used", style)
        cells = []
        for number in columns:
            stance = item.said.get(self._versions[number])
            sign = SIGNS[stance] if stance is not None else "·"
            look = used if number == self._used else signs
            if self._versions[number] in item.against:
                sign, look = "!", self.toned("statements--against", style)
            cells.append(Segment(f"{sign} ", look))
        faint = self.toned("list--faint", style)
        here = self._versions[self._used : self._used + 1]
        tone = style if here and here[0] in item.said else faint
        text = cell(one_line(item.text), max(1, width - 2 * len(columns) - 2), tone)
        return [[Segment(" ", style), *cells, Segment(" ", style), text]]

    def _columns(self, width: int) -> range:
        """Return the numbers of the versions that fit into half the width."""
        room = max(1, width // 4)
        first = min(max(0, self._used - room // 2), max(0, len(self._versions) - room))
        return range(first, min(len(self._versions), first + room))
