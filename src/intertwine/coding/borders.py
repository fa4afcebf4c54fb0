"""Matches whose edge lies inside a Chinese word: 法院 in 立法院."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray


def cuts_a_word(matches: pd.DataFrame, tokens: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which matches begin or end inside a Chinese word of the segmenter.

    Parameters
    ----------
    matches
        `turn`, `start` and `end`, in code points of the turn.
    tokens
        `row` (the turn), `start`, `end` and `language`, sorted.

    Examples
    --------
    >>> words = pd.DataFrame({"row": [0, 0], "start": [0, 3], "end": [3, 5], "language": ["zh", "zh"]})
    >>> found = pd.DataFrame({"turn": [0, 0], "start": [1, 3], "end": [3, 5]})
    >>> cuts_a_word(found, words).tolist()
    [True, False]
    """
    words = tokens[tokens["language"] == "zh"]
    if words.empty or matches.empty:
        return np.zeros(len(matches), dtype=np.bool_)
    span = int(max(words["end"].max(), matches["end"].max())) + 1
    row = words["row"].to_numpy(dtype=np.int64) * span
    begins, ends = row + words["start"].to_numpy(), row + words["end"].to_numpy()
    turn = matches["turn"].to_numpy(dtype=np.int64) * span

    def inside(edge: NDArray[np.int64]) -> NDArray[np.bool_]:
        last = np.searchsorted(begins, edge, side="left") - 1
        return (last >= 0) & (ends[np.maximum(last, 0)] > edge)

    return inside(turn + matches["start"].to_numpy()) | inside(turn + matches["end"].to_numpy())
