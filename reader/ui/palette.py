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
    "app.back": "exit close leave quit return",
    "app.quit": "exit close end stop",
    "app.export": "save write json output formats csv share download backup excel",
    "app.import": "read load take file upload",
    "app.report": "html markdown print hand page story pdf share statistics summary",
    "app.help": "keys shortcuts manual keyboard hotkeys cheatsheet",
    "app.redo": "repeat again",
    "app.save-as": "write annotations file elsewhere backup",
    "app.settings": "preferences options configuration setup customise customize keys author width",
    "app.theme": "colors dark light mode appearance look skin",
    "app.tour": "tutorial learn introduction lesson beginner start",
    "app.undo": "take back revert mistake",
    "codebook.add": "new create label",
    "codebook.describe": "definition explain comment",
    "codebook.open": "tags labels categories codes manage legend rename",
    "codebook.remove": "delete erase",
    "document.clear": "delete erase reset wipe",
    "document.done": "finish read complete archive tick",
    "document.encoding": "charset unicode umlauts garbled",
    "document.flag": "star favourite favorite important bookmark todo read later",
    "document.note": "comment memo remark",
    "document.url": "link website internet original url",
    "entity.list": "people persons organisations organizations places entities names",
    "find.corpus": "find grep all everywhere full-text global",
    "find.filter": "find search narrow rows language unread",
    "find.search": "find words look",
    "find.views": "bookmark stored query",
    "go.set-mark": "bookmark remember pin",
    "go.unread": "jump skip",
    "go.to-mark": "bookmark jump return",
    "list.backwards": "reverse descending ascending",
    "list.hide-done": "finished read unread",
    "list.mark": "select several check tick",
    "list.sort": "order arrange",
    "passage.disputes": "agree agreement annotators kappa settle conflicts",
    "passage.list": "statistics figures annotations highlights overview",
    "passage.note": "comment memo remark",
    "passage.remove": "delete erase",
    "select.sentence": "highlight mark",
    "select.start": "highlight mark visual",
    "tag.again": "repeat",
    "tag.carry": "transfer propagate copies duplicate",
    "tag.copy": "cite quote clipboard reference",
    "tag.copy-words": "clipboard",
    "tag.edges": "resize extend boundary",
    "tag.every": "all occurrences",
    "tag.grow": "expand extend widen",
    "tag.keys": "label code annotate highlight categorise categorize",
    "tag.next": "jump",
    "tag.note": "comment annotate memo remark",
    "tag.pick": "label code create",
    "tag.previous": "jump",
    "tag.remove": "delete tag untag erase unmark",
    "tag.shrink": "shorten reduce",
    "version.compare": "diff difference contrast versus",
    "version.fresh": "new novel",
    "version.link": "merge similar duplicates related group",
    "version.queue": "merge duplicates candidates stories decide similar review confirm",
    "version.story": "similar versions related timeline",
    "version.unlink": "delete unlink erase",
    "version.verdicts": "decisions history",
    "view.asides": "boilerplate",
    "view.column": "sidebar panel margin",
    "view.highlights": "colors names",
    "view.preview": "sidebar panel peek",
    "view.raw": "html original unclean",
    "view.remove": "delete erase",
    "view.scars": "repair fix garbled",
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
