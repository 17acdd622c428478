"""Find mentions, and join them to entities within an article and across the corpus."""

from importlib import import_module
from typing import TYPE_CHECKING

from reader.entities.mention import Entity, Mention, Type

if TYPE_CHECKING:
    from reader.entities.corrections import Correction, Verdict, corrected
    from reader.entities.linking import entities, join
    from reader.entities.recogniser import VERSION, recognise

__all__ = [
    "VERSION",
    "Correction",
    "Entity",
    "Mention",
    "Type",
    "Verdict",
    "corrected",
    "entities",
    "join",
    "recognise",
]

# The screen begins with the values alone; patterns and lists are loaded when they are called for.
_LATE = {
    "Correction": "corrections",
    "Verdict": "corrections",
    "corrected": "corrections",
    "entities": "linking",
    "join": "linking",
    "VERSION": "recogniser",
    "recognise": "recogniser",
}


def __getattr__(name: str) -> object:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_LATE[name]}"), name)
    globals()[name] = value
    return value
