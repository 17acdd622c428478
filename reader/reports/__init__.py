"""Reports to hand on: what was found in a story or a corpus, as a page or as Markdown."""

from reader.reports.values import (
    Disagreement,
    MarkedText,
    Report,
    ReportedFigure,
    ReportedPassage,
    ReportedStatement,
    ReportedTag,
    ReportedVersion,
    Rewording,
    letters,
)
from reader.reports.writers import REPORT_WRITERS
