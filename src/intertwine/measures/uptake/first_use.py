"""How soon a code is named unasked: time to the first volunteered use, with being asked as the competing event."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.measures.uptake.interviews import asked_documents, counted_in
from intertwine.measures.uptake.records import INCIDENCE
from intertwine.records import empty
from intertwine.vocabulary import UNPROMPTED

CENSORED, VOLUNTEERED, ASKED = 0, 1, 2


def first_uses(hits: pd.DataFrame, turns: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return the time to event of each interview and family of codes: when respondents first name it unasked.

    Parameters
    ----------
    hits, documents
        The hand-over tables.
    turns
        The hand-over table, with `words`.

    Returns
    -------
    DataFrame
        `document_id`, `source`, `language`, `code`, `time` (words of respondents before the turn of the event, or in
        all), `event` (volunteered, asked: an interviewer named it first; none: the interview ended).
    """
    ids, keys = asked_documents(turns), ["document_id", "code"]
    counted = counted_in(hits, ids)
    counted = counted[~counted["code"].str.contains(".", regex=False)]
    unasked = counted[(counted["role"] == "respondent") & counted["prompting"].isin(UNPROMPTED)]
    asked = counted[counted["role"] == "interviewer"]
    every = pd.MultiIndex.from_product([ids, sorted(counted["code"].unique())], names=keys)
    turn_asked, turn_unasked = (
        part.groupby(keys)["turn"].min().reindex(every).to_numpy(dtype=np.float64) for part in (asked, unasked)
    )
    asked_first = np.nan_to_num(turn_asked, nan=np.inf) < np.nan_to_num(turn_unasked, nan=np.inf)
    event = np.where(asked_first, "asked", np.where(np.isnan(turn_unasked), "none", "volunteered"))
    frame = every.to_frame(index=False).assign(event=event, turn=np.where(asked_first, turn_asked, turn_unasked))
    about = documents.set_index("document_id")
    return frame.assign(
        time=_words_before(frame, turns),
        source=frame["document_id"].map(about["source"]),
        language=frame["document_id"].map(about["language"]),
    ).drop(columns="turn")


def _words_before(frame: pd.DataFrame, turns: pd.DataFrame) -> NDArray[np.int64]:
    """Return the words of respondents before each event's turn, or in the whole interview where there is no event."""
    spoken = turns["words"].where(turns["role"] == "respondent", 0)
    before = spoken.groupby(turns["document_id"]).cumsum() - spoken
    clock = pd.Series(before.to_numpy(), index=pd.MultiIndex.from_frame(turns[["document_id", "turn"]]))
    words = spoken.groupby(turns["document_id"]).sum().reindex(frame["document_id"]).to_numpy(dtype=np.float64)
    known = frame["turn"].notna().to_numpy()
    places = pd.MultiIndex.from_arrays([frame["document_id"][known], frame["turn"][known].astype(np.int64)])
    words[known] = clock.reindex(places).to_numpy(dtype=np.float64)
    return words.astype(np.int64)


def incidence(times: pd.DataFrame) -> pd.DataFrame:
    """Return Aalen and Johansen's cumulative incidence of volunteering a code, being asked for it the competing event.

    By source, language (words of two languages are not counted together) and code. Descriptive: nothing is tested, and
    few interviews are left where an incidence ends.

    Returns
    -------
    DataFrame
        `source`, `language`, `code`, `time`, `at_risk`, `volunteered`, `asked` (cumulative incidence), `n_documents`.

    References
    ----------
    Aalen & Johansen 1978, Scand. J. Statist. 5:141-150.
    """
    parts = [
        _steps(rows["time"].to_numpy(), rows["event"].to_numpy()).assign(
            source=str(source), language=str(language), code=str(code), n_documents=len(rows)
        )
        for (source, language, code), rows in times.groupby(["source", "language", "code"], sort=True)
    ]
    return pd.concat(parts, ignore_index=True) if parts else empty(INCIDENCE)


def _steps(time: NDArray[np.int64], event: NDArray[np.object_]) -> pd.DataFrame:
    status = np.select([event == "volunteered", event == "asked"], [VOLUNTEERED, ASKED], CENSORED)
    steps = cumulative_incidence(time, status)
    return pd.DataFrame(
        {
            "time": steps.time,
            "at_risk": steps.at_risk,
            "volunteered": steps.volunteered,
            "asked": steps.asked,
        }
    )


@dataclass(frozen=True, slots=True)
class Incidence:
    """Cumulative incidence of two competing events.

    Attributes
    ----------
    time
        Times at which there was an event.
    at_risk
        How many no event had reached before each.
    volunteered, asked
        Cumulative incidence of each event there.
    """

    time: NDArray[np.int64]
    at_risk: NDArray[np.int64]
    volunteered: NDArray[np.float64]
    asked: NDArray[np.float64]


def cumulative_incidence(time: NDArray[np.int64], status: NDArray[np.int64]) -> Incidence:
    """Return the cumulative incidence (Aalen and Johansen) of the events `VOLUNTEERED` and `ASKED`.

    F_k(t) = sum over t_i <= t of S(t_i -) d_k(t_i) / n(t_i), S the share that no event has reached (Kaplan and Meier).
    With one kind of event, 1 - F is the Kaplan-Meier estimate itself.
    """
    at = np.unique(time[status > 0])
    at_risk = (time[:, None] >= at).sum(axis=0)
    of = [((time[:, None] == at) & (status == kind)[:, None]).sum(axis=0) for kind in (VOLUNTEERED, ASKED)]
    left = np.cumprod(1 - (of[0] + of[1]) / np.maximum(at_risk, 1))
    before = np.append(1.0, left[:-1])
    volunteered, asked = (np.cumsum(before * kind / np.maximum(at_risk, 1)) for kind in of)
    return Incidence(at, at_risk, volunteered, asked)
