"""Is it more so here than there: differences between sources, languages and groups of speakers.

Raw rates of two languages are never compared: between languages stand contrasts made within each of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.inference.contrast import contrast
from intertwine.inference.multiplicity import benjamini_hochberg, holm
from intertwine.inference.paired import odds_sums
from intertwine.measures.cooccurrence.cooccurrence import NOT_TESTED, Design
from intertwine.measures.matrix import (
    PresenceMatrix,
    clusters_note,
    generator_for,
    language_groups,
    presence_matrix,
    sources_of,
)
from intertwine.notes import note

if TYPE_CHECKING:
    from intertwine.config import Settings

ALL = "all"
ODDS, EXPLORED, SHARE = "odds ratio", "odds ratio (explored)", "share of units"


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """A column that marks documents, and two of its values."""

    name: str
    value: pd.Series
    a: str
    b: str


def groups_of(documents: pd.DataFrame, speakers: pd.DataFrame, settings: Settings) -> list[Groups]:
    """Return the groups of documents that the settings compare.

    A column of speakers.csv marks a document where all its respondents share the value.
    """
    found = [
        Groups(name=one.name, value=documents.set_index("document_id")[one.column], a=one.a, b=one.b)
        for one in settings.comparisons
    ]
    respondents = speakers[speakers["role"] == "respondent"]
    for one in settings.groups:
        values = respondents.groupby("document_id")[one.column].agg(
            lambda held: held.iloc[0] if len(set(held)) == 1 else ""
        )
        found.append(Groups(name=one.name, value=values, a=one.a, b=one.b))
    return found


@dataclass(frozen=True, slots=True)
class _Cells:
    """Numerators and denominators of ratios in documents of one source.

    `odds` and `shares` hold one column for each hypothesis and each code, shape (documents, columns).
    """

    documents: tuple[str, ...]
    languages: NDArray[np.object_]
    clusters: NDArray[np.object_]
    odds: tuple[NDArray[np.float64], NDArray[np.float64]]
    shares: tuple[NDArray[np.float64], NDArray[np.float64]]
    units: NDArray[np.float64]


def differences(
    units: pd.DataFrame,
    presence: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    kind: str,
    design: Design,
    groups: Sequence[Groups],
) -> pd.DataFrame:
    """Return one row for each contrast, measure and hypothesis (or code).

    `estimate` is a ratio: of the odds ratios of a hypothesis in two groups (by document, length allowed for),
    or of the shares of units that hold a code;
    for ``difference of differences`` the ratio of two such ratios, one in each language. 1 is no difference. The
    p-value exchanges whole clusters between the groups, inside a language where there are several. Pairs of families of
    codes that were not declared are there as explored.

    Parameters
    ----------
    units, presence, documents
        The hand-over tables.
    kind
        The unit.
    design
        Hypotheses, limits, draws, seed.
    groups
        Columns that mark documents, with the two values that are compared: `source`, or one of the study's own.
    """
    pairs = sorted(design.declared)
    families = sorted(set(presence["code"].astype("str").str.partition(".")[0]))
    every = pairs + [pair for pair in combinations(families, 2) if pair not in design.declared]
    codes = sorted(
        {code.partition(".")[0] for pair in pairs for code in pair} | {code for pair in pairs for code in pair}
    )
    cells = {
        source: _cells(
            presence_matrix(units, presence, documents, kind=kind, source=source, cluster=design.cluster), every, codes
        )
        for source in sources_of(units)
    }
    names = {ODDS: every, SHARE: [(code, "") for code in codes]}
    found = [part for measure in names for part in _contrasts(cells, measure, names[measure], groups, design)]
    if not found:
        return pd.DataFrame(columns=_COLUMNS)
    table = pd.concat(found, ignore_index=True).assign(unit=kind, seed=design.seed)
    asked = pd.Series(list(zip(table["code_a"], table["code_b"], strict=True)), index=table.index).isin(pairs)
    table.loc[(table["measure"] == ODDS) & ~asked, "measure"] = EXPLORED
    return _adjusted(table)


_COLUMNS = ["contrast", "measure", "source", "language", "code_a", "code_b", "estimate", "low", "high", "p",
            "p_adjusted", "n_units", "n_documents", "n_clusters", "unit", "family", "seed", "note"]  # fmt: skip


def _cells(matrix: PresenceMatrix, pairs: Sequence[tuple[str, str]], codes: Sequence[str]) -> _Cells:
    def summed(values: NDArray[np.generic]) -> NDArray[np.float64]:
        return np.add.reduceat(values, matrix.bounds[:-1], axis=0, dtype=np.float64)

    n = matrix.units_per_document()[:, None]
    sums = [odds_sums(matrix.column(one), matrix.column(other), matrix.length, matrix.bounds) for one, other in pairs]
    odds = np.column_stack([over for over, _ in sums]), np.column_stack([under for _, under in sums])
    held = summed(np.column_stack([matrix.column(code) for code in codes]))
    return _Cells(
        matrix.documents, matrix.languages, matrix.clusters, odds, (held, np.broadcast_to(n, held.shape)), n[:, 0]
    )


def _contrasts(
    cells: dict[str, _Cells],
    measure: str,
    names: Sequence[tuple[str, str]],
    groups: Sequence[Groups],
    design: Design,
) -> Iterator[pd.DataFrame]:
    for group in groups:
        whole = _joined(list(cells.values()), measure)
        value = group.value.reindex(list(whole.documents)).to_numpy(dtype=object)
        sides = np.where(value == group.a, 0, np.where(value == group.b, 1, -1))
        for language, chosen in language_groups(whole.languages).items():
            inside = chosen[sides[chosen] >= 0]
            if measure == SHARE and language == ALL and len(set(whole.languages[inside])) > 1:
                continue  # levels of two languages are never mixed
            yield _compared(whole, inside, sides, whole.languages, np.array([1.0, -1.0]), names, design).assign(
                contrast=group.name, measure=measure, source=ALL, language=language
            )
        if {"zh", "en"} <= set(whole.languages):
            both = np.flatnonzero((sides >= 0) & np.isin(whole.languages, ["zh", "en"]))
            four = sides + 2 * (whole.languages == "en")
            weights = np.array([1.0, -1.0, -1.0, 1.0])
            yield _compared(whole, both, four, sides, weights, names, design).assign(
                contrast=f"{group.name}; zh / en", measure=measure, source=ALL, language="difference of differences"
            )
    for source, one in cells.items() if measure == ODDS else ():
        if {"zh", "en"} <= set(one.languages):
            part = _joined([one], measure)
            both = np.flatnonzero(np.isin(part.languages, ["zh", "en"]))
            sides = (part.languages == "en").astype(np.intp)
            yield _compared(part, both, sides, np.zeros(len(sides)), np.array([1.0, -1.0]), names, design).assign(
                contrast="language: zh / en", measure=measure, source=source, language=ALL
            )


@dataclass(frozen=True, slots=True)
class _Joined:
    documents: tuple[str, ...]
    languages: NDArray[np.object_]
    clusters: NDArray[np.object_]
    numerator: NDArray[np.float64]
    denominator: NDArray[np.float64]
    units: NDArray[np.float64]


def _joined(parts: Sequence[_Cells], measure: str) -> _Joined:
    ratios = [part.odds if measure == ODDS else part.shares for part in parts]
    return _Joined(
        documents=tuple(name for part in parts for name in part.documents),
        languages=np.concatenate([part.languages for part in parts]),
        clusters=np.concatenate([part.clusters for part in parts]),
        numerator=np.vstack([over for over, _ in ratios]),
        denominator=np.vstack([under for _, under in ratios]),
        units=np.concatenate([part.units for part in parts]),
    )


def _compared(
    cells: _Joined,
    chosen: NDArray[np.intp],
    group: NDArray[np.generic],
    block: NDArray[np.generic],
    weights: NDArray[np.float64],
    names: Sequence[tuple[str, str]],
    design: Design,
) -> pd.DataFrame:
    keys = pd.DataFrame({
        "cluster": cells.clusters[chosen], "group": group[chosen], "block": pd.factorize(block[chosen], sort=True)[0],
    })  # fmt: skip
    number, known = pd.factorize(pd.MultiIndex.from_frame(keys), sort=True)
    over, under = (np.zeros((len(known), len(names))) for _ in range(2))
    np.add.at(over, number, cells.numerator[chosen])
    np.add.at(under, number, cells.denominator[chosen])
    labels = np.array([key[1] for key in known], dtype=np.intp)
    sizes = np.bincount(labels, minlength=len(weights)) if len(labels) else np.zeros(len(weights), dtype=np.intp)
    with_code = np.array([np.minimum.reduce([(over[labels == one] > 0).sum(axis=0) for one in range(len(weights))])])[0]
    table = pd.DataFrame(names, columns=["code_a", "code_b"]).assign(
        n_units=int(cells.units[chosen].sum()), n_documents=len(chosen), n_clusters=len(known),
        estimate=np.nan, low=np.nan, high=np.nan, p=np.nan, note="",
    )  # fmt: skip
    if sizes.min() < max(3, design.clusters // 2):
        return table.assign(note=note("too_few_clusters_in_group", clusters=tuple(map(int, sizes))))
    seeded = ("differences", *map(str, sizes), *(code for pair in names for code in pair))
    found = contrast(
        over, under, group=labels, weights=weights, block=np.array([key[2] for key in known], dtype=np.intp),
        draws=design.permutations, confidence=design.confidence,
        generator=generator_for(design.seed, *seeded),
    )  # fmt: skip
    enough = with_code >= max(3, design.documents // 2)
    low, high = (np.exp(np.where(enough, side, np.nan)) for side in (found.low, found.high))
    few = clusters_note(len(known), needed=0)
    said = [
        few if one else note("too_few_clusters_with_both", clusters=int(least))
        for one, least in zip(enough, with_code, strict=True)
    ]

    return table.assign(
        estimate=np.exp(np.where(enough, found.estimate, np.nan)), low=low, high=high,
        p=np.where(enough, found.p, np.nan), note=said,
    )  # fmt: skip


def _adjusted(table: pd.DataFrame) -> pd.DataFrame:
    """Adjust the hypotheses of each contrast and language by Holm, the rest by Benjamini-Hochberg."""
    family = pd.Series(NOT_TESTED, index=table.index, dtype=object)
    adjusted = pd.Series(np.nan, index=table.index)
    for (measure, _, _, _), rows in table[table["p"].notna()].groupby(["measure", "contrast", "source", "language"]):
        by, name = (holm, "Holm") if measure == ODDS else (benjamini_hochberg, "Benjamini-Hochberg")
        what = {ODDS: "hypotheses", EXPLORED: "families of codes"}.get(str(measure), "codes")
        family[rows.index] = f"{what} ({name}, {len(rows)} tests)"
        adjusted[rows.index] = by(rows["p"].to_numpy())
    return table.assign(family=family, p_adjusted=adjusted)[_COLUMNS]
