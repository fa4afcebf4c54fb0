"""Logistic models with an intercept for each stratum, many side by side: what differs between strata drops out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import combinations_with_replacement, pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.special import logit

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

_UNITS_AT_ONCE = 8192
_MODELS_AT_ONCE = 32
"""What is worked on at once: what fits into a processor's cache."""


def blocks(models: int) -> Iterator[slice]:
    """Return parts of so many models, each of a size that is worked on at once; one, empty, where there is none."""
    for begin in range(0, max(models, 1), _MODELS_AT_ONCE):
        yield slice(begin, begin + _MODELS_AT_ONCE)


def inverse(square: Numbers) -> Numbers:
    """Return the inverses of square matrices, in the last two axes; one without an inverse gives huge numbers."""
    return np.asarray(np.linalg.inv(square + _RIDGE * np.eye(square.shape[-1])))


@dataclass(frozen=True, slots=True, eq=False)
class _Chunk:
    """Neighbouring strata as matrices: products with values of units give sums of strata, and the other way round.

    Attributes
    ----------
    strata, units
        Which they are.
    index
        Times levels of the strata above slopes gives each unit's index.
    member, linear, squares
        Times values of the units gives, for each stratum, the sum of the values; that and the sums of the values times
        each covariate; that, these and the sums of the values times each product of two covariates.
    """

    strata: slice
    units: slice
    index: csr_array
    member: csr_array
    linear: csr_array
    squares: csr_array

    def sums(self, matrix: csr_array, values: Numbers, columns: int) -> Numbers:
        """Return `matrix`, of so many columns for each stratum, times `values`; shape (columns, strata, models)."""
        strata = self.strata.stop - self.strata.start
        return np.moveaxis((matrix @ values).reshape(strata, columns, values.shape[1]), 1, 0)


class Strata:
    """Units in strata, with covariates: what many models have in common.

    Parameters
    ----------
    covariates
        Shape (covariates, units); the units of a stratum are neighbours.
    bounds
        First unit of each stratum, and the number of units.
    """

    def __init__(self, covariates: Numbers, bounds: Bounds) -> None:
        self.first, self.sizes, self.covariates = bounds[:-1], np.diff(bounds), covariates
        self.of_unit = np.repeat(np.arange(len(self.sizes)), self.sizes)
        cuts = np.searchsorted(bounds, np.arange(0, max(bounds[-1], 1), _UNITS_AT_ONCE), side="right") - 1
        edges = [*np.unique(cuts).tolist(), len(self.sizes)]
        self.chunks = [self._chunk(slice(low, high), bounds) for low, high in pairwise(edges)]

    def summed(self, values: NDArray[np.generic]) -> Numbers:
        """Return the sums of each stratum, along the first axis."""
        return np.add.reduceat(values, self.first, axis=0, dtype=np.float64)

    def _chunk(self, strata: slice, bounds: Bounds) -> _Chunk:
        units = slice(int(bounds[strata.start]), int(bounds[strata.stop]))
        x, stratum = self.covariates[:, units], self.of_unit[units] - strata.start
        number, one = strata.stop - strata.start, np.ones((1, units.stop - units.start))
        linear = np.vstack([one, x])
        products = [x[i] * x[j] for i, j in combinations_with_replacement(range(len(x)), 2)]
        index = np.vstack([stratum, *(np.full(len(stratum), number + k) for k in range(len(x)))])
        rows = np.broadcast_to(np.arange(len(stratum)), index.shape)
        return _Chunk(
            strata,
            units,
            coo_array((linear.T.ravel(), (rows.T.ravel(), index.T.ravel())), (len(stratum), number + len(x))).tocsr(),
            _sums_matrix(one, stratum, number),
            _sums_matrix(linear, stratum, number),
            _sums_matrix(np.vstack([linear, *products]), stratum, number),
        )


def _sums_matrix(columns: Numbers, stratum: Bounds, strata: int) -> csr_array:
    """Return the matrix that gives, for each stratum, the sums of values times each column."""
    rows = stratum * len(columns) + np.arange(len(columns))[:, None]
    units = np.broadcast_to(np.arange(len(stratum)), rows.shape)
    return coo_array((columns.ravel(), (rows.ravel(), units.ravel())), (strata * len(columns), len(stratum))).tocsr()


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """What each stratum adds at the levels and slopes of the moment.

    Attributes
    ----------
    weight, missing
        Sums of p (1 - p) and of y - p, shape (strata, models).
    crossed, score
        Sums of p (1 - p) x, and the slopes' scores, shape (slopes, strata, models).
    information
        Of the slopes, the level allowed for, shape (slopes, slopes, strata, models).
    """

    weight: Numbers
    missing: Numbers
    crossed: Numbers
    score: Numbers
    information: Numbers

    def of(self, models: Bounds) -> Sums:
        """Return the sums of some of the models."""
        return Sums(*(getattr(self, each.name)[..., models] for each in fields(self)))

    def put(self, models: Bounds, others: Sums) -> None:
        """Take the sums of some of the models from `others`."""
        for each in fields(self):
            getattr(self, each.name)[..., models] = getattr(others, each.name)


class LogitWithin:
    """Models logit P(y) = level of the stratum + slopes x, by the modified profile likelihood.

    l(slopes) = max over levels of the log likelihood + 1/2 sum over strata of ln sum p (1 - p), which stands for the
    conditional likelihood given how many units of each stratum are marked, and costs no sum over choices. Strata in
    which y does not vary tell nothing. Each model is worked out for itself: which others stand beside it is nothing to
    it.

    Parameters
    ----------
    outcome
        y, shape (units, models).
    strata
        Of the units, with the x that all models have in common.
    mark
        An x of each model's own, 0 or 1, shape (units, models); its slope comes first.

    Attributes
    ----------
    level, slope
        Shapes (strata, models) and (slopes, models).
    telling
        Where y varies, shape (strata, models).
    sums
        At `level` and `slope`.

    References
    ----------
    Barndorff-Nielsen 1983, Biometrika 70:343-365; Bellio & Sartori 2003, Stat. Methods Appl. 12:203-214.
    """

    def __init__(self, outcome: Marks, strata: Strata, *, mark: Marks | None = None) -> None:
        self._strata, self._outcome, self._mark = strata, outcome, mark
        sizes = strata.sizes[:, None]
        self._raised = sizes / np.maximum(sizes - 1, 1)
        held = strata.summed(outcome)
        self.telling = (held > 0) & (held < sizes)
        known = logit(np.where(self.telling, held / sizes, 0.5))
        self.level = np.where(self.telling, known, np.where(held > 0, _CERTAIN, -_CERTAIN))
        self.slope = np.zeros((len(strata.covariates) + (mark is not None), outcome.shape[1]))
        self.sums = self._sums(np.arange(outcome.shape[1]))

    def climb(self) -> Marks:
        """Find each maximum by Newton's steps; return which models have one."""
        moved = np.full(self.slope.shape[1], np.inf)
        left = np.arange(len(moved))
        for _ in range(_STEPS):
            sums = self.sums.of(left)
            score = (sums.score - sums.crossed * (sums.missing / sums.weight)).sum(axis=1)
            information = np.moveaxis(sums.information.sum(axis=2), -1, 0)
            step = np.clip((inverse(information) @ score.T[..., None])[..., 0].T, -2, 2)
            step = np.clip(self.slope[:, left] + step, -FARTHEST, FARTHEST) - self.slope[:, left]
            self.slope[:, left] += step
            risen = (sums.missing - (sums.crossed * step[:, None]).sum(axis=0)) / sums.weight
            self.level[:, left] += np.where(self.telling[:, left], np.clip(risen, -2, 2), 0.0)
            self.sums.put(left, self._sums(left))
            moved[left] = np.abs(step).max(axis=0, initial=0)
            left = left[moved[left] >= _TOLERANCE]
            if not len(left):
                break
        inside = np.abs(self.slope).max(axis=0, initial=0) < FARTHEST
        return np.asarray(inside & self.telling.any(axis=0) & (moved < _SETTLED))

    def chances(self) -> Numbers:
        """Return P(y) of each unit, shape (units, models)."""
        every = np.arange(self.slope.shape[1])
        return np.vstack([self._chances_in(chunk, every) for chunk in self._strata.chunks])

    def sums_of(self, part: NDArray[np.intp], parts: int) -> tuple[Numbers, Numbers]:
        """Return scores and informations of parts of the units, each stratum's level allowed for.

        Shapes (parts, slopes, models) and (parts, models, slopes, slopes); over all parts they add up to those of all.
        """
        chance, sums, stratum = self.chances(), self.sums, self._strata.of_unit
        weight = chance * (1 - chance)
        member = csr_array((np.ones(len(part)), (part, np.arange(len(part)))), shape=(parts, len(part)))
        columns = [each[:, None] for each in self._strata.covariates]
        columns = columns if self._mark is None else [self._mark, *columns]
        away = [x - (middle / sums.weight)[stratum] for x, middle in zip(columns, sums.crossed, strict=True)]
        bent = (1 - 2 * chance) / 2 / sums.weight[stratum]
        surprise = self._outcome - chance + weight * bent
        score = np.array([member @ (surprise * x) for x in away]).reshape(len(away), parts, -1)
        raised = weight * self._raised[stratum]
        information = np.empty((parts, chance.shape[1], len(away), len(away)))
        for i, one in enumerate(away):
            for j in range(i, len(away)):
                information[..., i, j] = information[..., j, i] = member @ (raised * one * away[j])
        return np.moveaxis(score, 0, 1), information

    def shares(self) -> Numbers:
        """Return the share of marked units of each unit's stratum, shape (units, models)."""
        mean = self._strata.summed(self._outcome) / self._strata.sizes[:, None]
        return np.asarray(mean[self._strata.of_unit])

    def _chances_in(self, chunk: _Chunk, models: Bounds) -> Numbers:
        """Return P(y) of the units of a chunk, shape (units, models)."""
        own = int(self._mark is not None)
        index = chunk.index @ np.vstack([self.level[chunk.strata, models], self.slope[own:, models]])
        if self._mark is not None:
            index += self._mark[chunk.units, models] * self.slope[0, models]
        np.negative(index, out=index)
        np.exp(index, out=index)
        index += 1
        return np.asarray(np.reciprocal(index, out=index))

    def _sums(self, models: Bounds) -> Sums:
        parts = [self._sums_in(chunk, models) for chunk in self._strata.chunks]
        return Sums(*(np.concatenate([getattr(part, each.name) for part in parts], axis=-2) for each in fields(Sums)))

    def _sums_in(self, chunk: _Chunk, models: Bounds) -> Sums:
        """Return the sums of the strata of a chunk."""
        chance = self._chances_in(chunk, models)
        weight, away = chance * (1 - chance), self._outcome[chunk.units, models] - chance
        turn = weight * (1 - 2 * chance)
        shared = len(self._strata.covariates)
        squared = chunk.sums(chunk.squares, weight, (1 + shared) * (2 + shared) // 2)
        missing, turned = (chunk.sums(chunk.linear, each, 1 + shared) for each in (away, turn))
        inner = np.maximum(squared[0], _NOTHING)
        crossed, score, bent = squared[1 : 1 + shared], missing[1:], turned[1:]
        both = _symmetric(squared[1 + shared :], shared)
        if self._mark is not None:
            mark = self._mark[chunk.units, models]
            own = chunk.sums(chunk.linear, weight * mark, 1 + shared)
            crossed = np.concatenate([own[:1], crossed])
            score = np.concatenate([(chunk.member @ (away * mark))[None], score])
            bent = np.concatenate([(chunk.member @ (turn * mark))[None], bent])
            both = _framed(own, both)
        leaning = (bent - turned[0] * crossed / inner) / inner / 2
        score = score + np.where(self.telling[chunk.strata, models], leaning, 0.0)
        information = (both - crossed[:, None] * crossed[None] / inner) * self._raised[chunk.strata]
        return Sums(inner, missing[0], crossed, score, information)


def _framed(first: Numbers, square: Numbers) -> Numbers:
    """Return a symmetric matrix, in the first two axes, with one more row and column before the others."""
    larger = np.empty((len(first), *first.shape))
    larger[0], larger[1:, 0], larger[1:, 1:] = first, first[1:], square
    return larger


def _symmetric(products: Numbers, size: int) -> Numbers:
    """Return the sums of products of two covariates as square matrices, in the first two axes."""
    square = np.empty((size, size, *products.shape[1:]))
    for number, (i, j) in enumerate(combinations_with_replacement(range(size), 2)):
        square[i, j] = square[j, i] = products[number]
    return square
