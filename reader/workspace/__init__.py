"""One opened corpus: documents, their analyses, and the annotations on them."""

from reader.workspace.card import Card
from reader.workspace.mentions import mentions_of
from reader.workspace.workspace import Workspace

__all__ = ["Card", "Workspace", "mentions_of"]
