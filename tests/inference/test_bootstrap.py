"""Intervals over clusters: against scipy, and their coverage on clustered data."""

import numpy as np
import pytest
from scipy.stats import bootstrap

from intertwine.inference.bootstrap import bca, cluster_weights, spread_only


def interval(numerator, denominator, *, seed=1, resamples=2000):
    weights = cluster_weights(len(numerator), resamples, np.random.default_rng(seed))
    drawn, estimate = (weights @ numerator) / (weights @ denominator), numerator.sum() / denominator.sum()
    left_out = (numerator.sum() - numerator) / (denominator.sum() - denominator)
    low, high = bca(drawn[:, None], np.array([estimate]), left_out[:, None], confidence=0.95)
    return low[0], high[0]


def test_agrees_with_the_bootstrap_of_scipy():
    generator = np.random.default_rng(5)
    sizes = generator.integers(20, 80, size=24).astype(float)
    counts = generator.binomial(sizes.astype(int), generator.beta(2, 6, size=24)).astype(float)

    peer = bootstrap(
        (counts, sizes),
        lambda x, y, axis: x.sum(axis) / y.sum(axis),
        paired=True,
        n_resamples=9999,
        rng=np.random.default_rng(1),
    ).confidence_interval

    assert interval(counts, sizes, resamples=9999) == pytest.approx((peer.low, peer.high), abs=0.005)


def test_every_resample_draws_as_many_clusters_as_there_are():
    assert (cluster_weights(7, 30, np.random.default_rng(1)).sum(axis=1) == 7).all()


def test_interval_contains_the_estimate_even_when_all_clusters_agree():
    low, high = interval(np.full(9, 3.0), np.full(9, 10.0))

    assert low == pytest.approx(0.3)
    assert high == pytest.approx(0.3)


def test_an_interval_of_no_width_is_none():
    low, high = spread_only(np.array([0.3, 0.3, np.nan]), np.array([0.3 + 1e-12, 0.4, np.nan]))

    assert np.isnan([low[0], high[0], low[2], high[2]]).all()
    assert (low[1], high[1]) == (0.3, 0.4)


def test_coverage_with_39_clusters_of_unequal_size_is_near_nominal():
    generator = np.random.default_rng(20190415)
    sizes = generator.integers(20, 100, size=(300, 39))
    counts = generator.binomial(sizes, generator.beta(2, 8, size=(300, 39))).astype(float)
    truth = 2 / 10

    covered = [
        low <= truth <= high
        for low, high in (
            interval(counts[run], sizes[run].astype(float), seed=run, resamples=400) for run in range(300)
        )
    ]

    assert 0.90 <= np.mean(covered) <= 0.98


def test_an_interval_of_no_resamples_is_an_error():
    with pytest.raises(ValueError, match="at least 1 needed"):
        cluster_weights(7, 0, np.random.default_rng(1))
