"""The odds ratios of the hypotheses as people code: put right for the lexicon's errors by a hand-coded sample."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from intertwine.inference.correction import Estimate, Everything, Sampled, corrected_odds_ratio
from intertwine.inference.equal_length import place_and_length, students
from intertwine.inference.profile import FEWEST
from intertwine.measures.cooccurrence.odds import commoner_first
from intertwine.measures.cooccurrence.pairs import CodePair, declared_pairs
from intertwine.measures.design import Design
from intertwine.measures.families import HOLM, adjusted_by_family
from intertwine.measures.matrix import PresenceMatrix, clusters_note, counted_units, presence_matrix, sources_of
from intertwine.measures.scale import shown_ratios
from intertwine.measures.validation.records import BLIND, CORRECTED, CORRECTED_DIFFERENCES, LEXICON
from intertwine.notes import joined, note
from intertwine.records import frame


def as_people_code(
    units: pd.DataFrame,
    presence: pd.DataFrame,
    documents: pd.DataFrame,
    judged: pd.DataFrame,
    *,
    kind: str,
    hypotheses: Sequence[CodePair],
    design: Design,
    surrogate: str = LEXICON,
) -> pd.DataFrame:
    """Return the odds ratio of each hypothesis whose codes people coded, as people code it, in each source.

    The estimand is that of `pair_odds`: inside documents, at equal length and place of the unit. It is estimated from
    the hand codes of the sample, each unit weighted by one over its chance of being drawn; what the lexicon says of all
    units takes away noise, and cannot bias it (`inference.correction`). Not for a study whose sample was not drawn at
    random.

    Parameters
    ----------
    units, presence, documents
        The hand-over tables; `presence` in the reading that is shown, or what another coder says.
    judged
        `unit_id`, `part`, `source`, `language`, `stratum`, `stratum_units`, `code`, `gold` (0 or 1).
    kind
        What was judged.
    hypotheses
        Pairs of codes; those with a code that nobody coded have no row.
    design
        Cluster and confidence.
    surrogate
        Whose codes `presence` holds.

    Returns
    -------
    DataFrame
        As `CORRECTED`: `estimate` with its interval and that of all rows together, `weight` (how much of the lexicon is
        in it), `coded` (units that people coded), `both` (of these, with both codes).
    """
    coded = set(judged["code"])
    pairs = [pair for pair in declared_pairs(hypotheses) if set(pair) <= coded]
    sources = [source for source in sources_of(units) if source in set(judged["source"])]
    family, rows = max(len(pairs) * len(sources), 1), []
    for source in sources:
        matrix = presence_matrix(units, presence, documents, kind=kind, source=source, cluster=design.cluster)
        ids, everything = counted_units(units, kind=kind, source=source)["unit_id"], _everything(matrix)
        here = judged[(judged["source"] == source) & judged["unit_id"].isin(ids)]
        about = {"source": source, "unit": kind, "surrogate": surrogate, **matrix.sizes()}
        for pair in pairs:
            wide, sample = _sample(here[here["code"].isin(pair)], pair, pd.Index(ids))
            if wide.empty:
                continue
            said = matrix.columns(pair)
            first, second = commoner_first(said, np.array([[0, 1]]))[0]
            gold = wide.to_numpy(dtype=np.bool_)
            found = corrected_odds_ratio(
                gold[:, [first, second]], said[:, [first, second]], sample, everything,
                confidence=design.confidence, family=family,
            )  # fmt: skip
            counts = {"coded": len(gold), "both": int(gold.all(axis=1).sum())}
            rows.append(about | dict(zip(("code_a", "code_b"), pair, strict=True)) | counts | _shown(found, len(gold)))
    return frame(CORRECTED, rows)


def corrected_differences(
    corrected: pd.DataFrame, sources: Mapping[str, tuple[str, str]], *, confidence: float
) -> pd.DataFrame:
    """Return the ratios of the odds ratios as people code them in two sources.

    Null hypothesis: people would find the same odds ratio in both. The logarithm is the difference of the two, its
    squared error the sum of theirs, with Student's t and Welch and Satterthwaite's degrees of freedom (one less on each
    side than clusters that tell anything by hand codes). p is adjusted by Holm inside a contrast. Not for sources whose
    documents share clusters: these are not independent. Nothing is given where a side has no odds ratio.

    Parameters
    ----------
    corrected
        As `as_people_code` gives it.
    sources
        Of each contrast, by its name: the source above and the one below.
    confidence
        Of the intervals.

    References
    ----------
    Welch 1947, Biometrika 34:28-35.
    """
    rows = []
    for contrast, (above, below) in sources.items():
        keys = ["code_a", "code_b", "unit"]
        sides = [corrected[corrected["source"] == source].set_index(keys) for source in (above, below)]
        both = sides[0].join(sides[1], how="inner", lsuffix="_a", rsuffix="_b")
        rows += [
            {"contrast": contrast} | {name: row[name] for name in keys} | _ratio(row, confidence)
            for row in both.reset_index().to_dict("records")
        ]
    table = frame(CORRECTED_DIFFERENCES, rows)
    return adjusted_by_family(table, by=("contrast",), kind="differences as people code", method=HOLM)


def _ratio(row: Mapping[Any, Any], confidence: float) -> dict[str, object]:
    errors = np.array([row["error_a"], row["error_b"]], dtype=np.float64)
    apart = float(np.log(row["estimate_a"]) - np.log(row["estimate_b"]))
    freedom = np.maximum(np.array([row["clusters_coded_a"], row["clusters_coded_b"]], dtype=np.float64) - 1, 1)
    squared = (errors**2).sum()
    welch = squared**2 / (errors**4 / freedom).sum()
    tested = students(np.array([apart]), np.array([np.sqrt(squared)]), np.array([welch]), confidence=confidence)
    shown = shown_ratios(*(np.exp(end) for end in (tested.estimate, tested.low, tested.high)))
    known = not np.isnan(shown.low[0])
    clusters = int(min(row["clusters_coded_a"], row["clusters_coded_b"]))
    return {
        "estimate": shown.estimate[0],
        "low": shown.low[0],
        "high": shown.high[0],
        "p": tested.p[0] if known else np.nan,
        **{name: int(row[f"{name}_a"] + row[f"{name}_b"]) for name in ("n_units", "n_documents", "n_clusters")},
        "note": joined(clusters_note(clusters), str(shown.note[0])) if known else note("side_not_tested"),
    }


def _everything(matrix: PresenceMatrix) -> Everything:
    sizes = np.diff(matrix.bounds)
    cluster, _ = pd.factorize(matrix.clusters, sort=True)
    document = np.repeat(np.arange(len(sizes)), sizes)
    return Everything(cluster[document], document, place_and_length(matrix.length, matrix.bounds).T)


def _sample(judged: pd.DataFrame, pair: CodePair, ids: pd.Index) -> tuple[pd.DataFrame, Sampled]:
    """Return what people say of both codes of each unit, and how these units were drawn."""
    wide = judged.pivot_table(index="unit_id", columns="code", values="gold").reindex(columns=list(pair)).dropna()
    about = judged.drop_duplicates("unit_id").set_index("unit_id").loc[wide.index]
    group = about.groupby(["language", "stratum"], sort=True).ngroup()
    return wide, Sampled(
        rows=ids.get_indexer(wide.index),
        group=np.asarray(group, dtype=np.intp),
        group_units=about["stratum_units"].to_numpy(dtype=np.float64),
        blind=(about["part"] == BLIND).to_numpy(),
    )


def _shown(found: Estimate, coded: int) -> dict[str, object]:
    """Return what is shown of an estimate, and why where it is not."""
    told = found.clusters >= FEWEST
    ends = (found.estimate, found.low, found.high, found.together_low, found.together_high)
    estimate, low, high, together_low, together_high = (np.array([end if told else np.nan]) for end in ends)
    alone, together = shown_ratios(estimate, low, high), shown_ratios(estimate, together_low, together_high)
    known = told and not np.isnan(alone.estimate[0])
    said = joined(clusters_note(found.clusters), str(alone.note[0])) if known else note("too_few_coded", units=coded)
    return {
        "estimate": alone.estimate[0],
        "low": alone.low[0],
        "high": alone.high[0],
        "together_low": together.low[0],
        "together_high": together.high[0],
        "weight": found.weight,
        "error": found.error if known else np.nan,
        "clusters_coded": found.clusters,
        "note": said,
    }
