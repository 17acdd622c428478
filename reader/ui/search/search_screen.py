"""Searching the corpus: a query over the hits that it finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from functools import partial

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from reader.corpus import ScanDifference
from reader.errors import ReaderError
from reader.text import numbered, one_line, printed
from reader.ui.entities.gathering import NameGathering
from reader.ui.search.figures import FiguresView
from reader.ui.search.hit_list import HitList
from reader.ui.search.hit_texts import HitTexts
from reader.ui.shared.beat import Beat
from reader.ui.shared.commands import command, edit
from reader.ui.shared.cycling import following
from reader.ui.shared.lines.head_line import waiting
from reader.ui.shared.lines.query_input import QueryInput
from reader.ui.shared.overlays.export_dialog import ExportingScreen, ask_target
from reader.ui.shared.overlays.saved_views import SavedViewPicker
from reader.ui.shared.overlays.tag_choice import chosen_tag, tag_found
from reader.workspace.analyses.progress import OVER, Progress
from reader.workspace.analyses.stories.story_names import story_names
from reader.workspace.query.asking import check_tags
from reader.workspace.query.concordance import HitLine, LineOrder, arranged, counted, lines_of
from reader.workspace.query.hits import hits
from reader.workspace.query.mistaken import mistaken_words
from reader.workspace.query.parsing import parse
from reader.workspace.query.preparing import names_entities
from reader.workspace.query.query_completion import values_of
from reader.workspace.query.query_fields import often_mistaken
from reader.workspace.query.syntax import Query, QueryError

# While the corpus is read it is searched again when so many times as many articles can be.
_GROWN = 1.5
# More lines are counted, but can't be read through: a narrower query can.
_LISTED = 20_000


class SearchScreen(ExportingScreen):
    """Lists the hits of a query in the whole corpus, line by line, as they are found."""

    WIDGETS = (HitList,)
    ON_ROWS = frozenset({"sort", "fold", "context", "tag", "figures", "export"})
    BINDINGS = [
        command("find.search", "slash", "ask", "Search", "Search for something else", footer=True),
        command("find.sort", "s", "sort", "Sort", "Sort by what is left, or right", footer=True),
        command("find.views", "w", "views", "Views", "Take up a saved query, or save this one"),
        command("find.fold", "z", "fold", "Fold", "Equal lines of a story as one, or each"),
        command("find.context", "c", "context", "Sentence", "Show the sentence, or characters"),
        edit("find.tag", "t", "tag(False)", "Tag", "Tag this hit and its copies", footer=True),
        edit("find.tag-all", "T", "tag(True)", "Tag all", "Tag all hits listed", footer=True),
        command(
            "find.figures", "F", "figures", "Figures", "Count by source and month", footer=True
        ),
        command("find.csv", "E", "export", "CSV", "Write the lines to a CSV file"),
        command("app.close", "escape", "app.leave", "Back", "Back to where one was"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._query: Query | None = None
        # What is read after a search may have more of it.
        self._is_partial = self._again = False
        self._searched, self._share = 0, ""  # articles at the least, and what that is in words
        self._lines: list[HitLine] = []
        self._count = 0
        self._in_documents = Counter[str]()  # the hits in each document, those not listed too
        self._order = LineOrder.ARTICLE
        self._folds, self._in_sentence = True, False
        self._over = True
        self._gathering = OVER
        self._names = NameGathering(self, self._suggest_names, self._note_names)

    def compose_body(self) -> ComposeResult:
        """Lay out the query over its hits."""
        about = self.workspace.summaries.day_and_source
        yield QueryInput(
            partial(values_of, self.workspace),
            placeholder='words "as they stand" or prefix* -not near /regex/ tag: date: @Name',
            id="search",
        )
        yield HitList(about, lambda line: self._hit_texts.around(line, self._in_sentence))
        yield Static(id="sentence")

    def on_mount(self) -> None:
        """Ask for a query."""
        self._hit_texts = HitTexts(self.workspace)
        self._show_where()
        self.action_ask()

    @property
    def listed(self) -> HitList:
        """The hits."""
        return self.query_one(HitList)

    @property
    def order(self) -> list[str]:
        """The documents of the hits, in their order."""
        return list(dict.fromkeys(line.document for line in self.listed.items))

    # -- searching ---------------------------------------------------------------------------

    def action_ask(self) -> None:
        """Ask for another query."""
        self.query_one(QueryInput).focus()

    def action_views(self) -> None:
        """Take up a saved query, or save the one in use."""
        self.app.push_screen(SavedViewPicker(self.store, self._text, "search"), self._take_view)

    def _take_view(self, query: str | None) -> None:
        if query is not None:
            self.query_one(QueryInput).value = query
            self.search(query)

    @on(Input.Changed, "#search")
    def gather_names(self, event: Input.Changed) -> None:
        """Gather the names as soon as one is typed: those that there are complete it."""
        self._names.note(event.value)

    async def _suggest_names(self) -> None:
        if self._names.is_asked:
            await self.query_one(QueryInput).suggest_again()

    @on(QueryInput.Hinted)
    def show_hint(self, event: QueryInput.Hinted) -> None:
        """Tell the ways in which the query may go on, and the key that searches."""
        is_new = self.query_one(QueryInput).value.strip() not in {"", self._text}
        self._rest(event.hint or ("Enter searches" if is_new else ""))

    @on(Input.Submitted, "#search")
    def submitted(self, event: Input.Submitted) -> None:
        """Search for what was typed."""
        self.search(event.value.strip())

    def search(self, text: str) -> None:
        """Run a query."""
        try:
            query = parse(text)
            check_tags(self.workspace, query)
        except QueryError as error:
            self._rest(str(error))  # it points to the place
            return
        if query is not None:
            self._text, self._query, self._over = text, query, False
            self.listed.focus()
            if self._asks_names:
                self._names.begin()
            self._find(query)

    @work(thread=True, group="find", exclusive=True, exit_on_error=False)
    def _find(self, query: Query, *, again: bool = False) -> None:
        """List the hits as they are found; ``again``, only when all are, in the place of before."""
        worker, call = get_current_worker(), self.app.call_from_thread
        call(self._begin, again)
        beat, fresh, counts, count = Beat(), [], Counter[str](), 0
        try:
            if len(self.workspace.entries) == 1:  # no list has read it
                for _ in self.workspace.analysis.read_texts(lambda: worker.is_cancelled):
                    pass
            self._searched, self._share = self._known, self._known_share()
            with closing(hits(self.workspace, query)) as found:
                for one in found:
                    if worker.is_cancelled:
                        return
                    counts[one.document] += len(one.spans)
                    count += len(one.spans)
                    if count <= _LISTED:
                        fresh += lines_of(one)
                    if beat.is_due():
                        call(self._take, fresh, counts)
                        fresh, counts = [], Counter()
        except ReaderError as error:
            call(self.reader.say_error, error)
        if not worker.is_cancelled:
            call(self._take, fresh, counts)
            call(self._end)

    def _begin(self, again: bool) -> None:
        self._lines, self._count, self._over = [], 0, False
        self._again, self._is_partial = again, not self._progress.is_over
        self._in_documents.clear()
        self._hit_texts = HitTexts(self.workspace)
        if not again:
            self.listed.shows_dates = False
            self.listed.show([])
        self._show_where()

    def _take(self, fresh: list[HitLine], counts: Counter[str]) -> None:
        self._lines += fresh
        self._in_documents.update(counts)
        self._count += counts.total()
        if not self.listed.shows_dates:
            known = self.workspace.summaries
            self.listed.shows_dates = any(known.day_and_source(one.document)[0] for one in fresh)
        is_plain = self._order is LineOrder.ARTICLE and not self._folds
        if not self._again and (is_plain or not self.listed.items):
            self.listed.extend(fresh)
        self._show_where()

    def _end(self) -> None:
        self._over = True
        self._arrange()

    @work(thread=True, group="arrange", exclusive=True, exit_on_error=False)
    def _arrange(self) -> None:
        """Sort and fold the lines."""
        story_of = story_names(self.workspace.duplicates.stories()).of if self._folds else None
        shown = arranged(self._lines, self._order, story_of)
        self.app.call_from_thread(self._show, shown)

    def _show(self, lines: Sequence[HitLine]) -> None:
        self.listed.show(lines)
        self._show_where()

    def _show_where(self) -> None:
        self.refresh_bindings()
        if not self._text:
            self.head_line.show("Search the corpus", self.workspace.analysis.read_share())
            return
        lines = len(self.listed.items)
        folded = numbered(lines, "line") if lines != self._count else ""
        sorted_by = "" if self._order is LineOrder.ARTICLE else f"sorted by {self._order}"
        searched = self._share if self._over else "searching …"
        found = (self._found, searched)
        self.head_line.show(one_line(self._text), folded, sorted_by, kept=found)
        if self._over and not self._count:
            meant = often_mistaken(self._text) or mistaken_words(self._query)
            self._rest(waiting(self._progress, f"Nothing in the corpus has that{meant}"))
        elif self._count > _LISTED:
            self._rest(f"The first {_LISTED:,} are listed: a narrower query shows the others")
        else:
            self._tell_article()

    @on(HitList.Moved)
    def _tell_article(self) -> None:
        """Name the article of the hit under the cursor: narrow lists have no room for it."""
        line = self.listed.current
        self._rest(self.workspace.summaries.about(line.document) if line is not None else "")
        self._show_sentence()

    def _show_sentence(self) -> None:
        """Show all of the sentence of the hit under the cursor, which its row may cut off."""
        line = self.listed.current if self._in_sentence else None
        whole = self.query_one("#sentence", Static)
        whole.display = line is not None
        if line is not None:
            found = self._hit_texts.around(line, True)
            parts = map(printed, (found.before, found.match, found.after))
            whole.update(Text.assemble(*zip(parts, ("", "bold", ""), strict=True)))

    @property
    def _found(self) -> str:
        articles = numbered(len(self._in_documents), "article")
        return f"{self._count:,} × in {articles}"

    def _rest(self, text: str) -> None:
        self.status_line.rest(text)

    @property
    def _asks_names(self) -> bool:
        return self._query is not None and names_entities(self._query)

    @property
    def _awaits_names(self) -> bool:
        return self._asks_names and not self._gathering.is_over

    @property
    def _progress(self) -> Progress:
        """The progress of what the query is answered from."""
        return self._gathering if self._awaits_names else self.workspace.progress

    @property
    def _known(self) -> int:
        """The number of articles that the query can be answered for."""
        if self._asks_names:
            return len(self.workspace.names.entities.dates)
        return self.workspace.texts.count()

    def _known_share(self) -> str:
        if self._awaits_names:
            return f"of {self._known:,} read so far"
        return self.workspace.analysis.read_share()

    def corpus_changed(self, changes: ScanDifference) -> None:
        """Note that the hits are those of other texts than there are."""
        self._is_partial = True
        if self._asks_names:
            self._names.begin()

    def analysis_changed(self, progress: Progress) -> None:
        """Search again when much more of the corpus is read, and when it is the whole."""
        super().analysis_changed(progress)
        self._note_growth()

    def _note_names(self, progress: Progress) -> None:
        self._gathering = progress
        self._note_growth()

    def _note_growth(self) -> None:
        is_whole = self._progress.is_over
        self._is_partial |= not is_whole
        has_grown = is_whole or (self._over and self._known > _GROWN * self._searched)
        if has_grown and self._is_partial and self._query is not None:
            self._find(self._query, again=True)
        elif self._over:
            self._show_where()

    # -- lines -------------------------------------------------------------------------------

    def action_sort(self) -> None:
        """Sort by the articles, by what stands left, right, or by the words themselves."""
        self._order = following(LineOrder, self._order)
        self.say(f"Sorted by {self._order}")
        self._arrange()

    def action_fold(self) -> None:
        """Show equal lines of one story as one, or each of them."""
        self._folds = not self._folds
        self.say("Equal lines of a story are one" if self._folds else "Every line is shown")
        self._arrange()

    def action_context(self) -> None:
        """Show the whole sentence around each hit, or so many characters."""
        self._in_sentence = not self._in_sentence
        self.say("Whole sentences" if self._in_sentence else "Characters on both sides")
        self.listed.refresh()
        self._show_sentence()

    def action_figures(self) -> None:
        """Show the number of hits by source and by month."""
        found, known = self._in_documents, self.workspace.summaries
        by_source = counted(found, lambda one: known.of(one).source)
        by_month = sorted(counted(found, lambda one: known.of(one).date[:7]))
        tables = {"source": by_source, "month": by_month}
        told = ", ".join(filter(None, (self._found, self._share)))
        self.app.push_screen(FiguresView(f"{self._text}: {told}", tables))

    @on(HitList.Opened)
    def open(self) -> None:
        """Read the article at the hit under the cursor, with the words marked in it."""
        line = self.listed.current
        if line is None:
            return
        start = self._hit_texts.span(line).start
        words = "" if line.note else self._hit_texts.around(line, False).match
        self.navigator.open_article(line.document, self.order, start, words=words)

    # -- tagging and writing -----------------------------------------------------------------

    @work(group="dialog")
    async def action_tag(self, everything: bool) -> None:
        """Ask for a tag, and put it on a hit and its copies, or on all hits listed."""
        line = self.listed.current
        if line is None:
            return
        shown = self.listed.items if everything else [line]
        lines = [one for line in shown for one in (line, *line.copies) if one.has_words]
        if not lines:
            self.say("Title, tags or fields alone have it: there are no words to tag", is_miss=True)
            return
        tag = await chosen_tag(self)
        if tag is not None:
            self.say(f"Tagging {numbered(len(lines), 'hit')} …")
            find, text = partial(self._hit_texts.by_document, lines), self._text
            step = f"tag hits of “{text}” as “{tag.name}”"
            tagging = tag_found(
                self, find, tag, step, lambda n: f"{numbered(n, 'hit')} of “{one_line(text)}”"
            )
            self.app.run_worker(tagging, group="tag")

    @work(group="dialog")
    async def action_export(self) -> None:
        """Ask for a file, and write the lines to it."""
        target = await ask_target(self, "Write the lines to", "concordance.csv")
        lines = list(self.listed.items)
        if target is not None and await self.write(target, partial(self._hit_texts.as_csv, lines)):
            self.say(f"{numbered(len(lines), 'line')} written to {target.path}")
