"""Conditional logistic regression: what differs between strata drops out of the likelihood."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

Numbers = NDArray[np.float64]

LONGEST = 400
"""Units of a stratum; a longer one is cut into stretches, each a stratum of its own, so that cost grows linearly."""

_STEPS = 30
_TOLERANCE = 1e-8
_SETTLED = 1e-4
_FARTHEST = 12.0
_SINGULAR = 1e12


@dataclass(frozen=True, slots=True)
class Conditional:
    """A fitted model.

    Attributes
    ----------
    coefficients
        Log odds ratio per unit of each covariate, NaN where the likelihood has no maximum.
    low, high
        Interval over clusters.
    errors
        Standard errors of the likelihood, which takes units inside a stratum as independent.
    strata
        Strata that tell anything: those in which the outcome varies.
    dropped
        Strata that tell nothing.
    """

    coefficients: Numbers
    low: Numbers
    high: Numbers
    errors: Numbers
    strata: int
    dropped: int


def conditional_logit(
    outcome: NDArray[np.bool_],
    covariates: Numbers,
    bounds: NDArray[np.intp],
    *,
    cluster: NDArray[np.generic],
    confidence: float = 0.95,
) -> Conditional:
    """Fit a conditional logistic regression: P(outcome | stratum total) by maximum conditional likelihood.

    In a stratum with m of n units marked, the likelihood is exp(sum of x'b over the marked) over the sum of the same
    over all choices of m units. The sum over choices is an elementary symmetric polynomial, built unit by unit for all
    strata at once; b is found by Newton's steps.

    The interval is b +- t se, se from the scores of whole clusters, each raised by what the cluster itself takes out of
    the information (I - I_k I^-1)^-1, t the quantile of Student's distribution with one degree less than clusters.

    Parameters
    ----------
    outcome
        Shape (units,); the units of a stratum are neighbours.
    covariates
        Shape (units, p), p small.
    bounds
        First unit of each stratum, and the number of units at the end. Strata of more than 400 units are cut.
    cluster
        Of each stratum.
    confidence
        Coverage of the interval.

    Returns
    -------
    Conditional

    References
    ----------
    Breslow & Day 1980, Statistical Methods in Cancer Research I, ch. 7; Gail, Lubin & Rubinstein 1981, Biometrika
    68:703-707, for the recursion; Mancl & DeRouen 2001, Biometrics 57:126-134, for the interval.
    """
    stretches = _stretches(bounds)
    of_stratum = np.searchsorted(bounds, stretches[:-1], side="right") - 1
    sizes, held = np.diff(stretches), np.add.reduceat(outcome.astype(np.int64), stretches[:-1])
    telling = (held > 0) & (held < sizes)
    strata = len(np.unique(of_stratum[telling]))
    counted = {"strata": strata, "dropped": len(bounds) - 1 - strata}
    empty = np.full(covariates.shape[1], np.nan)
    nothing = Conditional(empty, empty, empty, empty, **counted)
    if not strata:
        return nothing
    wide = _Padded(outcome, covariates, stretches[:-1][telling], sizes[telling])
    coefficients = np.zeros(covariates.shape[1])
    for _ in range(_STEPS):
        score, information = (part.sum(axis=-1) for part in wide.derivatives(coefficients))
        if np.linalg.cond(information) > _SINGULAR:
            return nothing
        step = np.linalg.solve(information, score)
        coefficients = coefficients + np.clip(step, -2, 2)
        if np.abs(step).max() < _TOLERANCE or np.abs(coefficients).max() > _FARTHEST:
            break
    if np.abs(coefficients).max() > _FARTHEST or np.abs(step).max() > _SETTLED:
        return nothing  # separation: some coefficient grows without end
    scores, informations = wide.derivatives(coefficients)
    inverse = np.linalg.inv(informations.sum(axis=-1))
    half = _half_width(scores, informations, inverse, cluster[of_stratum[telling]], confidence)
    errors = np.sqrt(np.diag(inverse))
    return Conditional(coefficients, coefficients - half, coefficients + half, errors, **counted)


def _half_width(
    scores: Numbers, informations: Numbers, inverse: Numbers, cluster: NDArray[np.generic], confidence: float
) -> Numbers:
    """Return half the width of the interval over clusters; NaN with fewer than two."""
    _, number = np.unique(cluster, return_inverse=True)
    clusters = int(number.max()) + 1
    if clusters < 2:
        return np.full(len(inverse), np.nan)
    middle = np.zeros_like(inverse)
    for one in range(clusters):
        inside = number == one
        left = np.eye(len(inverse)) - informations[..., inside].sum(axis=-1) @ inverse
        raised = np.linalg.pinv(left) @ scores[:, inside].sum(axis=1)
        middle += np.outer(raised, raised)
    spread = (clusters - 1) / clusters * np.diag(inverse @ middle @ inverse)
    return np.asarray(stdtrit(clusters - 1, 0.5 + confidence / 2) * np.sqrt(spread))


def _stretches(bounds: NDArray[np.intp]) -> NDArray[np.intp]:
    parts = [
        np.linspace(start, end, -(-(end - start) // LONGEST) + 1).astype(np.intp)[:-1]
        for start, end in pairwise(bounds.tolist())
    ]
    return np.append(np.concatenate(parts), bounds[-1])


class _Padded:
    """Strata side by side, unit by unit; short ones are filled with units that cannot be chosen."""

    def __init__(
        self, outcome: NDArray[np.bool_], covariates: Numbers, first: NDArray[np.intp], sizes: NDArray[np.intp]
    ) -> None:
        longest, self.p = int(sizes.max()), covariates.shape[1]
        place = first[:, None] + np.arange(longest)
        inside = np.arange(longest) < sizes[:, None]
        place = np.where(inside, place, 0)
        marked = outcome[place] & inside
        # Choosing the marked or the unmarked ones is the same model with the sign turned: the shorter list is faster.
        fewer = 2 * marked.sum(axis=1) <= sizes
        self.marked = np.where(fewer[:, None], marked, ~marked & inside)
        self.inside = inside
        x = covariates[place]
        x = x - (x * inside[..., None]).sum(axis=1, keepdims=True) / sizes[:, None, None]
        self.x = np.where(fewer[:, None, None], x, -x) * inside[..., None]
        self.chosen = self.marked.sum(axis=1)

    def derivatives(self, coefficients: Numbers) -> tuple[Numbers, Numbers]:
        """Return the score and the information of each stratum, in the last axis, at `coefficients`."""
        strata, longest = self.marked.shape
        most = int(self.chosen.max())
        eta = self.x @ coefficients
        weight = np.where(self.inside, np.exp(eta), 0.0)
        scale = weight.max(axis=1, keepdims=True)
        weight = weight / scale
        p = self.p
        sums = np.zeros((strata, most + 1))
        sums[:, 0] = 1.0
        first = np.zeros((p, strata, most + 1))
        second = np.zeros((p, p, strata, most + 1))
        for unit in range(longest):
            w, x = weight[:, unit, None], self.x[:, unit].T[:, :, None]
            old, old_first = w * sums[:, :-1], w * first[:, :, :-1]
            added = old_first[:, None] * x[None] + old_first[None] * x[:, None] + old * x[None] * x[:, None]
            second[..., 1:] += w * second[..., :-1] + added
            first[..., 1:] += old_first + old * x
            sums[:, 1:] += old
            high = sums.max(axis=1)
            if (high > 1e100).any():
                shrink = np.where(high > 1e100, 1e-100, 1.0)[:, None]
                sums, first, second = sums * shrink, first * shrink, second * shrink
        row = np.arange(strata)
        whole = sums[row, self.chosen]
        mean = first[:, row, self.chosen] / whole
        square = second[:, :, row, self.chosen] / whole
        observed = (self.x * self.marked[..., None]).sum(axis=1).T
        return observed - mean, square - mean[None] * mean[:, None]
