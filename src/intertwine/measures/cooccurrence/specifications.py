"""Does the answer hang on how it was asked: hypotheses under every defensible choice (specification curve)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.measures.cooccurrence.hits_in_units import HitsInUnits, hits_in_units, hits_of_pairs
from intertwine.measures.cooccurrence.pairs import CodePair, declared_pairs
from intertwine.measures.cooccurrence.records import SPECIFICATIONS
from intertwine.measures.design import Design
from intertwine.measures.matrix import Layout, sources_of
from intertwine.records import frame
from intertwine.vocabulary import AFFIRMING, OF_TIER, PROMPTING, UNPROMPTED

CHOICES = {
    "qualifiers": ("all hits", "affirming hits"),
    "entries": ("core entries", "all entries"),
    "overlap": ("apart", "may overlap"),
    "prompting": ("prompted in", "prompted out"),
}
"""What is varied besides the unit; the first of each is what was declared, but for the entries: which tiers count."""

SHOWN = ("estimate", "low", "high", "both", "note")
"""What a row tells of its odds ratio."""


def specifications(
    units: pd.DataFrame,
    hits: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    kinds: Sequence[str],
    hypotheses: Sequence[CodePair],
    tiers: Collection[str],
    design: Design,
) -> pd.DataFrame:
    """Return the specification curve: each hypothesis' odds ratio (`pair_odds`) under every combination of choices.

    Varied are the unit (whole documents apart, inside which nothing varies); whether hits count that do not affirm;
    whether extended entries count (beside those of the core); whether the two hits of a meeting may overlap (matches
    that another entry took the place of count again); and whether uses count whose concept an interviewer had named
    before. Nothing is selected: all are shown, all languages together. Not to be read as so many tests: the
    specifications rest on the same texts.

    Parameters
    ----------
    units, hits, documents
        The hand-over tables.
    kinds
        Kinds of units.
    hypotheses
        Pairs of codes.
    tiers
        Of the entries that count.
    design
        Cluster, confidence, and what is too small.

    Returns
    -------
    DataFrame
        As `SPECIFICATIONS`: a row for each source, hypothesis, unit and combination of `CHOICES`; `declared` is 1 for
        the choices that were declared.
    """
    pairs = declared_pairs(hypotheses)
    rows: list[dict[str, object]] = []
    for source in sources_of(units):
        for kind in kinds:
            if kind != "document":
                placed = hits_in_units(hits, units, kind=kind, source=source)
                layout = placed.layout(documents, cluster=design.cluster)
                rows.extend({"source": source} | row for row in _of_units(placed, layout, pairs, tiers, design))
    return frame(SPECIFICATIONS, rows)


def _of_units(
    placed: HitsInUnits, layout: Layout, pairs: Sequence[CodePair], tiers: Collection[str], design: Design
) -> Iterator[dict[str, object]]:
    members, counting = hits_of_pairs(placed, pairs), _hits_that_count(placed.hits)
    declared_choice = {name: options[0] for name, options in CHOICES.items()} | {"entries": _declared_entries(tiers)}
    prompted = bool(placed.hits["prompting"].isin(sorted({*PROMPTING} - {*UNPROMPTED})).any())
    about = {
        "unit": placed.kind,
        "n_units": len(placed.units),
        "n_documents": len(placed.documents),
        "n_clusters": len(set(layout.clusters)),
    }
    known: dict[bytes, list[dict[str, object]]] = {}
    for choice in _combinations(prompted=prompted):
        kept = np.logical_and.reduce([counting[name][choice[name]] for name in counting])
        if kept.tobytes() not in known:
            odds = members.presence(kept).odds(layout, design=design).shown(design)
            known[kept.tobytes()] = [{name: row[name] for name in SHOWN} for row in odds.to_dict("records")]
        declared = int(choice == declared_choice)
        for (code_a, code_b), shown in zip(pairs, known[kept.tobytes()], strict=True):
            yield about | choice | shown | {"code_a": code_a, "code_b": code_b, "declared": declared}


def _declared_entries(tiers: Collection[str]) -> str:
    return CHOICES["entries"][0] if set(tiers) == {"core"} else CHOICES["entries"][1]


def _combinations(*, prompted: bool) -> Iterator[dict[str, str]]:
    options: dict[str, tuple[str, ...]] = dict(CHOICES)
    if not prompted:
        options["prompting"] = options["prompting"][:1]
    for chosen in product(*options.values()):
        yield dict(zip(options, chosen, strict=True))


def _hits_that_count(hits: pd.DataFrame) -> dict[str, Mapping[str, NDArray[np.bool_]]]:
    """Return which hits count under each option of the choices that are about hits."""
    everything = np.ones(len(hits), dtype=np.bool_)
    apart = (hits["suppressed_by"] == "").to_numpy() | hits["suppressed_by"].str.startswith(OF_TIER).to_numpy()
    counting = {
        "qualifiers": (everything, hits["qualifier"].isin(AFFIRMING).to_numpy()),
        "entries": ((hits["tier"] == "core").to_numpy(), everything),
        "overlap": (apart, apart | hits["suppressed_by"].str.startswith("taken by").to_numpy()),
        "prompting": (everything, hits["prompting"].isin(["", *UNPROMPTED]).to_numpy()),
    }
    return {name: dict(zip(CHOICES[name], masks, strict=True)) for name, masks in counting.items()}
