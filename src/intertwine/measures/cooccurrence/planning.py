"""How many interviews would show it: power of the test, from a pilot study's own texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit, logit

from intertwine.inference.within import expected_presence, residual
from intertwine.measures.cooccurrence.pairs import CodePair, declared_pairs
from intertwine.measures.cooccurrence.records import PLANNING
from intertwine.measures.design import Design
from intertwine.measures.matrix import PresenceMatrix, generator_for, presence_matrix, sources_of
from intertwine.notes import note
from intertwine.records import frame

Numbers = NDArray[np.float64]

SIZES = (8, 12, 16, 24, 39, 60, 100, 150)
REPLICATES = 100
RUNS = 2000
LEVEL = 0.05


def planning(
    units: pd.DataFrame,
    presence: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    kind: str,
    odds_ratio: float,
    hypotheses: Sequence[CodePair],
    design: Design,
) -> pd.DataFrame:
    """Return the power to find an odds ratio, for each hypothesis and number of documents.

    Each document of the pilot keeps its length, its units' lengths and its runs of the first code. The second code is
    drawn again 100 times: its runs are shifted along the document and it comes as often as before, but `odds_ratio`
    times as likely (in odds) where the first one is. A study of N documents is N documents drawn from the pilot with
    replacement, each with one of its replicates; 2,000 studies are drawn. Its statistic is Student's t of the
    documents' scores of the odds ratio at 1, length and place allowed for, as the tests of hypotheses have it.
    `critical` is the value that one in twenty studies with an odds ratio of 1 exceeds; `power` the share of studies
    that exceed it. Adjustment for several hypotheses is not in it. Not to be used to judge, after the fact, the study
    that it was made from.

    Parameters
    ----------
    units, presence, documents
        The hand-over tables of the pilot.
    kind
        The unit.
    odds_ratio
        What is to be found.
    hypotheses
        Pairs of codes.
    design
        Cluster, seed, and what is too small.

    Returns
    -------
    DataFrame
        As `PLANNING`: a row for each source, hypothesis and number of `documents`.
    """
    rows: list[dict[str, object]] = []
    for source in sources_of(units):
        matrix = presence_matrix(units, presence, documents, kind=kind, source=source, cluster=design.cluster)
        asked = {"odds_ratio": odds_ratio, "runs": RUNS, "seed": design.seed}
        about: dict[str, object] = {"source": source, "unit": kind, **asked, **matrix.sizes()}
        for code_a, code_b in declared_pairs(hypotheses):
            generator = generator_for(design.seed, "planning", kind, source, code_a, code_b)
            pair = about | {"code_a": code_a, "code_b": code_b}
            shared = matrix.documents_with(code_a, code_b)
            if shared < design.documents:
                few = note("too_few_documents_with_both", documents=shared, needed=design.documents)
                unknown = {"power": np.nan, "critical": np.nan, "note": few}
                rows.extend(pair | {"documents": size} | unknown for size in SIZES)
            else:
                columns = matrix.columns((code_a, code_b))
                rows.extend(pair | row | {"note": ""} for row in _power(matrix, columns, odds_ratio, generator))
    return frame(PLANNING, rows)


def _power(
    matrix: PresenceMatrix, pair: NDArray[np.bool_], odds_ratio: float, generator: np.random.Generator
) -> Iterator[dict[str, object]]:
    """Give `documents`, `power` and `critical` of each size of study."""
    with_effect = _replicates(matrix, pair, odds_ratio, generator)
    without = _replicates(matrix, pair, 1.0, generator)
    for size in SIZES:
        drawn = _statistics(with_effect, size, generator)
        critical = critical_value(_statistics(without, size, generator))
        yield {"documents": size, "power": float((drawn > critical).mean()), "critical": critical}


def critical_value(without_effect: Numbers) -> float:
    """Return the value that one in twenty studies without an effect exceeds: the quantile 0.95 of |z|.

    >>> critical_value(np.arange(101.0))
    95.0
    """
    return float(np.quantile(without_effect, 1 - LEVEL))


def _replicates(
    matrix: PresenceMatrix, pair: NDArray[np.bool_], odds_ratio: float, generator: np.random.Generator
) -> Numbers:
    """Return the score of each document and replicate of its second code, shape (documents, replicates)."""
    chance = np.clip(expected_presence(pair, matrix.length, matrix.bounds), 1e-6, 1 - 1e-6)
    away, _ = residual(pair, chance)
    scores = np.empty((len(matrix.documents), REPLICATES))
    for number, (start, end) in enumerate(pairwise(matrix.bounds)):
        inside = slice(start, end)
        of_b = chance[inside, 1]
        even = generator.random((end - start, REPLICATES))
        rank = np.where(pair[inside, 1, None], even * of_b[:, None], of_b[:, None] + even * (1 - of_b[:, None]))
        place = (np.arange(end - start)[:, None] + generator.integers(0, end - start, REPLICATES)) % (end - start)
        rank = np.take_along_axis(rank, place, axis=0)
        a = pair[inside, 0].astype(np.float64)
        b = rank < _with_odds_raised(of_b, np.log(odds_ratio) * a)[:, None]
        held = b.sum(axis=0)
        usual = np.clip(of_b[:, None] * held / of_b.sum(), 0, 1)
        varies = (held > 0) & (held < end - start)
        scores[number] = (away[inside, 0, None] * np.where(varies, b - usual, 0.0)).sum(axis=0)
    return scores


def _with_odds_raised(chance: Numbers, raised: Numbers) -> Numbers:
    """Return chances raised on the logit scale where `raised` says, that add up to as much as before."""
    level = logit(chance)
    low, high = -10.0, 10.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if expit(level + raised + middle).sum() < chance.sum() else (low, middle)
    return np.asarray(expit(level + raised + (low + high) / 2))


def _statistics(scores: Numbers, size: int, generator: np.random.Generator) -> Numbers:
    """Return |t| of each drawn study of `size` documents."""
    document = generator.integers(0, len(scores), (RUNS, size))
    drawn = scores[document, generator.integers(0, REPLICATES, (RUNS, size))]
    spread = drawn.std(axis=1, ddof=1) * np.sqrt(size)
    return np.abs(np.divide(drawn.sum(axis=1), spread, out=np.zeros(RUNS), where=spread > 1e-9))


def documents_needed(planning: pd.DataFrame, power: float) -> pd.DataFrame:
    """Return the smallest number of documents with at least `power`, between the numbers tried by straight lines.

    Returns
    -------
    DataFrame
        `source`, `code_a`, `code_b`, `needed` (missing where the largest number tried is not enough or nothing could be
        simulated), `most` (the largest number tried), `note`.
    """
    rows = []
    for (source, code_a, code_b), tried in planning.groupby(["source", "code_a", "code_b"], sort=True):
        ordered = tried.sort_values("documents")
        reached = np.maximum.accumulate(ordered["power"].to_numpy(dtype=np.float64))
        sizes = ordered["documents"].to_numpy(dtype=np.float64)
        enough = np.flatnonzero(reached >= power)
        needed = np.nan
        if len(enough) and enough[0] == 0:
            needed = sizes[0]
        elif len(enough):
            needed = np.ceil(
                np.interp(power, reached[enough[0] - 1 : enough[0] + 1], sizes[enough[0] - 1 : enough[0] + 1])
            )
        pair = {"source": source, "code_a": code_a, "code_b": code_b}
        rows.append(pair | {"needed": needed, "most": int(sizes[-1]), "note": ordered["note"].iloc[0]})
    return pd.DataFrame(rows, columns=["source", "code_a", "code_b", "needed", "most", "note"])
