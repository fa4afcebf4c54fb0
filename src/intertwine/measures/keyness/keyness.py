"""Words that mark one group of documents against another, within a language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import rankdata

from intertwine.inference.bootstrap import bca, cluster_weights, spread_only
from intertwine.inference.multiplicity import benjamini_hochberg
from intertwine.measures.design import Design
from intertwine.measures.families import BENJAMINI_HOCHBERG, Family
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
from intertwine.measures.languages import LANGUAGES, documents_speaking
from intertwine.measures.matrix import FEW_CLUSTERS, clusters_of, generator_for
from intertwine.notes import joined, note
from intertwine.records import empty

Numbers = NDArray[np.float64]

PER = 1000
SHORTEST = 0.1
"""Share of the median length below which a document's rates are too coarse to stand beside others'."""

_WORDS_AT_ONCE = 1000
_FEWEST_OF_A_GROUP = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Two groups of documents: those with the value `a`, and those with the value `b`, in one column of `documents`."""

    name: str
    column: str
    a: str
    b: str


@dataclass(frozen=True, slots=True)
class ClusterRates:
    """Rates of words per word in clusters of two groups.

    Attributes
    ----------
    rates
        Shape (clusters, words).
    sizes
        Words of each cluster.
    in_a
        Which clusters are in the first group.
    """

    rates: Numbers
    sizes: Numbers
    in_a: NDArray[np.bool_]

    @property
    def fewest(self) -> int:
        """Clusters of the smaller group."""
        return int(min(self.in_a.sum(), (~self.in_a).sum()))


def keyness(
    tokens: pd.DataFrame,
    turns: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    spoken: pd.DataFrame,
    comparisons: Sequence[Groups],
    fewest_documents: int,
    highest_dispersion: float,
    design: Design,
) -> pd.DataFrame:
    """Return the keyness of each word that may be key, in each comparison and language.

    `estimate` is the log2 ratio of the mean rates per document (group a over group b), each raised by half a use in a
    document of mean size so that it is finite; its interval is a bias-corrected and accelerated bootstrap of clusters
    in each group. The null hypothesis is that a word is used at the same rates in both groups. `p` is that of a rank
    test over clusters: the rank sum of rates against random assignments of clusters to groups, two-sided; `p_adjusted`
    is by Benjamini-Hochberg within a comparison and language. `lrc` is the conservative log ratio of the numbers of
    documents; `log_odds_z` a descriptive ranking; `log_likelihood` and its like stand there for comparison with earlier
    work only. Not for groups of two languages, nor for groups chosen by the words they hold.

    Parameters
    ----------
    tokens, turns, documents
        The hand-over tables.
    spoken
        Which languages documents speak, of `languages_spoken`: a word counts in documents that speak its language.
        Of these a document with less than a tenth of their median length has no rate worth comparing; it is left out,
        and the note gives how many.
    comparisons
        The pairs of groups.
    fewest_documents, highest_dispersion
        Documents in which a word must stand, and the highest DPnorm it may have.
    design
        What is independent, and how often is drawn. With fewer than half its `clusters` in a group, or fewer than
        three, nothing is estimated.

    References
    ----------
    Brezina & Meyerhoff 2014, IJCL 19(1):1-28, on testing over speakers; Hardie 2014 for the log ratio.
    """
    parts = []
    for groups, language in product(comparisons, LANGUAGES):
        compared = documents.loc[documents[groups.column].isin([groups.a, groups.b]), "document_id"]
        chosen = compared[compared.isin(documents_speaking(spoken, language))].tolist()
        every = word_counts(tokens, turns, language=language, documents=chosen, least=fewest_documents)
        counts = _of_usual_length(every)
        value = documents.set_index("document_id").loc[list(counts.documents), groups.column]
        in_a = (value == groups.a).to_numpy(dtype=np.bool_)
        if not in_a.any() or in_a.all():
            continue
        counts = _not_clumped(counts, fewest_documents, highest_dispersion)
        clusters = clusters_of(documents, cluster=design.cluster).loc[list(counts.documents)]
        rates = _cluster_rates(counts, clusters, in_a)
        part = {
            **_frequencies(counts, in_a, rates, confidence=design.confidence),
            **_tested(rates, design, generator_for(design.seed, groups.name, language)),
        }
        short = len(every.documents) - len(counts.documents)
        left_out = note("short_documents", documents=short) if short else ""
        table = pd.DataFrame(part).assign(comparison=groups.name, language=language, n_units=int(counts.sizes.sum()))
        parts.append(table.assign(note=[joined(said, left_out) for said in table["note"]]))
    kept = [part for part in parts if len(part)]
    return pd.concat(kept, ignore_index=True).assign(unit="document", seed=design.seed) if kept else empty(KEYNESS)


def _of_usual_length(counts: WordCounts) -> WordCounts:
    """Return the counts of the documents that have at least a tenth of the median number of words."""
    if not len(counts.sizes):
        return counts
    return counts.of_documents(np.flatnonzero(counts.sizes >= SHORTEST * np.median(counts.sizes)))


def _not_clumped(counts: WordCounts, fewest_documents: int, highest_dispersion: float) -> WordCounts:
    """Return the counts of the words that may be key."""
    dispersion = normalised_deviation(counts.counts, counts.sizes)
    of_documents = (counts.counts > 0).sum(axis=0)
    return counts.of_words(np.flatnonzero((of_documents >= fewest_documents) & (dispersion <= highest_dispersion)))


def _cluster_rates(counts: WordCounts, clusters: pd.Series, in_a: NDArray[np.bool_]) -> ClusterRates:
    """Return the rates of clusters; a cluster with documents in both groups counts once in each."""
    keys = pd.MultiIndex.from_arrays([clusters.to_numpy(dtype=object), in_a])
    code, unique = pd.factorize(keys, sort=True)
    total = np.zeros((len(unique), counts.counts.shape[1]))
    np.add.at(total, code, counts.counts)
    size = np.bincount(code, counts.sizes).astype(np.float64)
    return ClusterRates(total / size[:, None], size, np.array([key[1] for key in unique], dtype=np.bool_))


def _frequencies(
    counts: WordCounts, in_a: NDArray[np.bool_], rates: ClusterRates, *, confidence: float
) -> dict[str, object]:
    """Return what is counted of each word, its dispersion, and measures of earlier work."""
    sides = (in_a, ~in_a)
    a, b = (counts.counts[side].sum(axis=0) for side in sides)
    words_in = [float(counts.sizes[side].sum()) for side in sides]
    range_a, range_b = ((counts.counts[side] > 0).sum(axis=0) for side in sides)
    ranges = [each.astype(np.float64) for each in (range_a, range_b)]
    texts_in = [float(side.sum()) for side in sides]
    family = len(counts.words)
    per_document = (counts.counts, counts.sizes)
    return {
        "word": counts.words,
        "frequency_a": a.astype(np.int64),
        "frequency_b": b.astype(np.int64),
        "range_a": range_a,
        "range_b": range_b,
        "rate_a": PER * rates.rates[rates.in_a].mean(axis=0),
        "rate_b": PER * rates.rates[~rates.in_a].mean(axis=0),
        "dispersion": normalised_deviation(*per_document),
        "juilland_d": juilland_d(*per_document),
        "carroll_d2": carroll_d2(*per_document),
        "rosengren_s": rosengren_s(*per_document),
        "divergence": divergence(*per_document),
        "lrc": conservative_log_ratio(*ranges, *texts_in, confidence=confidence, family=family),
        "log_odds_z": log_odds_z(a, b, informative_prior(a, b)),
        "log_likelihood": log_likelihood(a, b, *words_in),
        "percent_difference": percent_difference(a, b, *words_in),
        "difference_coefficient": difference_coefficient(a, b, *words_in),
        "simple_maths": simple_maths(a, b, *words_in),
        "n_documents": len(in_a),
        "n_clusters": len(rates.in_a),
        "family": str(Family("key words", BENJAMINI_HOCHBERG, family)),
    }


def _tested(rates: ClusterRates, design: Design, generator: np.random.Generator) -> dict[str, object]:
    """Return log ratio, interval, rank test and note of each word; only a note where a group has too few clusters."""
    in_a, words = rates.in_a, rates.rates.shape[1]
    if rates.fewest < max(_FEWEST_OF_A_GROUP, design.clusters // 2) or not words:
        nothing = np.full(words, np.nan)
        columns = ("estimate", "low", "high", "p", "p_adjusted", "rank_biserial")
        too_few = note("too_few_clusters_in_groups", a=int(in_a.sum()), b=int((~in_a).sum()))
        return {**dict.fromkeys(columns, nothing), "note": too_few}
    estimate = _log_ratio(rates, np.ones(len(in_a), dtype=np.bool_))
    low, high = _intervals(rates, estimate, design, generator)
    few = note("few_clusters", clusters=len(in_a)) if len(in_a) < FEW_CLUSTERS else ""
    biserial, p = rank_test(rates.rates, in_a, design.permutations, generator)
    return {
        "estimate": estimate,
        "low": low,
        "high": high,
        "p": p,
        "p_adjusted": benjamini_hochberg(p),
        "rank_biserial": biserial,
        "note": [joined(few, note("no_spread") if np.isnan(end) else "") for end in low],
    }


def _half_a_use(rates: ClusterRates) -> float:
    """Return the rate of half a use in a cluster of mean size."""
    return 0.5 / float(rates.sizes.mean())


def _log_ratio(rates: ClusterRates, kept: NDArray[np.bool_]) -> Numbers:
    """Return the log2 ratio of mean rates, of the clusters that are kept."""
    a, b = (rates.rates[kept & side].mean(axis=0) + _half_a_use(rates) for side in (rates.in_a, ~rates.in_a))
    return np.log2(a / b)


def _intervals(
    rates: ClusterRates, estimate: Numbers, design: Design, generator: np.random.Generator
) -> tuple[Numbers, Numbers]:
    """Return bootstrap intervals of log ratios, clusters drawn within each group."""
    sides = (rates.in_a, ~rates.in_a)
    weights = [cluster_weights(int(side.sum()), design.resamples, generator) / side.sum() for side in sides]
    every = np.arange(len(rates.in_a))
    left_out = np.array([_log_ratio(rates, every != place) for place in every])
    parts = []
    for begin in range(0, rates.rates.shape[1], _WORDS_AT_ONCE):
        part = slice(begin, begin + _WORDS_AT_ONCE)
        a, b = (
            weight @ rates.rates[side][:, part] + _half_a_use(rates)
            for weight, side in zip(weights, sides, strict=True)
        )
        parts.append(bca(np.log2(a / b), estimate[part], left_out[:, part], confidence=design.confidence))
    low, high = (np.concatenate(side) for side in zip(*parts, strict=True))
    return spread_only(low, high)


def rank_test(
    rates: Numbers, in_a: NDArray[np.bool_], permutations: int, generator: np.random.Generator
) -> tuple[Numbers, Numbers]:
    """Return the rank-biserial correlation and the p-value of the rank sum under random assignments of clusters.

    The null hypothesis: which clusters are in which group has nothing to do with their rates.
    """
    ranks = rankdata(rates, axis=0)
    size_a, size_b = int(in_a.sum()), int((~in_a).sum())
    expected = size_a * (size_a + size_b + 1) / 2
    observed = ranks[in_a].sum(axis=0) - expected
    chosen = np.zeros((permutations, len(in_a)))
    order = np.argsort(generator.random(chosen.shape), axis=1)[:, :size_a]
    np.put_along_axis(chosen, order, 1.0, axis=1)
    as_far = np.zeros(ranks.shape[1])
    for begin in range(0, ranks.shape[1], _WORDS_AT_ONCE):
        part = slice(begin, begin + _WORDS_AT_ONCE)
        as_far[part] = (np.abs(chosen @ ranks[:, part] - expected) >= np.abs(observed[part]) - 1e-9).sum(axis=0)
    return 2 * observed / (size_a * size_b), (1 + as_far) / (1 + permutations)
