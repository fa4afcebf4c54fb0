"""Which code comes first, and which leads to which."""
