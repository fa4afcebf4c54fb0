"""Topic models, and the codes in each topic."""
