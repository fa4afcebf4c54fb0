"""Text and codebook to hits, hits to presence in units."""
