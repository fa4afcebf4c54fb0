"""Ranges coded in whole documents, as qualitative analysis programs hold them, and the units of our sample."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

SPEAKER_END = "："
"""What stands between a speaker's name and the words, in the texts handed to other programs."""


def document_texts(documents: pd.DataFrame, turns: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return each document's text, one turn a line after its speaker's name, and where the words of each turn begin.

    Returns
    -------
    tuple of DataFrames
        `document_id`, `title`, `text`; and the turns with `begins`, in code points of the document's text.
    """
    heads = (turns["speaker"] + SPEAKER_END).where(turns["speaker"] != "", "")
    texts = heads + turns["text"].str.replace("\n", " ", regex=False)
    lengths = texts.str.len() + 1
    begins = lengths.groupby(turns["document_id"]).cumsum() - lengths + heads.str.len()
    whole = texts.groupby(turns["document_id"]).agg("\n".join).rename("text")
    return documents[["document_id", "title"]].merge(whole, on="document_id"), turns.assign(begins=begins)


def ranges_in_turns(ranges: pd.DataFrame, turns: pd.DataFrame) -> pd.DataFrame:
    """Return ranges of documents cut at the borders of turns, with offsets into the turns' own texts.

    Parameters
    ----------
    ranges
        `document_id`, `start`, `end` and further columns.
    turns
        With `begins`, from `document_texts`.
    """
    spans = turns.assign(ends=turns["begins"] + turns["text"].str.len())[["document_id", "turn", "begins", "ends"]]
    both = ranges.merge(spans, on="document_id")
    both = both[(both["start"] < both["ends"]) & (both["end"] > both["begins"])]
    start = np.maximum(both["start"], both["begins"]) - both["begins"]
    end = np.minimum(both["end"], both["ends"]) - both["begins"]
    return both.assign(start=start, end=end).drop(columns=["begins", "ends"])


def judgements(
    ranges: pd.DataFrame, sample: pd.DataFrame, codes: Sequence[str], covered: Collection[str]
) -> pd.DataFrame:
    """Return what ranges say of the sampled units: 1 where a range of a code or its children touches the unit, else 0.

    Parameters
    ----------
    ranges
        `document_id`, `turn`, `start`, `end`, `code`, of one coder.
    sample
        `item`, `document_id`, `turn`, `start`, `end`.
    codes
        Target codes.
    covered
        Documents that the coder read as a whole; units of others are left out, not taken for 0.

    Returns
    -------
    DataFrame
        `item` and a column for each code.
    """
    units = sample[sample["document_id"].isin(covered)]
    both = units.merge(ranges, on=["document_id", "turn"], suffixes=("", "_range"))
    touched = both[(both["start_range"] < both["end"]) & (both["end_range"] > both["start"])]
    judged = units[["item"]].copy()
    for code in codes:
        held = touched["code"].eq(code) | touched["code"].str.startswith(f"{code}.")
        judged[code] = judged["item"].isin(touched.loc[held, "item"]).astype(np.int64)
    return judged.reset_index(drop=True)
