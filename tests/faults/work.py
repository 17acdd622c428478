"""A day's work on a store, and what must be left of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from reader.annotations import Anchor, DocumentState, Link, Passage, Store
from reader.errors import StoreError

SOURCE = "The mayor said on Monday that the bridge would stay closed until May."

Notes = dict[str, str]


def passage(note: str, *, id: str = "", document: str = "a.txt") -> Passage:  # noqa: A002
    anchor = Anchor.of(SOURCE, "0" * 64, 4, 9)
    return Passage(id=id, document=document, anchor=anchor, note=note)


def notes(store: Store) -> Notes:
    return {each.id: each.note for each in store.all(Passage)}


def work(path: Path, acknowledged: Callable[[int], None], days: int = 2) -> list[Notes]:
    """Work on the store at ``path``; return the states that it went through.

    ``acknowledged`` gets the number of each state as soon as the store says that it is safe. A step
    that can't be saved is gone on from, as a user would.
    """
    states: list[Notes] = [{}]

    def did(store: Store, act: Callable[[], object]) -> None:
        try:
            act()
        except StoreError:
            states.append(notes(store))
        else:
            states.append(notes(store))
            acknowledged(len(states) - 1)

    for day in range(days):
        with suppress(StoreError), Store.open(path, author="ada") as store:

            def add(count: int = 1, store: Store = store, day: int = day) -> None:
                with store.step("tag") as step:
                    for number in range(count):
                        step.put(passage(f"day {day} {number} of {count}"))

            def change(store: Store = store) -> None:
                with store.step("note") as step:
                    for each in store.passages("a.txt")[:2]:
                        step.put(passage(each.note + "!", id=each.id))

            def remove(store: Store = store) -> None:
                with store.step("remove") as step:
                    for each in store.passages("a.txt")[:1]:
                        step.delete(each)

            def other(store: Store = store) -> None:
                store.keep_text("0" * 64, SOURCE)
                store.put(DocumentState(document="a.txt", place=3))
                with store.step("link") as step:
                    step.put(Link(a="a.txt", b="b.txt", kind="edited"))

            for act in (add, lambda: add(3), other, change, store.undo):
                did(store, act)
            with suppress(OSError):  # as the idle thread does
                store._storage.save_beside_commits()
            for act in (remove, change, store.undo, store.redo, add):
                did(store, act)
    return states


def holds(path: Path, states: list[Notes], safe: int, *, read_only: bool = False) -> bool:
    """Tell whether the store has come through: at the last safe state, or at one after it."""
    try:
        with Store.open(path, author="bob", read_only=read_only) as store:
            return notes(store) in states[safe:]
    except StoreError:
        return False
