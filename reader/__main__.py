"""Run reader: the command `reader`, and `python -m reader`."""

import gc
import sys

from reader.last_frame import LAST_FRAME

# Modules make many objects that all stay. To look for garbage among them after every 700 new ones,
# as Python does, took a fifth of the start, and grows with the corpus.
_COLLECTED_AFTER = (50_000, 20, 50)


def main() -> int:
    """Run the command line, and return the exit code."""
    gc.set_threshold(*_COLLECTED_AFTER)
    LAST_FRAME.draw()
    try:
        from reader.cli import main as run

        return run()
    finally:
        LAST_FRAME.wipe()


if __name__ == "__main__":
    sys.exit(main())
