"""How soon a code is named unasked: time to the first volunteered use, with being asked as the competing event."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.measures.uptake.uptake import asked_documents, with_parents
from intertwine.vocabulary import UNPROMPTED

CENSORED, VOLUNTEERED, ASKED = 0, 1, 2


def first_uses(hits: pd.DataFrame, turns: pd.DataFrame, words: pd.Series, documents: pd.DataFrame) -> pd.DataFrame:
    """Return when each interview's respondents first name each family of codes, and how that came about.

    Parameters
    ----------
    hits, turns, documents
        The hand-over tables.
    words
        Words of each turn, in the rows of `turns`.

    Returns
    -------
    DataFrame
        `document_id`, `source`, `language`, `code`, `time` (words of respondents before the turn of the event, or in
        all), `event` (volunteered, asked: an interviewer named it first; none: the interview ended).
    """
    ids = asked_documents(turns)
    spoken = words.where(turns["role"] == "respondent", 0)
    before = spoken.groupby(turns["document_id"]).cumsum() - spoken
    clock = pd.Series(before.to_numpy(), index=pd.MultiIndex.from_frame(turns[["document_id", "turn"]]))
    end = spoken.groupby(turns["document_id"]).sum()
    counted = with_parents(hits[(hits["suppressed_by"] == "") & hits["document_id"].isin(ids)])
    counted = counted[~counted["code"].str.contains(".", regex=False)]
    counted = counted.assign(time=clock.reindex(pd.MultiIndex.from_frame(counted[["document_id", "turn"]])).to_numpy())
    keys = ["document_id", "code"]
    asked = counted[counted["role"] == "interviewer"].groupby(keys)["turn"].min()
    said = (
        counted[(counted["role"] == "respondent") & counted["prompting"].isin(UNPROMPTED)].groupby(keys)["turn"].min()
    )
    every = pd.MultiIndex.from_product([ids, sorted(counted["code"].unique())], names=keys)
    turn_asked, turn_said = (one.reindex(every).to_numpy(dtype=np.float64) for one in (asked, said))
    asked_first = np.nan_to_num(turn_asked, nan=np.inf) < np.nan_to_num(turn_said, nan=np.inf)
    event = np.where(asked_first, "asked", np.where(np.isnan(turn_said), "none", "volunteered"))
    at = np.where(asked_first, turn_asked, turn_said)
    frame = every.to_frame(index=False).assign(event=event, turn=at)
    known = frame["turn"].notna().to_numpy()
    time = end.reindex(frame["document_id"]).to_numpy(dtype=np.float64)
    places = pd.MultiIndex.from_arrays([frame["document_id"][known], frame["turn"][known].astype(np.int64)])
    time[known] = clock.reindex(places).to_numpy(dtype=np.float64)
    about = documents.set_index("document_id")
    return frame.assign(
        time=time.astype(np.int64), source=frame["document_id"].map(about["source"]),
        language=frame["document_id"].map(about["language"]),
    ).drop(columns="turn")  # fmt: skip


def incidence(times: pd.DataFrame) -> pd.DataFrame:
    """Return how the share of interviews in which a code was volunteered, or asked for, grows with what was said.

    Aalen and Johansen's cumulative incidence of each event, by source, language (words of two languages are not
    counted together) and code.

    Returns
    -------
    DataFrame
        `source`, `language`, `code`, `time`, `at_risk`, `volunteered`, `asked` (cumulative incidence), `n_documents`.

    References
    ----------
    Aalen & Johansen 1978, Scand. J. Statist. 5:141-150.
    """
    parts = [
        _incidence(rows["time"].to_numpy(), rows["event"].to_numpy()).assign(
            source=str(source), language=str(language), code=str(code), n_documents=len(rows)
        )
        for (source, language, code), rows in times.groupby(["source", "language", "code"], sort=True)
    ]
    columns = ["source", "language", "code", "time", "at_risk", "volunteered", "asked", "n_documents"]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)


def _incidence(time: NDArray[np.int64], event: NDArray[np.object_]) -> pd.DataFrame:
    status = np.select([event == "volunteered", event == "asked"], [VOLUNTEERED, ASKED], CENSORED)
    at, volunteered, asked, at_risk = cumulative_incidence(time, status)
    return pd.DataFrame({"time": at, "at_risk": at_risk, "volunteered": volunteered, "asked": asked})


def cumulative_incidence(
    time: NDArray[np.int64], status: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """Return times, the cumulative incidence of events 1 and 2 there, and how many were still at risk.

    F_k(t) = sum over t_i <= t of S(t_i -) d_k(t_i) / n(t_i), S the share that no event has reached (Kaplan and Meier).
    With one kind of event, 1 - F is the Kaplan-Meier estimate itself.
    """
    at = np.unique(time[status > 0])
    at_risk = (time[:, None] >= at).sum(axis=0)
    of = [((time[:, None] == at) & (status == kind)[:, None]).sum(axis=0) for kind in (VOLUNTEERED, ASKED)]
    left = np.cumprod(1 - (of[0] + of[1]) / np.maximum(at_risk, 1))
    before = np.append(1.0, left[:-1])
    first, second = (np.cumsum(before * kind / np.maximum(at_risk, 1)) for kind in of)
    return at, first, second, at_risk
