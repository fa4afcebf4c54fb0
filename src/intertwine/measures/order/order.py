"""Which comes first: whether a threat is named so that security follows.

Order is not association. Every test here asks whether A before B differs from B before A, against what their numbers
alone would give, with whole clusters as the unit of chance. Swapping the pair swaps the answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np
import pandas as pd

from intertwine.inference.permutation import poisson_binomial, sign_flip
from intertwine.inference.shares import share_intervals
from intertwine.measures.clusters import placed
from intertwine.measures.design import Design
from intertwine.measures.families import HOLM, adjusted_by_family
from intertwine.measures.matrix import FEW_CLUSTERS, generator_for
from intertwine.measures.order.records import ORDER, ORDER_DOCUMENTS
from intertwine.measures.order.spans import of_pair, spans_of
from intertwine.notes import note
from intertwine.records import empty
from intertwine.vocabulary import ALL, READINGS

FIRST, ADJACENT, MENTION, REASON = "first span in the turn", "adjacent spans", "first mention", "with a reason between"
LAGS = {"1 sentence on": 1, "2 sentences on": 2, "3 sentences on": 3}
MEASURES = (FIRST, ADJACENT, REASON, *LAGS, MENTION)
"""What is measured, in the order in which it is shown."""

_UNITS = {FIRST: "turn", MENTION: "document", ADJACENT: "pair of spans", REASON: "pair of spans"}
_PAIR_OF_SENTENCES = "pair of sentences"
_PAIR = ["reading", "code_a", "code_b"]


def order(
    hits: pd.DataFrame,
    turns: pd.DataFrame,
    documents: pd.DataFrame,
    steps: pd.DataFrame,
    *,
    pairs: Sequence[tuple[str, str]],
    design: Design,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return a lag sequential analysis of pairs of codes: how often A comes before B, and the same by document.

    `estimate` is the share of events in which A comes first, with an interval over clusters (`share_intervals`);
    `expected` the share to be expected: one half, or where the first of several spans is looked at, the share of A
    among the spans of both. The null hypothesis is that A comes first as often as that. `p` is that of a sign-flip
    test, which turns the signs of whole clusters; for the first mention in a document it is the mid-p of a
    Poisson-binomial count. `p_adjusted` is by Holm over the measures, pairs and sources of one reading and language.
    Not to be read as cause or justification, nor for pairs that were chosen after looking.

    Parameters
    ----------
    hits, turns, documents
        The hand-over tables.
    steps
        Neighbouring spans of each pair in each reading, from `neighbours`.
    pairs
        Ordered pairs of codes, declared before looking.
    design
        What is too small, what is independent, and how often is drawn.

    Returns
    -------
    tuple of DataFrames
        As the tables `ORDER` and `ORDER_DOCUMENTS` declare them.
    """
    parts = []
    for reading in READINGS:
        spans = spans_of(hits, turns, reading)
        for first, second in pairs:
            here = (steps["reading"] == reading) & (steps["code_a"] == first) & (steps["code_b"] == second)
            of_both = events(of_pair(spans, (first, second)), steps[here])
            parts.append(of_both.assign(reading=reading, code_a=first, code_b=second))
    if not parts or documents.empty:
        return empty(ORDER), empty(ORDER_DOCUMENTS)
    every = placed(pd.concat(parts, ignore_index=True), documents, cluster=design.cluster)
    table = pd.DataFrame(list(_order_rows(every, documents, pairs, design))).assign(seed=design.seed)
    return (
        adjusted_by_family(table, by=("reading", "language"), kind="order", method=HOLM),
        _by_document(every[(every["reading"] == ALL) & every["measure"].isin([FIRST, ADJACENT])]),
    )


def events(spans: pd.DataFrame, steps: pd.DataFrame) -> pd.DataFrame:
    """Return the events of each measure: `measure`, `document_id`, `first` (A came first), `expected` (its chance).

    Parameters
    ----------
    spans
        From `of_pair`.
    steps
        From `adjacent`, with `reason`.
    """
    reasoned = steps[steps["reason"]]
    parts = {
        FIRST: _first_of(spans, ["document_id", "turn"]),
        ADJACENT: steps[["document_id", "first"]].assign(expected=0.5),
        REASON: reasoned[["document_id", "first"]].assign(expected=0.5),
        MENTION: _first_of(spans, ["document_id"]),
    } | {name: _lagged(spans, lag) for name, lag in LAGS.items()}
    every = pd.concat([part.assign(measure=measure) for measure, part in parts.items()], ignore_index=True)
    return every.astype({"first": "bool", "expected": "float64"})


def _first_of(spans: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return which code comes first in each stretch that holds both; A is expected to as its share of the spans."""
    stretch = spans.groupby(keys, sort=True)["first"].agg(["first", "mean"])
    both = stretch[(stretch["mean"] > 0) & (stretch["mean"] < 1)].reset_index()
    return both.rename(columns={"mean": "expected"})[["document_id", "first", "expected"]]


def _lagged(spans: pd.DataFrame, lag: int) -> pd.DataFrame:
    """Return pairs of sentences of one stretch, `lag` apart, that hold one code and then the other."""
    columns = ["document_id", "stretch", "sentence_unit"]
    held = spans[spans["sentence_unit"] >= 0].drop_duplicates([*columns, "first"])[[*columns, "first"]]
    later = held.assign(sentence_unit=held["sentence_unit"] - lag)
    met = held.merge(later, on=columns, suffixes=("", "_later"))
    met = met[met["first"] != met["first_later"]]
    return met.sort_values([*columns, "first"])[["document_id", "first"]].assign(expected=0.5)


def _order_rows(
    every: pd.DataFrame, documents: pd.DataFrame, pairs: Sequence[tuple[str, str]], design: Design
) -> Iterator[dict[str, object]]:
    """Return the row of each reading, pair, measure, source and language, those without an event too."""
    known = every.groupby([*_PAIR, "measure"], sort=False).indices
    places = [
        (str(source), str(language))
        for source, of_source in documents.groupby("source", sort=True)
        for language in [ALL, *sorted(of_source["language"].unique())]
    ]
    for reading, (first, second), measure in product(READINGS, pairs, MEASURES):
        of_measure = every.iloc[known.get((reading, first, second, measure), [])]
        label = {"reading": reading, "measure": measure, "code_a": first, "code_b": second}
        for source, language in places:
            inside = of_measure[of_measure["source"] == source]
            inside = inside if language == ALL else inside[inside["language"] == language]
            generator = generator_for(design.seed, "order", measure, source, language, *label.values())
            yield label | {"source": source, "language": language} | _tested(inside, measure, design, generator)


def _tested(inside: pd.DataFrame, measure: str, design: Design, generator: np.random.Generator) -> dict[str, object]:
    """Return the share of events in which A comes first, its interval and its p-value."""
    cluster, names = pd.factorize(inside["cluster"], sort=True)
    number, clusters, of_documents = len(inside), len(names), inside["document_id"].nunique()
    first, expected = (inside[name].to_numpy(dtype=np.float64) for name in ("first", "expected"))
    row: dict[str, object] = {
        "a_first": int(first.sum()),
        "b_first": int(number - first.sum()),
        "n_units": number,
        "n_documents": of_documents,
        "n_clusters": clusters,
        "unit": _UNITS.get(measure, _PAIR_OF_SENTENCES),
        "expected": float(expected.mean()) if number else np.nan,
        **dict.fromkeys(("estimate", "low", "high", "p"), np.nan),
    }
    if of_documents < design.documents:
        return row | {"note": note("too_few_documents_in_order", documents=of_documents, needed=design.documents)}
    if clusters >= design.clusters:
        came = np.bincount(cluster, first, clusters).astype(np.float64)
        size = np.bincount(cluster, minlength=clusters).astype(np.float64)
        low, high = share_intervals(came[:, None], size, confidence=design.confidence)
        row |= {"low": float(low[0]), "high": float(high[0])}
    if measure == MENTION:
        p = poisson_binomial(int(first.sum()), expected)
    else:
        away = np.bincount(cluster, first - expected, clusters).astype(np.float64)
        p = float(sign_flip(away[:, None], draws=design.permutations, generator=generator)[0])
    return row | {"estimate": float(first.mean()), "p": p, "note": _clusters_note(clusters, design)}


def _clusters_note(clusters: int, design: Design) -> str:
    if clusters < design.clusters:
        return note("no_interval_of_order", clusters=clusters)
    return note("few_clusters", clusters=clusters) if clusters < FEW_CLUSTERS else ""


def _by_document(every: pd.DataFrame) -> pd.DataFrame:
    """Return the number of events of each document, in how many A comes first, and in what share it is expected to."""
    keys = ["measure", "code_a", "code_b", "document_id", "source", "language"]
    grouped = every.groupby(keys, as_index=False, sort=True)
    return grouped.agg(n=("first", "size"), a_first=("first", "sum"), expected=("expected", "mean"))
