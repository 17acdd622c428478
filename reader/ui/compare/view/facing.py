"""Two versions as rows that face each other, and their changes in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from reader.duplicates import Alignment, Change, ChangeKind, Pair, PairStatus
from reader.text import Excerpt, Span, one_line

SIGNS = {
    PairStatus.VERBATIM: "=",
    PairStatus.EDITED: "~",
    PairStatus.REWORDED: "≈",
    PairStatus.QUOTED: "”",
    PairStatus.ADDED: "+",
    PairStatus.DROPPED: "−",
}
_ALONE = frozenset({PairStatus.ADDED, PairStatus.DROPPED})
_MARKS = frozenset('“”„"«»「」')
_LONGEST = 60  # characters of a line
# So many equal rows in a row are worth a fold.
FOLDED = 3
# What a reader should know of first.
_ORDER = (
    ChangeKind.NEGATION,
    ChangeKind.SPEAKER,
    ChangeKind.NUMBER,
    ChangeKind.BOUND,
    ChangeKind.DATE,
    ChangeKind.NAME,
    ChangeKind.QUOTE,
    ChangeKind.WORD,
)


@dataclass(frozen=True, slots=True)
class Facing:
    """A facing pair: a sentence of ``a`` and the one of ``b`` that says the same.

    Spans count in the two texts that are shown. ``again`` tells that ``a`` stands in the row above
    already, ``moved`` that ``b`` stands elsewhere in the order of its own text, ``paragraph`` that
    a paragraph begins here. ``folded`` counts the equal sentences that the row stands for.
    """

    a: Span | None
    b: Span | None
    status: PairStatus
    changes: tuple[Change, ...] = ()
    again: bool = False
    moved: bool = False
    paragraph: bool = False
    folded: int = 0

    @property
    def contradicts(self) -> bool:
        """Tell whether one side has another fact in the place of one."""
        return any(change.contradicts for change in self.changes)

    @property
    def differs(self) -> bool:
        """Tell whether anything is not the same, be it the place."""
        return self.status is not PairStatus.VERBATIM or self.moved

    @property
    def matters(self) -> bool:
        """Tell whether more than words differ, or all of it."""
        return self.is_alone or any(change.matters for change in self.changes)

    @property
    def is_alone(self) -> bool:
        """Tell whether one side has nothing here."""
        return self.status in _ALONE

    def side(self, number: int) -> Span | None:
        """Return the sentence of ``a`` (0) or ``b`` (1)."""
        return self.b if number else self.a


def facings(alignment: Alignment, a: Excerpt, b: Excerpt) -> list[Facing]:
    """Return the rows of an alignment whose spans count in the sources of two excerpts."""
    found: list[Facing] = []
    for pair in alignment.pairs:
        facing = _shown(pair, a, b)
        if facing is None:
            continue
        before = found[-1] if found else None
        found.append(
            replace(
                facing,
                again=before is not None and facing.a is not None and facing.a == before.a,
                paragraph=before is not None and _begins_paragraph(facing, a.text, b.text),
            )
        )
    return found


def stops(rows: Sequence[Facing], *, every: bool = False) -> Iterator[int]:
    """Yield the rows that one goes to from change to change.

    These are the rows with a change that matters, and the first of each run of added, or dropped,
    sentences; with ``every`` all rows that differ in anything.
    """
    for number, row in enumerate(rows):
        wanted = row.differs if every else row.matters
        if wanted and not (row.is_alone and number and rows[number - 1].status is row.status):
            yield number


def folded(rows: Sequence[Facing], opened: Collection[Span]) -> list[Facing]:
    """Return rows with each stretch of several equal ones folded to one.

    ``opened`` are the places in ``a`` of the first sentences of stretches that stay open.
    """
    found: list[Facing] = []
    for same, group in groupby(rows, lambda row: not row.differs):
        run = list(group)
        first = run[0]
        if same and len(run) >= FOLDED and first.a not in opened:
            found.append(replace(first, folded=len(run)))
        else:
            found += run
    return found


def _shown(pair: Pair, a: Excerpt, b: Excerpt) -> Facing | None:
    one, other = _from(a, pair.a), _from(b, pair.b)
    if one is None and other is None:
        return None
    changes = tuple(
        replace(change, a=_from(a, change.a), b=_from(b, change.b)) for change in pair.changes
    )
    return Facing(one, other, pair.status, changes, moved=pair.moved)


def _from(excerpt: Excerpt, span: Span | None) -> Span | None:
    return excerpt.from_source(span) if span else None


def _begins_paragraph(facing: Facing, a: str, b: str) -> bool:
    text, span = (a, facing.a) if facing.a is not None else (b, facing.b)
    return span is not None and "\n" in text[max(0, span.start - 2) : span.start]


# -- changes in words ------------------------------------------------------------------------


def in_words(
    facing: Facing, a: str, b: str, *, whole: bool = False
) -> list[tuple[ChangeKind, str]]:
    """Return the changes between two facing sentences: ``38,000 → 83,000``.

    Contradictions come first, mere words last. Long stretches are cut unless ``whole``.
    """
    ordered = sorted(
        facing.changes, key=lambda change: (not change.contradicts, _ORDER.index(change.kind))
    )
    wordings = [(change.kind, _change_in_words(change, facing, a, b, whole)) for change in ordered]
    return list(dict.fromkeys(wordings))


def _change_in_words(change: Change, facing: Facing, a: str, b: str, whole: bool) -> str:
    one, other = _words(change.a, a, whole), _words(change.b, b, whole)
    if change.kind is ChangeKind.QUOTE and facing.a and facing.b:
        marks_a, marks_b = _marks(facing.a.of(a)), _marks(facing.b.of(b))
        done = "marks lost" if marks_a > marks_b else "marks gained"
        return f"{done} around {one or other}"
    if not one:
        return f"+ {other}"
    return f"{one} → {other}" if other else f"− {one}"


def _words(span: Span | None, text: str, whole: bool) -> str:
    """Return a stretch of text in one line, its middle left out where it is long."""
    line = one_line(span.of(text)) if span else ""
    if whole or len(line) <= _LONGEST:
        return line
    half = _LONGEST // 2
    start, end = line[:half], line[-half:]
    return f"{start.rpartition(' ')[0] or start} … {end.partition(' ')[2] or end}"


def _marks(text: str) -> int:
    return sum(character in _MARKS for character in text)
