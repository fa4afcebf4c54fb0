"""Which stage must run again: fingerprints over the definitions that a stage can reach."""
