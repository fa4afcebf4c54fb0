"""Mantel-Haenszel odds ratios against published analyses."""

import numpy as np
import pytest
from statsmodels.stats.contingency_tables import StratifiedTable

from intertwine.inference.stratified import mantel_haenszel
from intertwine.measures.cooccurrence.association import odds_ratio

# Admitted men, rejected men, admitted women, rejected women in six departments (Bickel, Hammel & O'Connell 1975).
BERKELEY = np.array(
    [
        [512, 313, 89, 19], [353, 207, 17, 8], [120, 205, 202, 391],
        [138, 279, 131, 244], [53, 138, 94, 299], [22, 351, 24, 317],
    ],
    dtype=float,
)  # fmt: skip
# Smoking and lung cancer in eight Chinese cities (Agresti, Categorical Data Analysis).
CITIES = np.array(
    [
        [126, 100, 35, 61], [908, 688, 497, 807], [913, 747, 336, 598], [235, 172, 58, 121],
        [402, 308, 121, 215], [182, 156, 72, 98], [60, 99, 11, 43], [104, 89, 21, 36],
    ],
    dtype=float,
)  # fmt: skip


def columns(tables: np.ndarray) -> list[np.ndarray]:
    return [tables[:, [cell]] for cell in range(4)]


def pooled(tables: np.ndarray, **more):
    return mantel_haenszel(*columns(tables), **more)


def test_berkeley_admissions_as_in_r_mantelhaen_test():
    found = pooled(BERKELEY)

    assert found.estimate[0] == pytest.approx(0.9046968, abs=1e-6)
    assert found.low[0] == pytest.approx(0.7719074, abs=1e-6)
    assert found.high[0] == pytest.approx(1.0603298, abs=1e-6)


def test_the_crude_odds_ratio_of_the_same_admissions_points_the_other_way():
    assert odds_ratio(*(np.array([cell]) for cell in BERKELEY.sum(axis=0)))[0] == pytest.approx(1.84108, abs=1e-4)


def test_smoking_in_chinese_cities_as_in_agresti():
    assert pooled(CITIES).estimate[0] == pytest.approx(2.174, abs=5e-4)


def test_many_tables_at_once_agree_with_statsmodels():
    counts = np.random.default_rng(3).integers(1, 30, size=(4, 6, 5)).astype(float)

    found = mantel_haenszel(*counts, confidence=0.9)

    for table in range(5):
        peer = StratifiedTable(counts[:, :, table].reshape(2, 2, 6))
        assert found.estimate[table] == pytest.approx(peer.oddsratio_pooled)
        assert (found.low[table], found.high[table]) == pytest.approx(peer.oddsratio_pooled_confint(alpha=0.1))


def test_strata_without_either_code_change_nothing():
    empty = np.vstack([BERKELEY, [[0, 0, 0, 12]]])

    assert pooled(empty).estimate == pytest.approx(pooled(BERKELEY).estimate)


def test_no_estimate_where_codes_never_meet():
    assert np.isnan(pooled(np.array([[0.0, 5.0, 4.0, 9.0]])).estimate).all()
