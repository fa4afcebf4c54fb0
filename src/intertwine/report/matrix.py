"""The co-occurrence matrix as it stands in the page: columns of numbers for the pairs of one kind of unit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from intertwine.wording.notes import worded

DIGITS = 4
"""Significant digits of numbers in the page; the CSV holds six."""

_COUNTS = ("both", "documents_both", "n_units", "n_documents")
_ESTIMATES = ("expected", "estimate", "low", "high", "p_adjusted")


def matrix_data(cooccurrence: pd.DataFrame, *, unit: str) -> dict[str, Any]:
    """Return the pairs of codes of one kind of unit as columns, with tables of the names in them.

    Pairs that never meet and are not estimated are left out: the page takes a pair that is not there for one that
    never meets.
    """
    chosen = cooccurrence[cooccurrence["unit"] == unit]
    chosen = chosen[(chosen["both"] > 0) | chosen["estimate"].notna()]
    found: dict[str, Any] = {}
    for column in ("source", "language", "note"):
        names = sorted(set(chosen[column]))
        found[f"{column}s"] = [worded(name) for name in names] if column == "note" else names
        found[column] = pd.Index(names).get_indexer(pd.Index(chosen[column])).tolist()
    codes = sorted(set(chosen["code_a"]) | set(chosen["code_b"]))
    found["codes"] = codes
    for column in ("code_a", "code_b"):
        found[column] = pd.Index(codes).get_indexer(pd.Index(chosen[column])).tolist()
    found |= {column: chosen[column].tolist() for column in _COUNTS}
    return found | {column: [_with_few_digits(value) for value in chosen[column]] for column in _ESTIMATES}


def _with_few_digits(value: float) -> float | str | None:
    """Return a number with few digits, and none for a missing one; infinity by its sign, which JSON does not have."""
    if np.isnan(value):
        return None
    return "∞" if np.isinf(value) else float(f"{value:.{DIGITS}g}")
