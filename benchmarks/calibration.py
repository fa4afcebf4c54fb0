"""How often each test is wrong where nothing is going on, how often its interval holds the truth, and what it finds.

    python benchmarks/calibration.py                  1,000 runs of everything; writes docs/calibration.{csv,svg}
    python benchmarks/calibration.py --runs 100       a quick look, printed only

Each row is a test in a situation under which simple tests go wrong: documents with propensities of their own, runs of a
topic, longer units that hold more of everything, codes of unequal frequency. `naive` is the test that takes every unit
as independent.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import binomtest, chi2_contingency

from intertwine.inference.conditional import conditional_logit
from intertwine.inference.contrast import contrast
from intertwine.inference.paired import odds_sums
from intertwine.inference.permutation import CircularShiftTest, poisson_binomial, sign_flip
from intertwine.inference.simulation import Scenario, Simulated, simulated
from intertwine.inference.stratified import mantel_haenszel
from intertwine.inference.within import expected_presence, residual
from intertwine.measures.keyness.frequency import log_likelihood
from intertwine.measures.keyness.keyness import rank_test
from intertwine.measures.order.order import ADJACENT, FIRST, MENTION, events
from intertwine.measures.order.spans import adjacent

HERE = Path(__file__).parent
DOCUMENTS = (12, 24, 39)
DRAWS = 499
LEVEL = 0.05

SITUATIONS = {
    "nothing special": {},
    "correlated propensities": {"propensity": 0.8, "correlation": 0.8},
    "runs of a topic": {"propensity": 0.8, "correlation": 0.5, "streak": 0.6},
    "longer units hold more": {"propensity": 0.5, "correlation": 0.5, "slope": 0.8, "spread": 0.9},
    "one common, one rare code": {"propensity": 0.8, "correlation": 0.5, "rates": (0.5, 0.06, 0.1)},
    "all of these": {"propensity": 0.8, "correlation": 0.5, "streak": 0.6, "slope": 0.8, "spread": 0.9,
                     "rates": (0.3, 0.1, 0.1)},
}  # fmt: skip

Outcome = dict[str, float]
"""What one run gave: 1 or 0 (rejected, held), or NaN where it gave nothing."""


def meeting(scenario: Scenario, generator: np.random.Generator) -> Outcome:
    """Test whether two codes meet, and look whether intervals hold the planted odds ratio."""
    drawn = simulated(scenario, generator)
    presence, bounds = drawn.presence[:, :2], drawn.bounds
    away, variance = residual(presence, expected_presence(presence, drawn.length, bounds))
    sums = CircularShiftTest(1, draws=DRAWS, generator=generator)
    for start, end in pairwise(bounds.tolist()):
        sums.add(away[start:end], variance[start:end], np.array([0]), np.array([1]))
    a, b = presence.T
    cluster = np.arange(scenario.documents)
    odds = mantel_haenszel(*_cells(a, b, bounds), cluster=cluster)
    covariates = np.column_stack([a, np.log(drawn.length)]).astype(np.float64)
    model = conditional_logit(b, covariates, bounds, cluster=cluster)
    truth = scenario.odds_ratio
    return {
        "rejected": float(sums.p_values()[0] <= LEVEL),
        "naive": float(_chi2(a, b) <= LEVEL),
        "covered": _inside(np.log(truth), model.low[0], model.high[0]),
        "covered_mantel_haenszel": _inside(truth, odds.low[0], odds.high[0]),
        "covered_rbg": _inside(truth, odds.rbg_low[0], odds.rbg_high[0]),
    }


def _cells(a: np.ndarray, b: np.ndarray, bounds: np.ndarray) -> list[np.ndarray]:
    parts = (a & b, a & ~b, ~a & b, ~a & ~b)
    return [np.add.reduceat(part, bounds[:-1], dtype=np.float64)[:, None] for part in parts]


def _inside(truth: float, low: float, high: float) -> float:
    return float("nan") if np.isnan(low) or np.isnan(high) else float(low <= truth <= high)


def _chi2(a: np.ndarray, b: np.ndarray) -> float:
    table = np.array([[(a & b).sum(), (a & ~b).sum()], [(~a & b).sum(), (~a & ~b).sum()]])
    if (table.sum(axis=0) == 0).any() or (table.sum(axis=1) == 0).any():
        return 1.0
    return float(chi2_contingency(table, correction=False).pvalue)


def difference(scenario: Scenario, generator: np.random.Generator) -> Outcome:
    """Test whether an odds ratio differs between two groups of documents that differ in rates and length."""
    first = simulated(scenario, generator)
    other = Scenario(
        documents=max(4, scenario.documents * 2 // 3), units=scenario.units // 2,
        rates=tuple(min(0.6, 1.5 * rate) for rate in scenario.rates), odds_ratio=2.0, propensity=scenario.propensity,
        correlation=scenario.correlation, streak=scenario.streak, words=scenario.words / 2,
        spread=scenario.spread, slope=scenario.slope,
    )  # fmt: skip
    second = simulated(other, generator)
    over, under = (np.vstack(parts) for parts in zip(_sums(first), _sums(second), strict=True))
    group = np.repeat([0, 1], [scenario.documents, other.documents])
    found = contrast(
        over, under, group=group, weights=np.array([1.0, -1.0]), block=np.zeros(len(group), dtype=np.intp), draws=DRAWS,
        confidence=0.95, generator=generator,
    )  # fmt: skip
    truth = np.log(scenario.odds_ratio / other.odds_ratio)
    return {
        "rejected": float(found.p[0] <= LEVEL),
        "naive": float(_breslow(first, second) <= LEVEL),
        "covered": _inside(truth, found.low[0], found.high[0]),
    }


def _sums(drawn: Simulated) -> tuple[np.ndarray, np.ndarray]:
    over, under = odds_sums(drawn.presence[:, 0], drawn.presence[:, 1], drawn.length, drawn.bounds)
    return over[:, None], under[:, None]


def _breslow(first: Simulated, second: Simulated) -> float:
    from statsmodels.stats.contingency_tables import StratifiedTable

    tables = []
    for drawn in (first, second):
        a, b = drawn.presence[:, 0], drawn.presence[:, 1]
        tables.append([[(a & b).sum(), (a & ~b).sum()], [(~a & b).sum(), (~a & ~b).sum()]])
    return float(StratifiedTable(np.array(tables, dtype=np.float64).transpose(1, 2, 0)).test_equal_odds().pvalue)


def _spans(
    documents: int, *, share: float, streak: float, order: float, generator: np.random.Generator
) -> pd.DataFrame:
    """Return spans of two codes: the first makes up `share`, kinds come in runs, turns hold one to six spans.

    With `order`, each turn that holds both is put in order, the first code first, that often.
    """
    parts = []
    for document in range(documents):
        own = 1 / (1 + np.exp(-(np.log(share / (1 - share)) + 0.7 * generator.standard_normal())))
        sizes = generator.integers(1, 7, int(generator.integers(15, 40)))
        kinds = generator.random(sizes.sum()) < own
        drawn_again = generator.random(len(kinds)) >= streak
        drawn_again[0] = True
        kinds = kinds[np.maximum.accumulate(np.where(drawn_again, np.arange(len(kinds)), 0))]
        turn = np.repeat(np.arange(len(sizes)), sizes)
        if order:
            sorted_turn = generator.random(len(sizes)) < order
            kinds = kinds[np.lexsort((~kinds & sorted_turn[turn], turn))]
        parts.append(pd.DataFrame({"document_id": document, "turn": turn, "first": kinds}))
    spans = pd.concat(parts, ignore_index=True)
    place = np.arange(len(spans))
    return spans.assign(start=place, end=place + 1, surface="", qualifier="", stretch=spans["turn"],
                        sentence_unit=3 * spans["turn"])  # fmt: skip


def ordered(documents: int, generator: np.random.Generator, *, share: float, streak: float, order: float) -> Outcome:
    """Test in three ways whether the first of two codes comes first."""
    spans = _spans(documents, share=share, streak=streak, order=order, generator=generator)
    every = events(spans, adjacent(spans).assign(reason=False))
    outcome = {}
    for measure in (FIRST, ADJACENT, MENTION):
        inside = every[every["measure"] == measure]
        first, expected = (inside[name].to_numpy(dtype=float) for name in ("first", "expected"))
        if measure == MENTION:
            p = poisson_binomial(int(first.sum()), expected)
        else:
            number, names = pd.factorize(inside["document_id"])
            away = np.bincount(number, first - expected, len(names))
            p = float(sign_flip(away[:, None], draws=DRAWS, generator=generator)[0])
        naive = binomtest(int(first.sum()), len(first), 0.5).pvalue
        outcome |= {f"{measure}:rejected": float(p <= LEVEL), f"{measure}:naive": float(naive <= LEVEL)}
    return outcome


def echoed(scenario: Scenario, generator: np.random.Generator) -> Outcome:
    """Test whether answers name what questions named, where both come in runs but not together."""
    answers, questions = simulated(scenario, generator), simulated(scenario, generator)
    sums = CircularShiftTest(1, draws=DRAWS, generator=generator)
    a, b = [], []
    for (start, end), (begin, until) in zip(pairwise(answers.bounds), pairwise(questions.bounds), strict=True):
        units = min(end - start, until - begin)
        both = np.column_stack([
            questions.presence[begin : begin + units, 0], answers.presence[start : start + units, 0]
        ]).astype(np.float64)  # fmt: skip
        mean = both.mean(axis=0)
        sums.add(both - mean, np.broadcast_to(mean * (1 - mean), both.shape), np.array([0]), np.array([1]))
        a.append(both[:, 0] > 0)
        b.append(both[:, 1] > 0)
    return {
        "rejected": float(sums.p_values()[0] <= LEVEL),
        "naive": float(_chi2(np.concatenate(a), np.concatenate(b)) <= LEVEL),
    }


def key(documents: int, generator: np.random.Generator, *, overdispersion: float, ratio: float = 1.0) -> Outcome:
    """Test whether a word is key, where documents use it unequally (beta-binomial)."""
    in_a = np.arange(documents) < documents // 2
    size = generator.integers(500, 3000, documents)
    rate = np.where(in_a, ratio, 1.0) * 0.004
    shape = (1 - overdispersion) / overdispersion if overdispersion else np.inf
    share = generator.beta(rate * shape, (1 - rate) * shape) if overdispersion else rate
    uses = generator.binomial(size, share)
    p = rank_test((uses / size)[:, None], in_a, DRAWS, generator)[1][0]
    sums = [np.array([float(uses[side].sum())]) for side in (in_a, ~in_a)]
    g2 = log_likelihood(*sums, float(size[in_a].sum()), float(size[~in_a].sum()))[0]
    return {"rejected": float(p <= LEVEL), "naive": float(g2 >= 3.841459)}


def patterns(scenario: Scenario, generator: np.random.Generator) -> Outcome:
    """Test whether all three codes come together more often than each by itself has it."""
    from intertwine.inference.configural import expected_counts, pattern_counts, rearranged_patterns

    drawn = simulated(scenario, generator)
    chance = expected_presence(drawn.presence, drawn.length, drawn.bounds)
    counts = rearranged_patterns(drawn.presence, chance, drawn.bounds, draws=DRAWS, generator=generator)
    observed, mean = pattern_counts(drawn.presence), counts.mean(axis=0)
    as_far = (np.abs(counts - mean) >= np.abs(observed - mean) - 1e-9).sum(axis=0)
    total = observed.sum()
    naive = binomtest(int(observed[0]), int(total), float(expected_counts(observed)[0] / total)).pvalue
    return {"rejected": float((1 + as_far[0]) / (1 + DRAWS) <= LEVEL), "naive": float(naive <= LEVEL)}


Run = Callable[[np.random.Generator], Outcome]


def _meeting(documents: int, odds_ratio: float, situation: str) -> Run:
    scenario = Scenario(documents=documents, odds_ratio=odds_ratio, **SITUATIONS[situation])
    return lambda generator: meeting(scenario, generator)


def cases() -> Iterator[tuple[str, str, str, int, Run]]:
    """Give every case: test, situation, truth, number of documents, and a run of it."""
    for documents in DOCUMENTS:
        for situation, values in SITUATIONS.items():
            yield "co-occurrence", situation, "none", documents, _meeting(documents, 1.0, situation)
            yield "co-occurrence", situation, "odds ratio 2", documents, _meeting(documents, 2.0, situation)
            if situation in ("correlated propensities", "all of these"):
                three = Scenario(documents=documents, **values)
                yield "three codes together", situation, "none", documents, _bound(patterns, three)
        for ratio in (1.5, 3.0):
            truth = f"odds ratio {ratio:g}"
            yield "co-occurrence", "all of these", truth, documents, _meeting(documents, ratio, "all of these")
        for situation in ("correlated propensities", "runs of a topic"):
            for ratio, truth in ((2.0, "none"), (6.0, "ratio of odds ratios 3")):
                scenario = Scenario(documents=documents, odds_ratio=ratio, **SITUATIONS[situation])
                yield "difference of odds ratios", situation, truth, documents, _bound(difference, scenario)
        for share, streak, order, situation, truth in (
            (0.5, 0.0, 0.0, "as frequent", "none"),
            (0.75, 0.0, 0.0, "three times as frequent", "none"),
            (0.75, 0.5, 0.0, "three times as frequent, in runs", "none"),
            (0.6, 0.3, 0.15, "more frequent, in runs", "put in order in 15 %"),
        ):
            yield "order", situation, truth, documents, _ordered(documents, share, streak, order)
        yield (
            "echo",
            "runs of a topic",
            "none",
            documents,
            _bound(echoed, Scenario(documents=documents, **SITUATIONS["runs of a topic"])),
        )
        for overdispersion in (0.0, 0.005, 0.02):
            situation = f"overdispersion {overdispersion:g}"
            yield "keyness", situation, "none", documents, _key(documents, overdispersion, 1.0)
            yield "keyness", situation, "twice as frequent", documents, _key(documents, overdispersion, 2.0)
    yield from _longer_cases()


def _longer_cases() -> Iterator[tuple[str, str, str, int, Run]]:
    for documents in DOCUMENTS:
        for ratio, truth in ((2.0, "none"), (6.0, "ratio of odds ratios 3")):
            scenario = Scenario(documents=documents, odds_ratio=ratio, **SITUATIONS["longer units hold more"])
            yield "difference of odds ratios", "longer units hold more", truth, documents, _bound(difference, scenario)


def _bound(run: Callable[[Scenario, np.random.Generator], Outcome], scenario: Scenario) -> Run:
    return lambda generator: run(scenario, generator)


def _ordered(documents: int, share: float, streak: float, order: float) -> Run:
    return lambda generator: ordered(documents, generator, share=share, streak=streak, order=order)


def _key(documents: int, overdispersion: float, ratio: float) -> Run:
    return lambda generator: key(documents, generator, overdispersion=overdispersion, ratio=ratio)


def case(number: int, runs: int) -> list[dict[str, object]]:
    """Return the rates of one case over its runs, a row for each test in it; each run has a seed of its own."""
    test, situation, truth, documents, run = list(cases())[number]
    found = pd.DataFrame([run(np.random.default_rng([2024, number, one])) for one in range(runs)])
    rows: dict[str, dict[str, object]] = {}
    for column in found.columns:
        part, _, name = column.rpartition(":")
        row = {"test": f"{test}: {part}" if part else test, "situation": situation, "truth": truth}
        rows.setdefault(part, row | {"documents": documents, "runs": runs})[name] = float(found[column].mean())
    return list(rows.values())


def calibrated(runs: int, processes: int, only: str = "") -> pd.DataFrame:
    """Return one row for each test in each case, or for those alone whose name begins with `only`."""
    numbers = [number for number, named in enumerate(cases()) if named[0].startswith(only)]
    with ProcessPoolExecutor(processes) as pool:
        return pd.DataFrame([row for rows in pool.map(case, numbers, [runs] * len(numbers)) for row in rows])


def table(found: pd.DataFrame) -> str:
    """Return the rates of rejection as a Markdown table, documents side by side."""
    columns = ["rejected", "naive", "covered", "covered_mantel_haenszel", "covered_rbg"]
    rates = " | ".join(f"{name} {documents}" for name in ("rejected", "naive") for documents in DOCUMENTS)
    lines = [f"| test | situation | truth | {rates} | interval covers | MH interval | RBG interval |"]
    lines.append("|---" * 12 + "|")
    keys = ["test", "situation", "truth"]
    for names, rows in found.groupby(keys, sort=False):
        by = rows.set_index("documents").reindex(columns=columns)
        cells = [f"{by.loc[d, name]:.3f}".lstrip("0") for name in columns[:2] for d in DOCUMENTS]
        spans = [_covers(by[name]) for name in columns[2:]]
        lines.append(f"| {' | '.join(map(str, names))} | {' | '.join([*cells, *spans])} |")
    return "\n".join(lines)


def _covers(rates: pd.Series) -> str:
    """Return shares of intervals that hold the truth, by number of documents, or a dash where there is no interval."""
    return "–" if rates.isna().all() else " / ".join(f"{rates[d]:.2f}".lstrip("0") for d in DOCUMENTS)


def draw(found: pd.DataFrame, path: Path) -> None:
    """Draw the rates of rejection where nothing is going on: these tests and the naive ones."""
    import matplotlib.pyplot as plt

    null = found[found["truth"] == "none"]
    labels = list(dict.fromkeys(f"{row.test}: {row.situation}" for row in null.itertuples()))
    figure, axes = plt.subplots(figsize=(7.5, 0.26 * len(labels) + 1.2), layout="constrained")
    axes.axvspan(0.03, 0.07, color="#dddddd", zorder=0)
    for documents, marker in zip(DOCUMENTS, "osD", strict=True):
        rows = null[null["documents"] == documents]
        places = [labels.index(f"{row.test}: {row.situation}") for row in rows.itertuples()]
        axes.plot(
            rows["rejected"], places, marker, color="#0072b2", markersize=4, label=f"these tests, {documents} documents"
        )
        axes.plot(rows["naive"], places, marker, color="#d55e00", markersize=4, markerfacecolor="none",
                  label=f"units taken as independent, {documents} documents")  # fmt: skip
    axes.set_yticks(range(len(labels)), labels, fontsize=7)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_xlim(-0.02, 1.02)
    axes.set_xlabel("share of runs with p ≤ .05 where nothing is going on (grey: .03 to .07)", fontsize=8)
    figure.legend(fontsize=6.5, loc="outside lower center", ncols=2)
    figure.savefig(path, metadata={"Date": None})


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=1000, help="runs of each case (default: 1000)")
    parser.add_argument("--only", default="", help="only tests whose name begins so; printed, not written")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    return parser


def main() -> None:
    """Run the calibration."""
    chosen = arguments().parse_args()
    started = time.perf_counter()
    found = calibrated(chosen.runs, chosen.processes, chosen.only)
    print(table(found))
    print(
        f"\n{len(found)} cases of {chosen.runs} runs in {time.perf_counter() - started:.0f} s, "
        f"{chosen.processes} processes"
    )
    if chosen.runs >= 1000 and not chosen.only:
        found.to_csv(HERE.parent / "docs" / "calibration.csv", index=False, float_format="%.4f", lineterminator="\n")
        draw(found, HERE.parent / "docs" / "calibration.svg")


if __name__ == "__main__":
    main()
