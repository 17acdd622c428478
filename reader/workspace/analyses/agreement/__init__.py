"""Agreement of several people on the same documents, and their disputes."""
