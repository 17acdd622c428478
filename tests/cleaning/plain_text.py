"""A plain text of one story, and the paragraphs of a text as they are shown."""

from reader.cleaning import Shown, clean
from reader.text import Format

TITLE = "New lock for the canal at Marn"
BODY = (
    "The council of Marn opened the new lock on Tuesday, two years late and for twice the money.",
    "It holds forty barges at a time, said Ada Brink, the engineer who planned it for the town.",
    "Skippers had waited for hours at the old gates, which stay as a footbridge over the water.",
)


def told(source: str, format: Format = Format.TEXT) -> list[str]:  # noqa: A002
    article = clean(source, format)
    return [article.text_of(block) for block in article.shown(Shown.BODY)]
