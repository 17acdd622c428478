"""Find mentions, and join them to entities within an article and across the corpus."""

from reader.entities.mention import Entity, Mention, Type

__all__ = ["Entity", "Mention", "Type"]
