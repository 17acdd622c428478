"""The row under the cursor, opened a little: what it is, how it begins, what is on it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.widgets import Static

from reader.annotations import Passage
from reader.errors import ReaderError
from reader.text import numbered, one_line, visible
from reader.ui.corpus.catalogue import Catalogue
from reader.ui.shared import signs
from reader.ui.shared.colors import letter_style
from reader.ui.shared.commands import with_keys
from reader.workspace import Workspace
from reader.workspace.analyses.stories.listing import CorpusRow
from reader.workspace.analyses.stories.story import Story, StoryVersion
from reader.workspace.overviews.passage_contexts import shown_quote

_PASSAGES, _VERSIONS = 6, 8  # rows
_WITH_SOURCES = 64  # columns; in fewer the titles of versions need the room
# The least lines that tell how an article begins.
_LEAST = 5
_FAINT, _STRONG = "dim", "bold"


class Preview(Static):
    """Shows a row of the list; it is made by ``preview``, in a worker."""

    def __init__(self) -> None:
        super().__init__(id="preview", markup=False)


def preview(
    workspace: Workspace, catalogue: Catalogue, row: CorpusRow, width: int, height: int
) -> Text:
    """Return the preview of a row, in about ``height`` lines of ``width`` columns.

    It reads and cleans the article: a worker should ask.
    """
    document = catalogue.to_read(row.documents)
    told = catalogue.row(document)
    story = row.story.story if row.story is not None else None
    text = Text()
    text.append(f"{one_line(told.title)}\n", _STRONG)
    summary = told.summary
    about = [summary.source, summary.date.replace("T", " ")[:16]]
    about += [summary.length and f"length {summary.length}", summary.byline]
    about += [numbered(summary.words, "word")] if summary.words else []
    about += [str(told.status)]
    about += [
        f"{' and '.join(fields)} from the {origin}" for origin, fields in summary.guesses.items()
    ]
    text.append(" · ".join(one_line(part) for part in about if part) + "\n", _FAINT)
    for tag in told.own:
        text.append(signs.TAG, letter_style(tag.color)).append(f"{one_line(tag.name)} ")
    text.append("\n" if told.own else "")
    if summary.note:
        text.append(f"{one_line(summary.note)}\n", _FAINT)
    if story is not None and row.is_story:
        text.append_text(_versions(catalogue, story, width))
    text.append("\n")
    passages = workspace.store.passages(document)
    below = Text("\n" if passages else "")
    for line in _passages(workspace, passages, width):
        below.append_text(line)
    if story is not None and not row.is_story:
        below.append_text(_versions(catalogue, story, width))
    below.append(f"\n{one_line(document)}", _FAINT)
    room = max(_LEAST, height - _lines(text.plain, width) - _lines(below.plain, width))
    gone = catalogue.gone_in_words(document)
    try:
        if gone:
            text.append(f"{visible(gone)}\n", _FAINT)
        else:
            body = workspace.article(document).body.text
            text.append(visible(_opening(body, room, width)) + "\n")
    except ReaderError as error:
        text.append(f"{visible(str(error))}\n", _FAINT)
    return text.append_text(below)


def _lines(text: str, width: int) -> int:
    """Return the number of lines that a text takes, as words go on in the next line."""
    room = max(1, width * 9 // 10)
    return sum(max(1, -(-cell_len(line) // room)) for line in text.split("\n"))


def _opening(body: str, lines: int, width: int) -> str:
    """Return the first paragraphs of a text for so many lines, with one of air between them."""
    shown: list[str] = []
    for part in filter(str.strip, body[: (lines + 1) * width].split("\n")):
        if _lines(part, width) > lines:
            cut = set_cell_size(part, max(0, lines) * width * 9 // 10).rpartition(" ")[0]
            shown += [f"{cut} …"] if cut else []
            break
        shown.append(part)
        lines -= _lines(part, width) + 1
    return "\n\n".join(shown)


def _passages(workspace: Workspace, passages: tuple[Passage, ...], width: int) -> Iterator[Text]:
    tags = {tag.id: tag for tag in workspace.store.tags()}
    for passage in passages[:_PASSAGES]:
        line = Text()
        tags_of_it = [tags[tag] for tag in passage.tags if tag in tags]
        for tag in tags_of_it:
            line.append(f"{signs.TAG}", letter_style(tag.color))
            line.append(f"{one_line(tag.name)} ")
        note = f" {signs.NOTE}" if passage.note else ""
        anchor = passage.anchor
        quote = shown_quote(workspace, passage.document, anchor.span, anchor.quote)
        words = one_line(quote)
        shown = signs.quoted(words)
        end = "”" if shown != words else ""
        line.append(shown.removesuffix(end))
        line.truncate(max(8, width - len(note) - 1), overflow="ellipsis")
        yield Text.assemble(line, end, note, "\n")
    if len(passages) > _PASSAGES:
        yield Text(f"… and {len(passages) - _PASSAGES:,} more\n", _FAINT)


def _versions(catalogue: Catalogue, story: Story, width: int) -> Text:
    """Return the versions of a story, each with what speaks for it, and the keys that go on."""
    asked = len(story.open)
    versions = numbered(len(story.versions), "version") + f", {asked:,} undecided" * bool(asked)
    text = Text()
    text.append(f"\n{versions}", _STRONG)
    keys = "{version.story} story" + "  {version.queue} decide" * bool(asked)
    text.append(f"   {with_keys(keys)}\n", _FAINT)
    for version in story.versions[:_VERSIONS]:
        text.append_text(_version(catalogue, version, width))
    if len(story.versions) > _VERSIONS:
        text.append(f"… and {len(story.versions) - _VERSIONS:,} more\n", _FAINT)
    return text


def _version(catalogue: Catalogue, version: StoryVersion, width: int) -> Text:
    summary = catalogue.summary(version.document)
    asked = signs.UNDECIDED if version.is_open else " "
    kind = signs.KIND_SIGNS[version.kind] if version.kind is not None else " "
    name = "first" if version.kind is None else str(version.kind)
    source = Text()
    if width >= _WITH_SOURCES:
        source.append(one_line(summary.source or signs.NO_SOURCE), _FAINT)
        source.truncate(width // 6, overflow="ellipsis", pad=True)
        source.append("  ")
    line = Text.assemble(
        f"{asked} {kind} {name:<11}",
        (f"{summary.dated(10) or 'no date':10}  ", _FAINT),
        source,
        one_line(summary.title),
    )
    line.truncate(max(8, width), overflow="ellipsis")
    return line.append("\n")
