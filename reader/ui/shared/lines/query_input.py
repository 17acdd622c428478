"""The line in which a query is typed: what may come next stands in it, faint, and is told."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message
from textual.suggester import Suggester, SuggestionReady
from textual.widgets import Input

from reader.text import one_line

if TYPE_CHECKING:
    from reader.workspace.query.query_completion import Completion

# So many ways to go on are told of.
_TOLD = 6


class QueryInput(Input):
    """An input for queries; the right arrow takes what is suggested.

    ``values`` gives the values of a field that there are in the corpus; it may take its time.
    """

    @dataclass
    class Hinted(Message):
        """The news of what may come next: a line that tells of it, empty where there is nothing."""

        hint: str

    def __init__(
        self,
        values: Callable[[str], Iterable[str]],
        *,
        placeholder: str = "",
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(placeholder=placeholder, id=id, suggester=_QuerySuggester(self, values))
        self._completed = ("", "")

    async def suggest_again(self) -> None:
        """Suggest how to go on from what stands here: more is known than when it was typed."""
        query = self.value
        if query and self.has_focus and self.suggester is not None:
            found = await self.suggester.get_suggestion(query)
            if found is not None:
                self.post_message(SuggestionReady(query, found))

    def on_focus(self) -> None:
        """Load what understands queries before the first letter: nothing is asked at the start."""
        self.run_worker(_load, thread=True, exit_on_error=False)

    def complete(self, query: str, whole: str) -> None:
        """Let the right arrow put ``whole`` in the place of a query, while that stands here."""
        if query == self.value:
            self._completed = (query, whole)

    def action_cursor_right(self, select: bool = False) -> None:
        """Accept the suggestion, or go on by a character."""
        typed, whole = self._completed
        if whole and typed == self.value and self.cursor_at_end and not select:
            self.value = whole
            self.action_end()
        else:
            super().action_cursor_right(select)

    def hint(self, text: str, query: str) -> None:
        """Tell the ways in which a query may go on, as long as it is what somebody types here."""
        if self.has_focus and query == self.value:
            self.post_message(self.Hinted(text))

    async def action_submit(self) -> None:
        """Hand the query on; one that can't be understood stays to be mended, and is told why."""
        from reader.workspace.query.parsing import parse  # nothing is asked at the start
        from reader.workspace.query.syntax import QueryError

        self.workers.cancel_node(self)  # a suggestion that comes late would hide why
        try:
            parse(self.value.strip())
        except QueryError as error:
            self.post_message(self.Hinted(str(error)))
        else:
            await super().action_submit()


def _load() -> None:
    import reader.workspace.query.query_completion  # noqa: F401


class _QuerySuggester(Suggester):
    """Suggests the likeliest way to go on with a query."""

    def __init__(self, box: QueryInput, values: Callable[[str], Iterable[str]]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._box, self._values = box, values
        self._one_answer = threading.Lock()  # several beside each other would hold up keys

    async def get_suggestion(self, value: str) -> str | None:
        """Return the query with the likeliest completion."""
        found = await asyncio.to_thread(self._found, value)
        labels = [one_line(one.label) for one in found[:_TOLD]]
        more = " …" if len(found) > _TOLD else ""
        hint = f"{' · '.join(labels)}{more}" if len(labels) != 1 else f"{labels[0]} {found[0].help}"
        self._box.hint(hint if found else "", value)
        self._box.complete(value, found[0].query if found else "")
        return drawn_completion(value, found[0].query) if found else None

    def _found(self, value: str) -> list[Completion]:
        from reader.workspace.query.query_completion import completions

        with self._one_answer:
            return completions(value, self._values) if value == self._box.value else []


def drawn_completion(typed: str, whole: str) -> str:
    """Return the completion ``whole`` as the field shows it, behind what is typed.

    One that begins otherwise than what is typed, as with a quotation mark, follows an arrow.
    """
    goes_on = whole[: len(typed)].casefold() == typed.casefold()
    return whole if goes_on else f"{typed} → {whole}"
