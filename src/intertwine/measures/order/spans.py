"""Stretches of text that bear codes, in the order in which they stand, and the passages from one to the next."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.measures.matrix import hits_in_reading
from intertwine.vocabulary import AFFIRMING, COUNTED_ROLES


def spans_of(hits: pd.DataFrame, turns: pd.DataFrame, reading: str) -> pd.DataFrame:
    """Return the hits that count in one reading, in the order of the text, with the stretch of talk they stand in.

    A stretch is what one speaker says without another in between; in prose each paragraph is its own.
    """
    counted = hits_in_reading(hits[hits["role"].isin(COUNTED_ROLES)], reading)
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
