"""Searching the whole corpus: hits under each other, sorted, counted and tagged."""
