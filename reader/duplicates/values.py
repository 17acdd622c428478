"""Values that the search for duplicates takes and gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from reader.text import Span

# Changes whenever other pairs would be found: part of every cache key.
VERSION = "34"
# Changes whenever another signature is made of a text: part of every cache key.
SIGNATURE_VERSION = "13"


class Kind(StrEnum):
    """The kind of a pair of versions of a story, the closest first.

    ``quoting`` is what has passages of the other one beside a text of its own, or all of it beside
    another article.
    """

    EXACT = "exact"
    SAME_PAGE = "same-page"
    EDITED = "edited"
    REWORDED = "reworded"
    QUOTING = "quoting"
    SAME_EVENT = "same-event"


KINDS: Mapping[str, Kind] = {kind.value: kind for kind in Kind}  # faster than to call Kind


@dataclass(frozen=True, slots=True)
class Version:
    """A document as the search for duplicates sees it.

    ``text`` is the body of the cleaned article. ``hidden`` is the share of the source that cleaning
    left out (0 to 1): it tells a page dump from clean text. ``date`` is in ISO 8601, ``names`` are
    the entities that the article mentions.
    """

    id: str
    text: str
    title: str = ""
    date: str | None = None
    names: tuple[str, ...] = ()
    hidden: float = 0.0


class Trait(StrEnum):
    """A particular of a pair, beside its kind; the words are those of the screen."""

    SAME_FORM = "same form, other names and numbers"
    HOUSE_TEXT = "only the text of the house in common"
    NOISE = "with the mistakes of a scanner or a wrong encoding"
    REORDERED = "the same sentences in another order"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence that two documents belong together, in figures that a person can check.

    ``share_a`` and ``share_b`` are the shares (0 to 1) of either text's words that stand in
    passages which the other has too; ``longest`` is the longest such passage in words; ``names``
    and ``numbers`` count those that both have; ``days`` lie between their dates. ``summary`` says
    it in words, ``trait`` what is particular about the pair. (What the names and numbers are tells
    ``NamedEvidence``.)
    """

    share_a: float
    share_b: float
    longest: int
    same_title: bool
    names: int
    numbers: int
    days: int | None
    summary: str
    trait: Trait | None = None

    def with_names(self, named: str) -> str:
        """Return the summary with what is ``named`` behind the trait, before the figures."""
        trait = self.trait or ""
        figures = self.summary.removeprefix(trait).removeprefix("; ")
        return " · ".join(filter(None, (trait, named, figures)))


# Of two documents in which nothing was found in common.
UNKNOWN = Evidence(0.0, 0.0, 0, same_title=False, names=0, numbers=0, days=None, summary="")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A likely link between two documents; ``score`` is how likely it is (0 to 1)."""

    a: str
    b: str
    kind: Kind
    score: float
    evidence: Evidence

    @property
    def turned(self) -> Candidate:
        """The same with ``a`` and ``b`` changed round."""
        said = self.evidence
        evidence = replace(said, share_a=said.share_b, share_b=said.share_a)
        return Candidate(self.b, self.a, self.kind, self.score, evidence)

    def seen_from(self, document: str) -> Candidate:
        """Return the pair with a document of it first."""
        return self if self.a == document else self.turned

    def other_end(self, document: str) -> str:
        """Return the document at the other end from one of the two."""
        return self.b if self.a == document else self.a


class PairStatus(StrEnum):
    """The status of a passage of one version in the other."""

    VERBATIM = "verbatim"
    EDITED = "edited"
    REWORDED = "reworded"
    QUOTED = "quoted"
    ADDED = "added"
    DROPPED = "dropped"


class ChangeKind(StrEnum):
    """The kind of thing that a change between two passages touches."""

    NAME = "name"
    NUMBER = "number"
    DATE = "date"
    QUOTE = "quote"
    SPEAKER = "speaker"
    NEGATION = "negation"
    BOUND = "bound"
    WORD = "word"


# The kinds of facts in which two texts contradict each other, in the order they are told in.
CONTRADICTED = (
    ChangeKind.NUMBER,
    ChangeKind.BOUND,
    ChangeKind.DATE,
    ChangeKind.NAME,
    ChangeKind.SPEAKER,
)


@dataclass(frozen=True, slots=True)
class Change:
    """A difference between two aligned passages; a side is None where it has nothing there.

    ``sure`` tells that what stands there was surely read as what it is.
    """

    kind: ChangeKind
    a: Span | None
    b: Span | None
    sure: bool = True

    @property
    def matters(self) -> bool:
        """Tell whether it touches more than words."""
        return self.kind is not ChangeKind.WORD

    @property
    def contradicts(self) -> bool:
        """Tell whether one text surely has another fact of a kind in the place of one."""
        is_other = self.a is not None and self.b is not None
        return is_other and self.sure and self.kind in CONTRADICTED


@dataclass(frozen=True, slots=True)
class Pair:
    """A passage of ``a`` and the passage of ``b`` that says the same; None for what one lacks.

    ``moved`` tells that it stands elsewhere in the order of the other text.
    """

    a: Span | None
    b: Span | None
    status: PairStatus
    changes: tuple[Change, ...] = ()
    moved: bool = False

    @property
    def ranked(self) -> tuple[Change, ...]:
        """The changes, contradictions first, mere words last."""
        return tuple(sorted(self.changes, key=lambda one: (not one.contradicts, not one.matters)))


@dataclass(frozen=True, slots=True)
class Alignment:
    """The passages of two texts beside each other: in the order of ``a``, with ``b``'s between.

    Spans count code points of the two texts that were compared.
    """

    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A contradiction of two articles on one thing, in their words, with its places in them."""

    kind: ChangeKind
    a: str
    b: str
    span_a: Span
    span_b: Span


@dataclass(frozen=True, slots=True)
class NamedEvidence:
    """The evidence of two articles by name, shared and contradicted, the most telling first.

    ``names`` are as ``a`` has them, most frequent first, ``numbers`` and ``dates`` by value
    (one that both write differently stands as in ``a``), ``words`` the longest rare words.
    """

    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    contradicted: tuple[Contradiction, ...] = ()

    def in_words(self, most: int | None = 3, *, words: bool = True) -> str:
        """Return a line: ``38,000 against 83,000; both: Lund, Brandt, $46 million, embankment``.

        At most ``most`` names, as many numbers, dates, ``words`` and contradictions are told, and
        ``…`` where there are more names, numbers or dates; None tells all.
        """
        shared = [*self.names[:most], *self.numbers[:most], *self.dates[:most]]
        is_cut = len(shared) < len(self.names) + len(self.numbers) + len(self.dates)
        shared += self.words[:most] if words or not shared else ()
        shared += ["…"] * is_cut
        against = [f"{one.a} against {one.b}" for one in self.contradicted[:most]]
        more = len(self.contradicted) - len(against)
        if more > 0:
            against.append(f"{more} more")
        return "; ".join(against + [f"both: {', '.join(shared)}"] * bool(shared))

    def in_room(self, room: int) -> str:
        """Return the line that tells most in at most ``room`` characters, or else the shortest."""
        wordings = [
            self.in_words(most, words=words) for most in (3, 2, 1) for words in (True, False)
        ]
        return next((one for one in wordings if len(one) <= room), wordings[-1])
