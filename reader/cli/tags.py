"""`reader tags`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from reader.cli.differing_tags import named_differences, tell_differences
from reader.cli.opened_corpus import opened_corpus
from reader.cli.options import (
    ANNOTATIONS,
    FORCE,
    OUTPUT,
    STANDARD_STREAM,
    WORDS,
    NamedPath,
    how_to_read,
    kept_or_read,
)
from reader.cli.output import say, write_out
from reader.errors import ReaderError, near_names
from reader.text import numbered

if TYPE_CHECKING:
    from reader.annotations import Store, Tag
    from reader.exchange import Bundle
    from reader.workspace import Workspace

_ACTIONS = ("list", "add", "rename", "merge", "remove", "import", "export")
# How many names each action takes after it.
_NAMES: Mapping[str, int] = {"add": 1, "rename": 2, "merge": 2, "remove": 1, "import": 1}

# Options that one action has alone.
_OWNERS: Mapping[str, str] = {
    **dict.fromkeys(("key", "color", "description", "parent"), "add"),
    "with_passages": "remove",
    "theirs": "import",
}


class _Action(click.Choice[str]):
    """An action on the codebook; a misspelt one is answered with the nearest."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """Return the message for a word that is no action."""
        near = near_names(str(value), self.choices)
        meant = f" Did you mean: {near[0]}" if near else ""
        return f"{super().get_invalid_choice_message(value, ctx)}{meant}"


@click.command(
    epilog="\b\nExamples:\n"
    "  reader tags news/\n"
    "  reader tags news/ add witness --key w --parent source\n"
    "  reader tags news/ merge rumour claim\n"
    "  reader tags news/ export -o codebook.qdc"
)
@click.argument("corpus", type=NamedPath())
@how_to_read
@click.argument("action", type=_Action(_ACTIONS), default="list")
@click.argument("names", nargs=-1)
@click.option("--key", type=WORDS, default="", help="add: the key that tags with it.")
@click.option("--color", default="", metavar="COLOR", help="add: a name or #rrggbb.")
@click.option("--description", type=WORDS, default="", help="add: what it is for.")
@click.option(
    "--parent", type=WORDS, default="", metavar="TAG", help="add: the tag that it comes below."
)
@click.option("--with-passages", is_flag=True, help="remove: those that have no other tag, too.")
@click.option(
    "--theirs",
    type=WORDS,
    multiple=True,
    metavar="TAG",
    help="import: take what differs of this tag from the file; * of all.",
)
@click.option(
    "--format",
    "style",
    type=click.Choice(["json", "csv", "qdc"]),
    help="Of list, import and export.  [default: json, or the ending of the file]",
)
@OUTPUT
@FORCE
@click.option("--as", "author", type=WORDS, metavar="NAME", help="Who changes the codebook.")
@ANNOTATIONS
def tags(
    *,
    corpus: Path,
    action: str,
    names: tuple[str, ...],
    key: str,
    color: str,
    description: str,
    parent: str,
    with_passages: bool,
    theirs: tuple[str, ...],
    style: str | None,
    output: Path,
    force: bool,
    author: str | None,
    annotations: Path | None,
) -> None:
    """List or change the codebook, or take it to and from other tools.

    list prints one JSON object a tag. add NAME, rename TAG NAME, merge TAG INTO, remove TAG and
    import FILE change it, each in one step that u takes back in the app. import and export know
    what list prints (.json), CSV in Taguette's columns and the codebook of REFI-QDA (.qdc). import
    puts new tags last; a tag that is here otherwise is told, and stays as it is unless --theirs
    names it. Only the tags that reader starts with give way, where nobody has used or changed them.
    """
    from reader.settings import load

    if len(names) != (takes := _NAMES.get(action, 0)):
        raise click.UsageError(f"{action} takes {numbered(takes, 'name') if takes else 'no name'}")
    _check_options(action)
    if action != "import":  # which names a file
        names = tuple(WORDS.convert(name, None, None) for name in names)
    reads = action in {"list", "export"}
    corpus = kept_or_read(corpus, reads=reads)
    settings = load(corpus=corpus)
    with opened_corpus(
        [corpus],
        annotations,
        author=settings.signature(author),
        read_only=reads,
        codebook=settings.codebook,
    ) as workspace:
        store = workspace.store
        if reads:
            _export(workspace, style, output, force=force)
        elif action == "import":
            from reader.workspace.codebook_reading import read_codebook

            take_in_codebook(
                workspace, read_codebook(NamedPath().convert(names[0], None, None), style), theirs
            )
        elif action == "add":
            from reader.workspace.actions.codebook.codebook_editing import new_tag

            new_tag(
                store,
                names[0],
                key=key,
                color=_color(color),
                description=description,
                parent=_named(store, parent) if parent else None,
            )
        else:
            say(_CHANGES[action](store, names, with_passages))


def _check_options(action: str) -> None:
    """Raise UsageError for an option that belongs to another action."""
    given = click.get_current_context()
    for option, owner in _OWNERS.items():
        if owner != action and given.get_parameter_source(option) is ParameterSource.COMMANDLINE:
            raise click.UsageError(f"--{option.replace('_', '-')} is of {owner}, not of {action}")


def _export(workspace: Workspace, style: str | None, output: Path, *, force: bool) -> None:
    from reader.files_out import check_target
    from reader.workspace.actions.codebook.codebook_exchange import written_codebook

    if output != STANDARD_STREAM:
        for _ in workspace.scan():
            pass
        check_target(output, protected=workspace.protected, replace=force)
    store = workspace.store
    named = style or (output.name if output.suffix else "json")
    written = written_codebook(store, named)
    for what, count in written.losses.items():
        say(f"{named.rpartition('.')[2].lower()} can't hold {what}: {count:,}")
    for note in written.notes:
        say(note)
    write_out(output, [written.data], workspace, force=force)


def take_in_codebook(workspace: Workspace, codebook: Bundle, theirs: Collection[str]) -> None:
    """Take in the tags of a file, and tell what became of them; see the option --theirs."""
    from reader.workspace.actions.transfer.taking_codebook import plan_codebook, take_codebook

    plan = plan_codebook(workspace, codebook)
    wanted = named_differences(plan, theirs)
    say(take_codebook(workspace, plan, wanted))
    tell_differences(plan, wanted)
    for what in plan.left_out:
        say(f"left out: {what}")


def _rename(store: Store, names: tuple[str, ...], _: bool) -> str:
    from reader.workspace.actions.codebook.codebook_editing import rename_tag

    rename_tag(store, _named(store, names[0]), names[1])
    return f"“{names[0]}” is now “{names[1]}”"


def _merge(store: Store, names: tuple[str, ...], _: bool) -> str:
    from reader.workspace.actions.codebook.codebook_editing import merge_tags

    tag, into = (_named(store, name) for name in names)
    if tag.id == into.id:
        raise ReaderError("a tag can't be merged into itself", place=tag.name)
    count = merge_tags(store, tag, into)
    return f"“{tag.name}” merged into “{into.name}”: {numbered(count, 'passage')}"


def _remove(store: Store, names: tuple[str, ...], with_passages: bool) -> str:
    from reader.workspace.actions.codebook.codebook_editing import remove_tag

    tag = _named(store, names[0])
    count = remove_tag(store, tag, with_passages=with_passages)
    return f"“{tag.name}” removed; it was on {numbered(count, 'passage')}"


_CHANGES: Mapping[str, Callable[[Store, tuple[str, ...], bool], str]] = {
    "rename": _rename,
    "merge": _merge,
    "remove": _remove,
}


def _named(store: Store, name: str) -> Tag:
    """Return the tag of exactly this name, in any case. Raises ReaderError."""
    from reader.workspace.actions.codebook.codebook_editing import tag_named

    if (tag := tag_named(store.tags(), name)) is not None:
        return tag
    names = ", ".join(tag.name for tag in store.tags())
    raise ReaderError(f"there is no tag “{name}”", remedy=f"Tags: {names}")


def _color(given: str) -> str:
    """Return a colour as ``#rrggbb``. Raises ReaderError."""
    from reader.annotations import PALETTE

    found = PALETTE.get(given, given)
    digits = found.removeprefix("#")
    if found and not (len(digits) == 6 and set(digits.lower()) <= set("0123456789abcdef")):
        raise ReaderError(f"there is no colour {given}", remedy=f"#rrggbb, or {', '.join(PALETTE)}")
    return f"#{digits.lower()}" if found else ""
