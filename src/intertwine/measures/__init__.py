"""Association, co-occurrence, prevalence, keyness, dispersion, topics: frames in, new frames out."""
