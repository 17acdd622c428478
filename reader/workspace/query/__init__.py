"""The query language: parsed, answered over documents and passages, completed while typed."""
