"""Does what is planted come out: simulated studies, as text in both languages, from the files to the tables.

    python benchmarks/planted_truth.py                 100 studies with a truth and 100 without
    python benchmarks/planted_truth.py --studies 4     a quick look

Each study is written by `intertwine simulate` and goes through the stages ingest, segment, code, cooccur, order,
lexicon and uptake as the workflow runs them. With a truth: odds ratio 3 of security and threat, threat first in
75 %, six times the odds of naming what the question named. Without: none of these, but the same propensities, runs
and lengths.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import pandas as pd

from intertwine import records
from intertwine.__main__ import main as intertwine
from intertwine.inference.simulation import Scenario, simulated
from intertwine.measures.cooccurrence.records import COOCCURRENCE
from intertwine.measures.order.order import FIRST
from intertwine.measures.order.records import ORDER
from intertwine.measures.uptake.echoes import excess_echo
from intertwine.measures.uptake.records import ECHOES
from intertwine.simulation.parameters import Parameters
from intertwine.simulation.writing import write_study

TRUE = {"interviews": 20, "turns": 30, "odds_ratio": 3.0, "order": 0.75, "asked": 0.15, "answer": 6.0}
NULL = {"interviews": 20, "turns": 30, "odds_ratio": 1.0, "order": 0.5, "asked": 0.15, "answer": 1.0}
SETTINGS = "units: [sentence, turn]\npermutations: 999\nbootstrap: 500\n"
LEVEL = 0.05

STAGES = ("ingest", "segment", "code", "cooccur", "order", "lexicon", "uptake")


def measured(values: dict[str, float], seed: int) -> dict[str, pd.DataFrame]:
    """Write one study, run its stages, and return its measures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_study(Parameters(**values, seed=seed), folder)
        with (folder / "config.yaml").open("a", encoding="utf-8") as settings:
            settings.write(SETTINGS)
        for stage in STAGES:
            if intertwine([stage, "--config", str(folder / "config.yaml"), "--results", str(folder / "results")]):
                raise RuntimeError(f"{stage} failed with seed {seed}")
        tables = (COOCCURRENCE, ORDER, ECHOES)
        return {table.stem: records.read(table, folder / "results" / table.name) for table in tables}


def planted_echo() -> float:
    """Return the excess echo of security under the truth, from a very large corpus of presence."""
    scenario: Scenario = Parameters(**{**TRUE, "interviews": 6000}).scenario("interview")
    drawn = simulated(scenario, np.random.default_rng(0))
    asked, named = drawn.asked[:, 0], drawn.presence[:, 0]
    sums = (np.array([float(one.sum())]) for one in (asked & named, asked, named, np.ones_like(named)))
    return float(excess_echo(*sums)[0])


def one_study(seed: int) -> dict[str, float]:
    """Return what came out of one study with a truth, and of one without."""
    found, nothing = measured(TRUE, seed), measured(NULL, seed)
    truth = {"odds ratio": TRUE["odds_ratio"], "order": TRUE["order"], "prompting": _ECHO}
    outcome = {f"covered: {name}": _covered(found, name, value) for name, value in truth.items()}
    outcome |= {f"found: {name}": float(p < LEVEL) for name, p in _tests(found).items()}
    outcome |= {f"false: {name}": float(p < LEVEL) for name, p in _tests(nothing).items()}
    return outcome | {"false: anything": float(min(_tests(nothing).values()) < LEVEL)}


_ECHO = planted_echo()


def _chosen(frame: pd.DataFrame, **wanted: str) -> pd.DataFrame:
    for name, value in wanted.items():
        frame = frame[frame[name] == value]
    return frame


def _covered(found: dict[str, pd.DataFrame], name: str, truth: float) -> float:
    row = {
        "odds ratio": lambda: _declared(found, "security", "threat"),
        "order": lambda: _chosen(found["order"], measure=FIRST, language="all", reading="all"),
        "prompting": lambda: _chosen(found["echoes"], code="security", language="all"),
    }[name]().iloc[0]
    return float(row["low"] <= truth <= row["high"])


def _declared(found: dict[str, pd.DataFrame], a: str, b: str) -> pd.DataFrame:
    whole = _chosen(found["cooccurrence"], unit="turn", language="all", reading="all")
    return _chosen(whole, code_a=a, code_b=b)


def _tests(found: dict[str, pd.DataFrame]) -> dict[str, float]:
    """Return the smallest adjusted p-value of each family, all languages together."""
    pairs = _chosen(found["cooccurrence"], unit="turn", language="all", reading="all")
    order = _chosen(found["order"], language="all", reading="all")
    echoes = _chosen(found["echoes"], language="all")
    frames = {"co-occurrence": pairs, "order": order, "echo": echoes}
    return {name: float(np.nanmin(frame["p_adjusted"], initial=1.0)) for name, frame in frames.items()}


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--studies", type=int, default=100, help="studies with a truth, and as many without")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    return parser


def main() -> None:
    """Run the studies and print how often the truth came out."""
    chosen = arguments().parse_args()
    started = time.perf_counter()
    with ProcessPoolExecutor(chosen.processes) as pool:
        found = pd.DataFrame(pool.map(one_study, range(1, chosen.studies + 1)))
    for name in found.columns:
        print(f"{name:25s} {int(found[name].sum()):4d} of {len(found)}")
    print(f"{2 * len(found)} studies in {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
