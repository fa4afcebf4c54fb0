"""How often a code is named per turn, before anyone asked for it, just after, and later."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.measures.clusters import placed
from intertwine.measures.design import Design
from intertwine.measures.uptake.interviews import (
    asked_documents,
    by_source_and_language,
    clustered_shares,
    counted_in,
)
from intertwine.measures.uptake.records import OPPORTUNITIES
from intertwine.records import empty

STATES = ("unasked", "asked", "later")


def opportunities(
    hits: pd.DataFrame, turns: pd.DataFrame, documents: pd.DataFrame, *, preceding: int, design: Design
) -> pd.DataFrame:
    """Return rates of naming a code per turn of respondents by state of asking, with intervals over clusters.

    A turn's state, for one code, is ``unasked`` until an interviewer first names the code in that document, ``asked``
    in the turns that follow within `preceding` questions, ``later`` otherwise. Descriptive: nothing is tested, and
    turns before and after a question differ in more than the question.

    Returns
    -------
    DataFrame
        One row for each source, language, code and state: `uses` of `n_units` turns name the code, `estimate` their
        share, `low` and `high`.
    """
    answers = placed(_answers(turns), documents, cluster=design.cluster)
    counted = counted_in(hits, answers["document_id"])
    asked = counted[counted["role"] == "interviewer"]
    questions = _questions_so_far(turns)
    parts = []
    for code, uses in counted[counted["role"] == "respondent"].groupby("code", sort=True):
        state = _states(answers, asked[asked["code"] == code], questions, preceding)
        held = answers.assign(named=_holds(answers, uses), state=state)
        parts.append(_rates(held, design).assign(code=code))
    return pd.concat(parts, ignore_index=True).assign(unit="turn", seed=design.seed) if parts else empty(OPPORTUNITIES)


def _answers(turns: pd.DataFrame) -> pd.DataFrame:
    """Return the turns of respondents in interviews."""
    chosen = turns[(turns["role"] == "respondent") & turns["document_id"].isin(asked_documents(turns))]
    return chosen[["document_id", "turn"]].reset_index(drop=True)


def _holds(answers: pd.DataFrame, uses: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which answers hold one of the uses."""
    keys = ["document_id", "turn"]
    held: NDArray[np.bool_] = pd.MultiIndex.from_frame(answers[keys]).isin(pd.MultiIndex.from_frame(uses[keys]))
    return held


def _rates(answers: pd.DataFrame, design: Design) -> pd.DataFrame:
    """Return the rate of each source, language and state for one code."""
    parts = [
        clustered_shares(
            inside.loc[inside["state"] == state, ["named"]],
            inside[inside["state"] == state],
            design=design,
        ).assign(source=source, language=language, state=state)
        for source, language, inside in by_source_and_language(answers)
        for state in STATES
    ]
    return pd.concat(parts, ignore_index=True)


def _questions_so_far(turns: pd.DataFrame) -> pd.Series:
    """Return how many questions were asked in the document up to each turn, itself included, by document and turn."""
    number = (turns["role"] == "interviewer").astype(np.int64).groupby(turns["document_id"]).cumsum()
    return pd.Series(number.to_numpy(), index=pd.MultiIndex.from_frame(turns[["document_id", "turn"]]))


def _states(answers: pd.DataFrame, asked: pd.DataFrame, questions: pd.Series, preceding: int) -> NDArray[np.object_]:
    """Return the state of each answer for one code that interviewers named in `asked`."""
    keys = ["document_id", "turn"]
    ids = pd.Index(answers["document_id"].unique())
    named = asked[keys].drop_duplicates()
    named = named[named["document_id"].isin(ids)]
    span = int(max(answers["turn"].max(), named["turn"].max() if len(named) else 0)) + 1

    def places(rows: pd.DataFrame) -> NDArray[np.int64]:
        return ids.get_indexer(rows["document_id"]).astype(np.int64) * span + rows["turn"].to_numpy()

    named = named.iloc[np.argsort(places(named))]
    at, asked_at = places(answers), places(named)
    last = np.searchsorted(asked_at, at) - 1
    ever = (last >= 0) & (np.append(asked_at, -1)[last] // span == at // span)
    until = questions.reindex(pd.MultiIndex.from_frame(answers[keys])).to_numpy()
    until_asked = np.append(questions.reindex(pd.MultiIndex.from_frame(named)).to_numpy(), 0)[last]
    return np.where(~ever, "unasked", np.where(until - until_asked < preceding, "asked", "later")).astype(object)
