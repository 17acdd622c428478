"""The reason that a row cuts off, in full below the rows."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text
from textual.widgets import Static

from reader.text import one_line


class WholeReason(Static):
    """Shows the reason of the row under the cursor, on as many lines as it takes.

    It is there only where the row has no room for all of it, and the screen has some.
    """

    def tell(self, reason: str, room: int, *, most: int | None = None) -> None:
        """Show a reason, of which a row shows ``room`` columns, on ``most`` lines at most."""
        reason = one_line(reason)
        self.display = cell_len(reason) >= room and (most is None or most > 0)
        if not self.display:
            return
        width = max(1, self.screen.size.width - 2)
        rows = list(Text(reason).wrap(self.app.console, width))
        if most is not None and len(rows) > most:
            del rows[most:]
            rows[-1].append(" …")
            rows[-1].truncate(width, overflow="ellipsis")
        self.update(Text("\n").join(rows))
