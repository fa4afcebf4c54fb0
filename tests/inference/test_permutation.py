"""Circular shifts: exact distributions, and error rates under a true null."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from intertwine.inference.permutation import CircularShiftTest, alignments

ONE, OTHER = np.array([0]), np.array([1])


@given(arrays(bool, st.tuples(st.integers(5, 40), st.just(2))))
def test_every_shift_is_what_rolling_the_second_code_gives(presence):
    rolled = [(presence[:, 0] & np.roll(presence[:, 1], shift)).sum() for shift in range(len(presence))]

    assert alignments(presence, ONE, OTHER).ravel() == pytest.approx(np.array(rolled), abs=1e-4)


@given(arrays(bool, st.tuples(st.integers(1, 40), st.just(3))))
def test_the_mean_over_arrangements_is_the_product_of_the_counts(presence):
    counts = presence.sum(axis=0)

    found = alignments(presence, np.array([0, 1]), np.array([1, 2]))

    assert found.mean(axis=0) == pytest.approx(
        [counts[0] * counts[1] / len(presence), counts[1] * counts[2] / len(presence)], abs=1e-4
    )


def test_short_strata_use_every_order():
    assert len(alignments(np.eye(4, 2, dtype=bool), ONE, OTHER)) == 24


def rearranged(documents, *, draws, seed, pairs=(ONE, OTHER)):
    sums = CircularShiftTest(len(pairs[0]), draws=draws, generator=np.random.default_rng(seed))
    for document in documents:
        share = document.mean(axis=0)
        sums.add(document - share, np.broadcast_to(share * (1 - share), document.shape), *pairs)
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
    generator = np.random.default_rng(1)
    whole, parts = (CircularShiftTest(1, draws=50, generator=generator) for _ in range(2)), []
    for place, sums in enumerate(whole):
        for document in documents[2 * place : 2 * place + 2]:
            share = document.mean(axis=0)
            sums.add(document - share, np.broadcast_to(share * (1 - share), document.shape), ONE, OTHER)
        parts.append(sums)

    together = rearranged(documents, draws=50, seed=1)

    assert parts[0].pooled(parts[1]).z == pytest.approx(together.z)
    assert parts[0].pooled(parts[1]).p_values() == pytest.approx(together.p_values())


def test_maxima_adjust_no_less_than_one_test_and_no_more_than_bonferroni():
    generator = np.random.default_rng(2)
    documents = [generator.random((30, 4)) < 0.3 for _ in range(10)]
    pairs = np.triu_indices(4, 1)
    sums = rearranged(documents, draws=499, seed=3, pairs=pairs)

    alone, together = sums.p_values(), sums.p_of_maxima(np.arange(6))

    assert (together >= alone - 1e-9).all()
    assert (together <= np.minimum(1, 6 * alone) + 0.02).all()


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


@pytest.mark.parametrize("draws", [0, -1])
def test_a_test_of_no_draws_is_an_error(draws):
    with pytest.raises(ValueError, match="at least 1 needed"):
        CircularShiftTest(1, draws=draws, generator=np.random.default_rng(1))
