"""What reader's start is measured against: five widgets that show a fixed text."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Footer, Header, Input, Label, Static

FIXED_TEXT = "The bridge is shut, and cars wait at the quay."


class FiveWidgets(App[None]):
    """Five widgets and no work."""

    def compose(self) -> ComposeResult:
        """Yield the five."""
        yield Header()
        yield Label("A fixed text")
        yield Static(f"{FIXED_TEXT} " * 20)
        yield Input(placeholder="Search")
        yield Footer()


if __name__ == "__main__":
    FiveWidgets().run()
