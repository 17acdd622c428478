"""All passages of the corpus: listed, filtered, worked on together, and counted."""
