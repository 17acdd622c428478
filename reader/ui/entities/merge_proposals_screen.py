"""Names that may be of one thing, one after the other to be joined or kept apart."""

from __future__ import annotations

from functools import partial

from rich.segment import Segment
from rich.style import Style
from textual import on, work
from textual.app import ComposeResult
from textual.worker import get_current_worker

from reader.annotations import StoreChange
from reader.entities import Type
from reader.text import numbered
from reader.ui.entities.entity_list import LEGEND
from reader.ui.entities.gathering import NameGathering
from reader.ui.shared.commands import command, edit, undoable
from reader.ui.shared.lines.head_line import waiting
from reader.ui.shared.lists.virtual_list import VirtualList, cell
from reader.ui.shared.screen import ReaderScreen
from reader.workspace.actions.correcting import other_than, same_as
from reader.workspace.analyses.names.mentions import distinct_names
from reader.workspace.analyses.names.merge_proposals import MergeProposal, merge_proposals
from reader.workspace.analyses.progress import Progress
from reader.workspace.cache.entity_index import CorpusEntity

# Columns for how two names are alike, for what stands between them, and the most for the first.
_WAY, _IS, _NAME = 16, 5, 48


class ProposalList(VirtualList[MergeProposal]):
    """Proposals, two lines each: the name and what it may be; why, and how often each is."""

    row_height = 2

    def draw(self, item: MergeProposal, width: int, style: Style) -> list[list[Segment]]:
        """Draw a proposal."""
        faint = self.toned("list--faint", style)
        strong = style + Style(bold=True)
        half = max(1, min(_NAME, (width - _WAY - _IS) // 2))
        rest = max(1, width - _WAY - _IS - half)
        both = f" in {numbered(item.stories, 'story', 'stories')}" if item.stories else ""
        return [
            [
                cell(f" {item.resemblance}", _WAY, style),
                cell(item.entity.name, half, strong),
                cell(" is ", _IS, faint),
                cell(item.other.name, rest, strong),
            ],
            [
                cell(both, _WAY, faint),
                cell(_counted(item.entity), half + _IS, faint),
                cell(_counted(item.other), rest, faint),
            ],
        ]


class MergeProposalsScreen(ReaderScreen):
    """Lists names that may be of one thing; a key joins them, another keeps them apart for good."""

    WIDGETS = (ProposalList,)
    ON_ROWS = frozenset({"accept", "reject", "swap"})
    BINDINGS = [
        edit("entity.accept", "a", "accept", "Join", "Say that the two are one", footer=True),
        edit("entity.reject", "x", "reject", "Keep apart", "They are two", footer=True),
        command(
            "entity.swap",
            "w",
            "swap",
            "Swap",
            "Let the other name be the one that stays",
            footer=True,
        ),
        command("app.close", "escape", "app.leave", "Back", "Back to the names"),
    ]

    def __init__(self) -> None:
        super().__init__()
        # Which name of a proposal stays, where a person has said so: names are gathered anew.
        self._said: frozenset[tuple[tuple[str, Type], ...]] = frozenset()
        self._is_finding = self._is_stale = False
        self._names = NameGathering(self, self._show_entities, self._show_progress)

    def compose_body(self) -> ComposeResult:
        """Lay out the proposals."""
        yield ProposalList(id="proposals")

    def on_mount(self) -> None:
        """Show the proposals that are known, and gather the others."""
        self.query_one(ProposalList).focus()
        self._show_entities()
        self._names.begin()

    def _show_entities(self) -> None:
        """Find the pairs of names that may be one; when those of the names before are shown."""
        self._is_stale = True
        if not self._is_finding:
            self._is_finding, self._is_stale = True, False
            self._find()

    def _show_progress(self, progress: Progress) -> None:
        """Tell the progress of the gathering, over the list."""
        self._progress = progress
        self._tell()

    def analysis_changed(self, progress: Progress) -> None:
        """Gather anew, and find which names may be one, when the stories are whole."""
        if progress.is_over:
            self._names.begin()

    def annotations_changed(self, change: StoreChange) -> None:
        """Gather anew where somebody has corrected an entity."""
        self._names.follow(change)

    @work(thread=True, group="proposals", exit_on_error=False)
    def _find(self) -> None:
        worker, workspace = get_current_worker(), self.workspace
        story_of = workspace.duplicates.story_of()
        found = merge_proposals(
            workspace.names.entities.entities,
            lambda document: story_of.get(document, document),
            distinct_names(self.store),
        )
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take, found)

    def _take(self, found: list[MergeProposal]) -> None:
        listed = self.query_one(ProposalList)
        listed.show([one.turned if one.turned.way_round in self._said else one for one in found])
        so_far = self._names.so_far()
        self._progress = self.workspace.progress if so_far.done >= so_far.total else so_far
        self._tell()
        self._is_finding = False
        if self._is_stale:
            self._show_entities()

    def _tell(self) -> None:
        listed = self.query_one(ProposalList)
        count = numbered(len(listed.items), "proposal")
        shown = count if listed.items or self._progress.is_over else ""
        self.head_line.show("Names that may be one", shown)
        self.head_line.progress(self._progress)
        listed.say_blank(waiting(self._progress, "No names are left that may be of one thing"))

    # -- what keys do ------------------------------------------------------------------------

    def action_accept(self) -> None:
        """Join the two names of the proposal under the cursor."""
        one = self.query_one(ProposalList).current
        if one is not None:
            done = f"{_called(one.entity)} is {_called(one.other)}"
            self._decide(one, partial(same_as, self.store, one.entity, one.other), done)

    def action_reject(self) -> None:
        """Keep the two names apart, and propose them no more."""
        one = self.query_one(ProposalList).current
        if one is not None:
            done = f"{_called(one.entity)} is another than {_called(one.other)}"
            self._decide(one, partial(other_than, self.store, one.entity, one.other), done)

    def action_swap(self) -> None:
        """Propose it the other way round: the name that was to go is the one that stays."""
        listed = self.query_one(ProposalList)
        one = listed.current
        if one is not None:
            self._said = self._said - {one.way_round} | {one.turned.way_round}
            listed.show([one.turned if each is one else each for each in listed.items])

    def _decide(self, one: MergeProposal, act: partial[None], done: str) -> None:
        if self.done(act):
            listed = self.query_one(ProposalList)
            # What follows from it is shown when the names are gathered anew.
            listed.show([each for each in listed.items if each is not one])
            self._tell()
            self.say(undoable(done))

    @on(ProposalList.Opened)
    def open(self) -> None:
        """Show every mention of the name in context."""
        one = self.query_one(ProposalList).current
        if one is not None:
            self.navigator.open_mentions(one.entity, None)


def _called(entity: CorpusEntity) -> str:
    return f"“{entity.name}” ({LEGEND[entity.type]})"


def _counted(entity: CorpusEntity) -> str:
    documents = numbered(len(entity.documents), "document")
    return f"{LEGEND[entity.type]} · {entity.count:,} × in {documents}"
