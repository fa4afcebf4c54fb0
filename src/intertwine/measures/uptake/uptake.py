"""Whose words are they: what respondents name unasked, what they take over from the interviewer, and how soon."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.inference.bootstrap import cluster_weights, jackknife_interval, ratio_intervals
from intertwine.inference.multiplicity import benjamini_hochberg
from intertwine.inference.permutation import CircularShiftTest
from intertwine.measures.matrix import FEW_CLUSTERS, Rules, generator_for
from intertwine.vocabulary import PROMPTING, UNPROMPTED

ALL = "all"
Numbers = NDArray[np.float64]


def asked_documents(turns: pd.DataFrame) -> pd.Index:
    """Return the documents in which an interviewer asks and a respondent answers, sorted."""
    roles = turns.groupby("document_id")["role"].agg(set)
    return pd.Index(sorted(roles.index[roles.map(lambda held: {"interviewer", "respondent"} <= held)]))


def with_parents(hits: pd.DataFrame) -> pd.DataFrame:
    """Return hits once for their code and once for each code above it."""
    parts, left = [hits], hits
    while len(left := left[left["code"].str.contains(".", regex=False)]):
        left = left.assign(code=left["code"].str.rpartition(".")[0])
        parts.append(left)
    return pd.concat(parts, ignore_index=True)


def shares(hits: pd.DataFrame, turns: pd.DataFrame, documents: pd.DataFrame, *, rules: Rules) -> pd.DataFrame:
    """Return of the respondents' uses of each code the share that was volunteered, self-repeated, echoed and so on.

    Returns
    -------
    DataFrame
        One row for each source, language, code and way (`PROMPTING`, and ``unprompted``: volunteered or self-repeated).
        `uses` of `n_units` uses, `estimate` their share, `low` and `high` from a bootstrap of clusters.
    """
    told = _told_hits(hits, turns, documents, rules)
    rows = []
    for source, language, inside in _cells(told):
        for code, uses in inside.groupby("code", sort=True):
            ways = pd.DataFrame({way: uses["prompting"] == way for way in PROMPTING})
            ways["unprompted"] = uses["prompting"].isin(UNPROMPTED)
            counts: Numbers = ways.groupby(uses["cluster"], sort=True).sum().to_numpy(dtype=np.float64)
            sizes = uses.groupby("cluster", sort=True).size().to_numpy().astype(np.float64)
            low, high, note = _interval(
                counts, sizes, uses["document_id"].nunique(), rules, (source, language, str(code), "shares")
            )
            for place, way in enumerate(ways.columns):
                rows.append((source, language, code, way, int(counts[:, place].sum()),
                             _share(counts[:, place].sum(), sizes.sum(), note), low[place], high[place],
                             len(uses), uses["document_id"].nunique(), len(sizes), note))  # fmt: skip
    columns = ["source", "language", "code", "way", "uses", "estimate", "low", "high", "n_units", "n_documents",
               "n_clusters", "note"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns).assign(unit="use", seed=rules.seed)


def opportunities(
    hits: pd.DataFrame, turns: pd.DataFrame, documents: pd.DataFrame, *, preceding: int, rules: Rules
) -> pd.DataFrame:
    """Return how often respondents name a code per turn, before anyone asked for it, just after, and later.

    A turn's state, for one code, is ``unasked`` until an interviewer first names the code in that document, ``asked``
    in the turns that follow within `preceding` questions, ``later`` otherwise.

    Returns
    -------
    DataFrame
        One row for each source, language, code and state: `uses` of `n_units` turns name the code, `estimate` their
        share, with a bootstrap interval over clusters.
    """
    frame = _answers(turns, documents, rules)
    counted = with_parents(hits[(hits["suppressed_by"] == "") & hits["document_id"].isin(frame["document_id"])])
    asked = counted[counted["role"] == "interviewer"]
    place = pd.Series(np.arange(len(frame)), index=pd.MultiIndex.from_frame(frame[["document_id", "turn"]]))
    rows = []
    for code, of_code in counted[counted["role"] == "respondent"].groupby("code", sort=True):
        named = np.zeros(len(frame), dtype=np.bool_)
        named[place.loc[list(zip(of_code["document_id"], of_code["turn"], strict=True))].to_numpy()] = True
        state = _states(frame, asked[asked["code"] == code], turns, preceding)
        held = frame.assign(named=named, state=state)
        for source, language, inside in _cells(held):
            for name in ("unasked", "asked", "later"):
                one = inside[inside["state"] == name]
                counts = one.groupby("cluster", sort=True)["named"].sum().to_numpy(dtype=np.float64)[:, None]
                sizes = one.groupby("cluster", sort=True).size().to_numpy().astype(np.float64)
                low, high, note = _interval(
                    counts, sizes, one["document_id"].nunique(), rules, (source, language, str(code), name)
                )
                rows.append((source, language, code, name, int(counts.sum()), _share(counts.sum(), sizes.sum(), note),
                             low[0], high[0], len(one), one["document_id"].nunique(), len(sizes), note))  # fmt: skip
    columns = ["source", "language", "code", "state", "uses", "estimate", "low", "high", "n_units", "n_documents",
               "n_clusters", "note"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns).assign(unit="turn", seed=rules.seed)


def echoes(hits: pd.DataFrame, turns: pd.DataFrame, documents: pd.DataFrame, *, rules: Rules) -> pd.DataFrame:
    """Return how much more often a respondent names a code right after the interviewer did than otherwise.

    `estimate` is C = P(answer names it | question did) - P(answer names it), over pairs of a question and the next
    answer; its interval comes from leaving out one cluster at a time. `p` shifts the answers against the questions
    inside each interview, so what is talked about in a stretch of the interview stays as it is.

    References
    ----------
    Danescu-Niculescu-Mizil, Lee, Pang & Kleinberg 2012, Proc. WWW, 699-708, for C.
    """
    pairs = _exchanges(turns, documents, rules)
    counted = with_parents(hits[(hits["suppressed_by"] == "") & hits["document_id"].isin(pairs["document_id"])])
    codes = sorted(counted.loc[counted["role"] == "respondent", "code"].unique())
    question, answer = (_named(counted, pairs, side, codes) for side in ("question", "answer"))
    rows = []
    for source, language, inside in _cells(pairs.reset_index(drop=True).reset_index(names="row")):
        at = inside["row"].to_numpy()
        document = inside["document_id"].to_numpy()
        bounds = np.flatnonzero(np.append(True, document[1:] != document[:-1])) if len(at) else np.zeros(0, np.intp)
        bounds = np.append(bounds, len(at)).astype(np.intp)
        asked, said = question[at], answer[at]
        p = _p_of_echo(asked, said, bounds, rules, generator_for(rules.seed, "echo", source, language))
        cluster, names = pd.factorize(inside["cluster"], sort=True)
        sums = [_summed(one, cluster, len(names)) for one in (asked & said, asked, said, np.ones_like(said))]
        with_both = _documents_with(asked & said, bounds)
        low, high = _echo_intervals(sums, rules)
        c = excess_echo(*(one.sum(axis=0) for one in sums))
        for place, code in enumerate(codes):
            few = _too_few(int(with_both[place]), len(names), rules)
            known = not few.startswith("too few")
            rows.append((
                source, language, code, int(sums[1][:, place].sum()), int(sums[2][:, place].sum()),
                int(sums[0][:, place].sum()), c[place] if known else np.nan,
                low[place] if known and len(names) >= rules.clusters else np.nan,
                high[place] if known and len(names) >= rules.clusters else np.nan,
                p[place] if known else np.nan, len(at), len(bounds) - 1, len(names), few,
            ))  # fmt: skip
    columns = ["source", "language", "code", "questions", "answers", "both", "estimate", "low", "high", "p", "n_units",
               "n_documents", "n_clusters", "note"]  # fmt: skip
    table = pd.DataFrame(rows, columns=columns).assign(unit="question and answer", seed=rules.seed)
    return _adjusted(table)


def excess_echo(both: Numbers, asked: Numbers, said: Numbers, pairs: Numbers) -> Numbers:
    """Return C = both / asked - said / pairs; NaN where nothing was asked.

    >>> float(excess_echo(np.array([3.0]), np.array([4.0]), np.array([4.0]), np.array([10.0]))[0].round(2))
    0.35
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(both / asked - said / pairs)


def matching(first: Numbers, second: Numbers) -> float:
    """Return how alike two speakers are in the shares p of their words: mean of 1 - |p1 - p2| / (p1 + p2 + .0001).

    From 0 to 1, over the categories that either of them uses.

    References
    ----------
    Gonzales, Hancock & Pennebaker 2010, Communication Research 37(1):3-19.

    Examples
    --------
    >>> round(matching(np.array([12.5]), np.array([10.0])), 6)
    0.888889
    """
    used = (first + second) > 0
    if not used.any():
        return float("nan")
    alike = 1 - np.abs(first - second)[used] / (first + second + 0.0001)[used]
    return float(alike.mean())


def profiles(hits: pd.DataFrame, turns: pd.DataFrame, spoken: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each respondent: how much they said, and how they came to the codes they named.

    Parameters
    ----------
    hits, documents
        The hand-over tables.
    turns
        Of interviews, with `words`.
    spoken
        `document_id`, `speaker`, `turns`, `words`, `company_terms` (different terms of the company's lexicon used).

    Returns
    -------
    DataFrame
        `spoken` with `source`, `language`, uses by `PROMPTING`, `unprompted` (share of uses volunteered or
        self-repeated) and `matching` (`matching` of the families of codes per word, with the interviewers of the
        document).
    """
    counted = hits[hits["suppressed_by"] == ""]
    keys = ["document_id", "speaker"]
    uses = counted[counted["role"] == "respondent"]
    ways = pd.crosstab([uses["document_id"], uses["speaker"]], uses["prompting"]).reindex(
        index=pd.MultiIndex.from_frame(spoken[keys]), columns=list(PROMPTING), fill_value=0
    )
    known = documents.set_index("document_id")
    total = ways.sum(axis=1).to_numpy(dtype=np.float64)
    unasked = ways[list(UNPROMPTED)].sum(axis=1).to_numpy(dtype=np.float64)
    return pd.concat([spoken.reset_index(drop=True), ways.reset_index(drop=True)], axis=1).assign(
        source=spoken["document_id"].map(known["source"]).to_numpy(),
        language=spoken["document_id"].map(known["language"]).to_numpy(),
        unprompted=np.divide(unasked, total, out=np.full(len(total), np.nan), where=total > 0),
        matching=_matching(counted, turns, spoken),
    )  # fmt: skip


def _matching(counted: pd.DataFrame, turns: pd.DataFrame, spoken: pd.DataFrame) -> list[float]:
    families = counted.assign(family=counted["code"].str.partition(".")[0])
    by_speaker = pd.crosstab([families["document_id"], families["speaker"]], families["family"])
    asked = families[families["role"] == "interviewer"]
    by_interviewer = pd.crosstab(asked["document_id"], asked["family"])
    by_interviewer = by_interviewer.reindex(columns=by_speaker.columns, fill_value=0)
    words = turns[turns["role"] == "interviewer"].groupby("document_id")["words"].sum()
    found = []
    for document, speaker, said in zip(spoken["document_id"], spoken["speaker"], spoken["words"], strict=True):
        key = (document, speaker)
        if key not in by_speaker.index or document not in by_interviewer.index:
            found.append(float("nan"))
            continue
        mine = 100 * by_speaker.loc[key].to_numpy(dtype=np.float64) / max(int(said), 1)
        theirs = 100 * by_interviewer.loc[document].to_numpy(dtype=np.float64) / max(int(words[document]), 1)
        found.append(matching(mine, theirs))
    return found


def _told_hits(hits: pd.DataFrame, turns: pd.DataFrame, documents: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    wanted = (hits["suppressed_by"] == "") & (hits["role"] == "respondent")
    told = hits[wanted & hits["document_id"].isin(asked_documents(turns))]
    return _about(with_parents(told), documents, rules)


def _about(frame: pd.DataFrame, documents: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    known = documents.set_index("document_id")
    ids = frame["document_id"]
    return frame.assign(
        source=ids.map(known["source"]), document_language=ids.map(known["language"]),
        cluster=ids.map(known["cluster"]) if rules.cluster == "speaker" else ids,
    )  # fmt: skip


def _cells(frame: pd.DataFrame) -> Iterator[tuple[str, str, pd.DataFrame]]:
    for source, of_source in frame.groupby("source", sort=True):
        yield str(source), ALL, of_source
        for language, inside in of_source.groupby("document_language", sort=True):
            yield str(source), str(language), inside


def _answers(turns: pd.DataFrame, documents: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    chosen = turns[(turns["role"] == "respondent") & turns["document_id"].isin(asked_documents(turns))]
    return _about(chosen[["document_id", "turn"]].reset_index(drop=True), documents, rules)


def _states(frame: pd.DataFrame, asked: pd.DataFrame, turns: pd.DataFrame, preceding: int) -> NDArray[np.object_]:
    """Return the state of each answer for one code that interviewers named in `asked`."""
    is_question = (turns["role"] == "interviewer").astype(np.int64)
    number = is_question.groupby(turns["document_id"]).cumsum()
    number = pd.Series(number.to_numpy(), index=pd.MultiIndex.from_frame(turns[["document_id", "turn"]]))
    ids = pd.Index(frame["document_id"].unique())
    span = int(turns["turn"].max()) + 1
    named = asked[["document_id", "turn"]].drop_duplicates()
    named = named[named["document_id"].isin(ids)]
    keys = ids.get_indexer(named["document_id"]).astype(np.int64) * span + named["turn"].to_numpy()
    order = np.argsort(keys)
    keys = keys[order]
    of_question = number.reindex(pd.MultiIndex.from_frame(named)).to_numpy()[order]
    at = ids.get_indexer(frame["document_id"]).astype(np.int64) * span + frame["turn"].to_numpy()
    last = np.searchsorted(keys, at) - 1
    ever = (last >= 0) & (np.append(keys, -1)[last] // span == at // span)
    asked_so_far = number.reindex(pd.MultiIndex.from_frame(frame[["document_id", "turn"]])).to_numpy()
    since = asked_so_far - np.append(of_question, 0)[last]
    return np.where(~ever, "unasked", np.where(since < preceding, "asked", "later")).astype(object)


def _exchanges(turns: pd.DataFrame, documents: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return each answer that directly follows a question: `document_id`, `question`, `answer` (numbers of turns)."""
    inside = turns[turns["document_id"].isin(asked_documents(turns))]
    before = inside.shift(1)
    follows = (
        (inside["document_id"] == before["document_id"])
        & (inside["role"] == "respondent")
        & (before["role"] == "interviewer")
    )
    found = inside.loc[follows, ["document_id", "turn"]].rename(columns={"turn": "answer"})
    found = found.assign(question=before.loc[follows, "turn"].astype(np.int64))
    return _about(found.reset_index(drop=True), documents, rules)


def _named(hits: pd.DataFrame, pairs: pd.DataFrame, side: str, codes: list[str]) -> NDArray[np.bool_]:
    place = pd.Series(np.arange(len(pairs)), index=pd.MultiIndex.from_arrays([pairs["document_id"], pairs[side]]))
    row = place.reindex(pd.MultiIndex.from_frame(hits[["document_id", "turn"]])).to_numpy()
    column = pd.Index(codes).get_indexer(pd.Index(hits["code"]))
    known = ~np.isnan(row) & (column >= 0)
    found = np.zeros((len(pairs), len(codes)), dtype=np.bool_)
    found[row[known].astype(np.intp), column[known]] = True
    return found


def _p_of_echo(
    asked: NDArray[np.bool_],
    said: NDArray[np.bool_],
    bounds: NDArray[np.intp],
    rules: Rules,
    generator: np.random.Generator,
) -> Numbers:
    codes = asked.shape[1]
    sums = CircularShiftTest(codes, draws=rules.draws, generator=generator)
    for start, end in pairwise(bounds.tolist()):
        both = np.hstack([asked[start:end], said[start:end]]).astype(np.float64)
        mean = both.mean(axis=0)
        variance = np.broadcast_to(mean * (1 - mean), both.shape)
        sums.add(both - mean, variance, np.arange(codes), np.arange(codes, 2 * codes))
    return sums.p_values()


def _summed(values: NDArray[np.bool_], cluster: NDArray[np.intp], clusters: int) -> Numbers:
    found = np.zeros((clusters, values.shape[1]))
    np.add.at(found, cluster, values)
    return found


def _documents_with(values: NDArray[np.bool_], bounds: NDArray[np.intp]) -> NDArray[np.int64]:
    if len(bounds) < 2:
        return np.zeros(values.shape[1], dtype=np.int64)
    return np.asarray((np.add.reduceat(values, bounds[:-1], axis=0) > 0).sum(axis=0), dtype=np.int64)


def _echo_intervals(sums: list[Numbers], rules: Rules) -> tuple[Numbers, Numbers]:
    whole = [one.sum(axis=0) for one in sums]
    left = excess_echo(*(total - one for total, one in zip(whole, sums, strict=True)))
    return jackknife_interval(left, excess_echo(*whole), confidence=rules.confidence)


def _interval(
    counts: Numbers, sizes: Numbers, of_documents: int, rules: Rules, names: tuple[str, ...]
) -> tuple[Numbers, Numbers, str]:
    note = _too_few(of_documents, len(sizes), rules)
    if note.startswith(("too few", "no interval")):
        empty = np.full(counts.shape[1] if counts.ndim == 2 else 1, np.nan)
        return empty, empty, note
    weights = cluster_weights(len(sizes), rules.resamples, generator_for(rules.seed, "uptake", *names))
    low, high = ratio_intervals(counts, sizes, weights=weights, confidence=rules.confidence)
    return low, high, note


def _share(count: float, of: float, note: str) -> float:
    return float("nan") if note.startswith("too few") or not of else float(count / of)


def _too_few(of_documents: int, clusters: int, rules: Rules) -> str:
    if of_documents < rules.documents:
        return f"too few: {of_documents} documents, at least {rules.documents} needed"
    if clusters < rules.clusters:
        return f"no interval: {clusters} clusters, at least {rules.clusters} needed"
    return f"few clusters: {clusters}" if clusters < FEW_CLUSTERS else ""


def _adjusted(table: pd.DataFrame) -> pd.DataFrame:
    family = pd.Series("not tested", index=table.index, dtype=object)
    adjusted = pd.Series(np.nan, index=table.index)
    for _, rows in table[table["p"].notna()].groupby(["source", "language"], sort=True):
        family[rows.index] = f"echo (Benjamini-Hochberg, {len(rows)} tests)"
        adjusted[rows.index] = benjamini_hochberg(rows["p"].to_numpy())
    return table.assign(family=family, p_adjusted=adjusted)
