"""Does the answer hang on how it was asked: hypotheses under every defensible choice, and with one text left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.inference.stratified import CommonOdds, log_ratio_interval, mantel_haenszel
from intertwine.measures.cooccurrence.association import odds_ratio
from intertwine.measures.cooccurrence.cooccurrence import Design
from intertwine.measures.matrix import sources_of
from intertwine.notes import note
from intertwine.vocabulary import AFFIRMING, COUNTED_ROLES, UNPROMPTED

CHOICES = {
    "qualifiers": ("all hits", "affirming hits"),
    "entries": ("all entries", "core entries"),
    "overlap": ("apart", "may overlap"),
    "prompting": ("prompted in", "prompted out"),
    "length": ("length free", "length held"),
}
"""What is varied besides the unit; the first of each is what was declared."""

_BANDS = 4
"""Bands of length, inside each document, that are strata of their own where length is held."""


def specifications(
    units: pd.DataFrame, hits: pd.DataFrame, documents: pd.DataFrame, *, kinds: Sequence[str], design: Design
) -> pd.DataFrame:
    """Return the odds ratio of each hypothesis and source under every combination of choices, all languages together.

    Varied are the unit; whether hits count that do not affirm; whether extended entries count; whether the two hits of
    a meeting may overlap (matches that another entry took the place of count again); whether uses count whose concept
    an interviewer had named before; and whether units are compared only with units of about the same length in the same
    document. Nothing is selected: all are shown.

    Parameters
    ----------
    units, hits, documents
        The hand-over tables.
    kinds
        Kinds of units.
    design
        Hypotheses, cluster, limits.

    Returns
    -------
    DataFrame
        `source`, `code_a`, `code_b`, `unit`, `CHOICES`, `estimate`, `low`, `high`, `both`, `n_units`, `n_documents`,
        `n_clusters`, `declared` (the choices that were declared), `note`.
    """
    frames = [
        _of_source(units, hits, documents, kind, source, design) for source in sources_of(units) for kind in kinds
    ]
    return pd.concat(frames, ignore_index=True)


def _of_source(
    units: pd.DataFrame, hits: pd.DataFrame, documents: pd.DataFrame, kind: str, source: str, design: Design
) -> pd.DataFrame:
    chosen = units[(units["unit_kind"] == kind) & (units["source"] == source) & units["role"].isin(COUNTED_ROLES)]
    ids, document = np.unique(chosen["document_id"].astype("str").to_numpy(dtype=object), return_inverse=True)
    known = documents.set_index("document_id").loc[list(ids)]
    cluster = ids if design.cluster == "document" else known["cluster"].to_numpy(dtype=object)
    row = pd.Index(chosen["unit_id"]).get_indexer(pd.Index(hits[f"{kind}_unit"]))
    inside = hits[row >= 0].assign(row=row[row >= 0])
    length = chosen["length"].to_numpy(dtype=np.float64)
    prompted = bool(inside["prompting"].isin(["prompted", "echoed", "answered"]).any())
    pairs = sorted(design.declared)
    place, members, kept_by = inside["row"].to_numpy(), _members(inside, pairs), _kept_by(inside)
    rows = []
    for choice in _choices(kind, prompted=prompted):
        options = [kept_by[name][CHOICES[name].index(choice[name])] for name in kept_by]
        held = _held(place, members, np.logical_and.reduce(options), len(chosen))
        stratum = _banded(document, length) if choice["length"] == "length held" else document
        odds, both = _odds(held, stratum, document, cluster, kind, design)
        for pair, (code_a, code_b) in enumerate(pairs):
            shared = int(both[pair])
            enough = shared >= design.documents
            rows.append({
                "source": source, "code_a": code_a, "code_b": code_b, "unit": kind, **choice,
                **{end: float(getattr(odds, end)[pair]) if enough else np.nan for end in ("estimate", "low", "high")},
                "both": int((held[0][:, pair] & held[1][:, pair]).sum()),
                "n_units": len(chosen), "n_documents": len(ids), "n_clusters": len(set(cluster)),
                "declared": int(all(choice[name] == options[0] for name, options in CHOICES.items())),
                "note": "" if enough else note("too_few_meetings", documents=shared, needed=design.documents),
            })  # fmt: skip
    return pd.DataFrame(rows)


def _choices(kind: str, *, prompted: bool) -> Iterator[dict[str, str]]:
    options: dict[str, tuple[str, ...]] = dict(CHOICES)
    if not prompted:
        options["prompting"] = options["prompting"][:1]
    if kind == "document":
        options["length"] = options["length"][:1]
    for chosen in product(*options.values()):
        yield dict(zip(options, chosen, strict=True))


def _kept_by(hits: pd.DataFrame) -> dict[str, tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
    """Return which hits count under the first and under the second option of each choice that is about hits."""
    everything = np.ones(len(hits), dtype=np.bool_)
    apart = (hits["suppressed_by"] == "").to_numpy()
    return {
        "qualifiers": (everything, hits["qualifier"].isin(AFFIRMING).to_numpy()),
        "entries": (everything, (hits["tier"] == "core").to_numpy()),
        "overlap": (apart, apart | hits["suppressed_by"].str.startswith("taken by").to_numpy()),
        "prompting": (everything, hits["prompting"].isin(["", *UNPROMPTED]).to_numpy()),
    }


def _members(hits: pd.DataFrame, pairs: Sequence[tuple[str, str]]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which hits are of the first and of the second code of each pair; shape (hits, pairs)."""
    names, number = np.unique(hits["code"].to_numpy(dtype=object), return_inverse=True)
    first, second = (
        np.array([[name == pair[side] or str(name).startswith(f"{pair[side]}.") for pair in pairs] for name in names])
        for side in (0, 1)
    )
    empty = np.zeros((0, len(pairs)), dtype=np.bool_)
    return (first[number], second[number]) if len(names) else (empty, empty)


def _held(
    row: NDArray[np.intp],
    members: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    kept: NDArray[np.bool_],
    units: int,
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    sides = []
    for member in members:
        held = np.zeros((units, member.shape[1]), dtype=np.bool_)
        hit, pair = np.nonzero(member & kept[:, None])
        held[row[hit], pair] = True
        sides.append(held)
    return sides[0], sides[1]


def _banded(document: NDArray[np.intp], length: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return document and band of length, about equally many units of a document in each band."""
    order = np.lexsort((length, document))
    sizes = np.bincount(document)
    rank = np.empty(len(document), dtype=np.intp)
    rank[order] = np.arange(len(document)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return document * _BANDS + rank * _BANDS // sizes[document]


def _odds(
    held: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    stratum: NDArray[np.intp],
    document: NDArray[np.intp],
    cluster: NDArray[np.object_],
    kind: str,
    design: Design,
) -> tuple[CommonOdds, NDArray[np.intp]]:
    a, b = held
    cells = [_summed(one, stratum) for one in (a & b, a & ~b, ~a & b, ~a & ~b)]
    both = (_summed(a & b, document) > 0).sum(axis=0)
    if kind == "document":
        crude = odds_ratio(*(cell.sum(axis=0) for cell in cells))
        nothing = np.full(len(crude), np.nan)
        return CommonOdds(crude, nothing, nothing, nothing, nothing), both
    of_stratum = document[np.unique(stratum, return_index=True)[1]]
    kept = np.isin(np.arange(cells[0].shape[0]), stratum)
    found = mantel_haenszel(
        *(cell[kept] for cell in cells), cluster=cluster[of_stratum].astype(str), confidence=design.confidence
    )
    if len(set(cluster)) < design.clusters:
        nothing = np.full(len(found.estimate), np.nan)
        found = CommonOdds(found.estimate, nothing, nothing, nothing, nothing)
    return found, both


def _summed(values: NDArray[np.bool_], stratum: NDArray[np.intp]) -> NDArray[np.float64]:
    """Count the units of each stratum that hold each column; shape (strata, columns)."""
    strata, columns = int(stratum.max(initial=-1)) + 1, values.shape[1]
    row, column = np.nonzero(values)
    counts = np.bincount(stratum[row] * columns + column, minlength=strata * columns)
    return counts.reshape(strata, columns).astype(np.float64)


def left_out(
    units: pd.DataFrame, hits: pd.DataFrame, documents: pd.DataFrame, *, kind: str, design: Design
) -> pd.DataFrame:
    """Return each hypothesis' odds ratio without one document, and without one speaker, in every source.

    `hits` are those that count (`hits_in_reading`). A speaker heard in several documents is left out of all of them.

    Returns
    -------
    DataFrame
        `source`, `code_a`, `code_b`, `what` (document or speaker), `left_out`, `estimate` (of all),
        `estimate_without`, `low_without`, `high_without`, `change` (the second over the first), `unit`, `note`.
    """
    rows: list[tuple[object, ...]] = []
    pairs = sorted(design.declared)
    for source in sources_of(units):
        chosen = units[(units["unit_kind"] == kind) & (units["source"] == source) & units["role"].isin(COUNTED_ROLES)]
        ids, document = np.unique(chosen["document_id"].astype("str").to_numpy(dtype=object), return_inverse=True)
        known = documents.set_index("document_id").loc[list(ids)]
        cluster = ids if design.cluster == "document" else known["cluster"].to_numpy(dtype=object)
        row = pd.Index(chosen["unit_id"]).get_indexer(pd.Index(hits[f"{kind}_unit"]))
        inside = hits[row >= 0].assign(row=row[row >= 0])
        everything = np.ones(len(inside), dtype=np.bool_)
        held = _held(inside["row"].to_numpy(), _members(inside, pairs), everything, len(chosen))
        voice = known["cluster"].to_numpy(dtype=object)[document] + "/" + chosen["speaker"].astype("str").to_numpy()
        for what, number, names in (
            ("document", document, ids),
            ("speaker", *np.unique(voice.astype(str), return_inverse=True)[::-1]),
        ):
            if what == "speaker" and len(names) == len(ids):
                continue  # every document has a speaker of its own: the same table again
            rows.extend(_without(held, document, number, names, cluster, pairs, design, source=source, what=what))
    columns = ["source", "code_a", "code_b", "what", "left_out", "estimate", "estimate_without", "low_without",
               "high_without", "change", "note"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns).assign(unit=kind)


def _without(
    held: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    document: NDArray[np.intp],
    number: NDArray[np.intp],
    names: NDArray[np.generic],
    cluster: NDArray[np.object_],
    pairs: Sequence[tuple[str, str]],
    design: Design,
    *,
    source: str,
    what: str,
) -> Iterator[tuple[object, ...]]:
    a, b = held
    parts = [_summed(one, document) for one in (a & b, a & ~b, ~a & b, ~a & ~b)]
    for one in range(-1, len(names)):
        gone = number == one
        cells = [part - _padded(_summed(each[gone], document[gone]), part) for part, each in
                 zip(parts, (a & b, a & ~b, ~a & b, ~a & ~b), strict=True)]  # fmt: skip
        n = np.maximum(sum(cells), 1.0)
        r, s = cells[0] * cells[3] / n, cells[1] * cells[2] / n
        with np.errstate(divide="ignore", invalid="ignore"):
            estimate = r.sum(axis=0) / s.sum(axis=0)
        low, high = (
            np.exp(end) for end in log_ratio_interval(r, s, cluster=cluster.astype(str), confidence=design.confidence)
        )
        if one < 0:
            whole = estimate
            continue
        for place, (code_a, code_b) in enumerate(pairs):
            if np.isfinite(whole[place]) and whole[place] > 0:
                turned = np.isfinite(estimate[place]) and (estimate[place] > 1) != (whole[place] > 1)
                yield (
                    source, code_a, code_b, what, str(names[one]), whole[place], estimate[place], low[place],
                    high[place], estimate[place] / whole[place], note("direction_changes") if turned else "",
                )  # fmt: skip


def _padded(values: NDArray[np.float64], like: NDArray[np.float64]) -> NDArray[np.float64]:
    found = np.zeros_like(like)
    found[: len(values)] = values
    return found
