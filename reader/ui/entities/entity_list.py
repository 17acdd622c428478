"""A list of entities: what they are called, how often they are mentioned, and when."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from reader.entities import Type
from reader.text import visible
from reader.ui.shared.lists.virtual_list import NARROW, VirtualList, cell
from reader.workspace.cache.entity_index import CorpusEntity

# What each type is called on the screen.
LEGEND = {
    Type.PER: "person",
    Type.ORG: "organisation",
    Type.LOC: "place",
    Type.NORP: "nationality",
    Type.DATE: "date",
    Type.MONEY: "money",
    Type.LAW: "law",
    Type.EVENT: "event",
    Type.PRODUCT: "product",
}


class EntityList(VirtualList[CorpusEntity]):
    """Entities, one row each: type, how often here and in the corpus, name, aliases, dates.

    ``document`` is the one whose mentions are counted as those here, None where there is none.
    ``stories`` counts the stories that mention an entity, where that is known: copies count once.
    """

    COMPONENT_CLASSES = {f"article--{kind.lower()}" for kind in Type}
    header_height = 1

    def __init__(
        self,
        document: str | None,
        stories: Callable[[CorpusEntity], int | None],
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._document, self._stories = document, stories

    def draw_header(self, width: int) -> list[list[Segment]]:
        """Draw the names of the columns."""
        style = self.get_component_rich_style("list--header")
        size = _dates(width)
        dates = f"{'  first – last':<{size}}"[:size]
        titles = "".join(f"{title:>{len(title) + 2}}" for title in self._counts(width))
        counts = f" {'type':<12}{titles}  "
        return [
            [
                Segment(counts, style),
                cell("name, aliases", max(1, width - len(counts) - len(dates)), style),
                Segment(dates, style),
            ]
        ]

    def draw(self, item: CorpusEntity, width: int, style: Style) -> list[list[Segment]]:
        """Draw an entity."""
        faint = self.toned("list--faint", style)
        kind = self.toned(f"article--{item.type.lower()}", style)
        counts = "".join(
            f"{self._count(item, title):>{len(title) + 2}}" for title in self._counts(width)
        )
        size = _dates(width)
        ends = dict.fromkeys(date[: (size - 6) // 2] for date in (item.first, item.last) if date)
        dates = cell(f"  {' – '.join(ends)}", size, faint)
        room = width - 15 - len(counts) - size
        name = min(max(1, room), cell_len(visible(item.name)) + 2)
        return [
            [
                Segment(" ", style),
                Segment(LEGEND[item.type], kind),
                Segment(" " * (12 - len(LEGEND[item.type])), style),
                Segment(f"{counts}  ", style),
                cell(item.name, name, style + Style(bold=True)),
                cell(
                    " · ".join(item.aliases) if room - name > 3 else "", max(0, room - name), faint
                ),
                dates,
            ]
        ]

    def _counts(self, width: int) -> Sequence[str]:
        """Return the names of the counts that there is room for."""
        counts = [*([" here"] if self._document else []), "corpus", "stories"]
        return counts if width >= NARROW else counts[:1]

    def _count(self, item: CorpusEntity, name: str) -> str:
        if name == "stories":
            stories = self._stories(item)
            return "…" if stories is None else f"{stories:,}"
        return (
            f"{item.count if name == 'corpus' else item.documents.get(self._document or '', 0):,}"
        )


def _dates(width: int) -> int:
    """Return the columns of the first and the last date: of days, of months, or none."""
    return 26 if width >= 96 else 20 if width >= 72 else 0
