"""Hits in the units of one kind and source, for measures that vary which hits count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.measures.cooccurrence.odds import PairOdds, odds_without_each, pair_odds
from intertwine.measures.cooccurrence.pairs import CodePair
from intertwine.measures.design import Cluster, Design
from intertwine.measures.matrix import Layout, clusters_of, counted_units
from intertwine.vocabulary import ALL

Marks = NDArray[np.bool_]
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

    def layout(self, documents: pd.DataFrame, *, cluster: Cluster) -> Layout:
        """Return how the units lie in documents."""
        clusters = clusters_of(documents, cluster=cluster).loc[list(self.documents)]
        return Layout(
            length=np.maximum(self.units["length"].to_numpy(dtype=np.float64), 1.0),
            bounds=np.append(0, np.cumsum(np.bincount(self.document, minlength=len(self.documents)))).astype(np.intp),
            clusters=clusters.to_numpy(dtype=object).astype(str),
        )

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

    def odds(self, layout: Layout, *, design: Design) -> PairOdds:
        """Return the odds ratio of each pair."""
        return pair_odds(*self._columns(), layout, design=design)

    def odds_without_each(self, layout: Layout, part: Numbers, *, design: Design) -> NDArray[np.float64]:
        """Return the odds ratio of each pair without each part of the units, shape (parts, pairs)."""
        return odds_without_each(*self._columns(), layout, part, design=design)

    def _columns(self) -> tuple[Marks, Numbers]:
        number = np.arange(self.a.shape[1])
        return np.hstack([self.a, self.b]), np.column_stack([number, number + len(number)])


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
