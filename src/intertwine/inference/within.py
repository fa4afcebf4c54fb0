"""What is expected of a unit from its length alone, inside its own document: the base line of every test."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Bounds = NDArray[np.intp]

_STEPS = 25
_TOLERANCE = 1e-6
_STEEPEST = 4.0
"""A slope on log length beyond this is separation, not an effect."""
_COLUMNS_AT_ONCE = 64


def stratum_of(bounds: Bounds) -> NDArray[np.intp]:
    """Return the stratum of each unit from the first unit of each stratum and the number of units at the end.

    >>> stratum_of(np.array([0, 2, 5])).tolist()
    [0, 0, 1, 1, 1]
    """
    return np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))


def expected_presence(presence: NDArray[np.bool_], length: Numbers, bounds: Bounds) -> Numbers:
    """Return the chance that each unit holds each code, given the unit's length and its stratum.

    For each code, logit P(presence) = alpha_stratum + beta ln(length), by maximum likelihood; one beta for all strata.
    Inside each stratum the chances add up to the units that hold the code, so strata without it, or full of it, are
    fitted exactly.

    Parameters
    ----------
    presence
        Shape (units, codes); the units of a stratum are neighbours.
    length
        Words in each unit, at least 1.
    bounds
        First unit of each stratum, and the number of units at the end.

    Returns
    -------
    NDArray[np.float64]
        Shape (units, codes).
    """
    found = np.empty(presence.shape, dtype=np.float64)
    for begin in range(0, presence.shape[1], _COLUMNS_AT_ONCE):
        part = slice(begin, begin + _COLUMNS_AT_ONCE)
        found[:, part] = _fitted(presence[:, part].astype(np.float64), np.log(length), bounds)
    return found


def _fitted(presence: Numbers, covariate: Numbers, bounds: Bounds) -> Numbers:
    stratum, sizes = stratum_of(bounds), np.diff(bounds)
    x = (covariate - (np.add.reduceat(covariate, bounds[:-1]) / sizes)[stratum])[:, None]
    held = np.add.reduceat(presence, bounds[:-1], axis=0)
    whole = sizes[:, None].astype(np.float64)
    settled = (held == 0) | (held == whole)
    share = np.clip(held / whole, 1e-9, 1 - 1e-9)
    alpha = np.log(share / (1 - share))
    beta = np.zeros(presence.shape[1])
    for _ in range(_STEPS):
        chance = _chance(alpha, beta, x, stratum, settled, share)
        weight = chance * (1 - chance)
        missing = np.add.reduceat(presence - chance, bounds[:-1], axis=0)
        score = ((presence - chance) * x).sum(axis=0)
        inner = np.maximum(np.add.reduceat(weight, bounds[:-1], axis=0), 1e-12)
        crossed = np.add.reduceat(weight * x, bounds[:-1], axis=0)
        curve = (weight * x**2).sum(axis=0) - (crossed**2 / inner).sum(axis=0)
        step = (score - (crossed * missing / inner).sum(axis=0)) / np.maximum(curve, 1e-9)
        step = np.where(curve > 1e-9, np.clip(step, -1, 1), 0.0)
        step = np.clip(beta + step, -_STEEPEST, _STEEPEST) - beta
        beta = beta + step
        alpha = alpha + np.where(settled, 0.0, np.clip((missing - crossed * step) / inner, -2, 2))
        if np.abs(step).max(initial=0) < _TOLERANCE and np.abs(missing).max(initial=0) < _TOLERANCE:
            break
    return _chance(alpha, beta, x, stratum, settled, share)


def _chance(
    alpha: Numbers, beta: Numbers, x: Numbers, stratum: NDArray[np.intp], settled: NDArray[np.bool_], share: Numbers
) -> Numbers:
    fitted = 1 / (1 + np.exp(-(alpha[stratum] + x * beta)))
    return np.where(settled[stratum], np.rint(share)[stratum], fitted)


def surprise(presence: NDArray[np.bool_], chance: Numbers) -> tuple[Numbers, Numbers]:
    """Return presence - chance, and its variance chance (1 - chance); exactly 0 where nothing could be otherwise.

    Where two codes go together no more than length and stratum have it, the product of their surprises has mean 0, and
    its variance is the product of the two.
    """
    variance = chance * (1 - chance)
    variance = np.where(variance > 1e-9, variance, 0.0)
    return np.where(variance > 0, presence - chance, 0.0), variance
