"""ZIP archives in memory: written the same each time, and read within bounds.

Nothing of an archive is ever unpacked onto the disk.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping

from reader.errors import FormatError
from reader.exchange.shared.utf8_text import utf8_text

_MIB = 1 << 20  # bytes
_LARGEST = 2048 * _MIB
_MOST_MEMBERS = 500_000  # files of an archive
# Text and XML shrink to a tenth or so; DEFLATE can reach a thousandth, which only bombs do.
_LARGEST_RATIO = 200
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that ZIP knows; each export is alike
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
_ONLY_DOTS = re.compile(r"\.*")


def zipped(members: Iterable[tuple[str, bytes | Iterator[bytes]]]) -> Iterator[bytes]:
    """Yield an archive of members, each a name and its bytes or parts, without times of writing.

    It comes last, for the length of a member is written before it; each part yields nothing.
    """
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            with archive.open(info, "w", force_zip64=True) as member:
                for part in [data] if isinstance(data, bytes) else data:
                    member.write(part)
                    yield b""
    yield into.getvalue()


def member_names(paths: Iterable[str], ending: str) -> dict[str, str]:
    """Return a name for the member of each document, which any file system takes: path to name.

    It is the path, with ``ending`` where it has another; no two are the same in small letters.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for path in paths:
        parts = (_UNSAFE.sub("_", part) for part in path.split("/"))
        stem = "/".join("_" if _ONLY_DOTS.fullmatch(part) else part for part in parts)
        stem = stem.removesuffix(ending)
        name, number = stem + ending, 2
        while name.casefold() in taken:
            name, number = f"{stem} ({number}){ending}", number + 1
        taken.add(name.casefold())
        names[path] = name
    return names


class Unzipped(Mapping[str, bytes]):
    """The files of an archive by their names, each read when it is asked for."""

    def __init__(self, data: bytes, place: str) -> None:
        """Open an archive; ``place`` is its name for messages.

        Raises FormatError where it is none, is encrypted, is larger than can be meant, or has a
        member whose name leads out of it.
        """
        self._place = place
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
            raise FormatError(
                f"it is no ZIP archive that can be read ({error})",
                place=place,
                remedy="Nothing was imported",
            ) from error
        self._members = self._checked()

    def place(self, name: str) -> str:
        """Return the name of a member for messages."""
        return f"{self._place}/{name}"

    def text(self, name: str, *, keeps_mark: bool = False) -> str:
        """Return a member as ``utf8_text`` does. Raises FormatError where it is no UTF-8."""
        return utf8_text(self[name], self.place(name), keeps_mark=keeps_mark)

    def __getitem__(self, name: str) -> bytes:
        try:
            return self._archive.read(self._members[name])
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            ValueError,
            OSError,
            RuntimeError,
        ) as error:
            raise self._refused(f"it can't be unpacked ({error})", name) from error

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)

    def _checked(self) -> dict[str, zipfile.ZipInfo]:
        members: dict[str, zipfile.ZipInfo] = {}
        size = 0
        for info in self._archive.infolist():
            name = info.filename
            if name.startswith("/") or "\\" in name or ".." in name.split("/") or name[1:2] == ":":
                raise self._refused("its name leads out of the archive", name)
            if info.is_dir():
                continue
            if name in members:
                raise self._refused("it is there twice", name)
            if info.flag_bits & 1:
                raise self._refused("it is encrypted", name)
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise self._refused("it is packed in a way that is not known", name)
            size += info.file_size
            bomb = info.file_size > max(_MIB, info.compress_size * _LARGEST_RATIO)
            if bomb or size > _LARGEST or len(members) == _MOST_MEMBERS:
                raise self._refused(
                    "unpacked it would be larger than any export"
                    f" ({info.file_size:,} bytes of {info.compress_size:,})",
                    name,
                )
            members[name] = info
        return members

    def _refused(self, what: str, name: str) -> FormatError:
        return FormatError(what, place=self.place(name), remedy="Nothing was imported")
