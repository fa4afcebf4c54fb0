"""How much a result rests on single entries: leave one entry out, and random halves of a code's entries."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from intertwine.inference.stratified import mantel_haenszel
from intertwine.measures.cooccurrence.hits_in_units import HitsInUnits, Marks, PresenceOfPairs, is_under
from intertwine.measures.cooccurrence.pairs import CodePair, declared_pairs
from intertwine.measures.cooccurrence.records import INFLUENCE, RELIABILITY
from intertwine.measures.matrix import generator_for
from intertwine.notes import joined, note
from intertwine.records import frame

_OF_THE_ENTRY = ("language", "pattern")

LEAST_SHARE = 0.05
"""Share of a code's hits from which on an entry is left out for a look."""

FLAGGED_SHARE = 0.25
HALVES = 200
_FEWEST_DOCUMENTS, _FEWEST_ENTRIES = 8, 4


def leave_one_entry_out(
    placed: HitsInUnits, hypotheses: Sequence[CodePair], without: Callable[[pd.DataFrame, str], pd.DataFrame]
) -> pd.DataFrame:
    """Return each hypothesis' Mantel-Haenszel odds ratio without each entry that carries 5 % of one of its codes.

    Shows what the answer rests on; it is no test.

    Parameters
    ----------
    placed
        Hits in units.
    hypotheses
        Pairs of codes.
    without
        Returns the hits that would count if an entry were not in the codebook.

    Returns
    -------
    DataFrame
        As `INFLUENCE`, without what the codebook says of the entry: `code` (the side the entry is on), `share` (of that
        side's hits), `estimate` (with all entries), `estimate_without`, `change` (the ratio of the two), `units_lost`
        (in which that side is no longer present).
    """
    counted = placed.hits[placed.hits["suppressed_by"] == ""]
    pairs = declared_pairs(hypotheses)
    codes = sorted({code for pair in pairs for code in pair})
    heavy = {code: _heavy_entries(counted, code) for code in codes}
    entries = sorted({entry for shares in heavy.values() for entry in shares})
    left = {entry: _units_with(placed, without(placed.hits, entry), codes) for entry in entries}
    held = _units_with(placed, counted, codes)
    rows = []
    for code_a, code_b in pairs:
        estimate = _odds_ratio(placed, held[code_a], held[code_b])
        for code in (code_a, code_b):
            for entry, share in heavy[code].items():
                rest = _odds_ratio(placed, left[entry][code_a], left[entry][code_b])
                rows.append(
                    {
                        "source": placed.source,
                        "unit": placed.kind,
                        "code_a": code_a,
                        "code_b": code_b,
                        "entry_id": entry,
                        "code": code,
                        "share": share,
                        "estimate": estimate,
                        "estimate_without": rest,
                        "change": rest / estimate,
                        "units_lost": int((held[code] & ~left[entry][code]).sum()),
                        "note": _influence_note(estimate, rest, share),
                    }
                )
    return pd.DataFrame(rows, columns=[name for name in INFLUENCE.columns if name not in _OF_THE_ENTRY])


def _units_with(placed: HitsInUnits, hits: pd.DataFrame, codes: Sequence[str]) -> dict[str, Marks]:
    return {code: placed.with_code(hits, code) for code in codes}


def _odds_ratio(placed: HitsInUnits, a: Marks, b: Marks) -> float:
    documents = len(placed.documents)
    cells = PresenceOfPairs(a[:, None], b[:, None]).cells(placed.document, strata=documents)
    return float(mantel_haenszel(*cells, cluster=np.arange(documents)).estimate[0])


def _heavy_entries(counted: pd.DataFrame, code: str) -> dict[str, float]:
    inside = counted.loc[is_under(counted["code"], code), "entry_id"]
    shares = inside.value_counts(normalize=True).sort_index()
    return {str(entry): float(share) for entry, share in shares.items() if share >= LEAST_SHARE}


def _influence_note(estimate: float, without: float, share: float) -> str:
    known, still = np.isfinite(estimate), np.isfinite(without)
    turned = known and still and (estimate > 1) != (without > 1)
    return joined(
        note("heavy_entry", share=f"{FLAGGED_SHARE:.0%}") if share > FLAGGED_SHARE else "",
        note("no_odds_ratio_without") if known and not still else "",
        note("direction_changes") if turned else "",
    )


def split_half(placed: HitsInUnits, codes: Sequence[str], *, seed: int) -> pd.DataFrame:
    """Return the split-half reliability of each code over random halves of the entries that fired.

    In each of 200 splits the entries are halved at random; each half gives every document a share of units in which it
    is present; r is the correlation of these shares over documents, stepped up to full length by Spearman and Brown,
    2 r / (1 + r). Given are the median and the middle 95 % of the splits. Says whether the entries follow the same
    thing, not whether it is the code's: for that, see validation.

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
    counted = placed.hits[placed.hits["suppressed_by"] == ""]
    about = {
        "source": placed.source,
        "language": placed.language,
        "unit": placed.kind,
        "seed": seed,
        "n_units": len(placed.units),
        "n_documents": len(placed.documents),
    }
    name = f"{placed.source} {placed.language}"
    rows = []
    for code in codes:
        inside = counted[is_under(counted["code"], code)]
        entries, column = np.unique(inside["entry_id"].to_numpy(dtype=object), return_inverse=True)
        said = _too_few(len(entries), len(placed.documents))
        middle = np.full(3, np.nan)
        if not said:
            fired = (np.ones(len(inside)), (inside["row"], column))
            held = csr_array(fired, shape=(len(placed.units), len(entries)))
            drawn = _reliability(held, placed, generator_for(seed, "halves", name, code))
            said = "" if np.isfinite(drawn).any() else note("no_variation")
            middle = middle if said else np.nanquantile(drawn, [0.5, 0.025, 0.975])
        ends = dict(zip(("estimate", "low", "high"), middle, strict=True))
        rows.append(about | ends | {"code": code, "entries": len(entries), "note": said})
    return frame(RELIABILITY, rows)


def _too_few(entries: int, documents: int) -> str:
    if entries < _FEWEST_ENTRIES:
        return note("too_few_entries", entries=entries, needed=_FEWEST_ENTRIES)
    if documents < _FEWEST_DOCUMENTS:
        return note("too_few_documents", documents=documents, needed=_FEWEST_DOCUMENTS)
    return ""


def _reliability(held: csr_array, placed: HitsInUnits, generator: np.random.Generator) -> NDArray[np.float64]:
    units, documents, entries = len(placed.units), len(placed.documents), held.shape[1]
    order = np.argsort(generator.random((HALVES, entries)), axis=1)
    first = (order < entries // 2).T.astype(np.float64)
    of_document = csr_array((np.ones(units), (placed.document, np.arange(units))), shape=(documents, units))
    sizes = np.bincount(placed.document, minlength=documents)[:, None]
    halves = [of_document @ (held @ half > 0).astype(np.float64) / sizes for half in (first, 1 - first)]
    one, other = (half - half.mean(axis=0) for half in halves)
    with np.errstate(divide="ignore", invalid="ignore"):
        r = (one * other).sum(axis=0) / np.sqrt((one**2).sum(axis=0) * (other**2).sum(axis=0))
        return np.asarray(2 * r / (1 + r))
