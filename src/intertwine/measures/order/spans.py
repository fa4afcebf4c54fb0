"""Stretches of text that bear codes, in the order in which they stand, and the steps from one to the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine import records
from intertwine.measures.matrix import hits_in_reading
from intertwine.vocabulary import COUNTED_ROLES, READINGS

_STEP = ["document_id", "turn", "start", "end", "first", "surface", "qualifier"]
_NEXT = {f"next_{name}": name for name in ("start", "end", "surface", "qualifier")}


def spans_of(hits: pd.DataFrame, turns: pd.DataFrame, reading: str) -> pd.DataFrame:
    """Return the hits that count in one reading, in the order of the text, with the stretch of talk they stand in.

    A stretch is what one speaker says without another in between; in prose each paragraph is its own.
    """
    counted = hits_in_reading(hits[hits["role"].isin(COUNTED_ROLES)], reading)
    keys = turns[["document_id", "speaker", "role"]].ne(turns[["document_id", "speaker", "role"]].shift()).any(axis=1)
    number = (keys | (turns["role"] == "author")).cumsum().to_numpy()
    stretch = pd.Series(number, index=pd.MultiIndex.from_frame(turns[["document_id", "turn"]]))
    spans = counted.sort_values(["document_id", "turn", "start", "end"], kind="stable")
    places = pd.MultiIndex.from_frame(spans[["document_id", "turn"]])
    return spans.assign(stretch=stretch.reindex(places).to_numpy()).reset_index(drop=True)


def of_pair(spans: pd.DataFrame, pair: tuple[str, str]) -> pd.DataFrame:
    """Return the spans of two codes, with `first`: whether a span is of the first one."""
    first, second = (_at_or_under(spans["code"], code) for code in pair)
    kept = first | second
    return spans[kept].assign(first=first[kept]).reset_index(drop=True)


def _at_or_under(codes: pd.Series, code: str) -> NDArray[np.bool_]:
    return ((codes == code) | codes.str.startswith(f"{code}.")).to_numpy(dtype=np.bool_)


def adjacent(spans: pd.DataFrame) -> pd.DataFrame:
    """Return neighbouring spans of a pair in one turn that are of different codes: where each begins and ends.

    Between the two stands no other span of either code.
    """
    after = spans.shift(-1)
    same = (spans["document_id"] == after["document_id"]) & (spans["turn"] == after["turn"])
    chosen = (same & (spans["first"] != after["first"])).to_numpy()
    following = after.loc[chosen]
    following = following.astype({"start": np.int64, "end": np.int64})
    steps = spans.loc[chosen, _STEP]
    return steps.assign(**{name: following[of].to_numpy() for name, of in _NEXT.items()}).reset_index(drop=True)


def neighbours(
    hits: pd.DataFrame,
    turns: pd.DataFrame,
    pairs: Sequence[tuple[str, str]],
    *,
    holds_reason: Callable[[Sequence[str]], NDArray[np.bool_]],
) -> pd.DataFrame:
    """Return neighbouring spans of each pair in each reading, as `adjacent` has them.

    Parameters
    ----------
    hits, turns
        The hand-over tables.
    pairs
        Ordered pairs of codes.
    holds_reason
        Tells which stretches of text, between two spans, hold a justifying cue.

    Returns
    -------
    DataFrame
        With `reading`, `code_a`, `code_b` and `reason`.
    """
    parts = []
    for reading in READINGS:
        spans = spans_of(hits, turns, reading)
        for first, second in pairs:
            steps = adjacent(of_pair(spans, (first, second)))
            parts.append(steps.assign(reading=reading, code_a=first, code_b=second))
    if not parts:
        return pd.DataFrame(columns=[*_STEP, *_NEXT, "reading", "code_a", "code_b", "reason"])
    steps = pd.concat(parts, ignore_index=True)
    return steps.assign(reason=holds_reason(_texts_between(steps, turns)))


def _texts_between(steps: pd.DataFrame, turns: pd.DataFrame) -> list[str]:
    texts = turns["text"].to_numpy(dtype=object)
    rows = records.rows_of_turns(steps, turns)
    ends = zip(rows.tolist(), steps["end"].tolist(), steps["next_start"].tolist(), strict=True)
    return [texts[row][end:start] for row, end, start in ends]
