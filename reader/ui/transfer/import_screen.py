"""Import a file: its content, its losses, and the one step that takes it in."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.worker import get_current_worker

from reader import safe_files
from reader.annotations import SuggestedPassage
from reader.errors import FormatError, ReaderError
from reader.exchange import FORMATS
from reader.text import numbered, one_line
from reader.ui.shared.commands import command, undoable
from reader.ui.shared.dialogs.choosing import NamePicker, with_words
from reader.ui.shared.dialogs.questions import ask_file
from reader.ui.shared.lists.marking_list import MarkingList
from reader.ui.shared.lists.virtual_list import cell
from reader.ui.shared.screen import ReaderScreen, open_screens
from reader.ui.shared.telling import TAKING, Stopped, teller
from reader.ui.transfer.whole_corpus import check_found
from reader.workspace.actions.transfer.format_guess import guessed_format, read_as
from reader.workspace.actions.transfer.import_plan import ImportPlan
from reader.workspace.actions.transfer.tag_differences import TagDifference
from reader.workspace.actions.transfer.taking_in import ImportReport, carry_out
from reader.workspace.analyses.progress import OVER

# Columns beside the text of a row: its indent, that of what goes on, the scroll bar.
_MARGIN = 7
# Reasons of which all is shown: to wrap very many would hold up the keys.
_WRAPPED = 1_000
_TAKING, _SAVING = "Taking it in; Escape stops it", "Saving it; Escape takes it back"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A row of what an import would do: a line of it, or a tag that differs."""

    text: str = ""
    is_heading: bool = False
    difference: TagDifference | None = None


class PlanList(MarkingList[PlanRow]):
    """The changes that an import would make, its losses, and the differing tags, to be ticked."""

    BINDINGS = [
        command(
            "list.open", "enter,l,right", "open", "Take in", "Take it in, as one step", footer=True
        ),
        command(
            "list.mark",
            "space",
            "mark",
            "Theirs",
            "Take name and colour of this tag from the file",
            footer=True,
        ),
        command(
            "list.mark-all", "A,ctrl+a", "mark_all", "All theirs", "Those of all tags, or of none"
        ),
    ]

    def keys_of(self, item: PlanRow) -> Sequence[str]:
        """Return the id of the tag that differs, if the row is about one."""
        return [item.difference.tag.id] if item.difference is not None else []

    def draw(self, item: PlanRow, width: int, style: Style) -> list[list[Segment]]:
        """Draw a row."""
        if item.difference is None:
            indent = " " if item.is_heading else "   "
            return [[cell(indent + item.text, width, style + Style(bold=item.is_heading))]]
        tick = "☑" if self.is_marked(item) else "☐"
        text = f"   {tick} {item.difference.tag.name}: {item.difference.in_words()}"
        return [[cell(text, width, style)]]


class ImportScreen(ReaderScreen):
    """Reads a file, shows what taking it in would do, and takes it in as one step."""

    WIDGETS = (PlanList,)
    BINDINGS = [
        command("view.format", "f", "format", "Format", "Read it in another format", footer=True),
        command("list.other-file", "o", "other_file", "File", "Read another file", footer=True),
        command("app.close", "escape", "let_go", "Back", "Stop taking it in, or go back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._path = Path()
        self._plan: ImportPlan | None = None
        self._is_taking = self._stops = False

    def compose_body(self) -> ComposeResult:
        """Lay out what an import would do."""
        yield PlanList(id="plan")

    def on_mount(self) -> None:
        """Ask for a file."""
        self.head_line.show("Import")
        listed = self.query_one(PlanList)
        listed.say_blank("o names a file")
        listed.focus()
        self.action_other_file()

    @work(group="dialog")
    async def action_other_file(self) -> None:
        """Ask for a file, and read it."""
        folder = self._path.parent if self._plan else self.workspace.annotations.parent
        path = await ask_file(self.app, "Import which file?", f"{folder}{os.sep}")
        if path is not None:
            self._path = path
            self._start("")

    @work(group="dialog")
    async def action_format(self) -> None:
        """Ask for the format, and read the file in it."""
        formats = [(one.name, one.summary) for one in FORMATS.values() if one.reads]
        find = partial(with_words, formats)
        name = await self.app.push_screen_wait(NamePicker("Which format is it?", find))
        if name is not None:
            self._start(name)

    def _start(self, name: str) -> None:
        """Read the file, in a format where one is named."""
        self._plan = None
        listed = self.query_one(PlanList)
        listed.marked.clear()
        listed.show(())
        listed.say_blank("Reading …")
        self.head_line.show("Import", self._path.name)
        self.tell_more()
        self._read(self._path, name)

    @work(thread=True, group="reading", exclusive=True, exit_on_error=False)
    def _read(self, path: Path, name: str) -> None:
        """Read a file, and find out what taking it in would do."""
        from reader.workspace.actions.transfer.import_planning import plan_import

        worker, call = get_current_worker(), self.app.call_from_thread
        try:
            data = safe_files.read_named(path)
            if name:
                bundle = read_as(FORMATS[name], str(path), data)
            else:
                name, bundle = guessed_format(str(path), data)
            check_found(self.workspace)
            tell = teller(self, "placing passages", len(bundle.passages))
            plan = plan_import(self.workspace, bundle, tell)
        except Stopped:
            return
        except OSError as error:
            call(self._refuse, FormatError(f"it can't be read ({error.strerror})", place=str(path)))
            return
        except ReaderError as error:
            call(self._refuse, error)
            return
        if not worker.is_cancelled:
            call(self._show_plan, name, plan)

    def _refuse(self, error: ReaderError) -> None:
        self.head_line.progress(OVER)
        self.query_one(PlanList).say_blank(f"{error.message} · o another file, f another format")
        self.say(str(error))  # not over the list, which may be of the next file

    def _show_plan(self, name: str, plan: ImportPlan) -> None:
        self._plan = plan
        line = self.head_line
        line.progress(OVER)
        line.show(
            "Import", self._path.name, name, f"{numbered(plan.passages, 'passage')} with a place"
        )
        rows = [PlanRow("What it would do", True), *self._wrapped(plan.in_words())]
        if plan.differences:
            rows.append(PlanRow("Tags that stay as they are here, unless you tick them", True))
            rows += [PlanRow(difference=one) for one in plan.differences]
        if plan.left_out:
            rows.append(PlanRow(f"Left out: {len(plan.left_out):,}", True))
            rows += self._wrapped(plan.left_out[:_WRAPPED])
            rows += map(PlanRow, plan.left_out[_WRAPPED:])
        listed = self.query_one(PlanList)
        listed.show(rows)
        listed.cursor = next((n for n, row in enumerate(rows) if row.difference), 0)
        self.call_after_refresh(self.tell_more)

    @on(PlanList.Moved)
    def tell_more(self) -> None:
        """Show the number of rows out of sight below."""
        below = self.query_one(PlanList).below
        more = f"… {numbered(below, 'line')} more: PgDn" if below else ""
        self.status_line.rest(more)

    def on_resize(self) -> None:
        """Update the number of rows out of sight."""
        self.call_after_refresh(self.tell_more)

    def _wrapped(self, lines: Sequence[str]) -> list[PlanRow]:
        """Return rows of lines, with all that each says."""
        console, width = self.app.console, max(1, self.size.width - _MARGIN)
        return [
            PlanRow(part.plain.rstrip() if not number else f"  {part.plain.rstrip()}")
            for line in lines
            for number, part in enumerate(Text(one_line(line)).wrap(console, width))
        ]

    # -- what keys do ------------------------------------------------------------------------

    @on(PlanList.Opened)
    def action_take(self) -> None:
        """Take the file in, as one step, and go back."""
        plan = self._plan
        if plan is None:
            is_reading = any(one.group == "reading" and one.is_running for one in self.workers)
            remedy = "The file is still being read" if is_reading else "o names a file"
            self.say(f"Nothing to take in yet: {remedy}")
            return
        if not self._is_taking:
            marked = self.query_one(PlanList).marked
            ticked = [one for one in plan.differences if one.tag.id in marked]
            self.say(_TAKING)
            self._is_taking, self._stops = True, False
            self._take(plan, ticked)

    @work(thread=True, group=TAKING, exit_on_error=False)
    def _take(self, plan: ImportPlan, ticked: Sequence[TagDifference]) -> None:
        call, progress = self.app.call_from_thread, teller(self, "taking in", len(plan.records))

        def tell(done: int) -> None:
            if self._stops:
                raise Stopped
            progress(done)
            if done == len(plan.records) - 1:
                call(self.say, _SAVING)

        try:
            report = carry_out(self.workspace, plan, ticked, tell)
            if self._stops and report.is_step:  # Escape came while it was being saved
                self.store.undo()
                raise Stopped
        except Stopped:
            call(self._over)
            call(self.reader.say, "Stopped: nothing was taken in")
        except ReaderError as error:
            call(self._over)
            call(self.reader.say_error, error)
        else:
            call(self._taken, plan, report, len(ticked))

    def _over(self) -> None:
        self._is_taking = False
        if self.is_mounted:
            self.head_line.progress(OVER)
            self.status_line.take_back(_TAKING, _SAVING)

    def _taken(self, plan: ImportPlan, report: ImportReport, changed: int) -> None:
        self._over()
        left = f"; {len(report.left_out):,} left out" if report.left_out else ""
        suggested = plan.new(SuggestedPassage)
        done = report.done if plan.candidates else plan.in_words()[0]
        done += f", {numbered(suggested, 'suggestion')}" if suggested else ""
        if changed:
            tags = f"{numbered(changed, 'tag')} changed as in the file"
            done = f"{done}, {tags}" if plan.records else tags
        if report.is_step:
            message = undoable(f"{done}{left}")
        elif plan.candidates:
            message = f"{done}{left}"
        else:
            message = f"Nothing was taken in: {plan.here:,} here already{left}"
        app, say = self.app, self.reader.say
        if self.is_current:
            for below in open_screens(app)[-2:-1]:  # which offers to take it back, unasked
                below.made |= self.made
            self.dismiss()
        app.call_after_refresh(say, message)

    def action_let_go(self) -> None:
        """Stop the import that runs, or go back."""
        if self._is_taking:
            self._stops = True
        else:
            self.dismiss()
