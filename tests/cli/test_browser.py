"""What a browser makes of the pages that reader writes; skipped where there is none."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import html

from reader.cli import main

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
pytestmark = pytest.mark.skipif(not BROWSER, reason="no browser is installed")
# What a page fetches by itself when it is opened.
FETCHED = "//img/@src | //script/@src | //link/@href | //iframe/@src | //object/@data | //use/@href"


def browse(page: Path, *arguments: str) -> str:
    """Open a page in a browser without a window; return what that prints."""
    return subprocess.run(
        [
            BROWSER,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={page.parent / 'profile'}",
            *arguments,
            page.as_uri(),
        ],
        check=True,
        capture_output=True,
        text=True,
        timeout=300,  # seconds: it only ends what hangs
    ).stdout


def test_a_report_is_whole_without_anything_from_elsewhere(corpus: Path, tmp_path: Path) -> None:
    page, printed = tmp_path / "report.html", tmp_path / "report.pdf"
    document = "harbor-bridge/clean-text.txt"
    assert main(["report", str(corpus), "--document", document, "-o", str(page)]) == 0
    seen = html.fromstring(browse(page, "--dump-dom"))
    assert "Port Merrin shuts harbor bridge" in seen.text_content()
    assert [one for one in seen.xpath(FETCHED) if not one.startswith(("data:", "#"))] == []
    assert not [one for one in seen.xpath("//style/text()") if "url(" in one or "@import" in one]
    assert not seen.xpath("//script")
    browse(page, f"--print-to-pdf={printed}")
    assert printed.read_bytes().startswith(b"%PDF")
