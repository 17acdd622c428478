"""Run reader with an analysis that never ends: python -m tests.ui.endless_analysis CORPUS"""

import sys
from threading import Event

from reader.cli import main
from reader.workspace import Workspace


def endless(_: Workspace, *__: object, **___: object) -> None:
    """Work for ever, and hear of nothing."""
    Event().wait()


if __name__ == "__main__":
    Workspace.analyse = endless  # type: ignore[assignment,method-assign]
    sys.exit(main())
