"""Actions on the codebook: edit it, read it and write it."""
