"""Measure how often intervals of shares hold the truth: rare codes in few clusters, and codes never seen.

Clusters are of unequal size (shifted negative binomial) and hold the code unequally (beta-binomial, with an
intra-class correlation); neither is what the interval is made from. Beside it stands the bootstrap that it took the
place of. Prints the table of docs/methods.md.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import product

import numpy as np
import pandas as pd

from intertwine.inference.bootstrap import bca, cluster_weights
from intertwine.inference.shares import share_intervals

CORRELATIONS = (0.05, 0.2)
SIZES = (3, 30)
CLUSTERS = (8, 16, 30)
SHARES = (0.01, 0.02, 0.05, 0.1, 0.3, 0.5)
RESAMPLES = 999

Numbers = np.ndarray[tuple[int, int], np.dtype[np.float64]]


def drawn(
    share: float, *, clusters: int, size: int, correlation: float, runs: int, generator: np.random.Generator
) -> tuple[Numbers, Numbers]:
    """Return units with the code and units of each cluster and run, shape (clusters, runs); about `size` units each."""
    units = 1 + generator.negative_binomial(2, 2 / (1 + size), (clusters, runs))
    shape = (1 - correlation) / correlation
    held = generator.binomial(units, generator.beta(share * shape, (1 - share) * shape, (clusters, runs)))
    return held.astype(np.float64), units.astype(np.float64)


def bootstrap_intervals(held: Numbers, units: Numbers, generator: np.random.Generator) -> tuple[Numbers, Numbers]:
    """Return bias-corrected and accelerated intervals of the share of each run."""
    weights = cluster_weights(len(held), RESAMPLES, generator)
    left_out = (held.sum(axis=0) - held) / (units.sum(axis=0) - units)
    return bca((weights @ held) / (weights @ units), held.sum(axis=0) / units.sum(axis=0), left_out, confidence=0.95)


def covered(
    share: float, *, clusters: int, size: int, correlation: float, runs: int, generator: np.random.Generator
) -> dict[str, float]:
    """Return how often both intervals hold the share, overall and where nothing was seen, and how wide they are."""
    held, units = drawn(share, clusters=clusters, size=size, correlation=correlation, runs=runs, generator=generator)
    found = {}
    unseen = held.sum(axis=0) == 0
    for name, (low, high) in {
        "share": share_intervals(held, units),
        "bootstrap": bootstrap_intervals(held, units, generator),
    }.items():
        holds = (low <= share) & (share <= high)
        found |= {name: holds.mean(), f"{name}_width": (high - low).mean(), f"{name}_unseen": holds[unseen].sum()}
    return found | {"unseen": unseen.sum()}


def measured(runs: int) -> Iterator[dict[str, float]]:
    """Give the cover of each case."""
    for number, (correlation, size, clusters, share) in enumerate(product(CORRELATIONS, SIZES, CLUSTERS, SHARES)):
        case = {"clusters": clusters, "size": size, "correlation": correlation}
        generator = np.random.default_rng([16, number])
        yield case | {"truth": share} | covered(share, **case, runs=runs, generator=generator)


def table(found: pd.DataFrame) -> str:
    """Return the cover as a Markdown table: this interval / the bootstrap, the mean width of this one at .05."""
    shares = " | ".join(_number(share) for share in SHARES)
    lines = [f"| correlation | units | clusters | {shares} | where 0 of n were seen |", "|---" * 10 + "|"]
    for names, rows in found.groupby(["correlation", "size", "clusters"], sort=False):
        correlation, size, clusters = names
        cells = [f"{_number(row.share)} / {_number(row.bootstrap)}" for row in rows.itertuples()]
        unseen = rows["unseen"].sum()
        ends = [_number(rows[f"{name}_unseen"].sum() / unseen) for name in ("share", "bootstrap")]
        lines.append(f"| {_number(correlation)} | {size} | {clusters} | {' | '.join(cells)} | {' / '.join(ends)} |")
    return "\n".join(lines)


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").lstrip("0") if value in (*SHARES, *CORRELATIONS) else f"{value:.2f}".lstrip("0")


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=4000, help="runs of each case (default: 4000)")
    return parser


def main() -> None:
    """Measure and print."""
    found = pd.DataFrame(measured(arguments().parse_args().runs))
    print(table(found))
    widths = found.groupby("truth")[["share_width", "bootstrap_width"]].mean()
    print(f"\nlowest cover: {found['share'].min():.3f}, of the bootstrap {found['bootstrap'].min():.3f}")
    print(widths.round(3).to_string())


if __name__ == "__main__":
    main()
