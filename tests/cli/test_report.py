"""`reader report`: what it tells, and that nothing in it is obeyed or loaded."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from importlib.resources import files
from itertools import product
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from textual.color import Color

from reader.cli import main
from reader.reports import REPORT_WRITERS, Report, ReportedPassage, ReportedTag, ReportedVersion
from reader.reports.drawing import time_line
from reader.text import Span
from reader.ui.shared.colors import LEAST_CONTRAST, contrast
from reader.workspace import Workspace
from reader.workspace.actions.passages.annotating import note, toggle_tags

FIRST, SPUN = "harbor-bridge/raw-page.txt", "harbor-bridge/spun-copy.txt"
HOSTILE = "</p><script>alert(1)</script>\"'><img src=https://evil.example/x onerror=1>\u202e{{7*7}}"


@pytest.fixture
def annotated(corpus: Path) -> Path:
    workspace = Workspace.open([corpus], author="mina")
    list(workspace.scan())
    claim, quote, *_ = workspace.store.tags()
    source = workspace.document(SPUN)
    start = source.source.index("83,000")
    toggle_tags(workspace.store, source, [Span(start, start + 6)], claim)
    toggle_tags(workspace.store, source, [Span(start, start + 6)], quote)
    note(workspace.store, source, Span(start, start + 6), HOSTILE)
    workspace.close()
    return corpus


class Page(HTMLParser):
    """The tags and attributes of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += f"{data} "


def is_harmless(page: Page) -> bool:
    """Tell whether a page has no script, and nothing that a browser loads by itself."""
    loading = {"src", "srcset", "data", "background", "poster", "action", "style"}
    return not page.tags & {"script", "img", "iframe", "link", "object", "embed"} and not any(
        name in loading or name.startswith("on") or (name == "href" and tag != "a")
        for tag, name, _ in page.attributes
    )


def written(annotated: Path, tmp_path: Path, name: str, *options: str) -> str:
    target = tmp_path / name
    assert main(["report", str(annotated), *options, "-o", str(target)]) == 0
    return target.read_text("utf-8")


def test_a_story_is_told_with_its_versions_what_they_changed_and_who_says_what(
    annotated: Path, tmp_path: Path
) -> None:
    source = written(annotated, tmp_path, "bridge.html", "--story", SPUN)
    page = Page(source)
    assert is_harmless(page)
    assert {*"ABC"} == {*re.findall("<title>([A-E]): ", source)}  # the others have no date
    text = " ".join(page.text.split())
    assert "! number 38,000 83,000" in text
    assert "Who says what" in text
    rows = len(re.findall(r"! (?:name|number|date|speaker) ", text))
    assert f"{rows} contradictions of A" in text
    assert "Courier, 2023-06-08" in text or "2023-06-08 18:41 Courier" in text
    assert HOSTILE.replace("\u202e", "\u2426") in text
    assert "Passages by tag" in text and "Tags together" in text
    assert "Tags by source" not in text  # one source: the totals again


def test_the_same_as_markdown_shows_texts_as_they_are(annotated: Path, tmp_path: Path) -> None:
    text = written(annotated, tmp_path, "bridge.md", "--story", "port merrin harbor bridge")
    page = Page(MarkdownIt("commonmark").enable("table").render(text))
    assert is_harmless(page)
    assert "number: 38,000 → 83,000" in page.text
    first = "Port Merrin shuts harbor bridge after crack found"
    beside = re.findall(rf"^- {first} → (.*)$", text, re.M)  # a title, and no sentence
    assert "Bridge in Port Merrin shut, cITy officials confirm" in beside
    assert text.count(f"- {first}") == len(beside)
    assert HOSTILE.replace("\u202e", "\u2426") in page.text


@pytest.mark.parametrize(
    "options", [("--tag", "claim"), ("--document", SPUN), ()], ids=["tag", "document", "all"]
)
def test_other_reports_have_their_passages(
    annotated: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    page = Page(written(annotated, tmp_path, "some.html", *options))
    assert "83,000" in page.text and SPUN in page.text


def test_what_is_not_there_is_named_and_nothing_is_replaced_unasked(
    annotated: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "mine.html"
    target.write_text("mine")
    article = annotated / SPUN
    before = article.read_bytes()
    for arguments in (
        [annotated, "-o", target],
        [annotated, "-o", article, "--force"],
        [annotated, "-o", tmp_path / "new.html", "--tag", "no such"],
        [annotated, "-o", tmp_path / "new.html", "--document", "no such"],
        [annotated, "-o", tmp_path / "new.html", "--story", "no such"],
    ):
        assert main(["report", *map(str, arguments)]) != 0
    assert target.read_text() == "mine" and article.read_bytes() == before
    assert not (tmp_path / "new.html").exists()
    assert "no story is called that" in capfd.readouterr().err


def test_a_passage_in_what_the_article_leaves_out_is_told_as_it_stands(
    corpus: Path, tmp_path: Path
) -> None:
    workspace = Workspace.open([corpus], author="mina")
    list(workspace.scan())
    source, hidden = workspace.document(FIRST), workspace.article(FIRST).hidden()
    span = max(hidden, key=len)
    toggle_tags(workspace.store, source, [span], workspace.store.tags()[0])
    workspace.close()
    target = tmp_path / "report.md"
    assert main(["report", str(corpus), "--document", FIRST, "-o", str(target)]) == 0
    told = target.read_text("utf-8")
    assert "changed since" not in told
    assert span.of(source.source).split()[0] in told


def test_the_time_line_has_the_clock_of_the_versions() -> None:
    versions = [
        ReportedVersion(letter=letter, document=letter, title="", date=date, when=when, shown=shown)
        for letter, date, when, shown in (
            ("A", "2024-02-06T10:32+01:00", "2024-02-06T09:32", "2024-02-06 10:32"),
            ("C", "2024-02-06T10:40+01:00", "2024-02-06T09:40", "2024-02-06 10:40"),
            ("D", "2024-02-06T22:00+01:00", "2024-02-06T21:00", "2024-02-06 22:00"),
            ("B", "2024-02-07T08:32+01:00", "2024-02-07T07:32", "2024-02-07 08:32"),
        )
    ]
    line = time_line(versions)
    assert line is not None
    dates = [date for _, date, _ in line.ticks]
    assert dates == ["2024-02-06 10:32", "2024-02-06 22:00", "2024-02-07 08:32"]
    # On a telephone of 360 pixels, its margins taken off, there is room for the ends.
    narrow = time_line(versions, is_narrow=True)
    assert narrow is not None and narrow.width <= 312
    assert [date for _, date, _ in narrow.ticks] == ["2024-02-06", "2024-02-07"]
    assert all(narrow.left < disk.x < narrow.right for disk in narrow.rows[0].marks)


def test_the_colours_of_the_page_can_be_read_on_each_of_its_grounds() -> None:
    style = (files("reader.reports") / "page.css").read_text("utf-8")
    schemes = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    assert len(schemes) == 3
    for scheme in schemes:
        shade = {name: Color.parse(one) for name, one in re.findall(r"--(\w+): (#\w+)", scheme)}
        pairs = [*product(("ink", "quiet", "alert", "link"), ("paper", "soft")), ("ink", "mark")]
        for letters, ground in pairs:
            assert contrast(shade[letters], shade[ground]) >= LEAST_CONTRAST, (letters, ground)
    assert not re.search(r"\bcolor: var\(--(line|soft|mark)\)", style)


def test_a_crowded_time_line_tells_when_and_no_letters() -> None:
    versions = [
        ReportedVersion(letter="A", document="a", title="", when=when, shown=when)
        for when in ("2024-02-06",) * 40 + ("2024-02-26",)
    ]
    line = time_line(versions)
    assert line is not None and line.is_crowded
    first, *others, last = (disk.x for disk in line.rows[0].marks)
    assert {*others} == {first} and last > first


def test_the_time_line_of_weeks_has_whole_days_of_guessed_dates() -> None:
    versions = [
        ReportedVersion(letter=letter, document=letter, title="", when=when, shown=shown)
        for letter, when, shown in (
            ("A", "2024-02-06", "~2024-02-06"),
            ("B", "2024-02-26T10:32", "2024-02-26 10:32"),
        )
    ]
    line = time_line(versions)
    assert line is not None
    assert [date for _, date, _ in line.ticks] == ["~2024-02-06", "2024-02-26"]


def test_text_from_outside_is_data_wherever_it_stands() -> None:
    version = ReportedVersion(
        letter="A",
        document=HOSTILE,
        title=HOSTILE,
        byline=HOSTILE,
        source=HOSTILE,
        date="2024-02-06",
        when="2024-02-06",
        shown=HOSTILE,
        url="javascript:alert(1)",
    )
    tag = ReportedTag(HOSTILE, '"><script>')
    passage = ReportedPassage(
        version=version,
        start=0,
        end=1,
        before=HOSTILE,
        quote=HOSTILE,
        after="\ud800",
        tags=(tag,),
        note=HOSTILE,
        author=HOSTILE,
        created=HOSTILE,
    )
    report = Report(
        title=HOSTILE,
        corpus=HOSTILE,
        scope="A story",
        made="2024-02-07",
        unfinished="",
        is_story=True,
        versions=(version,),
        statements=(),
        passages=(passage,),
        figures=(),
    )
    html = REPORT_WRITERS["html"](report).decode()
    page = Page(html)
    assert is_harmless(page)
    assert "javascript:" not in html
    assert "49" not in re.sub(r"<style>.*?</style>|sha256-\S+", "", html, flags=re.S)
    assert is_harmless(Page(MarkdownIt().render(REPORT_WRITERS["md"](report).decode())))
