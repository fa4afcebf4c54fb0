"""Many tests at once: p-values adjusted within a declared family."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def bonferroni(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return p-values times their number, at most 1: what an interval at (1 - confidence) / m leaves out is rejected.

    References
    ----------
    Dunn 1961, JASA 56:52-64.

    Examples
    --------
    >>> bonferroni(np.array([0.01, 0.4, 0.03])).round(2).tolist()
    [0.03, 1.0, 0.09]
    """
    return np.minimum(p * len(p), 1.0)


def holm(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return p-values adjusted by Holm's step-down rule, for a family declared before looking.

    The i-th smallest of m becomes the largest of min(1, (m - j + 1) p_j) over j up to i. Below 0.05 it is rejected
    with a chance of at most 5 % that any true null in the family is.

    References
    ----------
    Holm 1979, Scand. J. Statist. 6:65-70.

    Examples
    --------
    >>> holm(np.array([0.01, 0.04, 0.03])).tolist()
    [0.03, 0.06, 0.06]
    """
    order = np.argsort(p, kind="stable")
    stepped = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    return _in_given_order(np.minimum(stepped, 1.0), order)


def benjamini_hochberg(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return p-values adjusted for the false discovery rate, for an exploratory matrix.

    The i-th smallest of m becomes the smallest of min(1, m p_j / j) over j from i. Of those below 0.05, about 5 % are
    expected to be true nulls.

    References
    ----------
    Benjamini & Hochberg 1995, J. R. Statist. Soc. B 57:289-300.

    Examples
    --------
    >>> benjamini_hochberg(np.array([0.01, 0.04, 0.03])).tolist()
    [0.03, 0.04, 0.04]
    """
    order = np.argsort(p, kind="stable")
    scaled = p[order] * len(p) / np.arange(1, len(p) + 1)
    stepped = np.minimum.accumulate(scaled[::-1])[::-1]
    return _in_given_order(np.minimum(stepped, 1.0), order)


def _in_given_order(values: NDArray[np.float64], order: NDArray[np.intp]) -> NDArray[np.float64]:
    found = np.empty_like(values)
    found[order] = values
    return found
