"""Results to standard output, messages to standard error."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.corpus import LeftOut, NoteKind, ReadingNote
from reader.errors import CorpusError, OutputError, ReaderError, SettingsError
from reader.files_out import descriptor_of
from reader.text import one_line, printed

if TYPE_CHECKING:
    from reader.workspace import Workspace

_TOLD = 3  # faults that are alike
_STEPS = 200  # of a bar
_DIGITS, _NUMBER = re.compile(r"\d+"), "\0"


def put(line: str) -> None:
    """Write a line to standard output."""
    put_bytes(f"{line}\n".encode())


def put_bytes(data: bytes) -> None:
    """Write to standard output at once, harmless where that is a terminal.

    Text is UTF-8 whatever the locale says, but for a terminal that has other characters. Raises
    OutputError where it can't be written.
    """
    if sys.stdout is None:  # closed by whoever started the command
        raise _not_written("it is closed")
    if sys.stdout.isatty():
        text = data.decode("utf-8", "replace").replace("\r\n", "\n")  # lines end so in CSV
        data = printed(text).encode(sys.stdout.encoding, "replace")
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # whoever read the output has seen enough
        raise
    except OSError as error:
        raise given_up(error) from error


def given_up(error: OSError) -> OutputError:
    """Close standard output after a failed write; return the error to report."""
    with open(os.devnull, "wb") as nowhere:  # takes what Python tries to write again at its end
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    return _not_written(f"it can't be written ({error.strerror or error})")


def write_out(output: Path, parts: Iterable[bytes], workspace: Workspace, *, force: bool) -> None:
    """Write bytes to a file or to standard output; warn where the corpus will read the file.

    Raises:
        OutputError: where it can't be written, or something of the corpus would be overwritten.
    """
    from reader.cli.options import STANDARD_STREAM
    from reader.workspace.actions.transfer.writing_out import write_output

    if output == STANDARD_STREAM:
        for part in parts:
            put_bytes(part)
        return
    tell_pipe(output)
    if warning := write_output(workspace, output, parts, replace=force):
        say(warning)


def tell_pipe(output: Path) -> None:
    """Report that writing to a named pipe waits for a reader, who may never come."""
    if descriptor_of(output) is None and output.is_fifo():
        say(f"{output} is a pipe: this goes on when somebody reads it")


def _not_written(why: str) -> OutputError:
    return OutputError(why, place="standard output", remedy="Send it to a file with room")


def report(error: ReaderError) -> None:
    """Tell a failure."""
    say(str(error))


class Faults:
    """Faults of documents, told as they come; of those that are alike only the first few.

    With ``--verbose`` each is told. ``count`` is how many there were.
    """

    def __init__(self) -> None:
        self._alike: Counter[str] = Counter()
        self._numbers: dict[str, list[str]] = {}  # those that all alike have, "…" for others

    @property
    def count(self) -> int:
        """The number of faults."""
        return self._alike.total()

    def tell(self, error: ReaderError) -> None:
        """Tell a fault, unless several like it were told: those with other numbers in them."""
        from reader.cli.options import is_verbose

        kind = _DIGITS.sub(_NUMBER, error.message)
        self._alike[kind] += 1
        numbers = _DIGITS.findall(error.message)
        so_far = self._numbers.get(kind, numbers)
        self._numbers[kind] = [a if a == b else "…" for a, b in zip(so_far, numbers, strict=True)]
        if self._alike[kind] <= _TOLD or is_verbose():
            report(error)

    def end(self) -> None:
        """Tell the number of those beyond the ones that were told."""
        from reader.cli.options import is_verbose

        for kind, count in self._alike.items():
            if count > _TOLD and not is_verbose():
                more = count - _TOLD
                numbers = iter(self._numbers[kind])
                like = "".join(next(numbers) if one == _NUMBER else one for one in kind)
                say(f"{more:,} more {'is' if more == 1 else 'are'} like this: {like}")


def tell_team(paths: Sequence[Path]) -> None:
    """Tell what the settings beside a corpus say that won't do."""
    from reader.workspace.opening import team_settings

    team = team_settings(paths)
    if team is not None and team.warning:
        say(team.warning)
    if team is not None and team.theme:  # for the names of themes all that draws is loaded
        from reader.settings import load
        from reader.ui.themes import all_themes, wrong_theme

        with suppress(SettingsError):  # of the user's own, which is told where they are needed
            if error := wrong_theme(team, all_themes(load())):
                say(f"{error}. It is left out")


def tell_unread(workspace: Workspace, documents: Iterable[str]) -> int:
    """Tell the reasons that documents can't be read, and the remedies; return their number."""
    faults = Faults()
    for document in documents:
        try:
            workspace.summary(document)
        except CorpusError as error:
            faults.tell(error)
    faults.end()
    return faults.count


@contextmanager
def progress(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """Give a function that takes the share of the work done, and shows it on a terminal."""
    with click.progressbar(
        length=length,
        label=label,
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
        update_min_steps=1 + length // _STEPS,
    ) as bar:
        yield lambda done: bar.update(done - bar.pos)


def tell_reading(workspace: Workspace, documents: Iterable[str]) -> None:
    """Go through documents as they are read; on a terminal tell how far that has come."""
    with click.progressbar(
        documents,
        length=0,
        label="Reading",
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
        update_min_steps=16,
    ) as read:
        for _ in read:
            read.length = len(workspace.entries)  # all are found before the first is read


def tell_notes(notes: Iterable[ReadingNote]) -> None:
    """Say by the notes on documents of how many the encoding was guessed, and which hold several.

    The encodings are named.
    """
    of_kind: dict[NoteKind, list[ReadingNote]] = {kind: [] for kind in NoteKind}
    for note in notes:
        of_kind[note.kind].append(note)
    if unsplit := len(of_kind[NoteKind.UNSPLIT]):
        holding = f"{unsplit:,} documents" if unsplit > 1 else "a document"
        say(
            f"{holding} may hold several articles that are not split: see the notes in reader clean"
        )
    if cut := len(of_kind[NoteKind.CUT]):
        ends = f"{cut:,} documents end" if cut > 1 else "a document ends"
        say(f"{ends} where the file was cut off: see the notes in reader clean")
    if count := Counter(note.about for note in of_kind[NoteKind.GUESSED]):
        several = f"{count.total():,} documents" if count.total() > 1 else "a document"
        named = [f"{name} ({number:,})" for name, number in count.most_common(_TOLD)]
        listed = ", ".join([*named, "…"] if len(count) > _TOLD else named)
        say(f"The encoding of {several} had to be guessed: {listed}. --encoding names another")


def say(message: str) -> None:
    """Write a message to standard error."""
    click.echo(f"reader: {one_line(message).encode(errors='replace').decode()}", err=True)


def tell_left_out(left_out: LeftOut) -> None:
    """Tell the files in the folders that are no document; with ``--verbose`` list them."""
    from reader.cli.options import is_verbose

    if line := str(left_out):
        say(line if is_verbose() else f"{line} (--verbose lists them)")
    if is_verbose():
        for path, reason in left_out:
            say(f"{path}: {reason}")
