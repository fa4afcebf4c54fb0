"""Which tests are adjusted together."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from intertwine.measures.cooccurrence.pairs import CodePair
from intertwine.measures.families import BENJAMINI_HOCHBERG, HOLM, adjusted_by_family


def adjusted_as_declared(pairs: pd.DataFrame, *, declared: Collection[CodePair]) -> pd.DataFrame:
    """Return `pairs` with `family` and `p_adjusted`: hypotheses by Holm, the rest of a matrix by Benjamini-Hochberg.

    The hypotheses of one reading, kind of unit and language are one family over all sources; the other tested pairs of
    one reading, kind of unit, source and language are another. Children of a declared pair are explored, not declared.

    Parameters
    ----------
    pairs
        With `code_a` and `code_b` in order, `p`, and the columns named above; no two rows of one number.
    declared
        The hypotheses, as `declared_pairs` gives them.
    """
    named = zip(pairs["code_a"], pairs["code_b"], strict=True)
    is_declared = pd.Series([pair in declared for pair in named], index=pairs.index, dtype=bool)
    hypotheses, others = pairs[is_declared], pairs[~is_declared]
    in_a_source = ("reading", "unit", "source", "language")
    parts = [
        adjusted_by_family(hypotheses, by=("reading", "unit", "language"), kind="hypotheses", method=HOLM),
        adjusted_by_family(others, by=in_a_source, kind="matrix", method=BENJAMINI_HOCHBERG),
    ]
    return pd.concat(parts).sort_index()
