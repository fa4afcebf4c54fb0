"""Circular shifts: exact distributions, and error rates under a true null."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from intertwine.inference.permutation import Rearranged, meetings

ONE = np.array([0])


@given(arrays(bool, st.tuples(st.integers(5, 40), st.just(2))))
def test_every_shift_is_what_rolling_the_second_code_gives(presence):
    rolled = [(presence[:, 0] & np.roll(presence[:, 1], shift)).sum() for shift in range(len(presence))]

    assert meetings(presence, ONE, np.array([1])).ravel().tolist() == rolled


@given(arrays(bool, st.tuples(st.integers(1, 40), st.just(3))))
def test_the_mean_over_arrangements_is_the_product_of_the_counts(presence):
    counts = presence.sum(axis=0)

    found = meetings(presence, np.array([0, 1]), np.array([1, 2]))

    assert found.mean(axis=0) == pytest.approx(
        [counts[0] * counts[1] / len(presence), counts[1] * counts[2] / len(presence)]
    )
    assert found[0].tolist() == [(presence[:, 0] & presence[:, 1]).sum(), (presence[:, 1] & presence[:, 2]).sum()]


def test_short_strata_use_every_order():
    assert len(meetings(np.eye(4, 2, dtype=bool), ONE, np.array([1]))) == 24


def rearranged(documents, *, draws, seed):
    sums = Rearranged(1, draws=draws, generator=np.random.default_rng(seed))
    for document in documents:
        sums.add(meetings(document, ONE, np.array([1])))
    return sums


def test_p_value_is_the_share_of_shifts_as_far_from_expectation():
    document = np.zeros((10, 2), dtype=bool)
    document[2] = True  # meets under one shift in ten

    p = rearranged([document], draws=20_000, seed=1).p_values()[0]

    assert p == pytest.approx(0.1, abs=0.01)


def test_the_smallest_p_value_counts_the_observed_arrangement():
    documents = [np.repeat(np.eye(2, 1, dtype=bool), 2, axis=1).repeat(10, axis=0) for _ in range(12)]

    assert rearranged(documents, draws=99, seed=1).p_values()[0] == pytest.approx(1 / 100)


def test_pooling_adds_draw_by_draw():
    documents = [np.random.default_rng(seed).random((12, 2)) < 0.4 for seed in range(4)]
    pooled = rearranged(documents[:2], draws=50, seed=1).pooled(rearranged(documents[2:], draws=50, seed=2))

    assert pooled.observed[0] == sum((document[:, 0] & document[:, 1]).sum() for document in documents)


def streaks(generator, documents=20, units=50):
    """Two codes that come in runs and vary together between documents, but never know of each other inside one."""
    rich = generator.beta(2, 6, size=documents)
    for share in rich:
        column = np.empty((units, 2), dtype=bool)
        column[0] = generator.random(2) < share
        for unit in range(1, units):
            stay = generator.random(2) < 0.6
            column[unit] = np.where(stay, column[unit - 1], generator.random(2) < share)
        yield column


def test_error_rate_under_streaks_and_correlated_propensities_is_nominal():
    generator = np.random.default_rng(20190415)

    rejected = [rearranged(list(streaks(generator)), draws=199, seed=run).p_values()[0] <= 0.05 for run in range(200)]

    assert 0.015 <= np.mean(rejected) <= 0.095  # 99 % of what 200 runs at .05 give
