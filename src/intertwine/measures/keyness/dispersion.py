"""How evenly a word is spread over documents."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import xlogy

Numbers = NDArray[np.float64]


def deviation_of_proportions(counts: Numbers, sizes: Numbers) -> Numbers:
    """Return DP: half the sum of |share of the word's uses - share of all words| over documents.

    0: spread as the documents' sizes have it; towards 1: clumped in few.

    Parameters
    ----------
    counts
        Uses, shape (documents, words).
    sizes
        Words in each document.

    References
    ----------
    Gries 2008, IJCL 13(4):403-437.
    """
    used = counts.sum(axis=0)
    shares = np.divide(counts, used, out=np.zeros_like(counts, dtype=np.float64), where=used > 0)
    return 0.5 * np.abs(shares - (sizes / sizes.sum())[:, None]).sum(axis=0)


def normalised_deviation(counts: Numbers, sizes: Numbers) -> Numbers:
    """Return DPnorm = DP / (1 - smallest document's share): from 0 (even) to 1 (clumped), whatever the sizes.

    References
    ----------
    Lijffijt & Gries 2012, IJCL 17(1):147-149.
    """
    return deviation_of_proportions(counts, sizes) / (1 - sizes.min() / sizes.sum())


def juilland_d(counts: Numbers, sizes: Numbers) -> Numbers:
    """Return D = 1 - (standard deviation / mean of the documents' rates) / sqrt(k - 1): 1 even, 0 in one document.

    References
    ----------
    Juilland & Chang-Rodriguez 1964; Carroll 1970, Computer Studies in the Humanities 3(2):61-65.

    Examples
    --------
    >>> juilland_d(np.array([[0], [4], [3], [2], [1.0]]), np.ones(5)).round(4).tolist()
    [0.6464]
    """
    rates = counts / sizes[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(1 - rates.std(axis=0) / rates.mean(axis=0) / np.sqrt(len(sizes) - 1))


def carroll_d2(counts: Numbers, sizes: Numbers) -> Numbers:
    """Return D2: the entropy of the documents' rates over its largest value; 1 even, 0 in one document.

    References
    ----------
    Carroll 1970, Computer Studies in the Humanities 3(2):61-65.

    Examples
    --------
    >>> carroll_d2(np.array([[2], [1], [1], [1], [0.0]]), np.ones(5)).round(4).tolist()
    [0.8277]
    """
    rates = counts / sizes[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        share = rates / rates.sum(axis=0)
    return np.asarray(-xlogy(share, share).sum(axis=0) / np.log(len(sizes)))


def rosengren_s(counts: Numbers, sizes: Numbers) -> Numbers:
    """Return S = (sum of sqrt(share of all words x uses))^2 / uses: 1 even, the smallest document's share at worst.

    References
    ----------
    Rosengren 1971, Etudes de linguistique appliquee 1:103-127.
    """
    weight = (sizes / sizes.sum())[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.sqrt(weight * counts).sum(axis=0) ** 2 / counts.sum(axis=0))


def divergence(counts: Numbers, sizes: Numbers) -> Numbers:
    """Return the Kullback-Leibler divergence of a word's documents from all words', in bits: 0 even, larger clumped.

    References
    ----------
    Gries 2020, Analyzing dispersion, in Paquot & Gries, A Practical Handbook of Corpus Linguistics, ch. 5.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        share = counts / counts.sum(axis=0)
        return np.asarray(xlogy(share, share / (sizes / sizes.sum())[:, None]).sum(axis=0) / np.log(2))
