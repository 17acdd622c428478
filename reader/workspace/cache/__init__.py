"""Analyses kept between sessions, with a codec for each."""
