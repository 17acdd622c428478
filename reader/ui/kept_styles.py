"""The style sheet of the app, which remembers what it says of widgets that it has seen before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from textual.app import App
from textual.css.model import RuleSet
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.widget import Widget

# What Textual notes of a widget whose rules tell of the widgets around it, or of the mouse.
_NOTED = ("_has_focus_within", "_has_order_style", "_has_odd_or_even", "_has_hover_style")


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the rules say of widgets at a place of the screen, and of their component classes."""

    rules: RulesMap
    components: dict[str, RulesMap]


class KeptStyles(Stylesheet):
    """A style sheet that matches its rules once for all widgets that they can't tell apart.

    Textual matches them for each widget, and each of its component classes, whenever a screen
    opens, a widget gets the focus or a class is set: that took a third of what opening an article
    did. Names that only Textual itself should use may be gone in another version, where each
    widget is matched again.
    """

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._kept: dict[tuple[object, ...], _Kept] = {}
        self._kept_of: list[RuleSet] = []

    def apply(
        self,
        node: DOMNode,
        *,
        animate: bool = False,
        cache: dict[tuple[Any, ...], RulesMap] | None = None,
    ) -> None:
        """Give a widget its styles; Textual's ``cache`` is of one call, and not needed."""
        if type(node) is DOMNode:  # it stands for a component class
            super().apply(node, animate=animate)
            return
        if self.rules is not self._kept_of:
            self._kept_of = self.rules
            self._kept.clear()
        path = tuple(map(_seen, node.css_path_nodes))
        if (kept := self._kept.get(path)) is not None:
            _give(node, kept, animate=animate)
            return
        super().apply(node, animate=animate)
        if not animate and _can_be_kept(node):
            parts = node._component_styles.items()
            components = {name: styles.base.get_rules() for name, styles in parts}
            self._kept[path] = _Kept(node.styles.base.get_rules(), components)


def _can_be_kept(node: DOMNode) -> bool:
    """Tell whether what a widget was given is that of all that look as it does to the rules."""
    is_known = hasattr(node, "_attach") and hasattr(node, "_component_styles")
    return is_known and not any(getattr(node, name, True) for name in _NOTED)


def _give(node: DOMNode, kept: _Kept, *, animate: bool) -> None:
    """Give a widget what is kept, as far as it has something else."""
    if node.styles.base.get_rules() == kept.rules:
        node.notify_style_update()  # those of the widgets around it may be others
    else:
        Stylesheet.replace_rules(node, kept.rules, animate=animate)
    components, is_other = node._component_styles, False
    for name, rules in kept.components.items():
        if name not in components or components[name].base.get_rules() != rules:
            component = DOMNode(classes=name)
            component._attach(node)
            component.styles.base.merge_rules(rules)
            components[name] = component.styles
            is_other = True
    if is_other:
        node.refresh()


def _seen(node: DOMNode) -> tuple[object, ...]:
    """Return all of a widget that rules can tell of, beside its place among others."""
    state: tuple[object, ...] = ()
    if isinstance(node, Widget):
        state = (node.can_focus, node.mouse_hover, node.has_focus, node.is_disabled)
    elif isinstance(node, App):
        state = (node.theme, frozenset(node.get_pseudo_classes()))
    return (type(node), node.id, node.classes, *state)
