"""The odds ratio of two codes inside strata from pairs of units, for samples whose units have unequal chances.

A conditional likelihood is of a whole stratum and knows no weights of units. A pair of units has a known chance to be
in the sample, so sums over pairs can be put right for how the sample was drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from intertwine.inference.surrogate import LeftOut

Numbers = NDArray[np.float64]
Whole = NDArray[np.intp]

_STEPS = 30
_TOLERANCE = 1e-8
_FARTHEST = 12.0
_STEPS_WITHOUT = 4


@dataclass(frozen=True, slots=True)
class Drawn:
    """Units of a sample and how they were drawn; or all units, each with a weight of 1.

    Attributes
    ----------
    stratum
        Of each unit, numbered from 0: pairs are made inside it.
    size
        Units in each stratum, drawn or not.
    cluster
        Of each unit, numbered from 0.
    clusters
        How many there are, also those without a unit here.
    weight
        One over the chance of being drawn.
    drawn_from, drawn
        Group from which each unit was drawn at random, and how many of it were drawn; two of one group are drawn
        together a little more rarely than the product of their chances says. None where all are there.
    """

    stratum: Whole
    size: Numbers
    cluster: Whole
    clusters: int
    weight: Numbers
    drawn_from: Whole | None = None
    drawn: Whole | None = None


def pair_odds(outcome: NDArray[np.bool_], covariates: Numbers, units: Drawn, *, exact: bool) -> LeftOut:
    """Return the log odds ratio of the first covariate inside strata, and the same without each cluster.

    For two units i, j of a stratum, of which i alone has the outcome, P(it is i and not j) = expit((x_i - x_j) b):
    whatever is common to the stratum drops out, as in a conditional logit, of which b is the parameter. b solves

        sum over such pairs of w_ij / n (x_i - x_j) (1 - expit((x_i - x_j) b)) = 0

    with n the units of the stratum and w_ij one over the chance that both are in the sample. Without each cluster, b is
    found anew, and K b - (K - 1) mean b_(k) takes away the bias of small samples (`exact`); or by one step from b.

    Parameters
    ----------
    outcome
        Shape (units,).
    covariates
        Shape (units, p); the code first, then what is to be equal (length, position).
    units
        How they were drawn.
    exact
        Costs clusters times pairs, where one step costs pairs.

    Returns
    -------
    LeftOut
        NaN where the sum has no zero.

    References
    ----------
    Liang 1987, Biometrics 43:289-299 (pairs inside strata); Horvitz & Thompson 1952, JASA 47:663-685.
    """
    first, second = _pairs(outcome, units.stratum)
    nothing = LeftOut(np.nan, np.full(units.clusters, np.nan), 0)
    if not len(first):
        return nothing
    apart = covariates[first] - covariates[second]
    weight = _together(units, first, second) / units.size[units.stratum[first]]
    cluster = units.cluster[first]
    found = _solved(apart, weight)
    if found is None:
        return nothing
    telling = np.unique(cluster)
    without = np.full(units.clusters, found[0])
    if not exact:
        without -= _one_step(found, apart, weight, cluster, units.clusters)
        return LeftOut(float(found[0]), without, len(telling))
    without[telling] = _without(found, apart, weight, cluster, telling)
    bias = (len(telling) - 1) * (without[telling].mean() - found[0])
    return LeftOut(float(found[0] - bias), without, len(telling))


def _pairs(outcome: NDArray[np.bool_], stratum: Whole) -> tuple[Whole, Whole]:
    """Return the pairs of units of one stratum of which the first alone has the outcome."""
    order = np.argsort(stratum, kind="stable")
    ends = np.append(np.flatnonzero(np.diff(stratum[order], prepend=-1)), len(order))
    firsts, seconds = [np.zeros(0, dtype=np.intp)], [np.zeros(0, dtype=np.intp)]
    for begin, end in pairwise(ends.tolist()):
        inside = order[begin:end]
        held = outcome[inside]
        has, lacks = inside[held], inside[~held]
        firsts.append(np.repeat(has, len(lacks)))
        seconds.append(np.tile(lacks, len(has)))
    return np.concatenate(firsts), np.concatenate(seconds)


def _together(units: Drawn, first: Whole, second: Whole) -> Numbers:
    """Return one over the chance that both units of a pair are in the sample."""
    weight = units.weight[first] * units.weight[second]
    if units.drawn_from is None or units.drawn is None:
        return weight
    drawn, of = units.drawn[first], units.drawn[first] * units.weight[first]
    same = (units.drawn_from[first] == units.drawn_from[second]) & (drawn > 1)
    return np.where(same, weight * (of - 1) / of * drawn / np.maximum(drawn - 1, 1), weight)


def _solved(apart: Numbers, weight: Numbers) -> Numbers | None:
    """Return the zero of the sum over pairs by Newton's steps, or None where there is none."""
    found = np.zeros(apart.shape[1])
    for _ in range(_STEPS):
        score, information = _derivatives(apart, weight, found)
        if np.linalg.cond(information) > 1 / np.finfo(float).eps:
            return None
        step = np.linalg.solve(information, score)
        found = found + np.clip(step, -2, 2)
        if np.abs(step).max() < _TOLERANCE:
            break
    return None if np.abs(found).max() > _FARTHEST or np.abs(step).max() > _TOLERANCE * 1e4 else found


def _derivatives(apart: Numbers, weight: Numbers, at: Numbers) -> tuple[Numbers, Numbers]:
    chance = expit(apart @ at)
    return apart.T @ (weight * (1 - chance)), (apart * (weight * chance * (1 - chance))[:, None]).T @ apart


def _one_step(found: Numbers, apart: Numbers, weight: Numbers, cluster: Whole, clusters: int) -> Numbers:
    """Return how far one Newton step without each cluster moves the first coefficient, turned round."""
    width = len(found)
    chance = expit(apart @ found)
    score, information = np.zeros((clusters, width)), np.zeros((clusters, width, width))
    np.add.at(score, cluster, apart * (weight * (1 - chance))[:, None])
    curve = weight * chance * (1 - chance)
    for row in range(width):
        for column in range(width):
            information[:, row, column] = np.bincount(cluster, curve * apart[:, row] * apart[:, column], clusters)
    left = information.sum(axis=0) - information
    return np.asarray((np.linalg.pinv(left) @ score[..., None])[:, 0, 0])


def _without(found: Numbers, apart: Numbers, weight: Numbers, cluster: Whole, telling: Whole) -> Numbers:
    """Return the first coefficient without each of the `telling` clusters, by Newton's steps from `found`."""
    kept = weight[:, None] * (cluster[:, None] != telling)
    at = np.repeat(found[:, None], len(telling), axis=1)
    for _ in range(_STEPS_WITHOUT):
        chance = expit(apart @ at)
        score = apart.T @ (kept * (1 - chance))
        information = np.einsum("ia,ik,ib->kab", apart, kept * chance * (1 - chance), apart, optimize=True)
        at = at + np.clip((np.linalg.pinv(information) @ score.T[..., None])[..., 0].T, -2, 2)
    return np.where(np.abs(at).max(axis=0) > _FARTHEST, np.nan, at[0])
