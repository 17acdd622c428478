"""Names of a corpus: the mentions of each document, and the entities of all."""
