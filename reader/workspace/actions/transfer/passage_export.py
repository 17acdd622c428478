"""Records of the passages that are shown, to be written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.annotations import Passage
from reader.workspace.analyses.passages.passage_background import PassageBackground
from reader.workspace.analyses.passages.passage_list import PassageRows
from reader.workspace.overviews.passage_contexts import context_of, pages_of, shown_quote

if TYPE_CHECKING:
    from reader.exchange import PassageRecord
    from reader.workspace.workspace import Workspace


def written_passages(
    workspace: Workspace, rows: PassageRows, background: PassageBackground, name: str
) -> bytes:
    """Return the lines of the rows in one of ``PASSAGE_FORMATS``."""
    from reader.exchange import PASSAGE_FORMATS

    return PASSAGE_FORMATS[name](_records(workspace, rows, background))


def _records(
    workspace: Workspace, rows: PassageRows, background: PassageBackground
) -> Iterator[PassageRecord]:
    """Yield each line of the rows, in their order; words are as the article shows them."""
    from reader.exchange import PassageRecord

    names = {tag.id: tag.name for tag in background.tags}
    labels = {group.key: rows.label_of(group.key) for group in rows.groups}
    for line in rows.lines():
        glance = line.glance
        passage = workspace.store.get(Passage, glance.id)
        if passage is None:
            continue
        summary, anchor = background.summary(glance.document), passage.anchor
        around = context_of(workspace, glance) or (anchor.prefix, anchor.quote, anchor.suffix)
        yield PassageRecord(
            group=labels[line.group],
            id=glance.id,
            document=glance.document,
            title=summary.title,
            source=summary.source,
            date=summary.dated(),
            start=glance.start,
            end=glance.end,
            before=around[0],
            quote=shown_quote(workspace, glance.document, anchor.span, anchor.quote),
            after=around[2],
            tags=tuple(names[tag] for tag in glance.tags if tag in names),
            note=passage.note,
            author=glance.author,
            created=glance.created,
            story=background.stories.of(glance.document),
            versions=len(line.versions),
            url=summary.url,
            length=summary.length,
            pages=pages_of(workspace, glance.document, anchor.span, anchor.quote),
        )
