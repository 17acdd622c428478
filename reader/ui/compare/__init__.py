"""Comparison of two versions, and the story of all."""
