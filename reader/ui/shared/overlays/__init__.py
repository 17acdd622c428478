"""Small screens with a job of their own, opened over any other: help, settings, tags, views."""
