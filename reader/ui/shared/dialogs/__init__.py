"""Dialogs: small screens that ask for an answer, a note, a choice or a key."""
