"""The report: one page to read it all, and the page that compares two codebooks."""
