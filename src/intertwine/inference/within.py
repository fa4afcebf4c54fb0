"""What is expected of a unit from its length alone, inside its own document: the base line of every test."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

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
    level, slope = length_model(presence, length, bounds)
    return expit(level[stratum_of(bounds)] + np.log(length)[:, None] * slope)


def length_model(presence: NDArray[np.bool_], length: Numbers, bounds: Bounds) -> tuple[Numbers, Numbers]:
    """Return alpha of each stratum and code, and beta of each code, of the model of `expected_presence`.

    alpha is minus infinity where a stratum has no unit with the code, and infinity where it has no other.
    """
    level = np.empty((len(bounds) - 1, presence.shape[1]))
    slope = np.empty(presence.shape[1])
    for begin in range(0, presence.shape[1], _COLUMNS_AT_ONCE):
        part = slice(begin, begin + _COLUMNS_AT_ONCE)
        level[:, part], slope[part] = _length_model(presence[:, part].astype(np.float64), np.log(length), bounds)
    return level, slope


def _length_model(presence: Numbers, covariate: Numbers, bounds: Bounds) -> tuple[Numbers, Numbers]:
    stratum, sizes = stratum_of(bounds), np.diff(bounds)
    middle = np.add.reduceat(covariate, bounds[:-1]) / sizes
    x = (covariate - middle[stratum])[:, None]
    held = np.add.reduceat(presence, bounds[:-1], axis=0)
    whole = sizes[:, None].astype(np.float64)
    alpha = logit(held / whole)
    settled = np.isinf(alpha)
    beta = np.zeros(presence.shape[1])
    for _ in range(_STEPS):
        chance = expit(alpha[stratum] + x * beta)
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
        alpha = np.where(settled, alpha, alpha + np.clip((missing - crossed * step) / inner, -2, 2))
        if np.abs(step).max(initial=0) < _TOLERANCE and np.abs(missing).max(initial=0) < _TOLERANCE:
            break
    return alpha - middle[:, None] * beta, beta


def residual(presence: NDArray[np.bool_], chance: Numbers) -> tuple[Numbers, Numbers]:
    """Return presence - chance, and its variance chance (1 - chance); exactly 0 where nothing could be otherwise.

    Where two codes go together no more than length and stratum have it, the product of their residuals has mean 0, and
    its variance is the product of the two.
    """
    variance = chance * (1 - chance)
    variance = np.where(variance > 1e-9, variance, 0.0)
    return np.where(variance > 0, presence - chance, 0.0), variance
