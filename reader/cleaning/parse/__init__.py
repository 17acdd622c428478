"""Lines of a source, whatever it is written in, with offsets into it."""
