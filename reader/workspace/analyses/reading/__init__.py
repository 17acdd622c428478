"""Reading each document of a corpus once, and the pairs found by it."""
