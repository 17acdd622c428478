"""Open every screen of the app over a corpus, in the terminal: python -m tests.ui.every_screen

Takes the corpus and a document of it. Ends by itself; a screen that can't be opened ends it with a
traceback.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot

from reader.settings import load
from reader.ui import ReaderApp
from reader.ui.shared.dialogs.questions import NoteEditor
from reader.ui.shared.navigator import Navigator
from reader.ui.shared.overlays.tag_choice import TagKeys, TagPicker
from reader.workspace import Workspace
from reader.workspace.analyses.agreement.annotators import ComparedAnnotators, Remarks
from reader.workspace.analyses.passages.passage_background import PassageBackground
from reader.workspace.analyses.stories.story_names import story_names

from .driving import Driver


def openings(app: ReaderApp, document: str) -> dict[str, Callable[[], object]]:
    """Return what opens each screen, with arguments by the names of its parameters."""
    workspace = app.workspace
    (entity, *_) = workspace.names.entities.entities
    given: dict[str, object] = {
        "document": document,
        "a": document,
        "entity": entity,
        "walked": entity,
        "text": "",
        "compared": ComparedAnnotators((), Remarks({}, {}, ()), {}),
    }
    found: dict[str, Callable[[], object]] = {}
    for name, method in inspect.getmembers(Navigator, inspect.isfunction):
        if name.startswith("_") or name == "open_figures":
            continue  # figures are of the passages of a screen
        arguments = {}
        for parameter in list(inspect.signature(method).parameters.values())[1:]:
            if parameter.name in given:
                arguments[parameter.name] = given[parameter.name]
            elif parameter.default is parameter.empty and parameter.kind not in {
                parameter.VAR_KEYWORD,
                parameter.VAR_POSITIONAL,
            }:
                raise TypeError(f"no value for {parameter.name} of Navigator.{name}")
        if "Document" in str(inspect.signature(method).parameters.get("document", "")):
            arguments["document"] = workspace.document(document)
        found[name] = lambda name=name, with_=arguments: getattr(app.navigator, name)(**with_)
    tags = workspace.store.tags()
    note = workspace.store.passages(document)[0].note
    return found | {
        "figures": lambda: open_figures(app),
        "tag keys": lambda: app.push_screen(TagKeys(tags)),
        "tag picker": lambda: app.push_screen(TagPicker(tags)),
        "note editor": lambda: app.push_screen(NoteEditor(document, note)),
        "help": app.action_help,
        "palette": app.action_command_palette,
        "menu": app.action_menu,
        "settings": app.action_settings,
    }


def open_figures(app: ReaderApp) -> None:
    """Open the figures of all passages of the corpus."""
    workspace = app.workspace
    for _ in workspace.passages.build():
        pass
    stories = story_names(workspace.duplicates.stories())
    background = PassageBackground(workspace.store.tags(), workspace.summaries, stories)
    app.navigator.open_figures(workspace.passages.by_document(), background, "", folds=True)


async def walk(pilot: Pilot[None], document: str) -> None:
    """Open every screen, one after the other, each over the list."""
    driver = Driver(pilot)
    app = driver.app
    await driver.settled()
    for _ in app.workspace.names.gather():
        pass
    for message in (document, app.workspace.store.tags()[0].name):
        app.notify(message, markup=False)
    for opening in openings(app, document).values():
        opening()
        await driver.settled()
        while len(app.screen_stack) > 1:
            app.pop_screen()
        await driver.settled()
    app.exit()


def main(corpus: str, document: str) -> None:
    """Run the app until every screen was open."""
    settings = load()
    workspace = Workspace.open([Path(corpus)], author=settings.signature())
    app = ReaderApp(workspace, settings)
    app.run(auto_pilot=lambda pilot: walk(pilot, document))
    workspace.close()
    sys.exit(app.return_code or 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
