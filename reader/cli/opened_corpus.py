"""The corpus of a command: opened, closed, and what its annotations have to tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

from reader.cli.options import as_named, reading
from reader.cli.output import say, tell_team
from reader.errors import StoreError

if TYPE_CHECKING:
    from reader.annotations import Store
    from reader.workspace import Workspace

_PATIENCE, _PAUSE = 2.0, 0.05  # seconds


@contextmanager
def opened_corpus(
    paths: Sequence[Path],
    annotations: Path | None = None,
    *,
    author: str | None = None,
    read_only: bool = True,
    codebook: Path | None = None,
) -> Iterator[Workspace]:
    """Open a corpus until the command ends.

    Where the command asks for annotations, say what is wrong with them, whatever becomes of it.

    Raises:
        StoreError: where the command would change annotations in which something is wrong: a
            person settles that first. Where it only reads them, when it has done so: what it told
            may not be all.
    """
    from reader.workspace import Workspace

    tell_team(paths)
    opened = Workspace.open(
        paths,
        annotations=annotations,
        author=author,
        read_only=read_only,
        codebook=codebook,
        reading=reading(),
    )
    notices: Sequence[str] = ()
    with closing(opened) as workspace:
        try:
            if not read_only:
                _take_turn(workspace.store)
            if not read_only and (workspace.store.notices or workspace.store.unusable):
                raise _unsettled(workspace, "nothing is changed while something is wrong with it")
            yield workspace
        finally:
            notices = workspace.notices
            for notice in (*workspace.notes, *notices):
                say(notice)
        if read_only and notices:
            raise _unsettled(workspace, "something is wrong with it, and this may not be all")


def _take_turn(store: Store) -> None:
    """Wait a moment while another has the annotations open: another command ends soon."""
    end = monotonic() + _PATIENCE
    while store.read_only and monotonic() < end:
        sleep(_PAUSE)
        store.poll()


def _unsettled(workspace: Workspace, message: str) -> StoreError:
    place = str(as_named(workspace.annotations))
    return StoreError(message, place=place, remedy=workspace.store.remedy)


def find_documents(workspace: Workspace) -> None:
    """Find the documents of a corpus, and show what is kept of them as it stands now.

    That is under their new ids where they were renamed, which is told, and where their text is
    another, at the places where passages have gone. Nothing is written.
    """
    from reader.annotations import moved_records

    renamed, hashes = tell_renamed(workspace)
    if renamed:
        workspace.store.show(moved_records(workspace.store, renamed, hashes))
    if workspace.store.read_only and (moved := workspace.present_passages()):
        workspace.store.show(moved)


def tell_renamed(workspace: Workspace) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Find the documents, and tell the new ids of annotated ones; return these by the old ones.

    With them come the hashes that they are known by. What was set in files that are parted
    otherwise now is shown in their parts. Nothing is written.
    """
    for _ in workspace.scan():
        pass
    hashes = workspace.hashes(unread=True) if workspace.may_be_renamed() else {}
    renamed = workspace.renamed(hashes) if hashes else {}
    if renamed:
        say(workspace.describe_renamed(renamed, is_done=False))
    if hashes and (parted := workspace.parted()):
        say(workspace.describe_parted(parted, is_done=False))
        workspace.store.show(parted)
    return renamed, hashes
