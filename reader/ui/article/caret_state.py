"""The left end of the status line: what keys are meant for now."""

from __future__ import annotations

from collections.abc import Sequence, Sized

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from reader.annotations import AnchoredRecord, Passage, SuggestedPassage, Tag
from reader.text import found_words, numbered, one_line
from reader.ui.article.view import OBJECTS, ArticleView
from reader.ui.shared.colors import badge_style, letter_style
from reader.ui.shared.commands import key_of, with_keys
from reader.ui.shared.lines.key_line import KeyChip
from reader.ui.shared.signs import tag_letter
from reader.ui.shared.times import local_minute

# Words of a longer selection are not counted at each key: that would take longer than a key may.
_LONGEST = 50_000
_MARK = Style(bold=True)
_SEPARATOR = " · "
_SELECTING = (
    f"selecting: {{select.start}} ends, {{select.object}} and {'/'.join(OBJECTS)}: "
    f"{', '.join(OBJECTS.values())}"
)
# Columns of a note that the time and the author leave, and those that are kept in any case.
_LEAST_NOTE, _KEPT_NOTE = 24, 8


def caret_state(
    view: ArticleView,
    passage: AnchoredRecord | None,
    tags: Sequence[Tag],
    *,
    found: str = "",
    about: Sequence[Sequence[str]] = (),
    width: int = 0,
) -> Text:
    """Return the state that keys act on: a count, the selection, the passage, what is there else.

    ``passage`` is the one at hand, set or suggested, ``tags`` are its tags, ``found`` is the place
    among the hits of a search. ``about`` is what else there is to say of it in a line of ``width``.
    """
    parts: list[Text] = []
    if view.count:
        parts.append(Text(f"{view.count} ×", _MARK))
    if found:  # before the words of others, which may be long
        parts.append(Text(found))
    if view.selection is not None:
        parts.append(Text(f"{_size(view.words_of(view.selection))} selected", _MARK))
    elif view.is_selecting:
        parts.append(Text(with_keys(_SELECTING), _MARK))
    else:
        texts, note = _passage_texts(view, passage, tags) if passage else ([], Text())
        taken = sum(part.cell_len + len(_SEPARATOR) for part in parts)
        parts += filled(texts, about, note, width - taken)
    return Text(_SEPARATOR).join(parts)


def passage_about(passage: Passage, reader: str, carried_from: str) -> list[list[str]]:
    """Return the author of a passage, if not the ``reader``, its time and its first document.

    What is worth most comes first; of each there are forms, the longest first.
    """
    when, author = local_minute(passage.created), one_line(passage.author)
    other = author if passage.author != reader else ""
    source = one_line(carried_from)
    return [
        *([[f"{other}, {when}", other]] if other else []),
        *([[f"⇄ from {name}" for name in (source, source.rpartition("/")[2])]] if source else []),
        *([] if other else [[when]]),
    ]


def filled(
    texts: Sequence[Text], about: Sequence[Sequence[str]], note: Text, width: int
) -> list[Text]:
    """Return the parts of a line of ``width``: what is told, what there is room for, the note.

    Of each of ``about`` the first form that fits is taken; a note is cut to what is left, and some
    of it is kept in any case.
    """
    parts = list(texts)
    room = width - sum(part.cell_len + len(_SEPARATOR) for part in texts)
    least = min(note.cell_len, _LEAST_NOTE)
    room -= least
    for forms in about:
        fitting = next((form for form in forms if cell_len(form) <= room), None)
        if fitting is not None:
            parts.append(Text(fitting))
            room -= cell_len(fitting) + len(_SEPARATOR)
    note = note.copy()
    note.truncate(max(_KEPT_NOTE, room + least), overflow="ellipsis")
    return [*parts, note] if note else parts


def _passage_texts(
    view: ArticleView, passage: AnchoredRecord, tags: Sequence[Tag]
) -> tuple[list[Text], Text]:
    """Return the passage by its tags, its size, the passages that lie around it; and its note."""
    note = Text(f"✎ {one_line(passage.note)}" if passage.note else "")
    named = Text(" ").join(tag_chip(tag) for tag in tags) if tags else Text("no tag")
    if isinstance(passage, SuggestedPassage):
        named = Text("? ", _MARK).append_text(named)
        return [named, Text(suggested_by(passage))], note
    parts = [named, Text(_size(view.words_of(passage.anchor.span)))]
    more = len(view.here.nested) - 1
    if more > 0:
        parts.append(Text(more_here(more)))
    return parts, note


def tool_of(suggestion: SuggestedPassage) -> str:
    """Return the name of the tool that suggests a passage."""
    return one_line(suggestion.tool) or "another tool"


def suggested_by(suggestion: SuggestedPassage) -> str:
    """Return the tool that suggests a passage, and how sure it is, in words."""
    return f"by {tool_of(suggestion)}" + (
        f", {suggestion.certainty} %" if suggestion.certainty else ""
    )


def no_passage(passages: Sized) -> str:
    """Return the advice where no passage is at the caret; ``passages`` are those of the article."""
    if passages:
        return with_keys("No passage is here: {tag.previous} and {tag.next} go to them")
    return with_keys("No passage yet: {select.sentence} selects a sentence, {tag.1} tags it")


def more_here(count: int) -> str:
    """Return the number of passages around the one at hand, and the key that takes the next."""
    return f"{count} more here: {key_of('tag.nested')}"


def tag_chip(tag: Tag) -> Text:
    """Return a tag as it is told anywhere: its letter as in the margin of a text, and its name."""
    style = letter_style(tag.color) + Style(bold=True)
    return Text.assemble((one_line(tag_letter(tag)), style), f" {one_line(tag.name)}")


def tag_digits(tags: Sequence[Tag]) -> list[KeyChip]:
    """Return the digits as they tag: each with one of the first nine tags."""
    return [
        KeyChip(str(number), tag.name, badge_style(tag.color))
        for number, tag in enumerate(tags[:9], 1)
    ]


def _size(text: str) -> str:
    if len(text) > _LONGEST:
        return f"{len(text):,} characters"
    return numbered(len(found_words(text)), "word")
