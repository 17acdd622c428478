"""Overviews of an opened corpus, each made when asked for: contexts, figures, versions, reports."""
