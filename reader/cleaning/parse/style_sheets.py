"""The elements that the style sheets of a page hide, as far as one can tell without laying it out.

Of selectors (https://www.w3.org/TR/selectors-3) those of names are read: tags, classes and ids,
within each other. What depends on the size of a screen or on what a reader does hides nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

_HIDING = re.compile(
    r"(?:^|[;{\s])(?:display\s*:\s*none|visibility\s*:\s*hidden|(?:left|top)\s*:\s*-\d{4,}px)",
    re.IGNORECASE,
)
_ON_SCREENS = re.compile(r"@media\s+(?:only\s+)?(?:all|screen)\s*\{", re.IGNORECASE)
_AT_RULE = re.compile(r"@[^{}]{0,300}+\{(?:[^{}]*+\{[^{}]*+\})*+[^{}]*+\}")
_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*+\*/")
_COMPOUND = re.compile(r"[a-zA-Z][\w-]*(?:[.#][\w-]+)*>?|(?:[.#][\w-]+)+>?")
_CHILD = re.compile(r"\s*>\s*")
_NAME = re.compile(r"[.#]?[\w-]+")
# No sheet needs more rules for a name, or elements around one, to hide it.
_MOST_RULES, _REACH = 8, 40

# The names of each element, and whether that within must be its child.
_Selector = tuple[tuple[frozenset[str], bool], ...]


def hides(declarations: str) -> bool:
    """Tell whether the declarations of a style hide an element."""
    return bool(_HIDING.search(declarations))


class HidingRules:
    """The selectors of a page's sheets that hide elements.

    An element is given by its names: its tag, its classes as ``.menu``, its id as ``#top``.
    """

    def __init__(self) -> None:
        self._by_name: dict[str, list[_Selector]] = defaultdict(list)

    def add(self, sheet: str) -> None:
        """Take in the rules of a sheet that hold on every screen."""
        if not hides(sheet):
            return
        screens = _AT_RULE.sub("", _ON_SCREENS.sub("", _COMMENT.sub("", sheet)))
        for selectors, _, declarations in (each.rpartition("{") for each in screens.split("}")):
            if hides(declarations):
                for selector in selectors.split(","):
                    self._add(_CHILD.sub("> ", selector).split())

    def hide(self, names: frozenset[str], around: Callable[[], Iterable[frozenset[str]]]) -> bool:
        """Tell whether a rule hides an element within those ``around`` it, the innermost first."""
        if self._by_name.keys().isdisjoint(names):
            return False
        within = list(islice(around(), _REACH))
        return any(
            selector[-1][0] <= names and _holds(selector[:-1], within)
            for name in names
            for selector in self._by_name.get(name, ())
        )

    def _add(self, compounds: Sequence[str]) -> None:
        # A tag alone says too little.
        if compounds and all(map(_COMPOUND.fullmatch, compounds)):
            selector = tuple(
                (frozenset(_NAME.findall(each)), each.endswith(">")) for each in compounds
            )
            name = max(selector[-1][0], key=lambda each: each[0] in ".#")
            if len(selector) > 1 or name[0] in ".#":
                rules = self._by_name[name]
                rules += [selector] if len(rules) < _MOST_RULES else []


def _holds(selector: _Selector, around: Sequence[frozenset[str]]) -> bool:
    """Tell whether the elements around one, the innermost first, meet a selector's outer parts."""
    parts = list(selector)
    for names in around:
        if parts and parts[-1][0] <= names:
            parts.pop()
        elif parts and parts[-1][1]:
            return False
    return not parts
