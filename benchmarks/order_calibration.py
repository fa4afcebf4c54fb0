"""How often the tests of order and of echo are wrong where nothing is going on, and how often their intervals hold.

Neither generator is the model of the tests. Talk: two codes that come word by word, each by a process of its own in
which a mention brings the next (Hawkes), or by one process whose kinds are a Markov chain; turns cut it anywhere.
Interviews: words of a code fall into questions and answers by their length, with topics in chains that questions and
answers share, lengths of question and answer that go together, and drift along the guide. `before` is what stood here
before: first spans against the share of spans, a Poisson-binomial count of first mentions, circular shifts, and an
interval that pools documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import chain as chained
from itertools import pairwise

import numpy as np
import pandas as pd
from scipy.stats import t as student

from circular_shifts import CircularShiftTest
from intertwine.inference.signs import sign_test
from intertwine.measures.design import Design
from intertwine.measures.order.order import CHANCE, FIRST, LAGS, MENTION, comes_first, events
from intertwine.measures.uptake.echoes import Exchanges, echo_test, excess_echo
from markdown_rates import markdown, rate

RUNS = 200
DOCUMENTS = (8, 12, 24, 40)
LARGE = 3000
"""Interviews in which the truth of a planted effect is read off."""

DRAWS, LEVEL = 999, 0.05
DESIGN = Design(
    cluster="document", confidence=0.95, seed=1, documents=5, expected=0, clusters=5, permutations=DRAWS
)  # fmt: skip
TESTED = (FIRST, "1 sentence on", MENTION)
SHOWN = ("before", "pooled", "rejected", "covered", "disagree")
NO_STEPS = pd.DataFrame({"document_id": [], "first": [], "reason": np.zeros(0, dtype=np.bool_)})
"""Neighbours with a reason between: the generator gives no reasons."""

TALKS: dict[str, dict[str, float]] = {
    "as frequent": {},
    "three times as frequent": {"rate_a": 0.018, "rate_b": 0.006},
    "bursts of four": {"rate_a": 0.02, "rate_b": 0.02, "burst_a": 4, "burst_b": 4},
    "bursts, five times as frequent": {"rate_a": 0.03, "rate_b": 0.006, "burst_a": 5},
    "runs by a Markov chain, three times as frequent": {"rate_a": 0.03, "rate_b": 0.01, "chain": 0.6},
    "interviews with habits of their own": {"habit": 0.4},
    "drift along the guide": {"drift": 0.7},
}
PLANTED_TALKS: dict[str, dict[str, float]] = {
    "B follows a third of A": {"follows": 0.33},
    "the same, in bursts": {"follows": 0.33, "rate_a": 0.02, "rate_b": 0.02, "burst_a": 4, "burst_b": 4},
}
INTERVIEWS: dict[str, dict[str, float]] = {
    "nothing special": {},
    "lengths go together (.3)": {"coupled": 0.3},
    "lengths go together (.6)": {"coupled": 0.6},
    "drift along the guide": {"drift": 0.7},
    "topics of 3 exchanges": {"topic": 3},
    "topics of 5 exchanges": {"topic": 5},
    "topics of 10 exchanges": {"topic": 10},
    "all of these, topics of 5": {"coupled": 0.6, "drift": 0.5, "topic": 5},
    "topics of 2 exchanges": {"topic": 2},
    "a topic for each question": {"topic": 1},
}
PLANTED_INTERVIEWS: dict[str, dict[str, float]] = {
    "taken up in .3": {"taken_up": 0.3},
    "taken up in .3, all of these": {"taken_up": 0.3, "coupled": 0.6, "drift": 0.5, "topic": 5},
}

Numbers = np.ndarray
Outcome = dict[str, float]


def mentions(words: float, rate: float, burst: float, generator: np.random.Generator) -> Numbers:
    """Return the places, in words, of a code that begins by chance and of which each mention may bring the next."""
    begins = generator.uniform(-100, words, generator.poisson(rate / burst * (words + 100)))
    sizes = generator.geometric(1 / burst, len(begins))
    gaps = generator.exponential(6.0, sizes.sum())
    gaps[np.cumsum(sizes) - sizes] = 0.0
    since = np.cumsum(gaps) - np.repeat(np.cumsum(gaps)[np.cumsum(sizes) - sizes], sizes)
    places = np.repeat(begins, sizes) + since
    return places[(places > 0) & (places < words)]


def talk(
    documents: int,
    generator: np.random.Generator,
    *,
    rate_a: float = 0.012,
    rate_b: float = 0.012,
    burst_a: float = 1.0,
    burst_b: float = 1.0,
    chain: float = 0.0,
    habit: float = 0.0,
    drift: float = 0.0,
    follows: float = 0.0,
) -> pd.DataFrame:
    """Return spans of two codes in interviews, as `measures.order.spans.of_pair` has them; `first` marks those of A.

    Parameters
    ----------
    documents, generator
        How many interviews, and the source of randomness.
    rate_a, rate_b
        Mentions a word; interviews have propensities of their own.
    burst_a, burst_b
        Mean length of a burst.
    chain
        Chance that the next span is of the same kind by a Markov chain; 0: two processes that know nothing of each
        other.
    habit
        Spread of the interviews' habits of putting a turn in order, one way or the other.
    drift
        How A thins out, and B thickens, along the interview.
    follows
        Share of A after which B follows within some words.
    """
    parts = []
    for document in range(documents):
        turns = max(10, int(generator.negative_binomial(4, 4 / 34)))
        edges = np.cumsum(np.maximum(3, np.rint(40 * np.exp(generator.normal(0, 0.8, turns)))))
        own = np.exp(0.42 * (generator.standard_normal() + generator.standard_normal(2)))
        a, b = (
            mentions(edges[-1], rate * of, burst, generator)
            for rate, burst, of in zip((rate_a, rate_b), (burst_a, burst_b), own, strict=True)
        )
        if drift:
            a = a[generator.random(len(a)) < np.exp(-2 * drift * a / edges[-1])]
            b = b[generator.random(len(b)) < np.exp(-2 * drift * (1 - b / edges[-1]))]
        led = a[generator.random(len(a)) < follows]
        b = np.append(b, led + generator.exponential(8, len(led)))
        place = np.append(a, b[b < edges[-1]])
        kind = np.arange(len(place)) < len(a)
        kind, place = kind[np.argsort(place, kind="stable")], np.sort(place)
        if chain:
            fresh = generator.random(len(kind)) >= chain
            fresh[:1] = True
            kind = generator.permutation(kind)[np.maximum.accumulate(np.where(fresh, np.arange(len(kind)), 0))]
        turn = np.searchsorted(edges, place)
        if habit:
            kind = _put_in_order(kind, turn, generator.normal(0, habit), generator)
        parts.append(pd.DataFrame({"document_id": document, "turn": turn, "start": place, "first": kind}))
    spans = pd.concat(parts, ignore_index=True)
    return spans.assign(
        end=spans["start"], stretch=spans["turn"], sentence_unit=(spans["start"] // 15).astype(int),
        surface="", qualifier="",
    )  # fmt: skip


def _put_in_order(kind: Numbers, turn: Numbers, habit: float, generator: np.random.Generator) -> Numbers:
    """Return kinds with some turns sorted: B first if the habit is negative."""
    sorted_turn = generator.random(int(turn.max(initial=0)) + 1) < abs(habit)
    return kind[np.lexsort(((kind if habit < 0 else ~kind) & sorted_turn[turn], turn))]


def interviews(
    documents: int,
    generator: np.random.Generator,
    *,
    coupled: float = 0.0,
    drift: float = 0.0,
    topic: float = 0.0,
    taken_up: float = 0.0,
) -> Exchanges:
    """Return questions and answers of one code, whose words fall by the length of each.

    Parameters
    ----------
    documents, generator
        How many interviews, and the source of randomness.
    coupled
        Correlation of the log lengths of question and answer.
    drift
        How both thicken along the guide: e^-drift to e^drift.
    topic
        Mean length, in exchanges, of topics in a chain; in one of six, words of the code are sixteen times as many as
        in the others, in questions as in answers; 0: no topics.
    taken_up
        Share of questions that name the code whose answer names it for that.
    """
    parts = []
    for _ in range(documents):
        size = max(10, int(generator.negative_binomial(4, 4 / 29)))
        noise = generator.standard_normal((size, 2))
        noise[:, 1] = coupled * noise[:, 0] + np.sqrt(1 - coupled**2) * noise[:, 1]
        words = np.maximum(1, np.rint([18, 45] * np.exp([0.7, 0.9] * noise)))
        own = np.exp(0.35 * (generator.standard_normal() + generator.standard_normal(2)))
        rate = np.exp(drift * np.linspace(-1, 1, size))[:, None] * own * [0.012, 0.006]
        if topic:
            fresh = generator.random(size) < 1 / topic
            kinds = generator.integers(0, 6, size)
            rate = (
                rate * np.where(kinds[np.maximum.accumulate(np.where(fresh, np.arange(size), 0))] == 0, 8, 0.5)[:, None]
            )
        named = generator.poisson(rate * words * generator.gamma(1.5, 1 / 1.5, (size, 2))) > 0
        named[:, 1] |= named[:, 0] & (generator.random(size) < taken_up)
        parts.append((named, words))
    named, words = (np.concatenate(part) for part in zip(*parts, strict=True))
    bounds = np.append(0, np.cumsum([len(part[0]) for part in parts])).astype(np.intp)
    return Exchanges(
        question=named[:, :1], answer=named[:, 1:], question_words=words[:, 0], answer_words=words[:, 1],
        bounds=bounds, clusters=np.arange(documents).astype(object),
    )  # fmt: skip


def order_run(documents: int, generator: np.random.Generator, truth: Outcome, values: dict[str, float]) -> Outcome:
    """Return what the measures of order say of one set of interviews."""
    spans = talk(documents, generator, **values)
    every = events(spans, NO_STEPS).assign(cluster=lambda frame: frame["document_id"])
    found = {}
    for measure in TESTED:
        row = comes_first(every[every["measure"] == measure], DESIGN, generator)
        found |= _outcome(measure, row["p"], row["low"], row["high"], truth[measure], CHANCE)
    found[f"{FIRST}:before"] = _rejected(first_before(spans, ["document_id", "turn"], generator))
    found[f"{MENTION}:before"] = _rejected(first_before(spans, ["document_id"], None))
    return found


def first_before(spans: pd.DataFrame, keys: list[str], generator: np.random.Generator | None) -> float:
    """Return p of how often A comes first against its share of the spans: by signs of clusters, or Poisson-binomial."""
    stretch = spans.groupby(keys)["first"].agg(["first", "mean"]).reset_index()
    both = stretch[(stretch["mean"] > 0) & (stretch["mean"] < 1)]
    if both["document_id"].nunique() < DESIGN.documents:
        return np.nan
    if generator is not None:
        away = (both["first"] - both["mean"]).groupby(both["document_id"]).sum().to_numpy()[:, None]
        return float(
            sign_test(away, np.ones_like(away), null=0.0, confidence=0.95, draws=DRAWS, generator=generator).p[0]
        )
    mass, happened = np.ones(1), int(both["first"].sum())
    for chance in both["mean"]:
        mass = np.convolve(mass, [1 - chance, chance])
    half = mass[happened] / 2
    return float(min(1.0, 2 * min(mass[:happened].sum() + half, mass[happened + 1 :].sum() + half)))


def echo_run(documents: int, generator: np.random.Generator, truth: Outcome, values: dict[str, float]) -> Outcome:
    """Return what the test of echo says of one set of interviews."""
    drawn = interviews(documents, generator, **values)
    found = echo_test(drawn, confidence=0.95, draws=DRAWS, generator=generator)
    held = (drawn.question & drawn.answer).any(axis=1)
    if len(np.unique(np.searchsorted(drawn.bounds, np.flatnonzero(held), side="right"))) < DESIGN.documents:
        return {}
    p, low, high = echo_before(drawn, generator)
    return _outcome("echo", found.p[0], found.low[0], found.high[0], truth["echo"], 0.0) | {
        "echo:before": _rejected(p),
        "echo:pooled": 1.0 - float(low <= 0 <= high),
    }


def echo_before(drawn: Exchanges, generator: np.random.Generator) -> tuple[float, float, float]:
    """Return p of circular shifts inside interviews, and the limits of C that pools them."""
    shifts = CircularShiftTest(1, draws=199, generator=generator)
    sums = []
    for start, end in pairwise(drawn.bounds.tolist()):
        both = np.hstack([drawn.question[start:end], drawn.answer[start:end]]).astype(float)
        mean = both.mean(axis=0)
        shifts.add(both - mean, np.broadcast_to(mean * (1 - mean), both.shape), np.array([0]), np.array([1]))
        sums.append([both.prod(axis=1).sum(), *both.sum(axis=0), end - start])
    of_document = np.array(sums).T
    total = of_document.sum(axis=1)
    left_out = excess_echo(*(total[:, None] - of_document))
    clusters = len(left_out)
    error = np.sqrt((clusters - 1) / clusters * ((left_out - left_out.mean()) ** 2).sum())
    estimate, half = float(excess_echo(*total)), float(student.ppf(0.975, clusters - 1) * error)
    return float(shifts.p_values()[0]), estimate - half, estimate + half


def _rejected(p: float) -> float:
    return np.nan if np.isnan(p) else float(p <= LEVEL)


def _outcome(name: str, p: float, low: float, high: float, truth: float, null: float) -> Outcome:
    if np.isnan(p) or np.isnan(low):
        return {f"{name}:rejected": _rejected(p)}
    out = low > null or high < null
    return {
        f"{name}:rejected": float(p <= LEVEL),
        f"{name}:covered": float(low <= truth <= high),
        f"{name}:disagree": float(out != (p <= LEVEL)),
    }


Run = Callable[[int, np.random.Generator, Outcome, dict[str, float]], Outcome]


def order_truth(values: dict[str, float]) -> Outcome:
    """Return the share of events in which A comes first, in very many interviews."""
    spans = talk(LARGE, np.random.default_rng(0), **values)
    every = events(spans, NO_STEPS)
    return every.groupby("measure")["first"].mean().to_dict()


def echo_truth(values: dict[str, float]) -> Outcome:
    """Return excess echo in very many interviews."""
    found = echo_test(
        interviews(LARGE, np.random.default_rng(0), **values), confidence=0.95, draws=1,
        generator=np.random.default_rng(0),
    )  # fmt: skip
    return {"echo": float(found.estimate[0])}


def cases() -> Iterator[tuple[str, Run, Outcome, dict[str, float]]]:
    """Give every situation: its name, a run of it, the truth and the values of the generator."""
    nothing = dict.fromkeys((FIRST, *LAGS, MENTION), CHANCE)
    for name, values in TALKS.items():
        yield name, order_run, nothing, values
    for name, values in PLANTED_TALKS.items():
        yield name, order_run, order_truth(values), values
    for name, values in INTERVIEWS.items():
        yield name, echo_run, {"echo": 0.0}, values
    for name, values in PLANTED_INTERVIEWS.items():
        yield name, echo_run, echo_truth(values), values


def _case(
    situation: str, run: Run, truth: Outcome, values: dict[str, float], documents: int, runs: int
) -> list[dict[str, object]]:
    """Return the rates of one situation and number of documents, a row for each test in it."""
    seeds = (np.random.default_rng([documents, one]) for one in range(runs))
    means = pd.DataFrame([run(documents, seed, truth, values) for seed in seeds]).mean()
    tests = dict.fromkeys(column.rpartition(":")[0] for column in means.index)
    return [
        {"test": test, "situation": situation, "truth": truth[test], "documents": documents, "runs": runs}
        | {what: means.get(f"{test}:{what}", np.nan) for what in SHOWN}
        for test in tests
    ]


def calibrated(runs: int, processes: int = 1) -> pd.DataFrame:
    """Return one row for each test, situation and number of documents."""
    wanted = [(*case, documents, runs) for case in cases() for documents in DOCUMENTS]
    with ProcessPoolExecutor(processes) as pool:
        return pd.DataFrame(chained.from_iterable(pool.map(_case, *zip(*wanted, strict=True))))


HEADS = {"before": "before rejects", "pooled": "pooled leaves out 0", "rejected": "rejects", "covered": "covers",
         "disagree": "disagree"}  # fmt: skip


def table(found: pd.DataFrame) -> str:
    """Return the rates as a Markdown table; in a cell, rates stand in the order of the numbers of documents."""
    lines = []
    for (situation, test), rows in found.groupby(["situation", "test"], sort=False):
        truth = rows["truth"].iloc[0]
        planted = "" if truth in (0.0, CHANCE) else f" ({truth:.2f})"
        lines.append([test, situation + planted, *(" ".join(map(rate, rows[what])) for what in HEADS)])
    return markdown(["test", "situation", *HEADS.values()], lines)
