"""Beginning processes, also while the app is on the screen."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.context import SpawnContext

# Seconds for what works in threads to see that it is not wanted any more.
_PATIENCE = 0.3
# And for a process without its parent to save what it has done.
_SAVING = 10.0


def spawning() -> SpawnContext:
    """Return the context of processes that share nothing with this one.

    Python's tracker of shared resources is begun here, with the real standard error: with Textual's
    stand-in for it, which has no file, it can't be.
    """
    import multiprocessing

    if os.name == "posix":
        from multiprocessing.resource_tracker import ensure_running

        # Semaphores go with their processes, and whoever ends the program need not hear of them.
        sys.warnoptions.append("ignore::UserWarning:multiprocessing.resource_tracker")
        try:
            with redirect_stderr(sys.__stderr__):
                ensure_running()
        finally:
            sys.warnoptions.pop()
    return multiprocessing.get_context("spawn")


@contextmanager
def out_of_reach_of_interrupts() -> Iterator[None]:
    """Begin processes that ctrl-C doesn't reach, from their first moment: it ends this one."""
    if os.name != "posix":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # is inherited
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end_with_parent(stop: Callable[[], None] | None = None) -> None:
    """End this process when the one that began it has ended, however that came about.

    Where there is a way to ``stop`` what it does, it has some seconds to save what is done.
    """
    import multiprocessing

    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            if stop is not None:
                stop()
                time.sleep(_SAVING)
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def give_back_memory() -> None:
    """Give the memory that is free in this process back to the system, where the C library can.

    That of Linux keeps what arrays of some megabytes have left, in the hope of more of them.
    """
    if sys.platform != "linux":
        return
    import ctypes

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl gives it back by itself
    if trim is not None:
        trim(0)


def end_with_workers(code: int) -> None:
    """End this process at once where a thread still works: Python would wait for it.

    To be called when everything is saved. Processes that were begun here end with this one.
    """
    others = (thread for thread in threading.enumerate() if not thread.daemon)
    working = [thread for thread in others if thread is not threading.main_thread()]
    until = time.monotonic() + _PATIENCE
    for thread in working:
        thread.join(max(0.0, until - time.monotonic()))
    if any(thread.is_alive() for thread in working):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
