"""How much a result rests on single entries: leave one entry out, and random halves of a code's entries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from intertwine.inference.stratified import mantel_haenszel
from intertwine.measures.matrix import generator_for
from intertwine.notes import joined, note
from intertwine.vocabulary import COUNTED_ROLES

LEAST_SHARE = 0.05
"""Share of a code's hits from which on an entry is left out for a look."""

FLAGGED_SHARE = 0.25
HALVES = 200
_FEWEST_DOCUMENTS, _FEWEST_ENTRIES = 8, 4


@dataclass(frozen=True, slots=True)
class Coded:
    """Hits of respondents and authors in the units of one kind and source, in the order of the text.

    Attributes
    ----------
    hits
        As the hand-over table, counted and suppressed, with `row`, the number of the unit.
    document
        Number of the document of each unit.
    documents
        How many there are.
    """

    hits: pd.DataFrame
    document: NDArray[np.int64]
    documents: int


def in_units(hits: pd.DataFrame, units: pd.DataFrame, *, kind: str, source: str, language: str = "all") -> Coded:
    """Return the hits in the units of `kind` in documents of `source`, and of one document language if one is named."""
    chosen = units[(units["unit_kind"] == kind) & (units["source"] == source) & units["role"].isin(COUNTED_ROLES)]
    if language != "all":
        chosen = chosen[chosen["language"].astype("str") == language]
    ids, document = np.unique(chosen["document_id"].astype("str").to_numpy(dtype=object), return_inverse=True)
    row = pd.Index(chosen["unit_id"]).get_indexer(pd.Index(hits[f"{kind}_unit"]))
    inside = hits.assign(row=row)[row >= 0]
    return Coded(inside, document.astype(np.int64), len(ids))


def _holds(hits: pd.DataFrame, code: str, units: int) -> NDArray[np.bool_]:
    inside = hits.loc[(hits["code"] == code) | hits["code"].str.startswith(f"{code}."), "row"]
    held = np.zeros(units, dtype=np.bool_)
    held[inside.to_numpy()] = True
    return held


def _odds(one: NDArray[np.bool_], other: NDArray[np.bool_], text: Coded) -> float:
    def count(chosen: NDArray[np.bool_]) -> NDArray[np.float64]:
        found = np.bincount(text.document, weights=chosen, minlength=text.documents)
        return found.astype(np.float64)[:, None]

    cells = (count(one & other), count(one & ~other), count(~one & other), count(~one & ~other))
    found = mantel_haenszel(*cells, cluster=np.arange(text.documents))
    return float(found.estimate[0])


def leave_one_entry_out(
    text: Coded, hypotheses: Sequence[tuple[str, str]], without: Callable[[pd.DataFrame, str], pd.DataFrame]
) -> pd.DataFrame:
    """Return each hypothesis' odds ratio without each entry that carries at least 5 % of one of its codes.

    Parameters
    ----------
    text
        Hits in units.
    hypotheses
        Pairs of codes.
    without
        Returns the hits that would count if an entry were not in the codebook.

    Returns
    -------
    DataFrame
        `code_a`, `code_b`, `entry_id`, `code` (the side it is on), `share` (of that side's hits), `estimate` (with all
        entries), `estimate_without`, `change` (the ratio of the two), `units_lost` (in which that side is no longer
        present), `note`.
    """
    counted = text.hits[text.hits["suppressed_by"] == ""]
    units = len(text.document)
    codes = sorted({code for pair in hypotheses for code in pair})
    held = {code: _holds(counted, code, units) for code in codes}
    heavy = {code: _heavy(counted, code) for code in codes}
    left = {entry: without(text.hits, entry) for entry in sorted({e for shares in heavy.values() for e in shares})}
    held_without = {(entry, code): _holds(hits, code, units) for entry, hits in left.items() for code in codes}
    rows = []
    for code_a, code_b in sorted({(min(pair), max(pair)) for pair in hypotheses}):
        whole = _odds(held[code_a], held[code_b], text)
        for code in (code_a, code_b):
            for entry, share in heavy[code].items():
                part = _odds(held_without[entry, code_a], held_without[entry, code_b], text)
                lost = int((held[code] & ~held_without[entry, code]).sum())
                said = _without_said(whole, part, share)
                rows.append((code_a, code_b, entry, code, share, whole, part, part / whole, lost, said))
    columns = ["code_a", "code_b", "entry_id", "code", "share", "estimate", "estimate_without", "change",
               "units_lost", "note"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _heavy(counted: pd.DataFrame, code: str) -> dict[str, float]:
    inside = counted.loc[(counted["code"] == code) | counted["code"].str.startswith(f"{code}."), "entry_id"]
    shares = inside.value_counts(normalize=True).sort_index()
    return {str(entry): float(share) for entry, share in shares.items() if share >= LEAST_SHARE}


def _without_said(whole: float, part: float, share: float) -> str:
    said = []
    if share > FLAGGED_SHARE:
        said.append(note("heavy_entry", share=f"{FLAGGED_SHARE:.0%}"))
    if np.isfinite(whole) and not np.isfinite(part):
        said.append(note("no_odds_ratio_without"))
    if np.isfinite(whole) and np.isfinite(part) and (whole > 1) != (part > 1):
        said.append(note("direction_changes"))
    return joined(*said)


def split_half(text: Coded, codes: Sequence[str], *, seed: int, name: str) -> pd.DataFrame:
    """Return the reliability of each code over random halves of the entries that fired.

    In each of 200 splits the entries are halved at random; each half gives every document a share of units in which it
    is present; r is the correlation of these shares over documents, stepped up to full length by Spearman and Brown,
    2 r / (1 + r). Given are the median and the middle 95 % of the splits.

    Returns
    -------
    DataFrame
        `code`, `entries` (that fired), `estimate`, `low`, `high`, `n_units`, `n_documents`, `note`.

    References
    ----------
    Spearman 1910, Brown 1910, British Journal of Psychology 3:271-322.
    """
    counted = text.hits[text.hits["suppressed_by"] == ""]
    sizes = np.bincount(text.document, minlength=text.documents)
    rows = []
    for code in codes:
        inside = counted[(counted["code"] == code) | counted["code"].str.startswith(f"{code}.")]
        entries, column = np.unique(inside["entry_id"].to_numpy(dtype=object), return_inverse=True)
        said = _too_few(len(entries), text.documents)
        found = np.full(3, np.nan)
        if not said:
            held = csr_array((np.ones(len(inside)), (inside["row"], column)), shape=(len(text.document), len(entries)))
            reliability = _reliability(held, text.document, sizes, generator_for(seed, "halves", name, code))
            said = "" if np.isfinite(reliability).any() else note("no_variation")
            found = found if said else np.nanquantile(reliability, [0.5, 0.025, 0.975])
        rows.append((code, len(entries), *found, len(text.document), text.documents, said))
    columns = ["code", "entries", "estimate", "low", "high", "n_units", "n_documents", "note"]
    return pd.DataFrame(rows, columns=columns)


def _too_few(entries: int, documents: int) -> str:
    if entries < _FEWEST_ENTRIES:
        return note("too_few_entries", entries=entries, needed=_FEWEST_ENTRIES)
    if documents < _FEWEST_DOCUMENTS:
        return note("too_few_documents", documents=documents, needed=_FEWEST_DOCUMENTS)
    return ""


def _reliability(
    held: csr_array, document: NDArray[np.int64], sizes: NDArray[np.int64], generator: np.random.Generator
) -> NDArray[np.float64]:
    entries = held.shape[1]
    order = np.argsort(generator.random((HALVES, entries)), axis=1)
    first = (order < entries // 2).T.astype(np.float64)
    of_document = csr_array(
        (np.ones(len(document)), (document, np.arange(len(document)))), shape=(len(sizes), len(document))
    )
    halves = [of_document @ (held @ half > 0).astype(np.float64) / sizes[:, None] for half in (first, 1 - first)]
    centred = [half - half.mean(axis=0) for half in halves]
    with np.errstate(divide="ignore", invalid="ignore"):
        r = (centred[0] * centred[1]).sum(axis=0) / np.sqrt(
            (centred[0] ** 2).sum(axis=0) * (centred[1] ** 2).sum(axis=0)
        )
        return 2 * r / (1 + r)
