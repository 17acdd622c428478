"""Export and import: one module a format, one table of formats."""
