"""The reason that a row cuts off, in full below the rows."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text
from textual.widgets import Static

from reader.text import one_line


class WholeReason(Static):
    """Shows the reason of the row under the cursor, on as many lines as it takes.

    It is there only where the row has no room for all of it.
    """

    def tell(self, reason: str, room: int) -> None:
        """Show a reason, of which a row shows ``room`` columns."""
        reason = one_line(reason)
        self.display = cell_len(reason) >= room
        self.update(Text(reason))
