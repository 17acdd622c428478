"""A source of more lines than any page has: shown as it stands, with what rules alone can tell.

The models take 50 µs a line: 4.5 s for 5 MB of dumps (84,000 lines), for which the rules take
0.5 s. The longest of 779 pages for training has 2,100 lines; a book, a log or an export may have
more, and has no furniture to look for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reader.cleaning.article import Block, Role
from reader.cleaning.features.furniture import ruled
from reader.cleaning.features.page_parts import outside
from reader.cleaning.features.replies import replies
from reader.cleaning.metadata.found import Likely
from reader.cleaning.parse.lines import Line
from reader.cleaning.wording.line_wording import ends_sentence, units

# More than these are not given to the models.
MOST_LINES = 4_000
_LONGEST_TITLE = 30  # words
NOTE = "long: all but menus is shown"


def likely(lines: Sequence[Line], headline: int | None) -> Likely:
    """Return the line that is the title, if the page declares it, or the first is written as one.

    ``headline`` is the line of the declared title.
    """
    first = next((index for index, line in enumerate(lines) if not line.place), 0)
    text = lines[first].text
    written = lines[first].role is Role.HEADING or (
        lines[first].role is None and units(text) <= _LONGEST_TITLE and not ends_sentence(text)
    )
    title = headline if headline is not None else first if written else None
    return Likely({} if title is None else {title: (1.0, 0.0, 0.0)}, title, headline)


def blocks(lines: Sequence[Line], found: Mapping[int, Role]) -> Iterator[Block]:
    """Yield the block of each line; what the markup says of it holds unless its role was found.

    Of a page what rules tell is hidden.
    """
    hidden: dict[int, Role] = {}
    if any(line.within for line in lines):
        rules = enumerate(ruled(lines))
        # Captions to the rules are also paragraphs that are said again.
        told = {index: role for index, role in rules if role and role is not Role.CAPTION}
        answers = dict.fromkeys(replies(lines, None), Role.BOILERPLATE)
        hidden = outside(lines) | answers | told
    for index, line in enumerate(lines):
        written = Role.BOILERPLATE if line.place else line.role or Role.PARAGRAPH
        role = found.get(index, hidden.get(index, written))
        yield Block(role, line.runs, line.level)
