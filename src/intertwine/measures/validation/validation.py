"""How good the codebook is as an instrument: its hits against what people decided, on a probability sample.

Recall cannot be told from hits: the sample holds units in which the lexicon found nothing, and every estimate weights a
unit by one over its chance of being drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtri
from statsmodels.stats.proportion import proportion_confint

from intertwine.inference.bootstrap import bca, cluster_weights, spread_only
from intertwine.inference.shares import share_intervals
from intertwine.measures.design import Design
from intertwine.measures.matrix import clusters_note, clusters_of, counted_units, generator_for, sources_of
from intertwine.measures.validation.breakdown import breakdown, in_cell
from intertwine.measures.validation.records import VALIDATION, VALIDATION_ERRORS
from intertwine.notes import joined, note
from intertwine.records import frame as table_of

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


@dataclass(frozen=True, slots=True)
class Scores:
    """Precision, recall and their harmonic mean; NaN where there is nothing to divide by."""

    precision: float
    recall: float
    f1: float


def weighted_scores(gold: Numbers, predicted: Numbers, weights: Numbers) -> Scores:
    """Return precision, recall and F1, each unit weighted by one over its chance of being drawn."""
    sums = _sums(gold, predicted, weights).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return Scores(*(sums[:3] / sums[3:6]).tolist())


def _sums(gold: Numbers, predicted: Numbers, weights: Numbers) -> Numbers:
    """Return per unit the numerators, then the denominators, of precision, recall and F1."""
    right = weights * gold * predicted
    return np.column_stack([right, right, 2 * right, weights * predicted, weights * gold, weights * (gold + predicted)])


def prediction_powered_mean(
    elsewhere: Numbers, gold: Numbers, predicted: Numbers, *, confidence: float = 0.95
) -> tuple[float, float, float]:
    """Return the prediction-powered mean and its interval: predictions elsewhere plus the mean error of a sample.

    mu = mean(f_i, unlabelled) + mean(Y_i - f_i, labelled); variance var(f) / N + var(Y - f) / n. Units are taken as
    independent: for units of documents use `validation`.

    References
    ----------
    Angelopoulos et al. 2023, Science 382:669-674 (lambda = 1).
    """
    error = gold - predicted
    mean = float(elsewhere.mean() + error.mean())
    spread = np.sqrt(elsewhere.var() / len(elsewhere) + error.var() / len(error))
    reach = float(ndtri(0.5 + confidence / 2) * spread)
    return mean, mean - reach, mean + reach


def marked_units(units: pd.DataFrame, presence: pd.DataFrame, *, kind: str, codes: Sequence[str]) -> pd.DataFrame:
    """Return for each document and code how many units it has, and in how many the lexicon finds the code.

    Parameters
    ----------
    units, presence
        The hand-over tables.
    kind
        Of the units.
    codes
        Target codes.
    """
    keys = ["document_id", "source", "language"]
    counted = pd.concat([counted_units(units, kind=kind, source=source) for source in sources_of(units)])
    counted = counted.astype(dict.fromkeys(keys, "str"))
    of_kind = presence[presence["unit_kind"] == kind]
    marked = [
        counted.assign(code=code, held=counted["unit_id"].isin(of_kind.loc[of_kind["code"] == code, "unit_id"]))
        for code in codes
    ]
    grouped = pd.concat(marked, ignore_index=True).groupby([*keys, "code"], as_index=False)
    return grouped.agg(units=("held", "size"), units_with_code=("held", "sum"))


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

    The corrected prevalence is design-based: the share of all units that the lexicon marks, plus its mean error in the
    sample, each unit weighted by one over its chance of being drawn (as in a mean by Hajek; where the weights add up to
    the number of units it is the sum over the sample of (gold - predicted) / inclusion, over N). It is right however
    bad the lexicon is, because the chances of being drawn are known. Its interval is a bias-corrected and accelerated
    bootstrap of whole clusters: a cluster's units in the corpus and in the sample move together. Those of precision,
    recall and F1, which are shares of units, are Korn and Graubard's (`share_intervals`). No hypothesis is tested;
    numbers of the development part are no proof of quality, since entries may have been chosen on it.

    Parameters
    ----------
    sample
        `part`, `document_id`, `source`, `language`, `code`, `gold`, `predicted` (0 or 1), `inclusion` (chance of being
        drawn).
    population
        From `marked_units`: `document_id`, `source`, `language`, `code`, `units`, `units_with_code`.
    documents
        The hand-over table.
    unit
        What was judged.
    part_notes
        What is to be noted of each part.
    design
        What is independent, how many clusters an interval needs, and how often is drawn.

    Returns
    -------
    DataFrame
        One row per part, code, source and language: `n_units`, `n_clusters` (of the sample), `positive` (units that
        people coded), `true_positive`, `false_positive`, `false_negative` (counts in the sample), `precision`,
        `recall`, `f1`, each with `_low` and `_high`; `wilson_low`, `wilson_high` (precision, unweighted, units taken as
        independent);
        `naive` (share of all units that the lexicon marks), `estimate`, `low`, `high` (corrected), `rogan_gladen`,
        `note`.

    References
    ----------
    Egami, Hinck, Stewart & Wei 2023, NeurIPS (design-based supervised learning); Horvitz & Thompson 1952.
    """
    clusters = clusters_of(documents, cluster=design.cluster)
    sample, population = (
        frame.assign(cluster=frame["document_id"].astype("str").map(clusters)) for frame in (sample, population)
    )
    rows = []
    for part, of_part in sample.groupby("part", sort=True):
        for cell, every in breakdown(population):
            judged = in_cell(of_part, cell)
            if judged.empty:
                continue
            row = _scores_of(judged, every, design, generator_for(design.seed, "validation", *cell.values()))
            noted = joined(str(row["note"]), part_notes[str(part)])
            rows.append({"part": part, "unit": unit, "seed": design.seed, **cell, **row, "note": noted})
    return table_of(VALIDATION, rows)


def _estimates(sums: Numbers) -> Numbers:
    """Return precision, recall, F1 and the corrected prevalence from sums over clusters, shape (..., 10)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        scores = sums[..., :3] / sums[..., 3:6]
        corrected = sums[..., 8] / sums[..., 9] + sums[..., 6] / sums[..., 7]
    estimates: Numbers = np.concatenate([scores, corrected[..., None]], axis=-1)
    return estimates


def _cluster_sums(sample: pd.DataFrame, population: pd.DataFrame) -> Numbers:
    """Return what `_estimates` needs, summed over each cluster of sample and population; shape (clusters, 10)."""
    gold, predicted, weights = _judgements(sample)
    names = np.unique(np.concatenate([sample["cluster"].to_numpy(str), population["cluster"].to_numpy(str)]))
    sums = np.zeros((len(names), 10))
    here = np.searchsorted(names, sample["cluster"].to_numpy(str))
    there = np.searchsorted(names, population["cluster"].to_numpy(str))
    np.add.at(sums[:, :6], here, _sums(gold, predicted, weights))
    np.add.at(sums[:, 6:8], here, np.column_stack([weights * (gold - predicted), weights]))
    np.add.at(sums[:, 8:], there, population[["units_with_code", "units"]].to_numpy(dtype=np.float64))
    return sums


def _judgements(sample: pd.DataFrame) -> tuple[Numbers, Numbers, Numbers]:
    """Return what people say of each unit, what the lexicon says, and one over the chance of being drawn."""
    gold, predicted, inclusion = (
        sample[name].to_numpy(dtype=np.float64) for name in ("gold", "predicted", "inclusion")
    )
    return gold, predicted, 1 / inclusion


def _scores_of(
    sample: pd.DataFrame, population: pd.DataFrame, design: Design, generator: np.random.Generator
) -> dict[str, object]:
    """Return the scores and the corrected prevalence of one code, and what is noted of them."""
    gold, predicted, weights = _judgements(sample)
    sums = _cluster_sums(sample, population)
    total = sums.sum(axis=0)
    estimates = _estimates(total)
    drawn = cluster_weights(len(sums), design.resamples, generator)
    of_shares = share_intervals(
        sums[:, :3], sums[:, 3:6], units=_units_behind(gold, predicted), confidence=design.confidence
    )
    of_corrected = bca(
        _estimates(drawn @ sums)[:, 3:], estimates[3:], _estimates(total - sums)[:, 3:], confidence=design.confidence
    )
    sampled = sample["cluster"].nunique()
    given = np.isfinite(estimates) & (sampled >= design.clusters)
    limits = [
        np.append(shares, corrected) for shares, corrected in zip(of_shares, spread_only(*of_corrected), strict=True)
    ]
    low, high = (np.where(given, limit, np.nan) for limit in limits)
    scores: dict[str, object] = {}
    for place, name in enumerate(SCORES):
        scores |= {name: estimates[place], f"{name}_low": low[place], f"{name}_high": high[place]}
    naive = float(population["units_with_code"].sum() / population["units"].sum())
    diagnostic, out_of_range = rogan_gladen(naive, *_sensitivity(gold, predicted, weights))
    return {
        "n_units": len(sample),
        "n_clusters": sampled,
        **_counts(gold, predicted),
        **scores,
        **_wilson_limits(gold, predicted, design.confidence),
        "naive": naive,
        "estimate": estimates[3],
        "low": low[3],
        "high": high[3],
        "rogan_gladen": diagnostic,
        "note": joined(
            clusters_note(sampled, needed=design.clusters),
            note("no_spread") if given[3] and np.isnan(low[3]) else "",
            "" if gold.any() else note("no_positive_unit"),
            "" if 0 <= estimates[3] <= 1 else note("corrected_out_of_range"),
            out_of_range,
        ),
    }


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
