"""Which codes live in which topic."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.inference.bootstrap import bca, cluster_weights, spread_only
from intertwine.measures.design import Design
from intertwine.measures.topics.models import TopicModel
from intertwine.measures.topics.texts import ModelTexts
from intertwine.notes import joined, note
from intertwine.vocabulary import COUNTED_ROLES, families_of

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _ClusterSums:
    """Sums within clusters, shape (clusters, topics, codes), or (clusters, topics, 1) where codes do not matter.

    Attributes
    ----------
    inside, elsewhere
        Weight of the topic, and of all others, in texts that hold the code.
    of_topic, of_others
        Weight of the topic, and of all others, in all texts.
    """

    inside: Numbers
    of_topic: Numbers
    elsewhere: Numbers
    of_others: Numbers

    def shares(self, drawn: Numbers) -> tuple[Numbers, Numbers]:
        """Return the share of the code in the topic and elsewhere, clusters drawn so often; (resamples, clusters)."""
        parts = (self.inside, self.of_topic, self.elsewhere, self.of_others)
        inside, of_topic, elsewhere, of_others = (np.tensordot(drawn, part, axes=1) for part in parts)
        with np.errstate(divide="ignore", invalid="ignore"):
            return inside / of_topic, elsewhere / of_others

    def log_ratios(self, drawn: Numbers) -> Numbers:
        """Return log2 of the one share over the other, shape (resamples, topics * codes); NaN where one is 0."""
        share, elsewhere = self.shares(drawn)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.log2(share / elsewhere)
        return np.where(np.isfinite(ratio), ratio, np.nan).reshape(len(drawn), -1)


def codes_in_topics(
    texts: ModelTexts,
    model: TopicModel,
    hits: pd.DataFrame,
    clusters: pd.Series,
    *,
    design: Design,
    generator: np.random.Generator,
) -> pd.DataFrame:
    """Return the log ratio of each top-level code in each topic: how much more of it there is in it than elsewhere.

    `share` is the weight of the topic in texts that hold the code, over its weight in all texts; `share_elsewhere` the
    same for all other topics together; `estimate` their log2 ratio, its interval a bias-corrected and accelerated
    bootstrap over clusters. Descriptive: topics were made from the same texts, so nothing can be tested on them.

    Parameters
    ----------
    texts, model
        What was modelled, and the topics.
    hits
        The hand-over table.
    clusters
        Of each document, by its id.
    design
        How many clusters an interval needs, and how often is drawn.
    """
    codes, present = _codes_present(texts, hits)
    names, member = np.unique(clusters.loc[list(texts.document)].to_numpy(dtype=object), return_inverse=True)
    sums = _cluster_sums(model.of_text, present, member, len(names))
    share, elsewhere = (part[0] for part in sums.shares(np.ones((1, len(names)))))
    with np.errstate(divide="ignore", invalid="ignore"):
        estimate = np.where((share > 0) & (elsewhere > 0), np.log2(share / elsewhere), np.nan).ravel()
    low = high = np.full_like(estimate, np.nan)
    if len(names) >= design.clusters:
        low, high = _intervals(sums, estimate, len(names), design, generator)
    topic, code = np.indices(share.shape)
    return pd.DataFrame(
        {
            "topic": topic.ravel(),
            "code": np.array(codes, dtype=object)[code.ravel()],
            "share": share.ravel(),
            "share_elsewhere": elsewhere.ravel(),
            "estimate": estimate,
            "low": low,
            "high": high,
            "n_units": len(present),
            "n_documents": len(set(texts.document)),
            "seed": design.seed,
            "note": [
                _note(here, known=known)
                for here, known in zip(low, np.isfinite(estimate) & (len(names) >= design.clusters), strict=True)
            ],
        }
    )


def _note(low: float, *, known: np.bool_) -> str:
    return joined(note("exploratory"), note("no_spread") if known and np.isnan(low) else "")


def _codes_present(texts: ModelTexts, hits: pd.DataFrame) -> tuple[list[str], Numbers]:
    """Return the top-level codes, and which texts hold them."""
    counted = hits[(hits["suppressed_by"] == "") & hits["role"].isin(COUNTED_ROLES)]
    in_texts = counted.merge(texts.turns, on=["document_id", "turn"])
    code, names = pd.factorize(families_of(in_texts["code"]), sort=True)
    present = np.zeros((texts.counts.shape[0], len(names)))
    present[in_texts["text"].to_numpy(), code] = 1
    return list(names), present


def _cluster_sums(of_text: Numbers, present: Numbers, member: NDArray[np.intp], clusters: int) -> _ClusterSums:
    inside = _summed(of_text[:, :, None] * present[:, None, :], member, clusters)
    of_topic = _summed(of_text, member, clusters)
    return _ClusterSums(
        inside=inside,
        of_topic=of_topic[:, :, None],
        elsewhere=inside.sum(axis=1, keepdims=True) - inside,
        of_others=(of_topic.sum(axis=1, keepdims=True) - of_topic)[:, :, None],
    )


def _summed(values: Numbers, member: NDArray[np.intp], clusters: int) -> Numbers:
    sums = np.zeros((clusters, *values.shape[1:]))
    np.add.at(sums, member, values)
    return sums


def _intervals(
    sums: _ClusterSums, estimate: Numbers, clusters: int, design: Design, generator: np.random.Generator
) -> tuple[Numbers, Numbers]:
    """Return intervals of the log ratios; missing where there is no estimate."""
    drawn = sums.log_ratios(cluster_weights(clusters, design.resamples, generator))
    left_out = sums.log_ratios(1.0 - np.eye(clusters))
    with np.errstate(invalid="ignore"):
        low, high = spread_only(*bca(drawn, estimate, left_out, confidence=design.confidence))
    known = np.isfinite(estimate)
    return np.where(known, low, np.nan), np.where(known, high, np.nan)
