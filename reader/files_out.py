"""The one door for files that are written outside the annotation file: exports, lists, settings."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from reader import safe_files
from reader.errors import OutputError, OutputExistsError

_BELONGS = "this file belongs to {}, and the output would overwrite it"
_WOULD_BELONG = "a file of this name would belong to {}, and be read as such"
# Names of what a process has open already, and the folder with all of them, by their numbers.
_OPEN_FILES = {"/dev/stdout": 1, "/dev/stderr": 2}
_DESCRIPTORS = "/dev/fd"


@dataclass(frozen=True, slots=True)
class Protected:
    """The files that no output may take the place of.

    ``documents`` are those of a corpus. ``annotations`` are annotation files; whatever stands
    beside one and has its name before a dot (lock, journal, backups) belongs to it. ``owner_of``
    tells of a file, there already or not, in words whose it is, as "a corpus"; nothing where it is
    free.
    """

    documents: Collection[str | Path] = ()
    annotations: Collection[Path] = ()
    owner_of: Callable[[Path], str] = lambda _: ""


def write_file(
    path: Path,
    chunks: Iterable[bytes],
    *,
    protected: Protected | None = None,
    replace: bool = False,
) -> None:
    """Write a file whole and safe on the disk, or leave what was there.

    A symbolic link is followed; a pipe, a device and what is open already (``/dev/fd/3``) is
    written to as it is. Raises OutputError, and OutputExistsError where another file would be
    replaced and ``replace`` does not allow it.
    """
    target = check_target(path, protected=protected, replace=replace)
    try:
        if (handle := descriptor_of(path)) is not None:
            with os.fdopen(os.dup(handle), "wb") as file:
                file.writelines(chunks)
        elif target.exists() and not target.is_file():
            with target.open("wb") as file:
                file.writelines(chunks)
        elif replace:
            safe_files.replace(target, chunks)
        else:
            safe_files.write_new(target, chunks)
    except BrokenPipeError:  # whoever read it has seen enough
        raise
    except FileExistsError as error:  # another has made it since
        raise _exists(path) from error
    except OSError as error:
        raise _refused(path, f"it can't be written ({error.strerror or error})") from error


def check_target(path: Path, *, protected: Protected | None = None, replace: bool = False) -> Path:
    """Return the file that writing to ``path`` would make, without links.

    Raises OutputError and OutputExistsError as ``write_file`` does.
    """
    if descriptor_of(path) is not None:
        return path
    try:
        target = path.resolve()
        found = os.stat(target)
    except FileNotFoundError:
        found = None
    except (OSError, RuntimeError) as error:  # a link in a circle
        raise _refused(path, f"it can't be written ({error})") from error
    if found is not None and stat.S_ISDIR(found.st_mode):
        raise _refused(path, "it is a folder")
    if protected is not None and _is_protected(target, found, protected):
        raise _refused(path, _BELONGS.format("the corpus"))
    if protected is not None and (owner := protected.owner_of(target)):
        raise _refused(path, (_BELONGS if found is not None else _WOULD_BELONG).format(owner))
    if found is not None and stat.S_ISREG(found.st_mode) and not replace:
        raise _exists(path)
    return target


def descriptor_of(path: Path) -> int | None:
    """Return the number of an open file that a path names, as ``/dev/stdout``; None for others."""
    number = _OPEN_FILES.get(str(path))
    if number is None and path.name.isdecimal() and os.path.isdir(_DESCRIPTORS):
        is_among = os.path.realpath(path.parent) == os.path.realpath(_DESCRIPTORS)
        number = int(path.name) if is_among else None
    return number


def _is_protected(target: Path, found: os.stat_result | None, protected: Protected) -> bool:
    for kept in protected.annotations:
        for named in {kept.absolute(), kept.resolve()}:
            if _belongs(target, found, named):
                return True
    return found is not None and any(_is_same(found, file) for file in protected.documents)


def _belongs(target: Path, found: os.stat_result | None, annotations: Path) -> bool:
    """Tell whether a file is an annotation file or one of its companions, there already or not."""
    folder = annotations.parent
    if _is_named_after(target.name, annotations.name) and target.parent == folder.resolve():
        return True
    if found is None or not folder.is_dir():
        return False
    return any(
        _is_named_after(entry.name, annotations.name) and _is_same(found, entry.path)
        for entry in os.scandir(folder)
    )


def _is_named_after(name: str, annotations: str) -> bool:
    """Tell whether a name is that of an annotation file or of what stands beside it."""
    name, annotations = name.casefold(), annotations.casefold()  # some disks know no case
    return name == annotations or name.removeprefix(".").startswith(f"{annotations}.")


def _is_same(found: os.stat_result, file: str | Path) -> bool:
    try:
        return os.path.samestat(found, os.stat(file))
    except OSError:
        return False


def _exists(path: Path) -> OutputExistsError:
    return OutputExistsError(
        "there is a file of that name already",
        place=str(path),
        remedy="Name another file with -o, or replace this one with --force",
    )


def _refused(path: Path, message: str) -> OutputError:
    return OutputError(message, place=str(path), remedy="Name another file")
