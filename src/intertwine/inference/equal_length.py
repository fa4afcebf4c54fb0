"""The odds ratio of two codes inside documents, at equal length and place: the one estimand of what goes together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from intertwine.inference.logit_within import LogitWithin, Strata, Sums, blocks, inverse

Numbers = NDArray[np.float64]
Marks = NDArray[np.bool_]
Bounds = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class LogOdds:
    """Log odds ratios of pairs of codes, and what they rest on; NaN where the likelihood has no maximum.

    Attributes
    ----------
    value
        Shape (pairs,).
    influence
        What each cluster adds to the error, shape (clusters, pairs), clusters sorted: error^2 is the sum of squares.
    clusters
        Clusters that tell anything: with a document in which either code is in some units and not in all.
    """

    value: Numbers
    influence: Numbers
    clusters: NDArray[np.intp]

    @property
    def error(self) -> Numbers:
        """Standard error over clusters; NaN with fewer than two of them."""
        return np.where(self.clusters >= 2, np.sqrt((self.influence**2).sum(axis=0)), np.nan)

    @property
    def freedom(self) -> Numbers:
        """Degrees of freedom of Student's t."""
        return np.maximum(self.clusters - 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Tested:
    """Estimates with interval and two-sided p, all from Student's t of estimate / error.

    p is under 1 - confidence where, and only where, the interval leaves out 0.
    """

    estimate: Numbers
    low: Numbers
    high: Numbers
    p: Numbers


def students(estimate: Numbers, error: Numbers, freedom: Numbers, *, confidence: float | Numbers) -> Tested:
    """Return estimates with their intervals and p-values by Student's t."""
    half = stdtrit(freedom, 0.5 + np.asarray(confidence) / 2) * error
    with np.errstate(divide="ignore", invalid="ignore"):
        p = 2 * stdtr(freedom, -np.abs(estimate) / error)
    return Tested(estimate, estimate - half, estimate + half, p)


def place_and_length(length: Numbers, bounds: Bounds) -> Numbers:
    """Return log length of each unit less the document's mean, its place, and the square of that; shape (3, units).

    Place runs from -1 to 1 along the document.

    >>> place_and_length(np.array([1.0, 1.0, 1.0, 1.0]), np.array([0, 3, 4])).tolist()
    [[0.0, 0.0, 0.0, 0.0], [-1.0, 0.0, 1.0, 0.0], [1.0, 0.0, 1.0, 0.0]]
    """
    sizes = np.diff(bounds)
    number = np.arange(bounds[-1]) - np.repeat(bounds[:-1], sizes)
    last = np.repeat(sizes - 1, sizes)
    place = np.divide(2.0 * number - last, last, out=np.zeros(len(number)), where=last > 0)
    log_length = np.log(length)
    mean = np.repeat(np.add.reduceat(log_length, bounds[:-1]) / sizes, sizes)
    return np.array([log_length - mean, place, place**2])


def equal_length_odds(a: Marks, b: Marks, length: Numbers, bounds: Bounds, *, cluster: NDArray[np.generic]) -> LogOdds:
    """Return the log odds ratio of each pair of codes inside documents, at equal length and place of the unit.

    logit P(b) = alpha_document + theta a + beta_1 ln(length) + beta_2 place + beta_3 place^2, place from -1 to 1 along
    the document (a guide has its subjects at the beginning, in the middle, at the end); the document's alpha is taken
    out by the modified profile likelihood (`LogitWithin`). The error is from the scores of
    whole clusters, each raised by what the cluster itself takes out of the information, (I - I_k I^-1)^-1; t has one
    degree of freedom less than there are clusters that tell anything. Clusters are independent; units inside one may
    come in runs. Not to be read as a cause or an order.

    Parameters
    ----------
    a, b
        Presence of the two codes of each pair, shape (units, pairs); the units of a document are neighbours.
    length
        Words in each unit.
    bounds
        First unit of each document, and the number of units.
    cluster
        Of each document.

    References
    ----------
    Breslow & Day 1980, Statistical Methods in Cancer Research I, ch. 7; Mancl & DeRouen 2001, Biometrics 57:126-134,
    for the error.
    """
    names, number = np.unique(cluster, return_inverse=True)
    strata, number = Strata(place_and_length(length, bounds), bounds), number.ravel()
    parts = [_fitted(a[:, part], b[:, part], strata, number, len(names)) for part in blocks(a.shape[1])]
    return LogOdds(*(np.concatenate([getattr(part, each.name) for part in parts], axis=-1) for each in fields(LogOdds)))


def without_each(a: Marks, b: Marks, length: Numbers, bounds: Bounds, *, part: NDArray[np.intp], parts: int) -> Numbers:
    """Return the log odds ratios of `equal_length_odds` with each part of the units left out in turn.

    By one Newton step from the whole: theta + (I - I_g)^-1 (-U_g), U_g and I_g score and information of the part, so
    that cost does not grow with the number of parts. Shape (parts, pairs).

    Parameters
    ----------
    part
        Of each unit, from 0 to `parts` - 1: its document, say, or its speaker.

    References
    ----------
    Pregibon 1981, Annals of Statistics 9:705-724.
    """
    strata = Strata(place_and_length(length, bounds), bounds)
    found = [_without(a[:, some], b[:, some], strata, part, parts) for some in blocks(a.shape[1])]
    return np.concatenate(found, axis=-1)


def _without(a: Marks, b: Marks, strata: Strata, part: NDArray[np.intp], parts: int) -> Numbers:
    model = LogitWithin(b, strata, mark=a)
    settled = model.climb()
    score, information = model.sums_of(part, parts)
    left = information.sum(axis=0) - information
    step = np.einsum("gpi,gip->gp", inverse(left)[:, :, 0], score)
    return np.where(settled, model.slope[0] - step, np.nan)


def _fitted(a: Marks, b: Marks, strata: Strata, number: NDArray[np.intp], clusters: int) -> LogOdds:
    model = LogitWithin(b, strata, mark=a)
    with_a = strata.summed(a)
    telling = model.telling & (with_a > 0) & (with_a < strata.sizes[:, None])
    settled = model.climb() & telling.any(axis=0)
    told = np.zeros((clusters, a.shape[1]), dtype=np.bool_)
    np.logical_or.at(told, number, telling)
    counted = told.sum(axis=0)
    influence = _influence(model.sums, number, clusters) * np.sqrt(
        np.maximum(counted - 1.0, 0.0) / np.maximum(counted, 1)
    )
    return LogOdds(np.where(settled, model.slope[0], np.nan), np.where(settled, influence, np.nan), counted)


def _influence(sums: Sums, number: NDArray[np.intp], clusters: int) -> Numbers:
    """Return what each cluster, raised, adds to the first slope; shape (clusters, models)."""
    slopes, _, models = sums.score.shape
    score, information = np.zeros((clusters, models, slopes)), np.zeros((clusters, models, slopes, slopes))
    np.add.at(score, number, np.moveaxis(sums.score, 0, -1))
    np.add.at(information, number, np.moveaxis(sums.information, (0, 1), (-2, -1)))
    whole = inverse(information.sum(axis=0))
    left = np.eye(slopes) - information @ whole
    raised = (inverse(left) @ score[..., None])[..., 0]
    return np.einsum("pi,kpi->kp", whole[:, 0], raised)


def contrasted(
    parts: Sequence[LogOdds], weights: Sequence[float], clusters: Sequence[NDArray[np.generic]], *, confidence: float
) -> Tested:
    """Return weighted sums of log odds ratios of separate sets of units: the log of a ratio of odds ratios, say.

    A cluster that is in several sets adds what it adds to them together. Degrees of freedom after Satterthwaite, from
    those of the sets.

    Parameters
    ----------
    parts
        The same pairs in each set.
    weights
        Of the sets.
    clusters
        Of the documents of each set, as `equal_length_odds` had them.
    confidence
        Coverage of the interval.

    References
    ----------
    Satterthwaite 1946, Biometrics Bulletin 2:110-114.
    """
    names = [np.unique(each) for each in clusters]
    every, number = np.unique(np.concatenate(names), return_inverse=True)
    together = np.zeros((len(every), len(parts[0].value)))
    np.add.at(together, number.ravel(), np.vstack([w * part.influence for w, part in zip(weights, parts, strict=True)]))
    variances = np.array([(weight * part.error) ** 2 for weight, part in zip(weights, parts, strict=True)])
    shares = np.array([variance**2 / part.freedom for variance, part in zip(variances, parts, strict=True)])
    with np.errstate(divide="ignore", invalid="ignore"):
        freedom = variances.sum(axis=0) ** 2 / shares.sum(axis=0)
    error = np.where(np.isnan(variances).any(axis=0), np.nan, np.sqrt((together**2).sum(axis=0)))
    value = sum(weight * part.value for weight, part in zip(weights, parts, strict=True))
    return students(np.asarray(value), error, freedom, confidence=confidence)
