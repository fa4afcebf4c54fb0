"""Measures of one table against published values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intertwine.measures.cooccurrence.association import jaccard, npmi, odds_ratio


def one(*counts):
    return [np.array([float(count)]) for count in counts]


def test_c_coefficient_of_the_atlas_ti_manual():
    assert jaccard(*one(5, 95, 5))[0] == pytest.approx(0.048, abs=5e-4)


@pytest.mark.parametrize(("counts", "expected"), [((10, 0, 0, 90), 1), ((1, 9, 9, 81), 0), ((0, 10, 10, 80), -1)])
def test_npmi_as_in_bouma_2009(counts, expected):
    assert npmi(*one(*counts))[0] == pytest.approx(expected, abs=1e-9)


def test_npmi_of_gensim():
    assert npmi(*one(1, 2, 1, 1))[0] == pytest.approx(-0.113282753, abs=1e-8)


def test_crude_odds_ratio_of_berkeley_admissions():
    assert odds_ratio(*one(1198, 1493, 557, 1278))[0] == pytest.approx(1.84108, abs=1e-4)


def test_odds_ratio_with_an_empty_cell_adds_a_half_to_each():
    assert odds_ratio(*one(0, 2, 3, 4))[0] == pytest.approx(0.5 * 4.5 / (2.5 * 3.5))


@given(st.tuples(*[st.integers(0, 50)] * 4).filter(lambda counts: sum(counts[:3]) > 0))
def test_measures_stay_in_their_ranges(counts):
    assert 0 <= jaccard(*one(*counts[:3]))[0] <= 1
    assert np.isnan(npmi(*one(*counts))[0]) or -1 - 1e-12 <= npmi(*one(*counts))[0] <= 1 + 1e-12
