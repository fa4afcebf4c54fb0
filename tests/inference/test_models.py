"""Chances from length and place, and patterns of three codes, against other ways to them."""

import numpy as np
import pytest

from intertwine.inference.configural import PATTERNS, pattern_counts, rearranged_patterns, without_three_way
from intertwine.inference.simulation import Scenario, simulated
from intertwine.inference.within import expected_presence, residual


def drawn(seed=1, **more):
    return simulated(Scenario(documents=12, units=25, slope=0.5, spread=0.6, **more), np.random.default_rng(seed))


def test_chances_add_up_to_what_is_there_in_every_stratum():
    corpus = drawn()

    chance = expected_presence(corpus.presence, corpus.length, corpus.bounds)

    there = np.add.reduceat(corpus.presence.astype(float), corpus.bounds[:-1], axis=0)
    assert np.add.reduceat(chance, corpus.bounds[:-1], axis=0) == pytest.approx(there, abs=1e-4)
    assert ((chance >= 0) & (chance <= 1)).all()


def test_a_stratum_without_a_code_holds_no_surprise():
    presence = np.zeros((6, 1), dtype=bool)
    presence[4] = True
    bounds = np.array([0, 3, 6])

    away, variance = residual(presence, expected_presence(presence, np.arange(1.0, 7.0), bounds))

    assert not away[:3].any()
    assert not variance[:3].any()
    assert away[3:].sum() == pytest.approx(0, abs=1e-6)


def test_patterns_keep_their_margins_on_the_average_of_shifts():
    corpus = drawn(streak=0.5)
    chance = expected_presence(corpus.presence, corpus.length, corpus.bounds)

    found = rearranged_patterns(corpus.presence, chance, corpus.bounds, draws=300, generator=np.random.default_rng(2))

    assert found.sum(axis=1) == pytest.approx(np.full(300, len(corpus.presence)))
    for code in range(3):
        held = [place for place, pattern in enumerate(PATTERNS) if pattern[code]]
        assert found[:, held].sum(axis=1).mean() == pytest.approx(corpus.presence[:, code].sum(), rel=0.1)


def test_no_three_way_interaction_leaves_all_pairs_as_they_are():
    counts = np.array([30.0, 12, 9, 20, 14, 25, 11, 40])

    fitted = without_three_way(counts).reshape(2, 2, 2)

    for axis in range(3):
        assert fitted.sum(axis=axis) == pytest.approx(counts.reshape(2, 2, 2).sum(axis=axis), rel=1e-6)
    odds = fitted[:, 0, 0] * fitted[:, 1, 1] / (fitted[:, 0, 1] * fitted[:, 1, 0])
    assert odds[0] == pytest.approx(odds[1], rel=1e-5)


def test_simulated_corpora_hold_what_is_planted():
    scenario = Scenario(documents=800, units=40, odds_ratio=3.0, rates=(0.3, 0.2, 0.1), streak=0.4, asked=0.2,
                        answer=4.0, order=0.7)  # fmt: skip
    corpus = simulated(scenario, np.random.default_rng(9))
    a, b = corpus.presence[:, 0], corpus.presence[:, 1]
    unasked = ~corpus.asked.any(axis=1)

    def odds(one, other):
        return (one & other).sum() * (~one & ~other).sum() / ((one & ~other).sum() * (~one & other).sum())

    assert odds(a[unasked], b[unasked]) == pytest.approx(3.0, rel=0.1)
    assert odds(a, corpus.asked[:, 0]) == pytest.approx(4.0, rel=0.1)
    assert a[unasked].mean() == pytest.approx(0.3, abs=0.01)
    assert corpus.second_first[a & b].mean() == pytest.approx(0.7, abs=0.02)
    assert pattern_counts(corpus.presence).sum() == len(a)
