"""The annotation file on the disk: what it looked like when last seen, and its replacement."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reader import safe_files
from reader.annotations.file import backup, main_file
from reader.annotations.file.file_reading import FileReading, read_or_restore, read_patiently
from reader.annotations.file.main_file import FileContents
from reader.annotations.file.news import News
from reader.annotations.file.replaced_files import Former, Replaced
from reader.annotations.line_table import Tables
from reader.annotations.record_codec import JSON, Row


class DiskFile:
    """The file at ``path``, and the ones that stood in its place before.

    ``extras`` are top-level values of the file that are no tables: they are written back. Damage
    and repairs are told to ``news``.
    """

    def __init__(self, path: Path, news: News) -> None:
        self.path = path
        self.extras: dict[str, JSON] = {}
        self._news = news
        self._seen: safe_files.Signature | None = None
        self._keep_aside = False
        self._replaced = Replaced()

    @property
    def is_missing(self) -> bool:
        """Tell whether there was no file when it was last seen."""
        return self._seen is None

    @property
    def is_unchanged(self) -> bool:
        """Tell whether the file is still the one that was last seen."""
        return safe_files.signature(self.path) == self._seen

    def look(self, *, to_write: bool) -> FileReading:
        """Read the file, or its newest good backup, without taking it for seen.

        Raises StoreError, OSError.
        """
        return read_or_restore(self.path, to_write=to_write)

    def take(self, reading: FileReading) -> FileContents:
        """Go on from a reading of the file; return what it holds."""
        self._seen, self._keep_aside = reading.signature, reading.irregular
        self._news.say(reading.notices)
        contents = reading.contents or FileContents()
        self.extras = contents.extras
        return contents

    def meet(self) -> FileContents | None:
        """Return the file that another program has put there; None where it is gone, or damaged.

        Raises StoreError, OSError.
        """
        found = safe_files.signature(self.path)
        if found is None:
            self._seen = None
            return None
        reading = read_patiently(self.path)
        self._seen, self._keep_aside = reading.signature, reading.irregular
        self._news.say(reading.notices)
        if reading.contents is not None:
            self.extras |= reading.contents.extras
        return reading.contents

    def changed_formers(self) -> Iterator[tuple[Former, FileContents]]:
        """Yield the replaced files that somebody has written to, and what they hold now."""
        return self._replaced.changed()

    def prepare(self, tables: Tables, meta: Row) -> Path:
        """Write a file beside this one that is to take its place. Raises OSError."""
        return main_file.prepare(self.path, tables, self.extras, meta)

    def replace(self, new: Path, save: str) -> None:
        """Put a prepared file in the place of this one, which held ``save``. Raises OSError."""
        try:
            if self._seen is not None:
                if self._keep_aside:
                    aside = backup.keep_copy(self.path)
                    self._news.say([f"The file as it was found is kept as {aside.name}"])
                else:
                    backup.back_up(self.path)
                self._replaced.add(self.path, self._seen, save)
        except OSError:
            safe_files.discard(new)
            raise
        safe_files.put_in_place(new, self.path)
        self._keep_aside = False
        self._seen = safe_files.signature(self.path)

    def close(self) -> None:
        """Let go of the replaced files."""
        self._replaced.close()
