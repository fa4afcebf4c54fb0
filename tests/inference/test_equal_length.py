"""The odds ratio at equal length and place: against statsmodels, against leaving out for real, and by its relations."""

import numpy as np
import pytest
from scipy.special import expit
from statsmodels.discrete.conditional_models import ConditionalLogit

from intertwine.inference import logit_within
from intertwine.inference.equal_length import contrasted, equal_length_odds, place_and_length, students, without_each
from intertwine.inference.simulation import Scenario, simulated


def drawn(seed=1, **more):
    return simulated(Scenario(**{"documents": 12, "units": 25, "slope": 0.5, "spread": 0.6, **more}),
                     np.random.default_rng(seed))  # fmt: skip


def stratum_of(bounds):
    return np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))


def odds_of(corpus, first=(0,), second=(1,), cluster=None):
    cluster = np.arange(len(corpus.bounds) - 1) if cluster is None else cluster
    a, b = corpus.presence[:, list(first)], corpus.presence[:, list(second)]
    return equal_length_odds(a, b, corpus.length, corpus.bounds, cluster=cluster)


def peer(a, b, corpus):
    design = np.column_stack([a, *place_and_length(corpus.length, corpus.bounds)])
    return ConditionalLogit(b.astype(float), design, groups=stratum_of(corpus.bounds)).fit(disp=0)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_estimate_is_that_of_the_exact_conditional_logit(seed):
    corpus = drawn(seed, odds_ratio=2.0)

    found = odds_of(corpus)

    assert found.value[0] == pytest.approx(peer(*corpus.presence[:, :2].T, corpus).params[0], abs=0.02)


def test_which_code_is_named_first_matters_little_and_which_units_come_last_not_at_all():
    corpus = drawn(odds_ratio=2.0)

    found = odds_of(corpus, (0, 1), (1, 0))
    alone = odds_of(corpus)

    assert found.value[0] == pytest.approx(found.value[1], abs=0.05)
    assert alone.value[0] == pytest.approx(found.value[0], abs=1e-9)
    assert alone.error[0] == pytest.approx(found.error[0], abs=1e-9)


def test_a_document_in_which_neither_code_varies_changes_nothing_and_is_no_cluster():
    corpus = drawn(odds_ratio=2.0)
    empty = np.zeros((7, corpus.presence.shape[1]), dtype=bool)
    a, b = (np.vstack([corpus.presence, empty])[:, [code]] for code in (0, 1))
    length, bounds = np.append(corpus.length, np.full(7, 9.0)), np.append(corpus.bounds, corpus.bounds[-1] + 7)

    found = equal_length_odds(a, b, length, bounds, cluster=np.arange(13))

    assert (found.value[0], found.error[0]) == pytest.approx((odds_of(corpus).value[0], odds_of(corpus).error[0]))
    assert found.clusters[0] == 12


def test_length_and_a_drift_along_the_guide_alone_make_no_association():
    """Both codes hang on length and gather in the middle of the document: the odds ratio is 1 all the same."""
    generator, documents, units = np.random.default_rng(8), 300, 30
    bounds = np.arange(0, documents * units + 1, units)
    length = np.exp(generator.normal(3, 0.8, documents * units))
    logs, place, square = place_and_length(length, bounds)
    a, b = (generator.random(len(length)) < expit(-1.5 + logs - 2 * square + each * place) for each in (1, 0.5))

    found = equal_length_odds(a[:, None], b[:, None], length, bounds, cluster=np.arange(documents))

    assert abs(found.value[0]) < 2.5 * found.error[0]
    crude = np.log((a & b).sum() * (~a & ~b).sum() / ((a & ~b).sum() * (~a & b).sum()))
    assert crude > 0.3


def test_p_is_under_the_level_exactly_where_the_interval_leaves_out_nothing():
    estimate, error = np.linspace(-2, 2, 81), np.full(81, 0.5)

    for level in (0.8, 0.95, 0.99):
        found = students(estimate, error, np.full(81, 6.0), confidence=level)

        assert ((found.p < 1 - level) == ((found.low > 0) | (found.high < 0))).all()


def test_one_cluster_has_an_estimate_and_no_error():
    found = odds_of(drawn(), cluster=np.zeros(12))

    assert np.isfinite(found.value[0])
    assert np.isnan(found.error[0])


def test_codes_that_never_meet_have_no_maximum():
    corpus = drawn()
    a = corpus.presence[:, [0]]

    found = equal_length_odds(a, ~a & corpus.presence[:, [1]], corpus.length, corpus.bounds, cluster=np.arange(12))

    assert np.isnan([found.value[0], found.error[0]]).all()


def test_leaving_out_a_document_in_one_step_is_nearly_leaving_it_out():
    corpus = drawn(odds_ratio=2.0)
    part = stratum_of(corpus.bounds)
    a, b = corpus.presence[:, [0]], corpus.presence[:, [1]]

    found = without_each(a, b, corpus.length, corpus.bounds, part=part, parts=12)

    for left in range(12):
        kept = part != left
        bounds = np.append(0, np.cumsum(np.bincount(part[kept], minlength=12)[np.arange(12) != left]))
        again = equal_length_odds(a[kept], b[kept], corpus.length[kept], bounds, cluster=np.arange(11))
        assert found[left, 0] == pytest.approx(again.value[0], abs=0.03)


def test_a_contrast_of_separate_groups_adds_their_variances():
    one, other = drawn(1, odds_ratio=3.0), drawn(2)
    parts = [odds_of(one), odds_of(other)]

    found = contrasted(parts, (1, -1), [np.arange(12), np.arange(12) + 100], confidence=0.95)
    mirrored = contrasted(parts, (-1, 1), [np.arange(12), np.arange(12) + 100], confidence=0.95)

    assert found.estimate[0] == pytest.approx(parts[0].value[0] - parts[1].value[0])
    assert found.p == pytest.approx(mirrored.p)
    assert found.low == pytest.approx(-mirrored.high)
    error = np.hypot(parts[0].error[0], parts[1].error[0])
    assert 1.95 < (found.high[0] - found.estimate[0]) / error < 2.3


def test_a_set_against_itself_shows_no_difference():
    part = odds_of(drawn(odds_ratio=3.0))

    found = contrasted([part, part], (1, -1), [np.arange(12), np.arange(12)], confidence=0.95)

    assert (found.estimate[0], found.low[0], found.high[0]) == pytest.approx((0, 0, 0), abs=1e-12)


@pytest.mark.parametrize(("units", "pairs"), [(0, 2), (4, 0), (1, 1)])
def test_nothing_is_estimated_where_there_is_nothing(units, pairs):
    marks, bounds = np.ones((units, pairs), dtype=bool), np.array([0, units] if units else [0])
    cluster = np.array(["d1"] * (len(bounds) - 1), dtype=object)

    found = equal_length_odds(marks, marks, np.ones(units), bounds, cluster=cluster)

    assert found.value.shape == (pairs,)
    assert np.isnan(found.value).all()


def test_a_model_is_worked_out_for_itself_and_wherever_units_are_cut(monkeypatch):
    """Neither the models beside it nor where the work is cut into parts change an odds ratio."""
    generator = np.random.default_rng(5)
    sizes = generator.integers(1, 30, 40)
    bounds = np.append(0, np.cumsum(sizes))
    a, b = (generator.random((bounds[-1], 70)) < generator.uniform(0.01, 0.5, 70) for _ in range(2))
    length, cluster = generator.integers(1, 40, bounds[-1]).astype(float), np.arange(40)
    whole = equal_length_odds(a, b, length, bounds, cluster=cluster)

    alone = equal_length_odds(a[:, [68]], b[:, [68]], length, bounds, cluster=cluster)
    monkeypatch.setattr(logit_within, "_UNITS_AT_ONCE", 50)
    cut = equal_length_odds(a, b, length, bounds, cluster=cluster)

    np.testing.assert_allclose(alone.value, whole.value[[68]], rtol=1e-9)
    np.testing.assert_allclose(cut.value, whole.value, rtol=1e-9)
    np.testing.assert_allclose(cut.error, whole.error, rtol=1e-7)
