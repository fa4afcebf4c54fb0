"""How good the codebook is as an instrument: its hits against what people decided, on a probability sample.

Recall cannot be told from hits: the sample holds units in which the lexicon found nothing, and every estimate weights a
unit by one over its chance of being drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from statsmodels.stats.proportion import proportion_confint

from intertwine.inference.correction import Estimate, Everything, Sampled, corrected_share
from intertwine.inference.shares import share_intervals
from intertwine.measures.design import Design
from intertwine.measures.matrix import clusters_note, clusters_of, counted_units, sources_of
from intertwine.measures.validation.breakdown import breakdown, in_cell
from intertwine.measures.validation.records import BLIND, VALIDATION, VALIDATION_ERRORS
from intertwine.notes import joined, note
from intertwine.records import frame as table_of
from intertwine.vocabulary import ALL

Numbers = NDArray[np.float64]

SCORES = ("precision", "recall", "f1")


def wilson(successes: int, number: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """Return Wilson's interval of a share of independent trials.

    References
    ----------
    Newcombe 1998, Statistics in Medicine 17:857-872.
    """
    low, high = proportion_confint(successes, number, alpha=1 - confidence, method="wilson")
    return float(low), float(high)


def rogan_gladen(apparent: float, sensitivity: float, specificity: float) -> tuple[float, str]:
    """Return Rogan and Gladen's prevalence, (p + Sp - 1) / (Se + Sp - 1) of an apparent one, and a note or nothing.

    It holds only if sensitivity and specificity are the same in every group that is compared, so it is a diagnostic. A
    value outside 0 to 1 is given as it is, with a note.

    References
    ----------
    Rogan & Gladen 1978, American Journal of Epidemiology 107:71-76.
    """
    reach = sensitivity + specificity - 1
    if not reach > 0:
        return float("nan"), note("no_better_than_chance")
    prevalence = (apparent + specificity - 1) / reach
    return prevalence, "" if 0 <= prevalence <= 1 else note("rogan_gladen_out_of_range")


def _sums(gold: Numbers, predicted: Numbers, weights: Numbers) -> Numbers:
    """Return per unit the numerators, then the denominators, of precision, recall and F1."""
    right = weights * gold * predicted
    return np.column_stack([right, right, 2 * right, weights * predicted, weights * gold, weights * (gold + predicted)])


def marked_units(units: pd.DataFrame, presence: pd.DataFrame, *, kind: str, codes: Sequence[str]) -> pd.DataFrame:
    """Return all counted units with their place, and for each code whether the lexicon finds it there.

    Parameters
    ----------
    units, presence
        The hand-over tables.
    kind
        Of the units.
    codes
        Target codes, a column each.
    """
    counted = pd.concat([counted_units(units, kind=kind, source=source) for source in sources_of(units)])
    place = ["document_id", "source", "language"]
    places = counted[["unit_id", *place]].astype(dict.fromkeys(place, "str")).reset_index(drop=True)
    of_kind = presence[presence["unit_kind"] == kind]
    held = {code: places["unit_id"].isin(of_kind.loc[of_kind["code"] == code, "unit_id"]) for code in codes}
    return places.assign(**held)


def validation(
    sample: pd.DataFrame,
    population: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    unit: str,
    part_notes: Mapping[str, str],
    design: Design,
) -> pd.DataFrame:
    """Return precision, recall, F1 and the design-based prevalence of each code, in all and by source and language.

    The corrected prevalence is that of `inference.correction.corrected_share`, from the units of the part: right
    however bad the lexicon is, because the chances of being drawn are known, and inside 0 and 1. On the development
    part it is of hand codes alone, since entries may have been chosen by them; nor are its scores a proof of quality.
    Intervals of precision, recall and F1, which are shares of units, are Korn and Graubard's (`share_intervals`). No
    hypothesis is tested.

    Parameters
    ----------
    sample
        `part`, `unit_id`, `document_id`, `source`, `language`, `stratum`, `stratum_units`, `code`, `gold`, `predicted`
        (0 or 1), `inclusion` (chance of being drawn).
    population
        From `marked_units`.
    documents
        The hand-over table.
    unit
        What was judged.
    part_notes
        What is to be noted of each part.
    design
        What is independent, and how many clusters an interval needs.

    Returns
    -------
    DataFrame
        One row per part, code, source and language: `n_units`, `n_clusters` (of the sample), `positive` (units that
        people coded), `true_positive`, `false_positive`, `false_negative` (counts in the sample), `precision`,
        `recall`, `f1`, each with `_low` and `_high`; `wilson_low`, `wilson_high` (precision, unweighted, units taken as
        independent); `naive` (share of all units that the lexicon marks), `estimate`, `low`, `high` (corrected),
        `rogan_gladen`, `note`.

    References
    ----------
    Korn & Graubard 1998, Survey Methodology 24:193-201; `inference.surrogate` for the corrected share.
    """
    clusters = clusters_of(documents, cluster=design.cluster)
    sample, population = (
        frame.assign(cluster=frame["document_id"].astype("str").map(clusters)) for frame in (sample, population)
    )
    rows = []
    for part, of_part in sample.groupby("part", sort=True):
        for cell, judged in breakdown(of_part):
            row = _scores_of(judged, population, cell, blind=part == BLIND, design=design)
            noted = joined(str(row["note"]), part_notes[str(part)])
            rows.append({"part": part, "unit": unit, "seed": design.seed, **cell, **row, "note": noted})
    return table_of(VALIDATION, rows)


def _cluster_sums(sample: pd.DataFrame) -> Numbers:
    """Return what precision, recall and F1 are made of, summed over each cluster; shape (clusters, 6)."""
    names, here = np.unique(sample["cluster"].to_numpy(str), return_inverse=True)
    sums = np.zeros((len(names), 6))
    np.add.at(sums, here, _sums(*_judgements(sample)))
    return sums


def _judgements(sample: pd.DataFrame) -> tuple[Numbers, Numbers, Numbers]:
    """Return what people say of each unit, what the lexicon says, and one over the chance of being drawn."""
    gold, predicted, inclusion = (
        sample[name].to_numpy(dtype=np.float64) for name in ("gold", "predicted", "inclusion")
    )
    return gold, predicted, 1 / inclusion


def _scores_of(
    sample: pd.DataFrame, population: pd.DataFrame, cell: dict[str, str], *, blind: bool, design: Design
) -> dict[str, object]:
    """Return the scores and the corrected prevalence of one code in one cell, and what is noted of them."""
    gold, predicted, weights = _judgements(sample)
    sums = _cluster_sums(sample)
    sampled, told = len(sums), len(sums) >= design.clusters
    with np.errstate(divide="ignore", invalid="ignore"):
        estimates = sums.sum(axis=0)[:3] / sums.sum(axis=0)[3:]
    limits = share_intervals(
        sums[:, :3], sums[:, 3:], units=_units_behind(gold, predicted), confidence=design.confidence
    )
    low, high = (np.where(np.isfinite(estimates) & told, limit, np.nan) for limit in limits)
    scores: dict[str, object] = {}
    for place, name in enumerate(SCORES):
        scores |= {name: estimates[place], f"{name}_low": low[place], f"{name}_high": high[place]}
    share = _corrected(sample, in_cell(population, cell | {"code": ALL}), cell["code"], blind=blind, design=design)
    diagnostic, out_of_range = rogan_gladen(share.surrogate, *_sensitivity(gold, predicted, weights))
    return {
        "n_units": len(sample),
        "n_clusters": sampled,
        **_counts(gold, predicted),
        **scores,
        **_wilson_limits(gold, predicted, design.confidence),
        "naive": share.surrogate,
        "estimate": share.estimate,
        "low": share.low if told else np.nan,
        "high": share.high if told else np.nan,
        "rogan_gladen": diagnostic,
        "note": joined(
            clusters_note(sampled, needed=design.clusters),
            "" if gold.any() else note("no_positive_unit"),
            out_of_range,
        ),
    }


def _corrected(sample: pd.DataFrame, units: pd.DataFrame, code: str, *, blind: bool, design: Design) -> Estimate:
    """Return the share of units with a code as people code it."""
    strata = sample.groupby(["source", "language", "stratum"], sort=True).ngroup()
    cluster, _ = pd.factorize(units["cluster"], sort=True)
    everything = Everything(cluster, cluster, np.zeros((len(units), 0)))
    drawn = Sampled(
        rows=pd.Index(units["unit_id"]).get_indexer(sample["unit_id"]),
        group=np.asarray(strata, dtype=np.intp),
        group_units=sample["stratum_units"].to_numpy(dtype=np.float64),
        blind=np.full(len(sample), blind),
    )
    gold, said = sample["gold"].to_numpy(dtype=np.bool_), units[code].to_numpy(dtype=np.bool_)
    return corrected_share(gold, said, drawn, everything, confidence=design.confidence)


def _units_behind(gold: Numbers, predicted: Numbers) -> Numbers:
    """Return how many units stand behind precision, recall and F1."""
    return np.array([predicted.sum(), gold.sum(), np.maximum(gold, predicted).sum()])


def _counts(gold: Numbers, predicted: Numbers) -> dict[str, int]:
    return {
        "positive": int(gold.sum()),
        "true_positive": int((gold * predicted).sum()),
        "false_positive": int((predicted * (1 - gold)).sum()),
        "false_negative": int((gold * (1 - predicted)).sum()),
    }


def _wilson_limits(gold: Numbers, predicted: Numbers, confidence: float) -> dict[str, float]:
    """Return Wilson's limits of precision, units taken as independent; missing where the lexicon marks no unit."""
    if not predicted.any():
        return {"wilson_low": np.nan, "wilson_high": np.nan}
    low, high = wilson(int((gold * predicted).sum()), int(predicted.sum()), confidence=confidence)
    return {"wilson_low": low, "wilson_high": high}


def _sensitivity(gold: Numbers, predicted: Numbers, weights: Numbers) -> tuple[float, float]:
    with np.errstate(divide="ignore", invalid="ignore"):
        sensitivity = (weights * gold * predicted).sum() / (weights * gold).sum()
        specificity = (weights * (1 - gold) * (1 - predicted)).sum() / (weights * (1 - gold)).sum()
    return float(sensitivity), float(specificity)


def errors_of(sample: pd.DataFrame) -> pd.DataFrame:
    """Return the units in which lexicon and people differ, with `error`: false positive or false negative."""
    wrong = sample[sample["gold"] != sample["predicted"]]
    wrong = wrong.assign(error=np.where(wrong["predicted"] == 1, "false positive", "false negative"))
    return wrong[list(VALIDATION_ERRORS.columns)]
