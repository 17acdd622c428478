"""Find names, dates and amounts in a text."""
