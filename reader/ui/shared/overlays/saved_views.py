"""The small screen of saved views: queries to be taken up again, saved, named and removed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reader.annotations import SavedView, Store
from reader.errors import ReaderError
from reader.text import one_line
from reader.ui.shared.commands import command, edit, key_of
from reader.ui.shared.dialogs.dialog import OPTION_KEYS, Dialog
from reader.ui.shared.dialogs.questions import Question
from reader.workspace.actions.saving_views import (
    free_name,
    remove_view,
    rename_view,
    save_view,
    saved_views,
    view_named,
)

_HINT = "What is changed here can be taken back where the list is"


class SavedViewPicker(Dialog[str | None]):
    """Lists the saved views of a corpus, and gives the query of the one that is taken."""

    BINDINGS = [
        *OPTION_KEYS,
        edit("view.save", "a", "save", "Save", "Save the query in use under a name"),
        edit("view.rename", "r", "rename", "Rename", "Give the view another name"),
        edit("view.remove", "x", "remove", "Remove", "Remove the view"),
        command("app.cancel", "escape,q", "dismiss(None)", "Back", "Leave the query as it is"),
        *(
            command(
                f"view.take-{number}",
                str(number),
                f"take({number - 1})",
                f"Take {number}",
                f"Take up view {number}",
            )
            for number in range(1, 10)
        ),
    ]

    def __init__(self, store: Store, query: str, where: str) -> None:
        """List the views of a store; ``query`` is the one in use on the screen ``where``."""
        super().__init__()
        self._store, self._query, self._where = store, query, where
        self._views: list[SavedView] = []

    def compose(self) -> ComposeResult:
        """Lay out the views over their keys."""
        with Vertical(classes="dialog"):
            yield Static("Saved views", classes="dialog--title")
            yield OptionList()
            yield Static(_HINT, id="views-hint", classes="dialog--hint", markup=False)

    def on_mount(self) -> None:
        """Show the views."""
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the keys of views that are there."""
        least = {"rename": 1, "remove": 1}.get(action, 0)
        if action == "take":
            least = int(str(parameters[0])) + 1
        return len(self._views) >= least

    @property
    def is_read_only(self) -> bool:
        """Whether views can only be taken up."""
        return self._store.read_only is not None

    def _show(self, stay: str = "") -> None:
        self._views = saved_views(self._store)
        self.refresh_bindings()
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options(
            Option(
                Text.assemble(
                    (f"{number} " if number < 10 else "  ", "bold"),
                    one_line(view.name),
                    (f"  {one_line(view.query)} · {one_line(view.where)}", "dim"),
                )
            )
            for number, view in enumerate(self._views, 1)
        )
        listed.disabled = not self._views
        if not self._views:
            listed.add_option(Option("No view is saved yet", disabled=True))
        else:
            listed.focus()
            ids = [view.id for view in self._views]
            listed.highlighted = ids.index(stay) if stay in ids else 0

    @property
    def _marked(self) -> SavedView | None:
        number = self.query_one(OptionList).highlighted
        return self._views[number] if number is not None and self._views else None

    def _try(self, action: Callable[[], SavedView | None], done_so: str = _HINT) -> None:
        """Do something that may be refused, and say why where it is."""
        hint = self.query_one("#views-hint", Static)
        try:
            done = action()
        except ReaderError as error:
            hint.update(one_line(str(error)))
            return
        hint.update(one_line(done_so))
        self._show(done.id if done else "")

    @work(group="dialog")
    async def action_save(self) -> None:
        """Save the query in use under a name."""
        shown = one_line(self._query)
        if not self._query.strip():
            self.query_one("#views-hint", Static).update(
                "There is no query to save: / asks for one"
            )
            return
        name = await self.app.push_screen_wait(Question(f"Save {shown} as"))
        if name:
            other = view_named(self._store, name)
            problem = _HINT
            if other is not None and other.query != self._query:
                replaced = f"“{other.name}” was {other.query}"
                problem = f"{replaced}: {key_of('app.undo')} where the list is brings that back"
            self._try(partial(save_view, self._store, name, self._query, self._where), problem)

    @work(group="dialog")
    async def action_rename(self) -> None:
        """Give the marked view another name."""
        view = self._marked
        if view is not None:
            check = partial(free_name, self._store, view)
            name = await self.app.push_screen_wait(Question("Name of the view", view.name, check))
            if name and name != view.name:
                self._try(partial(rename_view, self._store, view, name))

    def action_remove(self) -> None:
        """Remove the marked view."""
        view = self._marked
        if view is not None:
            self._try(lambda: remove_view(self._store, view))

    @on(OptionList.OptionSelected)
    def take(self) -> None:
        """Give back the query of the marked view."""
        if self._marked is not None:
            self.dismiss(self._marked.query)

    def action_take(self, number: int) -> None:
        """Give back the query of the view with a digit."""
        if number < len(self._views):
            self.dismiss(self._views[number].query)
