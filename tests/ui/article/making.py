"""Articles made by hand, and an app that shows one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from hypothesis import strategies as st
from textual.app import App, ComposeResult

from reader.cleaning import Article, Block, Role, StyledRun
from reader.resources import styles_folder
from reader.ui.article.view import ArticleView

HIDDEN = "\nShare this page\n"

# Text of every kind that a terminal treats in its own way.
PIECES = st.sampled_from(
    [
        *("word", "a", "I", "–", "“Yes,”", "well-known", "don't", "3.5", "supercalifragilistic"),
        *("橋", "が三週間", "。", "「", "」", "한국어", "ภาษาไทย"),
        *("שלום", "עולם", "مرحبا", "می\u200cخواهم", "e\u0301", "\u0301", "n\u0303\u0323"),
        *("👩\u200d👩\u200d👧", "👍🏽", "🇨🇿", "🇨", "☎\ufe0f", "☎", "\ufe0f", "1\ufe0f\u20e3"),
        *("\u200d", "a\u200db", "क्षि", "क्\u200dष", "한", "\u200b", "\u00ad", "\u200f", "\u00a0"),
        *("\t", " ", "  ", "\n", "\r\n", "\r", "\u3000", "\u2028", "\x0b"),
        *("\x1b]0;x\x07", "\x1b[31m", "\x00", "\x9b", "\u202e", "\U000e0041", "[b]", "[/]"),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=60).map("".join)
WIDTHS = st.integers(min_value=2, max_value=100)


def article_of(*blocks: str | tuple[Role, str]) -> Article:
    """Return an article of paragraphs, or of blocks of other roles, with hidden lines between."""
    source = HIDDEN
    made = []
    for block in blocks:
        role, text = (Role.PARAGRAPH, block) if isinstance(block, str) else block
        made.append(Block(role, (StyledRun(len(source), len(source) + len(text)),)))
        source += text + HIDDEN
    return Article(source, tuple(made))


class Reading(App[None]):
    """Shows one article."""

    CSS_PATH: ClassVar = [str(styles_folder() / name) for name in ("article.tcss", "types.tcss")]

    def __init__(self, article: Article) -> None:
        super().__init__()
        self._article = article
        self.said: list[object] = []

    def compose(self) -> ComposeResult:
        yield ArticleView()

    def on_mount(self) -> None:
        self.view.show(self._article)
        self.view.focus()

    @property
    def view(self) -> ArticleView:
        return self.query_one(ArticleView)

    def on_article_view_caret_moved(self, message: ArticleView.CaretMoved) -> None:
        self.said.append(message.view.caret)

    def on_article_view_selection_changed(self, message: ArticleView.SelectionChanged) -> None:
        self.said.append(message.view.selection)

    def rows(self) -> list[str]:
        """Return what the view shows, row by row."""
        return [self.view.render_line(y).text.rstrip() for y in range(self.view.size.height)]

    def selected(self) -> str | None:
        """Return the selected text."""
        span = self.view.selection
        return None if span is None else span.of(self.view.article.source)


def texts(rows: Sequence[str]) -> str:
    """Return rows as one text with single blanks."""
    return " ".join(" ".join(rows).split())
