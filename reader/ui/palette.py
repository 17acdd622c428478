"""The command palette: commands are found by what they are called, by other words, by their key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from reader.text import fold
from reader.ui.commands import Command, choices

if TYPE_CHECKING:
    from reader.ui.navigator import Host

# Other words for what commands are called, by their ids.
SYNONYMS = {
    "app.back": "exit close leave quit",
    "app.quit": "exit close end",
    "app.export": "save write json output formats csv",
    "app.import": "read load take file",
    "app.report": "html markdown print hand page story",
    "app.help": "keys shortcuts manual",
    "app.redo": "repeat again",
    "app.save-as": "write annotations file elsewhere",
    "app.settings": "preferences options configuration keys author",
    "app.theme": "colours colors dark light",
    "app.tour": "tutorial learn introduction lesson",
    "app.undo": "take back revert",
    "document.done": "finish read complete",
    "find.corpus": "grep search all everywhere",
    "tag.note": "comment annotate memo",
    "tag.remove": "delete untag",
    "version.compare": "diff difference",
    "version.queue": "duplicates candidates stories decide",
}


class CommandProvider(Provider):
    """Gives the palette the commands of the screen that it was opened on, without the motions."""

    async def discover(self) -> Hits:
        """Yield all commands."""
        for given in self._commands():
            yield DiscoveryHit(_label(given), self._run(given), help=given.help)

    async def search(self, query: str) -> Hits:
        """Yield the commands that fit what was typed."""
        matcher = self.matcher(fold(query))
        for given in self._commands():
            label = _label(given)
            exact = query.strip() in given.keys.split()
            score = 1.0 if exact else matcher.match(label)
            other = max(
                (matcher.match(word) for word in (SYNONYMS.get(given.id, ""), given.help) if word),
                default=0.0,
            )
            if max(score, other) > 0:
                shown = matcher.highlight(label) if not exact and score > 0 else label
                yield Hit(max(score, other * 0.9), shown, self._run(given), help=given.help)

    def _commands(self) -> Sequence[Command]:
        return choices(self.screen, cast("Host", self.app).settings.keys)

    def _run(self, given: Command) -> Callable[[], object]:
        return partial(self.app.run_action, given.action, given.node)


def _label(given: Command) -> str:
    return f"{given.name}  ({given.keys})"
