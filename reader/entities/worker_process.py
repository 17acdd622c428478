"""A function in a process of its own, so that whoever waits for it holds nobody else up."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from reader.errors import ReaderError, RecogniserError
from reader.processes import out_of_reach_of_interrupts, spawning

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

R = TypeVar("R")


class WorkerProcess(Generic[R]):
    """A function of a text that runs in a process of its own, begun at the first call and kept.

    Calls from several threads take turns. A process that dies is begun anew, once for a call.
    In a process that was itself begun for work the function runs there: a pool needs no more.
    ``function`` and what it returns must be picklable; so is this, and a copy begins its own.
    """

    def __init__(self, function: Callable[[str], R]) -> None:
        self.function = function
        self._turn = threading.Lock()
        self._process: SpawnProcess | None = None
        self._connection: Connection[Any, Any] | None = None
        self._closed = False

    def __reduce__(self) -> tuple[type[WorkerProcess[R]], tuple[Callable[[str], R]]]:
        return type(self), (self.function,)

    def __call__(self, text: str) -> R:
        """Return the function's result for ``text``.

        Raises:
            ReaderError: as the function does, or for any other error of it.
            RecogniserError: where the process was ended twice from outside, or by ``close``.
        """
        if multiprocessing.parent_process() is not None:
            return self.function(text)
        with self._turn:
            for _ in range(2):
                try:
                    connection = self._begun()
                    connection.send(text)
                    answer: R | ReaderError = connection.recv()
                except (EOFError, OSError):
                    self._end()
                    continue
                if isinstance(answer, ReaderError):
                    raise answer
                return answer
        raise RecogniserError(
            "the recogniser's process was ended twice from outside",
            remedy="There may be too little memory for its model",
        )

    def close(self) -> None:
        """End the process, also while it is at work; calls are refused from now on."""
        self._closed = True
        if (process := self._process) is not None:
            process.kill()
            process.join()

    def _begun(self) -> Connection[Any, Any]:
        """Return the connection to the process, which is begun where there is none."""
        if self._connection is None:
            context = spawning()
            self._connection, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(self.function, theirs), daemon=True)
            with out_of_reach_of_interrupts():
                process.start()
            self._process = process
            theirs.close()  # so that the end of the process is the end of the connection
        if self._closed:
            self._end()
            raise RecogniserError("the recogniser was closed")
        return self._connection

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = None


def _serve(function: Callable[[str], R], connection: Connection[Any, Any]) -> None:
    """Answer with what ``function`` makes of each text, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ctrl-C is for the first process
    with open(os.devnull, "w", encoding="utf-8") as nothing:
        for stream in (sys.stdout, sys.stderr):  # the screen is drawn there
            os.dup2(nothing.fileno(), stream.fileno())
    while True:
        try:
            text = connection.recv()
        except EOFError:
            return
        try:
            answer: R | ReaderError = function(text)
        except ReaderError as error:
            answer = error
        except Exception as error:  # one text must not end the work on all others
            answer = ReaderError(f"the recogniser failed ({type(error).__name__}: {error})")
        connection.send(answer)
