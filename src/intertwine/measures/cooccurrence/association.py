"""How closely two codes go together in one 2 x 2 table of units; descriptive, never tested on pooled units.

With O11 units that hold both codes, O12 only the first, O21 only the second, O22 neither; R1 = O11 + O12,
C1 = O11 + O21, N their sum.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def jaccard(both: Numbers, only_a: Numbers, only_b: Numbers) -> Numbers:
    """Return O11 / (O11 + O12 + O21): the share of units with either code that hold both.

    From 0 (never together) to 1 (always). Says nothing of chance, and is small when one code is much rarer than the
    other. The same as the c-coefficient of ATLAS.ti where units do not overlap.

    Examples
    --------
    >>> float(jaccard(np.array([30.0]), np.array([20.0]), np.array([10.0]))[0])
    0.5
    """
    return _divided(both, both + only_a + only_b)


def pmi(both: Numbers, only_a: Numbers, only_b: Numbers, neither: Numbers) -> Numbers:
    """Return pointwise mutual information, log2(O11 N / (R1 C1)): 0 as chance would have it; large for rare codes.

    References
    ----------
    Church & Hanks 1990, Computational Linguistics 16(1):22-29.
    """
    total = both + only_a + only_b + neither
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.log2(both * total / ((both + only_a) * (both + only_b))))


def npmi(both: Numbers, only_a: Numbers, only_b: Numbers, neither: Numbers) -> Numbers:
    """Return normalised pointwise mutual information: ln(O11 N / (R1 C1)) / -ln(O11 / N).

    -1: never together; 0: as chance would have it; 1: only ever together. Taken over all units, so documents rich in
    both codes raise it.

    References
    ----------
    Bouma 2009, Proc. GSCL, 31-40.

    Examples
    --------
    >>> round(float(npmi(*(np.array([count]) for count in (30.0, 20.0, 10.0, 40.0)))[0]), 5)
    0.33677
    """
    total = both + only_a + only_b + neither
    with np.errstate(divide="ignore", invalid="ignore"):
        found = pmi(both, only_a, only_b, neither) / -np.log2(both / total)
    possible = ((both + only_a) > 0) & ((both + only_b) > 0)
    settled = np.where(both == total, 1.0, np.where(both == 0, -1.0, found))
    return np.where(possible, settled, np.nan)


def phi(both: Numbers, only_a: Numbers, only_b: Numbers, neither: Numbers) -> Numbers:
    """Return phi = (O11 O22 - O12 O21) / sqrt(R1 R2 C1 C2): the correlation of the two presences, from -1 to 1.

    How large it can become depends on how often each code occurs.

    Examples
    --------
    >>> round(float(phi(*(np.array([count]) for count in (30.0, 20.0, 10.0, 40.0)))[0]), 5)
    0.40825
    """
    margins = (both + only_a) * (only_b + neither) * (both + only_b) * (only_a + neither)
    return _divided(both * neither - only_a * only_b, np.sqrt(margins))


def dice(both: Numbers, only_a: Numbers, only_b: Numbers) -> Numbers:
    """Return 2 O11 / (R1 + C1): the share of uses of either code that fall together, from 0 to 1."""
    return _divided(2 * both, 2 * both + only_a + only_b)


def log_dice(both: Numbers, only_a: Numbers, only_b: Numbers) -> Numbers:
    """Return 14 + log2(2 O11 / (R1 + C1)): at most 14, one less for half the overlap; NaN where the codes never meet.

    References
    ----------
    Rychly 2008, Proc. RASLAN, 6-9.

    Examples
    --------
    >>> round(float(log_dice(np.array([30.0]), np.array([20.0]), np.array([10.0]))[0]), 5)
    13.41504
    """
    found = dice(both, only_a, only_b)
    return 14 + np.log2(np.where(found > 0, found, np.nan))


def delta_p(both: Numbers, only_cue: Numbers, only_outcome: Numbers, neither: Numbers) -> Numbers:
    """Return P(outcome | cue) - P(outcome | no cue): how much more often one code is there where the other one is.

    Not the same both ways round: security may be where threat is more surely than threat where security is.

    References
    ----------
    Gries 2013, IJCL 18(1):137-165.

    Examples
    --------
    >>> round(float(delta_p(*(np.array([count]) for count in (30.0, 20.0, 10.0, 40.0)))[0]), 5)
    0.4
    """
    return _divided(both, both + only_cue) - _divided(only_outcome, only_outcome + neither)


def odds_ratio(both: Numbers, only_a: Numbers, only_b: Numbers, neither: Numbers) -> Numbers:
    """Return the odds ratio O11 O22 / (O12 O21) of the pooled table; 0.5 is added to all cells if one is 0 (Haldane).

    The crude figure beside the Mantel-Haenszel one: it mixes what happens inside documents with what differs between
    them, and may point the other way.

    Examples
    --------
    >>> float(odds_ratio(*(np.array([count]) for count in (30.0, 20.0, 10.0, 40.0)))[0])
    6.0
    """
    cells = np.stack([both, only_a, only_b, neither])
    cells = cells + 0.5 * (cells == 0).any(axis=0)
    return np.asarray(cells[0] * cells[3] / (cells[1] * cells[2]))


def _divided(numerator: Numbers, denominator: Numbers) -> Numbers:
    return np.divide(numerator, denominator, out=np.full_like(numerator, np.nan), where=denominator > 0)
