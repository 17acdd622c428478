"""Metadata from the properties of a file, without those that programs write there."""

from __future__ import annotations

import re
from collections.abc import Mapping

# Names that programs give to what nobody has named, and names of files.
_NO_TITLE = re.compile(
    r"(?i:\(?(?:untitled|unnamed|unspecified|anonymous)\)?|[\W\d_]+|title|titel|"
    r"(?:document|dokument|slide|folie|page|layout)\s?\d*|"
    r"microsoft \w+ - .*|word document|print.*|"
    r"template(?: (?:for )?(?:a )?(?:press|media|news) (?:release|statement))?(?: v?[\d.]+)?|"
    r".*\.(?:docx?|rtf|odt|pdf|indd|qxp|qxd|txt|html?))"
)
_NOBODY = re.compile(
    r"(?i:\(?(?:anonymous|unspecified|unknown)\)?|author|autor|user|owner|admin|administrator|"
    r"python-docx|(?:windows|microsoft office|office) (?:user|benutzer))"
)


def properties(title: object, author: object, made: object) -> Mapping[str, str]:
    """Return the title and the author that are no fillers, and ``made``, when the file was.

    They are ``named`` and ``made_by``: the title may be that of an older text in the file, the
    author who typed it, and neither is a record's.
    """
    metadata = {"named": _line(title), "made_by": _line(author), "made": _line(made)}
    for key, fillers in (("named", _NO_TITLE), ("made_by", _NOBODY)):
        if fillers.fullmatch(metadata[key]):
            metadata[key] = ""
    return {key: value for key, value in metadata.items() if value}


def _line(value: object) -> str:
    return " ".join(str(value or "").split())
