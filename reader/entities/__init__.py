"""Find mentions, and join them to entities within an article and across the corpus."""

from reader.entities.corrections import Correction, Verdict, corrected
from reader.entities.linking import entities, join
from reader.entities.mention import Entity, Mention, Type
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
