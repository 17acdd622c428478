"""A report as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from reader.reports.values import (
    MarkedText,
    Report,
    ReportedFigure,
    ReportedPassage,
    ReportedVersion,
)
from reader.text import one_line

# Characters that could begin markup anywhere in a line, and those that could at its beginning.
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&!$])")
_OPENING = re.compile(r"^(\d+)([.)])|^([-+=:])")
_SIGNS = {"verbatim": "=", "edited": "\\~", "reworded": "≈", "quoted": "”"}


def markdown_page(report: Report) -> bytes:
    """Return a report as Markdown in which texts show as they are."""
    return "\n".join(_parts(report)).encode("utf-8", "replace")


def _parts(report: Report) -> Iterator[str]:
    yield f"# {_escaped(report.title)}\n"
    corpus = _escaped(report.corpus) if report.corpus != report.title else ""
    about = (_plain(report.scope), corpus, report.made, report.unfinished)
    yield f"{' · '.join(filter(None, about))}\n"
    if report.undecided:
        yield f"{len(report.versions):,} versions, {report.undecided:,} of them undecided\n"
    if report.versions:
        yield f"## {'When it was told' if report.is_story else 'Articles'}\n"
        yield from _versions(report)
    if report.is_story and len(report.versions) > 1:
        yield "## What each version changed\n"
        for version in report.versions[1:]:
            yield from _changes(version)
    if report.statements:
        yield "## Who says what\n"
        yield "= word for word, \\~ edited, ≈ reworded, ” quoted, **!** contradicts\n"
        rows = (
            [
                _plain(one.text),
                *(
                    "**!**" if against else _SIGNS.get(said, "=") if said else ""
                    for said, against in zip(one.said, one.against, strict=True)
                ),
            ]
            for one in report.statements
        )
        yield from _table(["Statement", *(one.letter for one in report.versions)], rows)
    yield "## Passages\n"
    if not report.passages:
        yield "There are no passages.\n"
    else:
        yield "Numbers behind a path are offsets in code points of the decoded source, half-open.\n"
    for version, own in report.groups:
        yield f"### {version.letter} {_plain(version.title or version.document)}\n"
        for passage in own:
            yield from _passage(passage)
    for figure in report.figures:
        yield from _figure(figure)


def _versions(report: Report) -> Iterator[str]:
    against = ["Against A", "Shared with A"] if report.is_story else []
    rows = []
    for number, one in enumerate(report.versions):
        title = _plain(one.title or one.document)
        kind = f"{one.kind} ({one.standing})" if number else "first"
        about = [kind, f"{one.share:.0%}" if number else ""] if report.is_story else []
        rows.append(
            [one.letter, _plain(one.shown), _plain(one.source), title, *about, f"{one.words:,}"]
        )
    yield from _table(["", "Date", "Source", "Title", *against, "Words"], rows)


def _changes(version: ReportedVersion) -> Iterator[str]:
    yield f"### {version.letter} {_plain(version.title or version.document)}\n"
    for one in version.disagreements:
        yield f"- **!** {one.kind}: {_plain(one.before)} → {_plain(one.after)}"
    for pair in version.rewordings:
        yield f"- {_marked(pair.before)} → {_marked(pair.after)}"
    for text in version.added:
        yield f"- \\+ {_plain(text)}"
    for text in version.dropped:
        yield f"- − {_plain(text)}"
    yield ""


def _passage(passage: ReportedPassage) -> Iterator[str]:
    yield f"> {_plain(passage.quote)}\n"
    yield f"— {_plain(', '.join(passage.citation))}\n"
    if passage.tags:
        yield f"Tags: {', '.join(_plain(tag.name) for tag in passage.tags)}\n"
    if passage.note:
        yield f"Note: {_plain(passage.note)}\n"
    if passage.is_lost:
        yield "The text has changed since.\n"


def _figure(figure: ReportedFigure) -> Iterator[str]:
    yield f"## {_escaped(figure.title)}\n"
    rows = (
        [_plain(tag.name), str(total), *(str(count or "") for count in counts)]
        for tag, total, counts in zip(figure.tags, figure.totals, figure.counts, strict=True)
    )
    yield from _table(["Tag", "Passages", *map(_plain, figure.columns)], rows)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"|{' --- |' * len(header)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _marked(pieces: Iterable[MarkedText]) -> str:
    """Return a sentence with its changed words in bold."""
    return "".join(_bold(one.text) if one.changed else _escaped(one.text) for one in pieces)


def _bold(text: str) -> str:
    core = text.strip()
    if not core:
        return text
    before, _, after = text.partition(core)
    return f"{before}**{_escaped(core)}**{after}"


def _plain(text: str) -> str:
    """Return a text as one line of Markdown that shows it as it is."""
    return _OPENING.sub(lambda match: f"{match[1] or ''}\\{match[2] or match[3]}", _escaped(text))


def _escaped(text: str) -> str:
    blank = " " if text[:1].isspace() else "", " " if text[-1:].isspace() else ""
    return blank[0] + _MARKUP.sub(r"\\\1", one_line(text)) + (blank[1] if text.strip() else "")
