"""Columns that the tables of several measures share."""

from __future__ import annotations

from intertwine.records import COUNT, NUMBER, TEXT

COMPARISON = {
    "estimate": NUMBER,
    "low": NUMBER,
    "high": NUMBER,
    "p": NUMBER,
    "p_adjusted": NUMBER,
    "n_units": COUNT,
    "n_documents": COUNT,
    "n_clusters": COUNT,
    "unit": TEXT,
    "family": TEXT,
    "seed": COUNT,
    "note": TEXT,
}
ESTIMATED = frozenset({"estimate", "low", "high", "p", "p_adjusted"})
PAIR = dict.fromkeys(("source", "language", "code_a", "code_b"), TEXT)
SIZES = dict.fromkeys(("n_units", "n_documents", "n_clusters"), COUNT)
LIMITS = dict.fromkeys(("estimate", "low", "high"), NUMBER)
TESTS = dict.fromkeys(("estimate", "low", "high", "p", "p_adjusted"), NUMBER)
