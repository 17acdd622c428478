"""The errors of reader: each says what is wrong, where, and what can be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager


class ReaderError(Exception):
    """A message to a person that something can't be done.

    ``message`` says what is wrong, ``place`` names the file (and the line or key in it), and
    ``remedy`` what can be done. ``exit_code`` is the command's exit code where it ends with it.
    """

    exit_code = 1

    def __init__(self, message: str, *, place: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.remedy = remedy

    def __str__(self) -> str:
        head = f"{self.place}: {self.message}" if self.place else self.message
        return f"{head}. {self.remedy}" if self.remedy else head


class CorpusError(ReaderError):
    """A corpus that can't be opened: missing, empty, not readable."""

    exit_code = 3


class RecogniserError(ReaderError):
    """A recogniser that is not there, or can't work."""

    exit_code = 2


class StoreError(ReaderError):
    """An annotation file that can't be read or written."""

    exit_code = 4


class FormatError(ReaderError):
    """A file to import that is not what it should be."""

    exit_code = 5


class SettingsError(ReaderError):
    """A settings file with a key or value that is not known."""

    exit_code = 6


class OutputError(ReaderError):
    """A file to write that can't be written, or must not be."""


class OutputExistsError(OutputError):
    """A file to write in whose place another one is, which nobody has said may go."""


@contextmanager
def one_document(document: str) -> Iterator[None]:
    """Turn any fault of the work on one document into a CorpusError that names it.

    What reader does not foresee in one text must not end the work on all others.
    """
    try:
        yield
    except ReaderError:
        raise
    except Exception as error:
        raise CorpusError(
            f"it can't be analysed ({type(error).__name__}: {error})",
            place=document,
            remedy="This is a fault of reader: please report it",
        ) from error


def near_names(name: str, names: Iterable[str], alike: float = 0.6) -> list[str]:
    """Return up to three names that come near to a mistaken one, the nearest first.

    ``alike`` is the share of letters that must be the same, from 0 to 1.
    """
    from difflib import get_close_matches

    return get_close_matches(name, list(names), 3, alike)
