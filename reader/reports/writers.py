"""The ways to write a report, by the endings of their files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from reader.reports.values import Report


def _html(report: Report) -> bytes:
    """Return the page; the template engine is loaded when it is needed."""
    from reader.reports.html_page import html_page

    return html_page(report)


def _markdown(report: Report) -> bytes:
    """Return the Markdown."""
    from reader.reports.markdown_page import markdown_page

    return markdown_page(report)


# By the endings of files, without their dots.
REPORT_WRITERS: Mapping[str, Callable[[Report], bytes]] = MappingProxyType(
    {"html": _html, "md": _markdown}
)
