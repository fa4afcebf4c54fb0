"""Which comes first: whether a threat is named so that security follows.

Order is not association. Every test here asks whether A before B differs from B before A, against what their numbers
alone would give, with whole clusters as the unit of chance. Swapping the pair swaps the answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.inference.bootstrap import cluster_weights, ratio_intervals
from intertwine.inference.multiplicity import holm
from intertwine.inference.permutation import poisson_binomial, sign_flip
from intertwine.measures.matrix import FEW_CLUSTERS, Rules, generator_for, hits_as_read
from intertwine.terms import AFFIRMING, COUNTED_ROLES, READINGS

ALL = "all"
LAGS = (1, 2, 3)
FIRST, ADJACENT, MENTION, REASON = "first span in the turn", "adjacent spans", "first mention", "with a reason between"
MEASURES = (FIRST, ADJACENT, REASON, *(f"{lag} sentence{'s' * (lag > 1)} on" for lag in LAGS), MENTION)
"""What is measured, in the order in which it is told."""


def spans_of(hits: pd.DataFrame, turns: pd.DataFrame, reading: str) -> pd.DataFrame:
    """Return the hits that count in one reading, in the order of the text, with the stretch of talk they stand in.

    A stretch is what one speaker says without another in between; in prose each paragraph is its own.
    """
    counted = hits_as_read(hits[hits["role"].isin(COUNTED_ROLES)], reading)
    keys = turns[["document_id", "speaker", "role"]].ne(turns[["document_id", "speaker", "role"]].shift()).any(axis=1)
    number = (keys | (turns["role"] == "author")).cumsum().to_numpy()
    stretch = pd.Series(number, index=pd.MultiIndex.from_frame(turns[["document_id", "turn"]]))
    found = counted.sort_values(["document_id", "turn", "start", "end"], kind="stable")
    places = pd.MultiIndex.from_frame(found[["document_id", "turn"]])
    return found.assign(stretch=stretch.reindex(places).to_numpy()).reset_index(drop=True)


def _is(codes: pd.Series, code: str) -> NDArray[np.bool_]:
    return ((codes == code) | codes.str.startswith(f"{code}.")).to_numpy()


def of_pair(spans: pd.DataFrame, pair: tuple[str, str]) -> pd.DataFrame:
    """Return the spans of two codes, with `first`: whether a span is of the first one."""
    first, second = (_is(spans["code"], code) for code in pair)
    kept = first | second
    return spans[kept].assign(first=first[kept]).reset_index(drop=True)


def adjacent(spans: pd.DataFrame) -> pd.DataFrame:
    """Return neighbouring spans of a pair in one turn that are of different codes: where each begins and ends.

    Between the two stands no other span of either code.
    """
    after = spans.shift(-1)
    same = (spans["document_id"] == after["document_id"]) & (spans["turn"] == after["turn"])
    chosen = (same & (spans["first"] != after["first"])).to_numpy()
    found = spans.loc[chosen, ["document_id", "turn", "start", "end", "first", "surface", "qualifier"]]
    nxt = after.loc[chosen]
    return found.assign(
        next_start=nxt["start"].to_numpy(dtype=np.int64), next_end=nxt["end"].to_numpy(dtype=np.int64),
        next_surface=nxt["surface"].to_numpy(), next_qualifier=nxt["qualifier"].to_numpy(),
    ).reset_index(drop=True)  # fmt: skip


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


def passages(
    steps: pd.DataFrame, turns: pd.DataFrame, sentences: pd.DataFrame, documents: pd.DataFrame, *, number: int
) -> pd.DataFrame:
    """Return the passages that show best how A leads to B: the sentences from the one span to the other.

    With a reason between them first, then those in which both affirm, then the shortest; at most one from a turn and
    two from a document, `number` of each source.

    Parameters
    ----------
    steps
        From `adjacent`, with `reason`.
    turns, sentences, documents
        The hand-over tables.
    """
    led = steps[steps["first"]].copy()
    led["away"] = led["next_start"] - led["end"]
    led["doubt"] = (~led["qualifier"].isin(AFFIRMING)).astype(int) + (~led["next_qualifier"].isin(AFFIRMING)).astype(
        int
    )
    led["source"] = led["document_id"].map(documents.set_index("document_id")["source"])
    led = led.assign(without=~led["reason"]).sort_values(
        ["source", "without", "doubt", "away", "document_id", "turn", "start"], kind="stable"
    )
    led = led.drop_duplicates(["document_id", "turn"])
    led = led[led.groupby("document_id").cumcount() < _FROM_A_DOCUMENT]
    led = led.groupby("source", sort=True).head(number)
    keys = ["document_id", "turn"]
    within = led[[*keys, "start", "next_end"]].reset_index().merge(
        sentences.astype({"document_id": "str"})[[*keys, "start", "end"]], on=keys, suffixes=("", "_sentence")
    )  # fmt: skip
    within = within[(within["end"] > within["start"]) & (within["start_sentence"] < within["next_end"])]
    ends = within.groupby("index").agg(from_=("start_sentence", "min"), to=("end", "max"))
    texts = turns.set_index(keys)["text"]
    led = led.join(ends)
    places = zip(led["document_id"], led["turn"], led["from_"].astype(int), led["to"].astype(int), strict=True)
    quoted = [str(texts.loc[(document, turn)])[start:end].strip() for document, turn, start, end in places]
    led = led.assign(
        text=quoted, rank=led.groupby("source").cumcount() + 1, reason=led["reason"].map({True: "yes", False: ""})
    )
    return led[["source", "rank", "document_id", "turn", "start", "surface", "next_surface", "reason", "text"]]


_FROM_A_DOCUMENT = 2


def transitions(hits: pd.DataFrame, turns: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """Return how often one family of codes follows another as the next span of the same turn, by source.

    Returns
    -------
    DataFrame
        `source`, `code_a` (from), `code_b` (to), `observed`, `expected` (row total times column total over all),
        `adjusted_residual`, `yule_q`. Descriptive: codes that come in clumps follow each other whatever their order.
    """
    spans = spans_of(hits, turns, "all")
    spans = spans.assign(family=spans["code"].str.partition(".")[0])
    after = spans.shift(-1)
    same = ((spans["document_id"] == after["document_id"]) & (spans["turn"] == after["turn"])).to_numpy()
    steps = pd.DataFrame({
        "source": spans["source"][same], "a": spans["family"][same], "b": after["family"][same],
    })  # fmt: skip
    parts = []
    for source, rows in steps.groupby("source", sort=True):
        table = pd.crosstab(rows["a"], rows["b"]).reindex(index=list(codes), columns=list(codes), fill_value=0)
        counts = table.to_numpy(dtype=np.float64)
        expected, residual, yule = lag_statistics(counts)
        a, b = np.indices(counts.shape)
        names = np.array(codes, dtype=object)
        parts.append(pd.DataFrame({
            "source": source, "code_a": names[a.ravel()], "code_b": names[b.ravel()],
            "observed": counts.ravel().astype(np.int64), "expected": expected.ravel(),
            "adjusted_residual": residual.ravel(), "yule_q": yule.ravel(),
        }))  # fmt: skip
    columns = ["source", "code_a", "code_b", "observed", "expected", "adjusted_residual", "yule_q"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def lag_statistics(counts: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    """Return expected counts, adjusted residuals and Yule's Q of a table of transitions.

    With row total r, column total c and N all: E = r c / N, z = (F - E) / sqrt(E (1 - r / N) (1 - c / N)); Q compares
    the 2 x 2 table of one transition, (F O22 - O12 O21) / (F O22 + O12 O21).

    References
    ----------
    Bakeman & Quera 2011, Sequential Analysis and Observational Methods, ch. 9-10.
    """
    total = counts.sum()
    r, c = counts.sum(axis=1, keepdims=True), counts.sum(axis=0, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = r * c / total
        residual = (counts - expected) / np.sqrt(expected * (1 - r / total) * (1 - c / total))
        only_r, only_c, neither = r - counts, c - counts, total - r - c + counts
        yule = (counts * neither - only_r * only_c) / (counts * neither + only_r * only_c)
    return expected, residual, yule


def connections(
    presence: NDArray[np.bool_], *, conversation: NDArray[np.generic], speaker: NDArray[np.generic], window: int
) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    """Return how often each speaker connects each pair of codes, within a moving window of turns.

    A line connects two codes if it holds one of them and it or the `window` - 1 lines before it in the conversation
    hold the other. Windows run across speakers and never across conversations.

    Parameters
    ----------
    presence
        Shape (lines in order, codes).
    conversation, speaker
        Of each line.
    window
        Lines, this one included.

    Returns
    -------
    tuple of arrays
        Speakers, sorted; counts of shape (speakers, pairs), pairs in the order (0, 1), (0, 2), (1, 2), ... of columns.

    References
    ----------
    Shaffer, Collier & Ruis 2016, Journal of Learning Analytics 3(3):9-45 (epistemic network analysis).
    """
    codes = presence.shape[1]
    recent = presence.copy()
    for lag in range(1, window):
        same = np.zeros(len(presence), dtype=np.bool_)
        same[lag:] = conversation[lag:] == conversation[:-lag]
        recent[lag:] |= presence[:-lag] & same[lag:, None]
    first, second = np.triu_indices(codes, 1)
    linked = (presence[:, first] & recent[:, second]) | (recent[:, first] & presence[:, second])
    names, number = np.unique(speaker, return_inverse=True)
    found = np.zeros((len(names), len(first)), dtype=np.int64)
    np.add.at(found, number, linked)
    return names, found
