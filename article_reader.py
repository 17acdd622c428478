"""Run the command `reader` from a module whose name no other package has.

A library for feeds is imported as `reader`, too. Where both are installed, it is found before this
program, or has taken the place of some of its files.
"""

from __future__ import annotations

import sys
from pathlib import Path

KEEP_APART = "Keep them apart: pipx install article-reader, or uv tool install article-reader"
_BEGIN = '"""A terminal reader and annotator'


def main() -> int:
    """Run the command line with the package beside this file, and return the exit code."""
    here = Path(__file__).resolve().parent
    if not _is_own(here / "reader" / "__init__.py"):
        told = f"another package named reader has replaced files of this one in {here}"
        print(f"reader: {told}. {KEEP_APART}", file=sys.stderr)
        return 1
    sys.path.insert(0, str(here))
    from reader.__main__ import main as run

    return run()


def _is_own(package: Path) -> bool:
    try:
        return package.read_text("utf-8").startswith(_BEGIN)
    except (OSError, ValueError):
        return False


if __name__ == "__main__":
    sys.exit(main())
