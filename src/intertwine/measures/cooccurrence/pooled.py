"""What can be said of every pair of codes: what its own units tell, steadied by the pairs of the same families."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.inference.pooling import pooled
from intertwine.measures.cooccurrence.odds import PairOdds
from intertwine.measures.cooccurrence.records import POOLED
from intertwine.measures.scale import shown_from_logarithms


def pooled_pairs(odds: PairOdds, codes: Sequence[str], pairs: NDArray[np.intp], *, confidence: float) -> pd.DataFrame:
    """Return the partially pooled odds ratio of each pair, one row for each.

    Pairs are pooled in blocks: of a code of one family and a code of another, both on the same level of their families
    (a parent holds its children, and is no pair beside theirs).

    Returns
    -------
    DataFrame
        `POOLED`: posterior median and interval, the probability that the odds ratio is above 1, and `own`, the share of
        what is known of the pair that its own units tell. Missing where the codes never vary in one document.
    """
    block = np.array([_block(codes[a], codes[b]) for a, b in pairs], dtype=object).astype(str)
    found = pooled(odds.counts.tables(), block=block, cluster=odds.layout.clusters, confidence=confidence)
    ratios = shown_from_logarithms(found.median, found.low, found.high)
    values = (ratios.estimate, ratios.low, ratios.high, found.positive, found.own)
    return pd.DataFrame(dict(zip(POOLED, values, strict=True)))


def _block(code_a: str, code_b: str) -> str:
    """Return the name of a pair's block.

    >>> _block("security.data", "threat.fraud"), _block("security", "threat")
    ('security 1 / threat 1', 'security 0 / threat 0')
    """
    return " / ".join(f"{code.partition('.')[0]} {code.count('.')}" for code in (code_a, code_b))
