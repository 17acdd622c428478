"""Make the pictures of the README from the sample corpus: python tests/pictures.py"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from textual.pilot import Pilot

from reader.settings import Settings
from reader.ui import ReaderApp
from reader.workspace import Workspace

PICTURES = Path(__file__).parents[1] / ".pictures"
SIZE = (104, 32)
# What is pressed, picture after picture, from the list on: "*" waits for the workers.
SCENES = {
    "article": "slash *raw-page enter enter * } } s 1 ) v ) ) 2 } } w w v w w w 3 * ( (",
    "compare": "D * j j enter * n n",
    "queue": "D * j j",
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


def main() -> None:
    """Make all pictures."""
    for name, keys in SCENES.items():
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(picture(name, keys, Path(folder) / "annotations.json"))


if __name__ == "__main__":
    main()
