"""Numbers and quantities in running text, and their values."""
