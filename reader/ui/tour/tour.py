"""The line of the tour: what to do next on each screen, and what was noticed to be done."""

from __future__ import annotations

from textual.app import App
from textual.widgets import Static

from reader.annotations import Store
from reader.ui.shared.commands import with_keys
from reader.ui.tour.tour_steps import LESSON, STEPS, Situation

# Whether a step is done is looked at so often, in seconds.
_BEAT = 0.2
# How one comes to the place of a step from elsewhere.
_WAYS = {
    LESSON: "Open “Learn reader by doing”, the first in the list, with {list.open}.",
    "QueueScreen": "{version.queue} in the list leads to the stories.",
}
_LEAVES = "{app.tour} leaves the tour."
_END = f"That is all: {_LEAVES} Your own articles: reader FOLDER"


class TourLine(Static):
    """Shows what to do next at the top of a screen, in as many lines as that takes."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._said = ""

    def show(self, text: str) -> None:
        """Show what is to be done, and make room for it where it is new."""
        if text != self._said:
            self._said = text
            self.update(text)


class Tour:
    """Leads through the steps on the screens of an app. Nothing in it holds anybody up."""

    def __init__(self, app: App[None], store: Store) -> None:
        self._app, self._store = app, store
        self.step = 0
        self._early: set[int] = set()

    def start(self) -> None:
        """Show the first step, and go on as steps are done."""
        self._app.set_interval(_BEAT, self.look)
        # Two keys may come between two looks.
        self._store.subscribe(lambda _: self._go_on())
        self.look()

    def look(self) -> None:
        """Go on where a step is done, and show what is next on the screen in use."""
        self._go_on()
        if not self._app.screen_stack:  # the app ends
            return
        screen = self._app.screen
        lines = screen.query(TourLine)
        line = lines.first() if lines else TourLine()
        if not lines and screen.is_mounted and screen.children:
            screen.mount(line)
        line.show(self.text)

    def _go_on(self) -> None:
        """Take the steps that are done by now; none where the app ends, and keeps a place."""
        if not self._app.screen_stack:
            return
        now = Situation(self._app.screen_stack, self._store)
        self._early |= {
            number
            for number, step in enumerate(STEPS)
            if number > self.step and step.counts_early and step.is_done(now)
        }
        while self.step < len(STEPS) and (
            self.step in self._early or STEPS[self.step].is_done(now)
        ):
            self.step += 1

    @property
    def text(self) -> str:
        """The next thing to do, in words."""
        if self.step == len(STEPS):
            return with_keys(_END)
        early = ", ".join(str(one + 1) for one in sorted(self._early) if one > self.step)
        done = f" Done already: {early}." if early else ""
        step = STEPS[self.step]
        is_there = step.on in {"", *Situation(self._app.screen_stack, self._store).places}
        told = step.says if is_there else _WAYS[step.on]
        if is_there and step.on == LESSON:
            told = f"Section {self.step + 1}: {told}"
        noticed = f"✓ {STEPS[self.step - 1].heading}. " if self.step else ""
        says = f"{noticed}Tour {self.step + 1}/{len(STEPS)}  {told}{done} {_LEAVES}"
        return with_keys(says)
