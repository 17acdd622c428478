"""The screen that shows one article."""
