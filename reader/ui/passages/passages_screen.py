"""All passages of the corpus: grouped, filtered, and worked on together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from functools import partial
from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Input
from textual.worker import get_current_worker

from reader.annotations import Glance, Passage, StoreChange, Tag
from reader.errors import ReaderError
from reader.text import numbered
from reader.ui.passages.passage_batch import PassageBatch
from reader.ui.passages.passage_rows_list import PassageList
from reader.ui.passages.passage_texts import PassageTexts
from reader.ui.shared.beat import Beat
from reader.ui.shared.commands import command, undoable, with_keys
from reader.ui.shared.cycling import following
from reader.ui.shared.lines.query_input import QueryInput
from reader.ui.shared.overlays.export_dialog import ExportingScreen
from reader.ui.shared.overlays.saved_views import SavedViewPicker
from reader.workspace.actions.transfer.passage_export import written_passages
from reader.workspace.analyses.passages.passage_background import PassageBackground
from reader.workspace.analyses.passages.passage_list import (
    Grouping,
    Heading,
    PassageLine,
    PassageRows,
    Sorting,
    among,
    foreseen,
)
from reader.workspace.analyses.progress import Progress
from reader.workspace.analyses.stories.story_names import StoryNames, story_names
from reader.workspace.overviews.passage_view import PassageView
from reader.workspace.overviews.report_model import ReportScope
from reader.workspace.query.asking import check_tags
from reader.workspace.query.mistaken import mistaken_words
from reader.workspace.query.parsing import as_answered, parse
from reader.workspace.query.query_completion import values_of
from reader.workspace.query.syntax import FieldTest, Query, QueryError

# So many are shown before all are looked at.
_FIRST = 200

_FOR_MARKED = (
    "{passage.tag} tag  {passage.untag} untag  {passage.note} note  {passage.remove} remove  "
    "{passage.export} export"
)
_RULE = "Filter: words of a passage, its note and its tags; fields such as source: of its article"
_NONE_YET = "No passages yet: tag some words in an article"

_SORTED = {
    Sorting.PLACE: "their place",
    Sorting.WORK: "when they were set, the last first",
    Sorting.DATE: "the date of the article",
}


class PassagesScreen(ExportingScreen):
    """Lists passages as a filter leaves them; Enter reads on at one."""

    WIDGETS = (PassageList,)
    ON_ROWS = frozenset({"passages", "group", "sort", "versions", "figures", "export"})
    BINDINGS = [
        command("find.filter", "slash", "filter", "Filter", _RULE, footer=True),
        *PassageBatch.COMMANDS,
        command("passage.group", "b", "group", "By", "Group by the next thing", footer=True),
        command("list.sort", "s", "sort", "Sort", "Sort by the next thing", footer=True),
        command("find.views", "w", "views", "Views", "Take up a saved query, or save this one"),
        command("passage.versions", "z", "versions", "Versions", "Fold versions, or show each"),
        command("passage.figures", "F", "figures", "Figures", "Count them in tables", footer=True),
        command("passage.export", "E", "export", "Export", "Write what is shown", footer=True),
        command("app.close", "escape", "let_go", "Back", "Let go of marks, filter, the list"),
    ]

    def __init__(
        self,
        filter: str = "",  # noqa: A002
        only: frozenset[str] | None = None,
        called: str = "",
        documents: Set[str] | None = None,
    ) -> None:
        """List the passages that pass a filter, of those of the ids ``only``, ``called`` so.

        With ``documents`` only their passages are listed.
        """
        super().__init__()
        self._called, self._filter, self._problem = called, filter, ""
        self._codebook: Sequence[Tag] = self.store.tags()
        self._view = PassageView(only=only, documents=documents)
        self._stories = StoryNames()
        self._left: Mapping[str, Sequence[Glance]] | None = None
        # What was asked for before all passages were looked at.
        self._asked: Callable[[], None] | None = None
        # The query of the rows that are shown, and whether there has been any row.
        self._shown: Query | None = None
        self._had_some = False
        want = partial(self.call_after_refresh, self._read_texts)
        self._texts = PassageTexts(self.workspace, want)
        self._batch = PassageBatch(self, lambda: self.listed)
        self.parts = {"passages": self._batch}

    def compose_body(self) -> ComposeResult:
        """Lay out the passages over their filter."""
        texts = self._texts
        yield PassageList(lambda one: texts.of(one, self._codebook), texts.about, id="passages")
        box = QueryInput(
            partial(values_of, self.workspace),
            placeholder='tag:claim -tag:"old claim" author:mina note:ask date:2023-06 is:untagged',
            id="filter",
        )
        box.value = self._filter
        yield box

    def on_mount(self) -> None:
        """Show the first few at once, then all of them."""
        self.query_one(Input).display = bool(self._filter)
        query = self.attempt(partial(parse, self._filter))
        self._view = replace(self._view, query=query)
        self.listed.focus()
        index = self.workspace.passages
        if not index.is_ready and self._view.is_whole:
            self.listed.grouping = Grouping.DOCUMENT
            self.listed.show(foreseen(index.first(_FIRST), self._background()))
            count = numbered(len(self.store.rows(Passage)), "passage")
            self.head_line.show("Passages", count, "the first of them")
        # What is known is drawn before the others are looked at.
        self.call_after_refresh(self._arrange)

    @property
    def listed(self) -> PassageList:
        """The passages."""
        return self.query_one(PassageList)

    def annotations_changed(self, change: StoreChange) -> None:
        """Show the passages as they are now, here or elsewhere changed."""
        self._texts.forget()
        if change.tables & {"tags", "passages"}:
            self._codebook = self.store.tags()
            self._arrange()
        elif "links" in change.tables:
            self._stories = StoryNames()
            self._arrange()

    def analysis_changed(self, progress: Progress) -> None:
        """Group by stories when they are known."""
        super().analysis_changed(progress)
        self._texts.forget()
        if progress.is_over:
            self._stories = StoryNames()
            self._arrange()

    # -- what is shown -----------------------------------------------------------------------

    def _background(self) -> PassageBackground:
        return PassageBackground(self._codebook, self.workspace.summaries, self._stories)

    def _look(self, **changes: Any) -> None:
        """View the passages in another way."""
        self._view = replace(self._view, **changes)
        self._arrange()

    def _read_texts(self) -> None:
        self._read(self._texts.wanted())

    @work(thread=True, group="contexts", exit_on_error=False)
    def _read(self, wanted: Sequence[Glance]) -> None:
        """Read the articles of passages that are seen, for what stands around these."""
        worker = get_current_worker()
        for _ in self._texts.read(wanted):
            if worker.is_cancelled:
                return
        self.app.call_from_thread(self._show_texts, wanted)

    def _show_texts(self, read: Sequence[Glance]) -> None:
        if self._texts.take(read):
            self.listed.refresh()

    @work(thread=True, group="arrange", exclusive=True, exit_on_error=False)
    def _arrange(self) -> None:
        """Filter, group and sort; what isn't looked at yet is looked at first."""
        worker, call = get_current_worker(), self.app.call_from_thread
        index, beat, view = self.workspace.passages, Beat(), self._view
        for progress in view.prepare(self.workspace):
            if worker.is_cancelled and index.is_ready:  # one that is given up is begun anew
                return
            if beat.is_due():
                call(self.head_line.progress, progress)
        if worker.is_cancelled:
            return
        if not self._stories.is_known and self.workspace.progress.is_over:
            self._stories = story_names(self.workspace.duplicates.stories())
        background = self._background()
        try:
            left = view.left(self.workspace)
        except ReaderError as error:
            call(self.say, str(error))
            return
        dated = any(background.summary(document).date for document in left)
        authors = {glance.author for own in left.values() for glance in own}
        rows = view.rows(left, background)
        if not worker.is_cancelled:
            call(self._show, left, rows, view, dated=dated, several=len(authors) > 1)
        for _ in index.fold():  # so that the first search for words finds all prepared
            if worker.is_cancelled:
                return

    def _show(
        self,
        left: Mapping[str, Sequence[Glance]],
        rows: PassageRows,
        view: PassageView,
        *,
        dated: bool,
        several: bool,
    ) -> None:
        """Show a view: ``dated`` and ``several`` tell whether there are dates, and authors."""
        is_new = self._left is None or view.query != self._shown
        self._left, self._shown = left, view.query
        self._had_some |= bool(left)
        listed = self.listed
        listed.grouping, listed.shows_dates = view.grouping, dated
        listed.names_authors, listed.counts_stories = several, self._stories.is_known
        if listed.marked:
            listed.keep_marks(self.store.rows(Passage))
        listed.show(rows)
        self.refresh_bindings()
        if is_new and view.query is not None:
            listed.cursor = 0
        if is_new and isinstance(listed.current, Heading):  # keys are meant for passages
            listed.cursor += 1
        none = _NONE_YET if self._view.documents is None else "No passages in the articles listed"
        none = undoable("None left") if self._had_some else none
        left_out = f"No passage is left by this filter{mistaken_words(view.query)}"
        listed.say_blank(left_out if view.query is not None else none)
        self.head_line.progress(self.workspace.progress)
        self._head(left)
        self._sum_up()
        asked, self._asked = self._asked, None
        if asked is not None and self.is_current:
            asked()

    def _head(self, left: Mapping[str, Sequence[Glance]]) -> None:
        passages = numbered(sum(len(own) for own in left.values()), "passage")
        counts = (f"{passages} in {numbered(len(left), 'article')}", self._stories.in_words(left))
        order = (f"by {self._view.grouping}", f"sorted by {self._view.sorting}")
        called = [self._called] if self._called else []
        if self._view.documents is not None:
            called.append(f"of the {len(self._view.documents):,} listed")
        self.head_line.show("Passages", *called, *counts, kept=order)

    @on(PassageList.Moved)
    @on(PassageList.Marked)
    def _sum_up(self) -> None:
        marked = self.listed.marks_in_words()
        row = self.listed.current
        # The box has it as it was typed.
        taken = f"filter: {self._filter}" * (self._filter != self.query_one(Input).value.strip())
        text = self._problem or taken
        glance = row.glance if isinstance(row, PassageLine) else None
        about = self._texts.of_glance(glance, self._codebook) if glance else ""
        if marked:
            text = f"{marked}: {with_keys(_FOR_MARKED)}   {text}"
        self.status_line.rest(text or about, about if text else "")

    # -- what keys do ------------------------------------------------------------------------

    @on(PassageList.Opened)
    def open(self) -> None:
        """Read on at the passage, or open and close the group."""
        row = self.listed.current
        if isinstance(row, Heading):
            self._look(shut=self._view.shut ^ {row.key})
        elif isinstance(row, PassageLine):
            glance = row.glance
            order = list(self._left or {glance.document: ()})
            self.navigator.open_article(glance.document, order, glance.start, above=True)

    @property
    def has_no_rows(self) -> bool:
        """Tell whether no passage is left, once they are known."""
        return self._left is not None and super().has_no_rows

    def action_group(self) -> None:
        """Group by the next thing."""
        grouping = following(Grouping, self._view.grouping)
        self._look(grouping=grouping, shut=frozenset())
        self.say(f"By {grouping}")

    def action_sort(self) -> None:
        """Sort by the next thing."""
        sorting = following(Sorting, self._view.sorting)
        self._look(sorting=sorting)
        self.say(f"Sorted by {_SORTED[sorting]}")

    def action_versions(self) -> None:
        """Fold the versions of a passage into one line, or show each."""
        self._look(folds=not self._view.folds)
        grouping = self._view.grouping
        if not self._view.folds:
            self.say("Each version is shown")
        elif grouping is Grouping.DOCUMENT:
            self.say("Each article shows its own version: b groups so that versions share a line")
        else:
            self.say(f"Versions of one passage share a line within a {grouping}")

    def action_views(self) -> None:
        """Take up a saved query, or save the one in use."""
        self.app.push_screen(SavedViewPicker(self.store, self._filter, "passages"), self._take_view)

    def _take_view(self, query: str | None) -> None:
        if query is not None:
            self.query_one(Input).value = query
            self.end_filter()

    @on(Input.Changed, "#filter")
    def narrow(self, event: Input.Changed) -> None:
        """Show the passages that the filter typed so far leaves."""
        self._ask(event.value.strip(), typing=event.input.has_focus)

    def _ask(self, text: str, *, typing: bool) -> None:
        query, self._filter = None, as_answered(text, typing=typing)
        try:
            asked_for, self._problem = parse(text, typing=typing), ""
            check_tags(self.workspace, asked_for)
            query = asked_for
        except QueryError as error:  # nothing is left out by what can't be understood
            self._problem = str(error)
        self._sum_up()
        if query != self._view.query:
            self._look(query=query)

    @on(QueryInput.Hinted)
    def show_hint(self, event: QueryInput.Hinted) -> None:
        """Tell the ways in which the filter may go on."""
        if event.hint:
            self.status_line.rest(event.hint)

    @on(Input.Submitted, "#filter")
    def end_filter(self) -> None:
        """Go back to the passages."""
        box = self.query_one(Input)
        text = box.value.strip()
        box.display = bool(text)
        self.listed.focus()
        self._ask(text, typing=False)

    def action_let_go(self) -> None:
        """Let go of the marks, then of the filter, then of the list."""
        box = self.query_one(Input)
        if self.listed.let_go():
            return
        if box.display:
            box.value = ""
            self.end_filter()
        else:
            self.app.pop_screen()

    def report_scopes(self) -> Sequence[ReportScope]:
        """Return the subject of a report: the tag that is filtered by, else all passages."""
        query = self._view.query
        if isinstance(query, FieldTest) and query.name == "tag":
            return [ReportScope(tag=query.value)]
        return [ReportScope()]

    def _wait_for(self, action: Callable[[], None]) -> None:
        """Do an action as soon as all passages are looked at."""
        self._asked = action
        self.say("All passages are read first")

    def action_figures(self) -> None:
        """Count the shown passages in tables."""
        if self._left is None:
            self._wait_for(self.action_figures)
        else:
            self.navigator.open_figures(
                self._left, self._background(), self._filter, folds=self._view.folds
            )

    def action_export(self) -> None:
        """Write the passages that are marked, or all that is shown, to a file."""
        if self._left is None:
            self._wait_for(self.action_export)
            return
        marked = frozenset(self._batch.chosen()) if self.listed.marked else frozenset()
        if self.listed.marked and not marked:
            return
        left, background = self._left, self._background()
        rows = self._view.rows(among(left, marked) if marked else left, background)
        writers = {
            ending: partial(written_passages, self.workspace, rows, background, name)
            for ending, name in (("md", "markdown"), ("csv", "csv"), ("json", "json"))
        }
        count = numbered(len(marked), "marked passage") if marked else "what is shown"
        proviso = "" if self.workspace.progress.is_over else ", with the stories found so far,"
        self.export_to(f"Write {count}{proviso} to", "passages.md", writers)
