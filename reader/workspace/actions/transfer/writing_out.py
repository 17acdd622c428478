"""Files for others: written through the one door, and told of where they become articles."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from reader.files_out import write_file

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace


def write_output(workspace: Workspace, path: Path, parts: Iterable[bytes], *, replace: bool) -> str:
    """Write the parts of a file; return the warning of ``in_corpus``.

    Raises:
        OutputError: where it can't be written, or something of the corpus would be overwritten.
    """
    write_file(path, parts, protected=workspace.protected, replace=replace)
    return in_corpus(workspace, path)


def in_corpus(workspace: Workspace, path: Path) -> str:
    """Return the warning that a file is read as articles from now on, "" where it is not."""
    written, folder = os.path.abspath(path), os.path.join(workspace.corpus.root, "")
    if not written.startswith(folder) or not any(
        entry.file == written for entry in workspace.corpus.scan()
    ):
        return ""
    remedy = "Move it out of the folder, or begin its name with a dot"
    return f"{path} is read as a part of the corpus from now on. {remedy}"
