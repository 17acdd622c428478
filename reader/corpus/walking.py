"""Walk the folders of a corpus: fast, sorted, each folder once."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import partial

from reader.corpus.forms import FORMS, form_of, has_no_ending
from reader.corpus.left_out import LeftOut
from reader.corpus.sidecars import beginning, is_sidecar
from reader.text import Format

# What a file is by its ending; JSON Lines hold documents in no one format.
FORMATS: dict[str, Format | None] = {
    ".txt": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".jsonl": None,
    ".ndjson": None,
}


# The endings of files that may hold documents; most may be packed, too.
KNOWN = (
    *FORMATS,
    *(end for form in FORMS.values() for end in form.suffixes if not end.endswith((".gz", ".zst"))),
)
# Browsers put what a saved page needs into a folder of its name, in the language of the user.
_SAVED_WITH = re.compile(
    r"(?P<stem>.+)(?:[_.-]files|[_-](?:dateien|fichiers|archivos|ficheros|arquivos|ficheiros|"
    r"bestanden|filer|pliki|soubory)|_file)",
    re.IGNORECASE,
)
# What package managers, Python and macOS put beside files; they may hold texts, and no articles.
OF_PROGRAMS = frozenset({"node_modules", "bower_components", "__pycache__", "__MACOSX"})
# The endings of files that a sidecar may say something of: those that are one document as a rule.
WITH_SIDECARS = (
    *FORMATS,
    *(".pdf", ".docx", ".odt", ".rtf", ".epub", ".eml", ".mhtml", ".mht", ".xml"),
)
_PAGES = (".html", ".htm", ".xhtml")


def ending(name: str) -> str:
    """Return the ending of a file name, in small letters and with its dot."""
    return name[name.rfind(".") :].lower()


def holds_records(name: str) -> bool:
    """Tell by its name that a file holds one document a line."""
    return FORMATS.get(ending(name), Format.TEXT) is None


def may_hold_documents(name: str) -> bool:
    """Tell by its name that a file may hold documents."""
    return ending(name) in FORMATS or form_of(name) is not None


def walk(
    roots: Sequence[tuple[str, str]], left_out: LeftOut
) -> Iterator[tuple[str, str, os.stat_result | OSError]]:
    """Yield the files in ``roots`` that may hold documents: relative path, path, status or error.

    They have known endings, or none: what those without one are is for the caller to see.

    Roots are relative paths (ending in ``/`` for a folder, empty for the corpus itself) and paths.
    The order is that of the relative paths. Hidden files and folders are left out, folders of
    programs, and files of other kinds; ``left_out`` takes them. A link is followed within a root
    alone, unless what it leads to is, or will be, walked anyway: a folder from elsewhere must not
    show what lies beside it. A folder that can't be read is yielded with its error.
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
    with os.scandir(folder) as scanned:
        items = list(scanned)
    names = {item.name for item in items}
    for item in items:
        name = item.name
        is_folder = _leads_to_folder(item)
        if belongs_to_another(name, names, partial(beginning, item.path)):
            continue
        if name[0] == ".":
            if is_folder:
                left_out.folders.append(relative + name)
            elif may_hold_documents(name):
                left_out.hidden.append(relative + name)
        elif is_folder and name in OF_PROGRAMS:
            left_out.programs.append(relative + name)
        elif not (
            is_folder or may_hold_documents(name) or (has_no_ending(name) and _is_file(item))
        ):
            left_out.kinds.append(relative + name)
        elif item.is_symlink() and _leads_back(item.path, homes):
            left_out.links.append(relative + name)
        elif item.is_symlink() and not _leads_within(item.path, homes):
            left_out.leads.append(relative + name)
        else:
            yield f"{relative}{name}/" if is_folder else relative + name, item.path


def belongs_to_another(name: str, names: Set[str], content: Callable[[], bytes]) -> bool:
    """Tell that a file says something of the document beside it, or is a saved page's folder.

    ``names`` are those beside it; its ``content`` is read where that decides.
    """
    if (saved := _SAVED_WITH.fullmatch(name)) and any(
        f"{saved['stem']}{end}" in names for end in _PAGES
    ):
        return True
    return is_sidecar(name, names, WITH_SIDECARS, content)


def _is_file(item: os.DirEntry[str]) -> bool:
    try:
        return item.is_file()
    except OSError:
        return False


def _leads_to_folder(item: os.DirEntry[str]) -> bool:
    try:
        return item.is_dir()
    except OSError:  # a link in a loop, or into what may not be read
        return False


def _leads_back(link: str, homes: Iterable[str]) -> bool:
    """Tell whether a link leads to what is walked without it, or to a folder that holds it."""
    target = os.path.realpath(link)
    return os.path.exists(target) and any(
        within(home, target) or _seen_from(home, target) for home in homes
    )


def _leads_within(link: str, homes: Iterable[str]) -> bool:
    target = os.path.realpath(link)
    return any(within(target, home) for home in homes)


def _seen_from(home: str, target: str) -> bool:
    if not within(target, home):
        return False
    return not any(part[:1] == "." for part in os.path.relpath(target, home).split(os.sep))


def within(path: str, folder: str) -> bool:
    """Tell whether ``path`` is ``folder`` or lies below it."""
    return os.path.join(path, "").startswith(os.path.join(folder, ""))
