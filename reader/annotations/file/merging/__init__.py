"""Merging two versions of the annotations: tables, records, and the sides of a torn file."""
