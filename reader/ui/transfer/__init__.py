"""Work that leaves the app and comes in: export, import, reports."""
