"""Parts of an HTML page that are no article by what the markup says of them.

Hidden text, dialogs, readers' comments, teasers and offers are told by attributes, classes and ids,
which the line model knows only as words among many. No part is left out that holds most of the
page's text: there the names mean something else (``<body class="comments-open">``), or the text
waits for a script to be shown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reader.cleaning.article import Role
from reader.cleaning.features.element_features import path_of
from reader.cleaning.parse.lines import Element, Line
from reader.cleaning.wording.comment_labels import counts_comments, heads_comments
from reader.cleaning.wording.line_wording import ends_sentence, same, units
from reader.cleaning.wording.pointers import goes_on

# A line of so many words is prose, which is what the share of a part is measured in.
_PROSE = 10
_COMMENT = frozenset(["comment", "kommentar", "commentaire", "coral", "isso"])
# What is full-length has so many characters of prose below a heading of no lower level.
_FULL, _ARTICLE_HEADING = 600, 3
_BESIDE = 3  # so near around a paragraph is what holds the rest of its text, too
_WRAPPERS = frozenset(["html", "body", "main"])
_NAMES = 10  # a heading with more words of classes and ids is named by what it says
# The words that name the notes of a text, the last as a plugin of WordPress has it.
NOTES = frozenset(["footnote", "footnotes", "endnote", "endnotes", "sidenote", "sidenotes", "fna"])
_FOLDED = NOTES | {"accordion", "collapsed", "collapsible", "expandable", "foldable", "spoiler"}
# Classes that WordPress gives an article are the words of its topics too (tag-comments).
_TOPICAL = frozenset(["type", "status"])


@dataclass(frozen=True, slots=True, eq=False)
class _PartKind:
    """A kind of part: the words of its classes and ids, and its largest share of the prose.

    An element that has one of the words ``unless`` too is another: the article behind an offer, a
    live report of comments on a match.
    """

    role: Role
    words: frozenset[str]
    share: float
    unless: frozenset[str] = frozenset()


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# The shares are bounds that no page of ../shared/bench/cleaning (dev) loses its article by.
_HIDDEN = _PartKind(Role.BOILERPLATE, frozenset(), 0.6)
_COMMENTS = _PartKind(
    Role.BOILERPLATE,
    _words(
        """comments commentlist disqus respond commentaires kommentare kommentarer comentarios
        commenti reacties komentarze commentlinks commentbox commentarea usercomments
        leserkommentare kommentit yorumlar komentáře komentare komentari comentarii diskuze diskuse
        hozzászólások hozzaszolasok комментарии
        commento cusdis fyre giscus gitalk hyvor intensedebate kmt livefyre openweb spcv spotim
        twikoo utterances viafoura waline"""
    ),
    0.9,
    _words("live ticker"),
)
# Beside the word for one comment, or a service's own, these name what holds all of them. A forum is
# made of comments.
_WHOLE = _words("list area section thread stream")
_COMMENT_LISTS = _PartKind(Role.BOILERPLATE, frozenset(), 0.4)
_CARD = _PartKind(Role.TEASER, frozenset(), 0.3)
_CARDS = _words("card teaser")
# The elements of AMP that show one thing after another: pictures with their captions, or teasers.
_ROWS = _words("amp-carousel amp-base-carousel amp-inline-gallery amp-stream-gallery")
_ROW = _PartKind(Role.BOILERPLATE, frozenset(), 0.3)
_ALL = 0.9  # of a heading, what is a link's
_CONTENT = _words("content entry article story")
_PARTS = (
    _PartKind(  # "ipp" is the Wayback Machine's bar over its pages, "vjs" a player
        Role.BOILERPLATE,
        _words(
            """onetrust consent cookie cookies cookiebanner gdpr didomi usercentrics cookiebot popup
            popups popmake ipp vjs"""
        ),
        0.8,
    ),
    _COMMENTS,
    _PartKind(
        Role.BOILERPLATE,
        _words(
            """paywall regwall offer promo newsletter subscribe signup sharing tags copyright
            disclaimer advertisement poll polls reactions donate donation donations"""
        ),
        0.3,
        _CONTENT,
    ),
    _PartKind(
        Role.TEASER,
        _words("related recommended recommendations teasers outbrain taboola trending mostread"),
        0.3,
    ),
)
# An element with none of these words, as most, is no part by its name.
_NAMING = _COMMENT.union(*(part.words for part in _PARTS))


def outside(lines: Sequence[Line]) -> dict[int, Role]:
    """Return the lines that stand in no article, with what they are instead."""
    groups: dict[tuple[_PartKind, Element], list[int]] = defaultdict(list)
    around = _PartsAround(_cards(lines), _counted(lines))
    for index, line in enumerate(lines):
        for kind, element in around[line.within].items():
            groups[kind, element].append(index)
    rest = rests(lines)
    found = dict.fromkeys(rest.values(), Role.BOILERPLATE)
    if not groups:
        return found
    sizes = [size if (size := units(line.text)) >= _PROSE else 0 for line in lines]
    prose = max(1, sum(sizes))
    hidden = [(each, members[0]) for (part, each), members in groups.items() if part is _HIDDEN]
    opened = _answers(lines, hidden) | rest.keys()
    for (part, element), members in groups.items():
        if part is _HIDDEN and element in opened:
            continue
        if sum(sizes[index] for index in members) <= part.share * prose:
            for index in members:
                found.setdefault(index, part.role)
    return found


def _answers(lines: Sequence[Line], hidden: Sequence[tuple[Element, int]]) -> set[Element]:
    """Return the hidden elements that open below their heading, given with their first lines.

    They are those of several that each follow a heading in the element around them.
    """
    found: dict[Element | None, set[Element]] = defaultdict(set)
    for element, first in hidden:
        above = lines[first - 1] if first else None
        heading = above.within if above and above.role is Role.HEADING else None
        if heading and heading.around is element.around and not heading.hidden:
            found[element.around].add(element)
    return {each for beside in found.values() if len(beside) > 1 for each in beside}


def rests(lines: Sequence[Line]) -> dict[Element, int]:
    """Return the elements that a button below prose opens as the rest of it, each with its button.

    Where several buttons stand side by side, each ends a teaser.
    """
    buttons = [i for i, line in enumerate(lines[1:-1], 1) if line.within and goes_on(line.text)]
    held = Counter(element for i in buttons for element in path_of(lines[i].within))
    found: dict[Element, int] = {}
    for index in buttons:
        above, button, below = (path_of(line.within) for line in lines[index - 1 : index + 2])
        if units(lines[index - 1].text) >= _PROSE:
            opened = [each for each in below if each not in above and each not in button]
            around = opened[-1].around if opened else None
            if around in above[:_BESIDE] and held[around] == 1:
                found[opened[-1]] = index
    return found


def full_articles(lines: Sequence[Line]) -> int:
    """Count the ``article`` elements of a page that have a heading and running text of their own.

    Of the 315 pages that cleaning was developed on none has more than one.
    """
    prose: Counter[Element] = Counter()
    headed: dict[Element, str] = {}
    for line in lines:
        around = [element for element in path_of(line.within) if element.tag == "article"]
        if not around or any(element.hidden for element in around):
            continue
        if line.role is Role.HEADING and line.level <= _ARTICLE_HEADING:
            headed.setdefault(around[-1], same(line.text))
        elif units(line.text) >= _PROSE and ends_sentence(line.text):
            prose[around[-1]] += len(line.text)
    # Copies for other screens have one heading.
    return len({heading for element, heading in headed.items() if prose[element] >= _FULL})


def _is_folded(element: Element) -> bool:
    """Tell whether a hidden element is one that a reader may open."""
    around = element.around.words if element.around else frozenset[str]()
    return not _FOLDED.isdisjoint(element.words | around)


def _cards(lines: Sequence[Line]) -> set[Element]:
    """Return the elements within the article that are teasers of other ones.

    Their heading is a link, or they are articles of that name themselves.
    """
    heads: dict[Element, bool] = {}
    for line in lines:
        if line.role is Role.HEADING and line.level > 1:
            path = path_of(line.within)
            for up, element in enumerate(path):
                in_article = any(around.tag == "article" for around in path[up + 1 :])
                if in_article and (element.tag == "article" or _CARDS & element.words):
                    is_teaser = element.tag == "article" and "teaser" in element.words
                    is_linked = is_teaser or line.linked > _ALL
                    heads[element] = heads.get(element, True) and is_linked
    return {element for element, linked in heads.items() if linked}


def _counted(lines: Sequence[Line]) -> set[Element]:
    """Return the elements that begin with the number or the word of comments, the outermost."""
    found: set[Element] = set()
    for above, line in pairwise(lines):
        is_headed = line.role is Role.HEADING and heads_comments(line.text)
        if is_headed or counts_comments(line.text):
            begun = set(path_of(line.within)).difference(path_of(above.within))
            found.update(each for each in begun if each.around not in begun)
    return found


class _PartsAround(dict[Element | None, dict[_PartKind, Element]]):
    """The parts that an element stands in, each with its outermost element, found when asked."""

    def __init__(self, cards: Collection[Element], counted: Collection[Element]) -> None:
        super().__init__({None: {}})
        self._cards, self._counted = cards, counted

    def __missing__(self, element: Element) -> dict[_PartKind, Element]:
        own = dict.fromkeys(_kinds_of(element), element)
        if element in self._cards:  # all of them are no more than a share of the page
            own = {_CARD: path_of(element)[-1], **own}
        if element in self._counted:
            own.setdefault(_COMMENT_LISTS, element)
        self[element] = {**own, **self[element.around]}
        return self[element]


def _kinds_of(element: Element) -> Iterator[_PartKind]:
    """Yield the kinds of part that an element is by itself."""
    words = element.words
    if element.hidden and not _is_folded(element):
        yield _HIDDEN
    if element.tag in _ROWS:
        yield _ROW
    if _NAMING.isdisjoint(words) or element.tag in _WRAPPERS or words >= _TOPICAL:
        return
    if element.tag[1:].isdigit() and len(words) > _NAMES:
        return
    for part in _PARTS:
        if not part.words.isdisjoint(words) and part.unless.isdisjoint(words):
            yield part
    if not _COMMENT.isdisjoint(words) and not _WHOLE.isdisjoint(words):
        yield _COMMENT_LISTS
