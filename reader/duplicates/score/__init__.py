"""Measure pairs of documents, and decide how likely and how they belong together."""
