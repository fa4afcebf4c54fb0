"""Ratios over clusters: test and limits by turning signs, from one curve."""

import numpy as np
import pytest

from intertwine.inference.signs import sign_test

DARWIN = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]
"""Differences of crossed and self-fertilised plants (eighths of an inch), in Fisher 1935, section 17."""


def judged(over, under=None, *, null=0.0, draws=99):
    columns = np.atleast_2d(np.asarray(over, dtype=float)).T
    below = np.ones_like(columns) if under is None else np.atleast_2d(np.asarray(under, dtype=float)).T
    return sign_test(columns, below, null=null, confidence=0.95, draws=draws, generator=np.random.default_rng(1))


def test_darwins_plants_in_fisher_1935():
    found = judged(DARWIN)

    assert found.estimate[0] * 15 == 314
    assert found.p[0] == pytest.approx((2 * 835 + 28) / 2**15)  # Fisher: 835 sums beyond 314, and 28 that are 314
    assert (found.low[0], found.high[0]) == pytest.approx((-0.17, 41.0), abs=0.1)


def test_signs_of_many_clusters_agree_with_all_signs():
    drawn = judged([*DARWIN, 1e-9], draws=40_000)

    assert drawn.p == pytest.approx(judged(DARWIN).p, abs=0.005)
    assert drawn.low == pytest.approx(judged(DARWIN).low, abs=1.5 + 15 / 16)


@pytest.mark.parametrize("clusters", [6, 12, 30])
@pytest.mark.parametrize("whole", [True, False])
def test_p_is_small_just_where_the_limits_leave_the_null_value_out(clusters, whole):
    generator = np.random.default_rng(clusters)
    under = generator.integers(0, 6, (clusters, 60)).astype(float)
    over = generator.binomial(under.astype(int), 0.62) if whole else 0.15 * under + generator.normal(size=under.shape)

    found = sign_test(
        over.astype(float), under, null=0.5 if whole else 0.0, confidence=0.95, draws=199, generator=generator
    )
    out = (found.low > (0.5 if whole else 0)) | (found.high < (0.5 if whole else 0))

    assert 0 < out.sum() < 60
    assert ((found.p <= 0.05) == out).all()
    assert ((found.low <= found.estimate) & (found.estimate <= found.high)).all()


def test_the_other_way_round_is_the_mirror():
    generator = np.random.default_rng(2)
    under = generator.integers(1, 9, 11).astype(float)
    over = generator.binomial(under.astype(int), 0.7).astype(float)

    there, back = (judged(part, under, null=0.5) for part in (over, under - over))

    assert there.p == back.p
    assert there.low == pytest.approx(1 - back.high, abs=1e-12)


def test_four_clusters_leave_nothing_out_and_none_tells_nothing():
    few, none = judged([1, 1, 1, 1.2]), judged([0.0, 0.0], [0.0, 0.0])

    assert few.p[0] > 0.05
    assert (few.low[0], few.high[0]) == (-np.inf, np.inf)
    assert none.p[0] == 1
    assert np.isnan(none.estimate[0])


def test_clusters_of_one_ratio_tell_no_limits():
    found = judged([1.0] * 8)

    assert found.p[0] == pytest.approx(1 / 2**8)
    assert np.isnan(found.low[0])


def test_clusters_of_nothing_do_not_count():
    assert judged([*DARWIN, 0, 0], [*[1] * 15, 0, 0]).p == judged(DARWIN).p
