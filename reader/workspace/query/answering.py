"""Answering a query over anything whose parts can be asked one by one."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Protocol

from reader.text.dates.day_range import days_of, is_between
from reader.workspace.query.syntax import AllOf, AnyOf, FieldTest, Not, Query, Test

NO_ITEMS: frozenset[str] = frozenset()


class Answers(Protocol):
    """The answers of items (documents, passages) by their ids to the parts of a query."""

    def all(self) -> Set[str]:
        """Return the ids of all items."""

    def of(self, test: Test) -> Set[str]:
        """Return the ids of the items that a test holds for."""


def answer(query: Query | None, answers: Answers) -> Set[str]:
    """Return the ids of the items that a query asks for: all of them for none.

    Raises:
        QueryError: for a pattern that takes too long.
    """
    match query:
        case None:
            return answers.all()
        case AllOf(parts):
            found: Set[str] | None = None
            # What is to be left out is looked for last, where there may be nothing left.
            for part in sorted(parts, key=lambda one: isinstance(one, Not)):
                if found is not None and not found:
                    break
                if isinstance(part, Not):
                    found = (answers.all() if found is None else found) - answer(part.part, answers)
                else:
                    more = answer(part, answers)
                    found = more if found is None else found & more
            return found if found is not None else NO_ITEMS
        case AnyOf(parts):
            return set().union(*(answer(part, answers) for part in parts))
        case Not(part):
            return answers.all() - answer(part, answers)
        case _:
            return answers.of(query)


def has_value(test: FieldTest, values: Iterable[str]) -> bool:
    """Tell whether a field with ``values`` passes a test.

    Days lie in the range that is asked for; other values hold its words as whole words.
    """
    values = [value for value in values if value]
    if not test.value:
        return not values
    if test.name == "date":
        ends = days_of(test.value)
        return ends is not None and any(is_between(value[:10], ends) for value in values)
    wording = test.wording
    return any(wording.occurs_in(test.form(value)) for value in values)
