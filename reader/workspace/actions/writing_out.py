"""Files for others: written through the one door, and told of where they become articles."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from reader.files_out import write_file

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace


def write_output(workspace: Workspace, path: Path, data: bytes, *, replace: bool) -> str:
    """Write a file; return the warning that it is an article from now on, "" where it is none.

    Raises:
        OutputError: where it can't be written, or something of the corpus would be overwritten.
    """
    write_file(path, [data], protected=workspace.protected, replace=replace)
    written, folder = os.path.abspath(path), os.path.join(workspace.corpus.root, "")
    if not written.startswith(folder) or not any(
        entry.file == written and not entry.problem for entry in workspace.corpus.scan()
    ):
        return ""
    remedy = "Move it out of the folder, or begin its name with a dot"
    return f"{path} is an article of the corpus from now on. {remedy}"
