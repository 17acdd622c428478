"""A report as one HTML page that needs nothing from elsewhere."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from reader.reports.drawing import plot, time_line
from reader.reports.values import Report
from reader.text import printed

_HERE = Path(__file__).parent
_SIGNS = {"verbatim": "=", "edited": "~", "reworded": "≈", "quoted": "”"}
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_NO_COLOR = "#888888"


def html_page(report: Report) -> bytes:
    """Return a report as a page.

    All text in it is escaped, and no style, script, picture or type is loaded from anywhere: its
    content security policy allows the one style sheet that stands in it, by its hash.
    """
    page, style = _template()
    text = page.render(
        report=report,
        style=Markup(style),  # ours, not an article's
        policy=_policy(style),
        lines={
            "wide-only": time_line(report.versions),
            "narrow-only": time_line(report.versions, is_narrow=True),
        },
        undated=[one for one in report.versions if not one.when],
        plots=[
            plot(figure, with_totals=not number) for number, figure in enumerate(report.figures)
        ],
        signs=_SIGNS,
    )
    return text.encode("utf-8", "replace")


@cache
def _template() -> tuple[Template, str]:
    """Return the template of a page, and its style sheet."""
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(color=_color, address=_address)
    style = (_HERE / "page.css").read_text("utf-8")
    return environment.get_template("page.html.jinja"), style


def _policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _shown(value: object) -> object:
    """Return a value as it is shown: what would turn lines round or hide is made visible."""
    return printed(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _color(color: str) -> str:
    """Return a colour as an attribute may hold it."""
    return color if _COLOR.fullmatch(color) else _NO_COLOR


def _address(url: str) -> str:
    """Return an address that may be followed; empty for scripts and files of this machine."""
    return url if url.lower().startswith(("https://", "http://")) else ""
