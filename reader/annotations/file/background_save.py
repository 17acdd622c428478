"""Saving the whole file in the background, when nothing is going on."""

from __future__ import annotations

import threading
from contextlib import suppress
from time import monotonic

from reader.annotations.file.storage import JOURNAL_LIMIT, LineStorage

_IDLE = 5.0  # seconds without a change


class BackgroundSave:
    """A thread that ends the journal when it has grown, or nothing has happened for a while.

    What fails here is tried again later: the journal has it all.
    """

    def __init__(self, storage: LineStorage) -> None:
        self._storage = storage
        self._event = threading.Event()
        self._ended = False
        self._last = monotonic()
        self._thread: threading.Thread | None = None

    def noted(self) -> None:
        """Restart the wait for a quiet moment: something was written."""
        self._last = monotonic()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="reader-tidy", daemon=True)
            self._thread.start()
        if self._storage.log.size > JOURNAL_LIMIT:
            self._event.set()

    def end(self) -> None:
        """End the thread, after the save that it may be in."""
        self._ended = True
        self._event.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while not self._ended:
            woken = self._event.wait(_IDLE)
            self._event.clear()
            idle = monotonic() - self._last >= _IDLE
            if not self._ended and (woken or idle) and not self._storage.at_rest:
                with suppress(OSError):
                    self._storage.save_beside_commits()
