"""From hits to the units that hold them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.codebook.reading import Codebook, Entry, parents
from intertwine.coding.records import UNUSED
from intertwine.coding.units import Units
from intertwine.vocabulary import QUALIFIERS, UNPROMPTED

Numbers = NDArray[np.int64]

_SUMMED = (*QUALIFIERS, "volunteered")


def described_hits(
    matches: pd.DataFrame, entries: Sequence[Entry], turns: pd.DataFrame, documents: pd.DataFrame
) -> pd.DataFrame:
    """Return the matches with their entry's code and the turn's document, speaker, role and source.

    Parameters
    ----------
    matches
        From `Matcher.hits`; `turn` is the row in `turns`.
    entries
        The matcher's own.
    turns, documents
        The hand-over tables.
    """
    turn = turns.iloc[matches["turn"].to_numpy()].reset_index(drop=True)
    entry = matches["entry"].to_numpy(dtype=np.intp)
    source = documents.set_index("document_id")["source"]
    return pd.DataFrame(
        {
            "document_id": turn["document_id"],
            "turn": turn["turn"],
            "start": matches["start"].to_numpy(),
            "end": matches["end"].to_numpy(),
            "entry_id": np.array([known.entry_id for known in entries], dtype=object)[entry],
            "code": np.array([known.code for known in entries], dtype=object)[entry],
            "language": np.array([known.language for known in entries], dtype=object)[entry],
            "surface": matches["surface"].to_numpy(),
            "qualifier": matches["qualifier"].to_numpy(),
            "cue": matches["cue"].to_numpy(),
            "suppressed_by": matches["suppressed_by"].to_numpy(),
            "concept": np.array([known.concept for known in entries], dtype=object)[entry],
            "tier": np.array([known.tier for known in entries], dtype=object)[entry],
            "speaker": turn["speaker"],
            "role": turn["role"],
            "source": turn["document_id"].map(source),
        }
    )


def units_of_hits(matches: pd.DataFrame, tokens: pd.DataFrame, units: Units) -> Numbers:
    """Return the unit in which each match begins.

    That is the unit of the last token that begins at or before the match, or of the turn's first token.
    """
    span = int(max(tokens["end"].max(), matches["end"].max())) + 1 if len(matches) else 1
    keys = tokens["row"].to_numpy().astype(np.int64) * span + tokens["start"].to_numpy()
    wanted = matches["turn"].to_numpy().astype(np.int64) * span
    place = np.searchsorted(keys, wanted + matches["start"].to_numpy(), side="right") - 1
    return units.of_token[np.maximum(place, np.searchsorted(keys, wanted))]


def presence(hits: pd.DataFrame, turns: pd.DataFrame, kinds: Sequence[str]) -> pd.DataFrame:
    """Return which codes are present in which units, parents with what their children hold.

    Parameters
    ----------
    hits
        The hand-over table; suppressed hits do not count.
    turns
        The hand-over table, sorted.
    kinds
        Kinds of units; the units of a hit stand in columns ``KIND_unit``.

    Returns
    -------
    DataFrame
        `hits` in the unit, and `first_start`: where the first one begins, in code points from the beginning of the
        document, its turns laid end to end; how many of the hits have each qualifier; and `volunteered`, how many name
        a concept that no interviewer had named before.
    """
    counted = hits[hits["suppressed_by"] == ""].assign(begins=lambda frame: _start_in_document(frame, turns))
    counted = counted.assign(**{name: (counted["qualifier"] == name).astype(np.int64) for name in QUALIFIERS})
    counted = counted.assign(volunteered=counted["prompting"].isin(["", *UNPROMPTED]).astype(np.int64))
    levels = [counted.assign(code=code) for code in _code_and_parents(counted["code"])]
    at_all_levels = pd.concat(levels, ignore_index=True)
    at_all_levels = at_all_levels[at_all_levels["code"] != ""]
    by_kind = [
        at_all_levels.groupby([f"{kind}_unit", "code"], sort=True)
        .agg(hits=("begins", "size"), first_start=("begins", "min"), **{name: (name, "sum") for name in _SUMMED})
        .reset_index()
        .rename(columns={f"{kind}_unit": "unit_id"})
        .assign(unit_kind=kind)
        for kind in kinds
    ]
    return pd.concat(by_kind, ignore_index=True)


def _code_and_parents(codes: pd.Series) -> list[NDArray[np.object_]]:
    """Return the code of each hit, then its parents level by level; empty where it has none so high."""
    unique = codes.unique().tolist()
    depth = max((code.count(".") for code in unique), default=0)
    at_level: list[Mapping[str, str]] = [
        {code: above[level] if level < len(above := parents(code)) else "" for code in unique} for level in range(depth)
    ]
    return [codes.to_numpy(dtype=object), *(codes.map(level).to_numpy(dtype=object) for level in at_level)]


def _start_in_document(hits: pd.DataFrame, turns: pd.DataFrame) -> Numbers:
    lengths = turns["text"].str.len()
    before = lengths.groupby(turns["document_id"]).cumsum() - lengths
    begins = pd.Series(before.to_numpy(), index=pd.MultiIndex.from_frame(turns[["document_id", "turn"]]))
    keys = pd.MultiIndex.from_frame(hits[["document_id", "turn"]])
    return begins.reindex(keys).to_numpy(dtype=np.int64) + hits["start"].to_numpy()


def unused_codes_and_entries(hits: pd.DataFrame, book: Codebook) -> pd.DataFrame:
    """Return the codes and the entries that never counted, and how often each entry was suppressed."""
    counted = hits[hits["suppressed_by"] == ""]
    with_hits = {above for code in counted["code"].unique() for above in (*parents(code), code)}
    with_hits_entries = set(counted["entry_id"].unique())
    suppressed = hits.loc[hits["suppressed_by"] != "", "entry_id"].value_counts()
    nothing = {"language": "", "entry_id": "", "pattern": "", "suppressed": 0}
    codes = [{"kind": "code", "code": code.path, **nothing} for code in book.codes if code.path not in with_hits]
    entries = [
        {
            "kind": "entry",
            **{name: getattr(entry, name) for name in ("code", "language", "entry_id", "pattern")},
            "suppressed": int(suppressed.get(entry.entry_id, 0)),
        }
        for entry in book.entries
        if entry.entry_id not in with_hits_entries
    ]
    return pd.DataFrame([*codes, *entries], columns=list(UNUSED.columns))
