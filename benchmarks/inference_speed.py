"""Circular shifts and cluster bootstrap over all pairs of 40 codes: seconds and memory beside direct loops.

    python benchmarks/inference_speed.py

50,000 units in 500 documents, 780 pairs; 9,999 shifts, 10,000 resamples. The direct loops give the same numbers for the
draws they are measured on, and are multiplied up. Then the shifts for up to 1,000,000 units.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from itertools import pairwise

import numpy as np

from intertwine.inference.bootstrap import bca, cluster_weights
from intertwine.inference.permutation import CircularShiftTest, alignments
from intertwine.inference.within import expected_presence, residual

CODES, DOCUMENTS, UNITS = 40, 500, 100
SHIFTS, RESAMPLES = 9_999, 10_000
FIRST, SECOND = np.triu_indices(CODES, 1)


def corpus(documents: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return presence, lengths and bounds of a corpus in which codes are of unequal frequency."""
    generator = np.random.default_rng(1)
    share = generator.uniform(0.02, 0.2, CODES)
    presence = generator.random((documents * UNITS, CODES)) < share
    length = np.maximum(1.0, np.rint(generator.lognormal(3, 0.7, len(presence))))
    return presence, length, np.arange(0, len(presence) + 1, UNITS)


def shifted(presence: np.ndarray, length: np.ndarray, bounds: np.ndarray, draws: int) -> np.ndarray:
    """Return p-values of all pairs."""
    away, variance = residual(presence, expected_presence(presence, length, bounds))
    sums = CircularShiftTest(len(FIRST), draws=draws, generator=np.random.default_rng(2))
    for start, end in pairwise(bounds.tolist()):
        sums.add(away[start:end], variance[start:end], FIRST, SECOND)
    return sums.p_values()


def shifted_directly(away: np.ndarray, bounds: np.ndarray, shifts: np.ndarray, pairs: int) -> np.ndarray:
    """Return the sums of one draw of shifts for the first `pairs` pairs, by loops over pairs and documents."""
    found = np.zeros(pairs)
    for pair in range(pairs):
        for document, (start, end) in enumerate(pairwise(bounds.tolist())):
            moved = np.roll(away[start:end, SECOND[pair]], shifts[document])
            found[pair] += (away[start:end, FIRST[pair]] * moved).sum()
    return found


def sums_of(presence: np.ndarray, bounds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the sums R and S of Mantel and Haenszel of each document and pair."""
    over, under = (np.empty((len(bounds) - 1, len(FIRST))) for _ in range(2))
    for document, (start, end) in enumerate(pairwise(bounds.tolist())):
        rows = presence[start:end].astype(np.float32)
        both, held, n = (rows.T @ rows)[FIRST, SECOND], rows.sum(axis=0), end - start
        only_a, only_b = held[FIRST] - both, held[SECOND] - both
        over[document], under[document] = both * (n - both - only_a - only_b) / n, only_a * only_b / n
    return over, under


def resampled(presence: np.ndarray, bounds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return bootstrap intervals of all odds ratios."""
    over, under = sums_of(presence, bounds)
    weights = cluster_weights(len(over), RESAMPLES, np.random.default_rng(3))
    drawn, estimate = (weights @ over) / (weights @ under), over.sum(axis=0) / under.sum(axis=0)
    left_out = (over.sum(axis=0) - over) / (under.sum(axis=0) - under)
    return bca(drawn, estimate, left_out, confidence=0.95)


def resampled_directly(presence: np.ndarray, bounds: np.ndarray, chosen: np.ndarray, pairs: int) -> np.ndarray:
    """Return the odds ratios of one resample for the first `pairs` pairs, by loops over pairs and documents."""
    found = np.zeros(pairs)
    for pair in range(pairs):
        over = under = 0.0
        for document in chosen:
            a, b = (presence[bounds[document] : bounds[document + 1], code[pair]] for code in (FIRST, SECOND))
            n = len(a)
            over += (a & b).sum() * (~a & ~b).sum() / n
            under += (a & ~b).sum() * (~a & b).sum() / n
        found[pair] = over / under
    return found


def timed(what: Callable[[], object]) -> float:
    """Return the CPU seconds that a call takes."""
    started = time.process_time()
    what()
    return time.process_time() - started


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the options: there are none."""
    return argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)


def main() -> None:
    """Measure and print."""
    arguments().parse_args()
    presence, length, bounds = corpus(DOCUMENTS)
    away, _ = residual(presence, expected_presence(presence, length, bounds))
    generator = np.random.default_rng(4)
    shifts, chosen = generator.integers(0, UNITS, DOCUMENTS), generator.integers(0, DOCUMENTS, DOCUMENTS)

    direct = shifted_directly(away, bounds, shifts, 5)
    drawn = sum(alignments(away[s:e], FIRST[:5], SECOND[:5])[shifts[d]] for d, (s, e) in enumerate(pairwise(bounds)))
    assert np.allclose(direct, drawn, atol=1e-3)
    ours = timed(lambda: shifted(presence, length, bounds, SHIFTS))
    loop = timed(lambda: shifted_directly(away, bounds, shifts, 20)) / 20 * len(FIRST) * SHIFTS
    print(
        f"{SHIFTS:,} shifts of {len(FIRST)} pairs: {ours:.1f} s, direct loops {loop:,.0f} s, {loop / ours:,.0f} times"
    )

    over, under = sums_of(presence, bounds)
    direct = resampled_directly(presence, bounds, chosen, 5)
    assert np.allclose(direct, over[chosen][:, :5].sum(axis=0) / under[chosen][:, :5].sum(axis=0), rtol=1e-4)
    ours = timed(lambda: resampled(presence, bounds))
    loop = timed(lambda: resampled_directly(presence, bounds, chosen, 20)) / 20 * len(FIRST) * RESAMPLES
    print(f"{RESAMPLES:,} resamples of {len(FIRST)} pairs: {ours:.1f} s; loops {loop:,.0f} s, {loop / ours:,.0f} times")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")

    for documents in (500, 2_500, 10_000):
        seconds = timed(lambda documents=documents: shifted(*corpus(documents), 999))
        print(f"999 shifts, {documents * UNITS:,} units: {seconds:.1f} s")


if __name__ == "__main__":
    main()
