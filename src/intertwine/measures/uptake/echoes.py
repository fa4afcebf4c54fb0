"""Echo: how much more often an answer names what the question named than the answers around it lead one to expect."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.inference.signs import SignTest, sign_test
from intertwine.inference.within import expected_presence, residual
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

NEIGHBOURS = {1: -2.0, 2: 1.0}
"""What answers so many exchanges away, before and after, count for in what is expected of an answer."""


@dataclass(frozen=True, slots=True)
class Exchanges:
    """Questions, each with the answer that follows it directly, in the order of the text.

    Attributes
    ----------
    question, answer
        Whether each names each code, shape (exchanges, codes).
    question_words, answer_words
        Length of each, at least 1.
    bounds
        First exchange of each document, and the number of exchanges at the end.
    clusters
        Of each document.
    """

    question: Presence
    answer: Presence
    question_words: Numbers
    answer_words: Numbers
    bounds: NDArray[np.intp]
    clusters: NDArray[np.object_]


def echoes(hits: pd.DataFrame, turns: pd.DataFrame, documents: pd.DataFrame, *, design: Design) -> pd.DataFrame:
    """Return excess echo C of each code: how much more often respondents name it right after the interviewer did.

    `estimate`, `low`, `high` and `p` are those of `echo_test`, beyond length and beyond the talk around; `crude_echo`
    is C with nothing allowed for, P(answer names it | question did) - P(answer names it), over pairs of a question and
    the next answer. Not for comparing codes: a code that nearly every answer names has no room above its own share.

    Parameters
    ----------
    hits, documents
        The hand-over tables.
    turns
        The hand-over table, with `words`.
    design
        What is too small, what is independent, and how often is drawn.

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
        bounds = _bounds(inside["document_id"])
        exchanges = Exchanges(
            question=question[rows],
            answer=answer[rows],
            question_words=inside["question_words"].to_numpy(),
            answer_words=inside["answer_words"].to_numpy(),
            bounds=bounds,
            clusters=inside["cluster"].to_numpy(dtype=object)[bounds[:-1]],
        )
        generator = generator_for(design.seed, "echo", source, language)
        parts.append(_tested(exchanges, design, generator).assign(source=source, language=language, code=codes))
    if not parts:
        return empty(ECHOES)
    table = pd.concat(parts, ignore_index=True).assign(unit="question and answer", seed=design.seed)
    return adjusted_by_family(table, by=("source", "language"), kind="echo", method=BENJAMINI_HOCHBERG)


def excess_echo(both: Numbers, asked: Numbers, answered: Numbers, pairs: Numbers) -> Numbers:
    """Return crude excess echo C = both / asked - answered / pairs; NaN where nothing was asked.

    >>> float(excess_echo(np.array([3.0]), np.array([4.0]), np.array([4.0]), np.array([10.0]))[0].round(2))
    0.35
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(both / asked - answered / pairs)


def echo_test(exchanges: Exchanges, *, confidence: float, draws: int, generator: np.random.Generator) -> SignTest:
    """Return excess echo beyond length and beyond the talk around, with test and limits from one model.

    q and r are what a question, and an answer, hold beyond what is expected of its own length and place in its own
    interview (`expected_presence`). With S_l the sum of q_i r_j over exchanges l apart in one interview (before and
    after alike, scaled to as many as there are exchanges),

        C = sum over interviews of (S_0 - 2 S_1 + S_2) / questions that name the code.

    S_0 alone is crude C at equal length and place. A topic that question and answer share is shared with their
    neighbours too, a little less with each step; 2 S_1 - S_2 is the straight line from these back to the answer
    itself, so what a topic brings that lasts a few exchanges, or a drift along the interview, drops out. Test and
    limits turn the signs of whole clusters (`sign_test`); the null hypothesis is C = 0.

    A topic that changes with every question cannot be told from take-up. Interviews of fewer than three exchanges tell
    nothing. What is taken up for several exchanges counts in part only.
    """
    sizes = np.diff(exchanges.bounds)
    asked, answered = (
        residual(names, expected_presence(names, words, exchanges.bounds))[0]
        for names, words in (
            (exchanges.question, exchanges.question_words),
            (exchanges.answer, exchanges.answer_words),
        )
    )
    excess = _sums_apart(asked, answered, exchanges.bounds, 0)
    for apart, weight in NEIGHBOURS.items():
        excess += weight * _sums_apart(asked, answered, exchanges.bounds, apart)
    questions = np.add.reduceat(exchanges.question, exchanges.bounds[:-1], axis=0, dtype=np.float64)
    telling = (sizes > max(NEIGHBOURS))[:, None]
    cluster, names = pd.factorize(exchanges.clusters, sort=True)
    over, under = (_by_cluster(np.where(telling, part, 0.0), cluster, len(names)) for part in (excess, questions))
    return sign_test(over, under, null=0.0, confidence=confidence, draws=draws, generator=generator)


def _sums_apart(asked: Numbers, answered: Numbers, bounds: NDArray[np.intp], apart: int) -> Numbers:
    """Return S_l of each document and code, l = `apart`; 0 where a document is too short for it."""
    sizes, ends = np.diff(bounds), len(asked) - apart
    if not apart:
        return np.add.reduceat(asked * answered, bounds[:-1], axis=0)
    products = np.zeros_like(asked)
    if ends > 0:
        products[:ends] = (asked[:ends] * answered[apart:] + asked[apart:] * answered[:ends]) / 2
    left = np.repeat(bounds[1:], sizes) - np.arange(len(asked))
    products[left <= apart] = 0.0
    scale = np.divide(sizes, sizes - apart, out=np.zeros(len(sizes)), where=sizes > apart)
    return np.add.reduceat(products, bounds[:-1], axis=0) * scale[:, None]


def _by_cluster(sums: Numbers, cluster: NDArray[np.intp], clusters: int) -> Numbers:
    """Return the sums of each cluster from those of its documents; shape (clusters, codes)."""
    found = np.zeros((clusters, sums.shape[1]))
    np.add.at(found, cluster, sums)
    return found


def _next_answers(turns: pd.DataFrame) -> pd.DataFrame:
    """Return each answer that directly follows a question: its document, and number and words of both turns."""
    inside = turns[turns["document_id"].isin(asked_documents(turns))]
    before = inside.shift(1)
    follows = (
        (inside["document_id"] == before["document_id"])
        & (inside["role"] == "respondent")
        & (before["role"] == "interviewer")
    )
    answers, questions = inside[follows], before[follows]
    return pd.DataFrame(
        {
            "document_id": answers["document_id"],
            "question": questions["turn"].astype(np.int64),
            "answer": answers["turn"],
            "question_words": np.maximum(questions["words"], 1.0),
            "answer_words": np.maximum(answers["words"], 1.0),
        }
    ).reset_index(drop=True)


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
    counts = [part.sum(axis=0) for part in (both, exchanges.question, exchanges.answer, np.ones_like(both))]
    crude = excess_echo(*(part.astype(np.float64) for part in counts))
    found = echo_test(exchanges, confidence=design.confidence, draws=design.permutations, generator=generator)
    documents = (np.add.reduceat(both, exchanges.bounds[:-1], axis=0) > 0).sum(axis=0)
    known = (documents >= design.documents) & ~np.isnan(found.estimate)
    clusters = len(set(exchanges.clusters))
    low = np.maximum(found.low, np.minimum(found.estimate, -1.0))
    high = np.minimum(found.high, np.maximum(found.estimate, 1.0))
    ends = known & (clusters >= design.clusters)
    return pd.DataFrame(
        {
            "questions": counts[1],
            "answers": counts[2],
            "both": counts[0],
            "crude_echo": np.where(known, crude, np.nan),
            "estimate": np.where(known, found.estimate, np.nan),
            "low": np.where(ends, low, np.nan),
            "high": np.where(ends, high, np.nan),
            "p": np.where(known, found.p, np.nan),
            "n_units": len(both),
            "n_documents": len(exchanges.bounds) - 1,
            "n_clusters": clusters,
            "note": [
                joined(sizes_note(with_both, clusters, design=design), note("no_spread") if flat else "")
                for with_both, flat in zip(documents.tolist(), ends & np.isnan(low), strict=True)
            ],
        }
    )
