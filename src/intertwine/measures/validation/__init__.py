"""The codebook against people, and people against each other."""
