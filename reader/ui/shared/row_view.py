"""A widget that scrolls rows, and draws each as seldom as it can."""

from __future__ import annotations

from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip


class RowView(ScrollView):
    """Rows that ``render_line`` gives as whole strips, the same one until a row looks different.

    Textual copies each line into a frame of its own whenever anything scrolls, and filters the
    copy: half the time of a page. Where there is no border and no padding, nothing needs that.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return lines of the window, filtered for the terminal."""
        if any(self.styles.gutter):
            return super().render_lines(crop)
        strips = [self.render_line(y) for y in crop.line_range]
        background = self.background_colors[1]
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        if self.show_vertical_scrollbar and not self.vertical_scrollbar.size:
            # It has its column, but no place yet: of lines that are too short nothing is drawn.
            width, style = self.region.width, self.rich_style
            strips = [strip.adjust_cell_length(width, style) for strip in strips]
        if crop.column_span != (0, self.region.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips
