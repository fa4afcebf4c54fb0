"""Intervals of shares over clusters: as Clopper and Pearson's where units are independent, open at the edge."""

import numpy as np
import pytest
from scipy.stats import binomtest

from intertwine.inference.shares import share_intervals


def interval(counts, sizes, **options):
    low, high = share_intervals(np.array(counts, dtype=float)[:, None], np.array(sizes, dtype=float), **options)
    return low[0], high[0]


@pytest.mark.parametrize(("successes", "number"), [(0, 10), (1, 29), (15, 148), (81, 263), (20, 20)])
@pytest.mark.parametrize("confidence", [0.9, 0.95])
def test_is_clopper_and_pearsons_where_every_unit_is_a_cluster_of_its_own(successes, number, confidence):
    exact = binomtest(successes, number).proportion_ci(confidence, method="exact")
    units = np.repeat([1.0, 0.0], [successes, number - successes])

    assert interval(units, np.ones(number), confidence=confidence) == pytest.approx((exact.low, exact.high))


@pytest.mark.parametrize(("share", "successes"), [(0, 0), (1, 8)])
def test_at_the_edge_is_clopper_and_pearsons_of_as_many_units_as_clusters(share, successes):
    exact = binomtest(successes, 8).proportion_ci(method="exact")
    sizes = np.array([3, 30, 1, 8, 12, 5, 40, 2])

    assert interval(share * sizes, sizes) == pytest.approx((exact.low, exact.high))


def test_is_wider_where_units_of_a_cluster_go_together():
    sizes = np.full(10, 20.0)
    low, high = interval(np.full(10, 8.0), sizes)
    low_together, high_together = interval(np.repeat([16.0, 0.0], 5), sizes)

    assert low_together < low < 0.4 < high < high_together


def test_is_never_narrower_than_of_independent_units():
    exact = binomtest(80, 200).proportion_ci(method="exact")

    assert interval(np.full(10, 8.0), np.full(10, 20.0)) == pytest.approx((exact.low, exact.high))


def test_weights_change_the_share_and_not_how_many_units_stand_behind_it():
    counts, sizes = np.array([[1.0], [0], [2], [1]]), np.array([3.0, 3, 3, 3])

    weighted = share_intervals(7 * counts, 7 * sizes, units=np.array([12.0]))

    assert np.array(weighted) == pytest.approx(np.array(share_intervals(counts, sizes)))


def test_clusters_without_units_are_none():
    assert interval([0, 0, 0], [4, 0, 4]) == interval([0, 0], [4, 4])


def test_one_cluster_is_as_one_unit():
    assert interval([5], [5]) == pytest.approx((0.025, 1))


def test_nothing_is_said_of_no_units():
    assert np.isnan(interval([0, 0], [0, 0])).all()


def test_columns_are_taken_one_by_one_and_mirrored_for_what_is_not_there():
    generator = np.random.default_rng(3)
    sizes = generator.integers(1, 30, 12).astype(float)
    counts = np.floor(sizes[:, None] * generator.random((12, 6)))
    low, high = share_intervals(counts, sizes)
    low_without, high_without = share_intervals(sizes[:, None] - counts, sizes)

    assert np.array([interval(column, sizes) for column in counts.T]) == pytest.approx(np.column_stack([low, high]))
    assert low_without == pytest.approx(1 - high)
    assert high_without == pytest.approx(1 - low)
