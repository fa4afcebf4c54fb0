"""Shares and odds ratios corrected by hand codes: published values, what holds by design, cover in simulation."""

import numpy as np
import pytest
from statsmodels.discrete.conditional_models import ConditionalLogit

import correction_calibration
from intertwine.inference.correction import Everything, Sampled, corrected_odds_ratio, corrected_share
from intertwine.inference.pairs import Drawn, _together, pair_odds
from intertwine.inference.surrogate import corrected, mean_left_out
from intertwine.inference.talk import Interviews, talked


def complaints():
    """Complaints in Chinese (Pan and Chen, in the R package dsl): what people say of 500, what GPT-4 says of 1,412."""
    cells = [332, 50, 48, 70]
    gold, said = np.repeat([0.0, 0, 1, 1], cells), np.repeat([0.0, 1, 0, 1], cells)
    return gold, np.append(said, np.repeat([1.0, 0.0], [224, 688]))


def test_the_tuned_mean_is_as_published():
    """.237639 [.203038, .272241] (ppi-python, tuned); to four places, for its weight takes other denominators."""
    gold, said = complaints()
    one = np.arange(1412)

    def mean(values, number):
        return mean_left_out(values[:number], np.ones(number), one[:number], 1412)

    found = corrected(mean(gold, 500), mean(said, 500), mean(said, 1412))

    assert found.estimate == pytest.approx(0.237639, abs=5e-5)
    assert found.limits(0.95) == pytest.approx((0.203038, 0.272241), abs=4e-4)


def test_with_a_weight_of_one_it_is_the_design_based_and_the_prediction_powered_mean():
    """.239626 over all (dsl), .241614 beside those that nobody coded (ppi-python)."""
    gold, said = complaints()

    def mean(values):
        return mean_left_out(values, np.ones(len(values)), np.arange(len(values)), len(values)).estimate

    by_hand, sampled = mean(gold), mean(said[:500])

    assert by_hand - (sampled - mean(said)) == pytest.approx(0.239626, abs=5e-7)
    assert by_hand - (sampled - mean(said[500:])) == pytest.approx(0.241614, abs=5e-7)


def test_hand_codes_alone_are_as_published():
    """.236 [.199, .273]."""
    gold, _ = complaints()

    found = corrected(mean_left_out(gold, np.ones(500), np.arange(500), 500), None, None)

    assert (found.estimate, *found.limits(0.95)) == pytest.approx((0.236, 0.199, 0.273), abs=5e-4)


def interviews(seed=1, documents=24, **what):
    talk = talked(Interviews(documents=(documents,), **what), np.random.default_rng(seed))
    document = np.repeat(np.arange(documents), np.diff(talk.bounds))
    return talk, Everything(document, document, np.column_stack([np.log(talk.length), talk.position]))


def all_of(units):
    rows = np.arange(len(units.cluster))
    return Sampled(rows, np.zeros_like(rows), np.full(len(rows), float(len(rows))), np.ones(len(rows), dtype=bool))


def test_pairs_of_all_units_say_what_the_conditional_likelihood_says():
    talk, units = interviews(documents=30, odds_ratio=3.0)
    x = np.column_stack([talk.presence[:, 0], units.equal]).astype(float)
    ones, sizes = np.ones(len(x)), np.bincount(units.stratum).astype(float)
    drawn = Drawn(units.stratum, sizes, units.cluster, 30, ones)

    found = pair_odds(talk.presence[:, 1], x, drawn, exact=False)

    likelihood = ConditionalLogit(talk.presence[:, 1].astype(float), x, groups=units.stratum).fit(disp=False)
    assert found.estimate == pytest.approx(likelihood.params[0], abs=0.5 * likelihood.bse[0])


def test_one_step_without_a_cluster_is_near_the_estimate_made_anew():
    talk, units = interviews()
    x = np.column_stack([talk.presence[:, 0], units.equal]).astype(float)
    drawn = units.drawn(all_of(units))

    quick, exact = (pair_odds(talk.presence[:, 1], x, drawn, exact=exact) for exact in (False, True))

    assert quick.without == pytest.approx(exact.without, abs=0.02)


def test_a_corpus_coded_whole_needs_no_surrogate():
    talk, units = interviews()

    found = corrected_share(talk.presence[:, 0], ~talk.presence[:, 0], all_of(units), units)

    assert found.estimate == pytest.approx(talk.presence[:, 0].mean())
    assert found.surrogate == pytest.approx(1 - found.estimate)


def test_a_pair_of_one_group_is_drawn_together_more_rarely_than_its_chances_say():
    """Two of four: one pair of six, not a quarter."""
    none = np.zeros(2, dtype=np.intp)
    drawn = Drawn(none, np.array([4.0]), none, 1, np.full(2, 2.0), none, np.array([2, 2]))

    assert _together(drawn, none[:1], none[:1] + 1) == pytest.approx([6.0])


def test_nothing_found_is_an_interval_and_what_cannot_be_told_none():
    talk, units = interviews()
    sample = all_of(units)
    nobody = np.zeros(len(talk.presence), dtype=bool)

    share = corrected_share(nobody, talk.presence[:, 0], sample, units)
    ratio = corrected_odds_ratio(np.column_stack([nobody, nobody]), talk.presence, sample, units)

    assert (share.estimate, share.low) == (0.0, 0.0)
    assert 0 < share.high < 0.3
    assert np.isnan([ratio.estimate, ratio.low, ratio.high]).all()


def test_what_the_surrogate_was_made_to_fit_counts_by_hand_alone():
    talk, units = interviews()
    rows = np.arange(0, len(units.cluster), 3)
    group, number = np.zeros_like(rows), np.full(len(rows), float(len(units.cluster)))
    fitted = Sampled(rows, group, number, np.zeros(len(rows), dtype=bool))

    found = corrected_share(talk.presence[rows, 0], talk.presence[:, 0], fitted, units)

    assert found.weight == 0
    assert found.estimate == pytest.approx(talk.presence[rows, 0].mean())


def test_a_surrogate_compared_on_a_part_of_the_strata_is_not_used():
    talk, units = interviews()
    rows = np.arange(0, len(units.cluster), 3)
    group = (units.cluster[rows] % 2).astype(np.intp)
    sizes = np.bincount(units.cluster % 2)[group].astype(float)

    found = corrected_share(talk.presence[rows, 0], talk.presence[:, 0], Sampled(rows, group, sizes, group == 0), units)

    assert found.weight == 0


@pytest.mark.parametrize("name", ["middling, errors alike", "misses more beside the other code", "codes reversed"])
def test_intervals_cover_what_they_say_whatever_the_surrogate(name):
    generator = np.random.default_rng(23)
    what = Interviews(documents=(24,), odds_ratio=3.0)
    share = correction_calibration.true_share(what)
    surrogate = correction_calibration.SURROGATES[name]
    studies = [correction_calibration.one_study(what, surrogate, 240, generator) for _ in range(40)]

    for quantity, truth in (("odds ratio", 3.0), ("share", share)):
        inside = [study[quantity].low <= truth <= study[quantity].high for study in studies]
        assert np.mean(inside) > 0.85
    assert all(
        study["odds ratio"].high / study["odds ratio"].low <= study["alone"].high / study["alone"].low * (1 + 1e-9)
        for study in studies
    )
