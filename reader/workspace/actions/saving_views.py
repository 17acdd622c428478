"""Queries saved under a name: each action is one step that can be undone."""

from __future__ import annotations

from dataclasses import replace

from reader.annotations import SavedView, Store
from reader.errors import ReaderError
from reader.text import fold


def saved_views(store: Store) -> list[SavedView]:
    """Return the saved views by their names."""
    return sorted(store.all(SavedView), key=lambda one: (fold(one.name), one.id))


def view_named(store: Store, name: str) -> SavedView | None:
    """Return the saved view with a name, None where there is none."""
    named = fold(" ".join(name.split()))
    return next((one for one in saved_views(store) if fold(one.name) == named), None)


def save_view(store: Store, name: str, query: str, where: str) -> SavedView:
    """Save a query under a name; one that is saved under it already gets this query.

    Raises:
        ReaderError: where there is no name or no query.
    """
    name = _name(name)
    if not query.strip():
        raise ReaderError("there is no query to save", remedy="/ asks for one")
    view = replace(
        view_named(store, name) or SavedView(name=name, query=query), query=query, where=where
    )
    with store.step(f"save view “{name}”") as step:
        return step.put(view)


def rename_view(store: Store, view: SavedView, name: str) -> SavedView:
    """Give a saved view another name.

    Raises:
        ReaderError: where there is no name, or another view has it.
    """
    name = free_name(store, view, name)
    with store.step(f"rename view “{view.name}”") as step:
        return step.put(replace(view, name=name))


def free_name(store: Store, view: SavedView, name: str) -> str:
    """Return another name of a view as it is kept.

    Raises:
        ReaderError: where there is no name, or another view has it.
    """
    name = _name(name)
    if any(one.id != view.id and fold(one.name) == fold(name) for one in saved_views(store)):
        raise ReaderError(f"there is a view “{name}” already", remedy="Choose another name")
    return name


def remove_view(store: Store, view: SavedView) -> None:
    """Remove a saved view."""
    with store.step(f"remove view “{view.name}”") as step:
        step.delete(view)


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise ReaderError("a view needs a name")
    return name
