"""How often what is said of codes in units is wrong where nothing is going on, and how often intervals hold the truth.

Talk comes from two generators: a logistic one, which is the model that the tests assume, and one by the word
(`intertwine.inference.talk`), which is the model of none. `naive` is what takes every unit as independent.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from itertools import combinations, product

import numpy as np
import pandas as pd
from scipy.special import stdtrit
from scipy.stats import binomtest, norm

from intertwine.config import Smallest
from intertwine.inference.configural import expected_counts, pattern_counts, rearranged_patterns
from intertwine.inference.contrast import contrast
from intertwine.inference.shares import share_intervals
from intertwine.inference.simulation import Scenario, Simulated, simulated
from intertwine.inference.stratified import mantel_haenszel
from intertwine.inference.talk import Interviews, Talk, talked
from intertwine.inference.within import expected_presence
from intertwine.measures.cooccurrence.odds import PairOdds, pair_odds, ratio_of_odds
from intertwine.measures.design import Design
from intertwine.measures.matrix import Layout
from markdown_rates import markdown, rates

RUNS, DRAWS = 400, 499
LEVEL = 0.05
DESIGN = Design(cluster="document", confidence=1 - LEVEL, seed=0, **Smallest().model_dump())
FEW, MANY = (3, 5), (8, 12, 24, 40)
"""Numbers of documents: below and above those from which on intervals are said to be sound."""

LOGISTIC, BY_WORD = "logistic", "by the word"
SITUATIONS: dict[str, dict[str, dict[str, object]]] = {
    LOGISTIC: {
        "nothing special": {},
        "correlated propensities": {"propensity": 0.8, "correlation": 0.8},
        "runs of a topic": {"propensity": 0.8, "correlation": 0.5, "streak": 0.6},
        "longer units hold more": {"propensity": 0.5, "correlation": 0.5, "slope": 0.8, "spread": 0.9},
        "one common, one rare code": {"propensity": 0.8, "correlation": 0.5, "rates": (0.5, 0.06, 0.1, 0.2)},
    },
    BY_WORD: {
        "nothing special": {},
        "bursts and long chains": {"chain": 0.9, "lift": 8.0, "bursts": (0.7,)},
        "turns of very unequal length": {"spread": 1.2},
        "documents of very unequal length": {"uneven": 1.0, "propensity": 1.0},
        "short documents": {"answers": (8.0,)},
        "drift along the guide": {"drift": (-0.7, 0.7)},
        "drift, highest in the middle": {"drift": (-0.7, 0.7, -0.7)},
        "rare codes": {"rates": (0.05, 0.05, 0.05, 0.05)},
        "codes nearly everywhere": {"rates": (0.85, 0.95, 0.9, 0.9)},
        "a code of one document": {"holders": (1,)},
    },
}
EVERY_TEST = ("runs of a topic", "longer units hold more", "bursts and long chains", "drift along the guide")
"""Situations in which every test is tried."""
OF_SHARES = ("nothing special", "bursts and long chains", "documents of very unequal length", "short documents",
             "rare codes", "codes nearly everywhere", "a code of one document")  # fmt: skip

Outcome = dict[str, float]
"""What one run gave: 1 or 0 (rejected, held), or NaN where it gave nothing."""

Drawn = Simulated | Talk


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A test, what the talk is like, and a run of it."""

    test: str
    generator: str
    situation: str
    truth: str
    documents: int
    run: Callable[[np.random.Generator], Outcome]

    def row(self, runs: int) -> dict[str, object]:
        """Return the rates over so many runs; each run has a seed of its own, whatever other cases there are."""
        named = {name: getattr(self, name) for name in ("test", "generator", "situation", "truth", "documents")}
        seed = zlib.crc32(repr(named).encode())
        found = pd.DataFrame([self.run(np.random.default_rng([seed, one])) for one in range(runs)])
        given = found[["rejected", "covered"]].notna().any(axis=1) if "covered" in found else found["rejected"].notna()
        return named | {"runs": runs, "given": given.mean(), **found.mean().to_dict()}


def drawn(kind: str, situation: str, generator: np.random.Generator, **changes: object) -> Drawn:
    """Draw talk of one kind; `documents` is a number, other changes are those of the generator."""
    values = SITUATIONS[kind][situation] | changes
    if kind == LOGISTIC:
        return simulated(Scenario(**({"rates": (0.25, 0.2, 0.15, 0.3)} | values)), generator)
    values |= {"documents": (values["documents"],)}
    return talked(Interviews(**({"rates": (0.25, 0.2, 0.15, 0.3)} | values)), generator)


def odds_of(talk: Drawn, inside: np.ndarray | None = None, *, codes: int = 2) -> PairOdds:
    """Return the odds ratios of all pairs of the first codes, in all units or some."""
    layout = Layout(talk.length.astype(np.float64), talk.bounds, np.arange(len(talk.bounds) - 1).astype(object))
    presence = talk.presence[:, :codes]
    if inside is not None:
        layout, presence = layout.of(inside), presence[inside]
    return pair_odds(presence, np.array(list(combinations(range(codes), 2))), layout, design=DESIGN)


def held(truth: float, low: float, high: float) -> float:
    """Return 1 where an interval holds the truth, 0 where not, NaN where there is no interval."""
    return float("nan") if np.isnan(low) or np.isnan(high) else float(low <= truth <= high)


def against(p: float, low: float, high: float, truth: float, null: float = 1.0) -> Outcome:
    """Return whether a test rejects, its interval holds the truth, and the two disagree on `null`."""
    rejected = float("nan") if np.isnan(p) else float(p <= LEVEL)
    return {
        "rejected": rejected,
        "covered": held(truth, low, high),
        "disagree": abs(rejected - (1 - held(null, low, high))),
    }


def crude(a: np.ndarray, b: np.ndarray) -> tuple[float, float]:
    """Return the log odds ratio of the pooled table and its error, units taken as independent (Woolf)."""
    cells = np.array([(a & b).sum(), (a & ~b).sum(), (~a & b).sum(), (~a & ~b).sum()], dtype=np.float64)
    if not cells.all():
        return float("nan"), float("nan")
    return float(np.log(cells[0] * cells[3] / cells[1] / cells[2])), float(np.sqrt((1 / cells).sum()))


def naively(value: float, error: float, truth: float) -> Outcome:
    """Return what the normal distribution makes of a logarithm and its error."""
    half = norm.ppf(1 - LEVEL / 2) * error
    off = held(0.0, value - half, value + half)
    return {"naive": 1 - off, "naive_covered": held(np.log(truth), value - half, value + half)}


def meeting(kind: str, situation: str, documents: int, odds_ratio: float, generator: np.random.Generator) -> Outcome:
    """Test whether two codes meet, and look whether the interval holds the planted odds ratio."""
    talk = drawn(kind, situation, generator, documents=documents, odds_ratio=odds_ratio)
    shown = odds_of(talk).shown(DESIGN).iloc[0]
    a, b = talk.presence[:, :2].T
    cells = (
        np.add.reduceat(part, talk.bounds[:-1], dtype=np.float64)[:, None] for part in (a & b, a & ~b, ~a & b, ~a & ~b)
    )
    stratified = mantel_haenszel(*cells)
    return (
        against(shown["p"], shown["low"], shown["high"], odds_ratio)
        | naively(*crude(a, b), odds_ratio)
        | {"stratified_covered": held(odds_ratio, stratified.low[0], stratified.high[0])}
    )


def family(kind: str, situation: str, documents: int, odds_ratio: float, generator: np.random.Generator) -> Outcome:
    """Test the six pairs of four codes as one family: is any rejected, do all six intervals hold the truth."""
    talk = drawn(kind, situation, generator, documents=documents, odds_ratio=odds_ratio)
    found, plain = (odds_of(talk, codes=4).tested(confidence) for confidence in (1 - LEVEL / 6, 1 - LEVEL))
    truth = np.log([odds_ratio, 1.0, 1.0, 1.0, 1.0, 1.0])
    known = ~np.isnan(found.low)
    if not known.any():
        return {"rejected": float("nan")}
    off, off_plainly = (((truth < each.low) | (truth > each.high))[known].any() for each in (found, plain))
    null = known & (truth == 0)
    return {
        "rejected": float((6 * found.p[null] <= LEVEL).any()),
        "covered": float(not off),
        "naive": float((found.p[null] <= LEVEL).any()),
        "naive_covered": float(not off_plainly),
    }


def difference(kind: str, situation: str, documents: int, ratio: float, generator: np.random.Generator) -> Outcome:
    """Test whether an odds ratio differs between groups of documents of unequal number and length."""
    shorter = {"units": 20} if kind == LOGISTIC else {"answers": (12.0,)}
    talks = (
        drawn(kind, situation, generator, documents=documents, odds_ratio=2.0 * ratio),
        drawn(kind, situation, generator, documents=max(3, documents * 2 // 3), odds_ratio=2.0, **shorter),
    )
    shown = ratio_of_odds([odds_of(talk) for talk in talks], (1.0, -1.0), design=DESIGN).iloc[0]
    (one, error), (other, its) = (crude(*talk.presence[:, :2].T) for talk in talks)
    return against(shown["p"], shown["low"], shown["high"], ratio) | naively(one - other, np.hypot(error, its), ratio)


def given_third(kind: str, situation: str, documents: int, ratio: float, generator: np.random.Generator) -> Outcome:
    """Test whether an odds ratio differs between units with and without a third code, where it does not."""
    talk = drawn(kind, situation, generator, documents=documents, odds_ratio=2.0)
    third = talk.presence[:, 3]
    shown = ratio_of_odds([odds_of(talk, inside) for inside in (third, ~third)], (1.0, -1.0), design=DESIGN).iloc[0]
    (one, error), (other, its) = (crude(*talk.presence[inside, :2].T) for inside in (third, ~third))
    return against(shown["p"], shown["low"], shown["high"], ratio) | naively(one - other, np.hypot(error, its), ratio)


def patterns(kind: str, situation: str, documents: int, odds_ratio: float, generator: np.random.Generator) -> Outcome:
    """Test whether all three codes come together more often than each by itself has it."""
    talk = drawn(kind, situation, generator, documents=documents, odds_ratio=odds_ratio)
    presence = talk.presence[:, :3]
    chance = expected_presence(presence, talk.length.astype(np.float64), talk.bounds)
    counts = rearranged_patterns(presence, chance, talk.bounds, draws=DRAWS, generator=generator)
    observed, mean = pattern_counts(presence), counts.mean(axis=0)
    as_far = (np.abs(counts - mean) >= np.abs(observed - mean) - 1e-9).sum(axis=0)
    total = int(observed.sum())
    naive = binomtest(int(observed[0]), total, float(expected_counts(observed)[0] / total)).pvalue
    return {"rejected": float((1 + as_far[0]) / (1 + DRAWS) <= LEVEL), "naive": float(naive <= LEVEL)}


def _units(talk: Drawn) -> tuple[np.ndarray, np.ndarray]:
    """Return the units of each document that hold the first code, and all; shape (documents, 1)."""
    of_code = np.add.reduceat(talk.presence[:, :1], talk.bounds[:-1], axis=0, dtype=np.float64)
    return of_code, np.diff(talk.bounds).astype(np.float64)[:, None]


def share_difference(kind: str, situation: str, documents: int, _: float, generator: np.random.Generator) -> Outcome:
    """Test whether the share of a code differs between groups of documents of unequal number and length."""
    shorter = {"units": 20} if kind == LOGISTIC else {"answers": (12.0,)}
    first, second = (
        _units(drawn(kind, situation, generator, documents=number, **changes))
        for number, changes in ((documents, {}), (max(3, documents * 2 // 3), shorter))
    )
    over, under = (np.vstack(parts) for parts in zip(first, second, strict=True))
    group = np.repeat([0, 1], [len(first[0]), len(second[0])])
    found = contrast(over, under, group=group, weights=np.array([1.0, -1.0]), confidence=1 - LEVEL)
    x, n = (np.array([part[group == one].sum() for one in (0, 1)]) for part in (over, under))
    with np.errstate(divide="ignore", invalid="ignore"):
        value, error = np.log(x[0] / n[0] * n[1] / x[1]), np.sqrt((1 / x - 1 / n).sum())
    return against(found.p[0], found.low[0], found.high[0], 0.0, null=0.0) | naively(value, error, 1.0)


@cache
def _true_share(kind: str, situation: str) -> float:
    generator = np.random.default_rng(1)
    parts = [_units(drawn(kind, situation, generator, documents=300)) for _ in range(40)]
    return float(sum(of.sum() for of, _ in parts) / sum(units.sum() for _, units in parts))


def share(kind: str, situation: str, documents: int, _: float, generator: np.random.Generator) -> Outcome:
    """Look whether the interval of a share of units holds it."""
    of_code, units = _units(drawn(kind, situation, generator, documents=documents))
    truth = _true_share(kind, situation)
    low, high = (float(end[0]) for end in share_intervals(of_code, units))
    x, n = of_code.sum(), units.sum()
    half = stdtrit(n - 1, 1 - LEVEL / 2) * np.sqrt(x * (n - x) / n**3)
    return {
        "rejected": float("nan"),
        "covered": held(truth, low, high),
        "naive_covered": float(abs(x / n - truth) <= half),
    }


TESTS: dict[str, tuple[Callable[..., Outcome], tuple[float, ...], str]] = {
    "six pairs at once": (family, (1.0,), "odds ratio"),
    "difference of odds ratios": (difference, (1.0, 3.0), "ratio"),
    "odds ratios with and without a third code": (given_third, (1.0,), "ratio"),
    "three codes together": (patterns, (1.0,), "odds ratio"),
    "difference of shares": (share_difference, (1.0,), "ratio"),
}
"""Tests but the first one and shares: what runs them, truths, and what these are."""


def cases() -> Iterator[Case]:
    """Give every case."""
    for kind, situations in SITUATIONS.items():
        documents = (*FEW, *MANY) if kind == BY_WORD else MANY
        for situation in situations:
            truths = (1.0, 2.0, 4.0) if situation in EVERY_TEST else (1.0, 2.0)
            yield from _cases("codes together", meeting, kind, situation, truths, "odds ratio", documents)
    for test, (run, truths, name) in TESTS.items():
        for kind, situation in product(SITUATIONS, EVERY_TEST):
            if situation in SITUATIONS[kind]:
                yield from _cases(test, run, kind, situation, truths, name, MANY)
    for situation in OF_SHARES:
        yield from _cases("share of units", share, BY_WORD, situation, (1.0,), "ratio", MANY)


def _cases(
    test: str, run: Callable[..., Outcome], kind: str, situation: str, truths: tuple[float, ...], name: str,
    numbers: tuple[int, ...],
) -> Iterator[Case]:  # fmt: skip
    for truth, documents in product(truths, numbers):
        said = "none" if truth == 1 else f"{name} {truth:g}"
        bound = partial(run, kind, situation, documents, truth)
        yield Case(test=test, generator=kind, situation=situation, truth=said, documents=documents, run=bound)


def _row(number: int, runs: int) -> dict[str, object]:
    return list(cases())[number].row(runs)


def calibrated(runs: int, processes: int = 1) -> pd.DataFrame:
    """Return one row for each case."""
    numbers = range(len(list(cases())))
    with ProcessPoolExecutor(processes) as pool:
        return pd.DataFrame(pool.map(_row, numbers, [runs] * len(numbers)))


COLUMNS = {
    "rejected": "rejected", "naive": "naive", "covered": "interval covers", "naive_covered": "naive covers",
    "stratified_covered": "Mantel-Haenszel covers", "disagree": "disagree", "given": "given",
}  # fmt: skip


def table(found: pd.DataFrame) -> str:
    """Return the rates as a Markdown table; in a cell, rates stand in the order of the numbers of documents."""
    lines = []
    for names, rows in found.groupby(["test", "generator", "situation", "truth"], sort=False):
        cells = (rates(rows[what], 3 if what in ("rejected", "naive") else 2) for what in COLUMNS)
        lines.append([*names, " ".join(map(str, rows["documents"])), *cells])
    return markdown(["test", "talk", "situation", "truth", "documents", *COLUMNS.values()], lines)
