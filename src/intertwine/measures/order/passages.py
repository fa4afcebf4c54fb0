"""The passages that show best how one code leads to another."""

from __future__ import annotations

import pandas as pd

from intertwine.measures.order.records import ORDER_PASSAGES
from intertwine.records import empty
from intertwine.vocabulary import AFFIRMING, ALL

PASSAGES = 5
"""Passages of each pair and source."""

FROM_A_DOCUMENT = 2
"""Passages of one document, at most."""

_PAIR = ["code_a", "code_b"]
_TURN = ["document_id", "turn"]


def passages(
    steps: pd.DataFrame,
    turns: pd.DataFrame,
    sentences: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    number: int = PASSAGES,
) -> pd.DataFrame:
    """Return quotations in which A leads to B: the sentences from the one span to the other.

    With a reason between them first, then those in which both affirm, then the shortest; at most one from a turn and
    two from a document, `number` of each pair and source. Chosen to illustrate: nothing may be counted in them.

    Parameters
    ----------
    steps
        From `neighbours`, of every hit.
    turns, sentences, documents
        The hand-over tables.
    """
    if steps.empty:
        return empty(ORDER_PASSAGES)
    led = steps[(steps["reading"] == ALL) & steps["first"]]
    led = led.assign(
        away=led["next_start"] - led["end"],
        doubts=(~led[["qualifier", "next_qualifier"]].isin(AFFIRMING)).sum(axis=1),
        source=led["document_id"].map(documents.set_index("document_id")["source"]),
        without=~led["reason"],
    ).sort_values([*_PAIR, "source", "without", "doubts", "away", *_TURN, "start"], kind="stable")
    led = led.drop_duplicates([*_PAIR, *_TURN])
    led = led[led.groupby([*_PAIR, "document_id"]).cumcount() < FROM_A_DOCUMENT]
    led = led.groupby([*_PAIR, "source"], sort=True).head(number)
    led = led.assign(
        text=_quoted(led, turns, sentences),
        rank=led.groupby([*_PAIR, "source"]).cumcount() + 1,
        reason=led["reason"].map({True: "yes", False: ""}),
    )
    return led[list(ORDER_PASSAGES.columns)]


def _quoted(led: pd.DataFrame, turns: pd.DataFrame, sentences: pd.DataFrame) -> list[str]:
    """Return the whole sentences from the one span to the other."""
    within = led[[*_TURN, "start", "next_end"]].reset_index()
    within = within.merge(
        sentences.astype({"document_id": "str"})[[*_TURN, "start", "end"]], on=_TURN, suffixes=("", "_sentence")
    )
    within = within[(within["end"] > within["start"]) & (within["start_sentence"] < within["next_end"])]
    ends = within.groupby("index").agg(begin=("start_sentence", "min"), end=("end", "max")).loc[led.index]
    texts = turns.set_index(_TURN)["text"].reindex(pd.MultiIndex.from_frame(led[_TURN]))
    places = zip(texts.tolist(), ends["begin"].tolist(), ends["end"].tolist(), strict=True)
    return [text[begin:end].strip() for text, begin, end in places]
