"""What a network of codes shows: its codes, the pairs that are drawn, and how far groups differ."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from intertwine.figures.canvas import TALLEST
from intertwine.results import drawn_ratio, is_below, sources_in
from intertwine.vocabulary import ALL
from intertwine.wording.labels import in_tree_order, leaves, top_level

LOWEST_STEP = 2.6
LEGEND = 12.0
HEAD = 7.0
"""Heights in mm: of a name on the circle at least, of the legend, and of the head of a panel."""

LEAST = 3
"""Units with both codes, and documents with both, without which a pair is not drawn."""
MOST_EDGES = 60
"""Lines in all panels of sources beyond which the families are drawn in place of the leaves."""


@dataclass(frozen=True, slots=True)
class Network:
    """What a network shows.

    Attributes
    ----------
    sources, contrasts
        Its panels: of each source, and of each contrast between two groups of documents.
    codes
        Its nodes, in tree order.
    edges
        Pairs of codes with enough units, of each source; `ratio` is drawn, `certain` in full colour.
    differences
        Pairs of families with a ratio of odds ratios between the groups of a contrast, likewise.
    shares
        Share of documents that hold a code, by source and code.
    """

    sources: list[str]
    contrasts: list[str]
    codes: list[str]
    edges: pd.DataFrame
    differences: pd.DataFrame
    shares: pd.Series


def network_of(pairs: pd.DataFrame, prevalence: pd.DataFrame, differences: pd.DataFrame) -> Network:
    """Return what the network of some pairs shows."""
    whole = differences[(differences["source"] == ALL) & (differences["language"] == ALL)]
    sources, contrasts = sources_in(pairs), sorted(whole["contrast"].unique())
    codes = network_codes(pairs, len(sources) + len(contrasts))
    return Network(
        sources=sources,
        contrasts=contrasts,
        codes=codes,
        edges=edges_of(pairs, codes),
        differences=difference_edges(whole),
        shares=document_shares(prevalence),
    )


def network_codes(pairs: pd.DataFrame, panels: int) -> list[str]:
    """Return the leaves where few enough of their pairs are drawn and their names fit, else the highest level."""
    paths = in_tree_order([*pairs["code_a"], *pairs["code_b"]])
    lowest, highest = leaves(paths), top_level(paths)
    room = 2 * int(((TALLEST - LEGEND) / max(panels, 1) - HEAD) / LOWEST_STEP - 3)
    edges = len(edges_of(pairs, lowest))
    return lowest if 0 < edges <= MOST_EDGES and len(lowest) <= room else highest


def edges_of(pairs: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    """Return the pairs among `codes` with enough units and documents with both, of all languages together."""
    ratio = drawn_ratio(pairs)
    kept = (
        (pairs["language"] == ALL)
        & pairs["code_a"].isin(codes)
        & pairs["code_b"].isin(codes)
        & (pairs["both"] >= LEAST)
        & (pairs["documents_both"] >= LEAST)
        & ratio.notna()
    )
    return pairs.assign(ratio=ratio, certain=is_below(pairs["p_adjusted"]))[kept].reset_index(drop=True)


def difference_edges(differences: pd.DataFrame) -> pd.DataFrame:
    """Return pairs of families with a ratio of their odds ratios in two groups of documents."""
    inner = differences["code_a"].str.contains(".", regex=False) | differences["code_b"].str.contains(".", regex=False)
    kept = differences["measure"].str.startswith("odds ratio") & differences["estimate"].notna() & ~inner
    found = differences.assign(ratio=differences["estimate"], certain=is_below(differences["p_adjusted"]))
    return found[kept].reset_index(drop=True)


def document_shares(prevalence: pd.DataFrame) -> pd.Series:
    """Return the share of documents that hold a code, by source and code, of all languages."""
    whole = prevalence[prevalence["language"] == ALL].set_index(["source", "code"])
    return whole["documents_with_code"] / whole["n_documents"]
