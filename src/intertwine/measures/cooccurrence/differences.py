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

from intertwine.inference.contrast import Contrast, contrast
from intertwine.measures.cooccurrence.pairs import CodePair, declared_pairs
from intertwine.measures.cooccurrence.ratios import Ratios, joined_documents, odds_of_documents, shares_of_documents
from intertwine.measures.cooccurrence.records import DIFFERENCES
from intertwine.measures.design import Design
from intertwine.measures.families import BENJAMINI_HOCHBERG, HOLM, adjusted_by_family
from intertwine.measures.matrix import (
    clusters_note,
    generator_for,
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
TWO_GROUPS, TWO_BY_TWO = np.array([1.0, -1.0]), np.array([1.0, -1.0, -1.0, 1.0])
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

    Null hypothesis: whole clusters are exchangeable between the groups, inside a language where there are several. Not
    to be used to compare levels of two languages, whose units and lexicons differ; for these stand
    ``difference of differences``.

    `estimate` is a ratio: of the odds ratios of a pair in two groups (by document, length allowed for), or of the
    shares of units that hold a code; for ``difference of differences`` the ratio of two such ratios, one in each
    language. 1 is no difference. Pairs of families of codes that were not declared are there as explored.

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
    matrices = {
        source: presence_matrix(units, presence, documents, kind=kind, source=source, cluster=design.cluster)
        for source in sources_of(units)
    }
    if not matrices:
        return empty(DIFFERENCES)
    odds = {source: odds_of_documents(matrix, pairs) for source, matrix in matrices.items()}
    shares = joined_documents([shares_of_documents(matrix, codes) for matrix in matrices.values()])
    found = [
        *_between_groups(joined_documents(list(odds.values())), groups, pairs, design, measure=ODDS),
        *(
            table.assign(source=source)
            for source, part in odds.items()
            for table in _between_languages(part, pairs, design)
        ),
        *_between_groups(shares, groups, [(code, "") for code in codes], design, measure=SHARE),
    ]
    if not any(len(table) for table in found):
        return empty(DIFFERENCES)
    table = pd.concat(found, ignore_index=True).assign(unit=kind, seed=design.seed)
    asked = pd.Series(list(zip(table["code_a"], table["code_b"], strict=True)), index=table.index).isin(declared)
    table.loc[(table["measure"] == ODDS) & ~asked, "measure"] = EXPLORED
    return _adjusted_by_contrast(table)[list(DIFFERENCES.columns)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Comparison:
    """Documents in two groups, or in two by two, and what is exchanged between them.

    Attributes
    ----------
    chosen
        The documents.
    group, block
        Of every document; groups from 0, and labels are exchanged inside a block only.
    weights
        Of the groups.
    """

    chosen: NDArray[np.intp]
    group: NDArray[np.intp]
    block: NDArray[np.generic]
    weights: Numbers


def _between_groups(
    ratios: Ratios, groups: Sequence[Groups], names: Sequence[CodePair], design: Design, *, measure: str
) -> Iterator[pd.DataFrame]:
    """Give the contrasts of each column's two groups, in each language and over all, and between the languages."""
    for each in groups:
        value = each.value.reindex(list(ratios.documents)).to_numpy(dtype=object)
        side = np.where(value == each.a, 0, np.where(value == each.b, 1, -1))
        for language, chosen in language_groups(ratios.languages).items():
            inside = chosen[side[chosen] >= 0]
            if measure == SHARE and language == ALL and len(set(ratios.languages[inside])) > 1:
                continue  # levels of two languages are never mixed
            two = _Comparison(chosen=inside, group=side, block=ratios.languages, weights=TWO_GROUPS)
            yield _contrast_table(ratios, two, names, design).assign(
                contrast=each.name, measure=measure, source=ALL, language=language
            )
        english, both = ratios.languages == "en", np.isin(ratios.languages, ["zh", "en"])
        if {"zh", "en"} <= set(ratios.languages):
            chosen = np.flatnonzero((side >= 0) & both)
            four = _Comparison(chosen=chosen, group=side + 2 * english, block=side, weights=TWO_BY_TWO)
            yield _contrast_table(ratios, four, names, design).assign(
                contrast=f"{each.name}; zh / en", measure=measure, source=ALL, language=OF_DIFFERENCES
            )


def _between_languages(ratios: Ratios, pairs: Sequence[CodePair], design: Design) -> Iterator[pd.DataFrame]:
    """Give the contrast of the odds ratios in the two languages of one source, if it has both."""
    if {"zh", "en"} <= set(ratios.languages):
        english, both = ratios.languages == "en", np.isin(ratios.languages, ["zh", "en"])
        two = _Comparison(
            chosen=np.flatnonzero(both), group=english.astype(np.intp), block=np.zeros(len(both)), weights=TWO_GROUPS
        )
        yield _contrast_table(ratios, two, pairs, design).assign(
            contrast="language: zh / en", measure=ODDS, language=ALL
        )


def _contrast_table(ratios: Ratios, comparison: _Comparison, names: Sequence[CodePair], design: Design) -> pd.DataFrame:
    """Return the contrast of each ratio, with notes; nothing is estimated where a group has too few clusters."""
    chosen = comparison.chosen
    cluster, group, block = _clusters_compared(ratios, comparison)
    over, under = (np.zeros((len(group), len(names))) for _ in range(2))
    np.add.at(over, cluster, ratios.numerator[chosen])
    np.add.at(under, cluster, ratios.denominator[chosen])
    sizes = np.bincount(group, minlength=len(comparison.weights))
    table = pd.DataFrame(names, columns=["code_a", "code_b"]).assign(
        n_units=int(ratios.units[chosen].sum()), n_documents=len(chosen), n_clusters=len(group)
    )
    if sizes.min() < max(3, design.clusters // 2):
        few = note("too_few_clusters_in_group", clusters=tuple(sizes.tolist()))
        return table.assign(estimate=np.nan, low=np.nan, high=np.nan, p=np.nan, note=few)
    seeded = ("differences", *map(str, sorted(sizes.tolist())), *(code for pair in names for code in pair))
    tested = contrast(
        over,
        under,
        group=group,
        weights=comparison.weights,
        block=block,
        draws=design.permutations,
        confidence=design.confidence,
        generator=generator_for(design.seed, *seeded),
    )
    least = np.minimum.reduce([(over[group == side] > 0).sum(axis=0) for side in range(len(sizes))])
    return table.assign(**_contrast_columns(tested, least, len(group), design))


def _clusters_compared(
    ratios: Ratios, comparison: _Comparison
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Return the cluster of each chosen document, and the group and the block of each cluster.

    A cluster with documents in two groups, or two blocks, is one in each. Clusters are in the order of their documents,
    so that what is drawn does not hang on which group is called the first.
    """
    chosen = comparison.chosen
    keys = pd.MultiIndex.from_frame(
        pd.DataFrame(
            {
                "cluster": ratios.clusters[chosen],
                "group": comparison.group[chosen],
                "block": pd.factorize(comparison.block[chosen], sort=True)[0],
            }
        )
    )
    cluster, unique = pd.factorize(keys)
    group, block = (np.array([key[place] for key in unique], dtype=np.intp) for place in (1, 2))
    return cluster, group, block


def _contrast_columns(
    tested: Contrast, least: NDArray[np.intp], clusters: int, design: Design
) -> dict[str, Numbers | list[str]]:
    """Return the contrasts that are shown: those with the codes in enough clusters of each group."""
    enough = least >= max(3, design.documents // 2)
    few, ends = clusters_note(clusters, needed=0), (tested.estimate, tested.low, tested.high)
    shown = shown_from_logarithms(*(np.where(enough, end, np.nan) for end in ends))
    return {
        "estimate": shown.estimate,
        "low": shown.low,
        "high": shown.high,
        "p": np.where(enough, tested.p, np.nan),
        "note": [
            joined(few, why) if known else note("too_few_clusters_with_both", clusters=int(number))
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
