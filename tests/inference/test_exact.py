"""Exact conditional likelihoods, their intervals and their pooling, against published analyses."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import nchypergeom_fisher

from intertwine.inference.exact import conditional_mle, penalised, tables
from intertwine.inference.pooling import pooled
from intertwine.inference.profile import profile
from intertwine.inference.shrinkage import shrunk

# Smoking and lung cancer in eight Chinese cities (Agresti, Categorical Data Analysis): both, one, the other, neither.
CITIES = np.array(
    [
        [126, 100, 35, 61], [908, 688, 497, 807], [913, 747, 336, 598], [235, 172, 58, 121],
        [402, 308, 121, 215], [182, 156, 72, 98], [60, 99, 11, 43], [104, 89, 21, 36],
    ]
)  # fmt: skip
# Effects of coaching in eight schools with their standard errors (Rubin 1981), and the published posterior medians and
# limits (Gelman et al. 2013, table 5.3), of 200 draws.
SCHOOLS = np.array([28.0, 8, -3, 7, -1, 1, 18, 12])
ERRORS = np.array([15.0, 10, 16, 11, 9, 11, 10, 18])
MEDIANS, LOWS, HIGHS = (10, 8, 7, 8, 5, 6, 10, 8), (-2, -5, -11, -7, -9, -7, -1, -6), (31, 23, 19, 21, 18, 28, 26, 33)


def of_cells(cells):
    both, only_a, only_b, neither = (np.asarray(cells, dtype=float)[:, [place]] for place in range(4))
    return tables(both, both + only_a, both + only_b, both + only_a + only_b + neither)


def test_the_lady_tasting_tea_as_in_r_fisher_test():
    assert np.exp(conditional_mle(of_cells([[3, 1, 1, 3]])))[0] == pytest.approx(6.408309, abs=5e-5)


def test_smoking_in_chinese_cities_as_by_mantel_haenszel_with_a_narrow_interval():
    found = profile(of_cells(CITIES), cluster=np.arange(8), dispersion=np.ones(1))

    assert np.exp(found.estimate[0]) == pytest.approx(2.174, abs=2e-3)
    assert np.exp([found.low[0], found.high[0]]) == pytest.approx([1.984, 2.383], abs=2e-3)  # Wald, as printed there


def test_the_distribution_is_that_of_scipy():
    at = of_cells([[4, 6, 3, 9]]).likelihood(np.array([0.7]))
    peer = nchypergeom_fisher(22, 10, 7, np.exp(0.7))

    assert at.value[0] == pytest.approx(peer.logpmf(4), abs=1e-8)
    assert at.score[0] == pytest.approx(4 - peer.mean(), abs=1e-6)
    assert at.information[0] == pytest.approx(peer.var(), abs=1e-6)


def test_an_offset_moves_the_estimate_by_itself():
    plain = of_cells(CITIES)
    both, with_a, with_b = (CITIES[:, [0]], CITIES[:, [0]] + CITIES[:, [1]], CITIES[:, [0]] + CITIES[:, [2]])
    moved = tables(both, with_a, with_b, CITIES.sum(axis=1, keepdims=True), 0.5)

    assert conditional_mle(moved)[0] == pytest.approx(conditional_mle(plain)[0] - 0.5, abs=1e-6)


def test_all_that_can_meet_do_gives_a_finite_penalised_estimate_and_an_open_interval():
    cells = of_cells([[2, 0, 3, 9]] * 4)
    found = profile(cells, cluster=np.arange(4))

    assert conditional_mle(cells)[0] == np.inf
    assert 0 < penalised(cells)[0] < 6
    assert (found.low[0] > 0, found.high[0]) == (True, np.inf)


def test_two_clusters_give_no_interval_and_nothing_gives_nothing():
    two = profile(of_cells([[2, 3, 3, 9]] * 2), cluster=np.arange(2))
    none = profile(of_cells([[0, 0, 3, 9]] * 4), cluster=np.arange(4))

    assert np.isfinite(two.estimate[0])
    assert np.isnan([two.low[0], two.p[0], none.estimate[0], none.low[0]]).all()


def test_no_pair_at_all_is_no_error():
    nothing = np.zeros((3, 0))
    found = pooled(tables(nothing, nothing, nothing, nothing), block=np.zeros(0), cluster=np.arange(3))

    assert len(found.median) == len(profile(tables(*[nothing] * 4), cluster=np.arange(3)).estimate) == 0


@given(st.lists(st.tuples(*[st.integers(0, 6)] * 4), min_size=3, max_size=8))
def test_p_is_under_the_level_exactly_where_the_interval_leaves_out_nothing(cells):
    found = profile(of_cells(cells), cluster=np.arange(len(cells)))

    if np.isfinite(found.p[0]):
        assert (found.p[0] < 0.05) == (found.low[0] > 0 or found.high[0] < 0)
        assert found.low[0] <= found.estimate[0] <= found.high[0]


@given(st.lists(st.tuples(*[st.integers(0, 6)] * 4), min_size=3, max_size=8))
def test_a_code_turned_into_its_absence_turns_the_odds_ratio(cells):
    turned = [(only_b, neither, both, only_a) for both, only_a, only_b, neither in cells]
    turned = [(b, n, a, o) for b, n, a, o in turned]

    assert penalised(of_cells(turned)) == pytest.approx(-penalised(of_cells(cells)), abs=1e-5, nan_ok=True)


def test_eight_schools_as_published():
    edges = np.linspace(-80, 110, 951)
    middle = (edges[1:] + edges[:-1]) / 2

    found = shrunk(edges, -(((middle - SCHOOLS[:, None]) / ERRORS[:, None]) ** 2) / 2, 1 / ERRORS**2, scale=50)

    assert found.median == pytest.approx(MEDIANS, abs=1.0)
    assert found.low == pytest.approx(LOWS, abs=2.5)
    assert np.median(np.abs(found.high - HIGHS)) < 2.5
    assert (found.own > 0).all()
    assert np.argmax(found.own) == 4  # the smallest standard error


def test_pooling_draws_pairs_to_those_of_their_block_and_to_no_others():
    rich, poor = [[12, 10, 8, 30]] * 8, [[0, 1, 2, 9]] * 8
    cells = np.array([rich, poor, rich, poor], dtype=float)  # pair, stratum, cell
    both, only_a, only_b, neither = np.moveaxis(cells, 2, 0).transpose(0, 2, 1)
    all_pairs = tables(both, both + only_a, both + only_b, both + only_a + only_b + neither)
    together = pooled(all_pairs, block=np.zeros(4), cluster=np.arange(8))
    apart = pooled(all_pairs, block=np.array([0, 1, 0, 1]), cluster=np.arange(8))

    assert together.median[1] > apart.median[1]
    assert together.own[0] > together.own[1]
    assert together.median[0] == pytest.approx(together.median[2])
