"""Which codes meet in a unit, and whether more often than chance has it inside a document.

A co-occurrence needs two hits that do not overlap. Hits that count never do (coding takes the leftmost-longest match
over the whole codebook, and a code is never paired with its own parent), so two different codes in one unit always rest
on two stretches of text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.inference.stratified import mantel_haenszel
from intertwine.measures.cooccurrence.association import delta_p, jaccard, log_dice, npmi, odds_ratio, phi
from intertwine.measures.cooccurrence.odds import BY_CLUSTER, PairOdds, pair_odds
from intertwine.measures.cooccurrence.pairs import CodePair, declared_pairs, pairs_of
from intertwine.measures.cooccurrence.pooled import pooled_pairs
from intertwine.measures.cooccurrence.records import COOCCURRENCE, POOLED
from intertwine.measures.design import Design
from intertwine.measures.families import BENJAMINI_HOCHBERG, BONFERRONI, NOT_TESTED, adjusted_by_family
from intertwine.measures.matrix import PresenceMatrix, in_reading, language_groups, presence_matrix, sources_of
from intertwine.measures.scale import shown_from_logarithms, shown_ratios
from intertwine.notes import note
from intertwine.records import empty
from intertwine.vocabulary import ALL, READINGS

PRIMARY, SENSITIVITY, EXPLORED = "primary", "sensitivity", "explored"
"""What a row is: a hypothesis as declared; a hypothesis in another unit, reading or language; any other pair."""


def cooccurrence(
    units: pd.DataFrame,
    presence: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    kinds: Sequence[str],
    primary: str,
    reading: str,
    hypotheses: Sequence[CodePair],
    design: Design,
) -> pd.DataFrame:
    """Return the odds ratio of each pair of codes inside documents, at equal length and place, with its counts.

    Null hypothesis of `p`: inside each document, a unit that holds one code holds the other as often as units of its
    length and place do. Not to be read as a cause or an order, nor across languages.

    All pairs are looked at in the primary unit and the reading of the study; hypotheses also in every other unit and
    reading, where they are marked as `SENSITIVITY`, as they are in a single language. The hypotheses in the primary
    unit, reading and all languages together, in all sources, are the one family that was declared: `p_adjusted` is p
    times their number, and `together_low` and `together_high` hold all their odds ratios together (Bonferroni), so that
    p_adjusted is under 1 - confidence where, and only where, that interval leaves out 1. Explored pairs of one source
    and language are adjusted after Benjamini and Hochberg. `pooled` is what the pair's own units and those of its
    family of pairs say together (`pooled_pairs`). Mantel and Haenszel's odds ratio, which does not allow for length,
    and the crude one, which does not allow for documents, stand beside it as descriptions.

    Parameters
    ----------
    units, presence, documents
        The hand-over tables.
    kinds, primary
        Kinds of units, and the one that was declared.
    reading
        The one of `READINGS` that was declared.
    hypotheses
        Pairs of codes declared before looking; each has a row even where a code never occurs.
    design
        What is too small, clusters, confidence.

    Returns
    -------
    DataFrame
        As `COOCCURRENCE`: one row for each kind of unit, source, language (and all together), pair and reading.

    References
    ----------
    Dunn 1961, JASA 56:52-64, for the intervals of a family.
    """
    declared = declared_pairs(hypotheses)
    parts: list[_Part] = []
    for each in READINGS:
        held = in_reading(presence, each)
        for kind in kinds:
            shown = kind == primary and each == reading
            for source in sources_of(units):
                matrix = presence_matrix(units, held, documents, kind=kind, source=source, cluster=design.cluster)
                matrix = _with_codes(matrix, {code for pair in declared for code in pair})
                about = {"unit": kind, "source": source, "reading": each}
                parts.extend(_parts(matrix, declared, about, explored=shown, design=design))
    if not parts:
        return empty(COOCCURRENCE)
    table = pd.concat([part.table for part in parts], ignore_index=True)
    table = _adjusted(table)
    return _with_family_limits(table, parts, design).reindex(columns=list(COOCCURRENCE.columns))


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """Rows of one set of units, and the odds ratios that they show, in the same order."""

    table: pd.DataFrame
    odds: PairOdds


def _with_codes(matrix: PresenceMatrix, codes: Iterable[str]) -> PresenceMatrix:
    """Add empty columns for declared codes that never occur: a hypothesis is always answered."""
    wanted = tuple(sorted({*codes, *matrix.codes}))
    return replace(matrix, presence=matrix.columns(wanted), codes=wanted)


def _parts(
    matrix: PresenceMatrix,
    declared: Sequence[CodePair],
    about: dict[str, str],
    *,
    explored: bool,
    design: Design,
) -> Iterator[_Part]:
    """Give the pairs of each language and of all together: every pair if `explored`, else those that are declared."""
    place = {code: number for number, code in enumerate(matrix.codes)}
    named = np.array([(place[a], place[b]) for a, b in declared], dtype=np.intp).reshape(-1, 2)
    pairs = np.column_stack(pairs_of(matrix.codes)) if explored else named
    if explored:
        pairs = np.unique(np.vstack([pairs, named]), axis=0)
    is_declared = (pairs[:, None] == named[None]).all(axis=2).any(axis=1)
    whole = pair_odds(matrix.presence, pairs, matrix.layout, design=design)
    for language, chosen in language_groups(matrix.languages).items():
        part, odds = matrix, whole
        if len(chosen) < len(matrix.documents):
            part = matrix.part(chosen)
            odds = pair_odds(part.presence, pairs, part.layout, design=design)
        primary = explored and language == ALL
        role = np.where(is_declared, PRIMARY if primary else SENSITIVITY, EXPLORED).astype(object)
        table = _table(part, pairs, odds, design).assign(role=role, language=language, **about)
        if explored and language == ALL:
            pooled = pooled_pairs(odds, part.codes, pairs, confidence=design.confidence)
            table = table.assign(**{name: pooled[name] for name in POOLED})
        yield _Part(table, odds)


def _table(matrix: PresenceMatrix, pairs: NDArray[np.intp], odds: PairOdds, design: Design) -> pd.DataFrame:
    codes, sizes = np.array(matrix.codes, dtype=object), matrix.sizes()
    shown, counts = odds.shown(design), odds.counts
    if (np.diff(matrix.bounds) == 1).all():
        shown["note"] = note("descriptive_unit")
    only_a, only_b = counts.with_a - counts.both, counts.with_b - counts.both
    tables = (counts.both, only_a, only_b, counts.units - counts.both - only_a - only_b)
    stratified = mantel_haenszel(*tables, confidence=design.confidence)
    common = shown_ratios(stratified.estimate, stratified.low, stratified.high)
    cells = tuple(table.sum(axis=0) for table in tables)
    return shown.assign(
        code_a=codes[pairs[:, 0]],
        code_b=codes[pairs[:, 1]],
        **{name: cell.astype(np.int64) for name, cell in zip(("only_a", "only_b", "neither"), cells[1:], strict=True)},
        **_association(*cells),
        mantel_haenszel=common.estimate,
        rbg_low=common.low,
        rbg_high=common.high,
        **sizes,
    )


def _association(both: NDArray[np.float64], *others: NDArray[np.float64]) -> dict[str, NDArray[np.float64]]:
    """Return the descriptive measures of each pair's table; delta P in both directions."""
    only_a, only_b, neither = others
    return {
        "jaccard": jaccard(both, only_a, only_b),
        "npmi": npmi(both, only_a, only_b, neither),
        "phi": phi(both, only_a, only_b, neither),
        "log_dice": log_dice(both, only_a, only_b),
        "delta_p_b_given_a": delta_p(both, only_a, only_b, neither),
        "delta_p_a_given_b": delta_p(both, only_b, only_a, neither),
        "crude_odds_ratio": odds_ratio(both, only_a, only_b, neither),
    }


def _adjusted(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with `family` and `p_adjusted`: of what was declared, and of what is explored."""
    primary = adjusted_by_family(table[table["role"] == PRIMARY], by=("role",), kind="hypotheses", method=BONFERRONI)
    by = ("source", "language")
    explored = table[table["role"] == EXPLORED]
    tested = explored["p"].where(explored["method"] == BY_CLUSTER)
    explored = adjusted_by_family(explored.assign(p=tested), by=by, kind="matrix", method=BENJAMINI_HOCHBERG)
    rest = table[table["role"] == SENSITIVITY].assign(family=NOT_TESTED, p_adjusted=np.nan)
    return pd.concat([primary, explored, rest]).sort_index()


def _with_family_limits(table: pd.DataFrame, parts: Sequence[_Part], design: Design) -> pd.DataFrame:
    """Return the table with intervals of the declared hypotheses that hold all of them together."""
    tests = int(((table["role"] == PRIMARY) & table["p"].notna()).sum())
    ends = []
    for part in parts:
        low = high = np.full(len(part.table), np.nan)
        primary = (part.table["role"] == PRIMARY).to_numpy()
        if tests and primary.any():
            tested = part.odds.tested(1 - (1 - design.confidence) / tests)
            shown = shown_from_logarithms(tested.estimate, tested.low, tested.high)
            low, high = (np.where(primary, end, np.nan) for end in (shown.low, shown.high))
        ends.append(pd.DataFrame({"together_low": low, "together_high": high}))
    return table.assign(**pd.concat(ends, ignore_index=True))
