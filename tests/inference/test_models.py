"""Models with the length of units, contrasts between groups and patterns of three codes, against other ways to them."""

from itertools import combinations

import numpy as np
import pytest
from statsmodels.discrete.conditional_models import ConditionalLogit

from intertwine.inference.conditional import LONGEST, conditional_logit
from intertwine.inference.configural import PATTERNS, pattern_counts, rearranged_patterns, without_three_way
from intertwine.inference.contrast import contrast
from intertwine.inference.paired import odds_sums
from intertwine.inference.simulation import Scenario, simulated
from intertwine.inference.stratified import mantel_haenszel
from intertwine.inference.within import expected_presence, residual, stratum_of


def drawn(seed=1, **more):
    return simulated(Scenario(documents=12, units=25, slope=0.5, spread=0.6, **more), np.random.default_rng(seed))


def test_conditional_logit_is_that_of_statsmodels():
    corpus = drawn(odds_ratio=2.0)
    a, b = corpus.presence[:, 0], corpus.presence[:, 1]
    design = np.column_stack([a, np.log(corpus.length)]).astype(float)

    found = conditional_logit(b, design, corpus.bounds, cluster=np.arange(12))
    peer = ConditionalLogit(b.astype(float), design, groups=stratum_of(corpus.bounds)).fit(disp=0)

    assert found.coefficients == pytest.approx(peer.params, abs=1e-3)
    assert found.errors == pytest.approx(peer.bse, rel=1e-3)
    assert found.low[0] < found.coefficients[0] < found.high[0]


def test_conditional_logit_by_all_choices_of_a_small_stratum():
    outcome, x = np.array([True, False, True, False, False]), np.array([[0.5], [1.0], [2.0], [0.0], [1.5]])
    bounds = np.array([0, 5])

    found = conditional_logit(outcome, x, bounds, cluster=np.array([0]))

    b = found.coefficients[0]
    weights = np.array([np.exp(b * x[list(chosen), 0].sum()) for chosen in combinations(range(5), 2)])
    sums = np.array([x[list(chosen), 0].sum() for chosen in combinations(range(5), 2)])
    assert (weights * sums).sum() / weights.sum() == pytest.approx(2.5, abs=1e-6)


def test_a_stratum_in_which_nothing_varies_tells_nothing():
    outcome = np.array([True, True, False, True, False])
    x = np.array([[0.0], [1.0], [0.0], [1.0], [1.0]])

    found = conditional_logit(outcome, x, np.array([0, 2, 5]), cluster=np.array([0, 1]))

    assert (found.strata, found.dropped) == (1, 1)


def test_long_strata_are_cut_and_give_nearly_the_same():
    corpus = simulated(Scenario(documents=2, units=3 * LONGEST, odds_ratio=2.0), np.random.default_rng(3))
    a, b = corpus.presence[:, 0], corpus.presence[:, 1]
    design = np.column_stack([a, np.log(corpus.length)]).astype(float)

    found = conditional_logit(b, design, corpus.bounds, cluster=np.arange(2))

    assert found.coefficients[0] == pytest.approx(np.log(2), abs=0.35)
    assert np.isfinite(found.errors).all()


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


def of_mantel_haenszel(a, b, bounds):
    cells = [np.add.reduceat(one, bounds[:-1], dtype=float)[:, None] for one in (a & b, a & ~b, ~a & b, ~a & ~b)]
    return mantel_haenszel(*cells, cluster=np.arange(len(bounds) - 1)).estimate[0]


def test_pairs_of_units_of_one_length_give_the_mantel_haenszel_odds_ratio():
    corpus = drawn(odds_ratio=2.0)
    a, b = corpus.presence[:, 0], corpus.presence[:, 1]

    over, under = odds_sums(a, b, np.full(len(a), 7.0), corpus.bounds)

    assert over.sum() / under.sum() == pytest.approx(of_mantel_haenszel(a, b, corpus.bounds))


def test_pairs_weighted_against_length_find_what_mantel_haenszel_misses():
    scenario = Scenario(documents=400, units=20, odds_ratio=2.0, slope=0.8, spread=0.9)
    corpus = simulated(scenario, np.random.default_rng(8))
    a, b = corpus.presence[:, 0], corpus.presence[:, 1]

    over, under = odds_sums(a, b, corpus.length, corpus.bounds)

    assert over.sum() / under.sum() == pytest.approx(2.0, rel=0.1)
    assert of_mantel_haenszel(a, b, corpus.bounds) > 2.5


def test_a_contrast_is_the_difference_of_logs_and_is_found():
    generator = np.random.default_rng(5)
    group = np.repeat([0, 1], 20)
    over = generator.poisson(np.where(group, 20, 40), 40)[:, None].astype(float)
    under = np.full((40, 1), 20.0)

    found = contrast(over, under, group=group, weights=np.array([1.0, -1.0]), block=np.zeros(40, dtype=int), draws=199,
                     confidence=0.95, generator=generator)  # fmt: skip

    assert found.estimate[0] == pytest.approx(np.log(over[:20].sum() / over[20:].sum()))
    assert found.low[0] < np.log(2) < found.high[0]
    assert found.p[0] == pytest.approx(1 / 200)


def test_exchanging_inside_blocks_leaves_what_differs_between_them():
    generator = np.random.default_rng(6)
    block = np.repeat([0, 1], 10)
    over = np.where(block, 50.0, 5.0)[:, None] + generator.random((20, 1))
    group = np.array([0, 1] * 10)

    found = contrast(over, np.full((20, 1), 10.0), group=group, weights=np.array([1.0, -1.0]), block=block, draws=199,
                     confidence=0.95, generator=generator)  # fmt: skip

    assert found.p[0] > 0.05


def test_a_group_that_tells_nothing_gives_nothing():
    found = contrast(np.zeros((4, 1)), np.ones((4, 1)), group=np.array([0, 0, 1, 1]), weights=np.array([1.0, -1.0]),
                     block=np.zeros(4, dtype=int), draws=9, confidence=0.95,
                     generator=np.random.default_rng(1))  # fmt: skip

    assert np.isnan([found.estimate[0], found.p[0]]).all()


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


@pytest.mark.parametrize("share_elsewhere", [0.0, 0.3])
def test_separation_has_no_maximum(share_elsewhere):
    generator = np.random.default_rng(4)
    bounds = np.arange(0, 241, 20)
    a = generator.random(240) < 0.3
    b = a | (generator.random(240) < share_elsewhere)
    design = np.column_stack([a, generator.standard_normal(240)]).astype(float)

    found = conditional_logit(b, design, bounds, cluster=np.arange(12))

    assert np.isnan([found.coefficients, found.low, found.high]).all()
