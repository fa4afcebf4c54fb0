"""Is it more so here than there: between-group contrasts of odds ratios, and of shares of units.

Raw rates of two languages are never compared: between languages stand contrasts made within each of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.inference.contrast import contrast
from intertwine.inference.equal_length import Tested
from intertwine.inference.profile import FEWEST
from intertwine.measures.cooccurrence.odds import PairOdds, pair_odds, ratio_of_odds
from intertwine.measures.cooccurrence.pairs import CodePair, declared_pairs
from intertwine.measures.cooccurrence.records import DIFFERENCES
from intertwine.measures.design import Design
from intertwine.measures.families import BENJAMINI_HOCHBERG, HOLM, adjusted_by_family
from intertwine.measures.matrix import (
    PresenceMatrix,
    clusters_note,
    joined_matrix,
    language_groups,
    presence_matrix,
    sources_of,
)
from intertwine.measures.scale import shown_from_logarithms
from intertwine.notes import joined, note
from intertwine.records import empty
from intertwine.vocabulary import ALL, families_of

Numbers = NDArray[np.float64]

ODDS, EXPLORED, SHARE = "odds ratio", "odds ratio (explored)", "share of units"
OF_DIFFERENCES = "difference of differences"
TWO_GROUPS, TWO_BY_TWO = (1.0, -1.0), (1.0, -1.0, -1.0, 1.0)
"""Weights of the logarithms of what is compared: a ratio, and a ratio of two ratios."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """A column that marks documents, and two of its values."""

    name: str
    value: pd.Series
    a: str
    b: str


def differences(
    units: pd.DataFrame,
    presence: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    kind: str,
    groups: Sequence[Groups],
    hypotheses: Sequence[CodePair],
    design: Design,
) -> pd.DataFrame:
    """Return between-group contrasts of odds ratios of pairs of codes, and of shares of units with a code.

    Null hypothesis: the odds ratios, or the shares, are the same in both groups. Not to be used to compare levels of
    two languages, whose units and lexicons differ; for these stand ``difference of differences``.

    `estimate` is a ratio: of the odds ratios of a pair in two groups, each as `pair_odds` gives it, or of the shares of
    units that hold a code; for ``difference of differences`` the ratio of two such ratios, one in each language. 1 is
    no difference. Pairs of families of codes that were not declared are there as explored.

    Parameters
    ----------
    units, presence, documents
        The hand-over tables.
    kind
        The unit.
    groups
        Columns that mark documents, with the two values that are compared: `source`, or one of the study's own.
    hypotheses
        Pairs of codes.
    design
        Cluster, draws, confidence, seed, and what is too small.

    Returns
    -------
    DataFrame
        As `DIFFERENCES`: one row for each contrast, measure, source, language and pair (or code, with no second one).
    """
    declared = declared_pairs(hypotheses)
    families = sorted(set(families_of(presence["code"])))
    pairs = declared + [pair for pair in combinations(families, 2) if pair not in declared]
    named = {code for pair in declared for code in pair}
    codes = sorted(named | {code.partition(".")[0] for code in named})
    matrices = [
        presence_matrix(units, presence, documents, kind=kind, source=source, cluster=design.cluster)
        for source in sources_of(units)
    ]
    if not matrices:
        return empty(DIFFERENCES)
    matrix = joined_matrix(matrices)
    found = [_odds_table(matrix, each, pairs, design) for each in _comparisons(matrix, groups)]
    for source, one in zip(sources_of(units), matrices, strict=True):
        found += [_odds_table(one, each, pairs, design).assign(source=source) for each in _between_languages(one)]
    for each in _comparisons(matrix, groups):
        if each.language != ALL or len(set(matrix.languages[each.group >= 0])) < 2:  # levels are never mixed
            found.append(_share_table(matrix, each, codes, design))
    if not any(len(table) for table in found):
        return empty(DIFFERENCES)
    table = pd.concat(found, ignore_index=True).assign(unit=kind)
    asked = pd.Series(list(zip(table["code_a"], table["code_b"], strict=True)), index=table.index).isin(declared)
    table.loc[(table["measure"] == ODDS) & ~asked, "measure"] = EXPLORED
    return _adjusted_by_contrast(table)[list(DIFFERENCES.columns)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Comparison:
    """Documents in two groups, or in two by two.

    Attributes
    ----------
    contrast, language
        As the table names them.
    group
        Of every document, from 0; -1: in none.
    weights
        Of the logarithms of the groups.
    """

    contrast: str
    language: str
    group: NDArray[np.intp]
    weights: Sequence[float]


def _comparisons(matrix: PresenceMatrix, groups: Sequence[Groups]) -> Iterator[_Comparison]:
    """Give each column's two groups, in each language and over all, and the difference between the languages."""
    for each in groups:
        value = each.value.reindex(list(matrix.documents)).to_numpy(dtype=object)
        side = np.where(value == each.a, 0, np.where(value == each.b, 1, -1))
        for language, chosen in language_groups(matrix.languages).items():
            inside = np.full(len(side), -1)
            inside[chosen] = side[chosen]
            yield _Comparison(contrast=each.name, language=language, group=inside, weights=TWO_GROUPS)
        english = matrix.languages == "en"
        both = np.isin(matrix.languages, ["zh", "en"]) & (side >= 0)
        if {"zh", "en"} <= set(matrix.languages):
            four, name = np.where(both, side + 2 * english, -1), f"{each.name}; zh / en"
            yield _Comparison(contrast=name, language=OF_DIFFERENCES, group=four, weights=TWO_BY_TWO)


def _between_languages(matrix: PresenceMatrix) -> Iterator[_Comparison]:
    if {"zh", "en"} <= set(matrix.languages):
        side = np.select([matrix.languages == "zh", matrix.languages == "en"], [0, 1], -1)
        yield _Comparison(contrast="language: zh / en", language=ALL, group=side, weights=TWO_GROUPS)


def _odds_table(
    matrix: PresenceMatrix, comparison: _Comparison, pairs: Sequence[CodePair], design: Design
) -> pd.DataFrame:
    """Return the ratios of the odds ratios of the groups; nothing where a group has no document."""
    chosen = [np.flatnonzero(comparison.group == number) for number in range(len(comparison.weights))]
    table = _named(matrix, np.concatenate(chosen), pairs, comparison).assign(measure=ODDS)
    if not all(map(len, chosen)):
        nothing = dict.fromkeys(("estimate", "low", "high", "p"), np.nan)
        return table.assign(**nothing, note=note("side_not_tested"))
    sides = [_odds(matrix.part(documents), pairs, design) for documents in chosen]
    return table.join(ratio_of_odds(sides, comparison.weights, design=design))


def _odds(matrix: PresenceMatrix, pairs: Sequence[CodePair], design: Design) -> PairOdds:
    codes = sorted({code for pair in pairs for code in pair})
    places = np.array([(codes.index(a), codes.index(b)) for a, b in pairs], dtype=np.intp).reshape(-1, 2)
    return pair_odds(matrix.columns(codes), places, matrix.layout, design=design)


def _named(
    matrix: PresenceMatrix, chosen: NDArray[np.intp], names: Sequence[CodePair], comparison: _Comparison
) -> pd.DataFrame:
    return pd.DataFrame(names, columns=["code_a", "code_b"]).assign(
        contrast=comparison.contrast,
        language=comparison.language,
        source=ALL,
        n_units=int(matrix.units_per_document()[chosen].sum()),
        n_documents=len(chosen),
        n_clusters=len(set(matrix.clusters[chosen])),
    )


def _share_table(matrix: PresenceMatrix, comparison: _Comparison, codes: Sequence[str], design: Design) -> pd.DataFrame:
    """Return the ratios of the shares of units that hold a code; nothing where a group has too few clusters."""
    chosen = np.flatnonzero(comparison.group >= 0)
    table = _named(matrix, chosen, [(code, "") for code in codes], comparison).assign(measure=SHARE)
    keys = pd.MultiIndex.from_arrays([matrix.clusters[chosen], comparison.group[chosen]])
    cluster, unique = pd.factorize(keys)
    group = np.array([key[1] for key in unique], dtype=np.intp)
    held = np.add.reduceat(matrix.columns(codes), matrix.bounds[:-1], axis=0, dtype=np.float64)[chosen]
    over, under = (np.zeros((len(group), len(codes))) for _ in range(2))
    np.add.at(over, cluster, held)
    np.add.at(under, cluster, np.broadcast_to(matrix.units_per_document()[chosen, None], held.shape))
    sizes = np.bincount(group, minlength=len(comparison.weights))
    if sizes.min() < FEWEST:
        nothing = dict.fromkeys(("estimate", "low", "high", "p"), np.nan)
        return table.assign(**nothing, note=note("too_few_clusters_in_group", clusters=tuple(sizes.tolist())))
    tested = contrast(over, under, group=group, weights=np.array(comparison.weights), confidence=design.confidence)
    least = np.minimum.reduce([(over[group == side] > 0).sum(axis=0) for side in range(len(sizes))])
    return table.assign(**_shown_shares(tested, least, int(sizes.min())))


def _shown_shares(tested: Tested, least: NDArray[np.intp], clusters: int) -> dict[str, Numbers | list[str]]:
    """Return the contrasts that are shown: those of codes in enough clusters of each group."""
    enough = least >= FEWEST
    shown = shown_from_logarithms(
        *(np.where(enough, end, np.nan) for end in (tested.estimate, tested.low, tested.high))
    )
    return {
        "estimate": shown.estimate,
        "low": shown.low,
        "high": shown.high,
        "p": np.where(np.isnan(shown.low), np.nan, tested.p),
        "note": [
            joined(clusters_note(clusters), why) if known else note("too_few_clusters_with_both", clusters=int(number))
            for known, why, number in zip(enough, shown.note, least, strict=True)
        ],
    }


_FAMILIES = {
    ODDS: ("hypotheses", HOLM),
    EXPLORED: ("families of codes", BENJAMINI_HOCHBERG),
    SHARE: ("codes", BENJAMINI_HOCHBERG),
}
"""Kind and method of the families of tests of each measure."""


def _adjusted_by_contrast(table: pd.DataFrame) -> pd.DataFrame:
    """Adjust the hypotheses of each contrast and language by Holm, the rest by Benjamini-Hochberg."""
    parts = []
    for measure, rows in table.groupby("measure"):
        kind, method = _FAMILIES[str(measure)]
        parts.append(adjusted_by_family(rows, by=("contrast", "source", "language"), kind=kind, method=method))
    return pd.concat(parts).sort_index()
