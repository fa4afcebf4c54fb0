"""Do a code's entries follow the same thing: random halves of them held against each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from intertwine.inference.bootstrap import spread_only
from intertwine.measures.cooccurrence.hits_in_units import HitsInUnits, is_under
from intertwine.measures.matrix import generator_for
from intertwine.measures.validation.records import RELIABILITY
from intertwine.notes import note
from intertwine.records import frame

HALVES = 200
_FEWEST_DOCUMENTS, _FEWEST_ENTRIES = 8, 4


def split_half(placed: HitsInUnits, codes: Sequence[str], *, seed: int) -> pd.DataFrame:
    """Return the split-half reliability of each code over random halves of the entries that fired.

    In each of 200 splits the entries are halved at random; each half gives every document a share of units in which it
    is present; r is the correlation of these shares over documents, stepped up to full length by Spearman and Brown,
    2 r / (1 + r). Given are the median and the middle 95 % of the splits. Nothing is tested: it says whether the
    entries follow the same thing, not whether it is the code's; for that, see validation.

    Parameters
    ----------
    placed
        Hits in units.
    codes
        Codes, each with its children.
    seed
        With the source, the language and the code it names a generator.

    Returns
    -------
    DataFrame
        As `RELIABILITY`; `entries` are those that fired.

    References
    ----------
    Spearman 1910, Brown 1910, British Journal of Psychology 3:271-322.
    """
    rows = []
    for code in codes:
        held = _entries_in_units(placed, code)
        few = _too_few(held.shape[1], len(placed.documents))
        drawn = np.full(1, np.nan)
        if not few:
            name = f"{placed.source} {placed.language}"
            drawn = _reliability(held, placed, generator_for(seed, "halves", name, code))
        known = bool(np.isfinite(drawn).any())
        estimate, *ends = np.nanquantile(drawn, [0.5, 0.025, 0.975]) if known else np.full(3, np.nan)
        low, high = (float(end) for end in spread_only(*ends))
        rows.append(
            {
                "source": placed.source,
                "language": placed.language,
                "unit": placed.kind,
                "code": code,
                "entries": held.shape[1],
                "estimate": estimate,
                "low": low,
                "high": high,
                "n_units": len(placed.units),
                "n_documents": len(placed.documents),
                "seed": seed,
                "note": few or _note_of_halves(known=known, spread=bool(np.isfinite(low))),
            }
        )
    return frame(RELIABILITY, rows)


def _note_of_halves(*, known: bool, spread: bool) -> str:
    if not known:
        return note("no_variation")
    return "" if spread else note("no_spread")


def _entries_in_units(placed: HitsInUnits, code: str) -> csr_array:
    """Return how often each entry of a code that fired counts in each unit, shape (units, entries)."""
    inside = placed.hits[(placed.hits["suppressed_by"] == "") & is_under(placed.hits["code"], code)]
    entries, column = np.unique(inside["entry_id"].to_numpy(dtype=object), return_inverse=True)
    return csr_array((np.ones(len(inside)), (inside["row"], column)), shape=(len(placed.units), len(entries)))


def _too_few(entries: int, documents: int) -> str:
    if entries < _FEWEST_ENTRIES:
        return note("too_few_entries", entries=entries, needed=_FEWEST_ENTRIES)
    if documents < _FEWEST_DOCUMENTS:
        return note("too_few_documents", documents=documents, needed=_FEWEST_DOCUMENTS)
    return ""


def _reliability(held: csr_array, placed: HitsInUnits, generator: np.random.Generator) -> NDArray[np.float64]:
    """Return the stepped-up correlation over documents of each pair of random halves."""
    units, documents, entries = len(placed.units), len(placed.documents), held.shape[1]
    order = np.argsort(generator.random((HALVES, entries)), axis=1)
    first = (order < entries // 2).T.astype(np.float64)
    of_document = csr_array((np.ones(units), (placed.document, np.arange(units))), shape=(documents, units))
    sizes = np.bincount(placed.document, minlength=documents)[:, None]
    halves = [of_document @ (held @ half > 0).astype(np.float64) / sizes for half in (first, 1 - first)]
    a, b = (half - half.mean(axis=0) for half in halves)
    with np.errstate(divide="ignore", invalid="ignore"):
        r = (a * b).sum(axis=0) / np.sqrt((a**2).sum(axis=0) * (b**2).sum(axis=0))
        return np.asarray(2 * r / (1 + r))
