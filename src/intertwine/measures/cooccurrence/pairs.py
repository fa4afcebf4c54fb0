"""Pairs of codes: those declared as hypotheses, and all that may meet."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

CodePair = tuple[str, str]


def declared_pairs(hypotheses: Sequence[CodePair]) -> list[CodePair]:
    """Return the hypotheses as tables hold them: each pair once, its codes and the pairs in order.

    >>> declared_pairs([("threat", "security"), ("risk", "security"), ("security", "threat")])
    [('risk', 'security'), ('security', 'threat')]
    """
    return sorted({(min(pair), max(pair)) for pair in hypotheses})


def pairs_of(codes: Sequence[str]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the pairs of different codes as two arrays of columns; a code never makes a pair with its own parent.

    >>> pairs_of(["risk", "security", "security.data"])
    (array([0, 0]), array([1, 2]))
    """
    kept = [
        pair
        for pair in combinations(range(len(codes)), 2)
        if not codes[pair[1]].startswith(f"{codes[pair[0]]}.") and not codes[pair[0]].startswith(f"{codes[pair[1]]}.")
    ]
    array = np.array(kept, dtype=np.intp).reshape(-1, 2)
    return array[:, 0], array[:, 1]
