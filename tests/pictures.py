"""Make pictures from the sample corpus: python -m tests.pictures [FOLDER]

Makes those of the README; with a FOLDER, one of every screen there, dark and light, in many sizes,
to be looked at.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from reader.cli import main as main_of_reader
from reader.resources import seeds_folder
from reader.settings import Settings
from reader.text import Span
from reader.ui import ReaderApp
from reader.ui.tour import write_lesson
from reader.workspace import Workspace
from reader.workspace.actions.passages.annotating import toggle_tags

from .ui.every_screen import openings

PICTURES = Path(__file__).parents[1] / ".pictures"
SIZE = (140, 36)
# What is pressed, picture after picture, from the list on: "*" waits for the workers.
TAGGED = "slash *clean-text enter enter * } } s 1 e *Ask escape v ) ) 2 } } w w v w w w 3 *"
CODED = (
    f"{TAGGED} q slash *herald.html enter enter * }} }} s 1 }} s 2 }} }} s 1 6 q escape escape *"
)
SCENES = {
    "list": "* right j *",
    "article": f"{TAGGED} left_square_bracket *",
    "compare": "j D * j j enter * n n n",
    "queue": "j D * j j",
    "passages": f"{CODED} P *",
}


# Sizes and themes in which every screen is to be looked at.
SIZES = ((40, 20), (80, 24), (120, 40), (200, 50))
THEMES = ("reader-dark", "reader-light")
DOCUMENT = "harbor-bridge/clean-text.txt"
LOST = "A sentence that the next edition of the page has no more."
WORK = (
    "slash *clean-text enter enter * } s 1 2 e *Ask escape ) v ) ) 2 } } w w v w w w 3 * = * "
    "q escape *"
)
# What is pressed on a screen before its pictures are made.
MORE = {"open_search": "*bridge enter *", "open_article": "right_square_bracket *"}
# Further pictures: the screen that is opened, and what is pressed there.
FURTHER = {
    "versions": ("list", "right *"),
    "marked": ("list", "v j j *"),
    "filter": ("list", "slash *lamp"),
    "left-out": ("list", "f6 *"),
    "themes": ("list", "ctrl+t"),
    "report": ("list", "f4 *"),
    "save-as": ("list", "ctrl+s *"),
    "selection": ("open_article", "} } s"),
    "types": ("open_article", "H"),
    "raw": ("open_article", "r *"),
    "in-article": ("open_article", "slash *bridge enter *"),
    "remove": ("open_codebook", "x *"),
    "colour": ("open_codebook", "c *"),
    "tag-key": ("open_codebook", "t *"),
    "merging": ("open_codebook", "M *"),
    "verdicts": ("open_queue", "j a v *"),
    "copies": ("open_queue", "E *"),
    "search-figures": ("open_search", "*bridge enter * F *"),
    "together": ("figures", "f f f f *"),
    "settings-key": ("settings", "up enter *"),
    "import-file": ("open_import", "*FOLDER/notes.json enter *"),
    "export-file": ("open_export", "enter *"),
    "changes": ("open_comparison", "n *"),
    "disputes": (
        "list",
        "ctrl+g *FOLDER/notes.json space *FOLDER/news/annotations.json enter *",
    ),
}


async def press(pilot: Pilot[None], keys: str) -> None:
    """Press keys given by their names, or words given as ``*word``."""
    for key in keys.split():
        if key == "*":
            await settled(pilot)
        else:
            await pilot.press(*(key[1:] if key[0] == "*" else [key]))
            await pilot.pause()
    await settled(pilot)


async def settled(pilot: Pilot[None]) -> None:
    """Wait until workers and messages have come to rest."""
    for _ in range(3):
        workers = [worker for worker in pilot.app.workers if worker.group != "dialog"]
        if workers:
            with suppress(WorkerCancelled):  # a later one has taken its place
                await pilot.app.workers.wait_for_complete(workers)
        await pilot.pause()


async def picture(name: str, keys: str, annotations: Path) -> None:
    """Make one picture."""
    workspace = Workspace.open([], annotations=annotations, author="mina")
    app = ReaderApp(workspace, Settings(path=Path("settings.toml")))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, keys)
        # The screen at rest: no message of the last key.
        await pilot.pause(4.5)
        PICTURES.mkdir(exist_ok=True)
        svg = app.export_screenshot(title="reader")
        (PICTURES / f"{name}.svg").write_text(svg, "utf-8")


def work_of_others(corpus: Path) -> None:
    """Leave what somebody else did: tags to agree on, a lost passage, and a file to import."""
    file = corpus / DOCUMENT
    text = file.read_text("utf-8")
    file.write_text(f"{text}\n{LOST}\n", "utf-8")
    workspace = Workspace.open([corpus], author="ben")
    list(workspace.scan())
    source, tags = workspace.document(DOCUMENT), workspace.store.tags()
    for words, tag in (("comes less than three weeks", tags[3]), (LOST, tags[0])):
        start = source.source.index(words)
        toggle_tags(workspace.store, source, [Span(start, start + len(words))], tag)
    workspace.close()
    export = ["export", str(corpus), "--format", "json", "-o", str(corpus.parent / "notes.json")]
    assert main_of_reader(export) == 0
    file.write_text(text, "utf-8")


async def every_picture(folder: Path, corpus: Path, theme: str) -> None:
    """Make a picture of every screen in every size, over a corpus with some work in it."""
    work_of_others(corpus)
    workspace = Workspace.open([corpus], author="mina")
    app = ReaderApp(workspace, Settings(path=corpus / "settings.toml"))
    async with app.run_test(size=SIZES[-1]) as pilot:
        await settled(pilot)
        await press(pilot, WORK)
        for _ in workspace.names.gather():
            pass
        await settled(pilot)
        opened: dict[str, Callable[[], object]] = {"list": lambda: None} | openings(app, DOCUMENT)
        opened["open_article"] = lambda: app.navigator.open_article(DOCUMENT, [DOCUMENT])
        del opened["filter_list"]
        scenes = {name: (name, MORE.get(name, "")) for name in opened} | FURTHER
        app.theme = theme
        for name, (screen, keys) in scenes.items():
            opened[screen]()
            await settled(pilot)
            await press(pilot, keys.replace("FOLDER", str(corpus.parent)))
            await in_every_size(pilot, folder, name)
            while len(app.screen_stack) > 1:
                app.pop_screen()
                await settled(pilot)
            # The list as it was: no filter, no marks; an article with its own view.
            await press(pilot, "escape escape escape")
            workspace.view_state.keep("names", "")
    workspace.close()


async def every_start(folder: Path, place: Path, theme: str) -> None:
    """Make the pictures of starts: the first, the tour, without articles, while many are read."""
    starts = {"first": {"offers_tour": True}, "tour": {"is_tour": True}, "empty": {}, "reading": {}}
    for name in starts:
        if name == "empty":
            (place / name).mkdir()
        else:
            shutil.copytree(seeds_folder(), place / name)
    write_lesson(place / "tour", ReaderApp, {})
    wire = place / "reading" / "wire" / "meridian.jsonl"
    wire.write_text(wire.read_text("utf-8") * 500, "utf-8")
    for name, options in starts.items():
        workspace = Workspace.open([place / name], author="mina")
        settings = Settings(path=place / "settings.toml", theme=theme)
        app = ReaderApp(workspace, settings, **options)
        async with app.run_test(size=SIZES[-1]) as pilot:
            await in_every_size(pilot, folder, name, rests=name != "reading")
        workspace.close()


async def in_every_size(pilot: Pilot[None], folder: Path, name: str, *, rests: bool = True) -> None:
    """Make the pictures of what is on the screen; where it ``rests``, when all is done."""
    theme = pilot.app.theme.removeprefix("reader-")
    for size in SIZES:
        await pilot.resize_terminal(*size)
        await pilot.pause(0.1)  # the preview waits so long
        if rests:
            await settled(pilot)
        file = f"{name.replace(' ', '-')}-{size[0]}-{theme}.svg"
        (folder / file).write_text(pilot.app.export_screenshot(), "utf-8")


@contextmanager
def fresh_account() -> Iterator[Path]:
    """Keep no place, view or setting from one picture to the next; yield a folder of its own."""
    with tempfile.TemporaryDirectory() as place:
        for name in ("CACHE", "CONFIG", "DATA", "STATE"):
            os.environ[f"XDG_{name}_HOME"] = f"{place}/{name}"
        yield Path(place)


def main(folder: str = "") -> None:
    """Make the pictures of the README, or those of every screen in a folder."""
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        for theme in THEMES:
            with fresh_account() as place:
                corpus = Path(shutil.copytree(seeds_folder(), place / "news"))
                asyncio.run(every_picture(Path(folder), corpus, theme))
                asyncio.run(every_start(Path(folder), place, theme))
        return
    for name, keys in SCENES.items():
        with fresh_account() as place:
            asyncio.run(picture(name, keys, place / "annotations.json"))


if __name__ == "__main__":
    main(*sys.argv[1:])
