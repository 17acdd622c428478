"""What becomes of two versions of the annotations: of tables, of records, of a torn file."""
