"""Words that mark one group of documents against another, within a language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import rankdata

from intertwine.inference.bootstrap import bca, cluster_weights
from intertwine.inference.multiplicity import benjamini_hochberg
from intertwine.measures.keyness.dispersion import carroll_d2, divergence, juilland_d, normalised_deviation, rosengren_s
from intertwine.measures.keyness.frequency import (
    conservative_log_ratio,
    difference_coefficient,
    informative_prior,
    log_likelihood,
    log_odds_z,
    percent_difference,
    simple_maths,
)
from intertwine.measures.keyness.records import KEYNESS
from intertwine.measures.keyness.word_counts import WordCounts, word_counts
from intertwine.measures.matrix import FEW_CLUSTERS, generator_for

Numbers = NDArray[np.float64]

PER = 1000
LANGUAGES = ("en", "zh")
_WORDS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Which words may be key, and how they are tested.

    Attributes
    ----------
    documents, dispersion
        Fewest documents with a word; highest DPnorm.
    cluster
        What is independent of its like: ``speaker`` or ``document``.
    clusters
        Clusters in a group without which nothing is estimated.
    permutations, resamples, confidence, seed
        Of the test and of the interval.
    """

    documents: int
    dispersion: float
    cluster: str
    clusters: int
    permutations: int
    resamples: int
    confidence: float
    seed: int


def keyness(
    tokens: pd.DataFrame,
    turns: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    comparisons: Sequence[tuple[str, str, str, str]],
    rules: Rules,
) -> pd.DataFrame:
    """Return one row for each word that may be key, in each comparison and language.

    `estimate` is the log2 ratio of the mean rates per document (group a over group b), each raised by half a use in a
    document of mean size so that it is finite; its interval is a bias-corrected and accelerated bootstrap of clusters
    in each group. `p` is a rank test over clusters: the rank sum of rates against `permutations` random assignments of
    clusters to groups, two-sided; `p_adjusted` is by Benjamini-Hochberg within a comparison and language. `lrc` is the
    conservative log ratio of the numbers of documents; `log_odds_z` a descriptive ranking; `log_likelihood` and its
    like stand there for comparison with earlier work only.

    Parameters
    ----------
    tokens, turns, documents
        The hand-over tables.
    comparisons
        Name, column of `documents`, and its two values.
    rules
        Which words may be key, and how they are tested.

    References
    ----------
    Brezina & Meyerhoff 2014, IJCL 19(1):1-28, on testing over speakers; Hardie 2014 for the log ratio.
    """
    parts = [
        _compared(
            word_counts(tokens, turns, language=language, documents=chosen, least=rules.documents),
            documents,
            comparison,
            language,
            rules,
        )
        for comparison in comparisons
        for chosen in [documents.loc[documents[comparison[1]].isin(comparison[2:]), "document_id"].tolist()]
        for language in LANGUAGES
    ]
    kept = [part for part in parts if len(part)]
    return pd.concat(kept, ignore_index=True) if kept else pd.DataFrame(columns=_COLUMNS)


_COLUMNS = list(KEYNESS.columns)


def _compared(
    found: WordCounts, documents: pd.DataFrame, comparison: tuple[str, str, str, str], language: str, rules: Rules
) -> pd.DataFrame:
    name, column, first, _ = comparison
    known = documents.set_index("document_id").loc[list(found.documents)]
    in_a = (known[column] == first).to_numpy()
    if not in_a.any() or in_a.all():
        return pd.DataFrame(columns=_COLUMNS)
    range_a, range_b = (found.counts[in_a] > 0).sum(axis=0), (found.counts[~in_a] > 0).sum(axis=0)
    dispersion = normalised_deviation(found.counts, found.sizes)
    kept = np.flatnonzero((range_a + range_b >= rules.documents) & (dispersion <= rules.dispersion))
    counts = found.counts[:, kept]
    group = known["cluster"].to_numpy() if rules.cluster == "speaker" else np.array(found.documents, dtype=object)
    rates, sizes, cluster_in_a = _clustered(counts, found.sizes, group, in_a)
    of_group = [counts[side].sum(axis=0) for side in (in_a, ~in_a)]
    words_in = [float(found.sizes[side].sum()) for side in (in_a, ~in_a)]
    texts_in = [float(side.sum()) for side in (in_a, ~in_a)]
    table = pd.DataFrame(
        {
            "word": found.words[kept], "frequency_a": counts[in_a].sum(axis=0).astype(np.int64),
            "frequency_b": counts[~in_a].sum(axis=0).astype(np.int64), "range_a": range_a[kept],
            "range_b": range_b[kept], "rate_a": PER * rates[cluster_in_a].mean(axis=0),
            "rate_b": PER * rates[~cluster_in_a].mean(axis=0), "dispersion": dispersion[kept],
            "juilland_d": juilland_d(counts, found.sizes), "carroll_d2": carroll_d2(counts, found.sizes),
            "rosengren_s": rosengren_s(counts, found.sizes), "divergence": divergence(counts, found.sizes),
            "lrc": conservative_log_ratio(
                range_a[kept].astype(np.float64), range_b[kept].astype(np.float64), *texts_in,
                confidence=rules.confidence, family=len(kept),
            ),
            "log_odds_z": log_odds_z(of_group[0], of_group[1], informative_prior(*of_group)),
            "log_likelihood": log_likelihood(*of_group, *words_in),
            "percent_difference": percent_difference(*of_group, *words_in),
            "difference_coefficient": difference_coefficient(*of_group, *words_in),
            "simple_maths": simple_maths(*of_group, *words_in),
        }
    )  # fmt: skip
    tested = _tested(rates, sizes, cluster_in_a, rules, generator_for(rules.seed, name, language))
    return table.assign(
        **tested, comparison=name, language=language, n_units=int(found.sizes.sum()), n_documents=len(in_a),
        n_clusters=len(cluster_in_a), unit="document",
        family=f"key words (Benjamini-Hochberg, {len(kept)} tests)", seed=rules.seed,
    )  # fmt: skip


def _clustered(
    counts: Numbers, sizes: Numbers, group: NDArray[np.object_], in_a: NDArray[np.bool_]
) -> tuple[Numbers, Numbers, NDArray[np.bool_]]:
    """Return rates and sizes of clusters, and which of them are in the first group."""
    keys = pd.MultiIndex.from_arrays([group, in_a])
    code, unique = pd.factorize(keys, sort=True)
    total = np.zeros((len(unique), counts.shape[1]))
    np.add.at(total, code, counts)
    size = np.bincount(code, sizes).astype(np.float64)
    return total / size[:, None], size, np.array([key[1] for key in unique])


def _tested(
    rates: Numbers, sizes: Numbers, in_a: NDArray[np.bool_], rules: Rules, generator: np.random.Generator
) -> dict[str, NDArray[np.float64] | list[str]]:
    words = rates.shape[1]
    if min(in_a.sum(), (~in_a).sum()) < max(3, rules.clusters // 2) or not words:
        empty = np.full(words, np.nan)
        note = f"too few clusters: {in_a.sum()} and {(~in_a).sum()}"
        names = ("estimate", "low", "high", "p", "p_adjusted", "rank_biserial")
        return {**dict.fromkeys(names, empty), "note": [note] * words}
    raised = 0.5 / sizes.mean()
    estimate = _log_ratio(rates, in_a, raised)
    low, high = _intervals(rates, in_a, raised, estimate, rules, generator)
    biserial, p = rank_test(rates, in_a, rules.permutations, generator)
    note = f"few clusters: {len(in_a)}" if len(in_a) < FEW_CLUSTERS else ""
    return {
        "estimate": estimate, "low": low, "high": high, "p": p, "p_adjusted": benjamini_hochberg(p),
        "rank_biserial": biserial, "note": [note] * words,
    }  # fmt: skip


def _log_ratio(rates: Numbers, in_a: NDArray[np.bool_], raised: float) -> Numbers:
    return np.log2((rates[in_a].mean(axis=0) + raised) / (rates[~in_a].mean(axis=0) + raised))


def _intervals(
    rates: Numbers,
    in_a: NDArray[np.bool_],
    raised: float,
    estimate: Numbers,
    rules: Rules,
    generator: np.random.Generator,
) -> tuple[Numbers, Numbers]:
    weights = [cluster_weights(int(side.sum()), rules.resamples, generator) / side.sum() for side in (in_a, ~in_a)]
    left_out = np.array([_without(rates, in_a, place, raised) for place in range(len(in_a))])
    parts = []
    for begin in range(0, rates.shape[1], _WORDS_AT_ONCE):
        part = slice(begin, begin + _WORDS_AT_ONCE)
        means = [weight @ rates[side][:, part] for weight, side in zip(weights, (in_a, ~in_a), strict=True)]
        drawn = np.log2((means[0] + raised) / (means[1] + raised))
        parts.append(bca(drawn, estimate[part], left_out[:, part], confidence=rules.confidence))
    low, high = (np.concatenate(side) for side in zip(*parts, strict=True))
    return low, high


def _without(rates: Numbers, in_a: NDArray[np.bool_], place: int, raised: float) -> Numbers:
    kept = np.arange(len(in_a)) != place
    return _log_ratio(rates[kept], in_a[kept], raised)


def rank_test(
    rates: Numbers, in_a: NDArray[np.bool_], permutations: int, generator: np.random.Generator
) -> tuple[Numbers, Numbers]:
    """Return the rank-biserial correlation and the p-value of the rank sum under random assignments of clusters."""
    ranks = rankdata(rates, axis=0)
    size, other = int(in_a.sum()), int((~in_a).sum())
    expected = size * (size + other + 1) / 2
    observed = ranks[in_a].sum(axis=0) - expected
    chosen = np.zeros((permutations, len(in_a)))
    order = np.argsort(generator.random(chosen.shape), axis=1)[:, :size]
    np.put_along_axis(chosen, order, 1.0, axis=1)
    as_far = np.zeros(ranks.shape[1])
    for begin in range(0, ranks.shape[1], _WORDS_AT_ONCE):
        part = slice(begin, begin + _WORDS_AT_ONCE)
        as_far[part] = (np.abs(chosen @ ranks[:, part] - expected) >= np.abs(observed[part]) - 1e-9).sum(axis=0)
    return 2 * observed / (size * other), (1 + as_far) / (1 + permutations)
