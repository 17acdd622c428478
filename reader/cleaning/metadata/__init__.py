"""Title, byline, date, section and source of an article."""
