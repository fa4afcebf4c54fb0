"""Corpora with a known truth, as real text in both languages: what goes in must come out."""
