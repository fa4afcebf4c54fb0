"""What follows what: transitions between families of codes; descriptive."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.measures.order.records import TRANSITIONS
from intertwine.measures.order.spans import spans_of
from intertwine.records import empty
from intertwine.vocabulary import ALL, families_of


def transitions(hits: pd.DataFrame, turns: pd.DataFrame, families: Sequence[str]) -> pd.DataFrame:
    """Return the lag-1 transition table of families of codes: how often one follows another as the next span of a turn.

    Descriptive, nothing is tested: codes that come in clumps follow each other whatever their order.

    Returns
    -------
    DataFrame
        `source`, `code_a` (from), `code_b` (to), `observed`, `expected` (row total times column total over all),
        `adjusted_residual`, `yule_q`.
    """
    spans = spans_of(hits, turns, ALL)
    spans = spans.assign(family=families_of(spans["code"]))
    after = spans.shift(-1)
    same = (spans["document_id"] == after["document_id"]) & (spans["turn"] == after["turn"])
    steps = spans[same].assign(next_family=after.loc[same, "family"])
    names = np.array(families, dtype=object)
    parts = []
    for source, rows in steps.groupby("source", sort=True):
        counted = pd.crosstab(rows["family"], rows["next_family"])
        counts = counted.reindex(index=names, columns=names, fill_value=0).to_numpy(dtype=np.float64)
        expected, residual, yule_q = lag_statistics(counts)
        a, b = np.indices(counts.shape)
        parts.append(
            pd.DataFrame(
                {
                    "source": source,
                    "code_a": names[a.ravel()],
                    "code_b": names[b.ravel()],
                    "observed": counts.ravel().astype(np.int64),
                    "expected": expected.ravel(),
                    "adjusted_residual": residual.ravel(),
                    "yule_q": yule_q.ravel(),
                }
            )
        )
    return pd.concat(parts, ignore_index=True) if parts else empty(TRANSITIONS)


def lag_statistics(counts: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    """Return lag sequential statistics of a table of transitions: expected counts, adjusted residuals, Yule's Q.

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
        spread = expected * (1 - r / total) * (1 - c / total)
        residual = np.where(spread > 0, (counts - expected) / np.sqrt(spread), np.nan)
        only_r, only_c, neither = r - counts, c - counts, total - r - c + counts
        yule = (counts * neither - only_r * only_c) / (counts * neither + only_r * only_c)
    return expected, residual, yule
