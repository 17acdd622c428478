"""Signatures of texts: the words by which they are compared, and how frequent those are."""
