"""Two frequencies compared: what earlier work reports, and rankings that allow for chance. None of them is a test here.

a and b are uses in two groups of texts of n_a and n_b words.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, xlogy

Numbers = NDArray[np.float64]

PRIOR = 500.0
"""Words of the informative prior of the log odds."""


def log_likelihood(a: Numbers, b: Numbers, n_a: float, n_b: float) -> Numbers:
    """Return G2 of two terms, 2 (a ln(a / E_a) + b ln(b / E_b)) with E_a = n_a (a + b) / (n_a + n_b).

    For comparability with earlier work; it takes every word as independent and is no basis of a decision.

    References
    ----------
    Rayson & Garside 2000, Proc. Workshop on Comparing Corpora, 1-6.

    Examples
    --------
    >>> round(float(log_likelihood(np.array([7.0]), np.array([2.0]), 1000, 1000)[0]), 6)
    2.941938
    """
    share = (a + b) / (n_a + n_b)
    with np.errstate(divide="ignore", invalid="ignore"):
        g2 = 2 * (xlogy(a, a / (n_a * share)) + xlogy(b, b / (n_b * share)))
    return np.where(a + b > 0, g2, 0.0)


def log_likelihood_of_table(a: Numbers, b: Numbers, n_a: float, n_b: float) -> Numbers:
    """Return G2 of the whole 2 x 2 table, the words that are other ones too.

    References
    ----------
    Dunning 1993, Computational Linguistics 19(1):61-74.

    Examples
    --------
    >>> round(float(log_likelihood_of_table(np.array([7.0]), np.array([2.0]), 1000, 1000)[0]), 6)
    2.954494
    """
    return log_likelihood(a, b, n_a, n_b) + log_likelihood(n_a - a, n_b - b, n_a, n_b)


def percent_difference(a: Numbers, b: Numbers, n_a: float, n_b: float) -> Numbers:
    """Return 100 (rate_a / rate_b - 1): -100 where a is 0, missing where b is 0.

    References
    ----------
    Gabrielatos & Marchi 2011, Corpus Linguistics conference, Birmingham.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(b > 0, 100 * ((a / n_a) / (b / n_b) - 1), np.nan)


def difference_coefficient(a: Numbers, b: Numbers, n_a: float, n_b: float) -> Numbers:
    """Return (rate_a - rate_b) / (rate_a + rate_b): from -1 (only in b) to 1 (only in a).

    References
    ----------
    Hofland & Johansson 1982, Word Frequencies in British and American English.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((a / n_a - b / n_b) / (a / n_a + b / n_b))


def simple_maths(a: Numbers, b: Numbers, n_a: float, n_b: float, added: float = 1.0) -> Numbers:
    """Return (rate_a + k) / (rate_b + k), rates per million words.

    References
    ----------
    Kilgarriff 2009, Proc. Corpus Linguistics, Liverpool.
    """
    return np.asarray((1e6 * a / n_a + added) / (1e6 * b / n_b + added))


def log_ratio_limits(a: Numbers, b: Numbers, n_a: float, n_b: float, *, confidence: float) -> tuple[Numbers, Numbers]:
    """Return exact limits of log2(rate_a / rate_b), a given a + b (Clopper and Pearson).

    Examples
    --------
    >>> low, high = log_ratio_limits(np.array([7.0]), np.array([2.0]), 1000, 1000, confidence=0.95)
    >>> round(float(low[0]), 4), round(float(high[0]), 4)
    (-0.5855, 5.1098)
    """
    tail = (1 - confidence) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(a > 0, betaincinv(np.maximum(a, 1e-9), b + 1, tail), 0.0)
        high = np.where(b > 0, betaincinv(a + 1, np.maximum(b, 1e-9), 1 - tail), 1.0)
        limits = [np.log2(side / (1 - side)) + np.log2(n_b / n_a) for side in (low, high)]
    return limits[0], limits[1]


def conservative_log_ratio(
    a: Numbers, b: Numbers, n_a: float, n_b: float, *, confidence: float, family: int
) -> Numbers:
    """Return LRC: the limit of the log2 ratio nearer to 0, for a whole family at once; 0 where the limits enclose it.

    With documents in place of words (in how many of n_a documents a word stands) a single talkative document cannot
    put a word on top.

    References
    ----------
    Evert 2022, Measuring keyness; corpora::keyness in R.
    """
    low, high = log_ratio_limits(a, b, n_a, n_b, confidence=1 - (1 - confidence) / max(family, 1))
    return np.where(low > 0, low, np.where(high < 0, high, 0.0))


def log_odds_z(a: Numbers, b: Numbers, prior: Numbers) -> Numbers:
    """Return z of the difference of log odds with a Dirichlet prior: a ranking that keeps rare words from the top.

    delta = ln((a + alpha) / (n_a + alpha_0 - a - alpha)) less the same of b; z = delta / sqrt(1 / (a + alpha) +
    1 / (b + alpha)); n_a, n_b and alpha_0 are the sums over all words.

    References
    ----------
    Monroe, Colaresi & Quinn 2008, Political Analysis 16(4):372-403, eq. 16, 19, 22.

    Examples
    --------
    >>> found = log_odds_z(np.array([12.0, 2, 4]), np.array([3.0, 10, 1]), np.full(3, 0.01))
    >>> found[:2].round(4).tolist()
    [3.0848, -3.8658]
    """
    whole = prior.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        delta = [np.log((one + prior) / (one.sum() + whole - one - prior)) for one in (a, b)]
        z = (delta[0] - delta[1]) / np.sqrt(1 / (a + prior) + 1 / (b + prior))
    return np.where(np.isfinite(z), z, np.nan)  # none where there is only one word


def informative_prior(a: Numbers, b: Numbers) -> Numbers:
    """Return the prior that both groups together suggest, worth 500 words."""
    return PRIOR * (a + b + 1e-9) / (a + b + 1e-9).sum()
