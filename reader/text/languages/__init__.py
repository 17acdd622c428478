"""Languages: the language of a text, and their number words and commonest words."""
