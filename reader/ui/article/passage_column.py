"""The column beside the text: the passage at hand, and all passages of the article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.style import Style
from rich.text import Text
from textual.events import Click
from textual.message import Message
from textual.widget import Widget

from reader.annotations import AnchoredRecord, SuggestedPassage, Tag
from reader.cleaning import Article
from reader.text import one_line
from reader.ui.article.caret_state import more_here, no_passage, suggested_by, tag_chip
from reader.ui.shared.signs import quoted
from reader.ui.shared.times import local_minute
from reader.workspace.overviews.passage_contexts import quote_in

_MOST_QUOTED = 160  # characters
_BOLD = Style(bold=True)


@dataclass(frozen=True, slots=True)
class ColumnContent:
    """The content of the column: passages of an article in their order, and the one at hand.

    ``nested`` more lie there; ``origin`` is the document that it was carried over from.
    """

    passages: Sequence[AnchoredRecord] = ()
    tags: Sequence[Tag] = ()
    hand: AnchoredRecord | None = None
    article: Article | None = None
    nested: int = 0
    origin: str = ""


class PassageColumn(Widget):
    """Tells by name what is at the caret, over the passages of the article in their order.

    What other tools suggest stands among them with a question mark.

    Only the rows that have room are drawn, with the passage at hand among them.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"passage-column--faint", "passage-column--hand"}

    class Chosen(Message):
        """The row of the passage of ``key`` was clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self) -> None:
        super().__init__(id="column")
        self._told = ColumnContent()
        self._rows: dict[int, str] = {}

    @property
    def is_over(self) -> bool:
        """Tell whether it lies over the text, which has no room beside it."""
        return bool(self.display) and self.screen.has_class("-narrow")

    def tell(self, content: ColumnContent) -> None:
        """Show other passages, or another one at hand; what is shown already is not drawn again."""
        if content != self._told:
            self._told = content
            self.refresh()

    def render(self) -> Text:
        """Draw the passage at hand, and as many of the others as there is room for."""
        width, height = self.content_size.width, self.content_size.height
        faint = self.get_component_rich_style("passage-column--faint")
        lines = [*self._here(width, faint), Text()]
        count = len(self._told.passages)
        lines.append(Text(f"In this article: {count:,}" if count else "", faint))
        room = max(0, height - len(lines))
        ids = [passage.id for passage in self._told.passages]
        at = (
            ids.index(self._told.hand.id)
            if self._told.hand is not None and self._told.hand.id in ids
            else 0
        )
        first = max(0, min(at - room // 2, count - room))
        self._rows = {}
        for passage in self._told.passages[first : first + room]:
            self._rows[len(lines)] = passage.id
            lines.append(self._row(passage, width, faint))
        for line in lines:
            line.truncate(width, overflow="ellipsis")
        return Text("\n", no_wrap=True, end="").join(lines[:height])

    def _here(self, width: int, faint: Style) -> list[Text]:
        hand = self._told.hand
        if hand is None:
            none = Text(no_passage(self._told.passages), faint)
            return [Text("Here", _BOLD), *none.wrap(self.app.console, max(1, width))]
        is_suggested = isinstance(hand, SuggestedPassage)
        lines = [Text("Suggested here" if is_suggested else "Here", _BOLD)]
        lines += map(tag_chip, self._tags(hand))
        told = (
            suggested_by(hand)
            if isinstance(hand, SuggestedPassage)
            else f"{one_line(hand.author)}, {local_minute(hand.created)}"
        )
        lines.append(Text(told, faint))
        quote = self._quote(hand)
        if len(quote) > _MOST_QUOTED:
            quote = f"{quote[:_MOST_QUOTED].rstrip()}…"
        lines += self._wrapped(quoted(quote), width)
        if hand.note:
            lines += self._wrapped(f"✎ {one_line(hand.note)}", width)
        if self._told.origin:
            lines.append(Text(f"⇄ from {one_line(self._told.origin)}", faint))
        if self._told.nested:
            lines.append(Text(more_here(self._told.nested), faint))
        return lines

    def _quote(self, passage: AnchoredRecord) -> str:
        article, anchor = self._told.article, passage.anchor
        return one_line(quote_in(article, anchor.span, anchor.quote) if article else anchor.quote)

    def _tags(self, passage: AnchoredRecord) -> list[Tag]:
        return [tag for one in passage.tags for tag in self._told.tags if tag.id == one]

    def _wrapped(self, text: str, width: int) -> list[Text]:
        return list(Text(text).wrap(self.app.console, max(1, width)))

    def _row(self, passage: AnchoredRecord, width: int, faint: Style) -> Text:
        tags = self._tags(passage)
        line = Text("? " if isinstance(passage, SuggestedPassage) else "", faint)
        line.append_text(tag_chip(tags[0]) if tags else Text("• note"))
        if len(tags) > 1:
            line.append(f" +{len(tags) - 1}")
        line.append("  ")
        sign = " ✎" if passage.note else ""
        room = max(1, width - line.cell_len - len(sign))
        quote = Text(self._quote(passage))
        quote.truncate(room, overflow="ellipsis")
        line.append_text(quote)
        line.append(sign)
        if self._told.hand is not None and passage.id == self._told.hand.id:
            line.stylize(self.get_component_rich_style("passage-column--hand", partial=True))
        return line

    def on_click(self, event: Click) -> None:
        """Go to the passage that was clicked."""
        content = event.get_content_offset(self)
        if content is not None and content.y in self._rows:
            self.post_message(self.Chosen(self._rows[content.y]))
