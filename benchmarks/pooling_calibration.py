"""How often intervals of partially pooled pairs, and exact ones of thin pairs, hold the truth; and wrong signs.

Studies are not drawn from the model: 24 codes in 1 to 30 % of units; a chain of topics along each interview in which
codes are likelier (all alike, with a heavy tail, or not at all), bursts of each code, propensities of documents that go
together, topics of their own, units of unequal length of which longer ones hold more of everything. The true log odds
ratio of a pair is that of its expected tables inside documents at equal length.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
import pandas as pd
from scipy.special import expit

from intertwine.config import Smallest
from intertwine.inference.exact import conditional_mle
from intertwine.inference.pooling import OWN, pooled
from intertwine.measures.cooccurrence.odds import EXACT, pair_odds
from intertwine.measures.design import Design
from intertwine.measures.matrix import Layout
from markdown_rates import markdown, rate

RUNS = 20
CODES, FAMILIES, TOPICS = 24, 4, 5
STAY, BURST, STAY_BURST, SLOPE = 0.8, 2.5, 0.8, 0.5
TRUTHS = ("two points", "heavy tail", "none")
DOCUMENTS = (5, 8, 12, 24, 40)
DESIGN = Design(cluster="document", confidence=0.95, seed=0, **Smallest().model_dump())
PAIRS = np.array(list(combinations(range(CODES), 2)))
FIRST, SECOND = PAIRS.T

Numbers = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


@dataclass(frozen=True)
class Population:
    """Level of each code, and how much likelier it is in each topic (log odds)."""

    level: Numbers
    likelier: Numbers


def population(truth: str, generator: np.random.Generator) -> Population:
    """Draw the codes of a study."""
    rate = np.exp(generator.uniform(np.log(0.01), np.log(0.3), CODES))
    tied = generator.random(CODES) < 0.6
    much = {
        "two points": np.full(CODES, 3.0),
        "heavy tail": np.minimum(2 * np.abs(generator.standard_t(2, CODES)), 6),
        "none": np.zeros(CODES),
    }
    likelier = np.zeros((CODES, TOPICS))
    likelier[np.arange(CODES), generator.integers(TOPICS, size=CODES)] = much[truth] * tied
    low, high = np.full(CODES, -15.0), np.full(CODES, 5.0)
    for _ in range(40):
        middle = (low + high) / 2
        over = _chance(middle[:, None] + likelier).mean(axis=1) > rate
        low, high = np.where(over, low, middle), np.where(over, middle, high)
    return Population(middle, likelier)


def _chance(logits: Numbers) -> Numbers:
    """Return the chance of codes whose bursts come half of the time."""
    return (expit(logits) + expit(logits + BURST)) / 2


def levels(codes: Population, documents: int, generator: np.random.Generator) -> tuple[Numbers, Numbers]:
    """Return the shares of topics and the levels of codes of each document."""
    shares = generator.dirichlet(np.full(TOPICS, 3.0), documents)
    own, common = generator.normal(0, 0.5, (documents, CODES)), generator.normal(0, 0.5, (documents, 1))
    return shares, codes.level + own + common


def true_log_odds(codes: Population, generator: np.random.Generator, documents: int = 400) -> Numbers:
    """Return the log odds ratio of each pair in expected tables inside documents, in units of mean length."""
    over, under = np.zeros(len(PAIRS)), np.zeros(len(PAIRS))
    shares, level = levels(codes, documents, generator)
    for share, at in zip(shares, level, strict=True):
        chance = _chance(at[:, None] + codes.likelier)
        both, a = ((chance * share) @ chance.T)[FIRST, SECOND], chance @ share
        over += both * (1 - a[FIRST] - a[SECOND] + both)
        under += (a[FIRST] - both) * (a[SECOND] - both)
    return np.log(over / under)


def chain(size: int, stay: float, share: Numbers, generator: np.random.Generator) -> np.ndarray:
    """Return states of a chain that stays, or draws a state anew."""
    fresh = generator.choice(len(share), size, p=share)
    moves = np.append(True, generator.random(size - 1) >= stay)
    return fresh[np.maximum.accumulate(np.where(moves, np.arange(size), 0))]


def study(codes: Population, documents: int, generator: np.random.Generator) -> tuple[np.ndarray, Layout]:
    """Return presence and layout of one study."""
    sizes = np.maximum(8, generator.negative_binomial(3, 3 / 43, documents))
    shares, level = levels(codes, documents, generator)
    halves = np.array([0.5, 0.5])
    logits = [
        at
        + codes.likelier.T[chain(size, STAY, share, generator)]
        + BURST * np.column_stack([chain(size, STAY_BURST, halves, generator) for _ in range(CODES)])
        for size, share, at in zip(sizes.tolist(), shares, level, strict=True)
    ]
    log_length = generator.normal(0, 0.7, sizes.sum())
    presence = generator.random((sizes.sum(), CODES)) < expit(np.vstack(logits) + SLOPE * log_length[:, None])
    bounds = np.append(0, np.cumsum(sizes))
    return presence, Layout(np.rint(30 * np.exp(log_length)) + 1, bounds, np.arange(documents).astype(object))


def blocks() -> np.ndarray:
    """Return the pair of families of each pair of codes."""
    family = np.arange(CODES) % FAMILIES
    low, high = np.minimum(family[FIRST], family[SECOND]), np.maximum(family[FIRST], family[SECOND])
    return low * FAMILIES + high


def of_study(truth: str, documents: int, generator: np.random.Generator) -> pd.DataFrame:
    """Return what is said of each pair of one study, pooled and by the pair alone."""
    codes = population(truth, generator)
    presence, layout = study(codes, documents, generator)
    odds = pair_odds(presence, PAIRS, layout, design=DESIGN)
    tables = odds.counts.tables()
    found = pooled(tables, block=blocks(), cluster=np.arange(documents))
    shown = odds.shown(DESIGN)
    with np.errstate(divide="ignore"):
        low, high = np.log(shown["low"]), np.log(shown["high"])
    true = true_log_odds(codes, generator)
    thin = (shown["method"] == EXACT) & shown["low"].notna() & shown["expected"].ge(0.2)
    return pd.DataFrame({
        "true": true, "median": found.median, "covers": (found.low <= true) & (true <= found.high),
        "own": found.own >= OWN, "finding": found.finding, "alone": conditional_mle(tables),
        "thin": thin, "thin_covers": (low <= true) & (true <= high), "thin_rejects": shown["p"] <= 0.05,
    }).dropna(subset=["median"])  # fmt: skip


def _case(truth: str, documents: int, runs: int) -> dict[str, object]:
    seeds = [[TRUTHS.index(truth), documents, run] for run in range(runs)]
    rows = pd.concat([of_study(truth, documents, np.random.default_rng(seed)) for seed in seeds])
    said, own, thin = rows[rows["finding"]], rows[rows["own"]], rows[rows["thin"]]
    finite = rows[np.isfinite(rows["alone"])]
    return {
        "truth": truth, "documents": documents, "pairs": len(rows), "covers": rows["covers"].mean(),
        "own_share": rows["own"].mean(), "own_covers": own["covers"].mean(), "said": len(said) / len(rows),
        "wrong_sign": (said["median"] * said["true"] < 0).mean() if truth != "none" else np.nan,
        "error": _error(rows["median"], rows["true"]), "error_alone": _error(finite["alone"], finite["true"]),
        "infinite": 1 - len(finite) / len(rows), "thin": len(thin) / len(rows),
        "thin_covers": thin["thin_covers"].mean(),
        "thin_rejects": thin["thin_rejects"].mean() if truth == "none" else np.nan,
    }  # fmt: skip


def _error(estimate: pd.Series, truth: pd.Series) -> float:
    return float(np.sqrt(((estimate - truth) ** 2).mean()))


def calibrated(runs: int, processes: int = 1) -> pd.DataFrame:
    """Return one row for each truth and number of documents."""
    truths, documents = zip(*product(TRUTHS, DOCUMENTS), strict=True)
    with ProcessPoolExecutor(processes) as pool:
        return pd.DataFrame(pool.map(_case, truths, documents, [runs] * len(truths)))


HEADS = {
    "truth": "true odds ratios", "documents": "documents", "pairs": "pairs", "covers": "pooled covers",
    "own_share": "a fifth its own", "own_covers": "those cover", "said": "said to have a sign",
    "wrong_sign": "wrong sign", "error": "error of log odds ratio", "error_alone": "by itself",
    "infinite": "by itself infinite", "thin": "thin", "thin_covers": "exact covers", "thin_rejects": "exact rejects",
}  # fmt: skip


def table(found: pd.DataFrame) -> str:
    """Return the rates as a Markdown table."""
    rows = found[list(HEADS)].to_dict("records")
    cells = ([rate(value, 3) if isinstance(value, float) else value for value in row.values()] for row in rows)
    return markdown(HEADS.values(), cells)
