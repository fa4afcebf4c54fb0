"""Echo: how much more often an answer names what the question named than answers do anyway."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.inference.bootstrap import jackknife_interval, spread_only
from intertwine.inference.permutation import CircularShiftTest
from intertwine.measures.clusters import placed, sizes_note
from intertwine.measures.design import Design
from intertwine.measures.families import BENJAMINI_HOCHBERG, adjusted_by_family
from intertwine.measures.matrix import generator_for
from intertwine.measures.uptake.interviews import asked_documents, by_source_and_language, counted_in
from intertwine.measures.uptake.records import ECHOES
from intertwine.notes import joined, note
from intertwine.records import empty

Numbers = NDArray[np.float64]
Presence = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Exchanges:
    """Questions, each with the answer that follows it directly, in the order of the text.

    Attributes
    ----------
    question, answer
        Whether each names each code, shape (exchanges, codes).
    bounds
        First exchange of each document, and the number of exchanges at the end.
    clusters
        Of each exchange.
    """

    question: Presence
    answer: Presence
    bounds: NDArray[np.intp]
    clusters: pd.Series


def echoes(hits: pd.DataFrame, turns: pd.DataFrame, documents: pd.DataFrame, *, design: Design) -> pd.DataFrame:
    """Return excess echo C of each code: how much more often respondents name it right after the interviewer did.

    `estimate` is C = P(answer names it | question did) - P(answer names it), over pairs of a question and the next
    answer; its interval comes from leaving out one cluster at a time (jackknife). `p` is that of a circular shift test
    of the null hypothesis that answers name the code whatever the question named: it shifts the answers against the
    questions inside each interview, so what is talked about in a stretch of the interview stays as it is. Not for
    comparing codes: a code that nearly every answer names has no room above its own share.

    References
    ----------
    Danescu-Niculescu-Mizil, Lee, Pang & Kleinberg 2012, Proc. WWW, 699-708, for C.
    """
    pairs = placed(_next_answers(turns), documents, cluster=design.cluster)
    counted = counted_in(hits, pairs["document_id"])
    codes = sorted(counted.loc[counted["role"] == "respondent", "code"].unique())
    question, answer = (_names(counted, pairs, side, codes) for side in ("question", "answer"))
    parts = []
    for source, language, inside in by_source_and_language(pairs):
        rows = inside.index.to_numpy()
        exchanges = Exchanges(question[rows], answer[rows], _bounds(inside["document_id"]), inside["cluster"])
        generator = generator_for(design.seed, "echo", source, language)
        parts.append(_tested(exchanges, design, generator).assign(source=source, language=language, code=codes))
    if not parts:
        return empty(ECHOES)
    table = pd.concat(parts, ignore_index=True).assign(unit="question and answer", seed=design.seed)
    return adjusted_by_family(table, by=("source", "language"), kind="echo", method=BENJAMINI_HOCHBERG)


def excess_echo(both: Numbers, asked: Numbers, answered: Numbers, pairs: Numbers) -> Numbers:
    """Return excess echo C = both / asked - answered / pairs; NaN where nothing was asked.

    >>> float(excess_echo(np.array([3.0]), np.array([4.0]), np.array([4.0]), np.array([10.0]))[0].round(2))
    0.35
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(both / asked - answered / pairs)


def _next_answers(turns: pd.DataFrame) -> pd.DataFrame:
    """Return each answer that directly follows a question: `document_id`, `question`, `answer` (numbers of turns)."""
    inside = turns[turns["document_id"].isin(asked_documents(turns))]
    before = inside.shift(1)
    follows = (
        (inside["document_id"] == before["document_id"])
        & (inside["role"] == "respondent")
        & (before["role"] == "interviewer")
    )
    answers = inside.loc[follows, ["document_id", "turn"]].rename(columns={"turn": "answer"})
    return answers.assign(question=before.loc[follows, "turn"].astype(np.int64)).reset_index(drop=True)


def _names(hits: pd.DataFrame, pairs: pd.DataFrame, side: str, codes: list[str]) -> Presence:
    """Return which codes each question, or each answer, names; shape (pairs, codes)."""
    place = pd.Series(np.arange(len(pairs)), index=pd.MultiIndex.from_arrays([pairs["document_id"], pairs[side]]))
    row = place.reindex(pd.MultiIndex.from_frame(hits[["document_id", "turn"]])).to_numpy()
    column = pd.Index(codes).get_indexer(pd.Index(hits["code"]))
    known = ~np.isnan(row) & (column >= 0)
    named = np.zeros((len(pairs), len(codes)), dtype=np.bool_)
    named[row[known].astype(np.intp), column[known]] = True
    return named


def _bounds(document_ids: pd.Series) -> NDArray[np.intp]:
    """Return the first row of each document, and the number of rows at the end."""
    ids = document_ids.to_numpy()
    first = np.flatnonzero(np.append(True, ids[1:] != ids[:-1]))
    return np.append(first, len(ids)).astype(np.intp)


def _tested(exchanges: Exchanges, design: Design, generator: np.random.Generator) -> pd.DataFrame:
    """Return counts, excess echo, interval and p-value of each code."""
    both = exchanges.question & exchanges.answer
    cluster, names = pd.factorize(exchanges.clusters, sort=True)
    parts = (both, exchanges.question, exchanges.answer, np.ones_like(both))
    by_cluster = np.array([_sums(part, cluster, len(names)) for part in parts])
    total = by_cluster.sum(axis=1)
    estimate = excess_echo(*total)
    left_out = excess_echo(*(total[:, None, :] - by_cluster))
    low, high = spread_only(*jackknife_interval(left_out, estimate, confidence=design.confidence))
    documents = (np.add.reduceat(both, exchanges.bounds[:-1], axis=0) > 0).sum(axis=0)
    known = documents >= design.documents
    enough = known & (len(names) >= design.clusters)
    number = total.astype(np.int64)
    return pd.DataFrame(
        {
            "questions": number[1],
            "answers": number[2],
            "both": number[0],
            "estimate": np.where(known, estimate, np.nan),
            "low": np.where(enough, low, np.nan),
            "high": np.where(enough, high, np.nan),
            "p": np.where(known, _circular_shift_p(exchanges, design, generator), np.nan),
            "n_units": len(both),
            "n_documents": len(exchanges.bounds) - 1,
            "n_clusters": len(names),
            "note": [
                joined(sizes_note(with_both, len(names), design=design), note("no_spread") if flat else "")
                for with_both, flat in zip(documents.tolist(), enough & np.isnan(low), strict=True)
            ],
        }
    )


def _sums(holds: Presence, cluster: NDArray[np.intp], clusters: int) -> Numbers:
    """Return in how many rows of each cluster each code is named; shape (clusters, codes)."""
    sums = np.zeros((clusters, holds.shape[1]))
    np.add.at(sums, cluster, holds)
    return sums


def _circular_shift_p(exchanges: Exchanges, design: Design, generator: np.random.Generator) -> Numbers:
    """Return the p-value of each code's question and answer under circular shifts inside each document."""
    codes = exchanges.question.shape[1]
    test = CircularShiftTest(codes, draws=design.permutations, generator=generator)
    for start, end in pairwise(exchanges.bounds.tolist()):
        both = np.hstack([exchanges.question[start:end], exchanges.answer[start:end]]).astype(np.float64)
        mean = both.mean(axis=0)
        variance = np.broadcast_to(mean * (1 - mean), both.shape)
        test.add(both - mean, variance, np.arange(codes), np.arange(codes, 2 * codes))
    return test.p_values()
