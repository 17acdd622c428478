"""Find candidates: signatures, postings and the index over them."""
