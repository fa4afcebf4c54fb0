"""What stands near what: connections between families of codes within a few turns; descriptive."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine import records
from intertwine.vocabulary import COUNTED_ROLES, families_of

STANZA = 4
"""Turns within which codes are connected, this one included."""


def connections(hits: pd.DataFrame, turns: pd.DataFrame, families: Sequence[str]) -> pd.DataFrame:
    """Return the epistemic network of each document: how often respondents and authors connect two families of codes.

    Within a moving stanza window of `STANZA` turns. Descriptive: nothing is tested, and counts grow with the length of
    a document, so documents are compared by `normalised` alone.

    Parameters
    ----------
    hits, turns
        The hand-over tables.
    families
        Top-level codes, sorted.

    Returns
    -------
    DataFrame
        `document_id`, `code_a`, `code_b`, `connections`, `normalised` (over the root of the sum of their squares).
    """
    lines = turns[turns["role"].isin(COUNTED_ROLES)].reset_index(drop=True)
    counted = hits[hits["suppressed_by"] == ""]
    row = records.rows_of_turns(counted, lines)
    column = pd.Index(families).get_indexer(pd.Index(families_of(counted["code"])))
    held = np.zeros((len(lines), len(families)), dtype=np.bool_)
    held[row[row >= 0], column[row >= 0]] = True
    document = lines["document_id"].to_numpy(dtype=object)
    names, counts = stanza_connections(held, conversation=document, speaker=document, window=STANZA)
    first, second = np.triu_indices(len(families), 1)
    length = np.sqrt((counts.astype(np.float64) ** 2).sum(axis=1, keepdims=True))
    code = np.array(families, dtype=object)
    return pd.DataFrame(
        {
            "document_id": np.repeat(names, len(first)),
            "code_a": np.tile(code[first], len(names)),
            "code_b": np.tile(code[second], len(names)),
            "connections": counts.ravel(),
            "normalised": np.divide(counts, length, out=np.zeros(counts.shape), where=length > 0).ravel(),
        }
    )


def stanza_connections(
    presence: NDArray[np.bool_], *, conversation: NDArray[np.generic], speaker: NDArray[np.generic], window: int
) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    """Return the counts of epistemic network analysis: how often each speaker connects each pair of codes.

    A line connects two codes if it holds one of them and it or the `window` - 1 lines before it in the conversation
    hold the other. Windows run across speakers and never across conversations.

    Parameters
    ----------
    presence
        Shape (lines in order, codes).
    conversation, speaker
        Of each line.
    window
        Lines, this one included.

    Returns
    -------
    tuple of arrays
        Speakers, sorted; counts of shape (speakers, pairs), pairs in the order (0, 1), (0, 2), (1, 2), ... of columns.

    Raises
    ------
    ValueError
        If lines of one conversation do not stand together: windows would end where another cuts in.

    References
    ----------
    Shaffer, Collier & Ruis 2016, Journal of Learning Analytics 3(3):9-45 (epistemic network analysis).
    """
    _stand_together(conversation)
    codes = presence.shape[1]
    recent = presence.copy()
    for lag in range(1, window):
        same = np.zeros(len(presence), dtype=np.bool_)
        same[lag:] = conversation[lag:] == conversation[:-lag]
        recent[lag:] |= presence[:-lag] & same[lag:, None]
    first, second = np.triu_indices(codes, 1)
    linked = (presence[:, first] & recent[:, second]) | (recent[:, first] & presence[:, second])
    names, number = np.unique(speaker, return_inverse=True)
    counts = np.zeros((len(names), len(first)), dtype=np.int64)
    np.add.at(counts, number, linked)
    return names, counts


def _stand_together(conversation: NDArray[np.generic]) -> None:
    """Raise a ValueError where a conversation goes on after another has begun."""
    begins = np.flatnonzero(np.append(True, conversation[1:] != conversation[:-1])[: len(conversation)])
    _, first = np.unique(conversation[begins], return_index=True)
    again = np.setdiff1d(begins, begins[first])
    if len(again):
        line, name = int(again[0]), conversation[again[0]]
        raise ValueError(
            f"line {line} goes on with conversation {str(name)!r} after another one: the lines of a conversation must "
            "stand together, in their order"
        )
