"""Export: the formats, what each would lose, and the file that is written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static
from textual.worker import Worker, get_current_worker

from reader.annotations import StoreChange
from reader.errors import CorpusError, ReaderError
from reader.exchange import FORMATS, Bundle, ExchangeFormat, TextKind, with_tags_in_use
from reader.text import numbered, one_line
from reader.ui.shared.commands import command
from reader.ui.shared.dialogs.questions import Confirmation
from reader.ui.shared.lists.virtual_list import VirtualList, cell
from reader.ui.shared.overlays.export_dialog import Target, ask_target
from reader.ui.shared.screen import ReaderScreen
from reader.ui.shared.telling import Stopped, teller
from reader.ui.transfer.whole_corpus import check_found
from reader.workspace.analyses.progress import OVER, Progress

if TYPE_CHECKING:
    from reader.workspace.actions.transfer.exporting import Export

_NAME = 18  # columns
_REST = 0.15  # seconds
_WRITING = "Writing; Escape stops it"


def misleading(chosen: ExchangeFormat, path: Path) -> str:
    """Return the question to ask where the ending of a file is that of other formats, else ""."""
    ending = path.suffix.lower()
    others = [one.name for one in FORMATS.values() if one.suffix == ending]
    if ending == chosen.suffix or not others:
        return ""
    return f"The ending says {', '.join(others)}. Write {chosen.name} into {path.name}?"


class FormatList(VirtualList[ExchangeFormat]):
    """The formats, one row each: name, and what it is for."""

    BINDINGS = [
        command("list.open", "enter", "open", "Write", "Write a file in this format", footer=True)
    ]

    def draw(self, item: ExchangeFormat, width: int, style: Style) -> list[list[Segment]]:
        """Draw a format."""
        name = cell(f" {item.name}", _NAME, style + Style(bold=True))
        return [[name, cell(item.summary, max(1, width - _NAME), style)]]


class ExportScreen(ReaderScreen):
    """Lists the formats, tells what the one under the cursor would lose, and writes it."""

    WIDGETS = (FormatList,)
    BINDINGS = [
        command(
            "view.text",
            "t",
            "text",
            "Text",
            "The source goes along, or the clean text",
            footer=True,
        ),
        command(
            "list.whole",
            "o",
            "whole",
            "All or filter",
            "All, or what the list was left with",
            footer=True,
        ),
        command(
            "view.more",
            "tab",
            "more",
            "More",
            "Go on in what the format can't hold, and from its end to its beginning",
            footer=True,
        ),
        command("app.close", "escape", "let_go", "Back", "Stop what is being written, or go back"),
    ]

    def __init__(self, only: frozenset[str] | None = None, called: str = "") -> None:
        """Offer the annotations of the documents ``only``, which are ``called``, beside all."""
        super().__init__()
        self._only, self._called = only, called
        self._is_narrow = only is not None
        self._kind: TextKind = "source"
        self._found: dict[tuple[str, TextKind, bool], Export | str] = {}
        # What losses are counted in, for the next format: all of it, and with texts of a kind.
        self._bundles: dict[bool, Bundle] = {}
        self._with_texts: dict[tuple[bool, TextKind], tuple[Bundle, Mapping[str, int]]] = {}
        self._is_asked = False  # for a file, before it is known what would be lost
        self._writing: Worker[None] | None = None

    def compose_body(self) -> ComposeResult:
        """Lay out the formats over what would be lost."""
        yield FormatList(id="formats")
        with VerticalScroll(id="loss-pane", can_focus=False):
            yield Static(id="losses", markup=False)

    def on_mount(self) -> None:
        """List the formats that can be written."""
        listed = self.query_one(FormatList)
        listed.show([one for one in FORMATS.values() if one.writes])
        listed.focus()
        self._show()
        self.preview()

    def annotations_changed(self, change: StoreChange) -> None:
        """Look anew at what would be lost."""
        for kept in (self._found, self._bundles, self._with_texts):
            kept.clear()
        self.preview()

    def analysis_changed(self, progress: Progress) -> None:
        """Show the progress of reading the corpus where nothing of this screen's own is done."""
        if not any(worker.is_running for worker in self.workers if worker.node is self):
            super().analysis_changed(progress)
            if self._found.get(self._key) is None:
                self.preview()

    @property
    def _chosen(self) -> ExchangeFormat:
        chosen = self.query_one(FormatList).current
        assert chosen is not None  # there always are formats
        return chosen

    @property
    def _key(self) -> tuple[str, TextKind, bool]:
        kind: TextKind = "source" if self._chosen.of_source else self._kind
        return self._chosen.name, kind, self._is_narrow

    def _show(self) -> None:
        """Show the choice of items, the format, and the losses."""
        what = f"{self._called} alone" if self._is_narrow else "all documents"
        text = "the clean text" if self._key[1] == "clean" else "the source"
        text = f"with {text}" if self._chosen.with_texts else f"offsets of {text}"
        self.head_line.show("Export", self._chosen.name, what, text)
        found = self._found.get(self._key)
        if found is None:
            message = "Looking what it can't hold …"
        elif isinstance(found, str):
            message = found
        else:
            lines = [f"  {count:>7,}  {one_line(lost)}" for lost, count in found.losses.items()]
            head = f"{self._chosen.name} can't hold" if lines else "Nothing is lost"
            message = "\n".join((head, *lines, found.own_sorts_text))
        summary = self._chosen.summary
        whole = f"{summary}\n\n" if _NAME + len(summary) >= self.size.width else ""
        self.query_one("#losses", Static).update(f"{whole}{message}")
        self.call_after_refresh(self._tell_more)

    @property
    def _below(self) -> int:
        """The lines of the losses that are out of sight below."""
        pane = self.query_one("#loss-pane")
        return max(0, pane.max_scroll_y - round(pane.scroll_y))

    def _tell_more(self) -> None:
        """Show the number of lines out of sight below."""
        below = self._below
        self.status_line.rest(f"… {numbered(below, 'line')} more: tab" if below else "")

    # -- what would be lost ------------------------------------------------------------------

    @on(FormatList.Moved)
    def preview(self) -> None:
        """Count the losses of the format under the cursor."""
        self._is_asked = False
        self.query_one("#loss-pane").scroll_home(animate=False)
        self._show()
        if self._found.get(self._key) is None:
            self._look(self._chosen, self._key)

    @work(thread=True, group="losses", exclusive=True, exit_on_error=False)
    def _look(self, chosen: ExchangeFormat, key: tuple[str, TextKind, bool]) -> None:
        """Count the losses once the cursor rests; nothing is written, and no article cleaned."""
        sleep(_REST)
        if get_current_worker().is_cancelled:
            return
        found: Export | str
        try:
            found = self._counted(chosen, *key[1:])
        except Stopped:
            return
        except CorpusError as error:  # asked again when more of the corpus is known
            self.app.call_from_thread(self.query_one("#losses", Static).update, str(error))
            return
        except ReaderError as error:
            found = str(error)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._keep, key, found)

    def _keep(self, key: tuple[str, TextKind, bool], found: Export | str) -> None:
        self._found[key] = found
        self.head_line.progress(OVER)
        self._show()
        if self._is_asked and key == self._key:
            self.open_chosen()

    def _counted(self, chosen: ExchangeFormat, kind: TextKind, is_narrow: bool) -> Export:
        """Return the counts of an export, in a thread. Raises Stopped where nobody waits."""
        from reader.workspace.actions.transfer.exchange_texts import with_texts
        from reader.workspace.actions.transfer.exporting import Export

        bundle = self._bundles.get(is_narrow)
        if bundle is None:
            bundle = self._bundles[is_narrow] = self._gathered(is_narrow, reads=False)
        if not chosen.counts_in_texts(kind):
            return Export.of(chosen, bundle, {})
        texts = self._with_texts.get((is_narrow, kind))
        if texts is None:
            tell = teller(self, "reading texts", len(bundle.documents))
            texts = with_texts(self.workspace, bundle, kind, tell=tell)
            self._with_texts[is_narrow, kind] = texts
        return Export.of(chosen, *texts)

    def _gathered(self, is_narrow: bool, *, reads: bool) -> Bundle:
        from reader.workspace.actions.transfer.exporting import exported, to_gather

        check_found(self.workspace)
        only = self._only if is_narrow else None
        tell = teller(self, "gathering", to_gather(self.workspace, only))
        bundle = exported(self.workspace, only, tell, reads=reads)
        return bundle if only is None else with_tags_in_use(bundle)

    def on_resize(self) -> None:
        """Update the number of lines out of sight."""
        self.call_after_refresh(self._tell_more)

    # -- what keys do ------------------------------------------------------------------------

    def action_more(self) -> None:
        """Scroll to the next of the losses, or to the first after the last."""
        pane = self.query_one("#loss-pane")
        if self._below:
            pane.scroll_page_down(animate=False)
        else:
            pane.scroll_home(animate=False)
        self.call_after_refresh(self._tell_more)

    def action_text(self) -> None:
        """Let the source go along, or the clean text."""
        if why := self._chosen.no_clean:
            self.say(why)
            return
        self._kind = "source" if self._kind == "clean" else "clean"
        self.preview()

    def action_whole(self) -> None:
        """Export all, or what the list was left with."""
        if self._only is None:
            self.say("The list has no filter: all documents are exported")
            return
        self._is_narrow = not self._is_narrow
        self.preview()

    @on(VirtualList.Opened)
    def open_chosen(self) -> None:
        """Ask for a file and write it, once it is known what would be lost."""
        found = self._found.get(self._key)
        self._is_asked = found is None
        if found is None:
            self.say(f"First it is looked what {self._chosen.name} can't hold …")
        elif isinstance(found, str):
            self.say(found)
        else:
            self._ask()

    @work(group="dialog")
    async def _ask(self) -> None:
        chosen = self._chosen
        endings = (chosen.suffix.removeprefix("."),) if chosen.is_binary else ()
        question, name = f"Export as {chosen.name} to", f"export{chosen.suffix}"
        target = await ask_target(self, question, name, endings)
        doubt = misleading(chosen, target.path) if target is not None else ""
        if doubt and not await self.app.push_screen_wait(Confirmation(doubt)):
            return
        if target is not None:
            self.say(_WRITING)
            self._writing = self._write(target, chosen, self._key[1])

    @work(thread=True, group="writing", exclusive=True, exit_on_error=False)
    def _write(self, target: Target, chosen: ExchangeFormat, kind: TextKind) -> None:
        from reader.workspace.actions.transfer.exporting import export_as
        from reader.workspace.actions.transfer.writing_out import write_output

        call, path = self.app.call_from_thread, target.path
        try:
            bundle = self._gathered(self._is_narrow, reads=True)
            tell = teller(self, "reading texts", len(bundle.documents))
            made = export_as(self.workspace, bundle, chosen, kind, tell)
            parts = made.parts(teller(self, f"writing {path.name}", made.size))
            warning = write_output(self.workspace, path, parts, replace=target.replace)
        except Stopped:
            return
        except ReaderError as error:
            call(self._over)
            call(self.reader.say_error, error)
            return
        lost = sum(made.losses.values())
        losses = f"; left out, for it can't hold them: {lost:,}" if lost else ""
        call(self.warn, warning)
        call(self._over)
        call(self.say, f"Exported to {path}{losses}")

    def _over(self) -> None:
        self._writing = None
        self.head_line.progress(OVER)
        self.status_line.take_back(_WRITING)

    def action_let_go(self) -> None:
        """Stop the export that runs, or go back."""
        if self._writing is not None and self._writing.is_running:
            self._writing.cancel()
            self._over()
            self.say("Stopped: nothing was written")
            return
        self.dismiss()
