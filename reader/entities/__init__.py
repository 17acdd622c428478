"""Find mentions, and join them to entities within an article and across the corpus."""

from typing import TYPE_CHECKING

from reader.entities.mention import VERSION, Entity, Mention, Type
from reader.lazy import lazy_names

if TYPE_CHECKING:
    from reader.entities.corrections import NameCorrection, NameVerdict, corrected
    from reader.entities.linking import entities, join, type_of
    from reader.entities.recogniser import recognise
    from reader.entities.recogniser_registry import EMBEDDED, Engine, engine

__all__ = [
    "EMBEDDED",
    "VERSION",
    "Engine",
    "Entity",
    "Mention",
    "NameCorrection",
    "NameVerdict",
    "Type",
    "corrected",
    "engine",
    "entities",
    "join",
    "recognise",
    "type_of",
]

# The screen begins with the values alone; patterns and lists are loaded when they are called for.
__getattr__ = lazy_names(
    __name__,
    {
        "NameCorrection": "corrections",
        "NameVerdict": "corrections",
        "corrected": "corrections",
        "EMBEDDED": "recogniser_registry",
        "Engine": "recogniser_registry",
        "engine": "recogniser_registry",
        "entities": "linking",
        "join": "linking",
        "recognise": "recogniser",
        "type_of": "linking",
    },
)
