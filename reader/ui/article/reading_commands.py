"""Commands on how the article is shown: raw, with what stands beside it, mended or as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding

from reader.cleaning import Shown
from reader.ui.article.article_part import ArticlePart, OpenArticle
from reader.ui.shared.commands import part_command


class ReadingCommands(ArticlePart):
    """Turns from one reading of the article to another.

    ``mends`` tells whether what copying broke is mended; ``read_anew`` reads the article when that
    has changed, ``turned`` is called after more or less of the source is shown.
    """

    COMMANDS: ClassVar[Sequence[Binding]] = [
        part_command(
            "view.raw", "r", "readings.turn_raw", "Raw", "The raw source, hidden parts dimmed"
        ),
        part_command(
            "view.asides",
            "a",
            "readings.turn_asides",
            "Asides",
            "Captions, teasers and doubtful lines too, dimmed",
        ),
        part_command(
            "view.scars",
            "R",
            "readings.turn_scars",
            "Scars",
            "Mend words that are cut or garbled, or show them as they stand in the file",
        ),
    ]

    def __init__(
        self, opened: OpenArticle, read_anew: Callable[[], None], turned: Callable[[], None]
    ) -> None:
        super().__init__(opened)
        self._read_anew, self._turned = read_anew, turned
        self.mends = True

    def turn_raw(self) -> None:
        """Show the raw source, or the clean article again."""
        self._turn_to(Shown.SOURCE, "Raw source: hidden parts are dim")

    def turn_asides(self) -> None:
        """Show the text beside the article or likely part of it, or the clean article again."""
        if any(block.is_aside for block in self.view.article.blocks):
            self._turn_to(Shown.ASIDES, "Captions, teasers and doubtful lines are dim")
        else:
            self.screen.say("Nothing stands beside this article", is_miss=True)

    def _turn_to(self, reading: Shown, words: str) -> None:
        back = self.view.reading is reading
        self.view.reading = Shown.ARTICLE if back else reading
        self.screen.say("Cleaned" if back else words)
        self._turned()

    def turn_scars(self) -> None:
        """Mend the scars of copying in the text, for display alone, or show it as it is."""
        self.mends = not self.mends
        self._read_anew()
        self.screen.say("What copying broke is mended" if self.mends else "The text as it is")
