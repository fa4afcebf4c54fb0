"""How good the codebook is as an instrument: its hits against what people decided, on a probability sample.

Recall cannot be told from hits: the sample holds units in which the lexicon found nothing, and every estimate weights a
unit by one over its chance of being drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtri
from statsmodels.stats.proportion import proportion_confint

from intertwine.inference.bootstrap import bca, cluster_weights
from intertwine.measures.matrix import FEW_CLUSTERS, generator_for

Numbers = NDArray[np.float64]
ALL = "all"


def wilson(successes: int, number: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """Return Wilson's interval of a share of independent trials.

    References
    ----------
    Newcombe 1998, Statistics in Medicine 17:857-872.
    """
    low, high = proportion_confint(successes, number, alpha=1 - confidence, method="wilson")
    return float(low), float(high)


def rogan_gladen(apparent: float, sensitivity: float, specificity: float) -> tuple[float, str]:
    """Return the prevalence that an apparent one points to, (p + Sp - 1) / (Se + Sp - 1), and a warning or nothing.

    It holds only if sensitivity and specificity are the same in every group that is compared, so it is a diagnostic. A
    value outside 0 to 1 is given as it is, with a warning.

    References
    ----------
    Rogan & Gladen 1978, American Journal of Epidemiology 107:71-76.
    """
    reach = sensitivity + specificity - 1
    if not reach > 0:
        return float("nan"), "Rogan-Gladen: the lexicon tells no better than chance"
    found = (apparent + specificity - 1) / reach
    return found, "" if 0 <= found <= 1 else "Rogan-Gladen out of range: sensitivity or specificity do not hold here"


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
    """Return a mean corrected by a simple random sample, with its interval: predictions elsewhere plus the mean error.

    mu = mean(f_i, unlabelled) + mean(Y_i - f_i, labelled); variance var(f) / N + var(Y - f) / n. Units are taken as
    independent: for units of documents use `validation`.

    References
    ----------
    Angelopoulos et al. 2023, Science 382:669-674 (lambda = 1).
    """
    error = gold - predicted
    found = float(elsewhere.mean() + error.mean())
    spread = np.sqrt(elsewhere.var() / len(elsewhere) + error.var() / len(error))
    reach = float(ndtri(0.5 + confidence / 2) * spread)
    return found, found - reach, found + reach


def validation(
    sample: pd.DataFrame, population: pd.DataFrame, *, clusters: int, resamples: int, confidence: float, seed: int
) -> pd.DataFrame:
    """Return precision, recall, F1 and the corrected prevalence of each code, in all and by source and language.

    The corrected prevalence is design-based: the share of all units that the lexicon marks, plus its mean error in the
    sample, each unit weighted by one over its chance of being drawn (as in a mean by Hajek; where the weights add up to
    the number of units it is the sum over the sample of (gold - predicted) / inclusion, over N). It is right however
    bad the lexicon is, because the chances of being drawn are known. Intervals are bias-corrected and accelerated
    bootstraps of whole clusters: a cluster's units in the corpus and in the sample move together.

    Parameters
    ----------
    sample
        `cluster`, `source`, `language`, `code`, `gold`, `predicted` (0 or 1), `inclusion` (chance of being drawn).
    population
        `cluster`, `source`, `language`, `code`, `units`, `units_with_code`: what the lexicon finds in all units.
    clusters
        Clusters without which no interval is given.
    resamples, confidence, seed
        Of the bootstrap.

    Returns
    -------
    DataFrame
        One row per code, source and language: `n_units`, `n_clusters` (of the sample), `positive` (units that people
        coded), `true_positive`, `false_positive`, `false_negative` (counts in the sample), `precision`, `recall`, `f1`,
        each with `_low` and `_high`; `wilson_low`, `wilson_high` (precision, unweighted, units taken as independent);
        `naive` (share of all units that the lexicon marks), `estimate`, `low`, `high` (corrected), `rogan_gladen`,
        `note`.

    References
    ----------
    Egami, Hinck, Stewart & Wei 2023, NeurIPS (design-based supervised learning); Horvitz & Thompson 1952.
    """
    rows = []
    places = product(
        sorted(population["code"].unique()), [ALL, *sorted(population["source"].unique())],
        [ALL, *sorted(population["language"].unique())],
    )  # fmt: skip
    for code, source, language in places:
        one, every = (_of(frame, code=code, source=source, language=language) for frame in (sample, population))
        if len(one) and len(every):
            generator = generator_for(seed, "validation", code, source, language)
            row = _row(one, every, clusters, resamples, confidence, generator)
            rows.append({"code": code, "source": source, "language": language, **row})
    return pd.DataFrame(rows)


def _of(frame: pd.DataFrame, **wanted: str) -> pd.DataFrame:
    for name, value in wanted.items():
        if value != ALL:
            frame = frame[frame[name] == value]
    return frame


_SCORES = ("precision", "recall", "f1")


def _estimates(sums: Numbers) -> Numbers:
    """Return precision, recall, F1 and the corrected prevalence from sums over clusters, shape (..., 10)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        scores = sums[..., :3] / sums[..., 3:6]
        corrected = sums[..., 8] / sums[..., 9] + sums[..., 6] / sums[..., 7]
    found: Numbers = np.concatenate([scores, corrected[..., None]], axis=-1)
    return found


def _row(
    sample: pd.DataFrame,
    population: pd.DataFrame,
    clusters: int,
    resamples: int,
    confidence: float,
    generator: np.random.Generator,
) -> dict[str, object]:
    gold, predicted = (sample[name].to_numpy(dtype=np.float64) for name in ("gold", "predicted"))
    weights = 1 / sample["inclusion"].to_numpy(dtype=np.float64)
    names = np.unique(np.concatenate([sample["cluster"].to_numpy(str), population["cluster"].to_numpy(str)]))
    sums = np.zeros((len(names), 10))
    here = np.searchsorted(names, sample["cluster"].to_numpy(str))
    there = np.searchsorted(names, population["cluster"].to_numpy(str))
    np.add.at(sums[:, :6], here, _sums(gold, predicted, weights))
    np.add.at(sums[:, 6:8], here, np.column_stack([weights * (gold - predicted), weights]))
    np.add.at(sums[:, 8:], there, population[["units_with_code", "units"]].to_numpy(dtype=np.float64))
    drawn = cluster_weights(len(names), resamples, generator)
    total = sums.sum(axis=0)
    estimates = _estimates(total)
    low, high = bca(_estimates(drawn @ sums), estimates, _estimates(total - sums), confidence=confidence)
    sampled = sample["cluster"].nunique()
    given = np.isfinite(estimates) & (sampled >= clusters)
    low, high = np.where(given, low, np.nan), np.where(given, high, np.nan)
    naive = float(population["units_with_code"].sum() / population["units"].sum())
    right = int((gold * predicted).sum())
    sensitivity, specificity = _sensitivity(gold, predicted, weights)
    diagnostic, warning = rogan_gladen(naive, sensitivity, specificity)
    bounds = wilson(right, int(predicted.sum()), confidence=confidence) if predicted.any() else (np.nan, np.nan)
    found = {
        "n_units": len(sample),
        "n_clusters": sampled,
        "positive": int(gold.sum()),
        "true_positive": right,
        "false_positive": int((predicted * (1 - gold)).sum()),
        "false_negative": int((gold * (1 - predicted)).sum()),
    }
    for place, name in enumerate(_SCORES):
        found |= {name: estimates[place], f"{name}_low": low[place], f"{name}_high": high[place]}
    return found | {
        "wilson_low": bounds[0],
        "wilson_high": bounds[1],
        "naive": naive,
        "estimate": estimates[3],
        "low": low[3],
        "high": high[3],
        "rogan_gladen": diagnostic,
        "note": _note(sampled, clusters, found["positive"], float(estimates[3]), warning),
    }


def _sensitivity(gold: Numbers, predicted: Numbers, weights: Numbers) -> tuple[float, float]:
    with np.errstate(divide="ignore", invalid="ignore"):
        sensitivity = (weights * gold * predicted).sum() / (weights * gold).sum()
        specificity = (weights * (1 - gold) * (1 - predicted)).sum() / (weights * (1 - gold)).sum()
    return float(sensitivity), float(specificity)


def _note(number: int, needed: int, positive: int, corrected: float, warning: str) -> str:
    said = []
    if number < needed:
        said.append(f"no interval: {number} clusters, at least {needed} needed")
    elif number < FEW_CLUSTERS:
        said.append(f"few clusters: {number}")
    if not positive:
        said.append("no positive unit in the sample: recall is not known")
    if not 0 <= corrected <= 1:
        said.append("corrected prevalence out of range: the sample is too small here")
    return "; ".join([*said, *([warning] if warning else [])])


def errors_of(sample: pd.DataFrame) -> pd.DataFrame:
    """Return the units in which lexicon and people differ, with `error`: false positive or false negative."""
    wrong = sample[sample["gold"] != sample["predicted"]]
    return wrong.assign(error=np.where(wrong["predicted"] == 1, "false positive", "false negative"))
