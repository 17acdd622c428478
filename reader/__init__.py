"""A terminal reader and annotator for folders of scraped news."""

__version__ = "0.1.0"
