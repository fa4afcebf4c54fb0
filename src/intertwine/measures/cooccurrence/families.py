"""Which tests are adjusted together."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from intertwine.inference.multiplicity import benjamini_hochberg, holm
from intertwine.measures.cooccurrence.pairs import CodePair

NOT_TESTED = "not tested"


def adjusted_by_family(pairs: pd.DataFrame, *, declared: Collection[CodePair]) -> pd.DataFrame:
    """Return `pairs` with `family` and `p_adjusted`: hypotheses by Holm, the rest of a matrix by Benjamini-Hochberg.

    The hypotheses of one reading, kind of unit and language are one family over all sources; the other tested pairs of
    one reading, kind of unit, source and language are another. Children of a declared pair are explored, not declared.

    Parameters
    ----------
    pairs
        With `code_a` and `code_b` in order, `p`, and the columns named above.
    declared
        The hypotheses, as `declared_pairs` gives them.
    """
    tested = pairs["p"].notna()
    named = zip(pairs["code_a"], pairs["code_b"], strict=True)
    is_declared = pd.Series([pair in declared for pair in named], index=pairs.index, dtype=bool)
    over_sources, in_a_source = ["reading", "unit", "language"], ["reading", "unit", "source", "language"]
    family = pd.Series(NOT_TESTED, index=pairs.index, dtype=object)
    p_adjusted = pd.Series(np.nan, index=pairs.index)
    for _, rows in pairs[tested & is_declared].groupby(over_sources, sort=True):
        family[rows.index] = f"hypotheses (Holm, {len(rows)} tests)"
        p_adjusted[rows.index] = holm(rows["p"].to_numpy())
    for _, rows in pairs[tested & ~is_declared].groupby(in_a_source, sort=True):
        family[rows.index] = f"matrix (Benjamini-Hochberg, {len(rows)} tests)"
        p_adjusted[rows.index] = benjamini_hochberg(rows["p"].to_numpy())
    return pairs.assign(family=family, p_adjusted=p_adjusted)
