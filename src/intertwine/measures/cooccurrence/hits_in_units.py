"""Hits in the units of one kind and source, for measures that vary which hits count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.measures.cooccurrence.pairs import CodePair
from intertwine.measures.matrix import counted_units
from intertwine.vocabulary import ALL

Marks = NDArray[np.bool_]
Counts = NDArray[np.float64]
Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class HitsInUnits:
    """Hits of respondents and authors in the units of one kind and source, in the order of the text.

    Attributes
    ----------
    hits
        As the hand-over table, counted and suppressed, with `row`, the number of the unit.
    units
        The units.
    document
        Number of the document of each unit.
    documents
        Ids of the documents, sorted.
    kind, source, language
        Of the units; `ALL` for every language.
    """

    hits: pd.DataFrame
    units: pd.DataFrame
    document: Numbers
    documents: tuple[str, ...]
    kind: str
    source: str
    language: str

    def with_code(self, hits: pd.DataFrame, code: str) -> Marks:
        """Return the units that hold a code, or a child of it, if just these `hits` (with their `row`) count."""
        held = np.zeros(len(self.units), dtype=np.bool_)
        held[hits.loc[is_under(hits["code"], code), "row"].to_numpy()] = True
        return held


def hits_in_units(
    hits: pd.DataFrame, units: pd.DataFrame, *, kind: str, source: str, language: str = ALL
) -> HitsInUnits:
    """Return the hits in the units of `kind` in documents of `source`, and of one language if one is named."""
    chosen = counted_units(units, kind=kind, source=source, language=language)
    ids, document = np.unique(chosen["document_id"].to_numpy(dtype=object), return_inverse=True)
    row = pd.Index(chosen["unit_id"]).get_indexer(pd.Index(hits[f"{kind}_unit"]))
    return HitsInUnits(
        hits=hits.assign(row=row)[row >= 0],
        units=chosen,
        document=document.astype(np.intp),
        documents=tuple(ids),
        kind=kind,
        source=source,
        language=language,
    )


def is_under(codes: pd.Series, code: str) -> pd.Series:
    """Return which codes are `code` or a child of it."""
    return (codes == code) | codes.str.startswith(f"{code}.")


@dataclass(frozen=True, slots=True)
class PresenceOfPairs:
    """In which units the first and the second code of each pair is present; shape (units, pairs)."""

    a: Marks
    b: Marks

    def cells(self, stratum: Numbers, *, strata: int) -> tuple[Counts, Counts, Counts, Counts]:
        """Return the units of each stratum with both codes, the first alone, the second alone, neither.

        Shape (strata, pairs) each; `stratum` is the number of each unit's stratum, from 0.
        """
        tables = (self.a & self.b, self.a & ~self.b, ~self.a & self.b, ~self.a & ~self.b)
        both, only_a, only_b, neither = (_units_of_stratum(table, stratum, strata) for table in tables)
        return both, only_a, only_b, neither

    def part(self, chosen: Marks) -> PresenceOfPairs:
        """Return the presence in the `chosen` units."""
        return PresenceOfPairs(self.a[chosen], self.b[chosen])


def _units_of_stratum(values: Marks, stratum: Numbers, strata: int) -> Counts:
    columns = values.shape[1]
    row, column = np.nonzero(values)
    counts = np.bincount(stratum[row] * columns + column, minlength=strata * columns)
    return counts.reshape(strata, columns).astype(np.float64)


@dataclass(frozen=True, slots=True)
class HitsOfPairs:
    """Which hits are of the first and of the second code of each pair, shape (hits, pairs), and their units."""

    first: Marks
    second: Marks
    row: Numbers
    units: int

    def presence(self, kept: Marks) -> PresenceOfPairs:
        """Return in which units the codes are present if the `kept` hits count."""
        return PresenceOfPairs(self._units_with(self.first, kept), self._units_with(self.second, kept))

    def _units_with(self, member: Marks, kept: Marks) -> Marks:
        held = np.zeros((self.units, member.shape[1]), dtype=np.bool_)
        hit, pair = np.nonzero(member & kept[:, None])
        held[self.row[hit], pair] = True
        return held


def hits_of_pairs(placed: HitsInUnits, pairs: Sequence[CodePair]) -> HitsOfPairs:
    """Return which hits are of which code of each pair; a hit of a child is one of its parent."""
    names, number = np.unique(placed.hits["code"].to_numpy(dtype=object), return_inverse=True)
    codes = pd.Series(names, dtype=object)
    first, second = (
        np.array([is_under(codes, pair[side]) for pair in pairs], dtype=np.bool_).reshape(len(pairs), len(names)).T
        for side in (0, 1)
    )
    return HitsOfPairs(first[number], second[number], placed.hits["row"].to_numpy(), len(placed.units))
