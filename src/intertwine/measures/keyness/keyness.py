"""Words that mark one group of documents against another, within a language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from intertwine.inference.multiplicity import benjamini_hochberg
from intertwine.inference.rates import rate_ratios, rates_of
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
from intertwine.measures.matrix import FEW_CLUSTERS, clusters_of
from intertwine.notes import joined, note
from intertwine.records import empty

Numbers = NDArray[np.float64]

PER = 1000

_FEWEST_OF_A_GROUP = 3
_ESTIMATED = ("estimate", "low", "high", "p", "p_adjusted", "worth_a", "worth_b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Two groups of documents: those with the value `a`, and those with the value `b`, in one column of `documents`."""

    name: str
    column: str
    a: str
    b: str


@dataclass(frozen=True, slots=True)
class ClusterCounts:
    """Uses of words in clusters of two groups.

    Attributes
    ----------
    uses
        Shape (clusters, words).
    sizes
        Words of each cluster.
    in_a
        Which clusters are in the first group.
    """

    uses: csr_array
    sizes: Numbers
    in_a: NDArray[np.bool_]

    @property
    def of_groups(self) -> tuple[int, int]:
        """Clusters of each group."""
        return int(self.in_a.sum()), int((~self.in_a).sum())


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

    `estimate` is the log2 ratio of the rates (group a over group b), uses over words of all documents of a group, each
    raised by half a clump of uses so that it is finite. The null hypothesis is that both groups use a word at the same
    rate, however long their documents are and however a word clumps in them. `p` and the interval are those of one F
    test over clusters (`inference.rates`): p < 1 - confidence just where the interval leaves out 0. A word that one
    group does not use has an interval without limit on that side. `p_adjusted` is by Benjamini-Hochberg within a
    comparison and language. `worth_a` and `worth_b` are the independent uses that the uses are worth. `lrc` is the
    conservative log ratio of the numbers of documents; `log_odds_z` a descriptive ranking; `log_likelihood` and its
    like stand there for comparison with earlier work only. Not for groups of two languages, nor for groups chosen by
    the words they hold.

    Parameters
    ----------
    tokens, turns, documents
        The hand-over tables.
    spoken
        Which languages documents speak, of `languages_spoken`: a word counts in documents that speak its language.
    comparisons
        The pairs of groups.
    fewest_documents, highest_dispersion
        Documents in which a word must stand, and the highest DPnorm it may have.
    design
        What is independent. With fewer than half its `clusters` in a group, or fewer than three, nothing is estimated.

    References
    ----------
    Brezina & Meyerhoff 2014, IJCL 19(1):1-28, on testing over speakers; Lijffijt et al. 2016, DSH 31(2):374-397, on
    texts as what is independent; Hardie 2014 for the log ratio.
    """
    parts = []
    for groups, language in product(comparisons, LANGUAGES):
        compared = documents.loc[documents[groups.column].isin([groups.a, groups.b]), "document_id"]
        chosen = compared[compared.isin(documents_speaking(spoken, language))].tolist()
        every = word_counts(tokens, turns, language=language, documents=chosen, least=fewest_documents)
        value = documents.set_index("document_id").loc[list(every.documents), groups.column]
        in_a = (value == groups.a).to_numpy(dtype=np.bool_)
        if not in_a.any() or in_a.all():
            continue
        counts = _not_clumped(every, fewest_documents, highest_dispersion)
        clusters = clusters_of(documents, cluster=design.cluster).loc[list(counts.documents)]
        part = {
            **_frequencies(counts, in_a, confidence=design.confidence),
            **_tested(_cluster_counts(counts, clusters, in_a), design),
        }
        table = pd.DataFrame(part).assign(comparison=groups.name, language=language, n_units=int(counts.sizes.sum()))
        parts.append(table)
    kept = [part for part in parts if len(part)]
    return pd.concat(kept, ignore_index=True).assign(unit="document", seed=design.seed) if kept else empty(KEYNESS)


def _not_clumped(counts: WordCounts, fewest_documents: int, highest_dispersion: float) -> WordCounts:
    """Return the counts of the words that may be key."""
    spread = counts.of_words(np.flatnonzero((counts.counts > 0).sum(axis=0) >= fewest_documents))
    dispersion = normalised_deviation(spread.counts.toarray(), spread.sizes)
    return spread.of_words(np.flatnonzero(dispersion <= highest_dispersion))


def _cluster_counts(counts: WordCounts, clusters: pd.Series, in_a: NDArray[np.bool_]) -> ClusterCounts:
    """Return the uses in clusters; a cluster with documents in both groups counts once in each."""
    keys = pd.MultiIndex.from_arrays([clusters.to_numpy(dtype=object), in_a])
    code, unique = pd.factorize(keys, sort=True)
    member = csr_array((np.ones(len(code)), (code, np.arange(len(code)))), shape=(len(unique), len(code)))
    return ClusterCounts(member @ counts.counts, member @ counts.sizes, np.array([key[1] for key in unique]))


def _frequencies(counts: WordCounts, in_a: NDArray[np.bool_], *, confidence: float) -> dict[str, object]:
    """Return what is counted of each word, its dispersion, and measures of earlier work."""
    sides = (in_a, ~in_a)
    a, b = (counts.counts[side].sum(axis=0) for side in sides)
    words_in = [float(counts.sizes[side].sum()) for side in sides]
    range_a, range_b = ((counts.counts[side] > 0).sum(axis=0) for side in sides)
    ranges = [each.astype(np.float64) for each in (range_a, range_b)]
    texts_in = [float(side.sum()) for side in sides]
    family = len(counts.words)
    per_document = (counts.counts.toarray(), counts.sizes)
    return {
        "word": counts.words,
        "frequency_a": a.astype(np.int64),
        "frequency_b": b.astype(np.int64),
        "range_a": range_a,
        "range_b": range_b,
        "rate_a": PER * a / words_in[0],
        "rate_b": PER * b / words_in[1],
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
        "family": str(Family("key words", BENJAMINI_HOCHBERG, family)),
    }


def _tested(counts: ClusterCounts, design: Design) -> dict[str, object]:
    """Return log ratio, interval, test and note of each word; only a note where a group has too few clusters."""
    clusters, words = len(counts.in_a), counts.uses.shape[1]
    of_a, of_b = counts.of_groups
    if min(of_a, of_b) < max(_FEWEST_OF_A_GROUP, design.clusters // 2):
        nothing = dict.fromkeys(_ESTIMATED, np.full(words, np.nan))
        return {**nothing, "n_clusters": clusters, "note": note("too_few_clusters_in_groups", a=of_a, b=of_b)}
    a, b = rates_of(counts.uses, counts.sizes, counts.in_a)
    found = rate_ratios(a, b, confidence=design.confidence)
    few = note("few_clusters", clusters=clusters) if clusters < FEW_CLUSTERS else ""
    absent = (a.uses == 0) | (b.uses == 0)
    return {
        "estimate": found.estimate / np.log(2),
        "low": _finite(found.low / np.log(2)),
        "high": _finite(found.high / np.log(2)),
        "p": found.p,
        "p_adjusted": benjamini_hochberg(found.p),
        "worth_a": a.worth,
        "worth_b": b.worth,
        "n_clusters": clusters,
        "note": [joined(few, note("absent_from_group") if each else "") for each in absent],
    }


def _finite(ends: Numbers) -> Numbers:
    """Return ends of intervals, missing where there is no limit."""
    return np.where(np.isfinite(ends), ends, np.nan)
