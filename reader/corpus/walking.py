"""Walk the folders of a corpus: fast, sorted, each folder once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence

from reader.corpus.left_out import LeftOut
from reader.text import Format

# What a file is by its ending; JSON Lines hold documents in no one format.
FORMATS: dict[str, Format | None] = {
    ".txt": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".jsonl": None,
    ".ndjson": None,
}


def ending(name: str) -> str:
    """Return the ending of a file name, in small letters and with its dot."""
    return name[name.rfind(".") :].lower()


def holds_records(name: str) -> bool:
    """Tell by its name that a file holds one document a line."""
    return FORMATS.get(ending(name), Format.TEXT) is None


def walk(
    roots: Sequence[tuple[str, str]], left_out: LeftOut
) -> Iterator[tuple[str, str, os.stat_result | OSError]]:
    """Yield the files of known endings in ``roots``: relative path, path, and status or error.

    Roots are relative paths (ending in ``/`` for a folder, empty for the corpus itself) and paths.
    The order is that of the relative paths. Hidden files and folders are left out, and files of
    other kinds; ``left_out`` takes them. A link is followed, unless what it leads to is, or will
    be, walked anyway. A folder that can't be read is yielded with its error.
    """
    homes = [os.path.realpath(path) for relative, path in roots if _is_folder(relative)]
    walked: set[tuple[int, int]] = set()
    # Strings only, and one stat a file: a corpus may hold 100,000 of them.
    todo = sorted(roots, reverse=True)
    while todo:
        relative, path = todo.pop()
        try:
            status = os.stat(path)
            if not _is_folder(relative):
                yield relative, path, status
            elif (place := (status.st_dev, status.st_ino)) not in walked:
                walked.add(place)
                todo += sorted(_listed(path, relative, homes, left_out), reverse=True)
        except OSError as error:
            yield relative, path, error


def _is_folder(relative: str) -> bool:
    return not relative or relative[-1] == "/"


def _listed(
    folder: str, relative: str, homes: Iterable[str], left_out: LeftOut
) -> Iterator[tuple[str, str]]:
    with os.scandir(folder) as items:
        for item in items:
            name = item.name
            is_folder = _leads_to_folder(item)
            if name[0] == ".":
                if is_folder:
                    left_out.folders.append(relative + name)
            elif not is_folder and ending(name) not in FORMATS:
                left_out.kinds.append(relative + name)
            elif item.is_symlink() and _leads_back(item.path, homes):
                left_out.links.append(relative + name)
            else:
                yield f"{relative}{name}/" if is_folder else relative + name, item.path


def _leads_to_folder(item: os.DirEntry[str]) -> bool:
    try:
        return item.is_dir()
    except OSError:  # a link in a loop, or into what may not be read
        return False


def _leads_back(link: str, homes: Iterable[str]) -> bool:
    """Tell whether a link leads to what is walked without it, or to a folder that holds it."""
    target = os.path.realpath(link)
    return any(within(home, target) or _seen_from(home, target) for home in homes)


def _seen_from(home: str, target: str) -> bool:
    if not within(target, home):
        return False
    return not any(part[:1] == "." for part in os.path.relpath(target, home).split(os.sep))


def within(path: str, folder: str) -> bool:
    """Tell whether ``path`` is ``folder`` or lies below it."""
    return os.path.join(path, "").startswith(os.path.join(folder, ""))
