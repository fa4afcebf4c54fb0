"""How much a result rests on single entries: leave one entry out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from intertwine.inference.stratified import mantel_haenszel
from intertwine.measures.cooccurrence.hits_in_units import HitsInUnits, Marks, PresenceOfPairs, is_under
from intertwine.measures.cooccurrence.pairs import CodePair, declared_pairs
from intertwine.measures.cooccurrence.records import INFLUENCE
from intertwine.measures.scale import shown_ratios
from intertwine.notes import joined, note
from intertwine.records import frame

_OF_THE_ENTRY = ("language", "pattern")

LEAST_SHARE = 0.05
"""Share of a code's hits from which on an entry is left out for a look."""

FLAGGED_SHARE = 0.25


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
    return frame(INFLUENCE, rows).drop(columns=list(_OF_THE_ENTRY))


def _units_with(placed: HitsInUnits, hits: pd.DataFrame, codes: Sequence[str]) -> dict[str, Marks]:
    return {code: placed.with_code(hits, code) for code in codes}


def _odds_ratio(placed: HitsInUnits, a: Marks, b: Marks) -> float:
    documents = len(placed.documents)
    cells = PresenceOfPairs(a[:, None], b[:, None]).cells(placed.document, strata=documents)
    odds = mantel_haenszel(*cells, cluster=np.arange(documents))
    return float(shown_ratios(odds.estimate, odds.low, odds.high).estimate[0])


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
