"""Which comes first: whether a threat is named so that security follows.

Order is not association. Every test here asks whether A before B differs from B before A, against what their numbers
alone would give, with whole clusters as the unit of chance. Swapping the pair swaps the answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from intertwine.inference.bootstrap import cluster_weights, ratio_intervals
from intertwine.inference.multiplicity import holm
from intertwine.inference.permutation import poisson_binomial, sign_flip
from intertwine.measures.matrix import FEW_CLUSTERS, Rules, generator_for
from intertwine.measures.order.spans import of_pair, spans_of
from intertwine.vocabulary import READINGS

ALL = "all"
LAGS = (1, 2, 3)
FIRST, ADJACENT, MENTION, REASON = "first span in the turn", "adjacent spans", "first mention", "with a reason between"
MEASURES = (FIRST, ADJACENT, REASON, *(f"{lag} sentence{'s' * (lag > 1)} on" for lag in LAGS), MENTION)
"""What is measured, in the order in which it is told."""


def events(spans: pd.DataFrame, steps: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return, for each measure, its events: `document_id`, `first` (A came first), `expected` (chance that it does).

    Parameters
    ----------
    spans
        From `of_pair`.
    steps
        From `adjacent`, with `reason`.
    """
    turn = spans.groupby(["document_id", "turn"], sort=True)["first"].agg(["first", "mean", "size"])
    both = turn[(turn["mean"] > 0) & (turn["mean"] < 1)].reset_index()
    document = spans.groupby("document_id", sort=True)["first"].agg(["first", "mean"])
    document = document[(document["mean"] > 0) & (document["mean"] < 1)].reset_index()
    found = {
        FIRST: both.rename(columns={"mean": "expected"})[["document_id", "first", "expected"]],
        ADJACENT: steps[["document_id", "first"]].assign(expected=0.5),
        REASON: steps.loc[steps["reason"], ["document_id", "first"]].assign(expected=0.5),
        MENTION: document.rename(columns={"mean": "expected"})[["document_id", "first", "expected"]],
    }
    for lag, name in zip(LAGS, MEASURES[3:6], strict=True):
        found[name] = _lagged(spans, lag)
    return found


def _lagged(spans: pd.DataFrame, lag: int) -> pd.DataFrame:
    """Return pairs of sentences of one stretch, `lag` apart, that hold one code and then the other."""
    columns = ["document_id", "stretch", "sentence_unit"]
    held = spans[spans["sentence_unit"] >= 0].drop_duplicates([*columns, "first"])[[*columns, "first"]]
    later = held.assign(sentence_unit=held["sentence_unit"] - lag)
    met = held.merge(later, on=columns, suffixes=("", "_later"))
    met = met[met["first"] != met["first_later"]]
    return met.sort_values([*columns, "first"])[["document_id", "first"]].assign(expected=0.5).reset_index(drop=True)


def order(
    hits: pd.DataFrame,
    turns: pd.DataFrame,
    documents: pd.DataFrame,
    steps: Mapping[tuple[str, str, str], pd.DataFrame],
    *,
    pairs: Sequence[tuple[str, str]],
    rules: Rules,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return how often A comes before B, by measure, reading, source and language, and document by document.

    `estimate` is the share of events in which A comes first, with a bootstrap interval over clusters; `expected` the
    share to be expected: one half, or where the first of several spans is looked at, the share of A among the spans of
    both. `p` turns the signs of whole clusters; for the first mention in a document it is that of a Poisson-binomial
    count. `p_adjusted` is by Holm over the measures, pairs and sources of one reading and language.

    Parameters
    ----------
    hits, turns, documents
        The hand-over tables.
    steps
        For each pair and every reading of hits: neighbouring spans with `reason`, keyed by reading and pair.
    pairs
        Ordered pairs of codes, declared before looking.
    rules
        How it is tested.
    """
    known = documents.set_index("document_id")
    rows: list[dict[str, object]] = []
    forests: list[pd.DataFrame] = []
    for reading in READINGS:
        spans = spans_of(hits, turns, reading)
        for pair in pairs:
            found = events(of_pair(spans, pair), steps[(reading, *pair)])
            for measure, one in found.items():
                held = one["document_id"]
                events_here = one.assign(
                    source=held.map(known["source"]), language=held.map(known["language"]),
                    cluster=held.map(known["cluster"]) if rules.cluster == "speaker" else held,
                )  # fmt: skip
                label = {"reading": reading, "measure": measure, "code_a": pair[0], "code_b": pair[1]}
                rows.extend(label | row for row in _told(events_here, known, measure, label, rules))
                if reading == "all" and measure in (FIRST, ADJACENT):
                    forests.append(_by_document(events_here).assign(**label))
    table = pd.DataFrame(rows)
    forest = pd.concat(forests, ignore_index=True) if forests else pd.DataFrame(columns=_FOREST)
    return _adjusted(table).assign(seed=rules.seed), forest.drop(columns="reading", errors="ignore")


_FOREST = ["measure", "code_a", "code_b", "document_id", "source", "language", "n", "a_first", "expected"]


def _told(
    found: pd.DataFrame, documents: pd.DataFrame, measure: str, label: dict[str, str], rules: Rules
) -> Iterator[dict[str, object]]:
    for source in sorted(documents["source"].unique()):
        of_source = documents[documents["source"] == source]
        for language in [ALL, *sorted(of_source["language"].unique())]:
            inside = found["source"] == source
            if language != ALL:
                inside &= found["language"] == language
            generator = generator_for(rules.seed, "order", measure, source, language, *label.values())
            yield {"source": source, "language": language} | _one(found[inside], measure, rules, generator)


def _one(found: pd.DataFrame, measure: str, rules: Rules, generator: np.random.Generator) -> dict[str, object]:
    cluster, names = pd.factorize(found["cluster"], sort=True)
    clusters, of_documents = len(names), found["document_id"].nunique()
    first, expected = found["first"].to_numpy(dtype=np.float64), found["expected"].to_numpy(dtype=np.float64)
    row: dict[str, object] = {
        "a_first": int(first.sum()), "b_first": int(len(first) - first.sum()), "n_units": len(found),
        "n_documents": of_documents, "n_clusters": clusters, "unit": _unit_of(measure),
        "estimate": np.nan, "low": np.nan, "high": np.nan, "p": np.nan,
        "expected": float(expected.mean()) if len(found) else np.nan,
    }  # fmt: skip
    if of_documents < rules.documents:
        return row | {"note": f"too few: {of_documents} documents with both, at least {rules.documents} needed"}
    row["estimate"] = float(first.mean())
    came, number = (
        np.bincount(cluster, weights, clusters).astype(np.float64) for weights in (first, np.ones(len(first)))
    )
    if clusters >= rules.clusters:
        weights = cluster_weights(clusters, rules.resamples, generator)
        low, high = ratio_intervals(came[:, None], number, weights=weights, confidence=rules.confidence)
        row |= {"low": float(low[0]), "high": float(high[0])}
    if measure == MENTION:
        row["p"] = poisson_binomial(int(first.sum()), expected)
    else:
        away = np.bincount(cluster, first - expected, clusters)
        row["p"] = float(sign_flip(away.astype(np.float64)[:, None], draws=rules.draws, generator=generator)[0])
    few = f"few clusters: {clusters}" if clusters < FEW_CLUSTERS else ""
    return row | {"note": few if clusters >= rules.clusters else f"no interval: {clusters} clusters"}


def _unit_of(measure: str) -> str:
    return {FIRST: "turn", MENTION: "document", ADJACENT: "pair of spans", REASON: "pair of spans"}.get(
        measure, "pair of sentences"
    )


def _by_document(found: pd.DataFrame) -> pd.DataFrame:
    grouped = found.groupby(["document_id", "source", "language"], as_index=False, sort=True)
    return grouped.agg(n=("first", "size"), a_first=("first", "sum"), expected=("expected", "mean")).astype(
        {"a_first": "int64"}
    )


def _adjusted(table: pd.DataFrame) -> pd.DataFrame:
    family = pd.Series("not tested", index=table.index, dtype=object)
    adjusted = pd.Series(np.nan, index=table.index)
    for _, rows in table[table["p"].notna()].groupby(["reading", "language"], sort=True):
        family[rows.index] = f"order (Holm, {len(rows)} tests)"
        adjusted[rows.index] = holm(rows["p"].to_numpy())
    return table.assign(family=family, p_adjusted=adjusted)
