"""A view of the passages of a corpus: which of them there are, in which groups and order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.annotations import Glance
from reader.workspace.analyses.passages.passage_background import PassageBackground
from reader.workspace.analyses.passages.passage_list import (
    Grouping,
    PassageRows,
    Sorting,
    among,
    arranged,
)
from reader.workspace.analyses.progress import Progress
from reader.workspace.query.asking import passages_of
from reader.workspace.query.preparing import names_entities, reads_texts
from reader.workspace.query.syntax import Query

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PassageView:
    """The passages that a ``query`` leaves, of the ids in ``only`` and of these ``documents``.

    None stands for all. ``shut`` has the keys of the groups whose lines are not shown; ``folds``
    puts the versions of one passage on one line.
    """

    query: Query | None = None
    only: frozenset[str] | None = None
    documents: Set[str] | None = None
    grouping: Grouping = Grouping.STORY
    sorting: Sorting = Sorting.PLACE
    shut: frozenset[str] = frozenset()
    folds: bool = True

    @property
    def is_whole(self) -> bool:
        """Tell whether it has all passages."""
        return self.query is None and self.only is None and self.documents is None

    def prepare(self, workspace: Workspace) -> Iterator[Progress]:
        """Gather the names and texts that its query needs; yield the progress."""
        index, query = workspace.passages, self.query
        for done, total in index.build():
            yield Progress("reading passages", done, total)
        if query is not None and names_entities(query):
            total = len(workspace.entries)
            for _ in workspace.names.gather():
                yield Progress("finding names", workspace.names.gathered, total)
        if reads_texts(query):
            total = len(index.all())
            for done in index.fold():
                yield Progress("reading words", done, total)

    def left(self, workspace: Workspace) -> Mapping[str, Sequence[Glance]]:
        """Return its passages by their documents.

        Raises:
            QueryError: for a pattern that takes too long.
        """
        left: Mapping[str, Sequence[Glance]] = workspace.passages.by_document()
        if self.documents is not None:
            left = {document: own for document, own in left.items() if document in self.documents}
        if self.only is not None:
            left = among(left, self.only)
        return left if self.query is None else among(left, passages_of(workspace, self.query))

    def rows(
        self, left: Mapping[str, Sequence[Glance]], background: PassageBackground
    ) -> PassageRows:
        """Return passages that it has ``left`` as its rows."""
        return arranged(
            left, self.grouping, self.sorting, background, closed=self.shut, folds=self.folds
        )
