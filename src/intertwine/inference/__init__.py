"""Inference that respects clusters; knows arrays, clusters and generators, not codes or languages."""
