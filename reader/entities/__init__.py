"""Find mentions, and join them to entities within an article and across the corpus."""

from typing import TYPE_CHECKING

from reader.entities.mention import Entity, Mention, Type
from reader.late import late_names

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
__getattr__ = late_names(
    __name__,
    {
        "Correction": "corrections",
        "Verdict": "corrections",
        "corrected": "corrections",
        "entities": "linking",
        "join": "linking",
        "VERSION": "recogniser",
        "recognise": "recogniser",
    },
)
