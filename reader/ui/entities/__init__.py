"""Names of the corpus and their contexts."""
