"""Two versions of a story facing each other, sentence by sentence."""

from reader.ui.widgets.comparison.facing import SIGNS, Facing, facings, in_words
from reader.ui.widgets.comparison.view import ComparisonView

__all__ = ["SIGNS", "ComparisonView", "Facing", "facings", "in_words"]
