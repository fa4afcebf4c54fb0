"""Families of tests: p-values adjusted for all that were made together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

NOT_TESTED = "not tested"


def adjusted_by_family(
    table: pd.DataFrame,
    *,
    by: Sequence[str],
    family: str,
    adjust: Callable[[NDArray[np.float64]], NDArray[np.float64]],
) -> pd.DataFrame:
    """Return a table of tests with `family` and `p_adjusted`; rows without a p-value belong to no family.

    Parameters
    ----------
    table
        With `p`.
    by
        Columns of which each combination of values is a family.
    family
        Its name, with ``{}`` for the number of tests.
    adjust
        Of the p-values of one family: `holm` or `benjamini_hochberg`.
    """
    names = pd.Series(NOT_TESTED, index=table.index, dtype=object)
    adjusted = pd.Series(np.nan, index=table.index)
    for _, rows in table[table["p"].notna()].groupby(list(by), sort=True):
        names[rows.index] = family.format(len(rows))
        adjusted[rows.index] = adjust(rows["p"].to_numpy())
    return table.assign(family=names, p_adjusted=adjusted)
