"""Between-group contrasts of ratios of sums over clusters."""

import numpy as np
import pytest
from scipy.stats import t, ttest_ind

from intertwine.inference.contrast import contrast

OVER = np.array([[9.0], [7.0], [8.0], [3.0], [2.0], [4.0], [3.5]])
UNDER = np.array([[5.0], [6.0], [4.0], [6.0], [5.0], [7.0], [4.0]])
GROUP = np.array([0, 0, 0, 1, 1, 1, 1])


def compared(group=GROUP, weights=(1.0, -1.0), over=OVER, under=UNDER):
    return contrast(over, under, group=np.asarray(group), weights=np.array(weights), confidence=0.95)


def test_the_contrast_is_the_log_of_the_ratio_of_two_ratios():
    first, second = (OVER[side == GROUP].sum() / UNDER[side == GROUP].sum() for side in (0, 1))

    assert compared().estimate[0] == pytest.approx(np.log(first / second))


def test_the_interval_by_hand():
    spread = []
    for side in (0, 1):
        r, s = OVER[group := side == GROUP, 0], UNDER[group, 0]
        spread.append(len(r) / (len(r) - 1) * ((r / r.sum() - s / s.sum()) ** 2).sum())
    freedom = sum(spread) ** 2 / (spread[0] ** 2 / 2 + spread[1] ** 2 / 3)

    found = compared()

    assert found.high[0] - found.estimate[0] == pytest.approx(t.ppf(0.975, freedom) * np.sqrt(sum(spread)))


def test_near_means_of_clusters_of_one_size_it_is_the_test_of_welch():
    generator = np.random.default_rng(2)
    over = 100 + generator.standard_normal((30, 1))
    group = np.repeat([0, 1], 15)

    found = compared(group, over=over, under=np.ones((30, 1)))

    assert found.p[0] == pytest.approx(ttest_ind(over[:15, 0], over[15:, 0], equal_var=False).pvalue, abs=2e-3)


def test_groups_exchanged_turn_the_contrast_and_leave_p():
    one, other = compared(), compared(1 - GROUP)

    assert (one.estimate[0], one.low[0], one.p[0]) == pytest.approx((-other.estimate[0], -other.high[0], other.p[0]))


def test_a_planted_ratio_is_found():
    generator = np.random.default_rng(5)
    group = np.repeat([0, 1], 20)
    over = generator.poisson(np.where(group, 20, 40), 40)[:, None].astype(float)

    found = compared(group, over=over, under=np.full((40, 1), 20.0))

    assert found.low[0] < np.log(2) < found.high[0]
    assert found.p[0] < 1e-6


def test_a_group_that_tells_nothing_gives_nothing():
    found = compared(np.array([0, 0, 1, 1]), over=np.zeros((4, 1)), under=np.ones((4, 1)))

    assert np.isnan([found.estimate[0], found.low[0], found.p[0]]).all()
