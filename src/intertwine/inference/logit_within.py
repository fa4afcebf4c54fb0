"""Logistic models with an intercept for each stratum, many side by side: what differs between strata drops out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.special import expit, logit

Numbers = NDArray[np.float64]
Marks = NDArray[np.bool_]
Bounds = NDArray[np.intp]

FARTHEST = 9.0
"""A slope beyond this is separation, not an effect."""
_STEPS = 30
_TOLERANCE = 1e-7
_SETTLED = 1e-4
_RIDGE = 1e-9
_NOTHING = 1e-12
_CERTAIN = 40.0


def stratum_of(bounds: Bounds) -> NDArray[np.intp]:
    """Return the stratum of each unit from the first unit of each stratum and the number of units at the end.

    >>> stratum_of(np.array([0, 2, 5])).tolist()
    [0, 0, 1, 1, 1]
    """
    return np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))


def inverse(square: Numbers) -> Numbers:
    """Return the inverses of square matrices, in the last two axes; one without an inverse gives huge numbers."""
    return np.asarray(np.linalg.inv(square + _RIDGE * np.eye(square.shape[-1])))


@dataclass(frozen=True, slots=True)
class Sums:
    """What each stratum adds at the levels and slopes of the moment.

    Attributes
    ----------
    weight, missing
        Sums of p (1 - p) and of y - p, shape (models, strata).
    crossed, score
        Sums of p (1 - p) x, and the slopes' scores, shape (slopes, models, strata).
    information
        Of the slopes, the level allowed for, shape (strata, models, slopes, slopes).
    """

    weight: Numbers
    missing: Numbers
    crossed: Numbers
    score: Numbers
    information: Numbers


class LogitWithin:
    """Models logit P(y) = level of the stratum + slopes x, by the modified profile likelihood.

    l(slopes) = max over levels of the log likelihood + 1/2 sum over strata of ln sum p (1 - p), which stands for the
    conditional likelihood given how many units of each stratum are marked, and costs no sum over choices. Strata in
    which y does not vary tell nothing.

    Parameters
    ----------
    outcome
        y, shape (models, units); the units of a stratum are neighbours.
    covariates
        One or more x, each of shape (models, units) or (units,).
    bounds
        First unit of each stratum, and the number of units.

    Attributes
    ----------
    level, slope
        Shapes (models, strata) and (slopes, models).
    telling
        Where y varies, shape (models, strata).
    sums
        At `level` and `slope`.

    References
    ----------
    Barndorff-Nielsen 1983, Biometrika 70:343-365; Bellio & Sartori 2003, Stat. Methods Appl. 12:203-214.
    """

    def __init__(self, outcome: Marks, covariates: Sequence[NDArray[np.generic]], bounds: Bounds) -> None:
        self._stratum, self._first, sizes = stratum_of(bounds), bounds[:-1], np.diff(bounds)
        self._x = [np.ascontiguousarray(x, dtype=np.float64) for x in covariates]
        self._outcome = np.ascontiguousarray(outcome, dtype=np.float64)
        self._raised = sizes / np.maximum(sizes - 1, 1)
        held = self.summed(self._outcome)
        self.telling = (held > 0) & (held < sizes)
        known = logit(np.where(self.telling, held / sizes, 0.5))
        self.level = np.where(self.telling, known, np.where(held > 0, _CERTAIN, -_CERTAIN))
        self.slope = np.zeros((len(self._x), len(outcome)))
        self.sums = self._sums()

    def summed(self, values: Numbers) -> Numbers:
        """Return the sums of each stratum, in the last axis."""
        return np.add.reduceat(values, self._first, axis=-1)

    def climb(self) -> Marks:
        """Find each maximum by Newton's steps; return which models have one."""
        step = np.full_like(self.slope, np.inf)
        for _ in range(_STEPS):
            sums = self.sums
            score = (sums.score - sums.crossed * (sums.missing / sums.weight)).sum(axis=-1)
            step = np.clip((inverse(sums.information.sum(axis=0)) @ score.T[..., None])[..., 0].T, -2, 2)
            step = np.clip(self.slope + step, -FARTHEST, FARTHEST) - self.slope
            self.slope = self.slope + step
            moved = (sums.missing - (sums.crossed * step[..., None]).sum(axis=0)) / sums.weight
            self.level = self.level + np.where(self.telling, np.clip(moved, -2, 2), 0.0)
            self.sums = self._sums()
            if np.abs(step).max(initial=0) < _TOLERANCE:
                break
        inside = np.abs(self.slope).max(axis=0, initial=0) < FARTHEST
        return np.asarray(inside & self.telling.any(axis=1) & (np.abs(step).max(axis=0, initial=0) < _SETTLED))

    def chances(self) -> Numbers:
        """Return P(y) of each unit, shape (models, units)."""
        index = self.level[:, self._stratum]
        for slope, x in zip(self.slope, self._x, strict=True):
            index += slope[:, None] * x
        return np.asarray(expit(index))

    def sums_of(self, part: NDArray[np.intp], parts: int) -> tuple[Numbers, Numbers]:
        """Return scores and informations of parts of the units, each stratum's level allowed for.

        Shapes (parts, slopes, models) and (parts, models, slopes, slopes); over all parts they add up to those of all.
        """
        chance, sums = self.chances(), self.sums
        weight = chance * (1 - chance)
        member = csr_array((np.ones(len(part)), (part, np.arange(len(part)))), shape=(parts, len(part)))
        away = [x - (middle / sums.weight)[:, self._stratum] for x, middle in zip(self._x, sums.crossed, strict=True)]
        bent = (1 - 2 * chance) / 2 / sums.weight[:, self._stratum]
        surprise = self._outcome - chance + weight * bent
        score = np.array([member @ (surprise * x).T for x in away]).reshape(len(away), parts, -1)
        raised = weight * self._raised[self._stratum]
        information = np.empty((parts, len(chance), len(away), len(away)))
        for i, one in enumerate(away):
            for j in range(i, len(away)):
                information[..., i, j] = information[..., j, i] = member @ (raised * one * away[j]).T
        return np.moveaxis(score, 0, 1), information

    def shares(self) -> Numbers:
        """Return the share of marked units of each unit's stratum, shape (models, units)."""
        mean = self.summed(self._outcome) / np.bincount(self._stratum)
        return np.asarray(mean[:, self._stratum])

    def _sums(self) -> Sums:
        chance = self.chances()
        weight, away = chance * (1 - chance), self._outcome - chance
        turn = weight * (1 - 2 * chance)
        inner, turned = np.maximum(self.summed(weight), _NOTHING), self.summed(turn)
        crossed, bent, score = (
            np.array([self.summed(each * x) for x in self._x]).reshape(len(self._x), *inner.shape)
            for each in (weight, turn, away)
        )
        score = score + np.where(self.telling, (bent - turned * crossed / inner) / inner / 2, 0.0)
        information = np.empty((*inner.shape[::-1], len(self._x), len(self._x)))
        for i, one in enumerate(self._x):
            for j in range(i, len(self._x)):
                both = self.summed(weight * one * self._x[j]) - crossed[i] * crossed[j] / inner
                information[..., i, j] = information[..., j, i] = (both * self._raised).T
        return Sums(inner, self.summed(away), crossed, score, information)
