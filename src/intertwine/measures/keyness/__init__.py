"""Words that mark one group of documents against another."""
