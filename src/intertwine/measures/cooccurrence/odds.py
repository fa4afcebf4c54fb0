"""The odds ratio of two codes as every output shows it: inside documents, at equal length and place of the unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.inference import exact
from intertwine.inference.equal_length import (
    LogOdds,
    Tested,
    contrasted,
    equal_length_odds,
    students,
    without_each,
)
from intertwine.inference.profile import FEWEST, profile
from intertwine.inference.within import expected_presence
from intertwine.measures.design import Design
from intertwine.measures.matrix import Layout, clusters_note
from intertwine.measures.scale import shown_from_logarithms
from intertwine.notes import joined, note

Columns = NDArray[np.intp]
Numbers = NDArray[np.float64]
Marks = NDArray[np.bool_]

BY_CLUSTER, EXACT = "conditional logit", "exact conditional"
"""How an interval is made: from the scores of whole clusters, or from the likelihood of few units."""

FARTHEST = 3.0
"""Length and place alone make no larger log odds ratio; a fit that says so rests on one or two units."""

LIMITS = ("estimate", "low", "high", "p")


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Units of each document and pair, shape (documents, pairs): with both codes, with each, and all.

    `expected` are the units that would hold both if the rarer code stood where length and place alone have it.
    """

    both: Numbers
    with_a: Numbers
    with_b: Numbers
    units: Numbers
    expected: Numbers

    @property
    def tied(self) -> Numbers:
        """Log odds ratio that length and place alone give to each table, at most 3; 0 where nothing can vary."""
        cells = (
            self.expected,
            self.with_a - self.expected,
            self.with_b - self.expected,
            self.units - self.with_a - self.with_b + self.expected,
        )
        known = np.minimum.reduce(cells) > 1e-6
        both, only_a, only_b, neither = (np.log(np.where(known, cell, 1.0)) for cell in cells)
        return np.clip(both + neither - only_a - only_b, -FARTHEST, FARTHEST)

    def tables(self) -> exact.Tables:
        """Return the tables for the exact conditional likelihood, length and place allowed for."""
        return exact.tables(self.both, self.with_a, self.with_b, self.units, self.tied)

    def of(self, pairs: Marks | Columns) -> Counts:
        """Return the counts of some of the pairs."""
        return Counts(*(part[:, pairs] for part in (self.both, self.with_a, self.with_b, self.units, self.expected)))


def counted(presence: Marks, pairs: Columns, layout: Layout) -> Counts:
    """Count the units of each document that hold both codes of each pair, the first, the second.

    Expected are those that would hold both, were the rarer code where length and place alone have it.

    Parameters
    ----------
    presence
        Shape (units, codes).
    pairs
        Columns of the two codes of each pair, shape (pairs, 2).
    layout
        Of the units.
    """
    first, second = pairs.T
    common, rare = commoner_first(presence, pairs).T
    modelled, rare = np.unique(rare, return_inverse=True)
    chance = expected_presence(presence[:, modelled], layout.length, layout.bounds)
    both, expected = (np.empty((len(layout.bounds) - 1, len(pairs))) for _ in range(2))
    for document, (start, end) in enumerate(pairwise(layout.bounds)):
        rows = presence[start:end].astype(np.float64).T
        both[document] = (rows @ rows.T)[first, second]
        expected[document] = (rows @ chance[start:end])[common, rare]
    held = np.add.reduceat(presence, layout.bounds[:-1], axis=0, dtype=np.float64)
    units = np.broadcast_to(np.diff(layout.bounds).astype(np.float64)[:, None], both.shape)
    return Counts(np.rint(both), held[:, first], held[:, second], units, expected)


def commoner_first(presence: Marks, pairs: Columns) -> Columns:
    """Return the pairs with the code first that is in more units, so that no name decides which one is modelled."""
    held = presence.sum(axis=0)
    turned = held[pairs[:, 0]] < held[pairs[:, 1]]
    return np.where(turned[:, None], pairs[:, ::-1], pairs)


@dataclass(frozen=True, slots=True, eq=False)
class PairOdds:
    """Log odds ratios of pairs of codes in one set of units, and what they rest on.

    Attributes
    ----------
    counts
        By document.
    by_cluster
        Of every pair; not a number where the units are too few for it.
    clusters
        Clusters in which both codes of each pair vary.
    layout
        Of the units.
    """

    counts: Counts
    by_cluster: LogOdds
    clusters: Columns
    layout: Layout

    @property
    def ample(self) -> Marks:
        """Where the interval is from the scores of whole clusters."""
        return np.isfinite(self.by_cluster.value)

    def tested(self, confidence: float) -> Tested:
        """Return log odds ratios with interval and p-value; not numbers where neither way gives any."""
        ample = self.ample
        thin = np.flatnonzero(~ample & (self.clusters > 0))
        found = students(self.by_cluster.value, self.by_cluster.error, self.by_cluster.freedom, confidence=confidence)
        rest = profile(self.counts.of(thin).tables(), cluster=self.layout.clusters, confidence=confidence)
        columns = {name: getattr(found, name).copy() for name in LIMITS}
        for name, values in columns.items():
            values[thin] = getattr(rest, name)
        return Tested(**columns)

    def shown(self, design: Design) -> pd.DataFrame:
        """Return what is shown of each pair: counts, odds ratio with interval and p-value, `method` and `note`."""
        tested, counts = self.tested(design.confidence), self.counts
        ratios = shown_from_logarithms(tested.estimate, tested.low, tested.high)
        occurs = (counts.with_a.sum(axis=0) > 0) & (counts.with_b.sum(axis=0) > 0)
        return pd.DataFrame(
            {
                "both": counts.both.sum(axis=0).astype(np.int64),
                "expected": counts.expected.sum(axis=0),
                "documents_both": ((counts.with_a > 0) & (counts.with_b > 0)).sum(axis=0),
                "estimate": ratios.estimate,
                "low": ratios.low,
                "high": ratios.high,
                "p": np.where(np.isnan(ratios.low), np.nan, tested.p),
                "method": np.where(self.ample, BY_CLUSTER, np.where(self.clusters > 0, EXACT, "")).astype(object),
                "note": self._notes(ratios.note, occurs),
            }
        )

    def _notes(self, unsure: NDArray[np.object_], occurs: Marks) -> list[str]:
        said = []
        for known, ample, number, why in zip(occurs, self.ample, self.clusters, unsure, strict=True):
            if not known:
                said.append(note("code_never_occurs"))
            elif not number:
                said.append(note("codes_never_vary_together"))
            elif number < FEWEST:
                said.append(note("no_interval", clusters=int(number), needed=FEWEST))
            else:
                said.append(joined(clusters_note(int(number)), "" if ample else note("thin"), why))
        return said


def pair_odds(presence: Marks, pairs: Columns, layout: Layout, *, design: Design) -> PairOdds:
    """Return the odds ratios of pairs of columns of `presence`: the one place where they are worked out.

    The rarer code of a pair is the outcome of the model, whichever is named first.

    Where a pair has enough (`design`: documents with both codes, units expected to hold both; 3 clusters in which both
    vary) its odds ratio, interval and p-value are those of `equal_length_odds`; else they are of the exact conditional
    likelihood given how often each document holds each code, length and place allowed for (`Counts.tied`).

    Parameters
    ----------
    presence
        Shape (units, codes); the units of a document are neighbours.
    pairs
        Shape (pairs, 2).
    layout
        Of the units.
    """
    counts = counted(presence, pairs, layout)
    varies = _varies(counts.with_a, counts.units) & _varies(counts.with_b, counts.units)
    names, number = np.unique(layout.clusters, return_inverse=True)
    told = np.zeros((len(names), len(pairs)), dtype=np.bool_)
    np.logical_or.at(told, number.ravel(), varies)
    clusters = told.sum(axis=0)
    shared = ((counts.with_a > 0) & (counts.with_b > 0)).sum(axis=0)
    enough = (shared >= design.documents) & (counts.expected.sum(axis=0) >= design.expected) & (clusters >= FEWEST)
    value, influence = np.full(len(pairs), np.nan), np.full((len(names), len(pairs)), np.nan)
    a, b = (presence[:, side[enough]] for side in commoner_first(presence, pairs).T)
    found = equal_length_odds(a, b, layout.length, layout.bounds, cluster=layout.clusters)
    value[enough], influence[:, enough] = found.value, found.influence
    return PairOdds(counts, LogOdds(value, influence, clusters), clusters, layout)


def _varies(held: Numbers, units: Numbers) -> Marks:
    return (held > 0) & (held < units)


def ratio_of_odds(sides: Sequence[PairOdds], weights: Sequence[float], *, design: Design) -> pd.DataFrame:
    """Return ratios of the odds ratios of the same pairs in separate sets of units, one row for each pair.

    The logarithm is the weighted sum of those of the sides, with 1 and -1 the ratio of the two odds ratios as each is
    shown. Nothing is given where one of the sides has not enough for an interval over clusters.

    Returns
    -------
    DataFrame
        `estimate`, `low`, `high`, `p`, `note`.
    """
    clusters = [side.layout.clusters for side in sides]
    tested = contrasted([side.by_cluster for side in sides], weights, clusters, confidence=design.confidence)
    shown = shown_from_logarithms(tested.estimate, tested.low, tested.high)
    known = np.logical_and.reduce([side.ample for side in sides])
    few = min(len(set(names)) for names in clusters)
    said = [
        joined(clusters_note(few), why) if each else note("side_not_tested")
        for each, why in zip(known, shown.note, strict=True)
    ]
    p = np.where(np.isnan(shown.low), np.nan, tested.p)
    return pd.DataFrame({"estimate": shown.estimate, "low": shown.low, "high": shown.high, "p": p, "note": said})


def odds_without_each(
    presence: Marks, pairs: Columns, layout: Layout, part: NDArray[np.intp], *, design: Design
) -> Numbers:
    """Return the odds ratios of `pair_odds` with each part of the units left out, shape (parts, pairs).

    Parameters
    ----------
    part
        Of each unit, from 0: its document, or its speaker.
    """
    parts, whole = int(part.max(initial=-1)) + 1, pair_odds(presence, pairs, layout, design=design)
    found = np.full((parts, len(pairs)), np.nan)
    ample = whole.ample
    a, b = (presence[:, side[ample]] for side in commoner_first(presence, pairs).T)
    found[:, ample] = without_each(a, b, layout.length, layout.bounds, part=part, parts=parts)
    thin = np.flatnonzero(~ample & (whole.clusters > 0))
    for left in range(parts if len(thin) else 0):
        kept = part != left
        rest = counted(presence[kept], pairs[thin], layout.of(kept))
        found[left, thin] = exact.penalised(rest.tables())
    return shown_from_logarithms(found.ravel(), found.ravel(), found.ravel()).estimate.reshape(found.shape)
