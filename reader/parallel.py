"""Work on many documents: in order, and in several processes where they are many."""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

from reader.errors import ReaderError
from reader.processes import end_with_parent, out_of_reach_of_interrupts, spawning

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")
R = TypeVar("R")

# Starting the processes takes about as long as cleaning this many documents.
_ALONE = 64
# What is handed over at a time is this part of it.
_PART = 4


def in_order(
    work: Callable[[T], R], items: Iterable[T], alone: int = _ALONE
) -> Generator[R, None, None]:
    """Yield ``work(item)`` for each item, in their order, each as soon as it is there.

    The first ``alone`` items are worked on in this process: as many as take about half a second,
    in which others could be started. ``work``, the items and the results must be picklable. Items
    are taken as they are needed, so an endless iterator will do.
    """
    items = iter(items)
    yield from map(work, islice(items, alone))
    processes = os.cpu_count() or 1
    size = max(1, alone // _PART)
    more = list(islice(items, size))
    if not more or processes == 1:
        yield from map(work, chain(more, items))
    else:
        yield from _pooled(work, chain(more, items), size, processes)


def _pooled(work: Callable[[T], R], items: Iterator[T], size: int, processes: int) -> Iterator[R]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    pool = ProcessPoolExecutor(
        processes, mp_context=spawning(), initializer=_begin, initargs=gc.get_threshold()
    )
    waiting: deque[Future[list[R]]] = deque()
    try:
        while chunk := list(islice(items, size)):
            with out_of_reach_of_interrupts():  # it may begin processes
                waiting.append(pool.submit(_each, work, chunk))
            if len(waiting) > 2 * processes:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool as error:
        raise ReaderError(
            "one of the processes at work was ended from outside",
            remedy="There may be too little memory: try with fewer documents at a time",
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _each(work: Callable[[T], R], chunk: list[T]) -> list[R]:
    return [work(item) for item in chunk]


def _begin(*garbage: int) -> None:
    """Leave ctrl-C to the first process, which ends the others, and end with it in any case.

    Garbage is looked for as seldom as there: each look passes over all that was loaded.
    """
    gc.set_threshold(*garbage)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
