"""The annotation file and all that keeps it safe: storage, journal, lock, backups, merging."""
