"""Ratios that can be shown: settled, and with an interval that says something of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from intertwine.inference.bootstrap import spread_only
from intertwine.notes import note

Numbers = NDArray[np.float64]

LARGEST = 1e4
"""A ratio beyond this, or below one over it, has not settled; an interval that ends there spans the scale."""


@dataclass(frozen=True, slots=True)
class ShownRatios:
    """Ratios with their intervals, NaN where there is none, and the note that says why; notes are text."""

    estimate: Numbers
    low: Numbers
    high: Numbers
    note: NDArray[np.object_]


def shown_ratios(estimate: ArrayLike, low: ArrayLike, high: ArrayLike) -> ShownRatios:
    """Return the ratios that have settled, with the intervals that do not span the scale.

    A ratio of 0, of infinity or beyond `LARGEST` comes of an empty cell or of separation: it has no estimate. An
    interval that ends beyond `LARGEST` on one side is open there, and ends at `LARGEST`; on both sides, or without a
    width, it is none; nor is one with a missing end, where nothing is left to estimate without one of the clusters.
    Where there is no estimate to begin with (NaN), nothing is noted.

    >>> shown = shown_ratios([2.0, 0.33, 0.0, 0.5], [1.0, 9e-45, 0.0, 0.0], [4.0, 1e43, 0.0, 3.0])
    >>> shown.estimate.tolist(), shown.low.tolist(), shown.note.tolist()
    ([2.0, 0.33, nan, 0.5], [1.0, nan, nan, 0.0001], ['', 'spans_scale()', 'unsettled()', 'open_interval()'])
    """
    ratio, lower, upper = (np.atleast_1d(np.asarray(each, dtype=np.float64)) for each in (estimate, low, high))
    settled, known = _on_scale(ratio), ~np.isnan(ratio)
    ended = ~np.isnan(lower) & ~np.isnan(upper)
    opened = _on_scale(lower) != _on_scale(upper)
    inside = settled & ended & (_on_scale(lower) | _on_scale(upper))
    lower, upper = (np.clip(end, 1 / LARGEST, LARGEST) for end in (lower, upper))
    ends = spread_only(*(np.where(inside, np.log(np.where(inside, end, 1.0)), np.nan) for end in (lower, upper)))
    spread = ~np.isnan(ends[0])
    notes = np.select(
        [~known, spread & opened, spread, ~settled, ~ended, ~inside],
        ["", note("open_interval"), "", note("unsettled"), note("rests_on_one_cluster"), note("spans_scale")],
        note("no_spread"),
    )
    lower, upper = (np.where(spread, end, np.nan) for end in (lower, upper))
    return ShownRatios(np.where(settled, ratio, np.nan), lower, upper, notes.astype(object))


def shown_from_logarithms(middle: ArrayLike, low: ArrayLike, high: ArrayLike) -> ShownRatios:
    """Return `shown_ratios` of ratios that are given as natural logarithms."""
    with np.errstate(over="ignore", under="ignore"):
        return shown_ratios(*(np.exp(np.asarray(each, dtype=np.float64)) for each in (middle, low, high)))


def _on_scale(ratio: Numbers) -> NDArray[np.bool_]:
    return (ratio >= 1 / LARGEST) & (ratio <= LARGEST)
