"""Actions of a person on the annotations, each one step that can be undone."""
