"""All verdicts in one list: who gave each, when, and why; to be changed and taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.app import ComposeResult

from reader.annotations import Draft, Link, StoreChange, Verdict
from reader.duplicates import KINDS, UNKNOWN, Candidate, Kind
from reader.text import has_words, one_line
from reader.ui.judging.pair_commands import LEGEND, PairCommands
from reader.ui.judging.pair_titles import title_of, titles_of
from reader.ui.shared.commands import edit
from reader.ui.shared.filtered_screen import FilteredScreen
from reader.ui.shared.lists.virtual_list import VirtualList, cell
from reader.ui.shared.signs import KIND_SIGNS
from reader.ui.shared.times import local_minute
from reader.workspace.actions.passages.annotating import unlink
from reader.workspace.analyses.stories.verdicts import LinkGroups

_NO_VERDICT = "No verdict was given yet; stories of exact copies alone are decided without one"

_WIDE = 60  # columns of the list from which on it tells when


class VerdictList(VirtualList[Link]):
    """Verdicts, two lines each: verdict, kind, time, author and note; the two articles."""

    row_height = 2

    def __init__(self, titles: Callable[[str, str], tuple[str, str]]) -> None:
        super().__init__()
        self._titles = titles
        self.contradicting: frozenset[str] = frozenset()

    def draw(self, item: Link, width: int, style: Style) -> list[list[Segment]]:
        """Draw a verdict."""
        faint = self.toned("list--faint", style)
        accepted = item.verdict is Verdict.ACCEPTED
        sign = "!" if item.id in self.contradicting else "✔" if accepted else "✗"
        kind = KINDS.get(item.kind)
        verdict = f"{KIND_SIGNS[kind] if kind else '?'} {item.kind}" if accepted else "not the same"
        note = f"✎ {item.note}" if item.note else item.evidence
        wide = max(1, (width - 4) // 2)
        time = 18 if width >= _WIDE else 0
        one, other = self._titles(item.a, item.b)
        return [
            [
                cell(f" {sign}", 4, style + Style(bold=True)),
                cell(verdict, 15, style + Style(bold=True)),
                cell(local_minute(item.modified), time, style),
                cell(item.author, 12, style),
                cell(one_line(note), max(1, width - 31 - time), faint),
            ],
            [
                cell("", 4, faint),
                cell(one, wide, faint),
                cell(other, max(1, width - 4 - wide), faint),
            ],
        ]


class VerdictsScreen(FilteredScreen):
    """Lists the links of both verdicts, the latest first."""

    WIDGETS = (VerdictList,)
    ON_ROWS = frozenset({"judging", "unlink", "note"})
    FILTERED_BY = "words of title, kind, author or note"
    BINDINGS = [
        *PairCommands.COMMANDS,
        edit(
            "version.unlink",
            "delete,d",
            "unlink",
            "Take back",
            "Neither linked nor apart: it is asked again",
            footer=True,
        ),
        edit("version.link-note", "e", "note", "Note", "A note on the verdict", footer=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._judging = PairCommands(self, lambda: self.candidate)
        self.parts = {"judging": self._judging}

    def compose_rows(self) -> ComposeResult:
        """Lay out the verdicts."""
        yield VerdictList(partial(titles_of, self.workspace.summaries))

    def on_mount(self) -> None:
        """Show all verdicts."""
        self.status_line.rest("", LEGEND, whole=True)
        self.list_rows()

    @property
    def rows(self) -> VerdictList:
        """The verdicts."""
        return self.query_one(VerdictList)

    def list_rows(self) -> None:
        """Show the verdicts that have the words of the filter."""
        links = self.store.all(Link)
        links.sort(key=lambda one: (one.modified, one.id), reverse=True)
        words = self.typed.split()
        listed = self.rows
        listed.contradicting = frozenset(one.id for one in LinkGroups(links).contradictions)
        shown = (
            [one for one in links if has_words(self._searched_text(one), words)] if words else links
        )
        place = listed.cursor
        listed.show(shown)
        listed.cursor = place
        listed.say_blank("No verdict fits the filter" if words else _NO_VERDICT)
        accepted = sum(one.verdict is Verdict.ACCEPTED for one in links)
        against = len(listed.contradicting)
        self.head_line.show(
            "Verdicts",
            f"{accepted:,} linked",
            f"{len(links) - accepted:,} kept apart",
            f"{against:,} contradict others" if against else "",
        )

    def _searched_text(self, link: Link) -> str:
        title = partial(title_of, self.workspace.summaries)
        titles = f"{title(link.a)} {title(link.b)} {link.a} {link.b}"
        return f"{titles} {link.kind} {link.verdict} {link.author} {link.note}"

    @property
    def candidate(self) -> Candidate | None:
        """The pair of the verdict under the cursor."""
        link = self.rows.current
        return _pair(link) if link is not None else None

    def annotations_changed(self, change: StoreChange) -> None:
        """Show the verdicts as they are now."""
        if "links" in change.tables:
            self.list_rows()

    # -- what keys do ------------------------------------------------------------------------

    def action_unlink(self) -> None:
        """Take the verdict back."""
        link = self.rows.current
        if link is not None and self.done(partial(unlink, self.store, link)):
            self.say("Taken back: it is asked again; u keeps it")

    def action_note(self) -> None:
        """Edit the note on the verdict."""
        link = self.rows.current
        if link is not None:
            one, other = (title_of(self.workspace.summaries, end) for end in (link.a, link.b))
            title = f"{one} and {other}"
            draft = Draft(document=f"{link.a} ⇄ {link.b}", sha256="")
            self.edit_note(title, link.note, draft, partial(self._keep_note, link))

    def _keep_note(self, link: Link, note: str) -> None:
        self._judging.judge(
            _pair(link), link.kind, link.verdict, note, "Note kept" if note else "Note gone"
        )

    @on(VerdictList.Opened)
    def compare(self) -> None:
        """Compare the two."""
        link = self.rows.current
        if link is not None:
            self.navigator.open_comparison(link.a, link.b)


def _pair(link: Link) -> Candidate:
    """Return the pair that a verdict was given on."""
    evidence = replace(UNKNOWN, summary=link.evidence)
    return Candidate(link.a, link.b, KINDS.get(link.kind, Kind.SAME_EVENT), 0.0, evidence)
