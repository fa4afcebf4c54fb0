"""How much a result rests on single entries: leave one entry out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from intertwine.measures.cooccurrence.hits_in_units import HitsInUnits, Marks, PresenceOfPairs, is_under
from intertwine.measures.cooccurrence.pairs import CodePair, declared_pairs
from intertwine.measures.cooccurrence.records import INFLUENCE
from intertwine.measures.design import Design
from intertwine.measures.matrix import Layout, hits_in_reading
from intertwine.notes import joined, note
from intertwine.records import frame

_OF_THE_ENTRY = ("language", "pattern")

LEAST_SHARE = 0.05
"""Share of a code's hits from which on an entry is left out for a look."""

FLAGGED_SHARE = 0.25


def leave_one_entry_out(
    placed: HitsInUnits,
    layout: Layout,
    hypotheses: Sequence[CodePair],
    without: Callable[[pd.DataFrame, str], pd.DataFrame],
    *,
    reading: str,
    design: Design,
) -> pd.DataFrame:
    """Return each hypothesis' odds ratio (`pair_odds`) without each entry that carries 5 % of one of its codes.

    Shows what the answer rests on; it is no test.

    Parameters
    ----------
    placed, layout
        Hits in units, counted and suppressed; how the units lie in documents.
    hypotheses
        Pairs of codes.
    without
        Returns the hits that would count if an entry were not in the codebook.
    reading
        The one of `READINGS` that is shown.
    design
        What is too small, clusters.

    Returns
    -------
    DataFrame
        As `INFLUENCE`, without what the codebook says of the entry: `code` (the side the entry is on), `share` (of that
        side's hits), `estimate` (with all entries), `estimate_without`, `change` (the ratio of the two), `units_lost`
        (in which that side is no longer present).
    """
    counted = hits_in_reading(placed.hits, reading)
    pairs = declared_pairs(hypotheses)
    codes = sorted({code for pair in pairs for code in pair})
    heavy = {code: _heavy_entries(counted, code) for code in codes}
    held = _units_with(placed, counted, codes)
    estimate = dict(zip(pairs, _odds_ratios(layout, [(held[a], held[b]) for a, b in pairs], design), strict=True))
    asked = [(pair, code, entry) for pair in pairs for code in pair for entry in heavy[code]]
    left = {
        entry: _units_with(placed, hits_in_reading(without(placed.hits, entry), reading), codes)
        for entry in sorted({entry for _, _, entry in asked})
    }
    rest = _odds_ratios(layout, [(left[entry][a], left[entry][b]) for (a, b), _, entry in asked], design)
    rows = [
        {
            "source": placed.source,
            "unit": placed.kind,
            "code_a": pair[0],
            "code_b": pair[1],
            "entry_id": entry,
            "code": code,
            "share": heavy[code][entry],
            "estimate": estimate[pair],
            "estimate_without": remains,
            "change": remains / estimate[pair],
            "units_lost": int((held[code] & ~left[entry][code]).sum()),
            "note": _influence_note(estimate[pair], remains, heavy[code][entry]),
        }
        for (pair, code, entry), remains in zip(asked, rest, strict=True)
    ]
    return frame(INFLUENCE, rows).drop(columns=list(_OF_THE_ENTRY))


def _units_with(placed: HitsInUnits, hits: pd.DataFrame, codes: Sequence[str]) -> dict[str, Marks]:
    return {code: placed.with_code(hits, code) for code in codes}


def _odds_ratios(layout: Layout, pairs: Sequence[tuple[Marks, Marks]], design: Design) -> list[float]:
    if not pairs:
        return []
    presence = PresenceOfPairs(*(np.column_stack(side) for side in zip(*pairs, strict=True)))
    shown = presence.odds(layout, design=design).shown(design)
    return [float(estimate) for estimate in shown["estimate"]]


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
