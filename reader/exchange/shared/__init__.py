"""Parts of files that several formats have: archives, XML, JSON, tables, tokens, offsets."""
