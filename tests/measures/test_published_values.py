"""Measures against values that were published, each with its source."""

import numpy as np
import pytest
from scipy.stats import chi2_contingency, fisher_exact
from statsmodels.duration.survfunc import SurvfuncRight, survdiff
from statsmodels.stats.contingency_tables import StratifiedTable

from intertwine.inference.configural import expected_counts, pearson_and_deviance
from intertwine.inference.multiplicity import benjamini_hochberg
from intertwine.measures.cooccurrence.association import delta_p, dice, jaccard, npmi, odds_ratio, phi, pmi
from intertwine.measures.keyness.dispersion import carroll_d2, divergence, juilland_d, rosengren_s
from intertwine.measures.keyness.frequency import (
    difference_coefficient,
    log_likelihood,
    log_likelihood_of_table,
    log_odds_z,
    log_ratio_limits,
    percent_difference,
    simple_maths,
)
from intertwine.measures.order.connections import stanza_connections
from intertwine.measures.order.transitions import lag_statistics
from intertwine.measures.uptake.echoes import excess_echo
from intertwine.measures.uptake.first_use import cumulative_incidence
from intertwine.measures.uptake.profiles import matching


def one(*counts):
    return [np.array([float(count)]) for count in counts]


def of_word(f, fx, fy, n):
    """The four cells of two words with frequencies fx and fy, f of them together."""
    return one(f, fx - f, fy - f, n - fx - fy + f)


@pytest.mark.parametrize(
    ("table", "published"),
    [
        ([[110, 2442], [111, 29114]], 270.72), ([[29, 13], [123, 31612]], 263.90), ([[10, 0], [3, 31764]], 167.23),
        ([[76, 104], [2476, 29121]], 157.21), ([[9, 0], [5, 31763]], 146.80),
    ],
)  # fmt: skip
def test_g2_of_bigrams_in_dunning_1993(table, published):
    (a, b), (c, d) = table
    columns = one(a, c), (a + b, c + d)

    found = log_likelihood_of_table(columns[0][0], columns[0][1], *columns[1])

    assert found[0] == pytest.approx(published, abs=0.005)


@pytest.mark.parametrize(
    ("table", "published", "tolerance"),
    [([[3, 0], [0, 31774]], 31777, 0.5), ([[8, 4667], [15820, 14287181]], 1.55, 0.005)],
)
def test_phi_gives_chi_squared_of_dunning_and_of_manning_and_schuetze(table, published, tolerance):
    cells = one(*np.ravel(table))

    assert np.sum(table) * phi(*cells)[0] ** 2 == pytest.approx(published, abs=tolerance)


def test_yates_and_fisher_in_pedersen_1996():
    table = [[1, 3], [3, 1]]

    assert chi2_contingency(table, correction=True).statistic == pytest.approx(0.5, abs=1e-9)
    assert fisher_exact(table).pvalue == pytest.approx(0.486, abs=5e-4)
    assert fisher_exact(table, alternative="less").pvalue == pytest.approx(0.243, abs=5e-4)


@pytest.mark.parametrize(
    ("counts", "published", "tolerance"),
    [((8, 1105, 44, 15e6), 11.3, 0.05), ((20, 42, 20, 14307668), 18.38, 0.005)],
)
def test_pmi_in_church_and_hanks_1990_and_manning_and_schuetze_1999(counts, published, tolerance):
    assert pmi(*of_word(*counts))[0] == pytest.approx(published, abs=tolerance)


def test_pmi_and_npmi_of_gensim():
    cells = one(1, 2, 1, 1)

    assert pmi(*cells)[0] * np.log(2) == pytest.approx(-0.182321557, abs=1e-8)
    assert npmi(*cells)[0] == pytest.approx(-0.113282753, abs=1e-8)


def test_dice_in_smadja_1996():
    assert dice(*of_word(130, 3121, 143, 1e6)[:3])[0] == pytest.approx(0.08, abs=0.005)


def test_phi_squared_in_church_and_gale_1991():
    assert phi(*one(31950, 12004, 4793, 848330))[0] ** 2 == pytest.approx(0.62, abs=0.005)


def test_delta_p_in_both_directions_in_gries_2013():
    both, only_a, only_b = 5610, 168938, 2257
    neither = 10233063 - both - only_a - only_b

    assert delta_p(*one(both, only_a, only_b, neither))[0] == pytest.approx(0.032, abs=5e-4)
    assert delta_p(*one(both, only_b, only_a, neither))[0] == pytest.approx(0.697, abs=7e-4)


def test_c_coefficient_of_the_atlas_ti_manual():
    assert jaccard(*one(5, 95, 5))[0] == pytest.approx(0.048, abs=5e-4)


def test_odds_ratio_in_pojanapunya_and_todd_2016():
    found = odds_ratio(*one(16217, 2796938 - 16217, 735, 2087946 - 735))

    assert found[0] == pytest.approx(16.6, abs=0.05)


def test_frequencies_compared_as_in_earlier_work():
    gabrielatos = percent_difference(*one(206523, 178174), 959641, 1562358)
    hofland = difference_coefficient(*one(18, 35), 1e6, 1e6)
    kilgarriff = simple_maths(*one(35, 263), 112289811, 1559717242)

    assert gabrielatos[0] == pytest.approx(88.7, abs=0.05)
    assert hofland[0] == pytest.approx(-0.32, abs=0.005)
    assert kilgarriff[0] == pytest.approx(1.1224, abs=5e-5)


def test_log_likelihood_of_two_terms_and_of_the_table_differ():
    counts = one(7, 2)

    assert log_likelihood(*counts, 1000, 1000)[0] == pytest.approx(2.941938, abs=1e-5)
    assert log_likelihood_of_table(*counts, 1000, 1000)[0] == pytest.approx(2.954494, abs=1e-5)


def test_exact_limits_of_the_log_ratio_as_in_evert_2022():
    low, high = log_ratio_limits(*one(7, 2), 1000, 1000, confidence=0.95)

    assert np.log2(7 / 2) > low[0]
    assert (low[0], high[0]) == pytest.approx((-0.585525, 5.109792), abs=1e-5)


def test_log_odds_with_a_prior_as_in_monroe_2008():
    found = log_odds_z(np.array([12.0, 2, 4]), np.array([3.0, 10, 1]), np.full(3, 0.01))

    assert found[:2] == pytest.approx([3.084813, -3.865844], abs=1e-5)


CITIES = np.array(
    [
        [126, 100, 35, 61], [908, 688, 497, 807], [913, 747, 336, 598], [235, 172, 58, 121],
        [402, 308, 121, 215], [182, 156, 72, 98], [60, 99, 11, 43], [104, 89, 21, 36],
    ],
    dtype=float,
)  # fmt: skip
BERKELEY = np.array(
    [
        [512, 313, 89, 19], [353, 207, 17, 8], [120, 205, 202, 391],
        [138, 279, 131, 244], [53, 138, 94, 299], [22, 351, 24, 317],
    ],
    dtype=float,
)  # fmt: skip


def stratified(tables):
    return StratifiedTable(tables.reshape(-1, 2, 2).transpose(1, 2, 0))


def test_tests_of_stratified_tables_as_in_agresti_and_in_r():
    cities, berkeley = stratified(CITIES), stratified(BERKELEY)

    assert cities.test_null_odds(correction=False).statistic == pytest.approx(280.138, abs=1e-3)
    assert cities.test_equal_odds().statistic == pytest.approx(5.2, abs=1e-3)
    assert berkeley.test_null_odds(correction=True).statistic == pytest.approx(1.4269, abs=5e-5)
    assert berkeley.test_null_odds(correction=True).pvalue == pytest.approx(0.2323, abs=5e-5)


def test_fifteen_p_values_of_benjamini_and_hochberg_1995():
    p = np.array([0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
                  0.6528, 0.7590, 1.0])  # fmt: skip

    assert (benjamini_hochberg(p) <= 0.05).sum() == 4
    assert (p <= 0.05 / len(p)).sum() == 3


def test_patterns_of_three_symptoms_in_lienert_1971():
    counts = np.array([20, 1, 4, 12, 3, 10, 15, 0.0])
    expected = expected_counts(counts)

    assert expected == pytest.approx([12.506, 6.848, 11.402, 6.244, 9.464, 5.182, 8.629, 4.725], abs=6e-4)
    assert pearson_and_deviance(counts, expected) == pytest.approx((37.92, 45.07), abs=5e-3)


@pytest.mark.parametrize(
    ("count", "row", "column", "z", "q"),
    [
        pytest.param(6, 14, 16, 2.144, 0.579, id="write, chat"),
        pytest.param(9, 19, 20, 2.316, 0.565, id="read, read"),
        pytest.param(5, 10, 13, 2.898, 0.750, id="attentive, write"),
        pytest.param(0, 14, 15, -2.095, -1.0, id="write, ask"),
        pytest.param(6, 16, 15, 1.936, 0.531, id="chat, ask"),
    ],
)
def test_lag_one_of_seventy_five_events_in_bakeman_and_quera_2011(count, row, column, z, q):
    """The counts are those that 74 transitions and the published z and Q leave possible."""
    table = np.array([[count, row - count], [column - count, 74 - row - column + count]], dtype=float)

    expected, residual, yule = lag_statistics(table)

    assert expected[0, 0] == pytest.approx(row * column / 74)
    assert residual[0, 0] == pytest.approx(z, abs=6e-4)
    assert yule[0, 0] == pytest.approx(q, abs=6e-4)


def test_connections_and_their_length_as_in_epistemic_network_analysis():
    """Nine lines of three speakers in two conversations, window 2; rENA 0.3.1 gives these counts."""
    lines = [("u1", 1, "A"), ("u1", 1, "B"), ("u1", 1, "C"), ("u2", 1, "AC"), ("u2", 1, "BC"), ("u3", 1, "AB"),
             ("u1", 2, "AB"), ("u2", 2, "B"), ("u3", 2, "C")]  # fmt: skip
    presence = np.array([[code in codes for code in "ABC"] for _, _, codes in lines])
    speaker, conversation = (np.array(column) for column in list(zip(*lines, strict=True))[:2])

    names, counts = stanza_connections(presence, conversation=conversation, speaker=speaker, window=2)

    assert names.tolist() == ["u1", "u2", "u3"]
    assert counts.tolist() == [[2, 0, 1], [2, 2, 1], [1, 1, 2]]
    assert (counts[0] / np.linalg.norm(counts[0]))[0] == pytest.approx(0.894427191, abs=1e-9)


PARTS = ("bamnibeup", "basatbewqn", "bcagabesta", "baghabeaat", "bahaabeaxat")
SIZES = np.array([len(part) for part in PARTS], dtype=float)


@pytest.mark.parametrize(
    ("letter", "d", "s", "kld"),
    [("a", 0.785, 0.95, 0.137), ("b", 0.968, 0.999, 0.003), ("i", 0, 0.18, 2.474), ("x", 0, 0.22, 2.184)],
)
def test_dispersion_in_gries_2020(letter, d, s, kld):
    counts = np.array([[float(part.count(letter))] for part in PARTS])

    assert juilland_d(counts, SIZES)[0] == pytest.approx(d, abs=6e-4)
    assert rosengren_s(counts, SIZES)[0] == pytest.approx(s, abs=6e-4)
    assert divergence(counts, SIZES)[0] == pytest.approx(kld, abs=6e-4)


def test_dispersion_in_carroll_1970():
    assert juilland_d(np.array([[0], [4], [3], [2], [1.0]]), np.ones(5))[0] == pytest.approx(0.6464, abs=5e-5)
    assert carroll_d2(np.array([[2], [1], [1], [1], [0.0]]), np.ones(5))[0] == pytest.approx(0.8277, abs=5e-5)


# Weeks to relapse, 21 children each (Freireich et al. 1963); 1: relapsed, 0: censored.
TREATED = [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
RELAPSED = [1] * 9 + [0] * 12
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]


def test_survival_in_freireich_1963():
    found = cumulative_incidence(np.array(TREATED), np.array(RELAPSED))
    survival = dict(zip(found.time.tolist(), 1 - found.volunteered, strict=True))

    assert survival[6] == pytest.approx(0.857, abs=6e-4)
    assert survival[10] == pytest.approx(0.753, abs=6e-4)
    assert survival[23] == pytest.approx(0.448, abs=6e-4)
    assert not found.asked.any()
    assert found.at_risk[0] == 21
    peer = SurvfuncRight(np.array(TREATED), np.array(RELAPSED))
    assert 1 - found.volunteered == pytest.approx(peer.surv_prob)


def test_log_rank_in_freireich_1963():
    time, status = np.array(TREATED + PLACEBO), np.array(RELAPSED + [1] * 21)

    found = survdiff(time, status, np.repeat([0, 1], 21))

    assert found[0] == pytest.approx(16.79, abs=0.005)


def test_two_competing_events_share_what_survival_leaves():
    time, status = np.array([1, 2, 3, 4, 5]), np.array([1, 2, 1, 0, 2])

    found = cumulative_incidence(time, status)

    assert (found.volunteered + found.asked)[-1] == pytest.approx(1.0)
    assert found.volunteered.tolist() == pytest.approx([0.2, 0.2, 0.4, 0.4])


def test_matching_of_words_in_gonzales_2010():
    assert matching(np.array([12.5]), np.array([10.0])) == pytest.approx(0.888889, abs=1e-5)


def test_excess_echo_in_danescu_niculescu_mizil_2012():
    """Four of ten questions name it; three of these four answers do, and one of the other six."""
    assert excess_echo(*one(3, 4, 4, 10))[0] == pytest.approx(0.35, abs=1e-12)
