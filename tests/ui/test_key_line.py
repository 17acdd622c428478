"""The line of keys: what it shows, and that a click gives the command."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding

from reader.ui.shared.lines.key_line import KeyLine

from .driving import handled, running


class Counting(App[None]):
    BINDINGS: ClassVar = [
        Binding("a", "add", "Add", show=True),
        Binding("plus", "add", "Add", show=True),
        Binding("b", "hidden", "Hidden", show=False),
        Binding("t", "take", "Take", show=True),
    ]
    count = 0

    def compose(self) -> ComposeResult:
        yield KeyLine()

    def action_add(self) -> None:
        self.count += 1
        self.refresh_bindings()

    def action_take(self) -> None:
        self.count -= 1
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.count > 0 if action == "take" else True


def shown(app: Counting) -> str:
    return app.query_one(KeyLine).render().plain


async def test_each_shown_command_stands_once_with_its_key() -> None:
    app = Counting()
    async with app.run_test():
        assert shown(app).split() == ["a", "Add", *shown(app).split()[2:]]
        assert shown(app).count("Add") == 1
        assert "Hidden" not in shown(app)


async def test_commands_come_and_go() -> None:
    app = Counting()
    async with app.run_test() as pilot:
        assert "Take" not in shown(app)
        await pilot.press("a")
        assert "Take" in shown(app)


async def test_a_click_gives_the_command() -> None:
    app = Counting()
    async with app.run_test() as pilot:
        await pilot.click(KeyLine, offset=(shown(app).index("Add"), 0))
        await handled(pilot)
        assert app.count == 1
        await pilot.click(KeyLine, offset=(70, 0))
        await handled(pilot)
        assert app.count == 1


async def test_keys_of_rows_come_back_with_the_rows(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"The ferry of {name} quay ran aground.\n", "utf-8")
    async with running(tmp_path, size=(200, 50)) as app:
        await app.press("slash", *"xxqq", "enter")
        await app.settled()
        assert "Open" not in app.shown.splitlines()[-1]
        await app.press("escape")
        await app.settled()
        assert "Open" in app.shown.splitlines()[-1]
