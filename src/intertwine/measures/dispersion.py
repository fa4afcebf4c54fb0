"""How evenly a word is spread over documents."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

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
