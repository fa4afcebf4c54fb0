"""Personal data in the texts of a study: where they stand, of which kind, and a copy without them."""
