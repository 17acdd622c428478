"""The codebook: its tags as a tree, and all that can be done to them."""
