"""Actions between the annotations and files of other tools: export, import, suggest."""
