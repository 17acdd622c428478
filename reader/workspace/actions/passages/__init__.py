"""Actions on passages and the documents they stand in: tag, link, note, carry over, settle."""
