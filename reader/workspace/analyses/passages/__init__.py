"""Passages and tags of a corpus: their index, their list and the tree of tags."""
