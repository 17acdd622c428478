"""The wording of lines: phrases of pages, and the names in bylines."""
