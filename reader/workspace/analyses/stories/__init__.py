"""Stories of a corpus: their versions, names and verdicts, and the list of documents by them."""
