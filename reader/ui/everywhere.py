"""The commands that every screen has; the app answers them."""

from __future__ import annotations

from collections.abc import Sequence

from textual.binding import Binding

from reader.ui.shared.commands import command, edit

EVERYWHERE: Sequence[Binding] = [
    command("app.help", "question_mark,f1", "help", "Help", "Show all keys", footer=True),
    edit("app.undo", "u", "undo", "Undo", "Take back the last change", footer=True),
    edit("app.redo", "ctrl+r", "redo", "Redo", "Make the change again that was taken back"),
    command("find.corpus", "ctrl+f", "search_corpus", "Search all", "Search all documents"),
    command("codebook.open", "B", "codebook", "Codebook", "The codebook: all tags"),
    command("passage.list", "P", "passages", "Passages", "All passages of the corpus"),
    command(
        "passage.disputes", "ctrl+g", "disputes", "Differ", "Where annotators differ, to settle"
    ),
    command("app.export", "ctrl+e", "export", "Export", "Write what was annotated, in a format"),
    command("app.import", "f3", "import", "Import", "Take in annotations from a file"),
    command(
        "app.report",
        "f4",
        "report",
        "Report",
        "Write a page on what the screen shows, or give it up",
    ),
    command("app.save-as", "ctrl+s", "save_as", "Save as", "Go on in another annotation file"),
    command("app.menu", "colon,f10", "menu", "Menu", "What can be done here, to choose from"),
    command(
        "app.palette",
        "ctrl+p",
        "command_palette",
        "Palette",
        "Find a command by its name, another word for it, or its key",
    ),
    command("app.settings", "f2", "settings", "Settings", "Theme, text width, keys, author"),
    command(
        "app.tour",
        "f9",
        "tour",
        "Tour",
        "Learn reader by doing, on a copy of the samples; in the tour, leave it",
        priority=True,
    ),
    command(
        "app.theme", "ctrl+t", "change_theme", "Theme", "Choose the colours: dark, light and others"
    ),
    command(
        "app.suspend",
        "ctrl+z",
        "suspend_process",
        "Suspend",
        "Back to the shell, from text too; fg returns",
        priority=True,
    ),
    command("app.back", "q", "leave", "Back", "Back, and out", footer=True),
    command(
        "app.quit", "ctrl+q", "quit", "Quit at once", "Leave reader from anywhere", priority=True
    ),
]
