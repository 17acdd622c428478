"""Answers to a suggested link, shared by the queue, the comparison and an article's links."""
