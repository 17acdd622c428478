"""Find mentions, and join them to entities within an article and across the corpus."""

from typing import TYPE_CHECKING

from reader.entities.mention import VERSION, Entity, Mention, Type
from reader.lazy import lazy_names

# The screen begins with the values alone; patterns and lists are loaded when they are called for.
if TYPE_CHECKING:
    from reader.entities.corrections import NameCorrection, NameVerdict, corrected
    from reader.entities.linking import entities, join, type_of
    from reader.entities.recogniser import recognise
    from reader.entities.recogniser_registry import EMBEDDED, Engine, engine
else:
    __getattr__ = lazy_names(__name__)
