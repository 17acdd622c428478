"""Changes of other programs to the annotation file while it is open, merged into the tables."""

from __future__ import annotations

from reader.annotations.file.access import Access
from reader.annotations.file.disk_file import DiskFile
from reader.annotations.file.live_tables import LiveTables
from reader.annotations.file.main_file import SCHEMA
from reader.annotations.file.news import News


class OutsideChanges:
    """Looks at the file, and at those it has replaced, for what was not written here."""

    def __init__(self, disk: DiskFile, live: LiveTables, access: Access, news: News) -> None:
        self._disk = disk
        self._live = live
        self._access = access
        self._news = news

    def merge(self) -> bool:
        """Merge in what others have written; tell whether there was any. Raises OSError."""
        return self._merge_file() | self._merge_formers()

    def _merge_file(self) -> bool:
        if self._disk.is_unchanged:
            return False
        contents = self._disk.meet()
        if contents is None:  # gone, or damaged: what was there is here
            name = self._disk.path.name
            self._news.say([f"{name} was removed or damaged by another program: saved anew"])
            self._live.lose_file()
        elif contents.schema > SCHEMA:
            self._access.refuse(contents)
            return False
        else:
            self._live.merge_file(contents.save, contents.tables)
        return True

    def _merge_formers(self) -> bool:
        met = False
        for former, contents in self._disk.changed_formers():
            met = True
            former.save = self._live.merge_former(former.save, contents.tables)
        return met
