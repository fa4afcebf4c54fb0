"""Families of tests as facts, and p-values adjusted for all tests of a family.

In a table the column `family` holds a family as text, such as ``hypotheses (Holm, 12 tests)``; a row without a test has
`NOT_TESTED`. What people read is worded from the facts in `wording/statements.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from intertwine.inference.multiplicity import benjamini_hochberg, bonferroni, holm

NOT_TESTED = "not tested"
HOLM, BENJAMINI_HOCHBERG, BONFERRONI = "Holm", "Benjamini-Hochberg", "Bonferroni"
ADJUSTMENTS = {BONFERRONI: bonferroni, HOLM: holm, BENJAMINI_HOCHBERG: benjamini_hochberg}
"""How p-values of one family are adjusted, by the name of the method."""


@dataclass(frozen=True, slots=True)
class Family:
    """Tests whose p-values are adjusted together.

    Attributes
    ----------
    kind
        What is tested: ``hypotheses``, ``matrix``, ``order``, ...
    method
        One of `ADJUSTMENTS`.
    tests
        How many there are.

    Examples
    --------
    >>> str(Family("hypotheses", HOLM, 12))
    'hypotheses (Holm, 12 tests)'
    """

    kind: str
    method: str
    tests: int

    def __str__(self) -> str:
        return f"{self.kind} ({self.method}, {self.tests} tests)"


def parsed(cell: str) -> Family:
    """Return the family in a cell of the column `family` of a row that was tested.

    >>> parsed("hypotheses (Holm, 12 tests)")
    Family(kind='hypotheses', method='Holm', tests=12)

    Raises
    ------
    ValueError
        If the cell holds anything else.
    """
    found = _FAMILY.fullmatch(cell)
    if not found:
        raise ValueError(f"not a family of tests: {cell}")
    return Family(found["kind"], found["method"], int(found["tests"]))


_FAMILY = re.compile(rf"(?P<kind>[a-z ]+) \((?P<method>{'|'.join(ADJUSTMENTS)}), (?P<tests>\d+) tests\)")


def adjusted_by_family(table: pd.DataFrame, *, by: Sequence[str], kind: str, method: str) -> pd.DataFrame:
    """Return a table of tests with `family` and `p_adjusted`; rows without a p-value belong to no family.

    Parameters
    ----------
    table
        With `p`.
    by
        Columns of which each combination of values is a family.
    kind, method
        Of the families.
    """
    families = pd.Series(NOT_TESTED, index=table.index, dtype=object)
    adjusted = pd.Series(np.nan, index=table.index)
    for _, rows in table[table["p"].notna()].groupby(list(by), sort=True):
        families[rows.index] = str(Family(kind, method, len(rows)))
        adjusted[rows.index] = ADJUSTMENTS[method](rows["p"].to_numpy())
    return table.assign(family=families, p_adjusted=adjusted)
