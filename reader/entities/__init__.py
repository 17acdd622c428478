"""Find mentions, and join them to entities within an article and across the corpus."""

from typing import TYPE_CHECKING

from reader.entities.mention import VERSION, Entity, Mention, Type
from reader.late import late_names

if TYPE_CHECKING:
    from reader.entities.corrections import Correction, Verdict, corrected
    from reader.entities.engines import EMBEDDED, Engine, engine
    from reader.entities.linking import entities, join, type_of
    from reader.entities.recogniser import recognise

__all__ = [
    "EMBEDDED",
    "VERSION",
    "Correction",
    "Engine",
    "Entity",
    "Mention",
    "Type",
    "Verdict",
    "corrected",
    "engine",
    "entities",
    "join",
    "recognise",
    "type_of",
]

# The screen begins with the values alone; patterns and lists are loaded when they are called for.
__getattr__ = late_names(
    __name__,
    {
        "Correction": "corrections",
        "Verdict": "corrections",
        "corrected": "corrections",
        "EMBEDDED": "engines",
        "Engine": "engines",
        "engine": "engines",
        "entities": "linking",
        "join": "linking",
        "recognise": "recogniser",
        "type_of": "linking",
    },
)
