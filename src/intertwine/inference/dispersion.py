"""How many times more clusters vary than a conditional likelihood has it: runs of topics, unlike documents."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from intertwine.inference.exact import Tables
from intertwine.inference.stratified import by_cluster

Numbers = NDArray[np.float64]

_ALIKE = 1e-9
"""One less the squared correlation of what stands beside phi and sigma^2, under which they are the same."""


def own_dispersion(tables: Tables, estimate: Numbers, cluster: NDArray[np.generic]) -> Numbers:
    """Return the dispersion that each pair's own clusters show, shape (pairs,), at least 1.

    With U_c and I_c score and information of cluster c at the estimate and h_c = I_c / sum I,

        sum (U_c - h_c sum U)^2 / sum I_c (1 - h_c).

    Parameters
    ----------
    tables
        Not tempered.
    estimate
        Log odds ratio of each pair.
    cluster
        Of each stratum.

    References
    ----------
    McCullagh & Nelder 1989, Generalized Linear Models, 2nd ed., ch. 9.
    """
    seen, runs, _, _ = _squares(tables, estimate, cluster)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.fmax(seen.sum(axis=0) / runs.sum(axis=0), 1.0)


def common_dispersion(tables: Tables, estimate: Numbers, cluster: NDArray[np.generic]) -> Numbers:
    """Return the dispersion of each stratum and pair that all pairs together show, shape (strata, pairs), at least 1.

    It is phi + sigma^2 I_c: phi (at least 1) for runs of topics, sigma^2 the variance of log odds ratios between
    clusters. Both are common to all pairs, from a regression of squared scores on what they would be,

        E (U_c - h_c sum U)^2 = phi I_c (1 - h_c) + sigma^2 (I_c^2 (1 - 2 h_c) + h_c^2 sum I^2),

    weighted by 1 / (v + 2 v^2), v = I_c (1 - h_c). Names and parameters as in `own_dispersion`.

    References
    ----------
    Williams 1982, Applied Statistics 31:144-148, for such a variance of overdispersed counts.
    """
    seen, runs, between, information = _squares(tables, estimate, cluster)
    told = runs > 0
    phi, variance = _moments(seen[told], runs[told], between[told])
    _, number = np.unique(cluster, return_inverse=True)
    return phi + variance * information[number]


def _squares(
    tables: Tables, estimate: Numbers, cluster: NDArray[np.generic]
) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Return squared scores, what stands beside phi and sigma^2, and the information, shape (clusters, pairs)."""
    cells = tables.cells(estimate)
    score, information = (by_cluster(tables.by_stratum(part), cluster) for part in (cells.score, cells.information))
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.nan_to_num(information / information.sum(axis=0))
    between = information**2 * (1 - 2 * share) + share**2 * (information**2).sum(axis=0)
    return (score - share * score.sum(axis=0)) ** 2, information * (1 - share), between, information


def _moments(seen: Numbers, runs: Numbers, between: Numbers) -> tuple[float, float]:
    """Return phi, at least 1, and sigma^2, at least 0; all to phi where the two cannot be told apart."""
    weight = 1 / (runs + 2 * runs**2)
    one, both, other = (weight * runs**2).sum(), (weight * runs * between).sum(), (weight * between**2).sum()
    by_runs, by_between = (weight * runs * seen).sum(), (weight * between * seen).sum()
    if not one:
        return 1.0, 0.0
    if other * one - both**2 <= _ALIKE * other * one:
        return float(max(by_runs / one, 1.0)), 0.0
    variance = max((one * by_between - both * by_runs) / (one * other - both**2), 0.0)
    phi = (by_runs - variance * both) / one
    if phi >= 1:
        return float(phi), float(variance)
    return 1.0, float(max((by_between - both) / other, 0.0))
