"""Three codes together: pairs can be silent where the three are not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.inference.configural import (
    PATTERNS,
    expected_counts,
    pattern_counts,
    pearson_and_deviance,
    rearranged_patterns,
    without_three_way,
)
from intertwine.inference.within import expected_presence
from intertwine.measures.cooccurrence.odds import PairOdds, pair_odds, ratio_of_odds
from intertwine.measures.cooccurrence.records import CONFIGURATIONS, TRIPLES
from intertwine.measures.design import Design
from intertwine.measures.families import HOLM, adjusted_by_family
from intertwine.measures.matrix import PresenceMatrix, clusters_note, generator_for, presence_matrix, sources_of
from intertwine.measures.scale import shown_ratios
from intertwine.notes import joined, note
from intertwine.records import empty, frame

CodeTriple = tuple[str, str, str]
Numbers = NDArray[np.float64]

_UNKNOWN: dict[str, object] = dict.fromkeys(("estimate", "low", "high", "p"), float("nan"))


def configurations(
    units: pd.DataFrame,
    presence: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    kind: str,
    triples: Sequence[CodeTriple],
    design: Design,
) -> pd.DataFrame:
    """Return a configural frequency analysis: how often each pattern of three codes comes, against chance, by source.

    Null hypothesis: each code keeps its runs by itself, whatever the other two do. `expected` is the mean under
    circular shifts of each code by itself inside each document, longer units holding more; `p` (two-sided) is of the
    distance from it, adjusted by Holm over the eight patterns; `estimate` is observed over expected, `low` and `high`
    the observed over the middle 95 % (or the confidence set) of the shifts: 1 outside them is a type (above) or an
    antitype (below). `independent` is the textbook expectation, which knows no documents. Not to be read as an
    interaction of the three: two codes that meet make types by themselves; see `conditional_odds`.

    Parameters
    ----------
    units, presence, documents
        The hand-over tables.
    kind
        The unit.
    triples
        Three codes each.
    design
        Cluster, draws, confidence, seed, and what is too small.

    Returns
    -------
    DataFrame
        As `CONFIGURATIONS`.
    """
    parts = []
    for source in sources_of(units):
        matrix = presence_matrix(units, presence, documents, kind=kind, source=source, cluster=design.cluster)
        for triple in triples:
            generator = generator_for(design.seed, "configurations", kind, source, *triple)
            parts.append(_pattern_table(matrix, triple, design, generator).assign(source=source, unit=kind))
    if not parts:
        return empty(CONFIGURATIONS)
    return pd.concat(parts, ignore_index=True).assign(seed=design.seed)[list(CONFIGURATIONS.columns)]


def _pattern_table(
    matrix: PresenceMatrix, triple: CodeTriple, design: Design, generator: np.random.Generator
) -> pd.DataFrame:
    columns = matrix.columns(triple)
    chance = expected_presence(columns, matrix.length, matrix.bounds)
    drawn = rearranged_patterns(columns, chance, matrix.bounds, draws=design.permutations, generator=generator)
    observed, mean, clusters = pattern_counts(columns), drawn.mean(axis=0), len(set(matrix.clusters))
    as_far = (np.abs(drawn - mean) >= np.abs(observed - mean) - 1e-9).sum(axis=0)
    small = mean < design.expected
    tested = ~small & (clusters >= design.clusters)
    p = np.where(tested, (1 + as_far) / (1 + len(drawn)), np.nan)
    tails = np.quantile(drawn, [0.5 + design.confidence / 2, 0.5 - design.confidence / 2], axis=0)
    shown = shown_ratios(*(_ratio(observed, side, tested) for side in (mean, *tails)))
    never = tested & (observed == 0)
    table = pd.DataFrame(
        {
            "pattern": ["".join("+" if present else "-" for present in pattern) for pattern in PATTERNS],
            "observed": observed.astype(np.int64),
            "expected": mean,
            "independent": expected_counts(observed),
            "estimate": np.where(never, 0.0, shown.estimate),
            "low": np.fmin(shown.low, np.where(np.isnan(shown.low), np.nan, shown.estimate)),
            "high": np.fmax(shown.high, np.where(np.isnan(shown.high), np.nan, shown.estimate)),
            "p": p,
            "note": _pattern_notes(small, mean, clusters, design, np.where(never, note("never_seen"), shown.note)),
        }
    ).assign(**_codes_of(triple), **matrix.sizes())
    return adjusted_by_family(table, by=("code_a", "code_b", "code_c"), kind="patterns", method=HOLM)


def _codes_of(triple: CodeTriple) -> dict[str, str]:
    return dict(zip(("code_a", "code_b", "code_c"), triple, strict=True))


def _ratio(observed: Numbers, expected: Numbers, known: NDArray[np.bool_]) -> Numbers:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(known & (expected > 0), observed / expected, np.nan)


def _pattern_notes(
    small: NDArray[np.bool_], mean: Numbers, clusters: int, design: Design, unsure: NDArray[np.object_]
) -> list[str]:
    if clusters < design.clusters:
        return [note("too_few_clusters_to_test", clusters=clusters, needed=design.clusters)] * len(small)
    few = clusters_note(clusters, needed=design.clusters)
    return [
        note("too_few_expected", expected=f"{number:.1f}", needed=design.expected) if is_small else joined(few, why)
        for is_small, number, why in zip(small, mean, unsure, strict=True)
    ]


def conditional_odds(
    units: pd.DataFrame,
    presence: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    kind: str,
    triples: Sequence[CodeTriple],
    design: Design,
) -> pd.DataFrame:
    """Return conditional odds ratios of two codes, with the third present and with it absent, and the ratio of both.

    Null hypothesis of the ratio (the interaction of the three): the two odds ratios (`pair_odds`, among the units with
    the third code and among those without) are the same. Beside it stand, as descriptions without a p-value, the
    likelihood-ratio statistic of the three-way interaction in the log-linear model (1 degree of freedom) and Breslow
    and Day's statistic of unequal odds ratios: both take units as independent.

    Parameters
    ----------
    units, presence, documents
        The hand-over tables.
    kind
        The unit.
    triples
        Three codes each.
    design
        Cluster, confidence, and what is too small.

    Returns
    -------
    DataFrame
        As `TRIPLES`: three rows for each source and triple, `given` the third code ``present``, ``absent``, and their
        ``ratio``.
    """
    rows: list[dict[str, object]] = []
    for source in sources_of(units):
        matrix = presence_matrix(units, presence, documents, kind=kind, source=source, cluster=design.cluster)
        about = {"source": source, "unit": kind, "seed": design.seed}
        rows.extend(about | row for triple in triples for row in _odds_given_third(matrix, triple, design))
    return frame(TRIPLES, rows)


def _odds_given_third(matrix: PresenceMatrix, triple: CodeTriple, design: Design) -> list[dict[str, object]]:
    columns = matrix.columns(triple)
    a, b, c = columns.T
    counts = pattern_counts(columns)
    about: dict[str, object] = {
        **_codes_of(triple),
        **matrix.sizes(),
        "three_way_deviance": pearson_and_deviance(counts, without_three_way(counts))[1],
        "breslow_day": _breslow_day(counts),
    }
    pair = np.array([[0, 1]])
    sides = {
        given: pair_odds(columns[inside], pair, matrix.layout.of(inside), design=design)
        for given, inside in (("present", c), ("absent", ~c))
        if inside.any()
    }
    rows: list[dict[str, object]] = []
    for given, inside in (("present", c), ("absent", ~c)):
        shown = _UNKNOWN | {"note": note("code_never_occurs")}
        if given in sides:
            first = sides[given].shown(design).iloc[0]
            shown = {name: first[name] for name in (*_UNKNOWN, "note")}
        both = int((a & b & inside).sum())
        rows.append(about | shown | {"given": given, "n_units": int(inside.sum()), "both": both})
    return [*rows, about | _interaction(sides, design) | {"given": "ratio", "both": int((a & b).sum())}]


def _interaction(sides: Mapping[str, PairOdds], design: Design) -> dict[str, object]:
    """Return the ratio of the two odds ratios, with the third code and without it."""
    if len(sides) < 2 or not all(side.ample[0] for side in sides.values()):
        return _UNKNOWN | {"note": note("odds_ratio_missing")}
    row = ratio_of_odds([sides["present"], sides["absent"]], [1.0, -1.0], design=design).iloc[0]
    return {str(name): value for name, value in row.items()}


def _breslow_day(counts: Numbers) -> float:
    from statsmodels.stats.contingency_tables import StratifiedTable

    table = counts.reshape(2, 2, 2)
    if (table.sum(axis=0) == 0).any() or (table.sum(axis=1) == 0).any():
        return float("nan")
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(StratifiedTable(table + 0.0).test_equal_odds().statistic)
