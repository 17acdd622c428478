"""The screen of where people differ, and its list."""
