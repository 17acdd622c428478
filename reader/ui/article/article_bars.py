"""The bars around an article: which one it is, what keys are meant for, what colours mean."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from rich.text import Text

from reader.annotations import AnchoredRecord, Passage, Tag
from reader.cleaning import Shown
from reader.text import numbered
from reader.ui.article.article_part import ArticlePart, OpenArticle
from reader.ui.article.caret_state import caret_state, passage_about, tag_digits
from reader.ui.article.mention_commands import MentionCommands
from reader.ui.article.passage_column import ColumnContent, PassageColumn
from reader.ui.article.passage_reach import PassageReach
from reader.ui.article.search_commands import SearchCommands
from reader.ui.article.suggestion_commands import SuggestionCommands
from reader.ui.article.text_links import TextLinks
from reader.ui.article.version_commands import VersionCommands
from reader.ui.shared.signs import GUESSED_ENCODING, STATUS_SIGNS
from reader.workspace.actions.passages.annotating import read_status, standing, state_of

# From so many columns on the head line tells the time of the day, too.
_WIDE = 100
# Columns that what is at the caret has before the legend.
_LEAST_STATE = 22
_READINGS = {Shown.ARTICLE: "clean", Shown.ASIDES: "with asides", Shown.SOURCE: "raw"}
# The commands of the moment where there is nothing to tag.
_SELECTING = ("select.sentence", "select.paragraph", "select.start")
# The commands of the moment where a suggestion is at hand.
_ANSWERING = ("tag.accept", "tag.reject", "tag.nested")


class ArticleBars(ArticlePart):
    """Fills the head line, the status line, the key line and the column from the other parts."""

    def __init__(
        self,
        opened: OpenArticle,
        *,
        reach: PassageReach,
        suggestions: SuggestionCommands,
        versions: VersionCommands,
        mentions: MentionCommands,
        search: SearchCommands,
        links: TextLinks,
    ) -> None:
        super().__init__(opened)
        self._reach, self._suggestions = reach, suggestions
        self._versions, self._mentions, self._search = versions, mentions, search
        self._links = links

    @property
    def has_walk(self) -> bool:
        """Tell whether passages stand in the column: Enter walks them then."""
        is_shown = bool(self.screen.query_one(PassageColumn).display)
        return is_shown and bool(self.view.passages or self._suggestions.found)

    def show(self) -> None:
        """Show the document's head, the keys of the moment, and the meaning of the colours."""
        state, summary = state_of(self.store, self.document), self.opened.summary
        tags = self.store.some(Tag, state.tags)
        is_wide = self.screen.size.width >= _WIDE
        date = summary.dated(16 if is_wide else 10).replace("T", " ")
        count, suggested = len(self.view.passages), len(self._suggestions.found)
        self.screen.head_line.show(
            summary.title or self.document,
            self._versions.link_goal,
            state.note,
            summary.length and f"length {summary.length}",
            below=(summary.source, date),
            facts=(
                self.opened.warning,
                f"{STATUS_SIGNS[read_status(state)]} {self.opened.place}".strip(),
                f"{self.view.progress:.0%}",
                _READINGS[self.view.reading],
                numbered(count, "passage") if count else "",
                f"tagged {', '.join(tag.name for tag in tags)}" if tags else "",
                numbered(suggested, "suggestion") if suggested else "",
                GUESSED_ENCODING if summary.has_guessed_encoding else "",
                self._versions.likely,
                summary.note,
            ),
            spare=self._versions.news,
            file=self.document,
        )
        self.show_state()

    def show_state(self) -> None:
        """Show the keys that are meant for the caret's place."""
        hit = self.view.here.hit
        suggestion = self._suggestions.at_hand
        passage = self._reach.at_hand if hit is None else None
        meant = suggestion or passage
        tags = self.store.some(Tag, meant.tags) if meant is not None else []
        column, line = self.screen.query_one(PassageColumn), self.screen.status_line
        origin = self.store.get(Passage, passage.origin or "") if passage is not None else None
        carried_from = origin.document if origin is not None else ""
        about = [forms for forms in (self._links.in_words, self._mentions.in_words) if forms]
        codebook = self.store.tags() if column.display or self._does_tag else []
        if column.display:
            passages = self._in_order()
            column.tell(
                ColumnContent(
                    passages,
                    codebook,
                    meant,
                    self.view.article if passages else None,
                    nested=max(0, len(self.view.here.nested) - 1),
                    origin=carried_from,
                )
            )
        elif passage is not None:
            about += passage_about(passage, self.store.author, carried_from)
        legend, found = Text.assemble(self._mentions.legend()), self._search.place
        width = max(_LEAST_STATE, line.room_beside(legend))
        state = caret_state(self.view, meant, tags, found=found, about=about, width=width)
        line.rest(state, legend)
        self._show_keys(codebook)

    @property
    def _does_tag(self) -> bool:
        """Tell whether digits tag here: while a count is typed they belong to it."""
        return self.view.has_to_tag and not self.view.count

    def _show_keys(self, codebook: Sequence[Tag]) -> None:
        """Show the keys of the moment; the first tags of the codebook where digits tag."""
        does_tag = self._does_tag
        is_over, has_suggestion = self._suggestions.is_over, self._suggestions.at_hand is not None
        keys = self.screen.key_line
        is_answering = has_suggestion or is_over
        keys.show_first(tag_digits(codebook) if does_tag and not is_answering else ())
        over = ("view.column",) if self.screen.query_one(PassageColumn).is_over else ()
        at_hand = _ANSWERING if has_suggestion else _SELECTING
        wide = ("move.cell",) if self.view.has_wide_table else ()
        keys.favour(*over, *wide, *(() if does_tag or is_over else at_hand))
        # They stay what they are, so that nobody copies or removes with one press too many.
        keys.pass_over(*(_ANSWERING if is_over else ()))

    def _in_order(self) -> list[AnchoredRecord]:
        """Return the passages of the article, and what is suggested, in the order of walking."""
        passages = standing(self.store, self.source)
        found = [((one.anchor.start, -one.anchor.end), one) for one in passages]
        suggested = [((span.start, -span.end), one) for one, span in self._suggestions.found]
        return [one for _, one in sorted((*found, *suggested), key=itemgetter(0))]
