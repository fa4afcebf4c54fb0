"""Who brought it up: whether a respondent's use of a concept was prompted by an interviewer."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.vocabulary import PROMPTING

_WORD = re.compile(r"[㐀-鿿豈-﫿]|[^\W㐀-鿿豈-﫿]+(?:['’-][^\W㐀-鿿豈-﫿]+)*")
"""One Han character, or one word of another script."""


def prompting(hits: pd.DataFrame, turns: pd.DataFrame, *, preceding: int, brief: int) -> NDArray[np.object_]:
    """Return one of `PROMPTING` for each hit of a respondent that counts, and nothing for the others.

    A use of a concept (whatever its entry and language) is ``prompted`` if one of the interviewer's `preceding` turns
    before it names the concept, ``answered`` if, moreover, its turn holds at most `brief` words besides its hits;
    ``echoed`` if an interviewer named the concept earlier; ``self_repeated`` if only respondents of the document did;
    else ``volunteered``.

    Parameters
    ----------
    hits
        As the hand-over table, with `concept`.
    turns
        The hand-over table, sorted.
    preceding
        Turns of interviewers, counted back from the use.
    brief
        Words (Han characters one by one).
    """
    counted = (hits["suppressed_by"] == "").to_numpy()
    role = hits["role"].to_numpy(dtype=object)
    concept = pd.factorize(hits["document_id"] + "\n" + hits["concept"])[0].astype(np.int64)
    span = int(turns["turn"].max()) + 1 if len(turns) else 1
    place = concept * span + hits["turn"].to_numpy(dtype=np.int64)
    questions_before = _questions_before(hits, turns)
    by_interviewer = counted & (role == "interviewer")
    by_respondent = np.flatnonzero(counted & (role == "respondent"))
    named = np.sort(place[by_interviewer])
    at = dict(zip(place[by_interviewer].tolist(), questions_before[by_interviewer].tolist(), strict=True))
    before = np.searchsorted(named, place[by_respondent]) - 1
    last = np.append(named, -1)[before]
    ever_asked = (before >= 0) & (last // span == concept[by_respondent])
    questions_at_last = np.array([at[place_of_last] for place_of_last in last[ever_asked].tolist()], dtype=np.int64)
    just_asked = np.zeros(len(by_respondent), dtype=np.bool_)
    # An interviewer's own turn is not among the turns before it, so the last one named lies one further on.
    just_asked[ever_asked] = questions_before[by_respondent][ever_asked] - questions_at_last <= preceding
    status = np.where(just_asked, "prompted", np.where(ever_asked, "echoed", ""))
    status_of_hit = np.full(len(hits), "", dtype=object)
    status_of_hit[by_respondent] = np.where(
        status == "", _volunteered_or_repeated(hits, by_respondent, concept), status
    )
    status_of_hit[_says_little_more(hits, turns, status_of_hit == "prompted", brief)] = "answered"
    assert set(status_of_hit) <= {*PROMPTING, ""}  # noqa: S101 - the table allows no others
    return status_of_hit


def _questions_before(hits: pd.DataFrame, turns: pd.DataFrame) -> NDArray[np.int64]:
    """Return how many turns of interviewers stand before the turn of each hit."""
    is_question = (turns["role"] == "interviewer").astype(np.int64)
    before = is_question.groupby(turns["document_id"]).cumsum() - is_question
    known = pd.Series(before.to_numpy(), index=pd.MultiIndex.from_frame(turns[["document_id", "turn"]]))
    return known.reindex(pd.MultiIndex.from_frame(hits[["document_id", "turn"]])).to_numpy(dtype=np.int64)


def _volunteered_or_repeated(
    hits: pd.DataFrame, chosen: NDArray[np.intp], concept: NDArray[np.int64]
) -> NDArray[np.object_]:
    ordered = hits.iloc[chosen][["turn", "start"]].assign(concept=concept[chosen]).reset_index(drop=True)
    ordered = ordered.sort_values(["concept", "turn", "start"], kind="stable")
    again = ordered["concept"].duplicated().sort_index().to_numpy()
    return np.where(again, "self_repeated", "volunteered").astype(object)


def _says_little_more(
    hits: pd.DataFrame, turns: pd.DataFrame, prompted: NDArray[np.bool_], brief: int
) -> NDArray[np.bool_]:
    """Return which prompted hits stand in turns that hold hardly a word besides hits."""
    keys = ["document_id", "turn"]
    wanted = hits.loc[prompted, keys].drop_duplicates()
    if wanted.empty:
        return np.zeros(len(hits), dtype=np.bool_)
    texts = wanted.merge(turns[[*keys, "text"]], on=keys, how="left")
    counted = hits[hits["suppressed_by"] == ""].merge(wanted, on=keys)
    inside = counted["surface"].map(lambda words: len(_WORD.findall(words)))
    of_hits = inside.groupby([counted[key] for key in keys]).sum()
    words = pd.Series([len(_WORD.findall(text)) for text in texts["text"]], index=pd.MultiIndex.from_frame(texts[keys]))
    little = words - of_hits.reindex(words.index).fillna(0) <= brief
    mine = little.reindex(pd.MultiIndex.from_frame(hits[keys])).fillna(value=False).to_numpy(dtype=np.bool_)
    return mine & prompted
