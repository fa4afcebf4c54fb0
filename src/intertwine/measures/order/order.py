"""Which comes first: whether a threat is named so that security follows.

Order is not association. Every measure asks whether A before B differs from B before A, with whole clusters as the unit
of chance, and one half is what chance gives. Swapping the pair swaps the answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np
import pandas as pd

from intertwine.inference.signs import sign_test
from intertwine.measures.clusters import placed
from intertwine.measures.design import Design
from intertwine.measures.families import HOLM, adjusted_by_family
from intertwine.measures.matrix import FEW_CLUSTERS, generator_for
from intertwine.measures.order.records import ORDER, ORDER_DOCUMENTS
from intertwine.measures.order.spans import of_pair, spans_of
from intertwine.notes import joined, note
from intertwine.records import empty
from intertwine.vocabulary import ALL, READINGS

FIRST, MENTION, REASON = "first span in the turn", "first mention", "with a reason between"
LAGS = {"1 sentence on": 1, "2 sentences on": 2, "3 sentences on": 3}
MEASURES = (FIRST, REASON, *LAGS, MENTION)
"""What is measured, in the order in which it is shown."""

CHANCE = 0.5
"""The share of events in which A comes first if order says nothing."""

_EVEN = 2.0
"""Events each way in the cluster that is counted besides, as Agresti and Coull's interval has them."""

_UNITS = {FIRST: "turn", MENTION: "document", REASON: "pair of spans"}
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
    """Return how often A comes before B for pairs of codes, by six measures, and the same by document.

    `estimate` is the share of events (`events`) in which A comes first; the null hypothesis is that it is one half, as
    it is if A and B stand independently of each other or might as well be read backwards, however frequent each is and
    however they clump. `p`, `low` and `high` are of one model (`comes_first`). `p_adjusted` is by Holm over the
    measures, pairs and sources of one reading and language. Not to be read as cause or justification, nor for pairs
    that were chosen after looking; and what comes first in a document may be what was asked first.

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
        _by_document(every[(every["reading"] == ALL) & (every["measure"] == FIRST)]),
    )


def events(spans: pd.DataFrame, steps: pd.DataFrame) -> pd.DataFrame:
    """Return the events of each measure: `measure`, `document_id`, `first` (A came first).

    A turn (a document) is an event if its first and its last span are of different codes, so that it leads from one to
    the other; where it comes back to the code it began with, it has no order. So a run of one code counts as one
    mention, and the more frequent code, which comes first more often, comes last more often as well. Neighbouring spans
    go back and forth, so in each turn the steps from A to B less those from B to A are this same event.

    Parameters
    ----------
    spans
        From `of_pair`.
    steps
        From `adjacent`, with `reason`.
    """
    parts = {
        FIRST: _led(spans, ["document_id", "turn"]),
        REASON: steps.loc[steps["reason"], ["document_id", "first"]],
        MENTION: _led(spans, ["document_id"]),
    } | {name: _lagged(spans, lag) for name, lag in LAGS.items()}
    every = pd.concat([part.assign(measure=measure) for measure, part in parts.items()], ignore_index=True)
    return every.astype({"first": "bool"})


def _led(spans: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return each stretch that begins with one code and ends with the other, and whether it begins with A."""
    ends = spans.groupby(keys, sort=True)["first"].agg(["first", "last"])
    return ends[ends["first"] != ends["last"]].reset_index()[["document_id", "first"]]


def _lagged(spans: pd.DataFrame, lag: int) -> pd.DataFrame:
    """Return pairs of sentences of one stretch, `lag` apart, that hold one code and then the other."""
    columns = ["document_id", "stretch", "sentence_unit"]
    held = spans[spans["sentence_unit"] >= 0].drop_duplicates([*columns, "first"])[[*columns, "first"]]
    later = held.assign(sentence_unit=held["sentence_unit"] - lag)
    met = held.merge(later, on=columns, suffixes=("", "_later"))
    met = met[met["first"] != met["first_later"]]
    return met.sort_values([*columns, "first"])[["document_id", "first"]]


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
            place = (measure, source, language, reading, *sorted((first, second)))
            generator = generator_for(design.seed, "order", *place)
            found = comes_first(inside, design, generator, turned=first > second)
            unit = _UNITS.get(measure, _PAIR_OF_SENTENCES)
            yield label | {"source": source, "language": language, "unit": unit} | found


def comes_first(
    inside: pd.DataFrame, design: Design, generator: np.random.Generator, *, turned: bool = False
) -> dict[str, object]:
    """Return the share of events in which A comes first, its interval and its p-value, both from one model.

    The model turns the signs of whole clusters (`sign_test`). One cluster more is counted, with two events each way: it
    says nothing of one half, and keeps the interval open where all events go one way, as in Agresti and Coull's.

    Parameters
    ----------
    inside
        Events: `document_id`, `cluster`, `first`.
    design
        What is too small, and how often is drawn.
    generator
        Source of randomness.
    turned
        Whether to look at the pair the other way round and turn the answer: with it for one of (A, B) and (B, A), and
        the same generator, the two are exact mirrors.

    References
    ----------
    Agresti & Coull 1998, The American Statistician 52:119-126.
    """
    cluster, names = pd.factorize(inside["cluster"], sort=True)
    number, clusters, of_documents = len(inside), len(names), inside["document_id"].nunique()
    first = inside["first"].to_numpy(dtype=np.bool_)
    row: dict[str, object] = {
        "a_first": int(first.sum()),
        "b_first": int(number - first.sum()),
        "n_units": number,
        "n_documents": of_documents,
        "n_clusters": clusters,
        **dict.fromkeys(("estimate", "low", "high", "p"), np.nan),
    }
    if of_documents < design.documents:
        return row | {"note": note("too_few_documents_in_order", documents=of_documents, needed=design.documents)}
    came = np.append(np.bincount(cluster, first ^ turned, clusters), _EVEN)
    size = np.append(np.bincount(cluster, minlength=clusters), 2 * _EVEN)
    found = sign_test(
        came[:, None],
        size[:, None],
        null=CHANCE,
        confidence=design.confidence,
        draws=design.permutations,
        generator=generator,
    )
    row |= {"estimate": float(first.mean()), "p": float(found.p[0])}
    if clusters < design.clusters:
        return row | {"note": note("no_interval_of_order", clusters=clusters)}
    share = (first ^ turned).mean()
    low = float(np.maximum(0.0, np.minimum(share, found.low[0])))
    high = float(np.minimum(1.0, np.maximum(share, found.high[0])))
    few = note("few_clusters", clusters=clusters) if clusters < FEW_CLUSTERS else ""
    row |= {"low": 1 - high, "high": 1 - low} if turned else {"low": low, "high": high}
    return row | {"note": joined(few, note("no_spread") if np.isnan(low) else "")}


def _by_document(every: pd.DataFrame) -> pd.DataFrame:
    """Return the number of events of each document, and in how many A comes first."""
    keys = ["measure", "code_a", "code_b", "document_id", "source", "language"]
    grouped = every.groupby(keys, as_index=False, sort=True)
    return grouped.agg(n=("first", "size"), a_first=("first", "sum"))
