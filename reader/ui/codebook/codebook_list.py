"""The tags as a tree: digit, key, colour, name, and how much has them."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from reader.text import one_line
from reader.ui.shared.colors import badge_style
from reader.ui.shared.lists.virtual_list import VirtualList, cell
from reader.workspace.analyses.passages.tag_tree import TagNode, TagUse
from reader.workspace.analyses.stories.story_names import StoryNames

_COUNT = 11  # columns of a count
_NONE = TagUse()
# Columns from which on a description and the number of stories are shown beside the tags.
_WIDE, _WIDER = 72, 110
_LEAST_TOLD = 16  # columns of a description


class CodebookList(VirtualList[TagNode]):
    """Tags, one a row; ``show_uses`` says how much they are used when that is known."""

    header_height = 1

    def __init__(self) -> None:
        super().__init__()
        self._uses: Mapping[str, TagUse] | None = None
        self._stories: StoryNames | None = None

    def show_uses(self, uses: Mapping[str, TagUse], stories: StoryNames | None) -> None:
        """Show the uses of tags; stories only where they are known."""
        self._uses, self._stories = uses, stories
        self.refresh()

    @property
    def tells_all(self) -> bool:
        """Whether the rows have all of each description."""
        *_, room = self._columns(self.scrollable_content_region.width)
        descriptions = [item.tag.description for item in self.items]
        return all("\n" not in one and cell_len(one) + 3 < room for one in descriptions if one)

    def draw_header(self, width: int) -> list[list[Segment]]:
        """Draw the names of the columns."""
        style = self.get_component_rich_style("list--header")
        name, counts, room = self._columns(width)
        titles = [f"{title:>{_COUNT}}" for title in ("passages", "documents", "stories")[:counts]]
        head = [cell("      key  tag", 11 + name, style)]
        head += [Segment(title, style) for title in titles]
        return [[*head, cell("   description", room, style)]]

    def draw(self, item: TagNode, width: int, style: Style) -> list[list[Segment]]:
        """Draw a tag."""
        tag = item.tag
        faint = self.toned("list--faint", style)
        name, counts, room = self._columns(width)
        branch = f"{'  ' * (item.depth - 1)}{'└ ' if item.is_last else '├ '}" if item.depth else ""
        branch = branch[-name:]  # of a very deep tree, where only its end has room
        first = one_line(tag.description.partition("\n")[0])
        return [
            [
                Segment(f"  {item.digit or ' '}  ", faint),
                Segment(f" {one_line(tag.key) or ' '} ", badge_style(tag.color)),
                Segment("   ", style),
                Segment(branch, faint),
                cell(one_line(tag.name), max(0, name - cell_len(branch)), style),
                *(Segment(f"{count:>{_COUNT}}", style) for count in self._counts(tag.id)[:counts]),
                cell(f"   {first}", room, faint),
            ]
        ]

    def _counts(self, tag: str) -> list[str]:
        if self._uses is None:
            return ["…"] * 3
        use = self._uses.get(tag, _NONE)
        stories = f"{self._stories.count(use.documents):,}" if self._stories else "…"
        return [f"{use.passages:,}", f"{len(use.documents):,}", stories]

    def _columns(self, width: int) -> tuple[int, int, int]:
        """Return the width of the names, how many counts there are, and the room that is left."""
        counts = 1 if width < _WIDE else 2 if width < _WIDER else 3
        longest = max((cell_len(n.tag.name) + 2 * n.depth for n in self.items), default=0)
        rest = width - 12 - counts * _COUNT
        name = min(max(longest + 2, 12), max(12, rest if width < _WIDE else rest * 3 // 5))
        left = max(0, rest - name)
        # Two or three letters of a description tell nothing: it is below the list in full.
        return (name, counts, left + 1) if left >= _LEAST_TOLD else (name + left, counts, 1)
