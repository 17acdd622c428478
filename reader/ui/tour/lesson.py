"""The article that teaches reader, made of the steps of the tour with the keys that hold."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from textual.dom import DOMNode

from reader.ui.key_places import key_places
from reader.ui.shared.commands import choose_keys, with_keys
from reader.ui.tour.tour_steps import LESSON, STEPS

_HEAD = """# Learn reader by doing

Each section of this article has one thing to do. The line at the top of the screen says which, and
goes on when it is done. Nothing here is yours, so nothing can be spoilt: this is a copy of the
sample corpus, and it is gone when you leave it with {app.tour}.
"""


def write_lesson(folder: Path, app: type[DOMNode], keys: Mapping[str, str]) -> None:
    """Write the article into a copy of the sample corpus: a section a step.

    ``keys`` are those that the user of the ``app`` has chosen. They stand there as code: they may
    be marks of Markdown.
    """
    key_places(app)  # this loads all screens, which declare their commands then
    choose_keys(keys)
    sections = [
        f"## {number}. {step.heading}\n\n{step.teaches.strip()}\n"
        for number, step in enumerate(STEPS, 1)
    ]
    text = "\n".join([_HEAD, *sections]).replace("{", "`{").replace("}", "}`")
    (folder / LESSON).write_text(with_keys(text), "utf-8")
