"""The tour: learning reader by doing, each step noticed when it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.app import App
from textual.screen import Screen
from textual.widgets import Static

from reader.annotations import Link, Passage, Store, Verdict
from reader.ui.shared.commands import with_keys

# Whether a step is done is looked at so often, in seconds.
_BEAT = 0.2


@dataclass(frozen=True)
class Situation:
    """The situation of somebody on the tour: the place, and the annotations so far."""

    screen: Screen[object]
    store: Store

    @property
    def passages(self) -> list[Passage]:
        """The passages that were tagged."""
        return self.store.all(Passage)


@dataclass(frozen=True)
class TourStep:
    """One thing to do: what is said of it, with ids for keys, and how it is known to be done.

    One that ``counts_early`` needs not be done anew where that was done before its turn. It is done
    on a screen of the name ``on``, where it has one.
    """

    says: str
    is_done: Callable[[Situation], bool]
    counts_early: bool = False
    on: str = ""


def _on(name: str) -> Callable[[Situation], bool]:
    return lambda now: type(now.screen).__name__ == name


def _selects_or_tags(now: Situation) -> bool:
    selection = getattr(getattr(now.screen, "view", None), "selection", None)
    return selection is not None or bool(now.passages)


STEPS: Sequence[TourStep] = (
    TourStep(
        "{list.down} and {list.up} go down and up, {list.open} opens an article.",
        _on("ArticleScreen"),
    ),
    TourStep(
        "{move.paragraph} goes to the next paragraph: press it until the caret is in the story, "
        "below who wrote it; {select.sentence} selects a sentence there.",
        _selects_or_tags,
        on="ArticleScreen",
    ),
    TourStep(
        "{tag.1} tags what is selected with the first tag (where nothing is, {select.sentence} "
        "selects again); {tag.keys} would show them all.",
        lambda now: bool(now.passages),
        on="ArticleScreen",
    ),
    TourStep(
        "{app.undo} takes back what was done last, and what was done before that.",
        lambda now: not now.passages,
    ),
    TourStep(
        "Tag it again ({select.sentence}, {tag.1}), then write a note: "
        "{tag.note}, a few words, Escape.",
        lambda now: any(passage.note for passage in now.passages),
        on="ArticleScreen",
    ),
    TourStep(
        "{app.back} goes back to the list; {version.queue} goes through the stories there.",
        _on("QueueScreen"),
        counts_early=True,
    ),
    TourStep(
        "{version.accept} links the version at the cursor with the first one; "
        "{list.down}, {list.up} choose.",
        lambda now: any(k.verdict is Verdict.ACCEPTED for k in now.store.all(Link)),
        counts_early=True,
        on="QueueScreen",
    ),
    TourStep(
        "{list.open} opens two versions beside each other, sentence by sentence.",
        _on("CompareScreen"),
        counts_early=True,
        on="QueueScreen",
    ),
    TourStep("{app.help} shows the keys of every screen.", _on("HelpScreen")),
)
# How one comes to the screen of a step from elsewhere.
_WAYS = {
    "ArticleScreen": "Open an article ({list.open} in the list).",
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
        now = Situation(self._app.screen, self._store)
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
        is_there = not step.on or _on(step.on)(Situation(self._app.screen, self._store))
        told = step.says if is_there else _WAYS[step.on]
        says = f"Tour {self.step + 1}/{len(STEPS)}  {told}{done} {_LEAVES}"
        return with_keys(says)
