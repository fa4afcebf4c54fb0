"""Shares and odds ratios as people code them, from hand codes of a sample and a surrogate's codes of all units."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intertwine.inference.pairs import Drawn, pair_odds
from intertwine.inference.shares import share_limits
from intertwine.inference.surrogate import LeftOut, corrected, mean_left_out

Numbers = NDArray[np.float64]
Whole = NDArray[np.intp]
Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sampled:
    """Units that people coded, a stratified random sample of all.

    Attributes
    ----------
    rows
        Which of all units they are.
    group
        Stratum of the draw, numbered from 0.
    group_units
        Units of that stratum, coded or not.
    blind
        Units in which the surrogate may be compared with people: it was not made to fit them.
    """

    rows: Whole
    group: Whole
    group_units: Numbers
    blind: Marks

    def weights(self) -> Numbers:
        """Return one over the chance of each unit of being in the sample."""
        return self.group_units / np.bincount(self.group)[self.group]

    def of_surrogate(self) -> Sampled | None:
        """Return the sample on which the surrogate is compared: blind units, and strata that were coded whole.

        None where a stratum has no such unit, since the rest does not stand for all units then.
        """
        whole = np.bincount(self.group)[self.group] == self.group_units
        kept = self.blind | whole
        if len(np.unique(self.group[kept])) < len(np.unique(self.group)):
            return None
        return Sampled(self.rows[kept], self.group[kept], self.group_units[kept], self.blind[kept])


@dataclass(frozen=True, slots=True)
class Everything:
    """All units, coded or not.

    Attributes
    ----------
    cluster
        Of each unit, numbered from 0.
    stratum
        Of each unit, numbered from 0: the document, or a stretch of it.
    equal
        What is to be equal where two codes are compared (logarithm of length, position), shape (units, p).
    """

    cluster: Whole
    stratum: Whole
    equal: Numbers

    @property
    def clusters(self) -> int:
        """How many clusters there are."""
        return int(self.cluster.max(initial=-1)) + 1

    def drawn(self, sample: Sampled) -> Drawn:
        """Return the units of a sample and how they were drawn."""
        drawn = np.bincount(sample.group)[sample.group]
        return Drawn(
            self.stratum[sample.rows],
            np.bincount(self.stratum).astype(np.float64),
            self.cluster[sample.rows],
            self.clusters,
            sample.weights(),
            sample.group,
            drawn,
        )


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimate with its interval (NaN where there is none), how much of the surrogate is in it, and what this says.

    Attributes
    ----------
    estimate, low, high
        As people code.
    weight
        Of the surrogate, 0 to 1.
    surrogate
        The same quantity by the surrogate's codes alone.
    clusters
        In which hand codes tell anything of it.
    together_low, together_high
        Interval that holds a family of such estimates at once.
    error
        Standard error, of a ratio that of its logarithm.
    """

    estimate: float
    low: float
    high: float
    weight: float
    surrogate: float
    clusters: int
    together_low: float = float("nan")
    together_high: float = float("nan")
    error: float = float("nan")


def corrected_share(
    gold: Marks, said: Marks, sample: Sampled, units: Everything, *, confidence: float = 0.95
) -> Estimate:
    """Return the share of all units that hold a code as people code it.

    The mean of hand codes, each weighted by one over its chance of being drawn, put right by `surrogate.corrected`. The
    interval is Korn and Graubard's at the effective number of units p (1 - p) / variance (`shares.share_limits`),
    so it stays inside 0 and 1 and open at the edge.

    Parameters
    ----------
    gold
        What people say, shape (units of the sample,).
    said
        What the surrogate says, shape (all units,).
    sample, units
        Which units were coded, and what all units are.
    """

    def mean(values: Marks, of: Sampled) -> LeftOut:
        return mean_left_out(values.astype(np.float64), of.weights(), units.cluster[of.rows], units.clusters)

    compared = sample.of_surrogate()
    everywhere = mean_left_out(said.astype(np.float64), np.ones(len(said)), units.cluster, units.clusters)
    by_hand = mean(gold, sample)
    found = corrected(by_hand, None if compared is None else mean(said[compared.rows], compared), everywhere)
    if not 0 < found.estimate < 1:
        found = corrected(by_hand, None, everywhere)
    low, high = share_limits(
        np.array([found.estimate]),
        np.array([found.error**2]),
        units=np.array([float(len(gold))]),
        clusters=np.array([float(len(np.unique(units.cluster[sample.rows])))]),
        most=np.array([float(len(said))]),
        confidence=confidence,
    )
    return Estimate(found.estimate, float(low[0]), float(high[0]), found.weight, everywhere.estimate, found.telling)


def corrected_odds_ratio(
    gold: Marks, said: Marks, sample: Sampled, units: Everything, *, confidence: float = 0.95, family: int = 1
) -> Estimate:
    """Return the odds ratio of two codes inside documents, at equal length and position, as people code them.

    Log odds ratios over pairs of units of one document (`pairs.pair_odds`), put right by `surrogate.corrected`; the
    interval over clusters has one degree less than clusters in which people coded a pair that tells anything.

    Parameters
    ----------
    gold
        What people say of both codes, shape (units of the sample, 2).
    said
        What the surrogate says, shape (all units, 2).
    sample, units
        Which units were coded, and what all units are.
    family
        How many odds ratios `together_low` and `together_high` are to hold at once (Bonferroni).
    """

    def odds(codes: Marks, of: Sampled) -> LeftOut:
        covariates = np.column_stack([codes[:, 0], units.equal[of.rows]])
        return pair_odds(codes[:, 1], covariates, units.drawn(of), exact=True)

    compared = sample.of_surrogate()
    ones = np.ones(len(said))
    sizes = np.bincount(units.stratum).astype(np.float64)
    whole = Drawn(units.stratum, sizes, units.cluster, units.clusters, ones)
    everywhere = pair_odds(said[:, 1], np.column_stack([said[:, 0], units.equal]), whole, exact=False)
    by_hand = odds(gold, sample)
    surrogate = float(np.exp(everywhere.estimate))
    if not np.isfinite(by_hand.without).all():
        return Estimate(np.nan, np.nan, np.nan, np.nan, surrogate, by_hand.telling)
    found = corrected(by_hand, None if compared is None else odds(said[compared.rows], compared), everywhere)
    limits = [*found.limits(confidence), *found.limits(1 - (1 - confidence) / family)]
    estimate, low, high, together_low, together_high = (float(np.exp(each)) for each in (found.estimate, *limits))
    return Estimate(
        estimate, low, high, found.weight, surrogate, found.telling,
        together_low=together_low, together_high=together_high, error=found.error,
    )  # fmt: skip
