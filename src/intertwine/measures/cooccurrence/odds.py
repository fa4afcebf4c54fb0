"""The odds ratio of two codes inside documents, its test, and whether it may be a matter of length."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.inference.permutation import CircularShiftTest
from intertwine.inference.stratified import CommonOdds, mantel_haenszel
from intertwine.inference.within import expected_presence, residual
from intertwine.measures.design import Design
from intertwine.measures.matrix import PresenceMatrix, generator_for, language_groups
from intertwine.vocabulary import ALL

Columns = NDArray[np.intp]

ODDS = ("estimate", "low", "high", "rbg_low", "rbg_high")
ESTIMATES = (*ODDS, "p", "p_maxima", "length_correlation")


def tested_pairs(
    matrix: PresenceMatrix, tested: pd.DataFrame, *, kind: str, source: str, design: Design
) -> pd.DataFrame:
    """Return Mantel-Haenszel odds ratios of pairs with their circular shift tests, by language and over all.

    Null hypothesis: inside each document, the two codes meet as often as the runs of each and the lengths of units have
    it. What is shifted is what is left of presence when the length of the unit is allowed for. The test over all
    languages adds up those of each.

    Parameters
    ----------
    matrix
        Of one kind of unit and source.
    tested
        `first` and `second` (columns of the matrix) and `language` of each row.
    kind, source
        They name the generators.

    Returns
    -------
    DataFrame
        `ESTIMATES`, in the rows of `tested`: the odds ratio with its two intervals, p, p by the maxima of Westfall and
        Young, and the smaller of the two codes' correlations with log length.
    """
    pairs, number = np.unique(tested[["first", "second"]].to_numpy(), axis=0, return_inverse=True)
    number = number.ravel()
    parts = {language: matrix.part(chosen) for language, chosen in language_groups(matrix.languages).items()}
    tests = _shift_tests(parts, pairs, kind=kind, source=source, design=design)
    frames = []
    for language, part in parts.items():
        rows = np.flatnonzero(tested["language"] == language)
        if len(rows):
            wanted = number[rows]
            odds = odds_of_columns(part, pairs[wanted], confidence=design.confidence)
            columns = {name: getattr(odds, name) for name in ODDS} | {
                "p": tests[language].p_values()[wanted],
                "p_maxima": tests[language].p_of_maxima(wanted),
                "length_correlation": length_correlation(part, pairs[wanted]),
            }
            frames.append(pd.DataFrame(columns, index=tested.index[rows]))
    return pd.concat(frames).reindex(tested.index)


def _shift_tests(
    parts: Mapping[str, PresenceMatrix], pairs: Columns, *, kind: str, source: str, design: Design
) -> dict[str, CircularShiftTest]:
    by_language = {
        language: _shift_test(part, pairs, design.permutations, generator_for(design.seed, kind, source, language))
        for language, part in parts.items()
        if language != ALL
    }
    return by_language | {ALL: reduce(CircularShiftTest.pooled, by_language.values())}


def _shift_test(
    matrix: PresenceMatrix, pairs: Columns, draws: int, generator: np.random.Generator
) -> CircularShiftTest:
    used, place = np.unique(pairs, return_inverse=True)
    first, second = place.reshape(pairs.shape).T
    presence = matrix.presence[:, used]
    away, variance = residual(presence, expected_presence(presence, matrix.length, matrix.bounds))
    test = CircularShiftTest(len(pairs), draws=draws, generator=generator)
    for start, end in pairwise(matrix.bounds):
        test.add(away[start:end], variance[start:end], first, second)
    return test


def units_with_both(matrix: PresenceMatrix, pairs: Columns) -> NDArray[np.float64]:
    """Return in how many units of each document both codes of a pair of columns are; shape (documents, pairs)."""
    both = np.empty((len(matrix.documents), len(pairs)))
    for document in range(len(matrix.documents)):
        rows = matrix.of(document).astype(np.float32)
        both[document] = (rows.T @ rows)[pairs[:, 0], pairs[:, 1]]
    return both


def odds_of_columns(matrix: PresenceMatrix, pairs: Columns, *, confidence: float) -> CommonOdds:
    """Return the Mantel-Haenszel odds ratios of pairs of columns, stratified by document."""
    marginal, both = matrix.per_document(), units_with_both(matrix, pairs)
    only_a, only_b = marginal[:, pairs[:, 0]] - both, marginal[:, pairs[:, 1]] - both
    neither = matrix.units_per_document()[:, None] - both - only_a - only_b
    return mantel_haenszel(both, only_a, only_b, neither, cluster=matrix.clusters, confidence=confidence)


def length_correlation(matrix: PresenceMatrix, pairs: Columns) -> NDArray[np.float64]:
    """Return the smaller of the two correlations (Pearson's) of a pair's codes with log length."""
    length = np.log(matrix.length)
    away = (length - length.mean()) / max(length.std(), 1e-9)
    used, place = np.unique(pairs, return_inverse=True)
    presence = matrix.presence[:, used]
    spread = np.maximum(presence.std(axis=0), 1e-9)
    correlation = (away @ (presence - presence.mean(axis=0))) / len(length) / spread
    return np.asarray(correlation[place.reshape(pairs.shape)].min(axis=1))
