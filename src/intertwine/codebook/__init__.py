"""Codes and entries: read and check the codebook."""
