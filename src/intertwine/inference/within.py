"""What is expected of a unit from its length and place alone, inside its own document: the base line of every test."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from intertwine.inference.equal_length import place_and_length
from intertwine.inference.logit_within import LogitWithin, Strata, blocks

Numbers = NDArray[np.float64]


def expected_presence(presence: NDArray[np.bool_], length: Numbers, bounds: NDArray[np.intp]) -> Numbers:
    """Return the chance that each unit holds each code, given the unit's length, its place and its document.

    For each code, logit P(presence) = alpha_document + beta_1 ln(length) + beta_2 place + beta_3 place^2
    (`LogitWithin`). Inside each document the chances add up to the units that hold the code, so documents without it,
    or full of it, are fitted exactly. Where the model has no maximum, the chance is the document's share of units.

    Parameters
    ----------
    presence
        Shape (units, codes); the units of a document are neighbours.
    length
        Words in each unit, at least 1.
    bounds
        First unit of each document, and the number of units at the end.

    Returns
    -------
    NDArray[np.float64]
        Shape (units, codes).
    """
    strata, chance = Strata(place_and_length(length, bounds), bounds), np.empty(presence.shape)
    for part in blocks(presence.shape[1]):
        model = LogitWithin(presence[:, part], strata)
        settled = model.climb()
        chance[:, part] = np.where(settled, model.chances(), model.shares())
    return chance


def residual(presence: NDArray[np.bool_], chance: Numbers) -> tuple[Numbers, Numbers]:
    """Return presence - chance, and its variance chance (1 - chance); exactly 0 where nothing could be otherwise.

    Where two codes go together no more than length and stratum have it, the product of their residuals has mean 0, and
    its variance is the product of the two.
    """
    variance = chance * (1 - chance)
    variance = np.where(variance > 1e-9, variance, 0.0)
    return np.where(variance > 0, presence - chance, 0.0), variance
