"""What follows what, and what stands near what: transitions and connections between codes; descriptive."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.measures.order.spans import spans_of


def transitions(hits: pd.DataFrame, turns: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """Return how often one family of codes follows another as the next span of the same turn, by source.

    Returns
    -------
    DataFrame
        `source`, `code_a` (from), `code_b` (to), `observed`, `expected` (row total times column total over all),
        `adjusted_residual`, `yule_q`. Descriptive: codes that come in clumps follow each other whatever their order.
    """
    spans = spans_of(hits, turns, "all")
    spans = spans.assign(family=spans["code"].str.partition(".")[0])
    after = spans.shift(-1)
    same = ((spans["document_id"] == after["document_id"]) & (spans["turn"] == after["turn"])).to_numpy()
    steps = pd.DataFrame({
        "source": spans["source"][same], "a": spans["family"][same], "b": after["family"][same],
    })  # fmt: skip
    parts = []
    for source, rows in steps.groupby("source", sort=True):
        table = pd.crosstab(rows["a"], rows["b"]).reindex(index=list(codes), columns=list(codes), fill_value=0)
        counts = table.to_numpy(dtype=np.float64)
        expected, residual, yule = lag_statistics(counts)
        a, b = np.indices(counts.shape)
        names = np.array(codes, dtype=object)
        parts.append(pd.DataFrame({
            "source": source, "code_a": names[a.ravel()], "code_b": names[b.ravel()],
            "observed": counts.ravel().astype(np.int64), "expected": expected.ravel(),
            "adjusted_residual": residual.ravel(), "yule_q": yule.ravel(),
        }))  # fmt: skip
    columns = ["source", "code_a", "code_b", "observed", "expected", "adjusted_residual", "yule_q"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def lag_statistics(counts: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    """Return expected counts, adjusted residuals and Yule's Q of a table of transitions.

    With row total r, column total c and N all: E = r c / N, z = (F - E) / sqrt(E (1 - r / N) (1 - c / N)); Q compares
    the 2 x 2 table of one transition, (F O22 - O12 O21) / (F O22 + O12 O21).

    References
    ----------
    Bakeman & Quera 2011, Sequential Analysis and Observational Methods, ch. 9-10.
    """
    total = counts.sum()
    r, c = counts.sum(axis=1, keepdims=True), counts.sum(axis=0, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = r * c / total
        residual = (counts - expected) / np.sqrt(expected * (1 - r / total) * (1 - c / total))
        only_r, only_c, neither = r - counts, c - counts, total - r - c + counts
        yule = (counts * neither - only_r * only_c) / (counts * neither + only_r * only_c)
    return expected, residual, yule


def connections(
    presence: NDArray[np.bool_], *, conversation: NDArray[np.generic], speaker: NDArray[np.generic], window: int
) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    """Return how often each speaker connects each pair of codes, within a moving window of turns.

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

    References
    ----------
    Shaffer, Collier & Ruis 2016, Journal of Learning Analytics 3(3):9-45 (epistemic network analysis).
    """
    codes = presence.shape[1]
    recent = presence.copy()
    for lag in range(1, window):
        same = np.zeros(len(presence), dtype=np.bool_)
        same[lag:] = conversation[lag:] == conversation[:-lag]
        recent[lag:] |= presence[:-lag] & same[lag:, None]
    first, second = np.triu_indices(codes, 1)
    linked = (presence[:, first] & recent[:, second]) | (recent[:, first] & presence[:, second])
    names, number = np.unique(speaker, return_inverse=True)
    found = np.zeros((len(names), len(first)), dtype=np.int64)
    np.add.at(found, number, linked)
    return names, found
