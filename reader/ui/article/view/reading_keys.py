"""The keys of the reading view.

``ArticleView`` answers them: ``s`` is its ``action_select_unit``, by the units of ``motions``.
"""

from __future__ import annotations

from textual.binding import Binding

from reader.ui.article.view.motions import OBJECTS, OBJECTS_IN_WORDS
from reader.ui.shared.commands import command


def _move(keys: str, motion: str, name: str, help: str) -> Binding:  # noqa: A002
    return command(f"move.{motion.replace('_', '-')}", keys, f"move('{motion}')", name, help)


def _grow(key: str, motion: str, name: str, help: str) -> Binding:  # noqa: A002
    return command(f"select.{motion.replace('_', '-')}", key, f"grow('{motion}')", name, help)


KEYS = [
    _move("h,left", "left", "Left", "One character to the left"),
    _move("l,right", "right", "Right", "One character to the right"),
    _move("k,up", "up", "Up", "One row up"),
    _move("j,down", "down", "Down", "One row down"),
    _move("b,ctrl+left", "word_back", "Word back", "To the start of the word, or the one before"),
    _move("w,ctrl+right", "word", "Next word", "To the next word"),
    _move(
        "left_parenthesis",
        "sentence_back",
        "Sentence back",
        "To the start of the sentence, or the one before",
    ),
    _move("right_parenthesis", "sentence", "Next sentence", "To the next sentence"),
    _move(
        "left_curly_bracket,ctrl+up",
        "paragraph_back",
        "Paragraph back",
        "To the start of the paragraph, or the one before",
    ),
    _move("right_curly_bracket,ctrl+down", "paragraph", "Next paragraph", "To the next paragraph"),
    _move("K", "heading_back", "Heading back", "To the heading before"),
    _move("J", "heading", "Next heading", "To the next heading"),
    _move("comma", "cell_back", "Cell back", "To the cell of a table before"),
    _move("semicolon", "cell", "Next cell", "To the next cell of a table: a wide one is scrolled"),
    _move("home", "row_start", "Row start", "To the start of the row"),
    _move("end", "row_end", "Row end", "To the end of the row"),
    _move("pageup,ctrl+u", "page_up", "Page up", "One page up"),
    _move("pagedown,space,ctrl+d", "page_down", "Page down", "One page down"),
    _move("g,ctrl+home", "start", "Start", "To the start of the article"),
    _move("G,ctrl+end", "end", "End", "To the end of the article"),
    command(
        "select.start",
        "v",
        "start_selection",
        "Select",
        "Start selecting here: moving takes in more; "
        f"{{select.object}} and a key what is around: {OBJECTS_IN_WORDS}",
    ),
    command(
        "select.other-end",
        "o",
        "other_end",
        "Other end",
        "To the other end of the selection or passage",
    ),
    command("select.sentence", "s", "select_unit('s')", "Sentence", "Select the sentence"),
    command("select.paragraph", "p", "select_unit('p')", "Paragraph", "Select the paragraph"),
    command(
        "select.object",
        "i",
        "select_object",
        "Around",
        f"While selecting, what is around the caret: {', '.join(OBJECTS.values())}",
    ),
    command("select.let-go", "escape", "let_go", "Let go", "Let go of the selection"),
    _grow("shift+left", "left", "Select left", "Select one character to the left"),
    _grow("shift+right", "right", "Select right", "Select one character to the right"),
    _grow("shift+up", "up", "Select up", "Select one row up"),
    _grow("shift+down", "down", "Select down", "Select one row down"),
    _grow("shift+home", "row_start", "Select to start", "Select to the start of the row"),
    _grow("shift+end", "row_end", "Select to end", "Select to the end of the row"),
    # The number that the next motion is repeated by.
    *(Binding(str(digit), f"count({digit})", show=False) for digit in range(10)),
]
