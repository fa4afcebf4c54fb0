"""The tables of a paper, one module per subject."""
