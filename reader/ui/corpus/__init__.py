"""The list of the corpus."""
