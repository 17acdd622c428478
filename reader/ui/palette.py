"""The command palette: commands are found by what they are called, by other words, by their key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from reader.text import fold
from reader.ui.offered_commands import choices
from reader.ui.shared.commands import Command

if TYPE_CHECKING:
    from reader.ui.shared.navigator import Host

# Other words for what commands are called, by their ids.
SYNONYMS = {
    "app.back": "exit close leave quit",
    "app.quit": "exit close end",
    "app.export": "save write json output formats csv share",
    "app.import": "read load take file",
    "app.report": "html markdown print hand page story pdf share statistics",
    "app.help": "keys shortcuts manual",
    "app.redo": "repeat again",
    "app.save-as": "write annotations file elsewhere",
    "app.settings": "preferences options configuration keys author",
    "app.theme": "colors",
    "entity.list": "people organisations places entities",
    "find.filter": "find search narrow rows language",
    "app.tour": "tutorial learn introduction lesson",
    "app.undo": "take back revert",
    "codebook.remove": "delete",
    "document.clear": "delete remove",
    "document.done": "finish read complete",
    "find.corpus": "find grep all everywhere",
    "find.search": "find words",
    "passage.disputes": "agree agreement annotators kappa settle",
    "passage.remove": "delete",
    "tag.keys": "label code annotate",
    "tag.note": "comment annotate memo",
    "tag.remove": "delete untag",
    "version.link": "similar duplicates related",
    "version.story": "similar versions related",
    "view.column": "sidebar panel",
    "view.preview": "sidebar panel",
    "passage.list": "statistics figures annotations",
    "version.compare": "diff difference",
    "version.unlink": "delete unlink",
    "view.remove": "delete",
    "version.queue": "duplicates candidates stories decide similar",
}


class CommandProvider(Provider):
    """Gives the palette the commands of the screen that it was opened on, without the motions."""

    async def discover(self) -> Hits:
        """Yield all commands."""
        for given, label in labelled(self._commands()):
            yield DiscoveryHit(label, self._run(given), help=given.help)

    async def search(self, query: str) -> Hits:
        """Yield the commands that fit what was typed."""
        for given, label in labelled(self._commands()):
            others = SYNONYMS.get(given.id, "")
            score = fitness(query, given.keys, (given.name, others, given.help))
            if score:
                yield Hit(score, label, self._run(given), help=given.help)

    def _commands(self) -> Sequence[Command]:
        return choices(self.screen, cast("Host", self.app).settings.keys)

    def _run(self, given: Command) -> Callable[[], object]:
        return partial(self.app.run_action, given.action, given.node)


def fitness(typed: str, keys: str, texts: Sequence[str]) -> float:
    """Return the fitness of a command for typed words: 1 for its key, 0 for not at all.

    ``texts`` are its name, other words for it, and its help, of falling weight. Words that begin
    as what was typed go before those that only have it in them, which are not looked for in help.
    """
    if typed.strip() in keys.split():
        return 1.0
    parts, (name, others, told) = fold(typed).split(), map(fold, texts)
    if not parts:
        return 0.0
    for score, text in ((0.9, name), (0.8, others), (0.6, told), (0.5, f"{name} {others} {told}")):
        if all(f" {part}" in f" {text}" for part in parts):
            return score
    if all(part in name for part in parts):
        return 0.4
    return 0.3 if len(typed) > 1 and fold(typed.strip()) in fold(keys) else 0.0


def labelled(commands: Sequence[Command]) -> Iterator[tuple[Command, str]]:
    """Yield commands with the names and keys to choose by; of one name, with their groups."""
    names = Counter(given.name for given in commands)
    for given in commands:
        group = f" · {given.group}" if names[given.name] > 1 else ""
        yield given, f"{given.name}{group}  ({given.keys})"
