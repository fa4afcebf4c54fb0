"""How often a code is named per turn, before anyone asked for it, just after, and later."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine import records
from intertwine.measures.clusters import placed
from intertwine.measures.design import Design
from intertwine.measures.uptake.interviews import (
    asked_documents,
    by_source_and_language,
    counted_in,
    shares_by_cell,
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
    asked, named = (counted[counted["role"] == role] for role in ("interviewer", "respondent"))
    row_of_answer, row_of_question = (records.rows_of_turns(part, turns) for part in (answers, asked))
    row_of_use = records.rows_of_turns(named, turns)
    document, questions = pd.factorize(turns["document_id"])[0], _questions_so_far(turns)
    groups = list(by_source_and_language(answers))
    parts = []
    for code in sorted(named["code"].unique()):
        first = np.unique(row_of_question[(asked["code"] == code).to_numpy()])
        state = _states(row_of_answer, first, document, questions, preceding)
        holds = np.isin(row_of_answer, row_of_use[(named["code"] == code).to_numpy()])[:, None]
        for source, language, inside in groups:
            rows = inside.index.to_numpy()
            found = shares_by_cell(inside, state[rows], holds[rows], cells=len(STATES), design=design)
            parts.append(found.assign(state=STATES, source=source, language=language, code=code))
    return pd.concat(parts, ignore_index=True).assign(unit="turn", seed=design.seed) if parts else empty(OPPORTUNITIES)


def _answers(turns: pd.DataFrame) -> pd.DataFrame:
    """Return the turns of respondents in interviews."""
    chosen = turns[(turns["role"] == "respondent") & turns["document_id"].isin(asked_documents(turns))]
    return chosen[["document_id", "turn"]].reset_index(drop=True)


def _questions_so_far(turns: pd.DataFrame) -> NDArray[np.int64]:
    """Return how many questions were asked in the document up to each turn, itself included."""
    asks = (turns["role"] == "interviewer").astype(np.int64)
    return np.asarray(asks.groupby(turns["document_id"]).cumsum(), dtype=np.int64)


def _states(
    answer: NDArray[np.int64],
    asked: NDArray[np.int64],
    document: NDArray[np.intp],
    questions: NDArray[np.int64],
    preceding: int,
) -> NDArray[np.intp]:
    """Return which of `STATES` each answer is in for one code that interviewers name in the turns `asked`.

    `answer` and `asked` are rows of the turns, in ascending order; `document` and `questions` those of each turn.
    """
    last = np.searchsorted(asked, answer) - 1
    before = np.append(asked, 0)[last]
    ever = (last >= 0) & (document[before] == document[answer])
    recently = questions[answer] - questions[before] < preceding
    return np.where(~ever, 0, np.where(recently, 1, 2)).astype(np.intp)
