"""Align two texts sentence by sentence, and tell what changed."""
