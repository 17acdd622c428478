"""Analyses of the whole corpus: survey, pairs, names, search, stories."""
