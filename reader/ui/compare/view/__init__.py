"""Two versions of a story facing each other, sentence by sentence."""

from reader.ui.compare.view.comparison_view import ComparisonView
from reader.ui.compare.view.facing import SIGNS, in_words
from reader.ui.compare.view.version_heads import VersionHeads
