"""Log odds ratios of many pairs at once: what each pair tells by itself, steadied by the pairs of its block."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from intertwine.inference.dispersion import common_dispersion
from intertwine.inference.exact import Tables, penalised
from intertwine.inference.shrinkage import Shrunk, shrunk

Numbers = NDArray[np.float64]

OWN = 0.2
"""Least share of what is known of a pair that must be its own for a finding."""

_NODES = 25
_REACH = 6.0
_FALLS = 32.0
_FINEST, _COARSEST = 0.01, 0.05


@dataclass(frozen=True, slots=True)
class Pooled(Shrunk):
    """Log odds ratios of many pairs, one per pair; NaN where no stratum tells anything."""

    @property
    def finding(self) -> NDArray[np.bool_]:
        """Whether a pair may be shown as a finding: its interval leaves out 0, and at least a fifth is its own."""
        return (self.own >= OWN) & ((self.low > 0) | (self.high < 0))

    @property
    def beyond(self) -> Numbers:
        """The log odds ratio either way beyond which nothing lies, where a pair is no finding."""
        return np.maximum(np.abs(self.low), np.abs(self.high))


def pooled(
    tables: Tables,
    *,
    block: NDArray[np.generic],
    cluster: NDArray[np.generic],
    confidence: float = 0.95,
) -> Pooled:
    """Return log odds ratios of pairs, partially pooled inside blocks.

    The log odds ratio theta_j of pair j of block g is N(mu_g, tau_g^2), and the data tell of it by the exact
    conditional likelihood (`exact.tables`), tempered by the dispersion that all pairs show
    (`dispersion.common_dispersion`). Full Bayes (`shrinkage.shrunk`). The mean of a block is never a result: pairs of a
    block share codes and documents.

    Parameters
    ----------
    tables
        Not yet tempered.
    block
        Of each pair.
    cluster
        Of each stratum.
    confidence
        Coverage of the intervals, over the pairs of a block.

    References
    ----------
    Efron & Morris 1975, JASA 70:311-319; Hamza, van Houwelingen & Stijnen 2008, J. Clin. Epidemiology 61:41-51, for
    the exact likelihood under a common distribution.
    """
    estimate = penalised(tables)
    tempered = tables.tempered(common_dispersion(tables, estimate, cluster))
    found = np.full((len(fields(Shrunk)), tables.pairs), np.nan)
    information = tempered.likelihood(estimate).information
    start, step, values, slopes = _curves(tempered, estimate, information)
    for each in np.unique(block[np.isfinite(estimate)]):
        inside = np.flatnonzero((block == each) & np.isfinite(estimate))
        curves = (start[inside], step[inside], values[inside], slopes[inside])
        finest = 1 / np.sqrt(information[inside].max()) / 2
        width = min(max(finest, _FINEST), _COARSEST)
        low, high = start[inside].min(), (start + (_NODES - 1) * step)[inside].max()
        edges = np.linspace(low, high, int(np.ceil((high - low) / width)) + 1)
        result = shrunk(edges, _between(edges, *curves), information[inside], confidence=confidence)
        found[:, inside] = [getattr(result, field.name) for field in fields(Shrunk)]
    return Pooled(*found)


def _curves(tables: Tables, estimate: Numbers, information: Numbers) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Return each pair's log likelihood at equally spaced log odds ratios: first one, step, values, slopes."""
    top = tables.likelihood(estimate).value
    ends = [estimate, estimate]
    steps = 8 / np.sqrt(np.maximum(information, (8 / _REACH) ** 2))
    for end, sign in enumerate((-1, 1)):
        reach = steps
        while (short := (reach < _REACH) & (top - tables.likelihood(estimate + sign * reach).value < _FALLS)).any():
            reach = np.where(short, np.minimum(1.5 * reach, _REACH), reach)
        ends[end] = estimate + sign * reach
    nodes = np.linspace(ends[0], ends[1], _NODES, axis=1)
    at = [tables.likelihood(column) for column in nodes.T]
    values, slopes = (np.column_stack([getattr(each, name) for each in at]) for name in ("value", "score"))
    return nodes[:, 0], nodes[:, 1] - nodes[:, 0], values, slopes


def _between(edges: Numbers, start: Numbers, step: Numbers, values: Numbers, slopes: Numbers) -> Numbers:
    """Return log likelihoods in the middle of bins, by cubic interpolation; minus infinity where a pair has none."""
    place = ((edges[1:] + edges[:-1]) / 2 - start[:, None]) / step[:, None]
    left = np.clip(place.astype(np.intp), 0, _NODES - 2)
    t = place - left
    row = np.arange(len(start))[:, None]
    slope = slopes * step[:, None]
    found = (
        (1 + 2 * t) * (1 - t) ** 2 * values[row, left]
        + t * (1 - t) ** 2 * slope[row, left]
        + t**2 * (3 - 2 * t) * values[row, left + 1]
        + t**2 * (t - 1) * slope[row, left + 1]
    )
    return np.where((place >= 0) & (place <= _NODES - 1), found, -np.inf)
