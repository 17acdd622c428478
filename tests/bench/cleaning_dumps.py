"""Pages as text browsers and converters print them at a fixed width, for ``cleaning.py --dumps``.

The pages of ../shared/bench/cleaning that are there as HTML, printed by those of w3m, lynx, pandoc
and html2text that are installed, are cleaned by models that did not see their sites. The truth is
that of the HTML page, so a form that loses a part of it has a ceiling below 1.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator

Print = Callable[[str], str]

_SECONDS = 20
_CHARSET = re.compile(r"(charset\s*=\s*[\"']?)[\w-]+", re.IGNORECASE)
_BLANK = re.compile(r"\n\s*\n")
_COMMANDS = {
    "w3m -cols 80": "w3m -dump -T text/html -I UTF-8 -O UTF-8 -cols 80",
    "lynx -width=80 -nolist": "lynx -stdin -dump -force_html -display_charset=utf-8"
    " -assume_charset=utf-8 -width=80 -nolist",
    "lynx -width=80": "lynx -stdin -dump -force_html -display_charset=utf-8"
    " -assume_charset=utf-8 -width=80",
    "pandoc -t plain": "pandoc -f html -t plain --columns=72",
}


def printers() -> Iterator[tuple[str, Print]]:
    """Yield the programs that are installed, by what their form is called."""
    for name, command in _COMMANDS.items():
        if shutil.which(command.split()[0]):
            yield name, _printer(command.split())
    try:
        import html2text
    except ImportError:
        return

    def by_html2text(html: str) -> str:
        return html2text.HTML2Text(bodywidth=80).handle(html)

    yield "html2text -b 80", by_html2text


def _printer(command: list[str]) -> Print:
    def printed(html: str) -> str:
        page = _CHARSET.sub(r"\1utf-8", html).encode("utf-8", "replace")
        try:
            done = subprocess.run(command, input=page, capture_output=True, timeout=_SECONDS)  # noqa: PLW1510
        except subprocess.TimeoutExpired:
            return ""
        return done.stdout.decode("utf-8", "replace")

    return printed


def paragraphs(dump: str) -> str:
    """Return a dump with each block between blank lines on one line, as a peer should get it."""
    return "\n".join(" ".join(block.split()) for block in _BLANK.split(dump) if block.strip())
