"""Dates and times of day in text, and their values."""
