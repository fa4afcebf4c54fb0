"""Ratios of rates by an F test whose clumps are estimated."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from intertwine.inference.rates import Rate, rate_ratios, rates_of


def known(uses, size):
    """A rate whose uses are independent."""
    return Rate(np.array([float(uses)]), float(size), np.ones(1), np.full(1, np.inf))


def drawn(seed, *, documents=(12, 9), words=400):
    """Counts that clump, in documents of 300 to 3,000 words, without a difference between groups."""
    generator = np.random.default_rng(seed)
    sizes = np.exp(generator.uniform(np.log(300), np.log(3000), sum(documents)))
    rates = generator.gamma(0.8, 0.004 / 0.8, (sum(documents), words))
    in_a = np.arange(sum(documents)) < documents[0]
    return csr_array(generator.poisson(rates * sizes[:, None]).astype(float)), sizes, in_a


def test_breast_cancer_after_fluoroscopy_as_in_rothman_2002():
    """41 cases in 28,010 person-years against 15 in 19,017: 1.86 [1.03, 3.35] by the normal approximation."""
    found = rate_ratios(known(41, 28010), known(15, 19017), confidence=0.95)

    ends = np.exp([found.estimate[0], found.low[0], found.high[0]])
    np.testing.assert_allclose(ends, [1.86, 1.03, 3.35], rtol=0.03)
    assert found.p[0] == pytest.approx(0.0348, abs=0.002)  # mid-p of the conditional test


def test_clumps_of_documents_of_one_length_are_the_index_of_dispersion():
    uses = np.array([[4.0], [1.0], [7.0], [0.0], [9.0], [2.0], [5.0], [3.0]])
    in_a = np.arange(8) < 5

    first, _ = rates_of(csr_array(uses), np.full(8, 1000.0), in_a)

    own = [uses[side].var(ddof=1) / uses[side].mean() for side in (in_a, ~in_a)]
    both = (4 * own[0] + 3 * own[1]) / 7
    assert first.clump[0] == pytest.approx((4 * own[0] + both) / 5)


@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.99])
def test_p_and_interval_agree_always(confidence):
    counts, sizes, in_a = drawn(1)

    found = rate_ratios(*rates_of(counts, sizes, in_a), confidence=confidence)

    np.testing.assert_array_equal(found.p < 1 - confidence, (found.low > 0) | (found.high < 0))


def test_groups_exchanged_give_the_same_p_and_mirrored_intervals_to_the_last_bit():
    counts, sizes, in_a = drawn(2)

    found, turned = (rate_ratios(*rates_of(counts, sizes, side), confidence=0.95) for side in (in_a, ~in_a))

    np.testing.assert_array_equal(found.p, turned.p)
    np.testing.assert_array_equal(found.estimate, -turned.estimate)
    np.testing.assert_array_equal(found.low, -turned.high)
    np.testing.assert_array_equal(found.high, -turned.low)


def test_a_group_without_the_word_has_an_open_side():
    found = rate_ratios(known(0, 1000), known(9, 1000), confidence=0.95)

    assert found.low[0] == -np.inf
    assert found.estimate[0] < found.high[0] < 0


def test_the_error_rate_is_nominal_where_documents_differ_in_length():
    found = [rate_ratios(*rates_of(*drawn(seed)), confidence=0.95).p for seed in range(20)]

    assert 0.03 < np.mean(np.array(found) < 0.05) < 0.085
